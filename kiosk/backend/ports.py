"""What the use cases need from the outside world, as small protocols."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from kiosk.backend.records import Admission, ChallengeRecord, Snapshot, Tail
from kiosk.liveness.challenge import Challenge
from kiosk.liveness.faces import FaceDetail
from kiosk.liveness.frames import FrameFacts, IdentityFacts
from kiosk.liveness.verdict import Verdict

Clock = Callable[[], float]
"""Seconds since the epoch."""

Place = Callable[[Tail, str | None], Admission | None]
"""Decides about a frame from the tail and the digest already stored under its number; None for a mere repetition.

It is pure and may be called more than once, by a store that retries.
"""


@dataclass(frozen=True, slots=True)
class Descriptor:
    """Numbers that describe a face; those of different models cannot be compared."""

    model_id: str
    values: tuple[float, ...]


class FaceEngine(Protocol):
    """Turns images into facts; any thread may call it, several at a time."""

    @property
    def model_id(self) -> str:
        """Names the model that the descriptors come from."""
        ...

    def detect(self, jpeg: bytes) -> tuple[FaceDetail, ...]:
        """All faces (an engine may stop at two), in about 10 ms; raises ImageTruncated and AnalysisFailed."""
        ...

    def describe(self, jpeg: bytes, face: FaceDetail) -> Descriptor:
        """The descriptor of one face, in about 250 ms; raises ImageTruncated and AnalysisFailed."""
        ...

    def similarity(self, a: Descriptor, b: Descriptor) -> float:
        """How alike two faces are, 0-100; raises AnalysisFailed when the models differ."""
        ...


class Rules(Protocol):
    """One kind of challenge: how it is drawn and judged; pure, any thread."""

    def draw(self, challenge_id: str, width_px: int, height_px: int) -> Challenge:
        """A fresh random challenge for images of this size."""
        ...

    def reached(self, challenge: Challenge, face: FaceDetail) -> bool:
        """Whether this face is where the challenge wants it in the end."""
        ...

    def reference_sequence(self, challenge: Challenge, frames: Sequence[FrameFacts]) -> int | None:
        """The frame to compare with a document; None when no frame will do."""
        ...

    def judge(
        self, challenge: Challenge, frames: Sequence[FrameFacts], identity: IdentityFacts, synthetic: bool
    ) -> Verdict:
        """The verdict on all frames."""
        ...


class ChallengeStore(Protocol):
    """Challenges with their frames, descriptors and verdicts.

    Any thread may call it and it may block for a write. Every method raises StorageFailed, and those that take a
    challenge's id raise ChallengeNotFound unless they say otherwise. Transitions and checks are atomic.
    """

    def create(self, record: ChallengeRecord) -> None:
        """Store a new, open challenge; its id must be new."""
        ...

    def load(self, challenge_id: str) -> Snapshot:
        """The challenge as it stands."""
        ...

    def append(self, challenge_id: str, sequence: int | None, place: Place) -> Admission | None:
        """Store what `place` admits, atomically with its checks; raises ChallengeClosed and whatever `place` raises."""
        ...

    def frames(self, challenge_id: str) -> tuple[FrameFacts, ...]:
        """All frames by ascending sequence number; none for an unknown id."""
        ...

    def put_descriptor(self, challenge_id: str, sequence: int, descriptor: Descriptor) -> None:
        """Keep a descriptor until the challenge is closed; does nothing when it is closed or unknown."""
        ...

    def descriptors(self, challenge_id: str) -> Mapping[int, Descriptor]:
        """The descriptors kept so far; none for an unknown id."""
        ...

    def claim(self, challenge_id: str) -> None:
        """Open to judging, for exactly one caller; raises ChallengeClosed, and NoFrames (it then stays open)."""
        ...

    def close(self, challenge_id: str, verdict: Verdict | None) -> None:
        """Judging to closed, and forget the descriptors; None means failed without a verdict. Raises ChallengeClosed
        unless the challenge is being judged."""
        ...

    def purge_before(self, time_s: float) -> int:
        """Delete every challenge created before then, with all that belongs to it; returns how many."""
        ...


class BlobStore(Protocol):
    """Images, encrypted at rest; any thread, may block for a write, every method raises StorageFailed.

    A folder is a challenge's id; folders and names consist of letters, digits and hyphens.
    """

    def put(self, folder: str, name: str, data: bytes) -> None:
        """Store under this name, replacing what was there."""
        ...

    def get(self, folder: str, name: str) -> bytes:
        """What was stored; raises StorageFailed when there is nothing."""
        ...

    def delete(self, folder: str, name: str) -> None:
        """Delete it if it is there."""
        ...

    def names(self, folder: str) -> tuple[str, ...]:
        """All names in a folder, sorted; none for an unknown folder."""
        ...

    def purge_before(self, time_s: float) -> int:
        """Delete everything stored before then; returns how many images."""
        ...
