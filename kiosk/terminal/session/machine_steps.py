"""The session's way before and after the challenge; every way through it is drawn here, together with `machine`.

```mermaid
stateDiagram-v2
    Attract --> EnteringStaff: StartPressed, assisted
    Attract --> EnteringCustomer: StartPressed, authenticate
    EnteringStaff --> Waiting: StaffEntered / CheckStaff, FetchEvidence
    Waiting --> EnteringCustomer: StaffAccepted
    Waiting --> EnteringStaff: StepFailed, time-out of what staff asked
    EnteringCustomer --> GetReady: CustomerEntered / OpenCamera
    Starting --> EnteringCustomer: ServiceFailed, reference unknown / CloseCamera
    Verifying --> CapturingDocument: VerdictReceived, onboard
    Verifying --> Waiting: VerdictReceived, authenticate / Authenticate
    CapturingDocument --> CapturingDocument: PageSeen, CapturePressed / TakePage
    CapturingDocument --> CheckingPage: PageTaken
    CheckingPage --> CapturingDocument: PageRetaken, or PageKept, front
    CheckingPage --> Waiting: PageKept, back / ReadDocument
    CapturingDocument --> Waiting: BackSkipped, FilesChosen / ReadDocument
    Waiting --> DocumentRefused: DocumentRead
    DocumentRefused --> CapturingDocument: RetryPressed
    DocumentRefused --> GetReady: RetryPressed, selfie failed / StopChallenge
    Waiting --> Waiting: DocumentRead, accepted / Enrol
    Waiting --> EnteringStaff: DocumentRead, accepted, assisted
    Waiting --> Decided: FlowEnded, or DocumentRead with another face
    Waiting --> StaffPanel: EvidenceReceived
    Result --> EnteringStaff: StaffPressed, assisted
    DocumentRefused --> EnteringStaff: StaffPressed, assisted
    Decided --> EnteringStaff: StaffPressed, assisted
    EnteringStaff --> Result: BackPressed, and so to the others
    StaffPanel --> Waiting: EnrolPressed, DecisionPressed / Enrol, Decide
    Waiting --> Decided: DecisionTaken
    Waiting --> Waiting: DecisionTaken, override / Enrol
    Waiting --> CapturingDocument: DecisionTaken, override of the challenge
    Waiting --> Trouble: StepFailed, time-out / StopChallenge
    Decided --> GetReady: RetryPressed, not approved
    Decided --> Attract: DonePressed, time-out / Wipe
```

The only way to an approved Decided is an answer of the backend that says so, to the question that is being waited for.
"""

from dataclasses import replace

from kiosk.domain.identity.flow import Flow, Outcome
from kiosk.domain.identity.step_results import DocumentAnswer, FlowAnswer, Page, Side, StaffDecision
from kiosk.terminal.session import events as on
from kiosk.terminal.session.effects import (
    Authenticate,
    CheckStaff,
    CloseCamera,
    Decide,
    Effect,
    Enrol,
    FetchEvidence,
    ReadDocument,
    TakePage,
)
from kiosk.terminal.session.moves import Step, enter, fail, get_ready, open_camera
from kiosk.terminal.session.page_capture import moved_away
from kiosk.terminal.session.states import (
    BackendTask,
    CapturingDocument,
    CheckingPage,
    Decided,
    DocumentRefused,
    EnteringCustomer,
    EnteringStaff,
    Result,
    Session,
    Staff,
    StaffGate,
    StaffPanel,
    Trouble,
    Waiting,
)

CUSTOMER_REFUSED = frozenset({"CUSTOMER_NOT_FOUND", "CUSTOMER_EXISTS"})
"""Another reference may help."""
GATES = {
    BackendTask.CHECK_STAFF: StaffGate.BEGIN,
    BackendTask.FETCH_EVIDENCE: StaffGate.PANEL,
    BackendTask.DECIDE: StaffGate.PANEL,
}
"""Where staff tries again what failed; the attempt stays as it is."""
DOCUMENT_REFUSED = frozenset(
    {
        "DOCUMENT_NOT_IMAGE",
        "DOCUMENT_PAGES_INVALID",
        "IMAGE_DIMENSIONS_EXCEEDED",
        "IMAGE_NOT_JPEG",
        "IMAGE_TOO_LARGE",
        "IMAGE_TOO_SMALL",
        "IMAGE_TRUNCATED",
        "NO_FACE_FOUND",
    }
)
"""Another picture may help."""
FACE_MISMATCH, FACE_QUALITY, IN_REVIEW = "FACE_MISMATCH", "FACE_QUALITY_TOO_LOW", "SENT_TO_REVIEW"


def arrive(session: Session) -> Step:
    """Somebody touched Start: staff first, then the reference, then the camera."""
    if session.visit.assisted:
        return enter(session, EnteringStaff(StaffGate.BEGIN)), ()
    return _identify(session)


def live(session: Session) -> Step:
    """The challenge was passed, which is not the end of this flow."""
    if session.visit.flow is Flow.AUTHENTICATE:
        return _ask(session, BackendTask.AUTHENTICATE, Authenticate(session.turn + 1))
    return _document(session)


def refuse_customer(session: Session, code: str) -> Step:
    """The backend does not take this reference; nobody is watched while another is entered."""
    return enter(replace(session, settled=True), EnteringCustomer(code)), (CloseCamera(),)


def handle_intent(session: Session, event: on.UserIntent) -> Step:
    """What customer or staff wants, where it means something."""
    match session.state, event:
        case EnteringStaff(StaffGate.BEGIN), on.StaffEntered(staff):
            return _ask(session, BackendTask.CHECK_STAFF, CheckStaff(session.turn + 1, staff), staff)
        case EnteringStaff(StaffGate.PANEL), on.StaffEntered(staff):
            return _ask(session, BackendTask.FETCH_EVIDENCE, FetchEvidence(session.turn + 1, staff), staff)
        case EnteringCustomer(), on.CustomerEntered(customer) if customer.strip():
            return open_camera(replace(session, customer=customer.strip()))
        case (Result() | DocumentRefused() | Decided()) as state, on.StaffPressed() if session.visit.assisted:
            return enter(replace(session, behind=state), EnteringStaff(StaffGate.PANEL)), ()
        case EnteringStaff(StaffGate.PANEL), on.BackPressed() if session.behind is not None:
            return enter(session, session.behind), ()
        case StaffPanel() as panel, on.EnrolPressed() | on.DecisionPressed():
            return _decide(session, panel.staff, event)
        case _:
            return _document_wished(session, event)


def handle_reply(session: Session, event: on.BackendReply) -> Step:
    """What camera or backend says, if it was asked for just this."""
    match session.state:
        case CapturingDocument(turn=turn) as state if turn == event.turn:
            return _captured(session, state, event)
        case Waiting(turn=turn) as state if turn == event.turn:
            return _told(session, state, event)
        case _:
            return session, ()


def retry_step(session: Session, state: DocumentRefused) -> Step:
    """Another picture of the document, or another one of the customer where that is what failed."""
    return get_ready(session, FACE_QUALITY) if state.selfie_failed else (_capture(session, Side.FRONT, ()), ())


def _identify(session: Session) -> Step:
    known = session.visit.customer
    if known or (session.visit.flow is Flow.ONBOARD and not session.visit.assisted):
        return open_camera(replace(session, customer=known))
    return enter(session, EnteringCustomer()), ()


def _document(session: Session) -> Step:
    pages = session.visit.pages
    return _read(session, pages) if pages else (_capture(session, Side.FRONT, ()), ())


def _document_wished(session: Session, event: on.UserIntent) -> Step:
    match session.state, event:
        case CapturingDocument(taking=False) as state, on.CapturePressed():
            return _take(session, state)
        case CapturingDocument(Side.BACK, pages=pages), on.BackSkipped():
            return _read(session, pages)
        case ((CapturingDocument() | DocumentRefused()), on.FilesChosen(pages)) if session.visit.assisted and pages:
            return _read(session, pages)
        case ((CapturingDocument() | DocumentRefused()), on.FilesRefused(code)):
            return enter(session, DocumentRefused(None, code)), ()
        case CheckingPage(page, pages), on.PageRetaken():
            return _capture(session, page.side, pages), ()
        case CheckingPage(Page(Side.FRONT) as page, pages), on.PageKept():
            return _capture(session, Side.BACK, (*pages, page)), ()
        case CheckingPage(page, pages), on.PageKept():
            return _read(session, (*pages, page))
        case _:
            return session, ()


def _captured(session: Session, state: CapturingDocument, event: on.BackendReply) -> Step:
    match event:
        case on.PageSeen(_, view):
            armed = state.armed or moved_away(state.view, view)
            state = replace(state, view=view, armed=armed)
            session = replace(session, state=state)
            return _take(session, state) if armed and view.ready and not state.taking else (session, ())
        case on.PageTaken(_, page) if state.taking and page.side is state.side:
            return enter(session, CheckingPage(page, state.pages)), ()
        case on.StepFailed(_, code):
            return fail(session, Trouble(code, camera=False))
        case _:
            return session, ()


def _told(session: Session, state: Waiting, event: on.BackendReply) -> Step:
    match state.task, event:
        case BackendTask.CHECK_STAFF, on.StaffAccepted() if state.staff is not None:
            return _identify(replace(session, staff_id=state.staff.staff_id))
        case BackendTask.READ_DOCUMENT, on.DocumentRead(_, answer):
            return _document_read(session, answer)
        case ((BackendTask.ENROL | BackendTask.AUTHENTICATE), on.FlowEnded(_, answer)):
            return _end(session, answer)
        case BackendTask.FETCH_EVIDENCE, on.EvidenceReceived(_, evidence) if state.staff is not None:
            return enter(session, StaffPanel(evidence, state.staff)), ()
        case BackendTask.DECIDE, on.DecisionTaken():
            return _decided(session, event)
        case _, on.StepFailed(_, code):
            return _failed(session, state, code)
        case _:
            return session, ()


def _document_read(session: Session, answer: DocumentAnswer) -> Step:
    match = answer.face_match
    if answer.accepted:
        session = replace(session, accepted=True)
        asked = enter(replace(session, behind=None), EnteringStaff(StaffGate.PANEL))
        return (asked, ()) if session.visit.assisted else _enrol(session)
    if match is not None and not match.is_match:
        return _end(session, FlowAnswer(Outcome.FAILED, (FACE_MISMATCH,), session.customer, (), match))
    refused = DocumentRefused(answer)
    return enter(replace(session, settled=refused.selfie_failed), refused), ()


def _decided(session: Session, event: on.DecisionTaken) -> Step:
    if event.decision is StaffDecision.REVIEW:
        return _end(session, FlowAnswer(Outcome.INCOMPLETE, (IN_REVIEW,)))
    if session.visit.flow is not Flow.ONBOARD:
        return _end(session, FlowAnswer(event.outcome, (), session.customer))
    overridden = replace(session, settled=False)
    # Without liveness there was no document yet.
    return _document(overridden) if isinstance(session.behind, Result) else _enrol(replace(overridden, accepted=True))


def time_out(session: Session, state: Waiting) -> Step:
    """The backend did not answer in time."""
    return _failed(session, state, "BACKEND_TIMEOUT")


def _failed(session: Session, state: Waiting, code: str) -> Step:
    gate = GATES.get(state.task)
    if gate is not None:
        return enter(session, EnteringStaff(gate, code)), ()
    if state.task is BackendTask.READ_DOCUMENT and code in DOCUMENT_REFUSED:
        return enter(session, DocumentRefused(None, code)), ()
    return fail(session, Trouble(code, camera=False))


def _decide(session: Session, staff: Staff, event: on.EnrolPressed | on.DecisionPressed) -> Step:
    if isinstance(event, on.EnrolPressed):
        return _enrol(session) if session.accepted else (session, ())
    if not event.reason.strip():
        return session, ()
    effect = Decide(session.turn + 1, staff, event.decision, event.reason.strip())
    return _ask(session, BackendTask.DECIDE, effect, staff)


def _capture(session: Session, side: Side, pages: tuple[Page, ...]) -> Session:
    turn = session.turn + 1
    state = CapturingDocument(side, turn, pages, armed=side is Side.FRONT)
    return enter(replace(session, turn=turn), state)


def _take(session: Session, state: CapturingDocument) -> Step:
    return replace(session, state=replace(state, taking=True)), (TakePage(state.turn, state.side),)


def _read(session: Session, pages: tuple[Page, ...]) -> Step:
    return _ask(session, BackendTask.READ_DOCUMENT, ReadDocument(session.turn + 1, pages))


def _enrol(session: Session) -> Step:
    return _ask(session, BackendTask.ENROL, Enrol(session.turn + 1, session.customer))


def _ask(session: Session, task: BackendTask, effect: Effect, staff: Staff | None = None) -> Step:
    turn = session.turn + 1
    return enter(replace(session, turn=turn), Waiting(task, turn, staff)), (effect,)


def _end(session: Session, answer: FlowAnswer) -> Step:
    return enter(replace(session, settled=True), Decided(answer)), ()
