"""Which of the connected cameras is meant, and in which of its formats it should film."""

from collections.abc import Sequence
from dataclasses import dataclass

MIN_FPS, MAX_FPS = 24.0, 30.0
"""Slower loses the nose between two frames, faster only costs processor time."""


@dataclass(frozen=True, slots=True)
class CameraFormat:
    """What a camera offers."""

    width_px: int
    height_px: int
    max_fps: float


def camera_index(wanted: str, names: Sequence[str], ids: Sequence[str]) -> int | None:
    """Position of the camera with this number, id, name or part of a name, in this order; None when there is none."""
    text = wanted.strip()
    if text.isascii() and text.isdigit():
        return int(text) if int(text) < len(names) else None
    if text in ids:
        return ids.index(text)
    folded = [name.casefold() for name in names]
    exact = [index for index, name in enumerate(folded) if name == text.casefold()]
    partly = [index for index, name in enumerate(folded) if text and text.casefold() in name]
    return next(iter([*exact, *partly]), None)


def best_format(formats: Sequence[CameraFormat], width_px: int, height_px: int) -> int | None:
    """Position of the format nearest to the wanted size that is fast enough; None when the camera offers none."""
    if not formats:
        return None

    def badness(index: int) -> tuple[bool, int, float]:
        offered = formats[index]
        missed_px = abs(offered.width_px - width_px) + abs(offered.height_px - height_px)
        return offered.max_fps < MIN_FPS, missed_px, abs(offered.max_fps - MAX_FPS)

    return min(range(len(formats)), key=badness)
