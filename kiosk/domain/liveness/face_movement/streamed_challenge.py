"""Face movement as a kind of challenge: a liveness service carries it out over a stream, and tells its result.

The oval and the colours come over that stream (`face_movement/challenge.py`); what is known before is the session.
"""

from dataclasses import dataclass, field
from typing import ClassVar

from kiosk.domain.faces.face_detail import Box
from kiosk.domain.liveness.challenge import Challenge
from kiosk.domain.liveness.face_movement.challenge import OVAL_ASPECT, OVAL_WIDTH_SHARES, ChallengeType

MIN_FACE_PERCENT = 70
"""Of the oval's box, until the stream says more."""


@dataclass(frozen=True, slots=True)
class StreamedChallenge(Challenge):
    """One attempt, for a video of the image's size; the face area is the middle of where ovals are drawn."""

    asks_for: ClassVar[ChallengeType]
    """The service's name of it."""

    service_session_id: str = ""
    """Of the service's session, good for one stream; empty before there is one."""


@dataclass(frozen=True, slots=True)
class MovementStream(StreamedChallenge):
    """The face comes near."""

    kind: ClassVar[str] = "face-movement"
    asks_for: ClassVar[ChallengeType] = ChallengeType.MOVEMENT


@dataclass(frozen=True, slots=True)
class MovementAndLightStream(StreamedChallenge):
    """The face comes near, and then colours cover the screen."""

    kind: ClassVar[str] = "face-movement-and-light"
    asks_for: ClassVar[ChallengeType] = ChallengeType.MOVEMENT_AND_LIGHT


@dataclass(frozen=True, slots=True)
class StreamCredentials:
    """A signing key that opens streams and nothing else; `expires_at_s` is seconds since the epoch."""

    access_key_id: str
    secret_access_key: str = field(repr=False)
    session_token: str = field(repr=False)
    expires_at_s: int


@dataclass(frozen=True, slots=True)
class StreamGrant:
    """Where a session's stream is opened, and with what; never stored."""

    session_id: str
    region: str
    """That signatures are made for."""
    endpoint: str
    """`wss://` with host and port, to which clients add the operation's path."""
    credentials: StreamCredentials
    authority_pem: str = ""
    """What the endpoint's certificate is signed by, where no machine trusts it; empty for those of the machine."""


def nominal_area(width_px: int, height_px: int) -> Box:
    """The box of the widest oval in the middle of a video, in ratios: where a face will be wanted, about."""
    base_px = 0.75 * height_px if width_px >= height_px else width_px
    oval_px = base_px * OVAL_WIDTH_SHARES[1] / 100
    width, height = oval_px / width_px, min(OVAL_ASPECT * oval_px / height_px, 1.0)
    return Box((1 - width) / 2, (1 - height) / 2, width, height)
