"""A file of settings that cannot be used ends every command with status 3 and a sentence, and never a traceback."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.system.exit_codes import Exit

NAME = "kiosk.env"
BAD: dict[str, tuple[Callable[[Path], object], str]] = {
    "UTF-16": (
        lambda path: path.write_bytes("KIOSK_CAPTURE_WIDTH_PX=1280\r\n".encode("utf-16")),
        "line 1 is not text in UTF-8",
    ),
    "cp1252": (
        lambda path: path.write_bytes("KIOSK_CAMERA=0\r\nKIOSK_BRAND_NAME=Crédit Zürich\r\n".encode("cp1252")),
        "line 2 is not text in UTF-8",
    ),
    "NUL bytes": (lambda path: path.write_bytes(b"KIOSK_CAMERA=\0\n"), "line 1 is not text in UTF-8"),
    "a typing error": (
        lambda path: path.write_text("KIOSK_BAKEND_URL=x"),
        "bakend_url: there is no such setting; did you mean backend_url? (kiosk.env, line 1)",
    ),
    "twice": (lambda path: path.write_text("KIOSK_CAMERA=0\nKIOSK_CAMERA=0\n"), "camera: set a second time in line 2"),
    "no equals sign": (lambda path: path.write_text("KIOSK_CAMERA\n"), "line 1 is not of the form"),
    "a folder": (lambda path: path.mkdir(), "kiosk.env cannot be read"),
    "too large": (lambda path: path.write_bytes(b"#" * 2_000_000), "it is larger than"),
    "a bad value": (lambda path: path.write_text("\nKIOSK_CROP_ZOOM=9\n"), "(kiosk.env, line 2)"),
}
COMMANDS = ["run", "backend", "audit", "enrol-batch kiosk.csv", "staff-pin ada", "selftest", "rekognition-local"]


def ended(folder: Path, command: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        [sys.executable, "-m", "kiosk", *command.split()],
        cwd=folder, env=environment, input="240680\n", capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def assert_told(done: subprocess.CompletedProcess[str], told: str) -> None:
    assert done.returncode == Exit.SETTINGS_INVALID
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("kiosk: SETTINGS_INVALID: ")
    assert told in done.stderr
    assert NAME in done.stderr


@pytest.mark.parametrize("kind", BAD)
def test_every_fault_is_a_sentence(tmp_path: Path, kind: str) -> None:
    write, told = BAD[kind]
    write(tmp_path / NAME)
    assert_told(ended(tmp_path, "audit"), told)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_it(tmp_path: Path, command: str) -> None:
    (tmp_path / "kiosk.csv").write_text("customer,image\nc,i.jpg\n")
    BAD["cp1252"][0](tmp_path / NAME)
    assert_told(ended(tmp_path, command), "line 2 is not text in UTF-8")


def test_what_other_editors_and_shells_write_is_read(tmp_path: Path) -> None:
    lines = [
        "\ufeff# ours",
        "export KIOSK_BRAND_NAME='Crédit Zürich' # in town",
        "",
        "KIOSK_MATCH__OF_MODEL='{\"m\": 96}'",
    ]
    (tmp_path / NAME).write_bytes("\r\n".join(lines).encode())
    done = ended(tmp_path, "audit")
    assert (done.returncode, done.stderr) == (0, "")
