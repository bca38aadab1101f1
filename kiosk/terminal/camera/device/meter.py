"""Measures a camera's pictures before anything is cropped or compressed: their rhythm, repetitions, and noise.

Of each picture every eighth sample in both directions is looked at, which takes a millisecond: a sensor's noise is in
each of them, and two pictures that agree in all of them agree.
"""

import hashlib
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median, pstdev
from threading import Lock
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kiosk.terminal.camera.device.facts import StreamFacts
from kiosk.terminal.camera.source import Frame

STEP_PX: Final = 8
BLOCK: Final = 10
"""Samples on a side: a place that stands still as a whole."""
REMEMBERED: Final = 900
"""Thirty seconds at 30 pictures a second; a longer loop is not noticed."""
RETURN_DISTANCE: Final = 8
"""Pictures in between: drivers send the same one again at once, or after one other."""
STILL_SHARE: Final = 0.25
"""Of the places, so many count as those that stand still."""
MIN_PLACES: Final = 8
DARK, BRIGHT = 10.0, 245.0
"""Beyond, a sensor is blind and shows no noise."""
FEATURELESS: Final = 2.0
"""Levels of deviation; a covered lens sends the same nothing again and again."""


@dataclass(frozen=True, slots=True)
class _Seen:
    captured_at_s: float
    repeated: bool
    returned: bool
    noise: float | None
    """None where nothing stood still that could show any."""


class StreamMeter:
    """Observes on the camera's thread; `facts` may be asked for on any."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.begin()

    def begin(self) -> None:
        """Forget everything: another camera, or the same opened anew."""
        with self._lock:
            self._seen: deque[_Seen] = deque(maxlen=REMEMBERED)
            self._last_at: dict[bytes, int] = {}
            self._order: deque[bytes] = deque()
            self._count = 0
            self._before: NDArray[np.int16] | None = None
            self._digest = b""

    def observe(self, frame: Frame) -> None:
        """Measure one picture."""
        samples = frame.image[::STEP_PX, ::STEP_PX].astype(np.int16)
        digest = hashlib.blake2b(samples.tobytes(), digest_size=16).digest()
        with self._lock:
            before = self._before
            repeated = self._count > 0 and digest == self._digest
            comparable = before is not None and before.shape == samples.shape and not repeated
            noise = place_noise(before, samples) if comparable and before is not None else None
            returned = not repeated and float(samples.std()) > FEATURELESS and self._came_before(digest)
            self._seen.append(_Seen(frame.captured_at_s, repeated, returned, noise))
            self._remember(digest)
            self._before, self._digest = samples, digest

    def facts(self) -> StreamFacts | None:
        """What was measured of the latest pictures; None before there are two."""
        with self._lock:
            seen = tuple(self._seen)
        return summarise(seen) if len(seen) > 1 else None

    def _came_before(self, digest: bytes) -> bool:
        last_at = self._last_at.get(digest)
        return last_at is not None and self._count - last_at > RETURN_DISTANCE

    def _remember(self, digest: bytes) -> None:
        self._last_at[digest] = self._count
        self._order.append(digest)
        self._count += 1
        if len(self._order) > REMEMBERED:
            oldest = self._order.popleft()
            if self._last_at.get(oldest, self._count) <= self._count - REMEMBERED:
                self._last_at.pop(oldest, None)


def summarise(seen: Sequence[_Seen]) -> StreamFacts:
    """The measures of these pictures, of which there are two at least."""
    times_ms = [each.captured_at_s * 1000 for each in seen]
    intervals_ms = [max(after - before, 0.0) for before, after in pairwise(times_ms)]
    noises = [each.noise for each in seen if each.noise is not None]
    return StreamFacts(
        frames=len(seen),
        interval_median_ms=median(intervals_ms),
        interval_deviation_ms=pstdev(intervals_ms),
        repeated=sum(each.repeated for each in seen),
        returned=sum(each.returned for each in seen),
        noise_pairs=len(noises),
        silent_pairs=sum(noise == 0 for noise in noises),
        noise_level=median(noises) if noises else 0.0,
    )


def place_noise(before: NDArray[np.int16], after: NDArray[np.int16]) -> float | None:
    """Mean change of the stillest quarter of all places, in levels; None where too few of them could show any.

    Both are HxWx3.
    """
    rows, columns = after.shape[0] // BLOCK, after.shape[1] // BLOCK
    if rows * columns < MIN_PLACES:
        return None
    changes = _by_place(np.abs(after - before), rows, columns)
    brightness = _by_place(after, rows, columns)
    sighted = changes[(brightness > DARK) & (brightness < BRIGHT)]
    still = int(len(sighted) * STILL_SHARE)
    if still < MIN_PLACES // 2:
        return None
    return float(np.sort(sighted)[:still].mean())


def _by_place(samples: NDArray[np.int16], rows: int, columns: int) -> NDArray[np.float64]:
    cut = samples[: rows * BLOCK, : columns * BLOCK]
    means: NDArray[np.float64] = cut.reshape(rows, BLOCK, columns, -1).mean(axis=(1, 3), dtype=np.float64).ravel()
    return means
