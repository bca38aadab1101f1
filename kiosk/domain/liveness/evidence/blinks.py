"""Whether the eyes blink: both lids close for a moment and open again, which no turn makes them do."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.liveness.frames import FrameFacts

LIDS = (
    (("leftEyeUp", "leftEyeDown"), ("leftLidUp1", "leftLidDown1"), ("leftLidUp2", "leftLidDown2")),
    (("rightEyeUp", "rightEyeDown"), ("rightLidUp1", "rightLidDown1"), ("rightLidUp2", "rightLidDown2")),
)
"""Of each eye, landmarks of the upper and the lower lid that lie above each other."""
ACROSS = ("leftEyeLeft", "rightEyeRight")
"""The outer corners, by whose distance openings are told; a turn changes it slowly."""
AROUND_S = 0.5
"""Blinks last .1 to .4 s, and lids are open before and after; whoever looks down keeps them low for longer."""
OPEN_PERCENT = 75.0
"""Percentile of the openings before, and of those after, that counts as open: another blink may lie beside it."""
MIN_AROUND = 2
"""Frames before, and after, without which nobody knows whether the eyes were open."""
LEAST_CLOSED = 0.22
"""Share of the opening that both eyes lose. One photograph that a script warps: .20 at most (115 sessions), as noise
and turns have it; simulated people who blink: .22 to .75, less where no frame meets the middle of the blink."""
SURE = 3.5
"""Standard deviations of the session's own noise, so that noise closes no eyes, whoever adds it."""
NORMAL = 1.4826
"""Standard deviations in a median absolute deviation of normal noise."""

Floats = NDArray[np.float64]


def count_blinks(frames: Sequence[FrameFacts], aspect: float) -> int:
    """Count moments in which both eyes close and open again; 0 where the landmarks tell nothing of lids.

    `frames` are those of the challenge that show one face, in order; `aspect` is the image's width over height.
    """
    names = {*ACROSS, *(name for eye in LIDS for pair in eye for name in pair)}
    if not frames or not all(names <= frame.faces[0].landmarks.keys() for frame in frames):
        return 0
    times_s = np.array([frame.received_at_s for frame in frames])
    lost = np.min([_lost(opening, times_s) for opening in _openings(frames, aspect)], axis=0)
    noise = NORMAL * float(np.median(np.abs(lost - np.median(lost))))
    closed = (lost >= LEAST_CLOSED) & (lost >= SURE * noise)
    return int(np.count_nonzero(closed[1:] & ~closed[:-1])) + int(closed[0])


def _openings(frames: Sequence[FrameFacts], aspect: float) -> list[Floats]:
    """Mean distance of the lids in distances of the outer corners, by frame, of each eye; NaN for a face of no size."""
    across = _distances(frames, ACROSS, aspect)
    sized = np.where(across > 0, across, np.nan)
    return [np.mean([_distances(frames, pair, aspect) for pair in eye], axis=0) / sized for eye in LIDS]


def _distances(frames: Sequence[FrameFacts], pair: tuple[str, str], aspect: float) -> Floats:
    """Between two landmarks by frame, in image heights."""
    ends = [[frame.faces[0].landmarks[name] for name in pair] for frame in frames]
    return np.array([np.hypot((a.x - b.x) * aspect, a.y - b.y) for a, b in ends])


def _lost(opening: Floats, times_s: Floats) -> Floats:
    """Which share of its opening an eye has lost against before and after, by frame; 0 where that is not known."""
    lost = np.zeros(len(opening))
    for index, time_s in enumerate(times_s):
        before = opening[(times_s < time_s) & (times_s >= time_s - AROUND_S)]
        after = opening[(times_s > time_s) & (times_s <= time_s + AROUND_S)]
        if min(len(before), len(after)) >= MIN_AROUND:
            usual = min(np.percentile(before, OPEN_PERCENT), np.percentile(after, OPEN_PERCENT))
            share = opening[index] / usual if usual > 0 else np.nan
            lost[index] = 1 - share if np.isfinite(share) else 0.0
    return lost
