"""What the frames in the target prove: how far the head turned, and that it has depth."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median

from kiosk.domain.liveness.frames import FrameFacts
from kiosk.domain.liveness.judge_policy import JudgePolicy
from kiosk.domain.liveness.nose.challenge import NoseChallenge
from kiosk.domain.liveness.nose.depth import mean_landmarks, nose_parallax, width_kept

REFERENCE_FRAMES = 5
REFERENCE_YAW_DEG = 1.5
"""The reference is the first few frames, as long as the head has not begun to turn."""


@dataclass(frozen=True, slots=True)
class TargetEvidence:
    """Medians over the frames in the target that prove everything at once; over all in the target if too few do."""

    first_sequence: int
    reached_at_s: float
    """When the first such frame arrived, by the backend's clock."""
    turn_deg: float
    nose_parallax: float
    width_kept: float
    good_frames: int


def reference_frames(frames: Sequence[FrameFacts]) -> tuple[FrameFacts, ...]:
    """The leading frames in which the customer still looks as at the start; every frame must show one face."""
    picked: list[FrameFacts] = []
    for frame in frames[:REFERENCE_FRAMES]:
        if abs(frame.faces[0].pose.yaw_deg - frames[0].faces[0].pose.yaw_deg) > REFERENCE_YAW_DEG:
            break
        picked.append(frame)
    return tuple(picked)


def turn_deg(reference: Sequence[FrameFacts], frame: FrameFacts, challenge: NoseChallenge) -> float:
    """Turn of the head since the reference, in degrees, positive towards the target's side."""
    straight = fmean(each.faces[0].pose.yaw_deg for each in reference)
    return (frame.faces[0].pose.yaw_deg - straight) * challenge.target_side


def measure_target(
    challenge: NoseChallenge, frames: Sequence[FrameFacts], policy: JudgePolicy
) -> TargetEvidence | None:
    """Measure the frames in the target, each of which shows one face; None when there are none."""
    inside = _inside(challenge, frames, policy)
    if not inside:
        return None
    reference = reference_frames(frames)
    measures = [_measure(reference, frame, challenge) for frame in inside]
    proving = [measure for measure in measures if _proves(measure, policy)]
    told = proving if len(proving) >= policy.min_target_frames else measures
    return TargetEvidence(
        first_sequence=inside[0].sequence,
        reached_at_s=inside[0].received_at_s,
        turn_deg=median(measure[0] for measure in told),
        nose_parallax=median(measure[1] for measure in told),
        width_kept=median(measure[2] for measure in told),
        good_frames=len(proving),
    )


def proving_frames(
    challenge: NoseChallenge, frames: Sequence[FrameFacts], policy: JudgePolicy
) -> tuple[FrameFacts, ...]:
    """The frames in the target that each carry all the evidence of a turn; every frame must show one face."""
    reference = reference_frames(frames)
    inside = _inside(challenge, frames, policy)
    return tuple(frame for frame in inside if _proves(_measure(reference, frame, challenge), policy))


def _inside(challenge: NoseChallenge, frames: Sequence[FrameFacts], policy: JudgePolicy) -> list[FrameFacts]:
    target = challenge.nose_target.enlarge(policy.target_tolerance)
    return [frame for frame in frames if target.contains(frame.faces[0].nose)]


def _measure(
    reference: Sequence[FrameFacts], frame: FrameFacts, challenge: NoseChallenge
) -> tuple[float, float, float]:
    straight = mean_landmarks([each.faces[0] for each in reference])
    face = frame.faces[0]
    rolls = (fmean(each.faces[0].pose.roll_deg for each in reference), face.pose.roll_deg)
    return (
        turn_deg(reference, frame, challenge),
        nose_parallax(straight, face.landmarks, challenge.aspect),
        width_kept(straight, face.landmarks, challenge.aspect, rolls),
    )


def _proves(measure: tuple[float, float, float], policy: JudgePolicy) -> bool:
    turn, parallax, width = measure
    return turn >= policy.min_turn_deg and parallax >= policy.min_nose_parallax and width >= policy.min_width_kept
