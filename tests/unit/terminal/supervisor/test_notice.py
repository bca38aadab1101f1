"""What covers the desktop while a terminal that dies again and again is not there."""

import sys
import threading
import time
from pathlib import Path

import pytest

from kiosk.terminal.supervisor.policy import RestartPolicy
from kiosk.terminal.supervisor.supervisor import Programs, Supervisor, Timing

DIES = "import sys; open(sys.argv[1], 'a').write('x'); sys.exit(139)"
SHOWS = "import sys; open(sys.argv[1], 'a').write(sys.argv[2] + chr(10))"
"""And ends by itself, as a notice does after its time."""


@pytest.mark.expect_logs
def test_every_pause_is_covered_but_the_first(tmp_path: Path) -> None:
    starts, notices = tmp_path / "starts", tmp_path / "notices"
    programs = Programs(
        [sys.executable, "-c", DIES, str(starts)],
        lambda code, seconds: [sys.executable, "-c", SHOWS, str(notices), code],
    )
    timing = Timing(RestartPolicy(first_pause_s=0.2, longest_pause_s=0.5), look_s=0.02, hung_grace_s=1.0)
    supervisor = Supervisor(programs, timing)
    keeping = threading.Thread(target=supervisor.run)
    keeping.start()
    deadline_s = time.monotonic() + 60
    while not notices.exists() or len(notices.read_text().splitlines()) < 3:
        assert time.monotonic() < deadline_s
        time.sleep(0.05)
    supervisor.stop()
    keeping.join()
    assert set(notices.read_text().splitlines()) == {"INTERNAL_ERROR"}
    assert len(starts.read_text()) > len(notices.read_text().splitlines())
