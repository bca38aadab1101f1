"""Compare whoever passed the challenge with the customer whom they claim to be."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kiosk.backend.challenge.records import ChallengeState
from kiosk.backend.flows.context import FlowContext
from kiosk.backend.flows.face_quality_gate import GateResult, check_face_quality, judge_face_match
from kiosk.backend.flows.pictures import other_frames, reference_image
from kiosk.backend.flows.records import FlowRecord
from kiosk.backend.flows.step_runner import admit_to_steps, check_request_id, load_flow, record_progress, run_step, save
from kiosk.backend.metrics.instrumented import count_step, current_counters
from kiosk.backend.metrics.quality import SELFIE
from kiosk.domain.identity import flow_state
from kiosk.domain.identity.flow import AttemptStage, Outcome
from kiosk.domain.identity.flow_state import Step
from kiosk.domain.identity.step_reason import StepReason
from kiosk.domain.identity.step_results import FaceMatch, FlowAnswer
from kiosk.errors import CustomerNotFound, NoFaceFound


@dataclass(frozen=True, slots=True)
class AuthenticateRequest:
    """Asks for the match; whoever repeats the request with its id gets the same answer."""

    challenge_id: str
    token: str = field(repr=False)
    request_id: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Ended:
    """How the authentication went."""

    answer: FlowAnswer
    """What whoever asked is told."""
    stage: AttemptStage
    recorded: tuple[StepReason, ...] = ()
    """What staff and the record of the attempt are told."""


class _NoFaceEnrolled(Exception):
    """There is nothing to compare with: staff identifies this customer. Whoever asked is told what strangers hear."""


def authenticate(context: FlowContext, request: AuthenticateRequest) -> FlowAnswer:
    """Match with the customer whom the challenge was started for; raises AccessErrors, LockedOut, ChallengeErrors,
    StepErrors and ServiceErrors."""
    snapshot = admit_to_steps(context, request.challenge_id, request.token)
    check_request_id(request.request_id)
    flow = load_flow(context, snapshot)
    if flow.answer is not None and flow.progress.request_id == request.request_id:
        _conclude(context, flow, {})
        return flow.answer
    return run_step(
        context,
        flow,
        Step.AUTHENTICATE,
        lambda held: _authenticate(context, snapshot, held),
        lambda progress: flow_state.bind(progress, request.request_id, progress.customer),
    )


def _authenticate(context: FlowContext, snapshot: ChallengeState, held: FlowRecord) -> FlowAnswer:
    selfie = reference_image(context, snapshot)
    with count_step() as counted:
        gated = check_face_quality(context, held.progress.flow, SELFIE, selfie)
        ended = _answer(context, held.progress.customer, gated, (selfie, *other_frames(context, snapshot)))
    answer = ended.answer
    progress = flow_state.end(held.progress, answer.outcome, ended.stage, ended.recorded)
    flow = save(context, replace(held, progress=progress, answer=answer))
    scores = {} if answer.face_match is None else answer.face_match.scores
    _conclude(context, flow, {**gated.measures, **counted.measures("authenticate_"), **scores})
    return answer


def _answer(context: FlowContext, customer: str, gated: GateResult, frames: Sequence[bytes]) -> _Ended:
    """Who is not enrolled is told what a stranger to the customer is told; staff and the record know better."""
    if not gated.passed:
        return _unseen(customer)
    try:
        match = _match(context, customer, frames)
    except CustomerNotFound:
        return _mismatch(customer, FaceMatch(is_match=False), StepReason.CUSTOMER_NOT_FOUND)
    except _NoFaceEnrolled:
        return _mismatch(customer, FaceMatch(is_match=False), StepReason.NO_FACE_ENROLLED)
    except NoFaceFound:
        return _unseen(customer)
    if match.is_match:
        return _Ended(FlowAnswer(Outcome.APPROVED, (), customer, face_match=match), AttemptStage.FACE_MATCH)
    return _mismatch(customer, match, StepReason.FACE_MISMATCH)


def _unseen(customer: str) -> _Ended:
    reasons = (StepReason.FACE_QUALITY_TOO_LOW,)
    return _Ended(FlowAnswer(Outcome.INCOMPLETE, reasons, customer), AttemptStage.QUALITY, reasons)


def _mismatch(customer: str, match: FaceMatch, recorded: StepReason) -> _Ended:
    answer = FlowAnswer(Outcome.FAILED, (StepReason.FACE_MISMATCH,), customer, face_match=match)
    return _Ended(answer, AttemptStage.FACE_MATCH, (recorded,))


def _match(context: FlowContext, customer: str, frames: Sequence[bytes]) -> FaceMatch:
    """By the reference image, which comes first; no match when another customer is more alike, however alike this one
    is, or when another frame that was kept shows somebody else: the session was passed by whoever is on all of them."""
    selfie, *others = frames
    similarity, is_nearest = _search(context, customer, selfie)
    threshold = context.challenges.settings.match.threshold(context.enrolments.model_version)
    match = judge_face_match(similarity, threshold)
    if not match.is_match:
        return match
    least = context.challenges.settings.judge.min_document_frame_similarity
    same = is_nearest and all(_search(context, customer, frame)[0] >= least for frame in others)
    return match if same else replace(match, is_match=False)


def _search(context: FlowContext, customer: str, image: bytes) -> tuple[float, bool]:
    """How like the customer the face is, and whether nobody else is more alike."""
    likeness, counters = context.enrolments.likeness(customer, image), current_counters()
    if not likeness.has_face:
        raise _NoFaceEnrolled
    counters.add("face_searches")
    counters.record_highest("search_similarity", likeness.similarity)
    counters.add("search_faces_returned", len(likeness.others) + 1)
    return likeness.similarity, not likeness.others


def _conclude(context: FlowContext, flow: FlowRecord, measures: dict[str, float]) -> None:
    """What follows from the answer; may be done twice."""
    record_progress(context, flow, measures)
    if flow.progress.outcome is Outcome.APPROVED and not flow.progress.waived:
        context.enrolments.mark_seen(flow.progress.customer)
