"""Enrol the customer whose document was accepted, unless somebody alike is enrolled."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from kiosk.backend.attempts.transitions import MAX_DUPLICATES, list_named_duplicates
from kiosk.backend.challenge.records import ChallengeState
from kiosk.backend.flows.context import FlowContext
from kiosk.backend.flows.pictures import reference_image
from kiosk.backend.flows.pictures_to_enrol import PicturesToEnrol, choose_pictures
from kiosk.backend.flows.records import FlowRecord
from kiosk.backend.flows.step_runner import (
    admit_to_steps,
    check_reference,
    check_request_id,
    load_flow,
    record_progress,
    run_step,
    save,
)
from kiosk.backend.metrics.instrumented import count_step, current_counters
from kiosk.backend.ports import UserFound
from kiosk.domain.identity import flow_state
from kiosk.domain.identity.flow import AttemptStage, Outcome
from kiosk.domain.identity.flow_state import Progress, Step
from kiosk.domain.identity.step_reason import StepReason
from kiosk.domain.identity.step_results import Duplicate, FlowAnswer
from kiosk.errors import Busy, CustomerExists, FaceError, RequestInvalid

NEW_REFERENCE_DIGITS = 10
"""Of a reference that we make: what a keypad can type."""


@dataclass(frozen=True, slots=True)
class EnrolRequest:
    """Asks for the enrolment; whoever repeats the request with its id gets the same answer."""

    challenge_id: str
    token: str = field(repr=False)
    request_id: str = field(repr=False)
    customer: str = field(default="", repr=False)
    """The bank's reference; empty asks for a new one."""


@dataclass(frozen=True, slots=True)
class _Ended:
    """How the enrolment went."""

    outcome: Outcome
    stage: AttemptStage
    reasons: tuple[StepReason, ...] = ()
    duplicates: tuple[UserFound, ...] = ()
    faces: int = 0


_TOO_POOR = _Ended(Outcome.INCOMPLETE, AttemptStage.QUALITY, (StepReason.FACE_QUALITY_TOO_LOW,))
Images = Sequence[tuple[str, bytes]]
"""With their labels."""


def enrol(context: FlowContext, request: EnrolRequest) -> FlowAnswer:
    """Search for duplicates and enrol; raises AccessErrors, LockedOut, ChallengeErrors, StepErrors and ServiceErrors,
    after which nobody is enrolled who was not told so, or the same request ends what was begun."""
    snapshot = admit_to_steps(context, request.challenge_id, request.token)
    check_request_id(request.request_id)
    check_reference(request.customer)
    flow = load_flow(context, snapshot)
    if flow.answer is not None and flow.progress.request_id == request.request_id:
        record_progress(context, flow, {})
        return flow.answer
    customer = _customer(flow, request)
    return run_step(
        context,
        flow,
        Step.ENROL,
        lambda held: _enrol(context, snapshot, held),
        lambda progress: flow_state.bind(progress, request.request_id, customer),
        lambda held: _take_back(context, snapshot, held) and not flow.progress.request_id,
    )


def _customer(flow: FlowRecord, request: EnrolRequest) -> str:
    """Whom to enrol: the one that was named first, when the challenge was started or here. Raises RequestInvalid."""
    before = flow.progress.customer
    if before and request.customer and before != request.customer and flow.progress.outcome is Outcome.OPEN:
        raise RequestInvalid("customer")
    return before or request.customer or "".join(secrets.choice("0123456789") for _ in range(NEW_REFERENCE_DIGITS))


def _enrol(context: FlowContext, snapshot: ChallengeState, held: FlowRecord) -> FlowAnswer:
    with count_step() as counted:
        if held.progress.without_face:
            ended = _enrol_without_face(context, held)
        else:
            ended = _carry_out(context, snapshot, held, reference_image(context, snapshot))
    progress = flow_state.end(held.progress, ended.outcome, ended.stage, ended.reasons)
    duplicates = tuple(Duplicate(each.user, each.similarity) for each in ended.duplicates)
    answer = FlowAnswer(ended.outcome, ended.reasons, progress.customer, duplicates)
    flow = save(context, replace(held, progress=progress, answer=answer))
    found = {"duplicates": float(len(duplicates)), "enrolled_faces": float(ended.faces)}
    record_progress(context, flow, {**counted.measures("enrol_"), **found}, _details(ended.duplicates))
    return answer


def _enrol_without_face(context: FlowContext, held: FlowRecord) -> _Ended:
    """By the word of staff, who have looked at document and customer: nobody can be searched for."""
    customer = held.progress.customer
    try:
        # A process that was killed may have come this far.
        if not context.enrolments.is_enrolled_by(customer, held.challenge_id):
            context.enrolments.enrol_without_face(customer, held.challenge_id)
    except CustomerExists:
        if not context.enrolments.is_enrolled(customer):
            raise Busy("the customer is being enrolled") from None
        return _Ended(Outcome.INCOMPLETE, AttemptStage.ENROLMENT, (StepReason.CUSTOMER_EXISTS,))
    return _Ended(Outcome.APPROVED, AttemptStage.ENROLMENT)


def _carry_out(context: FlowContext, snapshot: ChallengeState, held: FlowRecord, selfie: bytes) -> _Ended:
    customer = held.progress.customer
    # By a process that was killed and had come this far.
    is_done = context.enrolments.holds(customer, selfie)
    if not is_done and context.enrolments.is_enrolled(customer):
        return _Ended(Outcome.INCOMPLETE, AttemptStage.ENROLMENT, (StepReason.CUSTOMER_EXISTS,))
    pictures = choose_pictures(context, snapshot, held, selfie)
    if is_done:
        return _looked_back(context, held, pictures.images, 0)
    return _enrolled(context, held, selfie, pictures)


def _enrolled(context: FlowContext, held: FlowRecord, selfie: bytes, pictures: PicturesToEnrol) -> _Ended:
    customer = held.progress.customer
    try:
        found = _others(context, held, pictures.images)
        if found:
            return _Ended(Outcome.FAILED, AttemptStage.DUPLICATE_SEARCH, (StepReason.DUPLICATE_FOUND,), found)
        if pictures.too_poor:
            return _TOO_POOR
        faces = context.enrolments.enrol(customer, pictures.images)
        current_counters().add("faces_indexed", faces)
    except CustomerExists:
        if not context.enrolments.is_enrolled(customer) or context.enrolments.holds(customer, selfie):
            raise Busy("the customer is being enrolled, perhaps by another delivery of this very request") from None
        return _Ended(Outcome.INCOMPLETE, AttemptStage.ENROLMENT, (StepReason.CUSTOMER_EXISTS,))
    except FaceError:
        return _TOO_POOR
    return _looked_back(context, held, pictures.images, faces)


def _looked_back(context: FlowContext, held: FlowRecord, images: Images, faces: int) -> _Ended:
    """Whether somebody else enrolled the same person while we did: then at least one of us takes it back."""
    found = _others(context, held, images)
    if not found:
        return _Ended(Outcome.APPROVED, AttemptStage.ENROLMENT, faces=faces)
    context.enrolments.erase(held.progress.customer)
    return _Ended(Outcome.FAILED, AttemptStage.DUPLICATE_SEARCH, (StepReason.DUPLICATE_FOUND,), found)


def _others(context: FlowContext, held: FlowRecord, images: Images) -> tuple[UserFound, ...]:
    """Who else is like any picture that the customer is enrolled with, most alike first; nobody when staff waived it.

    Raises NoFaceFound for a picture that shows nobody to the collections.
    """
    if held.progress.duplicates_waived:
        return ()
    threshold, similarity = context.challenges.settings.match.duplicate, dict[str, float]()
    counters = current_counters()
    for _, image in images:
        counters.add("face_searches")
        found = context.enrolments.find_duplicates(image, threshold)
        counters.add("search_faces_returned", len(found))
        for each in found:
            counters.record_highest("search_similarity", each.similarity)
            similarity[each.user] = max(each.similarity, similarity.get(each.user, 0.0))
    similarity.pop(held.progress.customer, None)
    alike = sorted(similarity.items(), key=lambda each: -each[1])
    # Whom the attempt does not name would stay in the answer when they are erased.
    return tuple(UserFound(*each) for each in alike[:MAX_DUPLICATES])


def _take_back(context: FlowContext, snapshot: ChallengeState, held: FlowRecord) -> bool:
    """Nobody is enrolled without being told so; whether that is sure. Raises ServiceErrors.

    What another delivery of the request has taken up, or has ended well, is its own: it or `settle` goes on from there.
    """
    now = context.flows.load(held.challenge_id)
    if now is not None and now.version != held.version and _goes_on(now.progress, held.progress):
        return False
    if is_enrolled_here(context, snapshot, held):
        context.enrolments.erase(held.progress.customer)
    return True


def is_enrolled_here(context: FlowContext, snapshot: ChallengeState, flow: FlowRecord) -> bool:
    """Whether the flow's customer is enrolled, and by this flow; raises LivenessNotPassed where nobody can tell."""
    if flow.progress.without_face:
        return context.enrolments.is_enrolled_by(flow.progress.customer, flow.challenge_id)
    return context.enrolments.holds(flow.progress.customer, reference_image(context, snapshot))


def _goes_on(now: Progress, before: Progress) -> bool:
    return now.request_id == before.request_id and now.outcome in (Outcome.OPEN, Outcome.APPROVED)


def _details(duplicates: Sequence[UserFound]) -> Mapping[str, str]:
    return list_named_duplicates([each.user for each in duplicates])
