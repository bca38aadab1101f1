import platform
import subprocess
import sys

import pytest

SCRIPT = """
import ctypes, sys, threading
from kiosk.system.memory_arenas import share_one_arena
if "shared" in sys.argv:
    assert share_one_arena()
libc, kept, ready = ctypes.CDLL(None), [], threading.Barrier(9)
libc.malloc.restype = ctypes.c_void_p
def take():
    ready.wait()
    kept.extend(libc.malloc(5000) for _ in range(100))
threads = [threading.Thread(target=take) for _ in range(8)]
for thread in threads: thread.start()
ready.wait()
for thread in threads: thread.join()
libc.fopen.restype = ctypes.c_void_p
file = ctypes.c_void_p(libc.fopen(b"/dev/stdout", b"w"))
libc.malloc_info(0, file)
libc.fclose(file)
"""


def heaps(*arguments: str) -> int:
    command = [sys.executable, "-c", SCRIPT, *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout.count("<heap nr=")


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="heaps of threads are glibc's")
def test_threads_share_one_heap() -> None:
    assert heaps() > 1
    assert heaps("shared") == 1
