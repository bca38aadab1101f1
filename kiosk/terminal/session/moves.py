"""The moves that several states have in common."""

from dataclasses import replace

from kiosk.terminal.session.effects import CloseCamera, Effect, OpenCamera, StopChallenge, Wipe
from kiosk.terminal.session.states import Attract, GetReady, Session, State, Trouble

Step = tuple[Session, tuple[Effect, ...]]
CANCELLED, TIMED_OUT = "CANCELLED", "TIMED_OUT"


def enter(session: Session, state: State) -> Session:
    """Show this from now on."""
    return replace(session, state=state, entered_at_s=session.now_s)


def open_camera(session: Session) -> Step:
    """The customer is about to stand before the camera."""
    return enter(replace(session, camera_fault=""), GetReady()), (OpenCamera(),)


def get_ready(session: Session, reason: str = CANCELLED) -> Step:
    """Another try needs the camera; when it broke meanwhile, the customer is told now."""
    fault = session.camera_fault
    fresh = replace(session, accepted=False, settled=True)
    return enter(fresh, Trouble(fault, camera=True) if fault else GetReady()), abandon(session, reason)


def fail(session: Session, trouble: Trouble) -> Step:
    """Our own side does not work."""
    return enter(replace(session, settled=True), trouble), abandon(session, trouble.code)


def leave(session: Session, reason: str) -> Step:
    """The customer is gone, and so is everything of theirs."""
    if isinstance(session.state, Attract):
        return session, ()
    fresh = replace(session, camera_fault="", customer="", staff_id="", behind=None, accepted=False, settled=True)
    return enter(fresh, Attract()), (*abandon(session, reason), CloseCamera(), Wipe())


def abandon(session: Session, reason: str) -> tuple[Effect, ...]:
    """What there is to do about an attempt that is left before it ended."""
    return () if session.settled else (StopChallenge(session.attempt, session.stage, reason),)
