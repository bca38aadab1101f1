"""The judge of the nose challenge: all frames in, one verdict out.

Each rule is a function that yields the reasons it finds; a verdict passes when no rule finds any.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kiosk.domain.faces.face_detail import FaceDetail
from kiosk.domain.liveness.challenge import Stage
from kiosk.domain.liveness.frame_stream_rules import stream_reasons, without_second_copies
from kiosk.domain.liveness.frames import FrameFacts, IdentityFacts
from kiosk.domain.liveness.judge_policy import JudgePolicy
from kiosk.domain.liveness.nose.challenge import NoseChallenge
from kiosk.domain.liveness.nose.confidence import confidence
from kiosk.domain.liveness.nose.evidence import (
    TargetEvidence,
    measure_target,
    proving_frames,
    reference_frames,
    turn_deg,
)
from kiosk.domain.liveness.verdict import Reason, Verdict

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
        return _verdict([_approach_reason(ordered, challenge)], {}, 0.0, None, (), identity, synthetic)
    complete = [frame.sequence for frame in ordered] == list(range(len(ordered)))
    attempt = _Attempt(challenge, judged, policy, complete)
    evidence = measure_target(challenge, attempt.single, policy)
    reasons = list(dict.fromkeys(_reasons(attempt, evidence, identity)))
    measured = _measurements(attempt, evidence, identity)
    sure = confidence(measured, policy)
    if not reasons and sure < policy.min_confidence:
        reasons.append(Reason.LOW_CONFIDENCE)
    reference = reference_sequence(challenge, frames)
    return _verdict(reasons, measured, sure, reference, _audit(attempt, evidence), identity, synthetic)


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
    """The first frames that prove the turn, as many as a pass needs: whoever is on them has turned."""
    judged = (frame for frame in frames if frame.stage is Stage.CHALLENGE and len(frame.faces) == 1)
    proving = proving_frames(challenge, sorted(judged, key=lambda frame: frame.sequence), policy)
    return tuple(frame.sequence for frame in proving[: policy.min_target_frames])


def _reasons(attempt: _Attempt, evidence: TargetEvidence | None, identity: IdentityFacts) -> Iterator[Reason]:
    yield from _face_reasons(attempt)
    yield from _start_reasons(attempt)
    yield from _area_reasons(attempt)
    if evidence is None:
        yield _missed_reason(attempt)
    else:
        yield from _turn_reasons(attempt, evidence)
    if not attempt.complete:
        yield Reason.FRAMES_MISSING
    yield from stream_reasons(attempt.pictures, attempt.challenge, attempt.policy)
    yield from _identity_reasons(identity, attempt.policy)


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


def _face_reasons(attempt: _Attempt) -> Iterator[Reason]:
    if any(len(frame.faces) > 1 for frame in attempt.frames):
        yield Reason.SEVERAL_FACES
    if any(not frame.faces for frame in attempt.frames):
        yield Reason.FACE_LOST
    if len(attempt.pictures) < attempt.policy.min_frames:
        yield Reason.TOO_FEW_FRAMES


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


def _identity_reasons(identity: IdentityFacts, policy: JudgePolicy) -> Iterator[Reason]:
    # Written so that a similarity which is no number fails as well.
    if not all(similarity >= policy.min_same_person_similarity for similarity in identity.same_person.values()):
        yield Reason.PERSON_CHANGED
    if identity.document is not None and not identity.document >= policy.min_face_match_similarity:
        yield Reason.FACE_MISMATCH


def _missed_reason(attempt: _Attempt) -> Reason:
    """The nose never was in the target: turned the other way, or not far enough."""
    straight = reference_frames(attempt.single)
    turns = [turn_deg(straight, frame, attempt.challenge) for frame in attempt.single]
    other_side = bool(turns) and -min(turns) >= OTHER_SIDE_DEG and max(turns) < OTHER_SIDE_DEG
    return Reason.WRONG_SIDE if other_side else Reason.TARGET_NOT_REACHED


def _turn_reasons(attempt: _Attempt, evidence: TargetEvidence) -> Iterator[Reason]:
    policy = attempt.policy
    if evidence.reached_at_s - attempt.frames[0].received_at_s > policy.nose_duration_s:
        yield Reason.TIMED_OUT
    if evidence.good_frames >= policy.min_target_frames:
        return
    shown = tuple(_missing_evidence(evidence, policy))
    yield from shown or (Reason.TOO_FEW_FRAMES,)


def _missing_evidence(evidence: TargetEvidence, policy: JudgePolicy) -> Iterator[Reason]:
    if evidence.turn_deg < policy.min_turn_deg:
        yield Reason.HEAD_NOT_TURNED
    if evidence.nose_parallax < policy.min_nose_parallax:
        yield Reason.NO_DEPTH
    if evidence.width_kept < policy.min_width_kept:
        yield Reason.FACE_DEFORMED


def _measurements(attempt: _Attempt, evidence: TargetEvidence | None, identity: IdentityFacts) -> Mapping[str, float]:
    measured: dict[str, float] = {"frames": float(len(attempt.pictures))}
    if evidence is not None:
        measured |= {
            "turn_deg": evidence.turn_deg,
            "nose_parallax": evidence.nose_parallax,
            "width_kept": evidence.width_kept,
            "good_frames": float(evidence.good_frames),
            "seconds": evidence.reached_at_s - attempt.frames[0].received_at_s,
        }
    if identity.same_person:
        measured["same_person"] = min(identity.same_person.values())
    return measured


def _audit(attempt: _Attempt, evidence: TargetEvidence | None) -> tuple[int, ...]:
    """Up to four frames worth keeping: start, middle, first in the target, last."""
    frames = attempt.frames
    picked = [frames[0].sequence, frames[len(frames) // 2].sequence]
    if evidence is not None:
        picked.append(evidence.first_sequence)
    picked.append(frames[-1].sequence)
    return tuple(sorted(set(picked)))


def _verdict(
    reasons: Sequence[Reason],
    measured: Mapping[str, float],
    sure: float,
    reference: int | None,
    audit: tuple[int, ...],
    identity: IdentityFacts,
    synthetic: bool,
) -> Verdict:
    return Verdict(
        passed=not reasons,
        reasons=tuple(reasons),
        confidence=0.0 if reasons and Reason.LOW_CONFIDENCE not in reasons else sure,
        evidence=measured,
        reference_sequence=reference,
        audit_sequences=audit,
        face_match=identity.document,
        synthetic=synthetic,
    )
