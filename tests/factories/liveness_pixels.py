"""Frames with eyes that look somewhere, and with pictures of a room, for the evidence of liveness."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.faces.face_detail import FaceDetail, Point
from kiosk.domain.liveness.frames import (
    FACE_SIDE_PX,
    SCENE_HEIGHT_PX,
    SCENE_WIDTH_PX,
    FrameFacts,
    FramePixels,
    LightSample,
)

GREY = (0.2, 0.2, 0.2)
PLAIN = LightSample(GREY, GREY, GREY)
FLAT_FACE = bytes([128]) * FACE_SIDE_PX**2


def with_pupils(face: FaceDetail, place: float = 0.5) -> FaceDetail:
    """The same face with both pupils at this share of the way from the left to the right corner of the eye."""
    pupils = {}
    for eye in ("left", "right"):
        left, right = face.landmarks[f"{eye}EyeLeft"], face.landmarks[f"{eye}EyeRight"]
        pupils[f"{eye}Pupil"] = Point(left.x + place * (right.x - left.x), left.y + place * (right.y - left.y))
    return replace(face, landmarks={**face.landmarks, **pupils})


def without_pupils(face: FaceDetail) -> FaceDetail:
    """The same face as an engine without irises describes it."""
    return replace(face, landmarks={name: at for name, at in face.landmarks.items() if not name.endswith("Pupil")})


def textured_room(seed: int = 0, grain_px: int = 8) -> NDArray[np.float64]:
    """A scene twice as large as the picture of one, with edges in all directions."""
    rng = np.random.default_rng(seed)
    small = rng.uniform(30, 220, (2 * SCENE_HEIGHT_PX // grain_px, 2 * SCENE_WIDTH_PX // grain_px))
    return np.kron(small, np.ones((grain_px, grain_px)))


def scene(room: NDArray[np.float64], right_px: int = 0, down_px: int = 0) -> bytes:
    """The middle of the room, which has gone so far to the right and down."""
    top, left = SCENE_HEIGHT_PX // 2 - down_px, SCENE_WIDTH_PX // 2 - right_px
    return room[top : top + SCENE_HEIGHT_PX, left : left + SCENE_WIDTH_PX].astype(np.uint8).tobytes()


def with_scenes(frames: Sequence[FrameFacts], scenes: Sequence[bytes]) -> list[FrameFacts]:
    """The same frames, each with its picture of the scene."""
    pictures = zip(frames, scenes, strict=True)
    return [replace(frame, pixels=FramePixels(FLAT_FACE, seen, PLAIN)) for frame, seen in pictures]
