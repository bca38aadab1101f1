"""Figures in words, the same wherever they stand."""

from kiosk.evaluation.liveness.results.rates import Share
from kiosk.evaluation.report import Cell, Tone


def percent(share: float) -> str:
    """Two significant digits."""
    value = 100 * share
    return "0 %" if value == 0 else f"{value:.2g} %" if value < 10 else f"{value:.0f} %"


def share_cells(share: Share, tone: Tone = Tone.PLAIN) -> tuple[Cell, Cell, Cell]:
    """Counts, rate and upper bound."""
    return (
        Cell(f"{share.count:,} of {share.of:,}", is_number=True),
        Cell(percent(share.share) if share.of else "-", tone, is_number=True),
        Cell(percent(share.at_most), is_number=True),
    )


def told(share: Share) -> str:
    """Counts, rate and upper bound as part of a sentence."""
    return f"{share.count:,} of {share.of:,} ({percent(share.share)}; at most {percent(share.at_most)})"
