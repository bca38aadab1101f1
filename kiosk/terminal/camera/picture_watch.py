"""Tells a camera that films from one that delivers black or white pictures, or the same one for ever."""

import numpy as np

from kiosk.terminal.camera.source import Frame

FAULTY_S = 2.0
"""For so long pictures may be black, or exactly alike; no sensor delivers the same pixels twice."""
BLACK_LEVEL = 16
"""Grey level (0-255) that next to nothing in a black picture exceeds; what a screen lights does even at night."""
WHITE_LEVEL = 250
"""Grey level that everything in an over-exposed picture exceeds: opened anew, the camera measures the light again."""
SPACING_PX = 16
"""Every so many-th pixel is looked at."""


class PictureWatch:
    """Looks at every picture of one opened camera."""

    def __init__(self) -> None:
        self._digest: bytes = b""
        self._changed_at_s: float | None = None
        self._bright_at_s: float | None = None
        self._dim_at_s: float | None = None

    def find_fault(self, frame: Frame) -> str:
        """Say what has been wrong with the pictures for too long, this one included; empty for nothing."""
        few = np.ascontiguousarray(frame.image[::SPACING_PX, ::SPACING_PX])
        now_s, digest = frame.captured_at_s, few.tobytes()
        if digest != self._digest or self._changed_at_s is None:
            self._digest, self._changed_at_s = digest, now_s
        if np.percentile(few, 99) > BLACK_LEVEL or self._bright_at_s is None:
            self._bright_at_s = now_s
        if np.percentile(few, 1) < WHITE_LEVEL or self._dim_at_s is None:
            self._dim_at_s = now_s
        if now_s - self._bright_at_s >= FAULTY_S:
            return "its pictures are black"
        if now_s - self._dim_at_s >= FAULTY_S:
            return "its pictures are white"
        return "its picture is frozen" if now_s - self._changed_at_s >= FAULTY_S else ""
