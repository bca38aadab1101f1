"""The light challenge: colours that the kiosk's screen shows beside the preview, and that a face before it reflects."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

STEP_S = 0.36
"""For which one pair of colours is shown: below three changes a second, as WCAG 2.3.1 demands of flashes."""
STEPS = 16
"""Of one sequence, which begins anew after 5.8 seconds."""


class Colour(StrEnum):
    """What half of the screen may show; no saturated red, which provokes seizures most (WCAG 2.3.1)."""

    WHITE = "white"
    CYAN = "cyan"
    GREEN = "green"
    BLUE = "blue"
    MAGENTA = "magenta"
    YELLOW = "yellow"

    @property
    def rgb(self) -> tuple[int, int, int]:
        """Red, green and blue of sRGB, 0-255: each primary fully on or off, so that it stays apart from every other."""
        return _RGB[self]


_RGB: Mapping[Colour, tuple[int, int, int]] = MappingProxyType(
    {
        Colour.WHITE: (255, 255, 255),
        Colour.CYAN: (0, 255, 255),
        Colour.GREEN: (0, 255, 0),
        Colour.BLUE: (0, 0, 255),
        Colour.MAGENTA: (255, 0, 255),
        Colour.YELLOW: (255, 255, 0),
    }
)


@dataclass(frozen=True, slots=True)
class LightStep:
    """What both halves of the screen show at a time; left and right are the screen's, and so the mirror's."""

    left: Colour
    right: Colour

    @property
    def shine(self) -> "ScreenShine":
        """The light of both halves."""
        return ScreenShine(*(linear_light(colour.rgb) for colour in (self.left, self.right)))


@dataclass(frozen=True, slots=True)
class ScreenShine:
    """Light of the screen's halves: red, green and blue, 0-1, linear; left and right are the screen's."""

    left: tuple[float, float, float]
    right: tuple[float, float, float]


def linear_light(rgb: tuple[int, int, int]) -> tuple[float, float, float]:
    """Return the light of bytes, near enough to sRGB's curve."""
    red, green, blue = ((value / 255) ** 2.2 for value in rgb)
    return red, green, blue


@dataclass(frozen=True, slots=True)
class LightSequence:
    """The colours of one challenge, in order and again from the first, each for `step_s`."""

    steps: tuple[LightStep, ...]
    step_s: float = STEP_S


def draw_light(randbelow: Callable[[int], int]) -> LightSequence:
    """Draw a sequence in which both halves differ, and each changes with every step.

    `randbelow(n)` must come from a secure generator.
    """
    steps: list[LightStep] = []
    for _ in range(STEPS):
        before = steps[-1] if steps else None
        left = _other_than(tuple(c for c in Colour if before is None or c is not before.left), randbelow)
        taken = {left} | (set() if before is None else {before.right})
        steps.append(LightStep(left, _other_than(tuple(c for c in Colour if c not in taken), randbelow)))
    return LightSequence(tuple(steps))


def _other_than(colours: tuple[Colour, ...], randbelow: Callable[[int], int]) -> Colour:
    return colours[randbelow(len(colours))]
