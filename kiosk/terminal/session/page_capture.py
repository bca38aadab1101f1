"""What the camera sees of a document's page, and when it is taken by itself."""

from dataclasses import dataclass
from enum import StrEnum
from math import hypot

from kiosk.domain.documents.document import Finding
from kiosk.domain.faces.face_detail import Point

STEADY_FRAMES = 5
"""Pictures in a row on which the page must lie still before it is taken."""
MAX_TILT = 1.25
"""Of two opposite edges, how much longer one may look; a page held so that it looks worse reads badly."""

SWEPT = 0.06
"""How far a corner moves from one picture to the next when somebody turns the page over, in ratios."""


class PageHint(StrEnum):
    """What the customer should do with the page."""

    SHOW = "show"
    CLOSER = "closer"
    FLAT = "flat"
    GLARE = "glare"
    BLURRED = "blurred"
    HOLD_STILL = "hold_still"


_HINTS = {
    Finding.NO_PAGE: PageHint.SHOW,
    Finding.PAGE_TOO_SMALL: PageHint.CLOSER,
    Finding.GLARE: PageHint.GLARE,
    Finding.BLURRED: PageHint.BLURRED,
}


@dataclass(frozen=True, slots=True)
class PageView:
    """One look: the corners clockwise from the upper left in ratios of the unmirrored picture, none without a page."""

    corners: tuple[Point, ...] = ()
    finding: Finding | None = Finding.NO_PAGE
    steady_frames: int = 0

    @property
    def hint(self) -> PageHint:
        """The one thing to say."""
        if not self.corners:
            return PageHint.SHOW
        if self.finding is not None:
            return _HINTS.get(self.finding, PageHint.SHOW)
        return PageHint.FLAT if tilt(self.corners) > MAX_TILT else PageHint.HOLD_STILL

    @property
    def steady_ratio(self) -> float:
        """How much of the time that the page must lie still is over, 0-1."""
        return min(1.0, self.steady_frames / STEADY_FRAMES) if self.hint is PageHint.HOLD_STILL else 0.0

    @property
    def ready(self) -> bool:
        """Whether the page can be taken."""
        return self.steady_ratio >= 1.0


def moved_away(before: PageView | None, now: PageView) -> bool:
    """Whether the page that was seen is gone or was swept aside, so that what is seen next may be another side."""
    if before is None or not before.corners or not now.corners:
        return not now.corners
    return any(_length(*pair) > SWEPT for pair in zip(before.corners, now.corners, strict=True))


def tilt(corners: tuple[Point, ...]) -> float:
    """How much longer an edge looks than the opposite one, from 1 on."""
    edges = [_length(corners[index], corners[(index + 1) % 4]) for index in range(4)]
    pairs = ((edges[0], edges[2]), (edges[1], edges[3]))
    return max(max(pair) / max(min(pair), 1e-6) for pair in pairs)


def _length(start: Point, end: Point) -> float:
    return hypot(end.x - start.x, end.y - start.y)
