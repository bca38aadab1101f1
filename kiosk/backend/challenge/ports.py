"""What challenges need from the outside world."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from kiosk.backend.challenge.records import Admission, ChallengeRecord, ChallengeState, FrameStreamState
from kiosk.domain.faces.face_detail import FaceDetail
from kiosk.domain.liveness.challenge import Challenge
from kiosk.domain.liveness.face_movement.challenge import ChallengeType
from kiosk.domain.liveness.face_movement.session_judge import SessionStatus
from kiosk.domain.liveness.face_movement.streamed_challenge import StreamGrant
from kiosk.domain.liveness.frames import FrameFacts, IdentityFacts
from kiosk.domain.liveness.verdict import Verdict

AdmitFrame = Callable[[FrameStreamState, str | None], Admission | None]
"""Decides about a frame from the tail and the digest already stored under its number; None for a mere repetition.

It is pure and may be called more than once, by a store that retries.
"""


Kind = TypeVar("Kind", bound=Challenge)


class ChallengeRules(Protocol[Kind]):
    """One kind of challenge: how it is drawn and judged; pure, any thread."""

    def draw(self, challenge_id: str, width_px: int, height_px: int) -> Kind:
        """A fresh random challenge for images of this size."""
        ...

    def reached(self, challenge: Kind, face: FaceDetail) -> bool:
        """Whether this face is where the challenge wants it in the end."""
        ...

    def proving_sequences(self, challenge: Kind, frames: Sequence[FrameFacts]) -> tuple[int, ...]:
        """The frames that a pass would rest on, so that their faces must be compared; few, in order."""
        ...

    def reference_sequence(self, challenge: Kind, frames: Sequence[FrameFacts]) -> int | None:
        """The frame to compare with a document; None when no frame will do."""
        ...

    def judge(self, challenge: Kind, frames: Sequence[FrameFacts], identity: IdentityFacts, synthetic: bool) -> Verdict:
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

    def load(self, challenge_id: str) -> ChallengeState:
        """The challenge as it stands."""
        ...

    def append(self, challenge_id: str, sequence: int | None, place: AdmitFrame) -> Admission | None:
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

    def claim(self, challenge_id: str, request_id: str, *, demands_frames: bool = True) -> str:
        """Open to judging, for exactly one caller, who alone can end what it began: by the name that is returned.

        The request's id is kept (empty for none). Raises ChallengeClosed, and where frames are demanded NoFrames (it
        then stays open).
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


@dataclass(frozen=True, slots=True)
class SessionOutcome:
    """What a liveness service says of a session; nothing but the status until it has ended."""

    status: SessionStatus
    challenge_type: str = ""
    """The service's name of what was carried out; empty when it does not say."""
    confidence: float = 0.0
    """0-100, and 0 for what is no percentage."""
    reference: bytes | None = field(default=None, repr=False)
    """A JPEG file, as the audit images are."""
    audit: Sequence[bytes] = field(default=(), repr=False)


class FaceLiveness(Protocol):
    """A service that carries out face movement over streams that clients open to it; any thread.

    Every method raises ServiceErrors.
    """

    @property
    def lifetime_s(self) -> int:
        """How long a session waits for its stream."""
        ...

    def create(self, wanted: ChallengeType | None, audit_images: int) -> str:
        """The id of a new session for this kind, or for what the service and the client choose."""
        ...

    def grant(self, session_id: str) -> StreamGrant | None:
        """Where the stream of a session is opened, and with what, for as short as the service can; None where others
        give out what opens streams."""
        ...

    def outcome(self, session_id: str) -> SessionOutcome:
        """How the session stands; EXPIRED for one that the service does not know or has forgotten."""
        ...

    def forget(self, session_id: str) -> None:
        """Delete all that the service holds of the session, where it can be told to; nothing for one it has not."""
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
