"""Signs that a page is a copy: each may have an innocent reason, so that none refuses, and staff look at the document.

The grain of the portrait against that of the page was measured, too, and is no sign: on genuine specimens it is 0.07 to
2 times as strong, on those with a portrait that was pasted in 0.02 to 22 times.
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


class ForgerySign(StrEnum):
    """What speaks for a copy."""

    REGULAR_PATTERN = "REGULAR_PATTERN"
    """A fine regular grid lies over the page: pixels of a screen, or dots of a press or printer."""
    SCREEN_WINDOW = "SCREEN_WINDOW"
    """The page lies in a window: what is around it has straight borders and one colour to the last bit."""
    TELEPHONE_SCREEN = "TELEPHONE_SCREEN"
    """The picture has a telephone's shape, and around what it shows whole lines are one colour to the last bit."""


@dataclass(frozen=True, slots=True)
class ForgeryMeasures:
    """What was measured on one upright page and around it."""

    pattern: float
    """How far the page's strongest fine frequency stands out from those beside it."""
    window: float = 0.0
    """Length of the longest straight border between two grounds that are one colour each, in ratios of a side."""
    bare: float = 0.0
    """Share of lines of one colour in a picture of a telephone's shape."""


def forgery_signs(measures: ForgeryMeasures) -> tuple[ForgerySign, ...]:
    """The signs whose measures are beyond what genuine pages show, or are no numbers."""
    found = {
        ForgerySign.REGULAR_PATTERN: not measures.pattern < PATTERN_FROM,
        ForgerySign.SCREEN_WINDOW: not measures.window < WINDOW_FROM,
        ForgerySign.TELEPHONE_SCREEN: not measures.bare < BARE_FROM,
    }
    return tuple(sign for sign, holds in found.items() if holds)
