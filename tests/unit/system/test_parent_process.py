"""A child process ends with the one that started it."""

import os
import subprocess
import sys

import pytest

from kiosk.system import parent_process

CHILD = """
import time
from kiosk.system.parent_process import end_with_parent
print(end_with_parent(), flush=True)
time.sleep(99)
"""


def test_it_ends_when_its_standard_input_does() -> None:
    command = [sys.executable, "-c", CHILD]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        assert child.stdout.readline() == "True\n"
        child.stdin.write("what is said does not matter")
        child.stdin.flush()
        assert child.poll() is None
        child.stdin.close()
        assert child.wait(60) != 0


def test_without_standard_input_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    if sys.platform != "win32":
        assert parent_process.end_with_parent() is False


def test_an_embedded_backend_without_standard_input_does_not_run() -> None:
    source = "import sys; sys.stdin = None\nfrom kiosk.cli.main import main\nmain()"
    command = [sys.executable, "-c", source, "backend", "--port", "0", "--until-input-ends"]
    done = subprocess.run(command, capture_output=True, text=True, env=dict(os.environ), timeout=60, check=False)
    assert (done.returncode, done.stdout[:23]) == (70, "ended by INTERNAL_ERROR")
