"""The way without the customer's face: the customer chooses it, and a member of staff carries it out."""

from dataclasses import replace

from kiosk.domain.identity.step_results import DocumentAnswer
from kiosk.terminal.session.document import ask_for_document
from kiosk.terminal.session.effects import BeginWithoutFace, CloseCamera, FetchEvidence, OpenCamera
from kiosk.terminal.session.moves import Step, ask_backend, enter
from kiosk.terminal.session.states import (
    BackendTask,
    CapturingDocument,
    ConsentDeclined,
    DocumentRefused,
    EnteringStaff,
    Session,
    Staff,
    StaffGate,
)


def choose_other_way(session: Session) -> Step:
    """Wait for a member of staff, with the camera closed: nobody is filmed who does not want to be."""
    if not session.offers_other_way:
        return session, ()
    chosen = replace(session, return_to=session.state, without_face=True, accepted=False)
    return enter(_unwatched(chosen), EnteringStaff(StaffGate.WITHOUT_FACE)), (CloseCamera(),)


def leave_other_way(session: Session) -> Step:
    """Go back to where the customer chose it, with the camera as it was there."""
    before = session.return_to
    if before is None:
        return session, ()
    back = enter(_unwatched(replace(session, return_to=None, without_face=False)), before)
    return back, () if isinstance(before, ConsentDeclined) else (OpenCamera(),)


def ask_to_begin(session: Session, staff: Staff) -> Step:
    """Have the attempt begun by this member of staff, whose role the backend knows."""
    effect = BeginWithoutFace(session.request_no + 1, staff, session.visit.flow, session.customer, session.consent)
    return ask_backend(session, BackendTask.BEGIN_WITHOUT_FACE, effect, staff)


def take_begun(session: Session, staff: Staff) -> Step:
    """Show staff what there is to decide about."""
    begun = replace(session, attempt_closed=False, return_to=None, staff_id=staff.staff_id)
    return ask_backend(begun, BackendTask.FETCH_EVIDENCE, FetchEvidence(session.request_no + 1, staff), staff)


def read_document(session: Session) -> Step:
    """Have the document read that the customer shows to staff."""
    if not session.without_face:
        return session, ()
    asked, effects = ask_for_document(_unwatched(session))
    return asked, (OpenCamera(), *effects) if isinstance(asked.state, CapturingDocument) else effects


def take_reading(session: Session, answer: DocumentAnswer) -> Step:
    """Show what speaks against the pictures, or lead staff back to what was read; they alone accept it."""
    unwatched = _unwatched(session)
    if answer.findings:
        return enter(unwatched, DocumentRefused(answer)), (CloseCamera(),)
    return enter(replace(unwatched, return_to=None), EnteringStaff(StaffGate.PANEL)), (CloseCamera(),)


def lose_camera(session: Session, code: str) -> Step:
    """Lead staff back, who need no camera to look at a document."""
    lost = replace(_unwatched(session), return_to=None)
    return enter(lost, EnteringStaff(StaffGate.PANEL, code)), (CloseCamera(),)


def _unwatched(session: Session) -> Session:
    return replace(session, seen_at_s=0.0, camera_fault="")
