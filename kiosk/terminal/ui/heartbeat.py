"""The sign of life of the GUI thread, for whoever supervises the process."""

import contextlib
import faulthandler
import os
import signal

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from kiosk.system.parent_process import SignsOfLife

BEAT_MS = 1000
HANG_S = 8
"""An event loop that stands still this long leaves its stacks; a supervisor ends it soon after."""
_WIDTH = 12


class Heartbeat(QObject):
    """Beats from `start` to `stop`, once a second, and lets Python hear signals on the way."""

    def __init__(self, signs: SignsOfLife) -> None:
        super().__init__()
        self._stacks, file = signs.stacks, signs.counter
        self._handle = None if file is None else os.open(file, os.O_WRONLY | os.O_CREAT, 0o600)
        self._count = 0
        self._timer = QTimer(self, interval=BEAT_MS)
        self._timer.timeout.connect(self.beat)

    def start(self) -> None:
        """The first beat comes from the event loop as well."""
        self._timer.start()
        QTimer.singleShot(0, self, self.beat)

    def stop(self) -> None:
        """No beat any more, and no stacks."""
        self._timer.stop()
        if self._stacks is not None:
            faulthandler.cancel_dump_traceback_later()
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def beat(self) -> None:
        """Count on; a full disk is no reason to stop, so the same bytes are written over."""
        self._count += 1
        if self._stacks is not None:
            faulthandler.dump_traceback_later(HANG_S, file=self._stacks)
        if self._handle is not None:
            with contextlib.suppress(OSError):
                os.lseek(self._handle, 0, os.SEEK_SET)
                os.write(self._handle, str(self._count).zfill(_WIDTH).encode())


def run_event_loop(application: QCoreApplication, heartbeat: Heartbeat) -> None:
    """Run until the application quits or the process is asked to end by SIGINT or SIGTERM."""
    for number in (signal.SIGINT, signal.SIGTERM):
        # Heard at the next beat at the latest, for Qt's loop alone lets Python hear nothing. Unlike `quit`, `exit`
        # does not ask a window that refuses to close.
        signal.signal(number, lambda *_: application.exit())
    heartbeat.start()
    try:
        application.exec()
    finally:
        heartbeat.stop()
