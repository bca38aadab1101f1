from collections.abc import Iterator
from contextlib import closing

import cv2
import numpy as np
import pytest

from kiosk.backend.engines.local.face_finder_pool import PICTURE_WORKERS, FaceFinderPool
from kiosk.errors import AnalysisFailed
from kiosk.terminal.camera.demo import people

NO_PICTURE = np.zeros((100, 100, 4), dtype=np.uint8)


@pytest.fixture(scope="module")
def finders() -> Iterator[FaceFinderPool]:
    with closing(FaceFinderPool()) as finders:
        yield finders


def faces(finders: FaceFinderPool) -> int:
    image = cv2.imread(str(people.another_person()))
    return len(finders.find(np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2RGB), dtype=np.uint8), 10))


def test_what_failed_once_is_replaced(finders: FaceFinderPool) -> None:
    # The last one in is the next one out.
    finders._finders.queue[-1].__exit__(None, None, None)
    with pytest.raises(AnalysisFailed):
        faces(finders)
    assert faces(finders) == 1
    assert len(finders._finders.queue) == PICTURE_WORKERS


def test_a_picture_that_fails_takes_no_worker_away(finders: FaceFinderPool) -> None:
    for _ in range(PICTURE_WORKERS + 1):
        with pytest.raises(AnalysisFailed):
            finders.find(NO_PICTURE, 10)
    assert faces(finders) == 1
