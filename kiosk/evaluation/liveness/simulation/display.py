"""Screens that show a picture to the camera: their frame, their pixels against the sensor's, brightness and glare.

Panels of telephones and tablets reach 400-1000 cd/m2, far above what 200 lx make of white paper (200 / pi = 64 cd/m2),
so that an attacker turns them down; glass throws back some 4 % of the light that falls on it.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.evaluation.liveness.simulation.head import Layer
from kiosk.evaluation.liveness.simulation.window import GRID_PX, Field, Image, Window

GLASS_SHARE = 0.04


@dataclass(frozen=True, slots=True)
class Device:
    """A display by what the camera sees of it."""

    name: str
    half: tuple[float, float]
    """Half of its width and height, in widths of the face that it shows."""
    bezel: float = 0.06
    moire: float = 2.5
    """Amplitude of the pattern, in grey levels."""
    moire_period_px: float = 5.0
    brightness: float = 1.0
    contrast: float = 0.95
    tint: tuple[float, float, float] = (1.05, 1.0, 0.96)
    """Blue, green and red: panels are bluer than rooms."""
    glare: float = 0.0
    """Of a lamp on the glass, 0-1."""
    flicker: float = 0.01
    """Of brightness over the rows, by refresh against shutter."""


PHONE = Device("phone", (0.85, 1.5), moire_period_px=3.4, moire=1.5)
TABLET = Device("tablet", (1.3, 1.7), moire_period_px=4.6, moire=2.0)
MONITOR = Device("monitor", (3.6, 2.1), moire_period_px=6.5, moire=3.0)


def vary(device: Device, random: np.random.Generator) -> Device:
    """One of many of its kind, as one attacker has set it up."""
    return replace(
        device,
        moire=float(device.moire * random.uniform(0.1, 1.6)),
        moire_period_px=float(device.moire_period_px * random.uniform(0.8, 1.4)),
        brightness=float(random.uniform(0.88, 1.12)),
        contrast=float(random.uniform(0.88, 1.0)),
        tint=_three(np.clip(random.normal((1.04, 1.0, 0.97), 0.03), 0.88, 1.15)),
        glare=float(max(random.normal(0.0, 0.12), 0.0)),
        flicker=float(random.uniform(0.0, 0.02)),
    )


def _three(values: NDArray[np.float64]) -> tuple[float, float, float]:
    first, second, third = (float(value) for value in values)
    return first, second, third


def show_on(
    device: Device, picture: Image, window: Window, centre: tuple[float, float], face_px: float, time_s: float
) -> Layer:
    """The picture as it looks on the device whose middle is there, over everything outside of it."""
    image = cv2.LUT(picture, _panel_table(device))
    image = cv2.add(image, _pattern(device, window, time_s), dtype=cv2.CV_8U)
    half = device.half[0] * face_px, device.half[1] * face_px
    bezel = device.bezel * face_px
    alpha = np.zeros(picture.shape[:2], np.float32)
    _fill(alpha, window, centre, (half[0] + bezel, half[1] + bezel), 1.0)
    lit = np.zeros(picture.shape[:2], np.uint8)
    _fill(lit, window, centre, half, 255)
    image = cv2.bitwise_and(image, image, mask=lit)
    rows, columns = -(-picture.shape[0] // GRID_PX), -(-picture.shape[1] // GRID_PX)
    glass = np.full((rows, columns), GLASS_SHARE, np.float32)
    return Layer(np.asarray(image, dtype=np.uint8), alpha, glass, glass)


@lru_cache(maxsize=4)
def _panel_table(device: Device) -> Image:
    """For `cv2.LUT`: what the panel makes of bytes by its brightness, contrast and tint."""
    grey = np.arange(256, dtype=np.uint8).reshape(1, 256, 1).repeat(3, axis=2)
    dull = cv2.convertScaleAbs(grey, alpha=device.contrast * device.brightness, beta=255 * (1 - device.contrast) / 3)
    return np.asarray(cv2.multiply(dull, np.array([*device.tint, 1.0])), dtype=np.uint8)


def _pattern(device: Device, window: Window, time_s: float) -> NDArray[np.int16]:
    """Moire, the band of the refresh, and a lamp on the glass: grey levels to add."""
    wave, lamp, y = _still_pattern(device, window)
    band = 255 * device.flicker * np.sin(2 * np.pi * (y / 300.0 - 1.7 * time_s))
    grey = (wave + band + lamp).astype(np.int16)
    return np.asarray(cv2.merge([grey, grey, grey]), dtype=np.int16)


@lru_cache(maxsize=4)
def _still_pattern(device: Device, window: Window) -> tuple[Field, Field, Field]:
    """What of it stays: moire, lamp, and the rows; nobody may write to them."""
    width, height = window.size
    x = np.arange(width, dtype=np.float32)[None, :] * window.step
    y = np.arange(height, dtype=np.float32)[:, None] * window.step
    turns = 2 * np.pi / device.moire_period_px
    wave: Field = device.moire * (np.sin(turns * (x + 0.15 * y)) * 0.6 + np.sin(turns * 0.9 * (y - 0.1 * x)) * 0.4)
    wave = wave if window.step == 1 else wave * 0
    lamp = 120 * device.glare * np.exp(-(((x - width * window.step * 0.7) / 60) ** 2) - ((y - 70) / 40) ** 2)
    return wave, lamp, y


def _fill(
    field: NDArray[Any], window: Window, centre: tuple[float, float], half: tuple[float, float], value: float
) -> None:
    left, right = ((centre[0] + side * half[0] - window.left) / window.step for side in (-1, 1))
    top, bottom = ((centre[1] + side * half[1] - window.top) / window.step for side in (-1, 1))
    height, width = field.shape
    rows = slice(max(round(top), 0), max(min(round(bottom), height), 0))
    columns = slice(max(round(left), 0), max(min(round(right), width), 0))
    field[rows, columns] = value
