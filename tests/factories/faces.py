"""Faces for tests: a generic head projected at any pose, and frames of an attempt made of them."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from kiosk.domain.faces.face_detail import Box, FaceDetail, Point, Pose, Quality
from kiosk.domain.liveness.challenge import Challenge, Stage
from kiosk.domain.liveness.frames import FrameFacts
from kiosk.domain.liveness.nose.challenge import NoseChallenge, is_aside
from kiosk.domain.liveness.nose.depth import HEAD_SHAPE

LOWER_FACE = {
    "mouthLeft": (-0.28, 0.72, -0.10),
    "mouthRight": (0.28, 0.72, -0.10),
    "mouthUp": (0.0, 0.64, -0.28),
    "mouthDown": (0.0, 0.85, -0.24),
    "midJawlineLeft": (-0.62, 0.80, 0.40),
    "midJawlineRight": (0.62, 0.80, 0.40),
    "chinBottom": (0.0, 1.20, -0.10),
}
PUPILS = {"leftPupil": (-0.346, -0.025, 0.0), "rightPupil": (0.346, -0.025, 0.0)}
EYE_WIDTH = 0.308
GAZE_LAG_PER_DEG = 0.0045
"""Of the eye's width: what eyes that stay on the screen lag behind a turn of the head."""
HEAD = {**HEAD_SHAPE, **LOWER_FACE}
NECK = np.array([0.0, 0.37, 0.65])
"""The axis of the neck, behind the tip of the nose."""
NOSE_BEFORE_NECK = NECK[2] - HEAD_SHAPE["nose"][2]


def head(
    yaw_deg: float = 0.0,
    *,
    centre: tuple[float, float] = (0.5, 0.5),
    size: float = 0.25,
    aspect: float = 4 / 3,
    stretch: float = 1.0,
    depth: float = 1.0,
    gaze_lag_per_deg: float = GAZE_LAG_PER_DEG,
    pitch_deg: float = 0.0,
) -> FaceDetail:
    """A head turned to the right of the image about its neck, or nodding; straight, its nose is at `centre`.

    `size` is the outer-eye distance in image heights, `stretch` narrows the face, `depth` 0 flattens it. The eyes stay
    on the screen unless `gaze_lag_per_deg` is 0.
    """
    yaw, pitch = np.radians(yaw_deg), np.radians(pitch_deg)
    landmarks = {}
    for name, position in {**HEAD, **PUPILS}.items():
        x, y, z = (np.array(position) - NECK) * (1, 1, depth)
        turned_x = (x * np.cos(yaw) - z * np.sin(yaw)) * stretch
        y = y * np.cos(pitch) - z * np.sin(pitch)
        if name in PUPILS:
            turned_x -= gaze_lag_per_deg * yaw_deg * EYE_WIDTH * stretch
        landmarks[name] = Point(centre[0] + turned_x * size / aspect, centre[1] + y * size)
    xs, ys = [p.x for p in landmarks.values()], [p.y for p in landmarks.values()]
    margin = 0.4 * size
    box = Box(min(xs), min(ys) - margin, max(xs) - min(xs), max(ys) - min(ys) + margin)
    return FaceDetail(box, landmarks, Pose(yaw_deg, pitch_deg, 0.0), Quality(60.0, 60.0), 99.0)


def frame(sequence: int, *faces: FaceDetail, at_s: float | None = None, stage: Stage = Stage.CHALLENGE) -> FrameFacts:
    """One analysed frame, 1/12 s after the one before unless said otherwise."""
    received_at_s = 1000 + sequence / 12 if at_s is None else at_s
    return FrameFacts(sequence, stage, received_at_s, f"{sequence:064x}", None, faces)


def turning(
    challenge: Challenge, *, to_deg: float = 20.0, frames: int = 24, hold: int = 5, **shape: float
) -> list[FrameFacts]:
    """Frames of somebody who looks straight, then turns to each target, until the nose is level with it, and stays."""
    assert isinstance(challenge, NoseChallenge)
    stays = [(0.0, 0.0, 0.5)] + [_held_pose(target, challenge, to_deg) for target in challenge.targets]
    poses = [stays[0]] * 4
    for leg, (before, after) in enumerate(pairwise(stays)):
        # The first turn is slow, those that follow as fast as people are.
        steps = frames if leg == 0 else frames // 3
        poses += [tuple(step) for step in np.linspace(before, after, steps)] + [after] * hold
    return [
        frame(i, head(yaw, pitch_deg=pitch, centre=(0.5, level), **shape))
        for i, (yaw, pitch, level) in enumerate(poses)
    ]


def _held_pose(target: Box, challenge: NoseChallenge, to_deg: float) -> tuple[float, float, float]:
    """Yaw and pitch with the nose in the target, and the level at which it would be without a nod."""
    if is_aside(target, challenge):
        return (to_deg if target.centre.x > 0.5 else -to_deg, 0.0, target.centre.y)
    nod_deg = float(np.degrees(np.arcsin((target.centre.y - 0.5) / (0.25 * NOSE_BEFORE_NECK))))
    return (0.0, nod_deg, 0.5)


def with_faces(frames: Sequence[FrameFacts], index: int, *faces: FaceDetail) -> list[FrameFacts]:
    """The same frames with other faces in one of them."""
    return [replace(each, faces=faces) if i == index else each for i, each in enumerate(frames)]
