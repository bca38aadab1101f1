"""A member of staff's PIN reaches the command by every way but its command line, which others can read."""

import json
import os
import select
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from kiosk.backend.attempts.staff_pins import StaffPins
from kiosk.backend.build.local_attempts import build_attempts
from kiosk.backend.stores.files.master_key import load_keys
from kiosk.domain.identity.staff import StaffProof
from kiosk.errors import StaffRefused
from kiosk.settings import load
from tests.fakes.metrics import FakeMetrics

COMMAND = [sys.executable, "-m", "kiosk", "staff-pin"]
PIN = "240680"
SETTING = "setting of the backend: KIOSK_STAFF_PINS="


def made(*arguments: str, typed: bytes = b"") -> tuple[int, str, str]:
    done = subprocess.run([*COMMAND, *arguments], input=typed, capture_output=True, timeout=60, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def lets_in(told: str, pin: str, folder: Path) -> bool:
    hashes = json.loads(told[told.index(SETTING) + len(SETTING) :])
    with ExitStack() as stack:
        parts = build_attempts(load(data_dir=folder), load_keys(folder), time.time, stack, FakeMetrics())
        try:
            StaffPins(hashes, parts.lockouts, parts.key_of).check(StaffProof("ada", pin, "device"))
        except StaffRefused:
            return False
    return True


@pytest.mark.parametrize(
    "piped", [b"240680\n", b"240680", b"240680\r\n", b"\xef\xbb\xbf240680\r\n", b"240680\nsecond line\n"]
)
def test_a_script_pipes_it_in(tmp_path: Path, piped: bytes) -> None:
    status, told, _ = made("ada", typed=piped)
    assert status == 0
    assert lets_in(told, PIN, tmp_path)
    assert not lets_in(told, "240681", tmp_path)


def test_a_file_holds_it(tmp_path: Path) -> None:
    file = tmp_path / "pin"
    file.write_text(f"{PIN}\n", encoding="ascii")
    for arguments, typed in (["--pin-file", str(file)], b""), (["--pin-file", "-"], PIN.encode()):
        status, told, _ = made("ada", *arguments, typed=typed)
        assert status == 0
        assert lets_in(told, PIN, tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of Unix")
def test_whoever_sits_at_a_terminal_types_it_unseen_and_twice(tmp_path: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    process = subprocess.Popen([*COMMAND, "ada"], stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True)
    os.close(theirs)
    try:
        seen = read_until(ours, b"PIN: ")
        os.write(ours, f"{PIN}\n".encode())
        seen += read_until(ours, b"confirmation: ")
        os.write(ours, f"{PIN}\n".encode())
        seen += read_until(ours, b'="}')
        assert process.wait(30) == 0
    finally:
        process.kill()
        process.wait()
        os.close(ours)
    assert PIN.encode() not in seen
    assert lets_in(seen.decode(), PIN, tmp_path)


def read_until(terminal: int, awaited: bytes) -> bytes:
    seen = b""
    while awaited not in seen:
        assert select.select([terminal], [], [], 30)[0], seen
        seen += os.read(terminal, 1024)
    return seen


@pytest.mark.parametrize("arguments", [["--pin", PIN], [f"--pin={PIN}"], ["--pin", PIN, "--pin-file", "-"]])
def test_the_command_line_is_refused_with_the_reason(arguments: list[str]) -> None:
    status, told, complaint = made("ada", *arguments, typed=PIN.encode())
    assert (status, told) == (2, "")
    assert "can read a command" in complaint
    assert PIN not in complaint


@pytest.mark.parametrize("piped", [b"", b"\n", b"12345\n", b"12345a\n", b"1234567890123\n", b"\xff\xfe\x00" * 500])
def test_what_is_no_pin_is_refused(piped: bytes) -> None:
    status, told, complaint = made("ada", typed=piped)
    assert (status, told) == (2, "")
    assert "6 to 12 digits" in complaint


def test_a_file_that_cannot_be_read_is_a_wrong_command_line(tmp_path: Path) -> None:
    for path in (tmp_path / "missing", tmp_path):
        assert made("ada", "--pin-file", str(path))[0] == 2
