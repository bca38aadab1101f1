"""The end of a process whose threads cannot be joined."""

import subprocess
import sys
from pathlib import Path

PROGRAM = """
import atexit, logging, sys, threading, time
from kiosk.system.process_end import end_process
logging.basicConfig(filename=sys.argv[1], level="INFO")
threading.Thread(target=time.sleep, args=(600,)).start()
atexit.register(print, "the interpreter was taken down")
logging.info("closed")
sys.stdout.write("said")
end_process(4)
"""


def test_it_does_not_wait_for_threads_and_keeps_status_log_and_output(tmp_path: Path) -> None:
    file = tmp_path / "log"
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(file)], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout) == (4, "said")
    assert "closed" in file.read_text(encoding="utf-8")
