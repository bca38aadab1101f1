"""A page printed and photographed: in dots of one grid an ink, as presses and laser printers do, or in scattered drops,
as inkjets do."""

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.factories.documents.sheet import Image

ANGLES_DEG = (15.0, 75.0, 0.0, 45.0)
"""Of the grids of cyan, magenta, yellow and black."""
SAMPLES = 2
"""Of each pixel of the camera, along each side."""

Plane = NDArray[np.float32]


def photographed_print(image: Image, random: np.random.Generator, pitch_px: float) -> Image:
    """The page as it was printed, with dots so many of the camera's pixels apart."""
    high, wide = image.shape[:2]
    large = cv2.resize(image, (SAMPLES * wide, SAMPLES * high), interpolation=cv2.INTER_CUBIC).astype(np.float32) / 255
    inks = np.float32(1) - large[..., ::-1]
    black = inks.min(axis=2)
    shares = [*(inks[..., channel] - black for channel in range(3)), black]
    dots = [_dots(share, pitch_px * SAMPLES, angle) for share, angle in zip(shares, ANGLES_DEG, strict=True)]
    rgb = [(1 - 0.92 * ink) * (1 - 0.95 * dots[3]) for ink in dots[:3]]
    seen = cv2.resize(np.stack(rgb[::-1], axis=2), (wide, high), interpolation=cv2.INTER_AREA)
    return _photographed(seen, random)


def photographed_inkjet(image: Image, random: np.random.Generator, drops_a_px: float) -> Image:
    """The page in scattered drops of four inks, so many to a pixel of the camera along each side."""
    high, wide = image.shape[:2]
    times = max(round(drops_a_px), 1)
    large = cv2.resize(image, (times * wide, times * high), interpolation=cv2.INTER_CUBIC).astype(np.float32) / 255
    inks = np.clip(np.float32(1) - large[..., ::-1], 0, 1)
    black = inks.min(axis=2)
    shares = [*(inks[..., channel] - black for channel in range(3)), black]
    drops = [cv2.GaussianBlur(_scattered(share, random), (0, 0), 0.55) for share in shares]
    rgb = [(1 - 0.9 * ink) * (1 - 0.93 * drops[3]) for ink in drops[:3]]
    seen = cv2.resize(np.stack(rgb[::-1], axis=2), (wide, high), interpolation=cv2.INTER_AREA)
    return _photographed(seen, random)


def in_greys(image: Image) -> Image:
    """As a copier without colours takes it."""
    grey = cv2.GaussianBlur(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), (0, 0), 0.6).astype(np.float32)
    copied = np.clip((grey - 128) * 1.25 + 140, 0, 255).astype(np.uint8)
    return np.repeat(copied[..., None], 3, axis=2)


def on_white_paper(image: Image, random: np.random.Generator) -> Image:
    """A copy in the middle of its sheet, of which some is seen around it."""
    high, wide = image.shape[:2]
    room = round(0.12 * wide)
    sheet = np.full((high + 2 * room, wide + 2 * room, 3), (243, 245, 246), dtype=np.float32)
    sheet[room : room + high, room : room + wide] = image
    return np.clip(sheet + random.normal(0, 2, sheet.shape), 0, 255).astype(np.uint8)


def _scattered(share: Plane, random: np.random.Generator) -> Plane:
    """Where there are drops: as many as the ink's share asks for, and no two nearer than they must be."""
    size = 256
    noise = random.random((size, size), dtype=np.float32)
    # What is left of noise without its coarse parts keeps its peaks apart.
    fine = noise - cv2.GaussianBlur(noise, (0, 0), 1.2, borderType=cv2.BORDER_REFLECT)
    levels = (fine.ravel().argsort().argsort().astype(np.float32) / fine.size).reshape(fine.shape)
    high, wide = share.shape
    tiled = np.tile(levels, (high // size + 1, wide // size + 1))[:high, :wide]
    return np.asarray(tiled < share, dtype=np.float32)


def _photographed(seen: NDArray[np.generic], random: np.random.Generator) -> Image:
    blurred = cv2.GaussianBlur(np.asarray(seen, dtype=np.float32), (0, 0), 0.6) * 235 + 10
    return np.clip(blurred + random.normal(0, 2, blurred.shape), 0, 255).astype(np.uint8)


def _dots(share: Plane, pitch_px: float, angle_deg: float) -> Plane:
    """Where there is ink: round dots, larger where there is more of it."""
    down, across = np.indices(share.shape, dtype=np.float32)
    angle = np.radians(angle_deg)
    u = (across * np.cos(angle) + down * np.sin(angle)) * np.float32(2 * np.pi / pitch_px)
    v = (down * np.cos(angle) - across * np.sin(angle)) * np.float32(2 * np.pi / pitch_px)
    level = (np.cos(u) + np.cos(v)) / 4 + np.float32(0.5)
    return np.asarray(level > 1 - share, dtype=np.float32)
