"""Films for some seconds and says what staff can do about the pictures."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kiosk.terminal.camera.source import CameraSource, Frame

FILMED_S: Final = 2.5
MOST_FRAMES: Final = 120
DARK_LEVEL: Final = 40.0
"""Mean grey level below which faces lack detail in the shadows."""
WHITE_LEVEL: Final = 250
BLOWN_OUT_SHARE: Final = 0.25
LEAST_FPS: Final = 15.0
"""Amplify's published minimum for a camera."""

FindTurn = Callable[[NDArray[np.uint8]], int | None]
"""How far a BGR picture has to be turned clockwise for the face in it to be upright; None where there is no face."""


@dataclass(frozen=True, slots=True)
class CameraMeasurement:
    """What the pictures show."""

    width_px: int
    height_px: int
    fps: float
    brightness: float
    blown_out: float
    turn_deg: int | None


def measure_camera(source: CameraSource, find_turn: FindTurn, filmed_s: float = FILMED_S) -> CameraMeasurement:
    """Film with this camera, which is opened and closed; blocks, and raises CameraErrors."""
    with source:
        frames = _film(source, filmed_s)
    last = frames[-1].image
    grey = last[::4, ::4].mean(axis=2)
    return CameraMeasurement(
        width_px=last.shape[1],
        height_px=last.shape[0],
        fps=_rate(frames),
        brightness=float(grey.mean()),
        blown_out=float((grey >= WHITE_LEVEL).mean()),
        turn_deg=_agreed([find_turn(frame.image) for frame in frames[-5:]]),
    )


def _film(source: CameraSource, filmed_s: float) -> list[Frame]:
    """At least one picture, and those of the time after it."""
    frames = list[Frame]()
    end_s = None
    for frame in source.frames():
        # Only the last ones are looked at.
        frames = [*frames[-(MOST_FRAMES - 1) :], frame]
        end_s = end_s or time.monotonic() + filmed_s
        if time.monotonic() >= end_s:
            break
    return frames


def _rate(frames: Sequence[Frame]) -> float:
    span_s = frames[-1].captured_at_s - frames[0].captured_at_s
    return (len(frames) - 1) / span_s if span_s > 0 else 0.0


def _agreed(turns: Sequence[int | None]) -> int | None:
    """What most pictures say that show a face."""
    seen = [turn for turn in turns if turn is not None]
    return max(sorted(set(seen)), key=seen.count) if seen else None
