"""From the camera to the verdict: the challenge."""

from dataclasses import replace

from kiosk.domain.identity.flow import Flow
from kiosk.domain.liveness.verdict import VerdictAnswer
from kiosk.errors import LockedOut, TooManyStarts
from kiosk.terminal.session.arrival import REFERENCE_REFUSED, refuse_customer
from kiosk.terminal.session.document import ask_for_document
from kiosk.terminal.session.effects import StartChallenge, Verify
from kiosk.terminal.session.events import (
    ChallengeEvent,
    ChallengeStarted,
    Guided,
    ServiceFailed,
    UploadProgressed,
    VerdictReceived,
)
from kiosk.terminal.session.moves import Step, ask_to_authenticate, enter, enter_trouble
from kiosk.terminal.session.states import Challenging, Result, Session, Starting, Trouble, Verifying

REFUSED_TO_ALL = frozenset({LockedOut.code, TooManyStarts.code})
"""What a terminal itself is refused with, where no customer is named."""


def start_challenge(session: Session) -> Step:
    """Ask for a new challenge, with which a new attempt begins."""
    attempt = session.attempt + 1
    effect = StartChallenge(
        attempt,
        session.visit.flow,
        session.customer,
        light=session.shows_light,
        stays_away=session.stays_away,
        consent=session.consent,
        turns_little=session.turns_little,
        slow=session.slow,
        offered=session.offered,
    )
    return enter(replace(session, attempt=attempt, attempt_closed=False), Starting()), (effect,)


def handle_challenge_event(session: Session, event: ChallengeEvent) -> Step:
    """Go on with what became of the challenge, unless it is that of an older attempt."""
    if event.attempt != session.attempt:
        return session, ()
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
            return _take_verdict(session, verdict)
        case Starting(), ServiceFailed(_, code) if code in REFERENCE_REFUSED:
            return refuse_customer(session, code)
        case ((Starting() | Challenging() | Verifying()), ServiceFailed(_, code, wait_s)):
            return enter_trouble(_remember_refusal(session, code, wait_s), Trouble(code, camera=False))
        case _:
            return session, ()


def _remember_refusal(session: Session, code: str, wait_s: float | None) -> Session:
    """What is refused to nobody in particular is refused to whoever comes next."""
    if code not in REFUSED_TO_ALL or wait_s is None or session.customer:
        return session
    return replace(session, refused_until_s=session.now_s + wait_s)


def _take_verdict(session: Session, verdict: VerdictAnswer) -> Step:
    """Only the flow verify ends with a verdict that passed; every flow ends with one that did not."""
    if not verdict.passed or session.visit.flow is Flow.VERIFY:
        return enter(replace(session, attempt_closed=True), Result(verdict)), ()
    return ask_to_authenticate(session) if session.visit.flow is Flow.AUTHENTICATE else ask_for_document(session)
