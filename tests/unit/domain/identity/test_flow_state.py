from collections.abc import Callable
from dataclasses import replace

import pytest

from kiosk.domain.documents.document import Finding
from kiosk.domain.identity import flow_state as steps
from kiosk.domain.identity.flow import AttemptStage, Flow, Outcome
from kiosk.domain.identity.flow_state import CLAIM_S, MAX_DOCUMENTS, Progress, Step
from kiosk.domain.identity.step_reason import StepReason
from kiosk.errors import Busy, ChallengeClosed, KioskError, LivenessNotPassed, StepMissing

NOW_S = 1000.0


def onboarding() -> Progress:
    return steps.begin(Flow.ONBOARD, "c-1", True, ())


def accepted() -> Progress:
    return steps.record_document(onboarding(), AttemptStage.FACE_MATCH, (), Outcome.OPEN)


def authentication() -> Progress:
    return steps.begin(Flow.AUTHENTICATE, "c-1", True, ())


def take(progress: Progress, step: Step, now_s: float = NOW_S) -> Progress:
    return steps.claim(progress, step, "worker", now_s)


def enrolling() -> Progress:
    return steps.bind(take(accepted(), Step.ENROL), "r1", "c-1")


@pytest.mark.parametrize(
    ("progress", "step", "error"),
    [
        (steps.begin(Flow.ONBOARD, "", None, ()), Step.DOCUMENT, LivenessNotPassed),
        (steps.begin(Flow.ONBOARD, "", False, ("NO_DEPTH",)), Step.DOCUMENT, LivenessNotPassed),
        (steps.begin(Flow.VERIFY, "", True, ()), Step.DOCUMENT, ChallengeClosed),
        (onboarding(), Step.ENROL, StepMissing),
        (onboarding(), Step.AUTHENTICATE, ChallengeClosed),
        (authentication(), Step.DOCUMENT, ChallengeClosed),
        (authentication(), Step.ENROL, ChallengeClosed),
        (accepted(), Step.DOCUMENT, ChallengeClosed),
        (enrolling(), Step.ENROL, Busy),
        (steps.release(enrolling()), Step.DOCUMENT, ChallengeClosed),
        (steps.end(accepted(), Outcome.APPROVED, AttemptStage.ENROLMENT), Step.ENROL, ChallengeClosed),
        (steps.end(authentication(), Outcome.FAILED, AttemptStage.FACE_MATCH), Step.AUTHENTICATE, ChallengeClosed),
        (steps.abandon(accepted(), "CUSTOMER_LEFT", NOW_S), Step.ENROL, ChallengeClosed),
    ],
)
def test_no_step_is_skipped_or_taken_after_the_end(progress: Progress, step: Step, error: type[KioskError]) -> None:
    with pytest.raises(error):
        take(progress, step)


def test_a_step_is_taken_once_at_a_time_until_its_worker_must_be_gone() -> None:
    held = take(onboarding(), Step.DOCUMENT)
    with pytest.raises(Busy):
        take(held, Step.DOCUMENT, NOW_S + CLAIM_S - 0.1)
    assert take(held, Step.DOCUMENT, NOW_S + CLAIM_S).claim is not None
    assert take(steps.release(held), Step.DOCUMENT).claim is not None


def test_the_last_step_belongs_to_one_request_and_one_customer() -> None:
    progress = enrolling()
    assert steps.bind(progress, "r1", "c-1") == progress
    for request_id, customer in (("r2", "c-1"), ("r1", "c-2")):
        with pytest.raises(ChallengeClosed):
            steps.bind(progress, request_id, customer)


def test_the_last_document_that_may_be_tried_ends_the_attempt() -> None:
    progress = onboarding()
    for _ in range(MAX_DOCUMENTS):
        assert progress.outcome is Outcome.OPEN
        progress = steps.record_document(progress, AttemptStage.DOCUMENT, (Finding.GLARE,), Outcome.OPEN)
    assert (progress.outcome, progress.reasons) == (Outcome.FAILED, ("TOO_MANY_DOCUMENTS", "GLARE"))


def refused(stage: AttemptStage, outcome: Outcome = Outcome.FAILED) -> Progress:
    return steps.record_document(onboarding(), stage, (Finding.EXPIRED,), outcome)


def duplicate() -> Progress:
    return steps.end(accepted(), Outcome.FAILED, AttemptStage.DUPLICATE_SEARCH, (StepReason.DUPLICATE_FOUND,))


@pytest.mark.parametrize(
    ("progress", "next_step"),
    [
        (steps.begin(Flow.ONBOARD, "c-1", False, ("NO_DEPTH",)), Step.DOCUMENT),
        (refused(AttemptStage.FACE_MATCH), Step.ENROL),
        (refused(AttemptStage.DOCUMENT, Outcome.OPEN), Step.ENROL),
        (refused(AttemptStage.QUALITY, Outcome.INCOMPLETE), Step.ENROL),
        (
            steps.end(accepted(), Outcome.FAILED, AttemptStage.DUPLICATE_SEARCH, (StepReason.DUPLICATE_FOUND,)),
            Step.ENROL,
        ),
        (steps.send_to_review(refused(AttemptStage.FACE_MATCH), NOW_S), Step.ENROL),
    ],
)
def test_an_override_lets_an_onboarding_pass_one_stage(progress: Progress, next_step: Step) -> None:
    after = steps.override(progress, NOW_S)
    assert (after.outcome, after.reasons) == (Outcome.OPEN, ())
    assert progress.stage in after.waived
    assert take(after, next_step).claim is not None
    assert steps.override(after, NOW_S) == after or after.documents
    assert after.duplicates_waived is (progress.stage is AttemptStage.DUPLICATE_SEARCH)


def test_an_override_of_liveness_waives_nothing_but_liveness() -> None:
    after = steps.override(steps.begin(Flow.ONBOARD, "c-1", False, ("NO_DEPTH",)), NOW_S)
    with pytest.raises(StepMissing):
        take(after, Step.ENROL)


def test_an_override_approves_what_ends_with_the_match() -> None:
    failed = steps.end(authentication(), Outcome.FAILED, AttemptStage.FACE_MATCH, (StepReason.FACE_MISMATCH,))
    assert steps.override(failed, NOW_S).outcome is Outcome.APPROVED


def test_after_a_taken_reference_another_one_may_be_named() -> None:
    taken = steps.end(enrolling(), Outcome.INCOMPLETE, AttemptStage.ENROLMENT, (StepReason.CUSTOMER_EXISTS,))
    again = take(steps.override(taken, NOW_S), Step.ENROL)
    assert steps.bind(again, "r2", "c-2").customer == "c-2"


Decide = Callable[[Progress, float], Progress]


@pytest.mark.parametrize("decide", [steps.override, steps.send_to_review])
@pytest.mark.parametrize(
    ("progress", "error"),
    [
        (steps.begin(Flow.ONBOARD, "", None, ()), LivenessNotPassed),
        (steps.end(accepted(), Outcome.APPROVED, AttemptStage.ENROLMENT), ChallengeClosed),
        (steps.abandon(accepted(), "CUSTOMER_LEFT", NOW_S), ChallengeClosed),
        (take(onboarding(), Step.DOCUMENT), Busy),
        (replace(enrolling(), claim=None), Busy),
    ],
)
def test_staff_decide_about_nothing_else(decide: Decide, progress: Progress, error: type[KioskError]) -> None:
    with pytest.raises(error):
        decide(progress, NOW_S)


def test_before_anything_failed_there_is_nothing_to_override() -> None:
    for progress in (onboarding(), authentication()):
        with pytest.raises(StepMissing):
            steps.override(progress, NOW_S)


def test_nobody_abandons_what_may_have_ended() -> None:
    with pytest.raises(Busy):
        steps.abandon(replace(enrolling(), claim=None), "CUSTOMER_LEFT", NOW_S)
    with pytest.raises(ChallengeClosed):
        steps.abandon(refused(AttemptStage.FACE_MATCH), "CUSTOMER_LEFT", NOW_S)
