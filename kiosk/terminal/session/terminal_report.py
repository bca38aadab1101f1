"""What staff is shown of a terminal: its camera, and customers whom the backend found."""

from dataclasses import dataclass, field
from enum import StrEnum


class CameraFinding(StrEnum):
    """What a check of the camera came to."""

    GOOD = "good"
    TOO_DARK = "too_dark"
    TOO_BRIGHT = "too_bright"
    SLOW = "slow"
    SIDEWAYS = "sideways"
    """A face is seen once the pictures are turned."""
    TURNED = "turned"
    """The same, and by now the pictures are turned."""
    NO_FACE = "no_face"
    """Pictures come, and nobody stands before them."""


@dataclass(frozen=True, slots=True)
class CameraReport:
    """What some seconds of the camera's pictures show."""

    name: str
    identity: str
    """Of the device, the same at every start; empty where the system says nothing that is."""
    admitted: bool
    width_px: int = 0
    height_px: int = 0
    fps: float = 0.0
    brightness: float = 0.0
    """Mean grey level, 0-255."""
    blown_out: float = 0.0
    """Share of the picture that is white."""
    turn_deg: int | None = None
    """How far the pictures have to be turned clockwise for a face to be upright; None where no face is seen."""
    findings: tuple[CameraFinding, ...] = ()
    code: str = ""
    """Of why there are no pictures."""


@dataclass(frozen=True, slots=True)
class StaffChoices:
    """How staff left the terminal, before the program began."""

    maintenance: bool = False
    volume_percent: int = 100


@dataclass(frozen=True, slots=True)
class FoundCustomer:
    """An enrolled customer, as staff may see one."""

    customer: str = field(repr=False)
    enrolled_at_s: float
    """Seconds since the epoch."""


class PanelNote(StrEnum):
    """What became of what staff last asked of a terminal."""

    UNLOCKED = "unlocked"
    NOT_LOCKED = "not_locked"
    CUSTOMER_UNKNOWN = "customer_unknown"
    LOGS_SAVED = "logs_saved"
    LOGS_NOT_SAVED = "logs_not_saved"
    CAMERA_ADMITTED = "camera_admitted"
    TURN_SAVED = "turn_saved"
    VOLUME_SAVED = "volume_saved"
    NO_VOICE = "no_voice"
    NOT_SAVED = "not_saved"
