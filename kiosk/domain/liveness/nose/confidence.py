"""The liveness confidence: how far the weakest piece of evidence lies inside the accepted range."""

from collections.abc import Mapping
from math import isnan

from kiosk.domain.liveness.judge_policy import JudgePolicy

AT_THRESHOLD = 80.0
"""Evidence exactly at its threshold; the seeds start to accept at a confidence of 80."""


def confidence(measured: Mapping[str, float], policy: JudgePolicy) -> float:
    """0-100: 80 when the weakest evidence just meets its threshold, 100 when all is typical of a live head.

    The typical values are medians of real heads turned 15-20 degrees (see `tests/bench/attacks.py`). Zero without
    evidence from the target.
    """
    typical = {
        "turn_deg": (policy.min_turn_deg, policy.min_turn_deg + 5.0),
        "nose_parallax": (policy.min_nose_parallax, 2 * policy.min_nose_parallax),
        "width_kept": (policy.min_width_kept, 0.99),
    }
    return min(_score(measured.get(name, 0.0), *limits) for name, limits in typical.items())


def _score(value: float, threshold: float, comfortable: float) -> float:
    if isnan(value):
        return 0.0
    if value < threshold:
        return max(AT_THRESHOLD * value / threshold, 0.0)
    return min(AT_THRESHOLD + (100 - AT_THRESHOLD) * (value - threshold) / (comfortable - threshold), 100.0)
