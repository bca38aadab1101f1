"""The camera: where it hangs, how it sees colours, how noisy, sharp and regular it is."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.evaluation.liveness.simulation.window import HEIGHT_PX, WIDTH_PX, Image, Window

NOISE_TILE_PX = 96
"""How far the sheet of noise is moved at random between pictures."""


@dataclass(frozen=True, slots=True)
class CameraProfile:
    """One camera and how it is held."""

    fps: float = 12.0
    jitter_s: float = 0.004
    """Standard deviation of the time between pictures."""
    noise: float = 2.5
    """Of a channel, in grey levels; webcams in rooms have 1.5 to 4."""
    blur_px: float = 0.5
    exposure: float = 1.0
    cast: tuple[float, float, float] = (1.0, 1.0, 1.0)
    """Factors on blue, green and red: what the white balance has left."""
    sway_px: float = 0.0
    """How far a hand moves the camera; 0 for one that is screwed to the terminal."""


class Camera:
    """Turns what is before it into pictures; keeps a sheet of noise, which costs more than all else."""

    def __init__(self, profile: CameraProfile, random: np.random.Generator) -> None:
        self.profile, self._random = profile, random
        size = (HEIGHT_PX + NOISE_TILE_PX, WIDTH_PX // 2 + 2 * NOISE_TILE_PX, 3)
        self._drawn: NDArray[np.float32] = random.standard_normal(size, dtype=np.float32)
        self._sheets: dict[tuple[int, int], tuple[Image, Image]] = {}
        """What noise adds and takes away, for each size of pictures: bytes are added faster than other numbers."""
        factors = np.array([profile.exposure * factor for factor in profile.cast])
        self._table = None if np.abs(factors - 1).max() <= 0.01 else factor_table(factors)
        self._phase = random.uniform(0, 2 * np.pi, 4)

    def sway(self, time_s: float) -> tuple[float, float]:
        """How far the picture is shifted at that time, in pixels."""
        wave = [
            np.sin(2 * np.pi * hertz * time_s + phase)
            for hertz, phase in zip((0.35, 0.9, 0.28, 1.1), self._phase, strict=True)
        ]
        return self.profile.sway_px * (0.7 * wave[0] + 0.3 * wave[1]), self.profile.sway_px * (
            0.7 * wave[2] + 0.3 * wave[3]
        )

    def expose(self, image: Image, window: Window) -> Image:
        """What the sensor makes of it."""
        profile = self.profile
        if window.step == 1 and profile.blur_px > 0.2:
            image = np.asarray(cv2.GaussianBlur(image, (0, 0), profile.blur_px), dtype=np.uint8)
        if self._table is not None:
            image = np.asarray(cv2.LUT(image, self._table), dtype=np.uint8)
        height, width = image.shape[:2]
        top, left = self._random.integers(0, NOISE_TILE_PX, 2)
        more, less = (sheet[top : top + height, left : left + width] for sheet in self._noise(height, width))
        return np.asarray(cv2.subtract(cv2.add(image, more), less), dtype=np.uint8)

    def _noise(self, height: int, width: int) -> tuple[Image, Image]:
        """As much of the sheet as pictures of this size are laid over."""
        if (height, width) not in self._sheets:
            drawn = self._drawn[: height + NOISE_TILE_PX, : width + NOISE_TILE_PX]
            noise = (drawn * self.profile.noise).astype(np.int16)
            more, less = (np.clip(side, 0, 255).astype(np.uint8) for side in (noise, -noise))
            self._sheets[height, width] = more, less
        return self._sheets[height, width]


def factor_table(factors: NDArray[np.float64]) -> Image:
    """For `cv2.LUT`: bytes times one factor for each of three channels, rounded and cut off as OpenCV does."""
    grey = np.arange(256, dtype=np.uint8).reshape(1, 256, 1).repeat(3, axis=2)
    return np.asarray(cv2.multiply(grey, np.array([*factors, 1.0])), dtype=np.uint8)
