"""The full screen under a real window manager, whose keys no program sees: it comes back from wherever they send it."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest

TOOLS = ("Xvfb", "openbox", "xdotool", "wmctrl")
DISPLAY = ":87"
TITLE = "full screen under test"
PROGRAM = f"""
from PySide6.QtWidgets import QApplication
from kiosk.terminal.ui.locked_window import LockedWindow
application = QApplication([])
window = LockedWindow()
window.setWindowTitle({TITLE!r})
window.open(True)
print("shown", flush=True)
application.exec()
"""
OTHER = """
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
window = QLabel("somebody else's")
window.setWindowTitle("another")
window.show()
application.exec()
"""

pytestmark = pytest.mark.skipif(
    not all(shutil.which(tool) for tool in TOOLS), reason=f"needs {', '.join(TOOLS)}, all packages of Debian"
)


@dataclass(frozen=True, slots=True)
class Desk:
    """A display with a window manager, another program and the kiosk's window."""

    process: subprocess.Popen[str]

    def do(self, *command: str) -> str:
        done = subprocess.run(command, env=on_display(), capture_output=True, text=True, timeout=20, check=False)
        return done.stdout.strip()

    @property
    def window(self) -> str:
        return self.do("xdotool", "search", "--name", TITLE)

    def is_in_front(self) -> bool:
        """Whether it is what the customer sees and types into."""
        seen = self.do("xdotool", "search", "--onlyvisible", "--name", TITLE)
        return bool(seen) and self.do("xdotool", "getactivewindow") == seen


def on_display() -> dict[str, str]:
    return {**os.environ, "DISPLAY": DISPLAY, "QT_QPA_PLATFORM": "xcb"}


def waited_for(condition: Callable[[], bool]) -> bool:
    for _ in range(100):
        if condition():
            return True
        time.sleep(0.1)
    return False


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    with ExitStack() as stack:

        def start(*command: str) -> subprocess.Popen[str]:
            process = subprocess.Popen(
                command, env=on_display(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
            )
            stack.callback(process.__exit__, None, None, None)
            stack.callback(process.kill)
            return process

        start("Xvfb", DISPLAY, "-screen", "0", "1280x800x24")
        assert waited_for(lambda: os.path.exists(f"/tmp/.X11-unix/X{DISPLAY[1:]}"))  # noqa: PTH110
        start("openbox", "--config-file", "/dev/null")
        start(sys.executable, "-c", OTHER)
        kiosk = start(sys.executable, "-c", PROGRAM)
        assert kiosk.stdout is not None
        assert kiosk.stdout.readline() == "shown\n"
        desk = Desk(kiosk)
        assert waited_for(desk.is_in_front)
        yield desk


WAYS: dict[str, list[tuple[str, ...]]] = {
    "Alt+Tab": [("xdotool", "key", "alt+Tab")],
    "Alt+F4": [("xdotool", "key", "alt+F4")],
    "closed by the window manager": [("wmctrl", "-c", TITLE)],
    "minimised": [("xdotool", "search", "--name", TITLE, "windowminimize")],
    "no longer full screen": [("wmctrl", "-r", TITLE, "-b", "remove,fullscreen")],
    "another window on top": [("wmctrl", "-r", "another", "-b", "add,above"), ("wmctrl", "-a", "another")],
    "the bare desktop": [("wmctrl", "-k", "on")],
    "another desktop": [("wmctrl", "-n", "2"), ("wmctrl", "-s", "1")],
    "sent to another desktop": [("wmctrl", "-r", TITLE, "-t", "0")],
}


@pytest.mark.parametrize("way", WAYS)
def test_it_comes_back(desk: Desk, way: str) -> None:
    for command in WAYS[way]:
        desk.do(*command)
    # Not before the window manager has done what it was told.
    time.sleep(0.3)
    assert waited_for(desk.is_in_front)
    assert desk.process.poll() is None
