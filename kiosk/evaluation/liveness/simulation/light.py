"""Light on what stands before the screen: the room's, and that of both halves of the screen.

Brightness is relative to what the room alone makes of a surface: a gain of 1 is no change. Sources of the figures:
desktop panels have 250-350 cd/m2 (vendors' sheets); a panel of 53 x 30 cm, of which `SHARE_LIT` shows the colours,
lights a face at 60 cm with about L * A / d^2 = 300 * 0.16 / 0.36 = 130 lx when it is white (Lambert's law);
EN 12464-1 asks for 500 lx on desks and 200 lx in halls of banks, of which faces, that stand upright, get about a half.
"""

from dataclasses import dataclass

import numpy as np

from kiosk.domain.liveness.light import Colour, LightStep
from kiosk.evaluation.liveness.simulation.window import Field

PANEL_AREA_M2 = 0.16
SHARE_LIT = 0.6
HALF_CENTRE_M = 0.14
"""How far the middle of each half lies from the middle of the screen."""
DISPLAY_GAMMA = 2.2
RGB_OF = {
    Colour.WHITE: (1.0, 1.0, 1.0),
    Colour.CYAN: (0.0, 1.0, 1.0),
    Colour.GREEN: (0.0, 1.0, 0.0),
    Colour.BLUE: (0.0, 0.0, 1.0),
    Colour.MAGENTA: (1.0, 0.0, 1.0),
    Colour.YELLOW: (1.0, 1.0, 0.0),
}
SKIN_OF_BLUE, SKIN_OF_GREEN, SKIN_OF_RED = 1.0, 1.0, 1.0
"""Skin's own reflectance is in the picture already: light of a colour changes that channel by the same share."""


@dataclass(frozen=True, slots=True)
class Illumination:
    """The place where a terminal stands."""

    panel_cd_m2: float = 300.0
    distance_m: float = 0.65
    face_lux: float = 180.0
    """Of the room, on an upright face."""
    wall_distance_m: float = 2.5

    def face_share(self) -> float:
        """Light of one half of a white screen on what faces it, against the room's."""
        lux = self.panel_cd_m2 * PANEL_AREA_M2 / 2 * SHARE_LIT / self.distance_m**2
        return lux / self.face_lux

    def wall_share(self) -> float:
        """The same on the wall behind."""
        return self.face_share() * (self.distance_m / (self.distance_m + self.wall_distance_m)) ** 2

    def towards(self) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
        """Unit vectors from a face to the screen's left and right half: x right in the image, y down, z away from it.

        The screen's left half is on the left of who looks at it, and so to the right of the unmirrored picture.
        """
        length = float(np.hypot(HALF_CENTRE_M, self.distance_m))
        across, ahead = HALF_CENTRE_M / length, -self.distance_m / length
        return (across, 0.0, ahead), (-across, 0.0, ahead)


def shown(step: LightStep | None) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
    """Light of the left and right half, as blue, green and red of 1; dark grey without a sequence."""
    if step is None:
        return (0.1, 0.1, 0.1), (0.1, 0.1, 0.1)
    left, right = RGB_OF[step.left], RGB_OF[step.right]
    return left[::-1], right[::-1]


def gain(
    illumination: Illumination, step: LightStep | None, left_shade: Field | float, right_shade: Field | float
) -> Field:
    """Factor on the bytes of a picture, HxWx3 (or 1x1x3): light adds up, and bytes grow with its 1/2.2."""
    share = illumination.face_share()
    left, right = shown(step)
    one, other = np.atleast_2d(np.float32(left_shade)), np.atleast_2d(np.float32(right_shade))
    added = one[..., None] * np.array(left, np.float32) + other[..., None] * np.array(right, np.float32)
    return np.asarray((1.0 + share * added) ** (1 / DISPLAY_GAMMA), dtype=np.float32)
