"""What a backend does every few minutes: end what nobody ended, and delete what was kept long enough."""

import logging
from collections.abc import Callable

from kiosk.backend.api.facade import IdentityServices
from kiosk.backend.flows.recover import recover
from kiosk.backend.privacy.sweep import sweep
from kiosk.system.safe_errors import describe_failure

logger = logging.getLogger(__name__)


def run_maintenance(identity: IdentityServices) -> None:
    """All of it; what fails is tried again the next time, and keeps nothing else from being done."""
    for name, work in (("enrolments", identity.recover), ("flows", lambda: recover(identity))):
        _try(name, work)
    sweep(identity.attempts, identity.privacy.kinds, identity.challenges.clock)


def _try(name: str, work: Callable[[], int]) -> None:
    try:
        work()
    except Exception as error:
        logger.error("%s left half done: %s", name, describe_failure(error))
