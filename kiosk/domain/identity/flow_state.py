"""Which step of a flow may come next, as a pure state machine.

None is skipped, taken twice at once, or taken after the end.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from kiosk.domain.documents.document import Finding
from kiosk.domain.identity.flow import AttemptStage, Flow, Outcome
from kiosk.domain.identity.step_reason import StepReason
from kiosk.domain.identity.without_light import waits_for_staff
from kiosk.errors import Busy, ChallengeClosed, LivenessNotPassed, StepMissing

MAX_DOCUMENTS = 6
"""Documents, or tries with one, before the attempt has failed."""
CLAIM_S = 60.0
"""How long a step may take until another delivery of it may try; reading a document takes seconds."""

_DOCUMENT_STAGES = frozenset({AttemptStage.QUALITY, AttemptStage.DOCUMENT, AttemptStage.FACE_MATCH})
_DECIDABLE = frozenset({Outcome.FAILED, Outcome.INCOMPLETE})
_NOT_CARRIED_OUT = frozenset({
    AttemptStage.LIVENESS, AttemptStage.DOCUMENT, AttemptStage.FACE_MATCH, AttemptStage.DUPLICATE_SEARCH,
})  # fmt: skip
"""What staff vouches for where no face is compared: that somebody is there, whose document it is, and that the bank
does not know them yet."""


class Step(StrEnum):
    """What a terminal may ask for after the verdict."""

    DOCUMENT = "document"
    ENROL = "enrol"
    AUTHENTICATE = "authenticate"


_STEPS = {Flow.ONBOARD: frozenset({Step.DOCUMENT, Step.ENROL}), Flow.AUTHENTICATE: frozenset({Step.AUTHENTICATE})}


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody is at work at a step, until this time (seconds since the epoch)."""

    step: Step
    worker: str
    until_s: float


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the customer of one challenge has come."""

    flow: Flow
    stage: AttemptStage = AttemptStage.LIVENESS
    outcome: Outcome = Outcome.OPEN
    reasons: tuple[str, ...] = ()
    """Codes of `StepReason`, `Reason` or `Finding`; of an abandoned attempt, what the terminal says."""
    documents: int = 0
    """How many were looked at."""
    accepted: bool = False
    """Whether one of them was accepted."""
    waived: frozenset[AttemptStage] = frozenset()
    """Stages that staff let the customer pass."""
    customer: str = field(default="", repr=False)
    """The bank's reference under which the enrolment was begun, or that the customer claims."""
    request_id: str = field(default="", repr=False)
    """Of the request that carries out the last step; repeating it gets the same answer."""
    claim: Claim | None = None
    without_face: bool = False
    """Whether the customer shows no face, and nobody but staff can say who they are."""

    @property
    def may_enrol(self) -> bool:
        """Whether a document was accepted, or staff let the customer pass without."""
        return self.accepted or bool(self.waived & _DOCUMENT_STAGES)

    @property
    def unsettled(self) -> bool:
        """Whether the last step was begun and has not ended."""
        return self.outcome is Outcome.OPEN and bool(self.request_id)

    @property
    def identified(self) -> bool:
        """Whether staff has said who a customer without a face is."""
        return self.without_face and bool(self.waived)

    @property
    def duplicates_waived(self) -> bool:
        """Whether staff let the customer pass although somebody alike is enrolled."""
        return AttemptStage.DUPLICATE_SEARCH in self.waived


def begin(flow: Flow, customer: str, passed: bool | None, reasons: Sequence[str]) -> Progress:
    """Where an attempt stands by its verdict alone; `passed` is None while there is none."""
    if passed is None:
        return Progress(flow, customer=customer)
    if not passed:
        outcome = Outcome.INCOMPLETE if waits_for_staff(tuple(reasons)) else Outcome.FAILED
        return Progress(flow, outcome=outcome, reasons=tuple(reasons), customer=customer)
    if flow is Flow.VERIFY:
        return Progress(flow, outcome=Outcome.APPROVED, customer=customer)
    stage = AttemptStage.DOCUMENT if flow is Flow.ONBOARD else AttemptStage.FACE_MATCH
    return Progress(flow, stage, customer=customer)


def begin_without_face(flow: Flow, customer: str) -> Progress:
    """Where an attempt stands that staff has begun for a customer who shows no face."""
    return Progress(flow, AttemptStage.REVIEW, customer=customer, without_face=True)


def claim(progress: Progress, step: Step, worker: str, now_s: float) -> Progress:
    """Let this worker take the step; raises LivenessNotPassed, ChallengeClosed, StepMissing and Busy."""
    if step not in _steps_of(progress):
        raise ChallengeClosed
    if progress.stage is AttemptStage.LIVENESS:
        raise LivenessNotPassed
    if progress.outcome is not Outcome.OPEN:
        raise ChallengeClosed
    if step is Step.ENROL and not progress.may_enrol:
        raise StepMissing("document")
    if step is Step.DOCUMENT and (progress.accepted or progress.request_id or _has_read_enough(progress)):
        raise ChallengeClosed
    _check_idle(progress, now_s)
    return replace(progress, claim=Claim(step, worker, now_s + CLAIM_S))


def _steps_of(progress: Progress) -> Collection[Step]:
    """Without a face there is nothing to authenticate, and in every flow a document that staff may have read."""
    steps = _STEPS.get(progress.flow, frozenset())
    return (steps | {Step.DOCUMENT}) - {Step.AUTHENTICATE} if progress.without_face else steps


def _has_read_enough(progress: Progress) -> bool:
    """Whether staff has decided already, or has had so many documents read that one of them should do."""
    return progress.without_face and (progress.identified or progress.documents >= MAX_DOCUMENTS)


def bind(progress: Progress, request_id: str, customer: str) -> Progress:
    """Bind the last step to one request and one customer, which cannot change any more; raises ChallengeClosed."""
    if progress.request_id and (progress.request_id, progress.customer) != (request_id, customer):
        raise ChallengeClosed
    return replace(progress, request_id=request_id, customer=customer)


def release(progress: Progress, *, undone: bool = True) -> Progress:
    """Nothing was decided: the step may be tried again, also by another request when nothing is left of this one."""
    return replace(progress, claim=None, request_id="" if undone else progress.request_id)


def record_document(
    progress: Progress, stage: AttemptStage, reasons: Sequence[StepReason | Finding], outcome: Outcome
) -> Progress:
    """One more document was looked at: accepted when nothing speaks against it.

    `outcome` is OPEN unless this document ends the attempt; the last one that may be tried does.
    """
    documents = progress.documents + 1
    after = replace(progress, documents=documents, stage=stage, claim=None)
    if not reasons:
        return replace(after, accepted=True, reasons=())
    if outcome is Outcome.OPEN and documents >= MAX_DOCUMENTS:
        return replace(after, outcome=Outcome.FAILED, reasons=(StepReason.TOO_MANY_DOCUMENTS, *reasons))
    return replace(after, outcome=outcome, reasons=tuple(reasons))


def record_reading(progress: Progress, reasons: Sequence[Finding]) -> Progress:
    """Staff had one more document read, and decides whatever was found on it."""
    return replace(progress, documents=progress.documents + 1, reasons=tuple(reasons), claim=None)


def end(progress: Progress, outcome: Outcome, stage: AttemptStage, reasons: Sequence[StepReason] = ()) -> Progress:
    """The attempt is over."""
    return replace(progress, outcome=outcome, stage=stage, reasons=tuple(reasons), claim=None)


def abandon(progress: Progress, untrusted_reason: str, now_s: float) -> Progress:
    """The customer left; raises ChallengeClosed when the attempt is over, and Busy while it may be any moment."""
    if progress.outcome is not Outcome.OPEN:
        raise ChallengeClosed
    _check_idle(progress, now_s)
    _check_settled(progress)
    return replace(progress, outcome=Outcome.ABANDONED, reasons=(untrusted_reason,), claim=None)


def send_to_review(progress: Progress, now_s: float) -> Progress:
    """A person looks at it later; raises ChallengeClosed, LivenessNotPassed and Busy."""
    _check_decidable(progress, now_s)
    return replace(
        progress, outcome=Outcome.INCOMPLETE, reasons=(*_without_review(progress), StepReason.SENT_TO_REVIEW)
    )


def override(progress: Progress, now_s: float) -> Progress:
    """Staff let the customer pass what speaks against them; raises ChallengeClosed, LivenessNotPassed, StepMissing and
    Busy.

    An onboarding goes on with the next step, every other flow is approved.
    """
    if progress.without_face:
        # Nothing speaks against a customer of whom nothing was measured.
        raise ChallengeClosed
    _check_decidable(progress, now_s)
    if progress.outcome is Outcome.OPEN and not progress.documents:
        if progress.waived:
            # The same decision, delivered again.
            return progress
        raise StepMissing("there is nothing to override yet")
    waived = progress.waived | {progress.stage}
    if progress.flow is not Flow.ONBOARD:
        return replace(progress, outcome=Outcome.APPROVED, reasons=(), waived=waived)
    stage = AttemptStage.DOCUMENT if progress.stage is AttemptStage.LIVENESS else progress.stage
    # Under a reference that is taken nobody was enrolled, and another one may be named.
    customer = "" if progress.stage is AttemptStage.ENROLMENT else progress.customer
    return replace(
        progress, outcome=Outcome.OPEN, stage=stage, reasons=(), waived=waived, request_id="", customer=customer
    )


def identify(progress: Progress, now_s: float) -> Progress:
    """Staff say that a customer without a face is whom they claim to be; raises ChallengeClosed and Busy.

    An onboarding goes on with the enrolment, every other flow is approved.
    """
    if not progress.without_face:
        raise ChallengeClosed
    if progress.identified and progress.outcome is Outcome.OPEN and not progress.unsettled:
        # The same decision, delivered again.
        return progress
    _check_decidable(progress, now_s)
    if progress.flow is not Flow.ONBOARD:
        return replace(progress, outcome=Outcome.APPROVED, reasons=(), waived=_NOT_CARRIED_OUT)
    # Under a reference that is taken nobody was enrolled, and another one may be named.
    customer = "" if progress.stage is AttemptStage.ENROLMENT else progress.customer
    return replace(
        progress,
        outcome=Outcome.OPEN,
        stage=AttemptStage.REVIEW,
        reasons=(),
        waived=_NOT_CARRIED_OUT,
        request_id="",
        customer=customer,
    )


def _check_decidable(progress: Progress, now_s: float) -> None:
    """Staff decide about what failed or stands still, and never about an attempt without a verdict."""
    if progress.outcome is Outcome.OPEN and progress.stage is AttemptStage.LIVENESS:
        raise LivenessNotPassed
    if progress.outcome not in _DECIDABLE | {Outcome.OPEN}:
        raise ChallengeClosed
    _check_idle(progress, now_s)
    _check_settled(progress)


def _check_settled(progress: Progress) -> None:
    """Raises Busy while nobody knows how the last step went: the same request has to be made again."""
    if progress.unsettled:
        raise Busy("the last step was begun and has not ended")


def _check_idle(progress: Progress, now_s: float) -> None:
    if progress.claim is not None and progress.claim.until_s > now_s:
        raise Busy("another delivery of the step is at work")


def _without_review(progress: Progress) -> Sequence[str]:
    return [reason for reason in progress.reasons if reason != StepReason.SENT_TO_REVIEW]
