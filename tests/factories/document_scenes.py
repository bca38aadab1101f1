"""Specimens before a camera: on a table of any pattern, turned, leaning, out of focus, in the light."""

from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.terminal.camera.demo.people import demo_person
from kiosk.terminal.camera.demo.specimen import SpecimenFields, draw_card, draw_passport

WIDTH_PX, HEIGHT_PX = 1280, 720
Image = NDArray[np.uint8]


@cache
def pages() -> dict[str, Image]:
    portrait = np.asarray(cv2.imread(str(demo_person())), dtype=np.uint8)
    front, back = draw_card(portrait, SpecimenFields())
    return {"front": front, "back": back, "passport": draw_passport(portrait, SpecimenFields())}


def table() -> Image:
    """Large soft patches of many colours."""
    small = np.random.default_rng(7).integers(40, 200, (6, 9, 3)).astype(np.uint8)
    return np.asarray(cv2.resize(small, (WIDTH_PX, HEIGHT_PX), interpolation=cv2.INTER_CUBIC), dtype=np.uint8)


def corners_of(page: Image, width_px: float, turn_deg: float = 0.0, lean: float = 0.0) -> NDArray[np.float32]:
    """Where the page's corners are, clockwise from its top left."""
    half = np.array([width_px, width_px * page.shape[0] / page.shape[1]]) / 2
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * half
    corners[:2] *= 1 - lean
    turn = np.radians(turn_deg)
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    return np.asarray(corners @ rotation.T + (WIDTH_PX / 2, HEIGHT_PX / 2), dtype=np.float32)


def before_the_camera(page: Image, corners: NDArray[np.float32], blur_px: float = 0.0) -> Image:
    """A frame of 1280x720 with some noise."""
    height, width = page.shape[:2]
    source = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(source, corners)
    frame = cv2.warpPerspective(page, matrix, (WIDTH_PX, HEIGHT_PX), table(), borderMode=cv2.BORDER_TRANSPARENT)
    if blur_px:
        frame = cv2.GaussianBlur(frame, (0, 0), blur_px)
    noise = np.random.default_rng(8).normal(0, 3, frame.shape)
    return np.clip(frame + noise, 0, 255).astype(np.uint8)
