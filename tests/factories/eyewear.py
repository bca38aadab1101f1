"""Glasses, drawn onto faces."""

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.vision.photo_faces import PhotoFaceFinder

Image = NDArray[np.uint8]
Points = NDArray[np.float32]
EYES = ((33, 133), (362, 263))
DARK = (30, 28, 30)


def with_frames(picture: Image) -> Image:
    """Round lenses in a dark frame."""
    return draw_frames(picture, mesh_of(picture))


def with_sunglasses(picture: Image) -> Image:
    """Dark lenses in a dark frame."""
    return draw_sunglasses(picture, mesh_of(picture))


def draw_frames(picture: Image, points: Points) -> Image:
    drawn, lenses = picture.copy(), _lenses(points)
    thick_px = max(int(0.045 * np.linalg.norm(points[263, :2] - points[33, :2])), 1)
    for centre, width in lenses:
        cv2.polylines(drawn, [_ellipse(centre, width)], True, DARK, thick_px, cv2.LINE_AA)
    (left, width_left), (right, width_right) = lenses
    ends = ((left[0] + width_left / 2, left[1]), (right[0] - width_right / 2, right[1]))
    a, b = ((int(x), int(y)) for x, y in ends)
    cv2.line(drawn, a, b, DARK, thick_px, cv2.LINE_AA)
    return drawn


def draw_sunglasses(picture: Image, points: Points) -> Image:
    drawn = picture.copy()
    for centre, width in _lenses(points):
        cv2.fillPoly(drawn, [_ellipse(centre, width)], DARK)
    return draw_frames(drawn, points)


def mesh_of(picture: Image) -> Points:
    with PhotoFaceFinder() as finder:
        return finder.find(np.ascontiguousarray(picture[..., ::-1]), 1)[0].points


def _lenses(points: Points) -> list[tuple[Points, float]]:
    ends = [points[list(corners), :2] for corners in EYES]
    return [(pair.mean(axis=0), 1.6 * float(np.linalg.norm(pair[0] - pair[1]))) for pair in ends]


def _ellipse(centre: Points, width: float) -> NDArray[np.int32]:
    turn = np.linspace(0, 2 * np.pi, 40)
    return np.asarray(centre + np.c_[width * np.cos(turn), 0.85 * width * np.sin(turn)] / 2, dtype=np.int32)
