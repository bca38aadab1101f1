"""The terminal itself in the hands of staff: unlocked, looked after, and put out of service."""

from dataclasses import replace

from kiosk.domain.identity.staff import StaffTask
from kiosk.domain.identity.step_reason import StepReason
from kiosk.errors import LockedOut, TooManyStarts
from kiosk.terminal.session.effects import (
    AdmitCamera,
    CheckCamera,
    ExportLogs,
    FindCustomers,
    PanelRequest,
    SaveMaintenance,
    SaveTurn,
    SaveVolume,
    UnlockTerminal,
)
from kiosk.terminal.session.events import BackendReply, DonePressed, ReadinessChecked, StepFailed, UserIntent
from kiosk.terminal.session.moves import Step, end_visit
from kiosk.terminal.session.panel_events import (
    CameraAdmitted,
    CameraCheckPressed,
    LogFolderChosen,
    LookUpPressed,
    MaintenancePressed,
    PanelAnswer,
    SampleUnheard,
    TurnAccepted,
    UnlockPressed,
    VolumeChosen,
)
from kiosk.terminal.session.states import Session, TerminalPanel
from kiosk.terminal.session.terminal_report import PanelNote

LOUDEST_PERCENT = 100
NEEDED = {
    UnlockPressed: StaffTask.UNLOCK,
    LookUpPressed: StaffTask.LOOK_UP,
    MaintenancePressed: StaffTask.MAINTAIN,
    CameraCheckPressed: StaffTask.MAINTAIN,
    CameraAdmitted: StaffTask.MAINTAIN,
    TurnAccepted: StaffTask.MAINTAIN,
    LogFolderChosen: StaffTask.MAINTAIN,
    VolumeChosen: StaffTask.MAINTAIN,
}
"""What somebody must be allowed to do for each; screens show no button without it."""


def handle_panel_intent(session: Session, state: TerminalPanel, event: UserIntent) -> Step:
    """Do what staff wants of the terminal, if their role allows it, and one thing at a time."""
    if isinstance(event, DonePressed):
        return end_visit(session, StepReason.CANCELLED)
    if isinstance(event, SampleUnheard):
        return replace(session, state=replace(state, note=PanelNote.NO_VOICE)), ()
    needed = NEEDED.get(type(event))
    if needed not in state.tasks or state.busy:
        return session, ()
    if isinstance(event, MaintenancePressed):
        on = not session.maintenance
        return replace(session, maintenance=on, entered_at_s=session.now_s), (SaveMaintenance(on),)
    request = _request(state, event, session.request_no + 1)
    if isinstance(request, SaveVolume):
        # Heard at once, whether or not it can be kept.
        session = replace(session, volume_percent=request.percent)
    return (session, ()) if request is None else _ask(session, state, request)


def _request(state: TerminalPanel, event: UserIntent, number: int) -> PanelRequest | None:
    match event:
        case UnlockPressed():
            return UnlockTerminal(number, state.staff)
        case LookUpPressed(customer):
            return FindCustomers(number, state.staff, customer.strip())
        case CameraCheckPressed():
            return CheckCamera(number)
        case CameraAdmitted() if state.camera is not None and state.camera.identity:
            return AdmitCamera(number, state.camera.identity, state.camera.name)
        case TurnAccepted() if state.camera is not None and state.camera.turn_deg is not None:
            return SaveTurn(number, state.camera.turn_deg)
        case VolumeChosen(percent) if 0 <= percent <= LOUDEST_PERCENT:
            return SaveVolume(number, percent)
        case LogFolderChosen(folder):
            return ExportLogs(number, folder)
        case _:
            return None


def _ask(session: Session, state: TerminalPanel, request: PanelRequest) -> Step:
    number = request.request_no
    waiting = replace(state, request_no=number, busy=True, note=None, code="", customers=())
    return replace(session, request_no=number, state=waiting, entered_at_s=session.now_s), (request,)


def take_panel_answer(session: Session, state: TerminalPanel, event: BackendReply) -> Step:
    """Show what became of what was asked for."""
    idle = replace(state, busy=False)
    match event:
        case StepFailed(_, code):
            return replace(session, state=replace(idle, code=code)), ()
        case PanelAnswer(_, note, camera, customers):
            shown = replace(idle, note=note, camera=camera or state.camera, customers=customers)
            unlocked = note in (PanelNote.UNLOCKED, PanelNote.NOT_LOCKED)
            return replace(_unlocked(session) if unlocked else session, state=shown), ()
        case _:
            return session, ()


def _unlocked(session: Session) -> Session:
    return replace(session, refused_until_s=0.0)


def note_readiness(session: Session, event: ReadinessChecked) -> Session:
    """Remember what an idle terminal was found to lack, and how long the backend refuses."""
    locked = event.code in (LockedOut.code, TooManyStarts.code)
    staffed = session.staffed if event.staffed is None else event.staffed
    noted = replace(session, outage="" if locked else event.code, staffed=staffed)
    if event.refused_s is None:
        return noted
    return replace(noted, refused_until_s=session.now_s + event.refused_s)
