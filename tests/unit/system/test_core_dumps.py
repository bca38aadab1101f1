import subprocess
import sys

import pytest

SCRIPT = """
from kiosk.system.core_dumps import forbid_core_dumps
import resource
forbid_core_dumps()
print(resource.getrlimit(resource.RLIMIT_CORE))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_process_and_what_it_starts_may_write_none_and_cannot_take_that_back() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "(0, 0)"
