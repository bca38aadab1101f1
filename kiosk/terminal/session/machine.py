"""The session's one function; every way through it is drawn here.

```mermaid
stateDiagram-v2
    [*] --> Attract
    Attract --> GetReady: StartPressed / OpenCamera
    note left of GetReady: other flows than verify first go through identity_machine
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

An event with no row changes nothing. The only way to a passed result is a VerdictReceived, for the attempt that is
being verified, whose verdict passed. What other flows than verify add is drawn in `identity_machine`.
"""

from dataclasses import replace

from kiosk.domain.identity.flow import Flow
from kiosk.terminal.session import machine_steps
from kiosk.terminal.session.effects import StartChallenge, Verify
from kiosk.terminal.session.events import (
    BackendReply,
    CameraFailed,
    CameraRestored,
    CancelPressed,
    ChallengeStarted,
    DonePressed,
    Event,
    Guided,
    ReadyPressed,
    RetryPressed,
    ScreenTouched,
    ServiceFailed,
    StartPressed,
    Tick,
    UploadProgressed,
    UserIntent,
    VerdictReceived,
)
from kiosk.terminal.session.machine_steps import CUSTOMER_REFUSED
from kiosk.terminal.session.moves import CANCELLED, TIMED_OUT, Step, enter, fail, get_ready, leave, open_camera
from kiosk.terminal.session.states import (
    Attract,
    CapturingDocument,
    Challenging,
    Decided,
    DocumentRefused,
    GetReady,
    Result,
    Session,
    Starting,
    Timeouts,
    Trouble,
    Verifying,
    Visit,
    Waiting,
)

_TIMEOUT_CODE = "BACKEND_TIMEOUT"
_EXPIRED_CODE = "TOKEN_EXPIRED"


def begin(now_s: float, patience: Timeouts, visit: Visit | None = None) -> Session:
    """The session of a terminal that was just switched on."""
    return Session(patience=patience, now_s=now_s, entered_at_s=now_s, visit=visit or Visit())


def step(session: Session, event: Event) -> Step:
    """What becomes of the session, and what the shell must do about it."""
    match event:
        case Tick(now_s):
            return _timed(replace(session, now_s=now_s))
        case ScreenTouched():
            return replace(session, entered_at_s=_touched_at_s(session)), ()
        case CancelPressed():
            return leave(session, CANCELLED)
        case CameraFailed() | CameraRestored():
            return _camera_spoke(session, event)
        case ChallengeStarted() | Guided() | UploadProgressed() | VerdictReceived() | ServiceFailed():
            return _answered(session, event) if event.attempt == session.attempt else (session, ())
        case StartPressed() | ReadyPressed() | RetryPressed() | DonePressed():
            return _pressed(session, event)
        case _:
            return _identified(session, event)


def _identified(session: Session, event: UserIntent | BackendReply) -> Step:
    if isinstance(event, BackendReply):
        return machine_steps.handle_reply(session, event)
    return machine_steps.handle_intent(session, event)


def _pressed(session: Session, event: StartPressed | ReadyPressed | RetryPressed | DonePressed) -> Step:
    match session.state, event:
        case Attract(), StartPressed():
            return open_camera(session) if session.visit.flow is Flow.VERIFY else machine_steps.arrive(session)
        case GetReady(), ReadyPressed():
            return _start(session)
        case ((Result() | Decided() | Trouble(camera=False)), RetryPressed()) if not session.passed:
            return get_ready(session)
        case DocumentRefused() as state, RetryPressed():
            return machine_steps.retry_step(session, state)
        case ((Result() | Decided()), DonePressed()):
            return leave(session, CANCELLED)
        case _:
            return session, ()


def _start(session: Session) -> Step:
    attempt = session.attempt + 1
    effect = StartChallenge(attempt, session.visit.flow, session.customer)
    return enter(replace(session, attempt=attempt, settled=False), Starting()), (effect,)


def _answered(
    session: Session, event: ChallengeStarted | Guided | UploadProgressed | VerdictReceived | ServiceFailed
) -> Step:
    match session.state, event:
        case Starting(), ChallengeStarted(_, challenge, expires_at_s):
            return enter(session, Challenging(challenge, expires_at_s)), ()
        case Challenging() as state, Guided(_, guide) if guide.finished:
            return enter(session, Verifying(state.sent, state.total)), (Verify(session.attempt),)
        case Challenging() as state, Guided(_, guide):
            return replace(session, state=replace(state, guide=guide)), ()
        case (Challenging() | Verifying()) as state, UploadProgressed(_, sent, total):
            return replace(session, state=replace(state, sent=sent, total=total)), ()
        case Verifying(), VerdictReceived(_, verdict):
            goes_on = verdict.passed and session.visit.flow is not Flow.VERIFY
            ended = enter(replace(session, settled=True), Result(verdict))
            return machine_steps.live(session) if goes_on else (ended, ())
        case Starting(), ServiceFailed(_, code) if code in CUSTOMER_REFUSED:
            return machine_steps.refuse_customer(session, code)
        case ((Starting() | Challenging() | Verifying()), ServiceFailed(_, code)):
            return fail(session, Trouble(code, camera=False))
        case _:
            return session, ()


def _camera_spoke(session: Session, event: CameraFailed | CameraRestored) -> Step:
    if isinstance(session.state, Attract):
        return session, ()
    code = event.code if isinstance(event, CameraFailed) else ""
    session = replace(session, camera_fault=code)
    match session.state:
        case GetReady() | Starting() | Challenging() | CapturingDocument() if code:
            return fail(session, Trouble(code, camera=True))
        case Trouble(camera=True):
            return (replace(session, state=Trouble(code, camera=True)), ()) if code else get_ready(session)
        case _:
            return session, ()


def _timed(session: Session) -> Step:
    if session.seconds_left != 0:
        return session, ()
    match session.state:
        case Starting() | Verifying():
            return fail(session, Trouble(_TIMEOUT_CODE, camera=False))
        case Challenging():
            return fail(session, Trouble(_EXPIRED_CODE, camera=False))
        case Waiting() as state:
            return machine_steps.time_out(session, state)
        case _:
            return leave(session, TIMED_OUT)


def _touched_at_s(session: Session) -> float:
    """Reading may take longer, waiting for the backend may not."""
    fixed = isinstance(session.state, Attract | Starting | Challenging | Verifying | Waiting)
    return session.entered_at_s if fixed else session.now_s
