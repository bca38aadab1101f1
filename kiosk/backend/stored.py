"""Facts, descriptors and verdicts as JSON and back, for stores."""

from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from kiosk.backend.attempts.audit import AuditEntry
from kiosk.backend.challenge.records import ChallengeRecord, Tail
from kiosk.backend.ports import Descriptor
from kiosk.domain.identity.flow import Attempt
from kiosk.domain.identity.lockout import LockoutRecord
from kiosk.domain.liveness.frames import FrameFacts
from kiosk.domain.liveness.verdict import Verdict
from kiosk.errors import StorageFailed

Model = TypeVar("Model", bound="Stored")


class Stored(BaseModel):
    """Every infinite or undefined number is refused: none could be told apart from a pass when it is compared."""

    model_config = ConfigDict(allow_inf_nan=False)


class StoredRecord(Stored):
    """A challenge's record."""

    value: ChallengeRecord


class StoredTail(Stored):
    """The end of a challenge's row of frames."""

    value: Tail


class StoredFacts(Stored):
    """The facts of one frame."""

    value: FrameFacts


class StoredDescriptor(Stored):
    """A face's descriptor."""

    value: Descriptor


class StoredVerdict(Stored):
    """A verdict, or None when the challenge failed without one."""

    value: Verdict | None


class StoredAttempt(Stored):
    """An attempt as it is recorded."""

    value: Attempt


class StoredLockout(Stored):
    """What failures are held against somebody."""

    value: LockoutRecord


class StoredAuditEntry(Stored):
    """What a member of staff did."""

    value: AuditEntry


def dump(stored: Stored) -> bytes:
    """JSON of a stored value."""
    return stored.model_dump_json().encode()


def load(model: type[Model], data: bytes) -> Model:
    """The stored value; raises StorageFailed when the JSON is not one."""
    try:
        return model.model_validate_json(data)
    except ValidationError:
        # Without its cause, which quotes what was stored.
        raise StorageFailed(f"{model.__name__} does not read") from None
