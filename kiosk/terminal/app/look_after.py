"""What staff may look after at this terminal, put together from settings and what was decided before."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.errors import DataFolderUnusable
from kiosk.settings import Settings
from kiosk.system.log_export import export_logs
from kiosk.system.terminal_state import TerminalStateFile
from kiosk.terminal.camera.admission import ANY_CAMERA, CameraAdmission, identity_of
from kiosk.terminal.camera.check import (
    BLOWN_OUT_SHARE,
    DARK_LEVEL,
    LEAST_FPS,
    CameraMeasurement,
    measure_camera,
)
from kiosk.terminal.camera.source import CameraSource
from kiosk.terminal.session.terminal_report import CameraFinding, CameraReport, StaffChoices

if TYPE_CHECKING:
    from kiosk.terminal.ui.upkeep import TerminalUpkeep

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LookedAfter:
    """How staff left the terminal, and what they may do."""

    admission: CameraAdmission = field(default=ANY_CAMERA)
    chosen: StaffChoices = field(default_factory=StaffChoices)
    upkeep: "TerminalUpkeep | None" = None


def admission_of(settings: Settings, kept: TerminalStateFile) -> CameraAdmission:
    """Which cameras may film customers here."""
    return CameraAdmission(
        settings.camera_admission,
        lambda: kept.state.camera,
        lambda identity, name: kept.change(camera=identity, camera_name=name),
    )


def look_after(
    settings: Settings, kept: TerminalStateFile, open_any: Callable[[], CameraSource], device_id: str
) -> LookedAfter:
    """`open_any` opens the camera whether or not it is admitted, mirrored back and not turned."""
    from kiosk.terminal.ui.upkeep import TerminalUpkeep

    admission = admission_of(settings, kept)
    upkeep = TerminalUpkeep(
        check_camera=lambda: set_upright_once(
            check_camera(open_any(), admission, turn_of(settings, kept)), kept, settings.camera_turn_deg
        ),
        admit_camera=lambda identity, name: kept.change(camera=identity, camera_name=name),
        save_turn=lambda turn_deg: kept.change(turn_deg=turn_deg),
        save_volume=lambda percent: kept.change(volume_percent=percent),
        save_maintenance=lambda on: kept.change(maintenance=on),
        print_number=_printing(settings.printer) if settings.printer else None,
        export_logs=lambda folder: _export(settings.data_dir, Path(folder), device_id),
    )
    chosen = StaffChoices(kept.state.maintenance, volume_of(settings, kept))
    return LookedAfter(admission, chosen, upkeep)


def _printing(name: str) -> Callable[[str], None]:
    def print_number(customer: str) -> None:
        from kiosk.terminal.ui.printing import find_printer, print_slip
        from kiosk.terminal.ui.text.lookup import give_customer_number

        print_slip(find_printer(name), give_customer_number(customer), customer)

    return print_number


def _export(data_dir: Path, folder: Path, device_id: str) -> None:
    export_logs(data_dir, folder, device_id)


def turn_of(settings: Settings, kept: TerminalStateFile) -> int:
    """How far pictures are turned clockwise: as staff said at the terminal, or else as the setting says."""
    return settings.camera_turn_deg if kept.state.turn_deg is None else kept.state.turn_deg


def set_upright_once(report: CameraReport, kept: TerminalStateFile, set_deg: int) -> CameraReport:
    """Turn the pictures of a camera that was found on its side, where nobody has said yet how it is mounted.

    Only in staff's check: whoever shows the camera a picture on its side must not turn it for all who follow.
    """
    if CameraFinding.SIDEWAYS not in report.findings or kept.state.turn_deg is not None or set_deg:
        return report
    try:
        kept.change(turn_deg=report.turn_deg)
    except DataFolderUnusable as error:
        logger.error("not kept: %s", error.detail)
        return report
    turned = tuple(CameraFinding.TURNED if each is CameraFinding.SIDEWAYS else each for each in report.findings)
    return replace(report, findings=turned)


def volume_of(settings: Settings, kept: TerminalStateFile) -> int:
    """How loud voice and tones are, 0-100: as staff chose at the terminal, or else as the setting says."""
    return settings.volume_percent if kept.state.volume_percent is None else kept.state.volume_percent


def check_camera(source: CameraSource, admission: CameraAdmission, turned_deg: int = 0) -> CameraReport:
    """Film and say what staff can do about it; blocks, and raises CameraErrors.

    The source is not turned; `turned_deg` is how far customers' pictures are.
    """
    from kiosk.vision.face_detector import FaceDetector
    from kiosk.vision.upright import find_turn_deg

    detector = FaceDetector()
    measured = measure_camera(source, lambda bgr: find_turn_deg(bgr, detector))
    facts = getattr(source, "device_facts", None)
    identity = "" if facts is None else identity_of(facts)
    return CameraReport(
        name=source.name,
        identity=identity,
        admitted=source.synthetic or admission.admits(identity),
        width_px=measured.width_px,
        height_px=measured.height_px,
        fps=measured.fps,
        brightness=measured.brightness,
        blown_out=measured.blown_out,
        turn_deg=measured.turn_deg,
        findings=tuple(list_findings(measured, turned_deg)),
    )


def list_findings(measured: CameraMeasurement, turned_deg: int = 0) -> list[CameraFinding]:
    """What is wrong with the pictures; GOOD alone where nothing is."""
    found = {
        CameraFinding.TOO_DARK: measured.brightness < DARK_LEVEL,
        CameraFinding.TOO_BRIGHT: measured.blown_out > BLOWN_OUT_SHARE,
        CameraFinding.SLOW: measured.fps < LEAST_FPS,
        CameraFinding.SIDEWAYS: measured.turn_deg not in (None, turned_deg),
        CameraFinding.NO_FACE: measured.turn_deg is None,
    }
    return [finding for finding, present in found.items() if present] or [CameraFinding.GOOD]
