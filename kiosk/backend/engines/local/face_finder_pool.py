"""Several finders of faces, so that as many pictures are looked at together."""

from collections.abc import Sequence
from contextlib import suppress
from queue import LifoQueue

import numpy as np
from numpy.typing import NDArray

from kiosk.errors import AnalysisFailed
from kiosk.vision.photo_faces import PhotoFace, PhotoFaceFinder

PICTURE_WORKERS = 2
"""Pictures that are analysed at the same time; a worker keeps one core busy."""


class FaceFinderPool:
    """Any thread may use it, several at a time."""

    def __init__(self, workers: int = PICTURE_WORKERS) -> None:
        """Load the networks; raises ModelMissing and ModelDamaged."""
        self._finders: LifoQueue[PhotoFaceFinder] = LifoQueue()
        for _ in range(workers):
            self._finders.put(PhotoFaceFinder())

    def find(self, rgb: NDArray[np.uint8], limit: int) -> Sequence[PhotoFace]:
        """All faces, the largest first, at most `limit`; raises AnalysisFailed."""
        finder = self._finders.get()
        try:
            return finder.find(rgb, limit)
        except (RuntimeError, ValueError) as error:
            # A graph that failed once refuses every picture from then on.
            finder = _replacement(finder)
            raise AnalysisFailed("face detection") from error
        finally:
            self._finders.put(finder)

    def close(self) -> None:
        """Close the networks; nobody may use it any more."""
        while not self._finders.empty():
            self._finders.get().__exit__(None, None, None)


def _replacement(broken: PhotoFaceFinder) -> PhotoFaceFinder:
    """A new finder; raises ModelMissing and ModelDamaged, and then the broken one is not closed."""
    finder = PhotoFaceFinder()
    # MediaPipe says at the end once more what went wrong.
    with suppress(RuntimeError, ValueError):
        broken.__exit__(None, None, None)
    return finder
