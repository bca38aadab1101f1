"""`kiosk run` as branch IT meets it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests

from kiosk.domain.identity.consent import Consent
from kiosk.errors import BackendRefused
from kiosk.settings import load
from kiosk.terminal.app.compose import backend as served_by
from kiosk.terminal.app.embedded_backend import EmbeddedBackend
from kiosk.terminal.client.backend import BackendClient
from kiosk.terminal.client.started_challenge import StartOptions

AGREED = Consent("test", "en")
OFFSCREEN = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to send")
def test_a_full_screen_terminal_ends_cleanly_when_it_is_asked_to(tmp_path: Path) -> None:
    kiosk = subprocess.Popen(
        [sys.executable, "-m", "kiosk", "run", "--camera", "demo", "--full-screen"],
        env={**OFFSCREEN, "KIOSK_DATA_DIR": str(tmp_path)},
    )
    deadline_s = time.monotonic() + 60
    while not (tmp_path / "kiosk.sqlite3").exists() and time.monotonic() < deadline_s:
        time.sleep(0.1)
    kiosk.send_signal(signal.SIGTERM)
    assert kiosk.wait(60) == 0


def test_wrong_settings_and_options_are_told_in_one_line(tmp_path: Path) -> None:
    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "kiosk", "run", *arguments]
        return subprocess.run(
            command, env={**OFFSCREEN, **environment}, capture_output=True, text=True, timeout=60, check=False
        )

    wrong = run(KIOSK_CROP_ZOOM="9")
    assert (wrong.returncode, wrong.stderr.splitlines()[0][:34]) == (3, "kiosk: SETTINGS_INVALID: crop_zoom")
    photo = run("--camera", "demo", "--id-photo", str(tmp_path / "nothing.jpg"))
    assert (photo.returncode, photo.stderr.splitlines()[-1][:22]) == (2, "kiosk: PICTURE_MISSING")
    assert run("--size", "tiny").returncode == 2


@pytest.mark.parametrize(("camera", "refused"), [("demo", False), ("clip.mp4", False), ("0", True)])
def test_the_embedded_backend_fits_the_camera(tmp_path: Path, camera: str, refused: bool) -> None:
    with served_by(load(camera=camera), tmp_path) as backend:
        client = backend.connect()
        try:
            client.start(StartOptions("somebody", 640, 480, synthetic=True, camera_name=camera, consent=AGREED))
            assert not refused
        except BackendRefused as error:
            assert (refused, error.refused_code) == (True, "SYNTHETIC_REFUSED")
        client.close()


def test_a_backend_that_is_no_demonstration_refuses_the_demo_camera(tmp_path: Path) -> None:
    with EmbeddedBackend({}, tmp_path) as backend:
        client = BackendClient(backend.url(), backend.api_key, sign=backend.sign)
        with pytest.raises(BackendRefused) as refused:
            client.start(StartOptions("somebody", 640, 480, synthetic=True, camera_name="demo", consent=AGREED))
        assert refused.value.refused_code == "SYNTHETIC_REFUSED"
        without_key = requests.post(backend.url() + "/challenge/start", json={}, timeout=5)
        assert without_key.status_code == 401
        client.close()
