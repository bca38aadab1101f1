"""While nobody is there: whether the terminal could work, so that no customer has to find out."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer

from kiosk.terminal.session.events import ReadinessChecked
from kiosk.terminal.ui.error_codes import code_of, detail_of
from kiosk.terminal.ui.threads import Workers

logger = logging.getLogger(__name__)

CHECK_MS = 10_000
"""Between two checks; a backend answers one in milliseconds."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """What a backend that answers says of this terminal."""

    code: str = ""
    """Of what a start would be refused with now."""
    refused_s: float | None = None
    """For how long, 0 for not at all; None when it was not asked, or does not say."""
    staffed: bool | None = None
    """Whether any member of staff could sign in; None when it was not asked, or does not say."""


AskBackend = Callable[[bool], Readiness]
"""Whether the backend answers, and if asked to (True) whether it would begin anything here; may block, and raises
BackendErrors."""


class IdleCheck(QObject):
    """Asks camera and backend now and then and reports a code, empty when all is well; lives in the GUI thread."""

    def __init__(
        self,
        workers: Workers,
        find_camera_fault: Callable[[], str],
        ask_backend: AskBackend,
        report: Callable[[ReadinessChecked], None],
        is_idle: Callable[[], bool],
    ) -> None:
        """`find_camera_fault` is called in the GUI thread; `ask_backend` on a thread of its own."""
        super().__init__()
        self._workers, self._find_camera_fault, self._ask_backend = workers, find_camera_fault, ask_backend
        self._report, self._is_idle = report, is_idle
        self._asking, self._told = False, ""
        self._knows_lock = False
        self._timer = QTimer(self, interval=CHECK_MS)
        self._timer.timeout.connect(self.check)

    def open(self) -> None:
        """Check from now on."""
        self._timer.start()

    def close(self) -> None:
        """Check no more."""
        self._timer.stop()

    def check(self) -> None:
        """Check once, unless somebody is there or the last check still waits for its answer."""
        if not self._is_idle():
            # Whatever happens now may end in a lock.
            self._knows_lock = False
        if self._asking or not self._is_idle():
            return
        code = self._find_camera_fault()
        if code:
            self._tell(code)
            return
        self._asking = True
        self._workers.start(
            lambda _: self._ask_backend(not self._knows_lock),
            "readiness",
            returned=self._take_answer,
            errored=lambda error: self._tell(code_of(error), error),
        )

    def _take_answer(self, answer: object) -> None:
        readiness = answer if isinstance(answer, Readiness) else Readiness()
        # As long as it is locked it is asked again, for staff may end it from elsewhere.
        self._knows_lock = not readiness.code
        self._tell(readiness.code, said=readiness)

    def _tell(self, code: str, error: Exception | None = None, said: Readiness | None = None) -> None:
        self._asking = False
        if code != self._told:
            self._told = code
            logger.log(logging.WARNING if code else logging.INFO, "the idle terminal %s", _say(code, error))
        said = said or Readiness()
        self._report(ReadinessChecked(code, said.refused_s, said.staffed))


def _say(code: str, error: Exception | None) -> str:
    if not code:
        return "could work again"
    return f"could not work: {code}" if error is None else f"could not work: {code} ({detail_of(error)})"
