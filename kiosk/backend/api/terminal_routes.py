"""What a terminal asks while nobody stands before it."""

from fastapi import APIRouter

from kiosk.backend.api import documented_refusals as told
from kiosk.backend.api.facade import IdentityServices
from kiosk.backend.api.origin import AskedFrom
from kiosk.backend.attempts.lockouts import Lockouts, device_subjects
from kiosk.contract.terminal import READINESS_PATH, ReadinessBody, ReadinessReply
from kiosk.domain.identity.origin import Origin
from kiosk.errors import LockedOut, RequestInvalid, TooManyStarts

MAX_DEVICE_CHARS = 64


def terminal_routes(identity: IdentityServices) -> APIRouter:
    """The routes over these services."""
    router = APIRouter()

    @router.post(READINESS_PATH, responses=told.ASKING_WHETHER_READY)
    def readiness(body: ReadinessBody, origin: AskedFrom) -> ReadinessReply:
        found = find_readiness(identity.privacy.lockouts, body.device_id, origin)
        return found.model_copy(update={"staffed": identity.staff.has_anybody})

    return router


def find_readiness(lockouts: Lockouts, untrusted_device: str, origin: Origin) -> ReadinessReply:
    """Say what a start of this terminal would be refused with, which counts for nothing.

    Raises RequestInvalid and StorageFailed.
    """
    if len(untrusted_device) > MAX_DEVICE_CHARS or not untrusted_device.isprintable():
        raise RequestInvalid("deviceId")
    try:
        lockouts.check_start(*device_subjects(untrusted_device, origin))
    except (LockedOut, TooManyStarts) as refusal:
        return ReadinessReply(ready=False, code=refusal.code, retry_after_s=refusal.retry_after_s)
    return ReadinessReply(ready=True, retry_after_s=None)
