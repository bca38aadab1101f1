"""Plots as pictures inside a page: SVG without text that needs a font, the same bytes for the same figures."""

import base64
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.calibration.binomial import Interval

Values = NDArray[np.float64]
INK, SECOND, THIRD, QUIET = "#0b5394", "#b3261e", "#b07800", "#8a94a3"
TICKS = (0.0001, 0.001, 0.01, 0.05, 0.2, 0.5)
MAX_POINTS = 2_000
"""Of a curve: more are not seen, and make the page slow."""


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """One line of a plot."""

    label: str
    x: Values
    y: Values


@dataclass(frozen=True, slots=True)
class Mark:
    """A point with a word beside it."""

    label: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a forest plot; a share of nothing has only its label."""

    label: str
    share: float | None
    bounds: Interval


def plot_det(curve: Curve, marks: Sequence[Mark], smallest: tuple[float, float]) -> str:
    """A DET curve on axes of normal deviates; rates below `smallest`, of either axis, were not seen."""

    def draw(axes: Any) -> None:
        x, y = (np.maximum(values, least / 2) for values, least in zip((curve.x, curve.y), smallest, strict=True))
        axes.plot(*_thin(_deviates(x), _deviates(y)), color=INK, label=curve.label)
        for mark in marks:
            at = [_deviate(max(value, least / 2)) for value, least in zip((mark.x, mark.y), smallest, strict=True)]
            axes.plot(*at, "o", color=SECOND, markersize=5)
            axes.annotate(mark.label, at, textcoords="offset points", xytext=(7, 5), fontsize=9, color=SECOND)
        low = _deviate(min(smallest) / 2)
        axes.plot([low, 0], [low, 0], ":", color=QUIET, linewidth=1, label="equal error")
        ticks = [tick for tick in TICKS if tick >= min(smallest) / 2]
        for axis, set_limits in ((axes.xaxis, axes.set_xlim), (axes.yaxis, axes.set_ylim)):
            axis.set_ticks([_deviate(tick) for tick in ticks], [f"{100 * tick:g} %" for tick in ticks])
            set_limits(low - 0.1, 0.1)
        axes.set_xlabel("false match rate (strangers accepted)")
        axes.set_ylabel("false non-match rate (the same person refused)")
        axes.legend(loc="upper right", frameon=False)

    return _picture(draw, (7.2, 5.6))


def plot_trade_off(curves: Sequence[Curve], smallest: tuple[float, float], axis_labels: tuple[str, str]) -> str:
    """Several DET curves on axes of normal deviates; rates below `smallest`, of either axis, were not seen."""

    def draw(axes: Any) -> None:
        for curve, colour in zip(curves, (SECOND, INK, THIRD, QUIET), strict=False):
            x, y = (np.maximum(values, least / 2) for values, least in zip((curve.x, curve.y), smallest, strict=True))
            axes.step(*_thin(_deviates(x), _deviates(y)), where="post", color=colour, label=curve.label)
        for axis, set_limits, least in (
            (axes.xaxis, axes.set_xlim, smallest[0]),
            (axes.yaxis, axes.set_ylim, smallest[1]),
        ):
            ticks = [tick for tick in TICKS if tick >= least / 2]
            axis.set_ticks([_deviate(tick) for tick in ticks], [f"{100 * tick:g} %" for tick in ticks])
            set_limits(_deviate(least / 2) - 0.1, 0.1)
        axes.set_xlabel(axis_labels[0])
        axes.set_ylabel(axis_labels[1])
        axes.legend(loc="upper right", frameon=False)

    return _picture(draw, (7.2, 4.6))


def plot_distributions(same: Values, different: Values, thresholds: Sequence[float]) -> str:
    """How many pairs have which similarity, of one person and of strangers, on a logarithmic axis."""

    def draw(axes: Any) -> None:
        edges = np.linspace(0, 100, 51)
        axes.hist(different, edges, color=SECOND, alpha=0.55, label=f"strangers ({len(different):,} pairs)")
        axes.hist(same, edges, color=INK, alpha=0.55, label=f"one person ({len(same):,} pairs)")
        axes.set_yscale("log")
        axes.set_xlim(0, 100)
        _draw_thresholds(axes, thresholds)
        axes.set_xlabel("similarity")
        axes.set_ylabel("pairs")
        axes.legend(loc="upper center", frameon=False)

    return _picture(draw, (7.2, 3.8))


def plot_rates(curves: Sequence[Curve], thresholds: Sequence[float], promised: Sequence[Mark], least: float) -> str:
    """Error rates by threshold on a logarithmic axis, and what was promised of some."""

    def draw(axes: Any) -> None:
        for curve, colour in zip(curves, (SECOND, INK), strict=False):
            axes.step(
                *_thin(curve.x, np.where(curve.y > 0, curve.y, np.nan)), where="pre", color=colour, label=curve.label
            )
        for number, mark in enumerate(promised):
            label = "promised of strangers" if not number else None
            axes.plot(mark.x, mark.y, "D", color=THIRD, markersize=6, label=label)
        axes.set_yscale("log")
        axes.set_ylim(least / 2, 1.3)
        axes.set_xlim(0, 100)
        _draw_thresholds(axes, thresholds)
        axes.set_xlabel("threshold (similarity)")
        axes.set_ylabel("error rate")
        axes.legend(loc="lower left", frameon=True, framealpha=0.9, edgecolor="none")

    return _picture(draw, (7.2, 3.8))


def plot_groups(bars: Sequence[Bar], everybody: float | None, axis_label: str) -> str:
    """A rate by group with its bounds, and that of all as a line."""

    def draw(axes: Any) -> None:
        for place, bar in enumerate(reversed(bars)):
            low, high = 100 * bar.bounds.low, 100 * bar.bounds.high
            axes.plot([low, high], [place, place], color=QUIET, linewidth=3, solid_capstyle="round")
            if bar.share is not None:
                axes.plot(100 * bar.share, place, "o", color=INK, markersize=6)
        if everybody is not None:
            axes.axvline(100 * everybody, color=SECOND, linewidth=1, label=f"all: {100 * everybody:.3g} %")
            axes.legend(loc="lower right", bbox_to_anchor=(1.0, 1.0), frameon=False)
        axes.set_yticks(range(len(bars)), [bar.label for bar in reversed(bars)])
        axes.set_ylim(-0.7, len(bars) - 0.3)
        highest = max((bar.bounds.high for bar in bars if bar.share is not None), default=1.0)
        axes.set_xlim(-1.5 * highest, 103 * highest)
        axes.set_xlabel(axis_label)

    return _picture(draw, (7.2, 1.3 + 0.34 * max(len(bars), 1)))


def _picture(draw: Callable[[Any], None], size_in: tuple[float, float]) -> str:
    """A data URI; the library is loaded here and nowhere else, for it takes half a second."""
    import matplotlib
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    with matplotlib.rc_context({"svg.hashsalt": "kiosk", "svg.fonttype": "path", "font.family": "DejaVu Sans"}):
        figure = Figure(figsize=size_in, layout="constrained")
        axes = figure.add_subplot()
        draw(axes)
        axes.grid(visible=True, color="#e3e7ec", linewidth=0.7)
        axes.set_axisbelow(True)
        axes.spines[["top", "right"]].set_visible(False)
        written = io.BytesIO()
        nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        canvas: Any = FigureCanvasSVG(figure)
        canvas.print_svg(written, metadata=nothing)
    return f"data:image/svg+xml;base64,{base64.b64encode(written.getvalue()).decode()}"


def _draw_thresholds(axes: Any, thresholds: Sequence[float]) -> None:
    for threshold in thresholds:
        axes.axvline(threshold, color=QUIET, linewidth=1, linestyle=":")


def _deviate(share: float) -> float:
    return NormalDist().inv_cdf(min(max(share, 1e-9), 0.5))


def _deviates(shares: Values) -> Values:
    return np.array([_deviate(float(share)) for share in shares])


def _thin(x: Values, y: Values) -> tuple[Values, Values]:
    """Few enough points, where the curve is long and not where it has many of them; both ends stay."""
    path = _steps(x) + _steps(y)
    length = float(path[-1]) if len(path) else 0.0
    if len(x) <= MAX_POINTS or not length > 0:
        return x, y
    _, kept = np.unique((path / length * MAX_POINTS).astype(int), return_index=True)
    kept = np.unique(np.append(kept, len(x) - 1))
    return x[kept], y[kept]


def _steps(values: Values) -> Values:
    """How far one has come along the values, as a share of their range."""
    known = np.nan_to_num(values)
    spread = float(np.ptp(known)) if len(known) else 0.0
    changes = np.abs(np.diff(known, prepend=known[:1]))
    return np.asarray(np.cumsum(changes / spread if spread > 0 else changes), dtype=np.float64)
