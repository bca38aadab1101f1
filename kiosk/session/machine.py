"""The session's one function; every way through it is drawn here.

```mermaid
stateDiagram-v2
    [*] --> Attract
    Attract --> GetReady: StartPressed / OpenCamera
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
being verified, whose verdict passed.
"""

from dataclasses import replace

from kiosk.session.effects import CloseCamera, Effect, OpenCamera, StartChallenge, StopChallenge, Verify, Wipe
from kiosk.session.events import (
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
    VerdictReceived,
)
from kiosk.session.states import (
    Attract,
    Challenging,
    GetReady,
    Patience,
    Result,
    Session,
    Starting,
    State,
    Trouble,
    Verifying,
)

Step = tuple[Session, tuple[Effect, ...]]
_TIMEOUT_CODE = "BACKEND_TIMEOUT"
_EXPIRED_CODE = "TOKEN_EXPIRED"


def begin(now_s: float, patience: Patience) -> Session:
    """The session of a terminal that was just switched on."""
    return Session(patience=patience, now_s=now_s, entered_at_s=now_s)


def step(session: Session, event: Event) -> Step:
    """What becomes of the session, and what the shell must do about it."""
    match event:
        case Tick(now_s):
            return _timed(replace(session, now_s=now_s))
        case ScreenTouched():
            return replace(session, entered_at_s=_touched_at_s(session)), ()
        case CancelPressed():
            return _leave(session)
        case CameraFailed() | CameraRestored():
            return _camera_spoke(session, event)
        case ChallengeStarted() | Guided() | UploadProgressed() | VerdictReceived() | ServiceFailed():
            return _answered(session, event) if event.attempt == session.attempt else (session, ())
        case _:
            return _pressed(session, event)


def _pressed(session: Session, event: StartPressed | ReadyPressed | RetryPressed | DonePressed) -> Step:
    match session.state, event:
        case Attract(), StartPressed():
            return _enter(replace(session, camera_fault=""), GetReady()), (OpenCamera(),)
        case GetReady(), ReadyPressed():
            attempt = session.attempt + 1
            return _enter(replace(session, attempt=attempt), Starting()), (StartChallenge(attempt),)
        case ((Result() | Trouble(camera=False)), RetryPressed()) if not session.passed:
            return _get_ready(session), ()
        case Result(), DonePressed():
            return _leave(session)
        case _:
            return session, ()


def _answered(
    session: Session, event: ChallengeStarted | Guided | UploadProgressed | VerdictReceived | ServiceFailed
) -> Step:
    match session.state, event:
        case Starting(), ChallengeStarted(_, challenge, expires_at_s):
            return _enter(session, Challenging(challenge, expires_at_s)), ()
        case Challenging() as state, Guided(_, guide) if guide.finished:
            return _enter(session, Verifying(state.sent, state.total)), (Verify(session.attempt),)
        case Challenging() as state, Guided(_, guide):
            return replace(session, state=replace(state, guide=guide)), ()
        case (Challenging() | Verifying()) as state, UploadProgressed(_, sent, total):
            return replace(session, state=replace(state, sent=sent, total=total)), ()
        case Verifying(), VerdictReceived(_, verdict):
            return _enter(session, Result(verdict)), ()
        case ((Starting() | Challenging() | Verifying()), ServiceFailed(_, code)):
            return _fail(session, Trouble(code, camera=False))
        case _:
            return session, ()


def _camera_spoke(session: Session, event: CameraFailed | CameraRestored) -> Step:
    if isinstance(session.state, Attract):
        return session, ()
    code = event.code if isinstance(event, CameraFailed) else ""
    session = replace(session, camera_fault=code)
    match session.state:
        case GetReady() | Starting() | Challenging() if code:
            return _fail(session, Trouble(code, camera=True))
        case Trouble(camera=True):
            return (replace(session, state=Trouble(code, camera=True)) if code else _get_ready(session)), ()
        case _:
            return session, ()


def _timed(session: Session) -> Step:
    if session.seconds_left != 0:
        return session, ()
    match session.state:
        case Starting() | Verifying():
            return _fail(session, Trouble(_TIMEOUT_CODE, camera=False))
        case Challenging():
            return _fail(session, Trouble(_EXPIRED_CODE, camera=False))
        case _:
            return _leave(session)


def _touched_at_s(session: Session) -> float:
    """Reading may take longer, waiting for the backend may not."""
    idle = isinstance(session.state, GetReady | Result | Trouble)
    return session.now_s if idle else session.entered_at_s


def _enter(session: Session, state: State) -> Session:
    return replace(session, state=state, entered_at_s=session.now_s)


def _get_ready(session: Session) -> Session:
    """Another try needs the camera; when it broke meanwhile, the customer is told now."""
    fault = session.camera_fault
    return _enter(session, Trouble(fault, camera=True) if fault else GetReady())


def _fail(session: Session, trouble: Trouble) -> Step:
    return _enter(session, trouble), _abandoned(session)


def _leave(session: Session) -> Step:
    if isinstance(session.state, Attract):
        return session, ()
    return _enter(replace(session, camera_fault=""), Attract()), (*_abandoned(session), CloseCamera(), Wipe())


def _abandoned(session: Session) -> tuple[Effect, ...]:
    running = isinstance(session.state, Starting | Challenging | Verifying)
    return (StopChallenge(session.attempt),) if running else ()
