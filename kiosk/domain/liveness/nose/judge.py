"""The judge of the nose challenge: all frames in, one verdict out.

Each rule is a function that yields the reasons it finds; a verdict passes when no rule finds any.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kiosk.domain.faces.face_detail import FaceDetail
from kiosk.domain.liveness.challenge import Stage
from kiosk.domain.liveness.evidence.context import part_agreement
from kiosk.domain.liveness.frame_stream_rules import stream_reasons, without_second_copies
from kiosk.domain.liveness.frames import FrameFacts, IdentityFacts
from kiosk.domain.liveness.judge_policy import JudgePolicy
from kiosk.domain.liveness.nose.challenge import NoseChallenge
from kiosk.domain.liveness.nose.evidence import (
    TargetEvidence,
    measure_reference,
    measure_targets,
    proving_frames,
    reference_frames,
    turn_deg,
)
from kiosk.domain.liveness.nose.gaps import Gap, find_gaps, gap_edges, gap_reasons, waited_s
from kiosk.domain.liveness.nose.weighed_evidence import STRONG, prior_of, reason_of, weigh_evidence
from kiosk.domain.liveness.verdict import Reason, Verdict
from kiosk.domain.liveness.weighing import Weighed, combine

OTHER_SIDE_DEG = 8.0
"""A turn this far away from the target counts as a turn to the other side."""


@dataclass(frozen=True, slots=True)
class _Attempt:
    challenge: NoseChallenge
    frames: tuple[FrameFacts, ...]
    """Of the challenge stage, in order."""
    policy: JudgePolicy
    complete: bool
    """Whether no frame of any stage is missing up to the last."""

    @property
    def single(self) -> tuple[FrameFacts, ...]:
        """Those that show exactly one face, each picture once."""
        return tuple(frame for frame in self.pictures if len(frame.faces) == 1)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Where the customer is not seen alone."""
        return find_gaps(self.frames, self.challenge)

    @property
    def pictures(self) -> tuple[FrameFacts, ...]:
        """The frames without the second copies that the sample's client sends."""
        return tuple(without_second_copies(self.frames))


def judge(
    challenge: NoseChallenge,
    frames: Sequence[FrameFacts],
    identity: IdentityFacts,
    policy: JudgePolicy,
    synthetic: bool,
) -> Verdict:
    """Decide; `frames` may come in any order and of any stage."""
    ordered = sorted(frames, key=lambda frame: frame.sequence)
    judged = tuple(frame for frame in ordered if frame.stage is Stage.CHALLENGE)
    if not judged:
        return _never_began(_approach_reason(ordered, challenge), identity, synthetic)
    complete = [frame.sequence for frame in ordered] == list(range(len(ordered)))
    attempt = _Attempt(challenge, judged, policy, complete)
    targets = measure_targets(challenge, attempt.single, policy)
    pieces = weigh_evidence(challenge, attempt.single, targets, policy, synthetic)
    sure = combine(pieces, prior_of(challenge))
    reasons = [*_reasons(attempt, targets, identity), *_light_reasons(attempt, pieces)]
    if reasons or not sure >= policy.min_confidence:
        against = _reasons_against(pieces, cut_short=bool(reasons))
        reasons = list(dict.fromkeys((*reasons, *against))) or [Reason.LOW_CONFIDENCE]
    measured = _measurements(attempt, targets, identity) | {
        piece.name: piece.value for piece in pieces if piece.value is not None
    }
    reference = reference_sequence(challenge, frames)
    return Verdict(
        passed=not reasons,
        reasons=tuple(reasons),
        confidence=0.0 if reasons and Reason.LOW_CONFIDENCE not in reasons else sure,
        evidence=measured,
        reference_sequence=reference,
        audit_sequences=_audit(attempt, targets),
        face_match=identity.document,
        synthetic=synthetic,
        not_measured=tuple(piece.name for piece in pieces if piece.value is None),
    )


def _light_reasons(attempt: _Attempt, pieces: Sequence[Weighed]) -> Iterator[Reason]:
    """Whether an answer to the light is demanded that is not there."""
    if not attempt.policy.demand_light or attempt.challenge.light is None:
        return
    margins = [piece.value for piece in pieces if piece.name == "light_answer"]
    if not all(value is not None and value >= attempt.policy.min_light_answer for value in margins or [None]):
        yield Reason.LIGHT_NOT_REFLECTED


def _reasons_against(pieces: Sequence[Weighed], *, cut_short: bool) -> Iterator[Reason]:
    """Which evidence spoke against the customer, when all together is not enough.

    Where a rule was broken as well, as by who leaves, nobody is told of what there was no time to measure.
    """
    against = (piece for piece in pieces if piece.log_odds <= -STRONG)
    return (reason_of(piece) for piece in against if piece.value is not None or not cut_short)


def reference_sequence(challenge: NoseChallenge, frames: Sequence[FrameFacts]) -> int | None:
    """The sharpest of the frames in which the customer still looks straight; None when no face was judged."""
    judged = sorted(
        (frame for frame in frames if frame.stage is Stage.CHALLENGE and len(frame.faces) == 1),
        key=lambda frame: frame.sequence,
    )
    straight = reference_frames(judged)
    if not straight:
        return None
    return max(straight, key=lambda frame: frame.faces[0].quality.sharpness).sequence


def proving_sequences(challenge: NoseChallenge, frames: Sequence[FrameFacts], policy: JudgePolicy) -> tuple[int, ...]:
    """The first frames that prove each turn, as many as a pass needs, and those beside each gap: whoever is on them has
    turned, and is the one who was there before."""
    judged = (frame for frame in frames if frame.stage is Stage.CHALLENGE and len(frame.faces) == 1)
    alone = sorted(judged, key=lambda frame: frame.sequence)
    proving = proving_frames(challenge, alone, policy)
    turned = (frame.sequence for inside in proving for frame in inside[: policy.min_target_frames])
    return tuple(dict.fromkeys((*turned, *gap_edges(alone))))


def _reasons(attempt: _Attempt, targets: Sequence[TargetEvidence | None], identity: IdentityFacts) -> Iterator[Reason]:
    yield from gap_reasons(attempt.gaps, attempt.challenge, identity, attempt.policy)
    if len(attempt.single) < attempt.policy.min_frames:
        yield Reason.TOO_FEW_FRAMES
    yield from _start_reasons(attempt)
    yield from _area_reasons(attempt)
    for index, evidence in enumerate(targets):
        if evidence is None:
            yield _missed_reason(attempt, index)
            break
        yield from _turn_reasons(attempt, index, evidence)
    if not attempt.complete:
        yield Reason.FRAMES_MISSING
    agreement = part_agreement(attempt.single)
    if agreement is not None and not agreement >= attempt.policy.min_part_agreement:
        yield Reason.ROOM_MOVED
    yield from stream_reasons(attempt.pictures, attempt.challenge, attempt.policy)
    yield from _person_reasons(attempt, identity)
    yield from _document_reasons(identity, attempt.policy)


def _approach_reason(frames: Sequence[FrameFacts], challenge: NoseChallenge) -> Reason:
    """Why the challenge never began: what was wrong most of the time."""
    found = Counter(_approach_fault(frame, challenge) for frame in frames)
    return found.most_common(1)[0][0] if found else Reason.TOO_FEW_FRAMES


def _approach_fault(frame: FrameFacts, challenge: NoseChallenge) -> Reason:
    if not frame.faces:
        return Reason.NO_FACE
    if len(frame.faces) > 1:
        return Reason.SEVERAL_FACES
    box = frame.faces[0].bounding_box
    small = 100 * box.area / challenge.face_area.area < challenge.min_face_area_percent - 20
    return Reason.FACE_TOO_SMALL if small else Reason.FACE_NOT_IN_AREA


def _start_reasons(attempt: _Attempt) -> Iterator[Reason]:
    if not attempt.single:
        return
    face, challenge, policy = attempt.single[0].faces[0], attempt.challenge, attempt.policy
    percent = 100 * face.bounding_box.area / challenge.face_area.area
    if percent < challenge.min_face_area_percent - policy.face_area_tolerance_percent:
        yield Reason.FACE_TOO_SMALL
    if not _inside(face, challenge, policy):
        yield Reason.FACE_NOT_IN_AREA
    if challenge.nose_target.contains(face.nose):
        yield Reason.TARGET_ALREADY_REACHED


def _area_reasons(attempt: _Attempt) -> Iterator[Reason]:
    if any(not _inside(frame.faces[0], attempt.challenge, attempt.policy) for frame in attempt.single[1:]):
        yield Reason.FACE_LEFT_AREA


def _inside(face: FaceDetail, challenge: NoseChallenge, policy: JudgePolicy) -> bool:
    return challenge.face_area.enlarge(policy.area_tolerance).holds(face.bounding_box)


def _person_reasons(attempt: _Attempt, identity: IdentityFacts) -> Iterator[Reason]:
    policy, proving = attempt.policy, {*proving_sequences(attempt.challenge, attempt.frames, attempt.policy)}
    # Written so that a similarity which is no number fails as well.
    unlike = {
        sequence: similarity
        for sequence, similarity in identity.same_person.items()
        if not similarity >= policy.min_same_person_similarity
    }
    few = len(unlike) <= policy.max_unlike_frames and all(
        similarity >= policy.min_unlike_similarity for similarity in unlike.values()
    )
    if not few or proving & {*unlike}:
        yield Reason.PERSON_CHANGED


def _document_reasons(identity: IdentityFacts, policy: JudgePolicy) -> Iterator[Reason]:
    # Turned faces resemble a document less; those of strangers still do not come near.
    if not all(value >= policy.min_document_frame_similarity for value in identity.document_frames.values()):
        yield Reason.FACE_MISMATCH
    if identity.document is not None and not identity.document >= policy.min_face_match_similarity:
        yield Reason.FACE_MISMATCH


def _missed_reason(attempt: _Attempt, index: int) -> Reason:
    """The nose never was in this target: turned the other way, or not far enough."""
    if index or not attempt.single:
        return Reason.TARGET_NOT_REACHED
    straight, target = measure_reference(attempt.single), attempt.challenge.nose_target
    turns = [turn_deg(straight, frame, target, attempt.challenge) for frame in attempt.single]
    other_side = -min(turns) >= OTHER_SIDE_DEG and max(turns) < OTHER_SIDE_DEG
    return Reason.WRONG_SIDE if other_side else Reason.TARGET_NOT_REACHED


def _turn_reasons(attempt: _Attempt, index: int, evidence: TargetEvidence) -> Iterator[Reason]:
    policy = attempt.policy
    usual_s = policy.nose_duration_s + index * policy.later_target_duration_s
    # Drawn up by the backend, but kept where a policy may since have become stricter.
    factor = min(attempt.challenge.time_factor, policy.longer_time_factor)
    allowed_s = factor * usual_s + waited_s(attempt.gaps)
    if evidence.reached_at_s - attempt.frames[0].received_at_s > allowed_s:
        yield Reason.TIMED_OUT
    if not evidence.good_frames >= policy.min_target_frames:
        least_deg = policy.min_turn_deg if evidence.aside else policy.min_nod_deg
        yield Reason.TOO_FEW_FRAMES if evidence.turn_deg >= least_deg else Reason.HEAD_NOT_TURNED


def _measurements(
    attempt: _Attempt, targets: Sequence[TargetEvidence | None], identity: IdentityFacts
) -> dict[str, float]:
    reached = [target for target in targets if target is not None]
    measured = {"frames": float(len(attempt.pictures)), "targets_reached": float(len(reached))}
    if reached:
        measured |= {
            "turn_deg": min(target.turn_deg for target in reached),
            "good_frames": float(min(target.good_frames for target in reached)),
            "seconds": reached[-1].reached_at_s - attempt.frames[0].received_at_s,
        }
    if attempt.challenge.time_factor != 1:
        measured["time_factor"] = attempt.challenge.time_factor
    if identity.same_person:
        measured["same_person"] = min(identity.same_person.values())
    if identity.document_frames:
        measured["document_frames"] = min(identity.document_frames.values())
    if identity.person is not None:
        measured |= {
            "frames_compared": float(identity.person.compared_frames),
            "frames_not_compared": float(identity.judged_frames - identity.person.compared_frames),
            "strange_frames": float(identity.person.strange_frames),
        }
    return measured


def _audit(attempt: _Attempt, targets: Sequence[TargetEvidence | None]) -> tuple[int, ...]:
    """Up to four frames worth keeping: start, first and last target, last."""
    frames = attempt.frames
    reached = [target.first_sequence for target in targets if target is not None] or [frames[len(frames) // 2].sequence]
    return tuple(sorted({frames[0].sequence, reached[0], reached[-1], frames[-1].sequence}))


def _never_began(reason: Reason, identity: IdentityFacts, synthetic: bool) -> Verdict:
    return Verdict(
        passed=False,
        reasons=(reason,),
        confidence=0.0,
        evidence={},
        reference_sequence=None,
        audit_sequences=(),
        face_match=identity.document,
        synthetic=synthetic,
    )
