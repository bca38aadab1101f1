"""Whether anybody is still there, and how long somebody who is perhaps not has to say so."""

from dataclasses import dataclass

from kiosk.terminal.session.states import (
    Attract,
    CapturingDocument,
    Challenging,
    CheckingPage,
    Decided,
    DocumentRefused,
    GetReady,
    Result,
    Session,
    Starting,
    Verifying,
    Waiting,
)


@dataclass(frozen=True, slots=True)
class Leaving:
    """Somebody is asked whether they are still there."""

    left_s: float
    """Until everything of theirs is forgotten."""
    absent: bool
    """Whether nobody is seen; otherwise nothing was touched for long."""


def find_leaving(session: Session) -> Leaving | None:
    """Say whether a warning is due, and how long it stands; None while somebody is there."""
    absent_s, idle_s = _absence_left_s(session), _idle_left_s(session)
    known = [left for left in (absent_s, idle_s) if left is not None]
    return Leaving(min(known), absent_s is not None and absent_s == min(known)) if known else None


def has_left(session: Session) -> bool:
    """Whether nobody was seen, and nobody answered the warning."""
    return _absence_left_s(session) == 0.0


def _absence_left_s(session: Session) -> float | None:
    """Only where the camera films and can see somebody; what the backend is asked for is waited for."""
    if not _is_watched(session):
        return None
    warned_at_s = session.seen_at_s + session.timeouts.absence_s
    if session.now_s < warned_at_s:
        return None
    return max(0.0, warned_at_s + session.timeouts.warning_s - session.now_s)


def _is_watched(session: Session) -> bool:
    # A camera that still opens has seen nobody leave.
    if session.camera_fault or session.timeouts.absence_s <= 0 or not session.seen_at_s:
        return False
    watched = GetReady | Challenging | Result | CapturingDocument | CheckingPage | DocumentRefused | Decided
    return isinstance(session.state, watched)


def _idle_left_s(session: Session) -> float | None:
    """A short screen that ends a visit anyway says so in a line of its own."""
    if isinstance(session.state, Attract | Starting | Challenging | Verifying | Waiting):
        return None
    left_s, limit_s = session.seconds_left, session.limit_s
    if left_s is None or limit_s is None or limit_s < 2 * session.timeouts.warning_s:
        return None
    return left_s if left_s <= session.timeouts.warning_s else None
