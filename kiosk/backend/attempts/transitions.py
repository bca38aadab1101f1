"""How an attempt may change, as pure rules; a change that is not allowed leaves it as it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import isfinite

from kiosk.domain.identity.flow import Attempt, AttemptStage, Flow, Outcome
from kiosk.domain.identity.step_reason import StepReason

MAX_ENTRIES = 100
"""Of measures, and of details, that one attempt may have."""
MAX_TEXT_CHARS = 500
REVIEW_S = 600.0
"""How long what staff has taken up stays open, as long as the steps after a verdict."""
DUPLICATE_CUSTOMER, USER_ID = "duplicate_customer", "user_id"
CONSENT_VERSION, CONSENT_LANGUAGE = "consent_version", "consent_language"
"""Of the notice that the customer agreed to; the version is ELSEWHERE where nobody was asked here."""
ELSEWHERE = "elsewhere"
"""Details that name a customer: whom a duplicate belongs to, and what a terminal called its user."""
MAX_DUPLICATES = 20
"""That one attempt names; the first one's detail has no number."""
SESSION = "session"
"""Detail of a terminal's attempt that completes a session of the KYC API, whose creator has an attempt of its own."""
WITHOUT_FACE = "without_face"
"""Detail of an attempt in which no face is compared: the member of staff who began it."""
FACE_COMPARED = "face_compared"
"""Measure, 0 where staff said who the customer is, and nothing else did."""
DECISION = "decision"
"""Detail of an attempt that staff has decided on."""
_ORDER = tuple(AttemptStage)


@dataclass(frozen=True, slots=True)
class AttemptUpdate:
    """What was found out on the way; added to what is known."""

    stage: AttemptStage | None = None
    customer: str = field(default="", repr=False)
    measures: Mapping[str, float] = field(default_factory=dict)
    details: Mapping[str, str] = field(default_factory=dict, repr=False)


def advance(attempt: Attempt, news: AttemptUpdate) -> Attempt | None:
    """The attempt has come as far as this; it never goes back, as a repeated request would have it."""
    if attempt.outcome is not Outcome.OPEN:
        return None
    stage = attempt.stage if news.stage is None else max(attempt.stage, news.stage, key=_ORDER.index)
    after = replace(_added(attempt, news), stage=stage)
    return None if after == attempt else after


def end(
    attempt: Attempt, outcome: Outcome, reasons: tuple[str, ...], news: AttemptUpdate, now_s: float
) -> Attempt | None:
    """The attempt is over: once, but for one that is incomplete, which staff may still decide."""
    undecided = attempt.outcome is Outcome.INCOMPLETE and outcome in (Outcome.APPROVED, Outcome.FAILED)
    if outcome is Outcome.OPEN or not (attempt.outcome is Outcome.OPEN or undecided):
        return None
    stage = news.stage or attempt.stage
    return replace(
        _added(attempt, news), stage=stage, outcome=outcome, reasons=tuple(dict.fromkeys(reasons)), ended_at_s=now_s
    )


def reopen(attempt: Attempt, news: AttemptUpdate, now_s: float) -> Attempt | None:
    """Staff takes up an attempt that ended without approval; what was found before stays on record."""
    if attempt.outcome is Outcome.APPROVED:
        return None
    return replace(
        _added(attempt, news),
        stage=AttemptStage.REVIEW,
        outcome=Outcome.OPEN,
        expires_at_s=max(attempt.expires_at_s, now_s + REVIEW_S),
        ended_at_s=None,
    )


def time_out(attempt: Attempt, now_s: float) -> Attempt | None:
    """An open attempt whose time ran out was abandoned, when nobody has said why."""
    if attempt.expires_at_s >= now_s:
        return None
    return (
        end(attempt, Outcome.ABANDONED, (StepReason.TIMED_OUT,), AttemptUpdate(), now_s)
        if attempt.outcome is Outcome.OPEN
        else None
    )


def list_references(attempt: Attempt) -> frozenset[str]:
    """All customers whom it names."""
    named = (attempt.details[name] for name in _naming(attempt))
    return frozenset((attempt.customer, *named)) - {""}


def is_by_staff(attempt: Attempt) -> bool:
    """Whether staff has decided on it, or has begun it and alone can."""
    return bool(attempt.details.get(DECISION)) or is_without_face(attempt)


def is_without_face(attempt: Attempt) -> bool:
    """Whether staff began it for a customer who shows no face."""
    return WITHOUT_FACE in attempt.details


def is_counted(attempt: Attempt) -> bool:
    """Whether it counts among the numbers of the business, where a visit that completes a session is its session's."""
    return SESSION not in attempt.details or is_by_staff(attempt)


def is_of(attempt: Attempt, customer: str) -> bool:
    """Whether it is this customer's own, and not somebody else's who looks alike.

    What a terminal calls its user says whose it is only where nothing else does.
    """
    return customer == (attempt.customer or attempt.details.get(USER_ID))


def list_named_duplicates(customers: Sequence[str]) -> Mapping[str, str]:
    """Details that name the first MAX_DUPLICATES of these customers."""
    return {
        DUPLICATE_CUSTOMER if place == 1 else f"{DUPLICATE_CUSTOMER}_{place}": customer
        for place, customer in enumerate(customers[:MAX_DUPLICATES], 1)
    }


def remove_mention(attempt: Attempt, customer: str) -> Attempt | None:
    """The attempt of somebody else without the name of this customer."""
    gone = {name: "" for name in _naming(attempt) if attempt.details[name] == customer}
    return replace(attempt, details={**attempt.details, **gone}) if gone else None


def _naming(attempt: Attempt) -> Sequence[str]:
    return [name for name in attempt.details if name == USER_ID or name.startswith(DUPLICATE_CUSTOMER)]


def _added(attempt: Attempt, news: AttemptUpdate) -> Attempt:
    """Infinite and undefined numbers are left out: a measurement of nothing may be one, and no store takes it."""
    measures = {**attempt.measures, **{name: float(value) for name, value in news.measures.items() if isfinite(value)}}
    details = {**attempt.details, **{name: value[:MAX_TEXT_CHARS] for name, value in news.details.items()}}
    return replace(
        attempt,
        customer=news.customer or attempt.customer,
        measures=dict(list(measures.items())[:MAX_ENTRIES]),
        details=dict(list(details.items())[:MAX_ENTRIES]),
    )


def is_enrolled_at(attempt: Attempt, device: str) -> bool:
    """Whether it is an onboarding at this terminal that was approved."""
    return attempt.flow is Flow.ONBOARD and attempt.outcome is Outcome.APPROVED and attempt.device == device
