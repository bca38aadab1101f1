"""Looks for a document's page in one picture after the other, and notices when it lies still."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.documents.document import Finding
from kiosk.terminal.session.page_capture import PageView

if TYPE_CHECKING:
    from kiosk.vision.document.page_quality import PageObservation

DEBOUNCE_FRAMES = 4
"""Pictures in a row that must say the same before something else is said; hints that flicker cannot be read."""

SHAKEN_FRAMES = 2


class PageStability:
    """Belongs to the tracking thread."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Begin anew, for what comes next is another page."""
        self._before: PageObservation | None = None
        self._steady_frames = 0
        self._reported: Finding | None = Finding.NO_PAGE
        self._new: Finding | None = None
        self._new_frames = 0

    def observe(self, bgr: NDArray[np.uint8]) -> PageView:
        """Return what a whole picture of the camera shows of a page."""
        # Only now: the first picture of a face need not wait for it.
        from kiosk.vision.document.page_quality import is_steady, observe_page

        seen, before = observe_page(bgr), self._before
        still = seen.hint is None and before is not None and is_steady(before, seen)
        self._steady_frames = self._steady_frames + 1 if still else self._count_down(seen)
        self._before = seen
        finding = None if self._steady_frames else self._debounce(seen.hint)
        return PageView(seen.corners or (), finding, self._steady_frames if still else 0)

    def _count_down(self, seen: "PageObservation") -> int:
        """One picture in which the page seems to jump costs some of the time, one without a page all of it."""
        return 0 if seen.corners is None else max(0, self._steady_frames - SHAKEN_FRAMES)

    def _debounce(self, finding: Finding | None) -> Finding | None:
        if finding == self._reported:
            self._new_frames = 0
        else:
            self._new_frames = self._new_frames + 1 if finding == self._new else 1
            self._new = finding
            if self._new_frames >= DEBOUNCE_FRAMES:
                self._reported, self._new_frames = finding, 0
        return self._reported
