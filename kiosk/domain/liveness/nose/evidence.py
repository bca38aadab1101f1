"""What the frames in the targets prove: how far the head turned for each, and that it has depth."""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.domain.faces.face_detail import Box, Point
from kiosk.domain.liveness.averages import fmean, median
from kiosk.domain.liveness.frames import FrameFacts
from kiosk.domain.liveness.judge_policy import JudgePolicy
from kiosk.domain.liveness.nose.challenge import NoseChallenge, is_aside, turn_towards
from kiosk.domain.liveness.nose.depth import mean_landmarks, nose_parallax, width_kept

REFERENCE_FRAMES = 5
REFERENCE_YAW_DEG = 1.5
"""The reference is the first few frames, as long as the head has not begun to turn."""


@dataclass(frozen=True, slots=True)
class TargetEvidence:
    """Medians over all frames in one target, from when it was its turn: who tries many poses proves none of them."""

    aside: bool
    """Whether the target asks for a turn to a side rather than for a nod."""
    first_sequence: int
    reached_at_s: float
    """When the first such frame arrived, by the backend's clock."""
    turn_deg: float
    """Towards the target, of yaw or pitch."""
    nose_parallax: float
    width_kept: float
    frames: int
    good_frames: int
    """In which the head is turned as far as is demanded."""


@dataclass(frozen=True, slots=True)
class Reference:
    """The customer looking straight at the start."""

    landmarks: dict[str, Point]
    yaw_deg: float
    pitch_deg: float
    roll_deg: float


def reference_frames(frames: Sequence[FrameFacts]) -> tuple[FrameFacts, ...]:
    """The leading frames in which the customer still looks as at the start; every frame must show one face."""
    picked: list[FrameFacts] = []
    for frame in frames[:REFERENCE_FRAMES]:
        if abs(frame.faces[0].pose.yaw_deg - frames[0].faces[0].pose.yaw_deg) > REFERENCE_YAW_DEG:
            break
        picked.append(frame)
    return tuple(picked)


def measure_reference(frames: Sequence[FrameFacts]) -> Reference:
    """Means of the leading frames; every frame must show one face, and there must be one."""
    faces = [frame.faces[0] for frame in reference_frames(frames)]
    return Reference(
        dict(mean_landmarks(faces)),
        fmean(face.pose.yaw_deg for face in faces),
        fmean(face.pose.pitch_deg for face in faces),
        fmean(face.pose.roll_deg for face in faces),
    )


def turn_deg(reference: Reference, frame: FrameFacts, target: Box, challenge: NoseChallenge) -> float:
    """How far the head has turned since the reference, in degrees, positive towards the target."""
    pose = frame.faces[0].pose
    return turn_towards(target, challenge, pose.yaw_deg - reference.yaw_deg, pose.pitch_deg - reference.pitch_deg)


def measure_targets(
    challenge: NoseChallenge, frames: Sequence[FrameFacts], policy: JudgePolicy
) -> tuple[TargetEvidence | None, ...]:
    """Measure the frames in each target, one after the other; None for one that the nose did not come to in its turn.

    Every frame must show one face.
    """
    found: list[TargetEvidence | None] = []
    visits = _visits(challenge, frames, policy)
    for index, target in enumerate(challenge.targets):
        inside = visits[index] if index < len(visits) else ()
        found.append(_measure(frames, inside, target, challenge, policy) if inside else None)
    return tuple(found)


def proving_frames(
    challenge: NoseChallenge, frames: Sequence[FrameFacts], policy: JudgePolicy
) -> tuple[tuple[FrameFacts, ...], ...]:
    """The frames in each target that was reached in which the head is turned; every frame must show one face."""
    if not frames:
        return ()
    reference = measure_reference(frames)
    visits = _visits(challenge, frames, policy)
    return tuple(
        tuple(frame for frame in inside if _is_turned(reference, frame, target, challenge, policy))
        for inside, target in zip(visits, challenge.targets, strict=False)
    )


def _visits(
    challenge: NoseChallenge, frames: Sequence[FrameFacts], policy: JudgePolicy
) -> tuple[tuple[FrameFacts, ...], ...]:
    """The frames in each target in the order of the targets, up to the first that was not reached.

    A target's frames end where enough of them were turned and the nose then left it, or else with the last frame.
    """
    if not frames:
        return ()
    reference, visits, at = measure_reference(frames), list[tuple[FrameFacts, ...]](), 0
    for target in challenge.targets:
        place, inside, turned = target.enlarge(policy.target_tolerance), list[FrameFacts](), 0
        while at < len(frames):
            frame = frames[at]
            if place.contains(frame.faces[0].nose):
                inside.append(frame)
                turned += _is_turned(reference, frame, target, challenge, policy)
            elif turned >= policy.min_target_frames:
                break
            at += 1
        visits.append(tuple(inside))
    return tuple(visits)


def _is_turned(
    reference: Reference, frame: FrameFacts, target: Box, challenge: NoseChallenge, policy: JudgePolicy
) -> bool:
    least_deg = policy.min_turn_deg if is_aside(target, challenge) else policy.min_nod_deg
    return turn_deg(reference, frame, target, challenge) >= least_deg


def _measure(
    frames: Sequence[FrameFacts],
    inside: Sequence[FrameFacts],
    target: Box,
    challenge: NoseChallenge,
    policy: JudgePolicy,
) -> TargetEvidence:
    reference = measure_reference(frames)
    faces = [frame.faces[0] for frame in inside]
    straight, aspect = reference.landmarks, challenge.aspect
    return TargetEvidence(
        aside=is_aside(target, challenge),
        first_sequence=inside[0].sequence,
        reached_at_s=inside[0].received_at_s,
        turn_deg=median(turn_deg(reference, frame, target, challenge) for frame in inside),
        nose_parallax=median(nose_parallax(straight, face.landmarks, aspect) for face in faces),
        width_kept=median(
            width_kept(straight, face.landmarks, aspect, (reference.roll_deg, face.pose.roll_deg)) for face in faces
        ),
        frames=len(inside),
        good_frames=sum(_is_turned(reference, frame, target, challenge, policy) for frame in inside),
    )
