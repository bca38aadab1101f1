"""What the backend remembers of a challenge, apart from the frames' facts and the verdict."""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.liveness.challenge import Challenge
from kiosk.liveness.frames import FrameFacts
from kiosk.liveness.verdict import Verdict

ID_PHOTO = -1
"""Stands for the ID photo where descriptors are kept by the frame's sequence number."""
ID_PHOTO_BLOB = "id-photo"


class State(StrEnum):
    """A challenge only ever moves forward; one left in JUDGING by a crash counts as failed."""

    OPEN = "open"
    JUDGING = "judging"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class ChallengeRecord:
    """What is fixed when a challenge starts; times are seconds since the epoch."""

    challenge: Challenge
    user_id: str
    untrusted_synthetic: bool
    untrusted_camera_name: str
    has_id_photo: bool
    created_at_s: float
    expires_at_s: float


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A challenge as it stands; a closed one without a verdict has failed."""

    record: ChallengeRecord
    state: State
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class Tail:
    """Where the row of frames of one challenge ends, which is what the next frame is measured by."""

    frame_count: int = 0
    highest_sequence: int = -1
    link: str = ""
    """Last link of the hash chain; empty when none was begun, `BROKEN` for good once it did not hold."""
    judged_count: int = 0
    """Frames of the challenge stage that show exactly one face."""
    last_described_at_s: float | None = None
    target_described: bool = False


@dataclass(frozen=True, slots=True)
class Admission:
    """A frame that may be stored, and the tail that it leaves."""

    facts: FrameFacts
    tail: Tail
    describe: bool
    """Whether this frame's face is to be described in the background."""
    settled: bool
    """Whether enough frames are there to tell which one will be compared with a document."""
