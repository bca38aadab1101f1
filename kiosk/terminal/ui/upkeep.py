"""Carries out what staff asks of the terminal; on the threads that wait for it, so that every call may block."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from kiosk.errors import CameraError, DataFolderUnusable, InternalError, OutputUnusable
from kiosk.terminal.session.effects import (
    AdmitCamera,
    CheckCamera,
    ExportLogs,
    FindCustomers,
    PanelRequest,
    SaveTurn,
    SaveVolume,
    UnlockTerminal,
)
from kiosk.terminal.session.panel_events import PanelAnswer
from kiosk.terminal.session.terminal_report import CameraReport, PanelNote
from kiosk.terminal.ui.backend_steps import BackendSteps

logger = logging.getLogger(__name__)


def _unknown(*_: object) -> None:
    raise InternalError("this terminal cannot be looked after")


@dataclass(frozen=True, slots=True)
class TerminalUpkeep:
    """What there is to look after, as functions of whoever put the terminal together."""

    check_camera: Callable[[], CameraReport] = lambda: CameraReport("", "", admitted=False, code=InternalError.code)
    admit_camera: Callable[[str, str], None] = _unknown
    """Raises DataFolderUnusable."""
    save_turn: Callable[[int], None] = _unknown
    """Raises DataFolderUnusable."""
    save_maintenance: Callable[[bool], None] = _unknown
    """Raises DataFolderUnusable."""
    export_logs: Callable[[str], None] = _unknown
    """Raises OutputUnusable."""
    save_volume: Callable[[int], None] = _unknown
    """Raises DataFolderUnusable."""
    print_number: Callable[[str], None] | None = None
    """None where there is no printer; may block, and raises OutputUnusable."""

    def carry_out(self, calls: BackendSteps, request: PanelRequest) -> PanelAnswer:
        """Do it and say what became of it; raises BackendErrors."""
        number = request.request_no
        match request:
            case UnlockTerminal(_, staff):
                unlocked = calls.unlock_terminal(staff)
                return PanelAnswer(number, PanelNote.UNLOCKED if unlocked else PanelNote.NOT_LOCKED)
            case FindCustomers(_, staff, customer):
                found = calls.find_customers(staff, customer)
                return PanelAnswer(number, None if found else PanelNote.CUSTOMER_UNKNOWN, customers=found)
            case CheckCamera():
                return PanelAnswer(number, camera=self._checked())
            case ExportLogs(_, folder):
                return PanelAnswer(number, self._exported(folder))
            case AdmitCamera(_, identity, name):
                note = self._kept(PanelNote.CAMERA_ADMITTED, lambda: self.admit_camera(identity, name))
                return PanelAnswer(number, note, self._checked())
            case SaveVolume(_, percent):
                return PanelAnswer(number, self._kept(PanelNote.VOLUME_SAVED, lambda: self.save_volume(percent)))
            case SaveTurn(_, turn_deg):
                return PanelAnswer(number, self._kept(PanelNote.TURN_SAVED, lambda: self.save_turn(turn_deg)))

    def _checked(self) -> CameraReport:
        try:
            return self.check_camera()
        except CameraError as error:
            return CameraReport("", "", admitted=False, code=error.code)

    def _exported(self, folder: str) -> PanelNote:
        try:
            self.export_logs(folder)
        except OutputUnusable as error:
            logger.warning("logs were not saved: %s", error.detail)
            return PanelNote.LOGS_NOT_SAVED
        return PanelNote.LOGS_SAVED

    @staticmethod
    def _kept(done: PanelNote, keep: Callable[[], None]) -> PanelNote:
        try:
            keep()
        except DataFolderUnusable as error:
            logger.error("not kept: %s", error.detail)
            return PanelNote.NOT_SAVED
        return done
