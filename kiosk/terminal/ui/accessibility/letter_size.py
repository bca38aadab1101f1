"""How large letters have to be for EN 301 549, 5.1.4: seen at an angle of 0.7 degrees from where customers stand."""

import math
from dataclasses import dataclass

LEAST_ANGLE_DEG = 0.7
"""Of a capital H without an accent."""
VIEWING_DISTANCE_MM = 600.0
"""An arm's length, as customers are told."""
CAPITAL_RATIO = 0.689
"""Height of a capital to the size of the letters: `sCapHeight` of Fira Sans."""
MM_PER_INCH = 25.4
UNKNOWN_MM_PER_PX = MM_PER_INCH / 96
"""Of a panel that does not say how large it is."""


@dataclass(frozen=True, slots=True)
class Panel:
    """What is known of the size of a display."""

    width_px: int
    height_px: int
    width_mm: float = 0.0
    """As the operating system says, which often does not know; 0 then."""
    diagonal_in: float = 0.0
    """As whoever set the terminal up says, which counts before the operating system; 0 for nothing."""

    @property
    def mm_per_px(self) -> float:
        """How large a pixel is."""
        if self.diagonal_in > 0:
            return self.diagonal_in * MM_PER_INCH / math.hypot(self.width_px, self.height_px)
        return self.width_mm / self.width_px if self.width_mm > 0 else UNKNOWN_MM_PER_PX


def least_capital_mm(distance_mm: float = VIEWING_DISTANCE_MM) -> float:
    """How high a capital must be from this distance: 7.33 mm from 60 cm, by the standard's psi = 180 H / (pi D)."""
    return LEAST_ANGLE_DEG * math.pi * distance_mm / 180


def least_text_px(panel: Panel) -> int:
    """The size that letters must have on this panel."""
    return math.ceil(least_capital_mm() / panel.mm_per_px / CAPITAL_RATIO)


def angle_deg(text_px: float, panel: Panel, distance_mm: float = VIEWING_DISTANCE_MM) -> float:
    """The angle at which a capital of letters of this size is seen."""
    return 180 * text_px * CAPITAL_RATIO * panel.mm_per_px / (math.pi * distance_mm)
