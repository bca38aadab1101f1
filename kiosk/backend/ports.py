"""What the use cases need from the outside world, as small protocols."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from kiosk.backend.challenge.records import Admission, ChallengeRecord, Snapshot, Tail
from kiosk.domain.faces.face_detail import FaceDetail
from kiosk.domain.liveness.challenge import Challenge
from kiosk.domain.liveness.frames import FrameFacts, IdentityFacts
from kiosk.domain.liveness.verdict import Verdict

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


@dataclass(frozen=True, slots=True)
class StoredFace:
    """The one face of an image of a challenge: a frame's sequence number or `ID_PHOTO`, and where the image lies."""

    sequence: int
    blob: str
    face: FaceDetail | None = None
    """None when nobody has kept it: whoever needs it looks at the image again."""


PreparedPair = tuple[StoredFace, StoredFace | None]
"""A face, and the one that it will be compared with; None when that one is not known yet."""


class FaceEngine(Protocol):
    """Turns images into facts; any thread may call it, several at a time."""

    @property
    def model_id(self) -> str:
        """Names the model that faces are compared with."""
        ...

    def detect(self, jpeg: bytes) -> tuple[FaceDetail, ...]:
        """All faces (an engine may stop at two); raises ImageErrors, Busy, ServiceUnavailable and AnalysisFailed."""
        ...


class DescribingEngine(FaceEngine, Protocol):
    """An engine that hands out what it compares faces by."""

    def describe(self, jpeg: bytes, face: FaceDetail) -> Descriptor:
        """The descriptor of one face, in about 250 ms; raises ImageTruncated and AnalysisFailed."""
        ...

    def similarity(self, a: Descriptor, b: Descriptor) -> float:
        """How alike two faces are, 0-100; raises AnalysisFailed when the models differ."""
        ...


class FaceMatcher(Protocol):
    """Whether the faces of a challenge are one person's: prepared as images arrive, so that the verdict need not wait.

    Any thread may call it. The images lie in the blob store, and what it finds out is kept by the challenge store.
    """

    @property
    def waiting(self) -> int:
        """How much prepared work is not done yet, over all challenges."""
        ...

    def prepare(self, challenge_id: str, pairs: Sequence[PreparedPair]) -> None:
        """Do what can be done before the verdict compares these; raises nothing, what fails is left undone."""
        ...

    def prepared(self, challenge_id: str) -> frozenset[int]:
        """Sequence numbers of the faces that cost little to compare with the first one; raises ServiceErrors."""
        ...

    def match(self, challenge_id: str, pairs: Sequence[tuple[StoredFace, StoredFace]]) -> tuple[float, ...]:
        """Similarity 0-100 of each pair; raises ImageErrors and ServiceErrors."""
        ...


class TokenSecrets(Protocol):
    """What tokens are signed with; any thread. Each secret has at least 32 random bytes."""

    def current(self) -> tuple[bytes, ...]:
        """The newest first, which signs; all of them verify. Raises SecretsFailed."""
        ...

    def reloaded(self) -> tuple[bytes, ...]:
        """The same, asked anew: another backend may have signed with a newer one. Raises SecretsFailed."""
        ...


class Rules(Protocol):
    """One kind of challenge: how it is drawn and judged; pure, any thread."""

    def draw(self, challenge_id: str, width_px: int, height_px: int) -> Challenge:
        """A fresh random challenge for images of this size."""
        ...

    def reached(self, challenge: Challenge, face: FaceDetail) -> bool:
        """Whether this face is where the challenge wants it in the end."""
        ...

    def proving_sequences(self, challenge: Challenge, frames: Sequence[FrameFacts]) -> tuple[int, ...]:
        """The frames that a pass would rest on, so that their faces must be compared; few, in order."""
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
    """Challenges with their frames, findings and verdicts.

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

    def put_finding(self, challenge_id: str, name: str, data: bytes) -> None:
        """Keep what the face matcher found out until the challenge is closed, replacing what had this name; does
        nothing when the challenge is closed or unknown. A name consists of up to 64 letters, digits, hyphens and
        colons, the data of up to 4 kB."""
        ...

    def findings(self, challenge_id: str) -> Mapping[str, bytes]:
        """The findings kept so far, by name; none for an unknown id."""
        ...

    def claim(self, challenge_id: str, request_id: str) -> str:
        """Open to judging, for exactly one caller, who alone can end what it began: by the name that is returned.

        The request's id is kept (empty for none). Raises ChallengeClosed, and NoFrames (it then stays open).
        """
        ...

    def release(self, challenge_id: str, claim: str) -> None:
        """Judging back to open, when a service that the verdict needs failed for now; raises ChallengeClosed unless
        the challenge is being judged under this claim."""
        ...

    def close(self, challenge_id: str, claim: str, verdict: Verdict | None) -> None:
        """Judging to closed, and forget the findings; None means failed without a verdict. Raises ChallengeClosed
        unless the challenge is being judged under this claim."""
        ...

    def delete(self, challenge_id: str) -> bool:
        """Delete the challenge with all that belongs to it; whether it was there."""
        ...

    def purge_before(self, time_s: float) -> int:
        """Delete every challenge created before then, with all that belongs to it; returns how many."""
        ...


class BlobStore(Protocol):
    """Images, encrypted at rest; any thread, may block for a write, every method raises StorageFailed.

    What was put can be got at once, by any other process as well. A folder is a challenge's id; folders and names
    consist of letters, digits and hyphens.
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

    def keep_only(self, folder: str, names: Collection[str]) -> None:
        """Delete everything in a folder but these."""
        ...

    def names(self, folder: str) -> tuple[str, ...]:
        """All names in a folder, sorted; none for an unknown folder."""
        ...

    def purge_before(self, time_s: float) -> int:
        """Delete everything stored before then; returns how many images."""
        ...


class LivenessSessions(Protocol):
    """Sessions that somebody else created and that one challenge completes; any thread, raises StorageFailed."""

    def begin(self, session_id: str, challenge_id: str) -> None:
        """Tie the session to a challenge; raises SessionNotFound, also for one that is used or expired."""
        ...

    def complete(
        self, session_id: str, challenge_id: str, verdict: Verdict, reference: bytes | None, audit: Sequence[bytes]
    ) -> None:
        """The verdict of the session's challenge, with its JPEG images; None when no frame will do as reference."""
        ...
