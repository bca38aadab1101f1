"""The moves that several stretches of a session have in common."""

from dataclasses import replace

from kiosk.domain.identity.step_reason import StepReason
from kiosk.domain.identity.step_results import FlowAnswer
from kiosk.terminal.session.effects import (
    Authenticate,
    CloseCamera,
    Effect,
    Enrol,
    OpenCamera,
    StepRequest,
    StopChallenge,
    Wipe,
)
from kiosk.terminal.session.states import (
    AskingConsent,
    Attract,
    BackendTask,
    Decided,
    EnteringStaff,
    GetReady,
    Session,
    Staff,
    StaffGate,
    State,
    Trouble,
    Waiting,
)

Step = tuple[Session, tuple[Effect, ...]]


def enter(session: Session, state: State) -> Session:
    """Show this state from now on."""
    return replace(session, state=state, entered_at_s=session.now_s)


def open_camera(session: Session) -> Step:
    """Prepare the customer for the challenge, who is about to stand before the camera and has agreed to that."""
    if session.visit.asks_consent and session.consent is None:
        return enter(session, AskingConsent()), ()
    return enter(replace(session, camera_fault="", seen_at_s=0.0), GetReady()), (OpenCamera(),)


def try_again(session: Session, reason: str = StepReason.CANCELLED) -> Step:
    """Prepare the customer for another attempt, or tell them now of a camera that broke meanwhile."""
    fault = session.camera_fault
    fresh = replace(session, accepted=False, attempt_closed=True)
    if session.without_face:
        # Whoever began it signs in again; nobody is filmed meanwhile.
        waiting = replace(fresh, return_to=None, seen_at_s=0.0, camera_fault="")
        left = _abandon_attempt(session, reason)
        return enter(waiting, EnteringStaff(StaffGate.WITHOUT_FACE)), (*left, CloseCamera())
    state = Trouble(fault, camera=True) if fault else GetReady()
    return enter(fresh, state), _abandon_attempt(session, reason)


def enter_trouble(session: Session, trouble: Trouble) -> Step:
    """Abandon the attempt, because our own side does not work."""
    return enter(replace(session, attempt_closed=True), trouble), _abandon_attempt(session, trouble.code)


def end_visit(session: Session, reason: StepReason) -> Step:
    """Forget the customer, who is gone, and everything of theirs."""
    if isinstance(session.state, Attract):
        return session, ()
    fresh = replace(
        session,
        camera_fault="",
        seen_at_s=0.0,
        customer="",
        consent=None,
        photosensitive=False,
        stays_away=False,
        chosen_language=None,
        turns_little=False,
        slow=False,
        staff_id="",
        return_to=None,
        accepted=False,
        attempt_closed=True,
        without_face=False,
    )
    return enter(fresh, Attract()), (*_abandon_attempt(session, reason), CloseCamera(), Wipe())


def _abandon_attempt(session: Session, reason: str) -> tuple[Effect, ...]:
    """What there is to do about an attempt that is left before it ended."""
    return () if session.attempt_closed else (StopChallenge(session.attempt, session.stage, reason),)


def ask_backend(session: Session, task: BackendTask, effect: StepRequest, staff: Staff | None = None) -> Step:
    """Wait for the answer to this request, which bears the next number."""
    return enter(replace(session, request_no=effect.request_no), Waiting(task, effect.request_no, staff)), (effect,)


def ask_to_enrol(session: Session) -> Step:
    """Have the customer enrolled under the reference that was entered."""
    return ask_backend(session, BackendTask.ENROL, Enrol(session.request_no + 1, session.customer))


def ask_to_authenticate(session: Session) -> Step:
    """Have the face compared with that of the customer whom the challenge was started for."""
    return ask_backend(session, BackendTask.AUTHENTICATE, Authenticate(session.request_no + 1))


def enter_decided(session: Session, answer: FlowAnswer) -> Step:
    """Show how the attempt ended, which the backend knows."""
    return enter(replace(session, attempt_closed=True), Decided(answer)), ()
