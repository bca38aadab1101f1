"""How pieces of evidence are weighed against each other: log-odds for a live customer, summed to one confidence.

Each piece says how much it speaks for or against, within bounds, so that no single piece carries a pass, and noise of
one does not end a session that all others support. What could not be measured weighs nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, isfinite


@dataclass(frozen=True, slots=True)
class Scale:
    """What the values of one measurement mean; `attack` may lie above or below `typical`."""

    attack: float
    """From here on it speaks against as much as it can."""
    neutral: float
    """As likely of an attack as of a customer."""
    typical: float
    """Of customers; from here on it speaks for them as much as it can."""
    against: float
    """Log-odds that are taken away at most."""
    in_favour: float
    """Log-odds that are added at most."""

    def weigh(self, value: float) -> float:
        """The log-odds of a value; of one that is no number, all that can be taken away."""
        if not isfinite(value):
            return -self.against
        favour = (value - self.neutral) / (self.typical - self.neutral)
        if favour >= 0:
            return self.in_favour * min(favour, 1.0)
        return -self.against * min((value - self.neutral) / (self.attack - self.neutral), 1.0)


@dataclass(frozen=True, slots=True)
class Weighed:
    """One piece of evidence, weighed."""

    name: str
    value: float | None
    """As measured; None when it could not be."""
    log_odds: float


def weigh_piece(name: str, value: float | None, scale: Scale) -> Weighed:
    """Weigh one piece; what was not measured weighs nothing."""
    return Weighed(name, value, 0.0 if value is None else scale.weigh(value))


def combine(pieces: Sequence[Weighed], prior: float) -> float:
    """The confidence, 0-100, of a prior and all pieces together, in log-odds."""
    total = prior + sum(piece.log_odds for piece in pieces)
    return 100 / (1 + exp(-max(min(total, 50.0), -50.0)))
