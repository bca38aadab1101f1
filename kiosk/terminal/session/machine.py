"""The session's one function; every way through it is drawn here.

The challenge, with which every flow begins:

```mermaid
stateDiagram-v2
    [*] --> Attract
    Attract --> AskingConsent: StartPressed
    AskingConsent --> GetReady: ConsentGiven / OpenCamera
    AskingConsent --> ConsentDeclined: ConsentRefused
    ConsentDeclined --> AskingConsent: BackPressed
    ConsentDeclined --> Attract: DonePressed, time-out / Wipe
    note right of AskingConsent: left out where customers have agreed elsewhere
    GetReady --> GetReady: LightChosen, NearnessChosen
    note left of Attract: LanguageChosen, PaceChosen and TurnChosen count everywhere
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
    Attract --> EnteringStaff: TerminalPressed
    EnteringStaff --> Waiting: StaffEntered / CheckStaff
    Waiting --> TerminalPanel: StaffAccepted
    TerminalPanel --> TerminalPanel: what staff asks, and its answers
    TerminalPanel --> Attract: DonePressed, time-out
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

Without a face, where staff identifies the customer:

```mermaid
stateDiagram-v2
    ConsentDeclined --> EnteringStaff: OtherWayPressed
    GetReady --> EnteringStaff: OtherWayPressed / CloseCamera
    Result --> EnteringStaff: OtherWayPressed, not passed / CloseCamera
    Decided --> EnteringStaff: OtherWayPressed, not approved / CloseCamera
    Trouble --> EnteringStaff: OtherWayPressed, but not where the backend is missing / CloseCamera
    EnteringStaff --> GetReady: BackPressed / OpenCamera, and so to the others
    EnteringStaff --> Waiting: StaffEntered / BeginWithoutFace
    Waiting --> EnteringStaff: StepFailed, not staff, or not with this role
    Waiting --> EnteringCustomer: StepFailed, reference unknown
    EnteringCustomer --> EnteringStaff: CustomerEntered
    Waiting --> StaffPanel: AttemptBegun / FetchEvidence
    StaffPanel --> CapturingDocument: ReadDocumentPressed / OpenCamera
    CapturingDocument --> EnteringStaff: CameraFailed / CloseCamera
    Waiting --> EnteringStaff: DocumentRead / CloseCamera
    Waiting --> DocumentRefused: DocumentRead, with findings / CloseCamera
    StaffPanel --> Waiting: DecisionPressed / Decide
    Waiting --> Decided: DecisionTaken, or by way of Enrol in an onboarding
```

An event with no row changes nothing. The only way to a passed result is a VerdictReceived, for the attempt that is
being verified, whose verdict passed; the only way to an approved Decided is an answer of the backend that says so, to
the question that is being waited for.
"""

from dataclasses import replace

from kiosk.domain.identity.flow import Flow
from kiosk.domain.identity.step_reason import StepReason
from kiosk.domain.language import Language
from kiosk.errors import BackendTimeout, TokenExpired
from kiosk.terminal.session.arrival import (
    REFERENCE_REFUSED,
    accept_staff,
    ask_customer_again,
    handle_arrival,
    refuse_customer,
)
from kiosk.terminal.session.challenge import handle_challenge_event, start_challenge
from kiosk.terminal.session.document import (
    PICTURE_REFUSED,
    handle_capture,
    handle_document_intent,
    retry_document,
    take_document_answer,
)
from kiosk.terminal.session.effects import PrintNumber
from kiosk.terminal.session.events import (
    AttemptBegun,
    BackendReply,
    BackPressed,
    CameraFailed,
    CameraRestored,
    CancelPressed,
    ChallengeEvent,
    DecisionPressed,
    DecisionTaken,
    DocumentRead,
    DonePressed,
    EnrolPressed,
    Event,
    EvidenceReceived,
    FlowEnded,
    LanguageChosen,
    LightChosen,
    NearnessChosen,
    OtherWayPressed,
    PaceChosen,
    PresenceSeen,
    PrintPressed,
    ReadDocumentPressed,
    ReadinessChecked,
    ReadyPressed,
    RetryPressed,
    ScreenTouched,
    StaffAccepted,
    StaffEntered,
    StaffPressed,
    StepFailed,
    StillHerePressed,
    TerminalPressed,
    Tick,
    TurnChosen,
    UserIntent,
)
from kiosk.terminal.session.moves import Step, end_visit, enter, enter_decided, enter_trouble, try_again
from kiosk.terminal.session.other_way import (
    choose_other_way,
    leave_other_way,
    lose_camera,
    read_document,
    take_begun,
    take_reading,
)
from kiosk.terminal.session.presence import has_left
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
    AskingConsent,
    Attract,
    BackendTask,
    CapturingDocument,
    Challenging,
    ConsentDeclined,
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
    TerminalPanel,
    Timeouts,
    Trouble,
    Verifying,
    Waiting,
)
from kiosk.terminal.session.terminal_panel import handle_panel_intent, note_readiness, take_panel_answer
from kiosk.terminal.session.visit_options import VisitOptions


def begin(now_s: float, timeouts: Timeouts, visit: VisitOptions | None = None) -> Session:
    """Make the session of a terminal that was just switched on."""
    return Session(timeouts=timeouts, now_s=now_s, entered_at_s=now_s, visit=visit or VisitOptions())


def step(session: Session, event: Event) -> Step:
    """Return what becomes of the session, and what the shell must do about it."""
    match event:
        case Tick(now_s):
            return _pass_time(replace(session, now_s=now_s))
        case ScreenTouched() | StillHerePressed():
            touched_at_s = session.now_s if session.waits_for_customer else session.entered_at_s
            seen_at_s = session.now_s if session.seen_at_s else 0.0
            return replace(session, entered_at_s=touched_at_s, seen_at_s=seen_at_s), ()
        case PresenceSeen():
            return replace(session, seen_at_s=session.now_s), ()
        case LanguageChosen() | PaceChosen() | TurnChosen():
            return _adapt(session, event), ()
        case CancelPressed():
            return end_visit(session, StepReason.CANCELLED)
        case CameraFailed() | CameraRestored():
            return _handle_camera(session, event)
        case ReadinessChecked():
            return note_readiness(session, event), ()
        case _ if isinstance(event, ChallengeEvent):
            return handle_challenge_event(session, event)
        case _ if isinstance(event, BackendReply):
            return _handle_reply(session, event)
        case _:
            return _handle_intent(session, event)


def _handle_intent(session: Session, event: UserIntent) -> Step:
    """Do what the customer wants of the visit; what staff or a document is wanted for is handled there."""
    match session.state, event:
        case _, StaffPressed() | TerminalPressed():
            return _handle_staff(session, event)
        case _, OtherWayPressed():
            return choose_other_way(session)
        case ((Attract() | EnteringCustomer() | AskingConsent() | ConsentDeclined()), _):
            return handle_arrival(session, event)
        case GetReady(), ReadyPressed():
            return start_challenge(session)
        case GetReady(), LightChosen() | NearnessChosen():
            return _choose(session, event), ()
        case _, RetryPressed() | DonePressed() | PrintPressed() if not isinstance(session.state, TerminalPanel):
            return _leave_ending(session, event)
        case ((EnteringStaff() | StaffPanel() | TerminalPanel()), _):
            return _handle_staff(session, event)
        case _:
            return handle_document_intent(session, event)


def _leave_ending(session: Session, event: UserIntent) -> Step:
    """Go on from how something ended: with another try, or for good."""
    match session.state, event:
        case Decided() as state, RetryPressed() if state.may_be_another_number and _types_number(session):
            return ask_customer_again(session)
        case ((Result() | Decided() | Trouble(camera=False)), RetryPressed()) if not session.passed:
            return try_again(session)
        case DocumentRefused() as state, RetryPressed():
            return read_document(session) if session.without_face else retry_document(session, state)
        case Decided(answer), PrintPressed() if session.shows_number:
            return replace(session, entered_at_s=session.now_s), (PrintNumber(answer.customer),)
        case ((Result() | Decided() | StaffPanel()), DonePressed()):
            return end_visit(session, StepReason.CANCELLED)
        case _:
            return session, ()


def _choose(session: Session, event: LightChosen | NearnessChosen) -> Session:
    if isinstance(event, LightChosen):
        return replace(session, photosensitive=not event.coloured)
    return replace(session, stays_away=not event.possible)


def _adapt(session: Session, wish: LanguageChosen | PaceChosen | TurnChosen) -> Session:
    """Change what the customer wants of the terminal, whatever is going on."""
    if isinstance(wish, PaceChosen):
        return replace(session, slow=wish.slow)
    if isinstance(wish, TurnChosen):
        return replace(session, turns_little=not wish.far)
    return _choose_language(session, wish.language)


def _choose_language(session: Session, language: Language) -> Session:
    """Before a visit the choice is waited with for a while, for whoever made it may have gone."""
    if language not in session.visit.languages:
        return session
    chosen = replace(session, chosen_language=language)
    return replace(chosen, entered_at_s=session.now_s) if isinstance(session.state, Attract) else chosen


def _types_number(session: Session) -> bool:
    return session.visit.flow is Flow.AUTHENTICATE and not session.visit.customer


def _handle_staff(session: Session, event: UserIntent) -> Step:
    match session.state, event:
        case Attract(), TerminalPressed():
            return enter(session, EnteringStaff(StaffGate.TERMINAL)), ()
        case TerminalPanel() as panel, _:
            return handle_panel_intent(session, panel, event)
        case (Result() | DocumentRefused() | Decided()) as state, StaffPressed():
            return open_gate(session, state)
        case EnteringStaff(gate), StaffEntered(staff):
            return check_staff(session, gate, staff)
        case EnteringStaff(StaffGate.PANEL), BackPressed():
            return leave_gate(session)
        case EnteringStaff(StaffGate.WITHOUT_FACE), BackPressed():
            return leave_other_way(session)
        case StaffPanel(), ReadDocumentPressed():
            return read_document(session)
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
        case TerminalPanel(request_no=request_no) as state if request_no == event.request_no:
            return take_panel_answer(session, state, event)
        case Waiting(request_no=request_no) as state if request_no == event.request_no:
            return _take_answer(session, state, event)
        case _:
            return session, ()


def _take_answer(session: Session, state: Waiting, event: BackendReply) -> Step:
    match state.task, event:
        case BackendTask.CHECK_STAFF, StaffAccepted() if state.staff is not None:
            return accept_staff(session, state.staff)
        case BackendTask.OPEN_TERMINAL, StaffAccepted(_, tasks) if state.staff is not None:
            return enter(session, TerminalPanel(state.staff, tasks)), ()
        case BackendTask.BEGIN_WITHOUT_FACE, AttemptBegun() if state.staff is not None:
            return take_begun(session, state.staff)
        case BackendTask.READ_DOCUMENT, DocumentRead(_, answer) if session.without_face:
            return take_reading(session, answer)
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
    if state.task is BackendTask.BEGIN_WITHOUT_FACE and code in REFERENCE_REFUSED:
        return refuse_customer(session, code)
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
        case CapturingDocument() if code and session.without_face:
            return lose_camera(session, code)
        case GetReady() | Starting() | Challenging() | CapturingDocument() if code:
            return enter_trouble(session, Trouble(code, camera=True))
        case Trouble(camera=True):
            return (replace(session, state=Trouble(code, camera=True)), ()) if code else try_again(session)
        case _:
            return session, ()


def _pass_time(session: Session) -> Step:
    if has_left(session):
        return end_visit(session, StepReason.TIMED_OUT)
    if session.seconds_left != 0:
        return session, ()
    match session.state:
        case Attract():
            return replace(session, chosen_language=None), ()
        case Starting() | Verifying():
            return enter_trouble(session, Trouble(BackendTimeout.code, camera=False))
        case Challenging():
            return enter_trouble(session, Trouble(TokenExpired.code, camera=False))
        case Waiting() as state:
            return _take_failure(session, state, BackendTimeout.code)
        case _:
            return end_visit(session, StepReason.TIMED_OUT)
