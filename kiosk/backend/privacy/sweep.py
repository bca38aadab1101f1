"""Every kind of data goes when its time is over."""

import logging
from collections.abc import Callable, Mapping, Sequence

from kiosk.backend.attempts.ports import AttemptLog
from kiosk.backend.ports import Clock
from kiosk.backend.privacy.ports import PersonalData
from kiosk.system.safe_errors import describe_failure

logger = logging.getLogger(__name__)


def sweep(attempts: AttemptLog, kinds: Sequence[PersonalData], clock: Clock) -> Mapping[str, int]:
    """End attempts that ran out and delete what was kept long enough; how many of each kind.

    What fails is logged and tried again the next time, and keeps no other kind from being deleted.
    """
    now_s = clock()
    done = {"abandoned": _tried("abandoned", attempts.sweep)}
    done |= {kind.kind: _tried(kind.kind, lambda kind=kind: kind.purge(now_s)) for kind in kinds}  # type: ignore[misc]
    found = {name: count for name, count in done.items() if count}
    if found:
        logger.info("retention: %s", ", ".join(f"{name} {count}" for name, count in found.items()))
    return done


def _tried(name: str, work: Callable[[], int]) -> int:
    try:
        return work()
    except Exception as error:
        logger.error("retention of %s: %s", name, describe_failure(error))
        return 0
