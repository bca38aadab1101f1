"""`GET /health`: whether the service can do what it is there for; it says nothing about anybody."""

import logging
import time
from threading import Lock

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from kiosk import __version__
from kiosk.backend.api.documented_refusals import BEING_UNWELL
from kiosk.backend.api.facade import ChallengeService
from kiosk.backend.ports import Clock
from kiosk.contract.error_table import ErrorReply, row_of
from kiosk.contract.health import HealthReply
from kiosk.errors import KioskError, StoreDamaged
from kiosk.system.safe_errors import describe_failure

KEPT_S = 5.0
"""How long one look is good for: whoever asks without a key must not keep the disk busy."""
UNWELL = 503

logger = logging.getLogger(__name__)


class Health:
    """What the last look at the service found; any thread. Damage stays until the process is started again."""

    def __init__(self, service: ChallengeService, clock: Clock = time.monotonic) -> None:
        self._service, self._clock = service, clock
        self._lock = Lock()
        self._looked_at_s = float("-inf")
        self._code = ""
        self._is_damaged = False

    def code(self) -> str:
        """The code of what is wrong; empty when nothing is."""
        # Whoever comes while somebody looks hears what was known before: a disk that hangs must not keep threads.
        if self._clock() - self._looked_at_s >= KEPT_S and self._lock.acquire(blocking=False):
            try:
                self._tell(self._look())
                self._looked_at_s = self._clock()
            finally:
                self._lock.release()
        return StoreDamaged.code if self._is_damaged else self._code

    def note_damage(self) -> None:
        """A database is damaged, as somebody found who wanted something of it."""
        if not self._is_damaged:
            self._is_damaged = True
            logger.error("a database is damaged; nobody can be served until it is restored")

    def _look(self) -> str:
        try:
            self._service.check_health()
        except StoreDamaged as error:
            self.note_damage()
            return error.code
        except KioskError as error:
            return error.code
        except Exception as error:
            logger.error("health could not be looked at: %s", describe_failure(error))
            return KioskError.code
        return ""

    def _tell(self, code: str) -> None:
        """Log what has changed, not each look."""
        if code != self._code and code != StoreDamaged.code:
            logger.log(logging.ERROR if code else logging.INFO, "health: %s", code or "well again")
        self._code = code


def health_routes(service: ChallengeService, health: Health) -> APIRouter:
    """The route over this service."""
    router = APIRouter()

    @router.get("/health", response_model=HealthReply, responses=BEING_UNWELL)
    def tell_health() -> HealthReply | JSONResponse:
        code = health.code()
        if code:
            body = ErrorReply(code=code, message=row_of(code).message)
            return JSONResponse(body.model_dump(by_alias=True), UNWELL)
        return HealthReply(status="ok", version=__version__, engine=service.model_id)

    return router
