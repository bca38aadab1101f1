"""Keeps uploaded frames at the agreed size, whatever the picture shows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

ImageT = TypeVar("ImageT")


@dataclass(frozen=True, slots=True)
class SizeBand:
    """The size that a frame should have and the quality that may be given up for it."""

    min_bytes: int = 15_000
    max_bytes: int = 20_000
    min_quality: int = 30
    max_quality: int = 92

    @property
    def target_bytes(self) -> float:
        """The middle, from which a changing picture can move either way."""
        return (self.min_bytes + self.max_bytes) / 2


_STEEPNESS = 0.7
"""Size falls with about this power of the JPEG quantisation scale, measured on camera pictures at 640x480."""


def next_quality(quality: int, size_bytes: int, band: SizeBand) -> int:
    """The quality that should bring the next frame into the band, given what this one became."""
    if band.min_bytes <= size_bytes <= band.max_bytes:
        return quality
    scale = _scale(quality) * (max(size_bytes, 1) / band.target_bytes) ** (1 / _STEEPNESS)
    proposed = round(_quality(scale))
    if proposed == quality:
        proposed += 1 if size_bytes < band.min_bytes else -1
    return max(band.min_quality, min(band.max_quality, proposed))


class SizedEncoder(Generic[ImageT]):
    """Encodes each frame with the quality learnt from those before; belongs to one thread.

    The first frames are encoded up to four times, as there is nothing to learn from; later ones at most twice.
    """

    def __init__(
        self, encode: Callable[[ImageT, int], bytes], band: SizeBand | None = None, first_quality: int = 70
    ) -> None:
        self._encode = encode
        self._band = band or SizeBand()
        self._quality = first_quality
        self._attempts = 4

    def __call__(self, image: ImageT) -> bytes:
        """The JPEG file of the picture, in the band if its quality range allows."""
        jpeg = b""
        for _ in range(self._attempts):
            tried = self._quality
            jpeg = self._encode(image, tried)
            self._quality = next_quality(tried, len(jpeg), self._band)
            if self._quality == tried:
                break
        self._attempts = 2
        return jpeg


def _scale(quality: int) -> float:
    """libjpeg's factor on the quantisation tables, in percent."""
    return 5000 / quality if quality < 50 else 200 - 2 * quality


def _quality(scale: float) -> float:
    return 5000 / scale if scale > 100 else (200 - scale) / 2
