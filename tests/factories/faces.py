"""Faces for tests: a generic head projected at any pose, and frames of an attempt made of them."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from kiosk.domain.faces.face_detail import Box, FaceDetail, Point, Pose, Quality
from kiosk.domain.liveness.challenge import Challenge, Stage
from kiosk.domain.liveness.frames import FrameFacts
from kiosk.domain.liveness.nose.challenge import NoseChallenge
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
HEAD = {**HEAD_SHAPE, **LOWER_FACE}
NECK = np.array([0.0, 0.37, 0.65])
"""The axis of the neck, behind the tip of the nose."""


def head(
    yaw_deg: float = 0.0,
    *,
    centre: tuple[float, float] = (0.5, 0.5),
    size: float = 0.25,
    aspect: float = 4 / 3,
    stretch: float = 1.0,
    depth: float = 1.0,
) -> FaceDetail:
    """A head turned to the right of the image about its neck; its nose is at `centre` when it looks straight.

    `size` is the outer-eye distance in image heights, `stretch` narrows the face, `depth` 0 flattens it.
    """
    yaw = np.radians(yaw_deg)
    landmarks = {}
    for name, position in HEAD.items():
        x, y, z = (np.array(position) - NECK) * (1, 1, depth)
        turned_x = (x * np.cos(yaw) - z * np.sin(yaw)) * stretch
        landmarks[name] = Point(centre[0] + turned_x * size / aspect, centre[1] + y * size)
    xs, ys = [p.x for p in landmarks.values()], [p.y for p in landmarks.values()]
    margin = 0.4 * size
    box = Box(min(xs), min(ys) - margin, max(xs) - min(xs), max(ys) - min(ys) + margin)
    return FaceDetail(box, landmarks, Pose(yaw_deg, 0.0, 0.0), Quality(60.0, 60.0), 99.0)


def frame(sequence: int, *faces: FaceDetail, at_s: float | None = None, stage: Stage = Stage.CHALLENGE) -> FrameFacts:
    """One analysed frame, 1/12 s after the one before unless said otherwise."""
    received_at_s = 1000 + sequence / 12 if at_s is None else at_s
    return FrameFacts(sequence, stage, received_at_s, f"{sequence:064x}", None, faces)


def turning(
    challenge: Challenge, *, to_deg: float = 20.0, frames: int = 24, hold: int = 5, **shape: float
) -> list[FrameFacts]:
    """Frames of somebody who looks straight, then turns until the nose is level with the target and stays there."""
    assert isinstance(challenge, NoseChallenge)
    level = challenge.nose_target.centre.y
    turns = [0.0] * 4 + list(np.linspace(0, to_deg, frames)) + [to_deg] * hold
    return [
        frame(i, head(turn * challenge.target_side, centre=(0.5, 0.5 + (level - 0.5) * turn / to_deg), **shape))
        for i, turn in enumerate(turns)
    ]


def with_faces(frames: Sequence[FrameFacts], index: int, *faces: FaceDetail) -> list[FrameFacts]:
    """The same frames with other faces in one of them."""
    return [replace(each, faces=faces) if i == index else each for i, each in enumerate(frames)]
