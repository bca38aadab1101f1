import time
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from kiosk.errors import AnalysisFailed
from kiosk.rekognition_local.analyser import RECENT_S, WORKERS, FaceAnalyser
from kiosk.rekognition_local.build import _forget
from kiosk.rekognition_local.collections.store import CollectionStore
from kiosk.rekognition_local.images import Picture, decode
from kiosk.rekognition_local.liveness.store import SessionStore
from tests.unit.rekognition_local.server import jpeg, portrait

FACE = jpeg(portrait())


@pytest.fixture
def analyser() -> Iterator[FaceAnalyser]:
    with closing(FaceAnalyser()) as analyser:
        yield analyser


def test_what_failed_once_is_replaced(analyser: FaceAnalyser) -> None:
    # The last one in is the next one out.
    analyser._finders.queue[-1].__exit__(None, None, None)
    with pytest.raises(AnalysisFailed):
        analyser.faces(decode(FACE))
    assert len(analyser.faces(decode(FACE))) == 1
    assert len(analyser._finders.queue) == WORKERS


def test_a_picture_that_fails_takes_no_worker_away(analyser: FaceAnalyser) -> None:
    for number in range(WORKERS + 1):
        with pytest.raises(AnalysisFailed):
            analyser.faces(Picture(np.zeros((100, 100, 4), dtype=np.uint8), str(number)))
    assert len(analyser.faces(decode(FACE))) == 1


def test_the_sweeper_forgets_faces_though_nobody_asks(
    analyser: FaceAnalyser, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    key = bytes(32)
    store, collections = SessionStore(tmp_path / "liveness.sqlite3", key), CollectionStore(tmp_path, key)
    picture = decode(FACE)
    (face,) = analyser.faces(picture)
    analyser.descriptor(picture, face)
    sweep = partial(_forget, store, collections, analyser, time.time)
    sweep()
    assert analyser._faces._entries
    assert analyser._descriptors._entries
    for recent in (analyser._faces, analyser._descriptors):
        monkeypatch.setattr(recent, "_lifetime_s", -RECENT_S)
    sweep()
    collections.close()
    store.close()
    assert not analyser._faces._entries
    assert not analyser._descriptors._entries
