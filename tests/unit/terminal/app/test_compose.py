"""What the options of `kiosk run` come to at a real service: the program's own wiring, without a window."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.backend.kyc.records import Status
from kiosk.settings import load
from tests.factories.terminals import ANYBODY
from tests.fakes.kyc_backend import Bench, bench

TOUCHED = """
import sys
import numpy as np
import kiosk.terminal.app.run
from kiosk.terminal.app import compose
from kiosk.domain.faces.face_detail import Observation
from kiosk.terminal.session.effects import StartChallenge

def touched(settings, visit, size, signs_of_life):
    # What the window does once somebody touches Start, and then does not look at the camera.
    with compose.backend(settings, settings.data_dir) as served:
        factory = compose._attempt_factory(settings, served.connect, visit)
        attempt = factory.start(lambda progress: None, StartChallenge(1))
        sys.stdout.write(f"challenge {attempt.challenge.id}\\n")
        sys.stdout.flush()
        if "--kyc-url" in sys.argv:
            attempt.observe(np.zeros((480, 640, 3), np.uint8), Observation(0.0, (), 50.0))
            attempt.verify()
        attempt.cancel()

kiosk.terminal.app.run.run_kiosk = touched
from kiosk.cli.main import main
main()
"""


@pytest.fixture(scope="module")
def kyc(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    with bench(load(data_dir=tmp_path_factory.mktemp("kyc"), terminals=ANYBODY, consent_elsewhere=True)) as made:
        yield made


def run(folder: Path, *options: str) -> list[list[str]]:
    """The words of each line that `kiosk run` writes."""
    done = subprocess.run(
        [sys.executable, "-c", TOUCHED, "run", *options],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "KIOSK_DATA_DIR": str(folder)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return [line.split() for line in done.stdout.splitlines()]


def test_a_session_from_the_command_line_is_tied_to_the_challenge(kyc: Bench, tmp_path: Path) -> None:
    wanted, other = kyc.created(), kyc.created()
    (challenge,) = run(tmp_path, "--backend", kyc.url, "--session", wanted)
    tied, untouched = kyc.sessions._store.load(wanted), kyc.sessions._store.load(other)
    assert (tied.status, ["challenge", tied.challenge_id]) == (Status.IN_PROGRESS, challenge)
    assert (untouched.status, untouched.challenge_id) == (Status.CREATED, "")


def test_a_service_hears_of_every_visit_and_the_terminal_tells_its_session(kyc: Bench, tmp_path: Path) -> None:
    (_, challenge_id), (_, session_id, status) = run(tmp_path, "--kyc-url", kyc.url)
    assert status == "FAILED"
    completed = kyc.sessions._store.load(session_id)
    assert (completed.status, completed.challenge_id) == (Status.FAILED, challenge_id)
    assert kyc.results(session_id).json()["isLive"] is False
