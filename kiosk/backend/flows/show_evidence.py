"""What staff see of an attempt: scores and pictures."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from math import isfinite

from kiosk.backend.challenge.records import ChallengeState
from kiosk.backend.flows.context import FlowContext
from kiosk.backend.flows.judged_measures import judge_measures
from kiosk.backend.flows.pictures import page_blob, portrait_blob
from kiosk.backend.flows.records import FlowRecord
from kiosk.backend.flows.step_runner import admit_to_steps, load_flow
from kiosk.backend.metrics.quality import PORTRAIT, SELFIE
from kiosk.domain.identity.staff import StaffProof, StaffTask
from kiosk.domain.identity.staff_actions import list_actions
from kiosk.domain.identity.step_results import Duplicate, Evidence, Side
from kiosk.errors import CustomerNotFound


@dataclass(frozen=True, slots=True)
class EvidenceRequest:
    """Asks for the evidence of one attempt."""

    challenge_id: str
    token: str = field(repr=False)
    staff: StaffProof = field(repr=False)


def show_evidence(context: FlowContext, request: EvidenceRequest) -> Evidence:
    """All that staff may see, audited; raises AccessErrors, StaffRefused and ServiceErrors."""
    snapshot = admit_to_steps(context, request.challenge_id, request.token)
    role = context.staff.check(replace(request.staff, device=snapshot.record.plan.device), StaffTask.EVIDENCE)
    flow = load_flow(context, snapshot)
    context.audit.record(request.staff.staff_id, "evidence", flow.progress.customer)
    progress = flow.progress
    duplicates = () if flow.answer is None else flow.answer.duplicates
    images = (*list_pictures(context, snapshot, flow), *_list_pages(context, flow), *_list_faces(context, duplicates))
    fields = {} if flow.document is None else flow.document.fields
    scores = _scores(snapshot, flow)
    unknown = () if snapshot.verdict is None else snapshot.verdict.not_measured
    return Evidence(
        outcome=progress.outcome,
        stage=progress.stage,
        reasons=progress.reasons,
        scores=scores,
        images=images,
        duplicates=duplicates,
        fields=fields,
        not_measured=unknown,
        measures=tuple(judge_measures(context, snapshot, flow)),
        actions=list_actions(progress, role, context.challenges.clock()),
        consent=snapshot.record.consent,
    )


def list_pictures(context: FlowContext, snapshot: ChallengeState, flow: FlowRecord) -> Iterator[tuple[str, bytes]]:
    """The reference image, the document's portrait and the audit images, as far as they are there."""
    challenges, challenge_id = context.challenges, flow.challenge_id
    kept = {*challenges.blobs.names(challenge_id)}
    for name, digest in _frames(context, snapshot):
        if digest in kept:
            yield name, challenges.blobs.get(challenge_id, digest)
    portrait = portrait_blob(flow.document_digest)
    if flow.document_digest and portrait in context.documents.names(challenge_id):
        yield PORTRAIT, context.documents.get(challenge_id, portrait)


def _list_pages(context: FlowContext, flow: FlowRecord) -> Iterator[tuple[str, bytes]]:
    """The pages of the document that was looked at last, as long as its pictures are kept."""
    kept = context.documents.names(flow.challenge_id) if flow.document_digest else ()
    for side in Side:
        name = page_blob(side, flow.document_digest)
        if name in kept:
            yield f"page-{side}", context.documents.get(flow.challenge_id, name)


def _list_faces(context: FlowContext, duplicates: Sequence[Duplicate]) -> Iterator[tuple[str, bytes]]:
    """One picture of each enrolled customer who looks like this one; who was erased meanwhile has none."""
    for number, duplicate in enumerate(duplicates, start=1):
        with suppress(CustomerNotFound):
            for image in context.enrolments.load_customer(duplicate.customer).images[:1]:
                yield f"duplicate-{number}", image.jpeg


def _frames(context: FlowContext, snapshot: ChallengeState) -> Iterator[tuple[str, str]]:
    """Name and digest of the frames that are kept."""
    verdict = snapshot.verdict
    if verdict is None:
        return
    digests = {frame.sequence: frame.digest for frame in context.challenges.store.frames(snapshot.record.challenge.id)}
    if verdict.reference_sequence in digests:
        yield SELFIE, digests[verdict.reference_sequence]
    for number, sequence in enumerate(verdict.audit_sequences, start=1):
        if sequence in digests:
            yield f"audit-{number}", digests[sequence]


def _scores(snapshot: ChallengeState, flow: FlowRecord) -> Mapping[str, float]:
    scores: dict[str, float] = {}
    verdict = snapshot.verdict
    if verdict is not None:
        scores |= {**verdict.evidence, "liveness": verdict.confidence}
        if verdict.face_match is not None:
            scores["id_photo_similarity"] = verdict.face_match
    for answer in (flow.document, flow.answer):
        if answer is not None and answer.face_match is not None:
            scores |= answer.face_match.scores
    if flow.answer is not None and flow.answer.duplicates:
        scores["duplicate_similarity"] = flow.answer.duplicates[0].similarity
    if flow.document is not None:
        measured = {f"{each.image}_{each.measure}": each.value for each in flow.document.quality}
        scores |= {name: value for name, value in measured.items() if value is not None}
    return {name: value for name, value in scores.items() if isfinite(value)}
