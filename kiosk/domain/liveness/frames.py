"""What the backend knows of the frames of one challenge when it judges them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from kiosk.domain.faces.face_detail import Box, FaceDetail
from kiosk.domain.liveness.challenge import Stage
from kiosk.domain.liveness.person import PersonEvidence

FACE_SIDE_PX = 32
"""Side of the grey picture of a face, warped so that eyes and mouth always lie at the same places."""
SCENE_WIDTH_PX, SCENE_HEIGHT_PX = 160, 120
"""Size of the grey picture of a whole frame, in which a pixel is four of a usual frame."""
CONTEXT_WIDTH_PX, CONTEXT_HEIGHT_PX = 192, 108
"""Size of the grey picture of all that the camera saw."""

LinearColour = tuple[float, float, float]
"""Red, green and blue, 0-1, proportional to light (sRGB's curve is undone)."""


@dataclass(frozen=True, slots=True)
class LightSample:
    """The mean colours of a frame's parts; left and right are those of the unmirrored picture."""

    left_face: LinearColour
    right_face: LinearColour
    surroundings: LinearColour
    """Of what is beside the head, on both sides."""


@dataclass(frozen=True, slots=True)
class FramePixels:
    """What a frame's pixels show when it arrives; bytes are grey pictures, row by row."""

    face: bytes = field(repr=False)
    """FACE_SIDE_PX square."""
    scene: bytes = field(repr=False)
    """SCENE_WIDTH_PX by SCENE_HEIGHT_PX."""
    light: LightSample
    context: bytes = field(default=b"", repr=False)
    """CONTEXT_WIDTH_PX by CONTEXT_HEIGHT_PX; empty for a frame that came without the camera's whole picture."""
    untrusted_part: Box | None = None
    """Which part of that picture the frame is said to show, in ratios; None for the middle."""
    suspicion: float | None = None
    """How much the bank's own network takes it for an attack: 0 as most customers, .5 neither, 1 as attacks; None
    without one."""


@dataclass(frozen=True, slots=True)
class CameraMeasures:
    """What the terminal measured on the camera's raw pixels, where neither scaling nor JPEG has removed it; untrusted,
    and so able to refuse alone."""

    moire: float
    """Strongest regular pattern in the face, against what surrounds it in the spectrum."""
    noise: float
    """Change between consecutive pictures where nothing moves, in grey levels: 0 for what no sensor saw."""


@dataclass(frozen=True, slots=True)
class FrameFacts:
    """One analysed frame; `received_at_s` is the backend's clock, seconds since the epoch."""

    sequence: int
    stage: Stage
    received_at_s: float
    digest: str
    """SHA-256 of the JPEG file in hex."""
    chained: bool | None
    """Whether the hash chain held up to here; None when the client sends none."""
    faces: tuple[FaceDetail, ...]
    untrusted_timestamp_ms: int = 0
    """When the client says that it was taken, by a clock of its own."""
    untrusted_light_step: int | None = None
    """Which step of the light sequence the screen showed then, counted from the first; None for none."""
    pixels: FramePixels | None = None
    """None when nobody looked, or it does not show exactly one face."""
    camera: CameraMeasures | None = None


@dataclass(frozen=True, slots=True)
class IdentityFacts:
    """Similarities (0-100) of the person over the challenge, worked out by the face engine."""

    same_person: Mapping[int, float]
    """By sequence number: lower quartile of the similarities with the faces that it was compared with: those of the
    first frame, of the reference image, of the frames that prove something, and more where comparing costs little."""
    document: float | None
    """Similarity of the reference image with the ID photo; None without one."""
    document_frames: Mapping[int, float] = field(default_factory=dict)
    """By sequence number: similarity of the frames that prove something with the ID photo; empty without one."""
    person: PersonEvidence | None = None
    """What all comparisons of frames say together; None when nothing was compared."""
    judged_frames: int = 0
    """Frames that show one face, compared or not."""


def chain_link(previous: str, sequence: int, timestamp_ms: int, digest: str) -> str:
    """Next link of the hash chain in hex: SHA-256 over the link before, sequence, client time and frame digest.

    The first link's `previous` is the challenge's id.
    """
    return hashlib.sha256(f"{previous}|{sequence}|{timestamp_ms}|{digest}".encode()).hexdigest()
