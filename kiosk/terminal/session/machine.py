"""The session's one function; every way through it is drawn here.

The challenge, with which every flow begins:

```mermaid
stateDiagram-v2
    [*] --> Attract
    Attract --> GetReady: StartPressed / OpenCamera
    note left of GetReady: other flows than verify first ask who comes, as drawn below
    GetReady --> Starting: ReadyPressed / StartChallenge
    Starting --> Challenging: ChallengeStarted
    Challenging --> Challenging: Guided, UploadProgressed
    Challenging --> Verifying: Guided, finished / Verify
    Verifying --> Verifying: UploadProgressed
    Verifying --> Result: VerdictReceived
    Result --> GetReady: RetryPressed, not passed
    Result --> Attract: DonePressed, time-out / Wipe
    GetReady --> Trouble: CameraFailed
    Starting --> Trouble: CameraFailed, ServiceFailed, time-out / StopChallenge
    Challenging --> Trouble: CameraFailed, ServiceFailed, expiry / StopChallenge
    Verifying --> Trouble: ServiceFailed, time-out / StopChallenge
    Trouble --> GetReady: CameraRestored, or RetryPressed
    Trouble --> Attract: time-out / Wipe
    GetReady --> Attract: time-out / Wipe
    note right of Attract: CancelPressed leads here from everywhere, with Wipe
```

Before and after it, in the flows onboard and authenticate, and where staff assists:

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
    CapturingDocument --> Trouble: CameraFailed, StepFailed / StopChallenge
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
    Decided --> EnteringCustomer: RetryPressed, another face than the reference's / CloseCamera
    Decided --> Attract: DonePressed, time-out / Wipe
```

An event with no row changes nothing. The only way to a passed result is a VerdictReceived, for the attempt that is
being verified, whose verdict passed; the only way to an approved Decided is an answer of the backend that says so, to
the question that is being waited for.
"""

from dataclasses import replace

from kiosk.domain.identity.flow import Flow
from kiosk.domain.identity.step_reason import StepReason
from kiosk.errors import BackendTimeout, TokenExpired
from kiosk.terminal.session.arrival import accept_staff, ask_customer_again, begin_visit, enter_customer
from kiosk.terminal.session.challenge import handle_challenge_event, start_challenge
from kiosk.terminal.session.document import (
    PICTURE_REFUSED,
    handle_capture,
    handle_document_intent,
    retry_document,
    take_document_answer,
)
from kiosk.terminal.session.events import (
    BackendReply,
    BackPressed,
    CameraFailed,
    CameraRestored,
    CancelPressed,
    ChallengeEvent,
    CustomerEntered,
    DecisionPressed,
    DecisionTaken,
    DocumentRead,
    DonePressed,
    EnrolPressed,
    Event,
    EvidenceReceived,
    FlowEnded,
    ReadyPressed,
    RetryPressed,
    ScreenTouched,
    StaffAccepted,
    StaffEntered,
    StaffPressed,
    StartPressed,
    StepFailed,
    Tick,
    UserIntent,
)
from kiosk.terminal.session.moves import Step, end_visit, enter, enter_decided, enter_trouble, try_again
from kiosk.terminal.session.staff import (
    GATES,
    ask_to_decide,
    check_staff,
    leave_gate,
    let_enrol,
    open_gate,
    take_decision,
)
from kiosk.terminal.session.states import (
    Attract,
    BackendTask,
    CapturingDocument,
    Challenging,
    Decided,
    DocumentRefused,
    EnteringCustomer,
    EnteringStaff,
    GetReady,
    Result,
    Session,
    StaffGate,
    StaffPanel,
    Starting,
    Timeouts,
    Trouble,
    Verifying,
    Waiting,
)
from kiosk.terminal.session.visit_options import VisitOptions


def begin(now_s: float, timeouts: Timeouts, visit: VisitOptions | None = None) -> Session:
    """Make the session of a terminal that was just switched on."""
    return Session(timeouts=timeouts, now_s=now_s, entered_at_s=now_s, visit=visit or VisitOptions())


def step(session: Session, event: Event) -> Step:
    """Return what becomes of the session, and what the shell must do about it."""
    match event:
        case Tick(now_s):
            return _pass_time(replace(session, now_s=now_s))
        case ScreenTouched():
            return replace(session, entered_at_s=_touched_at_s(session)), ()
        case CancelPressed():
            return end_visit(session, StepReason.CANCELLED)
        case CameraFailed() | CameraRestored():
            return _handle_camera(session, event)
        case _ if isinstance(event, ChallengeEvent):
            return handle_challenge_event(session, event)
        case _ if isinstance(event, BackendReply):
            return _handle_reply(session, event)
        case _:
            return _handle_intent(session, event)


def _handle_intent(session: Session, event: UserIntent) -> Step:
    """Do what the customer wants of the visit; what staff or a document is wanted for is handled there."""
    match session.state, event:
        case Attract(), StartPressed():
            return begin_visit(session)
        case EnteringCustomer(), CustomerEntered(customer):
            return enter_customer(session, customer)
        case GetReady(), ReadyPressed():
            return start_challenge(session)
        case Decided() as state, RetryPressed() if state.may_be_another_number and _types_number(session):
            return ask_customer_again(session)
        case ((Result() | Decided() | Trouble(camera=False)), RetryPressed()) if not session.passed:
            return try_again(session)
        case DocumentRefused() as state, RetryPressed():
            return retry_document(session, state)
        case ((Result() | Decided()), DonePressed()):
            return end_visit(session, StepReason.CANCELLED)
        case (EnteringStaff() | StaffPanel(), _) | (_, StaffPressed()):
            return _handle_staff(session, event)
        case _:
            return handle_document_intent(session, event)


def _types_number(session: Session) -> bool:
    return session.visit.flow is Flow.AUTHENTICATE and not session.visit.customer


def _handle_staff(session: Session, event: UserIntent) -> Step:
    match session.state, event:
        case (Result() | DocumentRefused() | Decided()) as state, StaffPressed():
            return open_gate(session, state)
        case EnteringStaff(gate), StaffEntered(staff):
            return check_staff(session, gate, staff)
        case EnteringStaff(StaffGate.PANEL), BackPressed():
            return leave_gate(session)
        case StaffPanel(), EnrolPressed():
            return let_enrol(session)
        case StaffPanel(_, staff), DecisionPressed(decision, reason):
            return ask_to_decide(session, staff, decision, reason)
        case _:
            return session, ()


def _handle_reply(session: Session, event: BackendReply) -> Step:
    """Go on with what camera or backend says, if it was asked for just this."""
    match session.state:
        case CapturingDocument(request_no=request_no) as state if request_no == event.request_no:
            return handle_capture(session, state, event)
        case Waiting(request_no=request_no) as state if request_no == event.request_no:
            return _take_answer(session, state, event)
        case _:
            return session, ()


def _take_answer(session: Session, state: Waiting, event: BackendReply) -> Step:
    match state.task, event:
        case BackendTask.CHECK_STAFF, StaffAccepted() if state.staff is not None:
            return accept_staff(session, state.staff)
        case BackendTask.READ_DOCUMENT, DocumentRead(_, answer):
            return take_document_answer(session, answer)
        case ((BackendTask.ENROL | BackendTask.AUTHENTICATE), FlowEnded(_, answer)):
            return enter_decided(session, answer)
        case BackendTask.FETCH_EVIDENCE, EvidenceReceived(_, evidence) if state.staff is not None:
            return enter(session, StaffPanel(evidence, state.staff)), ()
        case BackendTask.DECIDE, DecisionTaken():
            return take_decision(session, event)
        case _, StepFailed(_, code):
            return _take_failure(session, state, code)
        case _:
            return session, ()


def _take_failure(session: Session, state: Waiting, code: str) -> Step:
    """Let staff or customer try again where that may help; anything else is trouble."""
    gate = GATES.get(state.task)
    if gate is not None:
        return enter(session, EnteringStaff(gate, code)), ()
    if state.task is BackendTask.READ_DOCUMENT and code in PICTURE_REFUSED:
        return enter(session, DocumentRefused(None, code)), ()
    return enter_trouble(session, Trouble(code, camera=False))


def _handle_camera(session: Session, event: CameraFailed | CameraRestored) -> Step:
    if isinstance(session.state, Attract):
        return session, ()
    code = event.code if isinstance(event, CameraFailed) else ""
    session = replace(session, camera_fault=code)
    match session.state:
        case GetReady() | Starting() | Challenging() | CapturingDocument() if code:
            return enter_trouble(session, Trouble(code, camera=True))
        case Trouble(camera=True):
            return (replace(session, state=Trouble(code, camera=True)), ()) if code else try_again(session)
        case _:
            return session, ()


def _pass_time(session: Session) -> Step:
    if session.seconds_left != 0:
        return session, ()
    match session.state:
        case Starting() | Verifying():
            return enter_trouble(session, Trouble(BackendTimeout.code, camera=False))
        case Challenging():
            return enter_trouble(session, Trouble(TokenExpired.code, camera=False))
        case Waiting() as state:
            return _take_failure(session, state, BackendTimeout.code)
        case _:
            return end_visit(session, StepReason.TIMED_OUT)


def _touched_at_s(session: Session) -> float:
    """Reading may take longer, waiting for the backend may not."""
    fixed = isinstance(session.state, Attract | Starting | Challenging | Verifying | Waiting)
    return session.entered_at_s if fixed else session.now_s
