"""What is known of a video when it is judged."""

from dataclasses import dataclass

from kiosk.domain.liveness.face_movement.claims import ClientClaims
from kiosk.domain.liveness.frames import FrameFacts, IdentityFacts


@dataclass(frozen=True, slots=True)
class ReliefFact:
    """How the face's shape differs between far and near frames, beyond what views of a plane may differ by."""

    strength: float
    """Change of perspective along a head's depth, in shares of the distance of the eyes: 0 for what is flat."""
    beyond_bend: float
    """The same along that part of a head's depth which no bent sheet has."""
    explained: float
    """0-1: which part of the differences that no plane explains a head's depth explains."""
    growth: float
    """By how much the distance of the eyes grew between them, in shares of the video's longer side."""


@dataclass(frozen=True, slots=True)
class VideoFacts:
    """One video; times of frames are the container's, in seconds since its first frame."""

    frames: tuple[FrameFacts, ...]
    relief: ReliefFact | None
    """None when the face did not grow, or could not be followed."""
    identity: IdentityFacts
    claims: ClientClaims
    arrival_s: float
    """How long the video took to arrive, by the server's clock."""
