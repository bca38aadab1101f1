"""Whatever a process was doing when it was killed, nobody is half enrolled, half erased or lost."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot fork; SQLite and the files are the same there")
def test_killed_at_every_step(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.unit.backend.enrolment.killed", str(tmp_path / "kiosk")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    enrolments, erasures, migrations = map(int, done.stdout.split())
    assert enrolments > 12 and erasures > 6 and migrations > 5
