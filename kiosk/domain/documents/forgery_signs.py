"""Signs that a page is a copy or was altered: each may have an innocent reason, so that none refuses, and staff look.

What was measured, too, and is no sign: the grain of the portrait against that of the page (0.07 to 2 times as strong on
genuine specimens, 0.02 to 22 times on those with a portrait that was pasted in); how sharp straight borders around the
portrait are against text (genuine up to 1.8, half of those pasted in with a hard edge below 1.6); how calm the ground
behind a line is against what lies around it (genuine up to 3.6, painted over on drawn pages 1.5 at most).
"""

from dataclasses import dataclass
from enum import StrEnum

PATTERN_FROM = 20.0
"""How far a fine frequency stands out from those beside it on four tiles of the page in ten.

On 236 genuine pages, drawn under all conditions and specimens, it is 7 at most and on one specimen, which is printed in
dots itself, 19; 12 at most on 300 more that were turned, scaled, compressed again. Of 48 pages on drawn screens of 0.7
to 3 pixels a dot, 41 have more: where a dot is just one or two pixels wide, camera and screen agree.
"""
WINDOW_FROM = 0.4
"""Length of a straight border between two grounds without noise, as a ratio of the picture's side.

On 556 pictures (specimens, drawn documents under all conditions, photographs, each compressed three ways) it is 0.22 at
most; on 10 documents in one drawn window 0.7 and more, scaled and compressed. The limit was set on these.
"""

BARE_FROM = 0.1
"""Share of lines of one colour in a picture of a telephone's shape: 0 in 87 specimens, drawings and photographs, 0.53
and more on 36 drawn screenshots."""

TEXT_FROM = 1.6
"""Sharpness of one line of text in that of the lines that are as far from the camera.

On 489 genuine pages, specimens and drawn under all conditions, it is 1.34 at most; on 120 more that were drawn or taken
again after the limit was set, 1.35. Of 90 lines that were written into photographs 0.5 to 1.6 pixels out of focus, of
kinds that the limit was not set on, 85 have more, and 82 once compressed; of 18 in specimens that are sharp scans 4 and
3; of 120 that were printed and photographed none.
"""


class ForgerySign(StrEnum):
    """What speaks for a copy, or for a picture that was altered."""

    REGULAR_PATTERN = "REGULAR_PATTERN"
    """A fine regular grid lies over the page: pixels of a screen, or dots of a press or printer."""
    SCREEN_WINDOW = "SCREEN_WINDOW"
    """The page lies in a window: what is around it has straight borders and one colour to the last bit."""
    TELEPHONE_SCREEN = "TELEPHONE_SCREEN"
    """The picture has a telephone's shape, and around what it shows whole lines are one colour to the last bit."""
    SHARPER_TEXT = "SHARPER_TEXT"
    """A line is sharper than the lens shows the page's other text: it may have been written into the picture."""


@dataclass(frozen=True, slots=True)
class ForgeryMeasures:
    """What was measured on one upright page and around it."""

    pattern: float
    """How far the page's strongest fine frequency stands out from those beside it."""
    window: float = 0.0
    """Length of the longest straight border between two grounds that are one colour each, in ratios of a side."""
    bare: float = 0.0
    """Share of lines of one colour in a picture of a telephone's shape."""
    text: float = 1.0
    """Sharpness of one line of text, in that of the lines that are as far from the camera."""


def forgery_signs(measures: ForgeryMeasures) -> tuple[ForgerySign, ...]:
    """The signs whose measures are beyond what genuine pages show, or are no numbers."""
    found = {
        ForgerySign.REGULAR_PATTERN: not measures.pattern < PATTERN_FROM,
        ForgerySign.SCREEN_WINDOW: not measures.window < WINDOW_FROM,
        ForgerySign.TELEPHONE_SCREEN: not measures.bare < BARE_FROM,
        ForgerySign.SHARPER_TEXT: not measures.text < TEXT_FROM,
    }
    return tuple(sign for sign, holds in found.items() if holds)
