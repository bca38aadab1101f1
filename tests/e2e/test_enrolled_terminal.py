"""A shared backend as it is started for a branch, its commands beside it, and terminals with and without a key."""

import contextlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import requests

from kiosk.domain.identity.consent import Consent
from kiosk.domain.liveness.challenge import Stage
from kiosk.domain.liveness.frames import chain_link
from kiosk.errors import BackendRefused
from kiosk.system.terminal_key_store import TerminalKeyStore
from kiosk.terminal.app.terminal_key import signer_of_terminal
from kiosk.terminal.client.backend import BackendClient
from kiosk.terminal.client.started_challenge import EncodedFrame, StartedChallenge, StartOptions
from tests.factories.jpeg_files import digest
from tests.factories.noise import picture

AGREED = Consent("test", "en")
OPTIONS = StartOptions("visitor-1", 640, 480, synthetic=False, camera_name="HD Pro Webcam C920", consent=AGREED)


class Branch:
    """The backend's and the terminal's machine, each with a data folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.backend_folder, self.terminal_folder = folder / "backend", folder / "terminal"
        self.url = ""

    def environment(self, folder: Path) -> Mapping[str, str]:
        return {**os.environ, "KIOSK_DATA_DIR": str(folder), "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}

    def run(self, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "kiosk", *arguments]
        return subprocess.run(
            command, env=self.environment(folder), capture_output=True, text=True, timeout=120, check=False
        )

    def at_terminal(self, *arguments: str) -> str:
        done = self.run(self.terminal_folder, "terminal-key", *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def at_backend(self, *arguments: str) -> str:
        done = self.run(self.backend_folder, "terminals", *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    @contextlib.contextmanager
    def client(self) -> Iterator[BackendClient]:
        sign = signer_of_terminal(self.terminal_folder, TerminalKeyStore(self.terminal_folder, None))
        with contextlib.closing(BackendClient(self.url, sign=sign)) as client:
            yield client


@pytest.fixture
def branch(tmp_path: Path) -> Iterator[Branch]:
    branch = Branch(tmp_path)
    with subprocess.Popen(
        [sys.executable, "-m", "kiosk", "backend", "--port", "0"],
        env=branch.environment(branch.backend_folder), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        branch.url = process.stdout.readline().removeprefix("listening on ").strip()
        yield branch
        process.terminate()
        assert process.wait(20) == 0


def frame(started: StartedChallenge) -> EncodedFrame:
    jpeg = picture()
    link = chain_link(started.challenge.id, 0, 1, digest(jpeg))
    return EncodedFrame(jpeg, 0, 1, Stage.CHALLENGE, link)


def refused(code: str, client: BackendClient, started: StartedChallenge | None = None) -> None:
    with pytest.raises(BackendRefused) as error:
        client.start(OPTIONS) if started is None else client.send_frame(started, frame(started))
    assert error.value.refused_code == code


def public_key(told: str) -> str:
    found = re.search(r"^public key: (\S+)$", told, re.MULTILINE)
    assert found is not None
    return found[1]


def refused_without_key(branch: Branch, started: StartedChallenge) -> None:
    """A script with the token, and whatever key terminals share, has none of this terminal's."""
    path, shown = f"{branch.url}/challenge/{started.challenge.id}", {"X-Challenge-Token": started.token}
    frames = requests.put(
        f"{path}/frames", json=frame(started).body(started.token).to_json(), headers=shown, timeout=10
    )
    verdict = requests.post(f"{path}/verify", json={"token": started.token}, headers=shown, timeout=10)
    for answer in (frames, verdict):
        assert (answer.status_code, answer.json()["code"]) == (401, "TERMINAL_UNSIGNED")


def test_a_terminal_from_its_key_to_its_revocation(branch: Branch) -> None:
    with branch.client() as keyless:
        refused("TERMINAL_UNSIGNED", keyless)
    told = branch.at_terminal("create")
    with branch.client() as stranger:
        refused("TERMINAL_UNKNOWN", stranger)
    public = public_key(told)
    terminal_id = branch.at_backend("enrol", public, "--name", "Main street, left").split()[-1]
    assert branch.at_terminal("show").startswith(f"terminal: {terminal_id}\n")
    assert "never seen" in branch.at_backend("list")

    with branch.client() as client:
        started = client.start(OPTIONS)
        client.send_frame(started, frame(started))
        refused_without_key(branch, started)
        branch.at_backend("revoke", terminal_id, "--reason", "stolen")
        refused("TERMINAL_REVOKED", client, started)
        refused("TERMINAL_REVOKED", client)
    assert "revoked" in branch.at_backend("list")
    # For good: the key is not taken again, and the terminal makes another one.
    again = branch.run(branch.backend_folder, "terminals", "enrol", public, "--name", "Main street")
    assert (again.returncode, "TERMINAL_EXISTS" in again.stderr) == (2, True)
    branch.at_terminal("delete")
    assert branch.at_terminal("create") != told


def test_a_key_on_two_devices_serves_neither(branch: Branch) -> None:
    told = branch.at_terminal("create")
    public = public_key(told)
    branch.at_backend("enrol", public, "--name", "Main street")
    with branch.client() as one, branch.client() as another:
        one.start(OPTIONS)
        another.start(OPTIONS)
        for client in (one, another):
            refused("TERMINAL_DOUBLED", client)
    assert "on two devices" in branch.at_backend("list")


@pytest.mark.parametrize(
    "arguments",
    [
        ("enrol", "no-key", "--name", "x"), ("enrol", "A" * 44, "--name", "\t"),
        ("revoke", "0" * 32, "--reason", "x"), ("revoke", "0" * 32, "--reason", " "),
    ],
)  # fmt: skip
def test_commands_say_what_was_wrong(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = Branch(tmp_path).run(tmp_path / "backend", "terminals", *arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
