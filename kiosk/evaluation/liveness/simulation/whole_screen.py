"""Light of the whole screen on what is near it: a panel that fills much of what a face sees, and no far point."""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from kiosk.domain.liveness.frames import LinearColour
from kiosk.evaluation.liveness.simulation.head import Layer
from kiosk.evaluation.liveness.simulation.light import DISPLAY_GAMMA, PANEL_AREA_M2, Illumination
from kiosk.evaluation.liveness.simulation.window import Image, Window

SHARE_LIT = 0.9
"""Of the panel: in the oval customers see themselves through the colour."""
USUAL_LOOK: LinearColour = (0.1, 0.1, 0.1)
"""What the screen shines with while it shows the camera's picture under a veil."""


LUMA = (0.2126, 0.7152, 0.0722)
"""Of linear red, green and blue (ITU-R BT.709)."""


def at_distance(light: Illumination, distance_m: float) -> Illumination:
    """The same place with whatever stands there so far from the camera."""
    return replace(light, distance_m=distance_m)


def screen_share(light: Illumination) -> float:
    """Light of a white screen on what faces it, against the room's: of a disk of the panel's area (Lambert)."""
    filled = PANEL_AREA_M2 / (np.pi * light.distance_m**2 + PANEL_AREA_M2)
    return float(np.pi * light.panel_cd_m2 * filled * SHARE_LIT / light.face_lux)


@dataclass
class AutomaticExposure:
    """A camera's, which takes back what the screen adds to a face's brightness, some time later."""

    settles_s: float = 0.45
    gain: float = 1.0
    """On bytes; 1 for the light of the room alone."""

    def settle(self, elapsed_s: float, light: Illumination, shine: LinearColour, reflects: float) -> None:
        """Go on for so long before something that throws back this share of the screen's light."""
        luma = sum(weight * channel for weight, channel in zip(LUMA, shine, strict=True))
        wanted = (1 + screen_share(light) * reflects * luma) ** (-1 / DISPLAY_GAMMA)
        self.gain += (wanted - self.gain) * (1 - float(np.exp(-elapsed_s / self.settles_s)))


def lay_over(
    behind: Image, layer: Layer, window: Window, light: Illumination, shine: LinearColour, exposure: float
) -> Image:
    """A layer in the screen's light over what is behind it, which is too far away to be lit."""
    shade = (np.atleast_2d(layer.left_shade) + np.atleast_2d(layer.right_shade)) / 2
    added = screen_share(light) * shade[..., None] * np.array(shine[::-1], dtype=np.float32)
    factors = np.asarray(exposure * (1 + added) ** (1 / DISPLAY_GAMMA), dtype=np.float32)
    front = cv2.multiply(layer.image, window.refine(factors), dtype=cv2.CV_8U)
    further = cv2.convertScaleAbs(behind, alpha=exposure)
    return np.asarray(cv2.blendLinear(front, further, layer.alpha, 1 - layer.alpha), dtype=np.uint8)
