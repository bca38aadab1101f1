"""What staff asks of a terminal, and what becomes of it."""

from dataclasses import dataclass, field

from kiosk.terminal.session.terminal_report import CameraReport, FoundCustomer, PanelNote


@dataclass(frozen=True, slots=True)
class UnlockPressed:
    """The lock of this terminal is to end."""


@dataclass(frozen=True, slots=True)
class MaintenancePressed:
    """The terminal goes out of service, or back into it."""


@dataclass(frozen=True, slots=True)
class CameraCheckPressed:
    """Staff wants to know what the camera sees."""


@dataclass(frozen=True, slots=True)
class CameraAdmitted:
    """The camera that was just checked may film customers."""


@dataclass(frozen=True, slots=True)
class TurnAccepted:
    """The camera's pictures are to be turned as the check proposed."""


@dataclass(frozen=True, slots=True)
class VolumeChosen:
    """Voice and tones are to be this loud, 0-100, and to be heard once."""

    percent: int


@dataclass(frozen=True, slots=True)
class SampleUnheard:
    """Nothing could be heard of the volume: the terminal has no voice."""


@dataclass(frozen=True, slots=True)
class LookUpPressed:
    """Staff looks for a customer; an empty reference means those of this terminal, the newest first."""

    customer: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class LogFolderChosen:
    """The logs are to be copied there."""

    folder: str = field(repr=False)


PanelIntent = (
    UnlockPressed
    | MaintenancePressed
    | CameraCheckPressed
    | CameraAdmitted
    | TurnAccepted
    | VolumeChosen
    | SampleUnheard
    | LookUpPressed
    | LogFolderChosen
)
"""What staff wants of the terminal itself."""


@dataclass(frozen=True, slots=True)
class PanelAnswer:
    """What was asked for is done; carries what there is to show."""

    request_no: int
    note: PanelNote | None = None
    camera: CameraReport | None = None
    customers: tuple[FoundCustomer, ...] = field(default=(), repr=False)
