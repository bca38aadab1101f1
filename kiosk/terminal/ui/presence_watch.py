"""Whether something moves before the camera, where nobody looks for a face."""

import cv2
import numpy as np
from numpy.typing import NDArray

SIZE_PX = (80, 45)
"""Small enough that a sensor's noise averages away."""
CHANGED_LEVELS = 12
"""Grey levels (0-255) that a pixel of the small picture must change by: noise there is below 2."""
CHANGED_SHARE = 0.01
"""Of the picture: a hand is more, a flickering lamp in the distance less."""
EVERY_S = 0.5


class PresenceWatch:
    """Compares a picture with that of half a second before; for one thread."""

    def __init__(self) -> None:
        self._before: NDArray[np.uint8] | None = None
        self._looked_at_s = 0.0

    def sees_movement(self, bgr: NDArray[np.uint8], time_s: float) -> bool:
        """Whether somebody moved since the last look, which is at most one in half a second."""
        if self._before is not None and time_s - self._looked_at_s < EVERY_S:
            return False
        small = cv2.resize(bgr, SIZE_PX, interpolation=cv2.INTER_AREA)
        grey = np.asarray(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), dtype=np.uint8)
        before, self._before, self._looked_at_s = self._before, grey, time_s
        return before is not None and bool((cv2.absdiff(before, grey) > CHANGED_LEVELS).mean() > CHANGED_SHARE)

    def forget(self) -> None:
        """Keep no picture; the next one is compared with none."""
        self._before = None
