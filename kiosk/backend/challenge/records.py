"""What the backend remembers of a challenge, apart from the frames' facts and the verdict."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, TypeAdapter, ValidationInfo

from kiosk.backend.attempts.ports import AttemptPlan
from kiosk.backend.ports import Descriptor, Stored
from kiosk.domain.identity.consent import Consent
from kiosk.domain.identity.flow import Flow
from kiosk.domain.liveness.camera_facts import CameraDevice, CameraStream
from kiosk.domain.liveness.challenge import Challenge
from kiosk.domain.liveness.face_movement.streamed_challenge import MovementAndLightStream, MovementStream
from kiosk.domain.liveness.frames import FrameFacts
from kiosk.domain.liveness.nose.challenge import NoseChallenge
from kiosk.domain.liveness.pose.challenge import PoseChallenge
from kiosk.domain.liveness.verdict import Verdict
from kiosk.domain.liveness.without_face import WithoutFace

ID_PHOTO = -1
"""Stands for the ID photo where faces are named by the frame's sequence number."""
ID_PHOTO_BLOB = "id-photo"
FIRST_KIND = NoseChallenge.kind
"""Of challenges that were stored before there were several; theirs is not written down to this day."""
ChallengeTypes = Mapping[str, type[Challenge]]
"""What stored challenges are read as, by the name of their kind."""
KNOWN_TYPES: ChallengeTypes = MappingProxyType(
    {each.kind: each for each in (NoseChallenge, PoseChallenge, MovementStream, MovementAndLightStream, WithoutFace)}
)
"""Read also where they are no longer offered, so that they can be deleted and handed out."""
IDENTITY_STEPS_S = 600.0
"""For document, enrolment or authentication, beyond the time that the challenge itself may take."""


class ChallengeStatus(StrEnum):
    """A challenge only ever moves forward; one left in JUDGING by a crash counts as failed."""

    OPEN = "open"
    JUDGING = "judging"
    CLOSED = "closed"


def _read_challenge(stored: object, info: ValidationInfo) -> object:
    """Read a challenge as the class of its kind, of those that the context of the validation names."""
    if not isinstance(stored, dict):
        return stored
    types: ChallengeTypes = KNOWN_TYPES if info.context is None else info.context
    kind = stored.get("kind", FIRST_KIND)
    if kind not in types:
        raise ValueError("a kind of challenge that is not known")
    challenge: Any = types[kind]
    return _adapter(challenge).validate_python(stored)


@cache
def _adapter(challenge: type[Any]) -> TypeAdapter[Any]:
    """Its schema takes longer to make than a challenge to read, and one is read for every frame."""
    return TypeAdapter(challenge)


def _write_challenge(challenge: Challenge) -> dict[str, Any]:
    return ({} if challenge.kind == FIRST_KIND else {"kind": challenge.kind}) | asdict(challenge)


@dataclass(frozen=True, slots=True)
class ChallengeRecord:
    """What is fixed when a challenge starts; times are seconds since the epoch."""

    challenge: Annotated[Challenge, BeforeValidator(_read_challenge), PlainSerializer(_write_challenge)]
    user_id: str
    untrusted_synthetic: bool
    untrusted_camera_name: str
    has_id_photo: bool
    created_at_s: float
    expires_at_s: float
    session_id: str = ""
    """Of the liveness session that this challenge completes; empty without one."""
    plan: AttemptPlan = field(default_factory=AttemptPlan)
    """What the customer came for."""
    terminal_id: str = ""
    """Of the enrolled terminal that started it, and that alone may go on; empty for whoever signed nothing."""
    untrusted_device: CameraDevice | None = None
    """What the terminal says of its camera's device; None when it says nothing."""
    untrusted_preview: CameraStream | None = None
    """What it measured of the camera's pictures before the challenge; None when it says nothing."""
    light_left_out: bool = False
    """Whether the screen would have shown coloured light, had the client not asked for a check without it."""
    consent: Consent | None = None
    """What the customer agreed to before it; None where that happened elsewhere, or before it was recorded."""

    @property
    def ends_at_s(self) -> float:
        """When the last step after the verdict must be done: some flows go on when the frames are through."""
        ends = self.plan.flow is Flow.VERIFY and not isinstance(self.challenge, WithoutFace)
        return self.expires_at_s + (0.0 if ends else IDENTITY_STEPS_S)


@dataclass(frozen=True, slots=True)
class FrameStreamState:
    """Where the row of frames of one challenge ends, which is what the next frame is measured by."""

    frame_count: int = 0
    highest_sequence: int = -1
    link: str = ""
    """Last link of the hash chain; empty when none was begun, `BROKEN` for good once it did not hold."""
    judged_count: int = 0
    """Frames of the challenge stage that show exactly one face."""
    first_judged: tuple[int, str] | None = None
    """Sequence number and digest of the first of them, which all others are compared with."""
    last_prepared_at_s: float | None = None
    prepared_in_target: int = 0


@dataclass(frozen=True, slots=True)
class ChallengeState:
    """A challenge as it stands; a closed one without a verdict has failed."""

    record: ChallengeRecord
    state: ChallengeStatus
    verdict: Verdict | None
    request_id: str = ""
    """Of the request that claimed the verdict; empty when none has, or when it had none."""
    tail: FrameStreamState = FrameStreamState()


@dataclass(frozen=True, slots=True)
class Admission:
    """A frame that may be stored, and the tail that it leaves."""

    facts: FrameFacts
    tail: FrameStreamState
    prepare: bool
    """Whether this frame's face is to be made ready for comparison."""
    settled: bool
    """Whether enough frames are there to tell which one will be compared with a document."""


class StoredRecord(Stored):
    """A challenge's record."""

    value: ChallengeRecord


class StoredFrameStreamState(Stored):
    """The end of a challenge's row of frames."""

    value: FrameStreamState


class StoredFacts(Stored):
    """The facts of one frame."""

    value: FrameFacts


class StoredDescriptor(Stored):
    """A face's descriptor."""

    value: Descriptor


class StoredVerdict(Stored):
    """A verdict, or None when the challenge failed without one."""

    value: Verdict | None
