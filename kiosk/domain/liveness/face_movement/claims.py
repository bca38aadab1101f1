"""What a client says of its own video: untrusted, and so able to refuse alone."""

from dataclasses import dataclass

from kiosk.domain.faces.face_detail import Box
from kiosk.domain.liveness.face_movement.challenge import Rgb


@dataclass(frozen=True, slots=True)
class ColourClaim:
    """When the client began to show a colour; milliseconds since the epoch by its clock."""

    number: int
    rgb: Rgb
    began_at_ms: int


@dataclass(frozen=True, slots=True)
class ClientClaims:
    """All that a client said; times in milliseconds since the epoch by its clock, None for what it left out."""

    video_start_ms: int | None = None
    video_end_ms: int | None = None
    initial_face: Box | None = None
    initial_face_at_ms: int | None = None
    target_face: Box | None = None
    target_face_at_ms: int | None = None
    colours: tuple[ColourClaim, ...] = ()
