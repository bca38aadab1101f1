"""Read a document and compare its portrait with the face that passed the challenge."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from kiosk.backend.challenge.records import ChallengeState
from kiosk.backend.flows.context import FlowContext
from kiosk.backend.flows.face_quality_gate import GateResult, check_face_quality, judge_face_match
from kiosk.backend.flows.pictures import other_frames, page_blob, portrait_blob, reference_image
from kiosk.backend.flows.records import FlowRecord
from kiosk.backend.flows.step_runner import admit_to_steps, load_flow, record_progress, run_step, save
from kiosk.backend.metrics.instrumented import count_step
from kiosk.backend.metrics.quality import PORTRAIT, SELFIE
from kiosk.domain.documents.document import DocumentReading, Finding
from kiosk.domain.identity import flow_state
from kiosk.domain.identity.flow import AttemptStage, Outcome
from kiosk.domain.identity.flow_state import Step
from kiosk.domain.identity.step_reason import StepReason
from kiosk.domain.identity.step_results import DocumentAnswer, FaceMatch, Page
from kiosk.domain.images.document_pages import TERMINAL_PAGE_LIMITS, check_page_count
from kiosk.domain.images.limits import check_picture
from kiosk.errors import DocumentPagesInvalid, NoFaceFound
from kiosk.system.branch_time import date_at

_OF_THE_PICTURE = frozenset({
    Finding.NO_PAGE, Finding.GLARE, Finding.BLURRED, Finding.PAGE_TOO_SMALL, Finding.UNREADABLE, Finding.NO_PORTRAIT,
    Finding.SEVERAL_PORTRAITS, Finding.SEVERAL_DOCUMENTS, Finding.BLACK_AND_WHITE, Finding.KIND_NOT_ACCEPTED,
    Finding.PHOTO_PAGE_MISSING, Finding.ZONE_COVERED, Finding.ZONE_MISSING, Finding.OTHER_SIDE_MISSING,
})  # fmt: skip
"""With one of these another picture is asked for, before anybody is compared with a portrait that is hardly seen."""


@dataclass(frozen=True, slots=True)
class DocumentRequest:
    """The pages of one document as a terminal sends them; untrusted."""

    challenge_id: str
    token: str = field(repr=False)
    pages: Sequence[Page] = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Seen:
    """All that was found out about a document and the faces."""

    answer: DocumentAnswer
    stage: AttemptStage
    outcome: Outcome
    reasons: tuple[StepReason | Finding, ...]
    measures: Mapping[str, float]
    portrait: bytes | None = field(default=None, repr=False)


def read_document(context: FlowContext, request: DocumentRequest) -> DocumentAnswer:
    """Read the pages; raises AccessErrors, LockedOut, ChallengeErrors, StepErrors, DocumentErrors, ImageErrors and
    ServiceErrors.

    The same pages again get the same answer, and are not counted again.
    """
    snapshot = admit_to_steps(context, request.challenge_id, request.token)
    digest = _check(request.pages)
    flow = load_flow(context, snapshot)
    if flow.document is not None and flow.document_digest == digest and flow.progress.claim is None:
        record_progress(context, flow, {})
        return flow.document

    def read(held: FlowRecord) -> DocumentAnswer:
        if held.progress.without_face:
            return _read_for_staff(context, held, request.pages, digest)
        return _read(context, snapshot, held, request.pages, digest)

    return run_step(context, flow, Step.DOCUMENT, read)


def _read_for_staff(context: FlowContext, held: FlowRecord, pages: Sequence[Page], digest: str) -> DocumentAnswer:
    """What is printed, for staff who look at document and customer themselves: no face on it is compared, and no
    picture of it is kept. It is accepted by nobody but them."""
    with count_step() as counted:
        reading = context.reader.read([page.jpeg for page in pages], _today(context))
    fields = {name.value: value for name, value in reading.fields.items()}
    answer = DocumentAnswer(False, reading.kind, fields, tuple(reading.findings))
    progress = flow_state.record_reading(held.progress, reading.findings)
    flow = save(context, replace(held, progress=progress, document=answer, document_digest=digest))
    prefix = f"document_{progress.documents}_"
    record_progress(context, flow, {**counted.measures(prefix), "documents": float(progress.documents)})
    return answer


def _today(context: FlowContext) -> date:
    return date_at(context.challenges.clock(), context.challenges.settings.time_zone)


def _check(pages: Sequence[Page]) -> str:
    """The digest of the pages, if they can be read at all."""
    check_page_count(pages)
    if len({page.side for page in pages}) != len(pages):
        raise DocumentPagesInvalid
    digest = hashlib.sha256()
    for page in pages:
        check_picture(page.jpeg, TERMINAL_PAGE_LIMITS)
        digest.update(page.side.encode() + hashlib.sha256(page.jpeg).digest())
    return digest.hexdigest()


def _read(
    context: FlowContext, snapshot: ChallengeState, held: FlowRecord, pages: Sequence[Page], digest: str
) -> DocumentAnswer:
    with count_step() as counted:
        seen = _look(context, snapshot, held, [page.jpeg for page in pages])
    progress = flow_state.record_document(held.progress, seen.stage, seen.reasons, seen.outcome)
    names = _keep(context, held.challenge_id, pages, seen.portrait, digest)
    flow = save(context, replace(held, progress=progress, document=seen.answer, document_digest=digest))
    context.documents.keep_only(held.challenge_id, names)
    prefix = f"document_{progress.documents}_"
    record_progress(
        context, flow, {**seen.measures, **counted.measures(prefix), "documents": float(progress.documents)}
    )
    return seen.answer


def _look(context: FlowContext, snapshot: ChallengeState, held: FlowRecord, images: Sequence[bytes]) -> _Seen:
    selfie = reference_image(context, snapshot)
    gated = check_face_quality(context, held.progress.flow, SELFIE, selfie)
    if not gated.passed:
        # No other document helps against a face that was not seen well enough.
        answer, outcome = DocumentAnswer(False, quality=gated.failed), Outcome.INCOMPLETE
        return _Seen(answer, AttemptStage.QUALITY, outcome, (StepReason.FACE_QUALITY_TOO_LOW,), gated.measures)
    reading = context.reader.read(images, _today(context))
    frames = (selfie, *other_frames(context, snapshot))
    return _compare(context, held, frames, gated, reading)


def _compare(
    context: FlowContext, held: FlowRecord, frames: Sequence[bytes], gated: GateResult, reading: DocumentReading
) -> _Seen:
    portrait = None if reading.portrait is None else reading.portrait.jpeg
    of_portrait = (
        GateResult(0, ()) if portrait is None else check_face_quality(context, held.progress.flow, PORTRAIT, portrait)
    )
    findings = _findings(reading, of_portrait)
    match = None
    if portrait is not None and of_portrait.passed and not _OF_THE_PICTURE & {*findings}:
        match = _match(context, frames, portrait)
    answer = DocumentAnswer(
        accepted=reading.acceptable and not findings and of_portrait.passed and match is not None and match.is_match,
        kind=reading.kind,
        fields={name.value: value for name, value in reading.fields.items()},
        findings=tuple(findings),
        quality=of_portrait.failed,
        face_match=match,
    )
    measures = {**gated.measures, **of_portrait.measures}
    measures |= {} if match is None else match.scores
    return _Seen(answer, *_conclusion(answer, findings), measures, portrait)


def _findings(reading: DocumentReading, portrait: GateResult) -> list[Finding]:
    """The reader's, and that nobody else finds a face on what it takes for the portrait."""
    found = list(reading.findings)
    # A document without one is refused for that, or for what it follows from.
    if not portrait.faces and Finding.NO_PORTRAIT not in found and (reading.portrait is not None or not found):
        found.append(Finding.NO_PORTRAIT)
    return found


def _match(context: FlowContext, frames: Sequence[bytes], portrait: bytes) -> FaceMatch | None:
    """By the reference image, which comes first; no match when another frame that was kept shows somebody else."""
    selfie, *others = frames
    least = context.challenges.settings.judge.min_document_frame_similarity
    try:
        comparison = context.comparer.compare(selfie, portrait)
        threshold = context.challenges.settings.match.threshold(comparison.model_id)
        match = judge_face_match(comparison.similarity, threshold)
        same = match.is_match and all(context.comparer.compare(each, portrait).similarity >= least for each in others)
    except NoFaceFound:
        return None
    return match if same else replace(match, is_match=False)


def _conclusion(
    answer: DocumentAnswer, findings: Sequence[Finding]
) -> tuple[AttemptStage, Outcome, tuple[StepReason | Finding, ...]]:
    """Where the attempt stands now, whether it is over, and what speaks against the document."""
    match = answer.face_match
    if match is not None and not match.is_match:
        return AttemptStage.FACE_MATCH, Outcome.FAILED, (StepReason.FACE_MISMATCH, *findings)
    if findings:
        return AttemptStage.DOCUMENT, Outcome.OPEN, tuple(findings)
    if not answer.accepted:
        return AttemptStage.QUALITY, Outcome.OPEN, (StepReason.FACE_QUALITY_TOO_LOW,)
    return AttemptStage.FACE_MATCH, Outcome.OPEN, ()


def _keep(
    context: FlowContext, challenge_id: str, pages: Sequence[Page], portrait: bytes | None, digest: str
) -> frozenset[str]:
    """Store the images, and return their names, which nobody else gives to images of other pages."""
    images = {page_blob(page.side, digest): page.jpeg for page in pages}
    images |= {} if portrait is None else {portrait_blob(digest): portrait}
    for name, image in images.items():
        context.documents.put(challenge_id, name, image)
    return frozenset(images)
