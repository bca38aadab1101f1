"""What staff see of an attempt: scores and pictures."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from math import isfinite

from kiosk.backend.challenge.records import ChallengeState
from kiosk.backend.flows.context import FlowContext
from kiosk.backend.flows.pictures import portrait_blob
from kiosk.backend.flows.records import FlowRecord
from kiosk.backend.flows.step_runner import admit_to_steps, load_flow
from kiosk.backend.metrics.quality import PORTRAIT, SELFIE
from kiosk.domain.identity.staff import StaffProof
from kiosk.domain.identity.step_results import Evidence


@dataclass(frozen=True, slots=True)
class EvidenceRequest:
    """Asks for the evidence of one attempt."""

    challenge_id: str
    token: str = field(repr=False)
    staff: StaffProof = field(repr=False)


def show_evidence(context: FlowContext, request: EvidenceRequest) -> Evidence:
    """All that staff may see, audited; raises AccessErrors, StaffRefused and ServiceErrors."""
    snapshot = admit_to_steps(context, request.challenge_id, request.token)
    context.staff.check(replace(request.staff, device=snapshot.record.plan.device))
    flow = load_flow(context, snapshot)
    context.audit.record(request.staff.staff_id, "evidence", flow.progress.customer)
    progress = flow.progress
    images = tuple(list_pictures(context, snapshot, flow))
    duplicates = () if flow.answer is None else flow.answer.duplicates
    fields = {} if flow.document is None else flow.document.fields
    scores = _scores(snapshot, flow)
    return Evidence(progress.outcome, progress.stage, progress.reasons, scores, images, duplicates, fields)


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
