"""The only file that knows threads: work off the GUI thread, answers on it, and nobody left behind at the end."""

import logging
import threading
import time
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

logger = logging.getLogger(__name__)


class Worker(QObject):
    """One piece of work on a thread of its own; it has exactly one outcome: `returned` or `errored`.

    Make, start and connect it in the GUI thread; all signals are delivered there.
    """

    yielded = Signal(object)
    """A value that the work reported on its way."""
    returned = Signal(object)
    errored = Signal(Exception)
    finished = Signal()
    """After the outcome, whichever it was."""
    _reported = Signal(object)
    _ended = Signal(bool, object)

    def __init__(self, work: Callable[["Worker"], object], name: str) -> None:
        super().__init__()
        self._work = work
        self._stopping = threading.Event()
        self._abandoned = False
        # Queued by name: a signal of a thread that Qt did not start must not call its receiver right there.
        self._reported.connect(self._deliver_value, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._deliver_outcome, Qt.ConnectionType.QueuedConnection)
        # A daemon, so that work which ignores `stopping` cannot keep a closed kiosk alive.
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin; once only."""
        self._thread.start()

    def report(self, value: object) -> None:
        """Emit `yielded` in the GUI thread; called by the work on its own thread."""
        self._reported.emit(value)

    @property
    def stopping(self) -> threading.Event:
        """Set when the work should end; it asks `is_set()` or waits on it."""
        return self._stopping

    def stop(self) -> None:
        """Ask the work to end; its outcome still arrives."""
        self._stopping.set()

    def abandon(self) -> None:
        """Ask the work to end and deliver nothing of it any more, but `finished`."""
        self._abandoned = True
        self.stop()

    def join(self, timeout_s: float) -> bool:
        """Wait for the thread; False when it did not end in time."""
        if self._thread.ident is not None:
            self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            succeeded, outcome = True, self._work(self)
        except Exception as error:  # the boundary of the thread: whatever it was becomes the one outcome
            succeeded, outcome = False, error
        try:
            self._ended.emit(succeeded, outcome)
        except RuntimeError:
            logger.debug("%s ended after its receiver was gone", self._thread.name)

    @Slot(object)
    def _deliver_value(self, value: object) -> None:
        if not self._abandoned:
            self.yielded.emit(value)

    @Slot(bool, object)
    def _deliver_outcome(self, succeeded: bool, outcome: object) -> None:
        if not self._abandoned:
            (self.returned if succeeded else self.errored).emit(outcome)
        self.finished.emit()


class Workers:
    """Owns workers, and joins them when it is closed; for the GUI thread only."""

    def __init__(self, join_timeout_s: float = 2.0) -> None:
        self._join_timeout_s = join_timeout_s
        self._running: dict[int, Worker] = {}

    def start(
        self,
        work: Callable[[Worker], object],
        name: str,
        *,
        returned: Callable[[object], None] | None = None,
        errored: Callable[[Exception], None] | None = None,
        yielded: Callable[[object], None] | None = None,
    ) -> Worker:
        """Run `work` on a thread; the callbacks are called in the GUI thread."""
        worker = Worker(work, name)
        for signal, callback in ((worker.returned, returned), (worker.errored, errored), (worker.yielded, yielded)):
            if callback is not None:
                signal.connect(callback)
        key = id(worker)
        self._running[key] = worker
        # Later, because a worker must not be deleted while it emits; by key, because a closure over the worker
        # would keep it for ever.
        worker.finished.connect(lambda: QTimer.singleShot(0, lambda: self._forget(key)))
        worker.start()
        return worker

    def _forget(self, key: int) -> None:
        """The thread is about to end; it must not be the last to hold an object of the GUI thread."""
        worker = self._running.pop(key, None)
        if worker is not None:
            worker.join(self._join_timeout_s)

    def close(self) -> bool:
        """Abandon all and wait for them together; False when one did not end in time."""
        running = list(self._running.values())
        for worker in running:
            worker.abandon()
        deadline_s = time.monotonic() + self._join_timeout_s
        ended = [worker.join(max(0.0, deadline_s - time.monotonic())) for worker in running]
        self._running.clear()
        return all(ended)

    def __enter__(self) -> "Workers":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
