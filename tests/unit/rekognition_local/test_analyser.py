import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import astuple
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import pytest

from kiosk.backend.engines.collections.store import CollectionStore
from kiosk.rekognition_local.analyser import RECENT_S, FaceAnalyser
from kiosk.rekognition_local.build import _forget
from kiosk.rekognition_local.images import decode
from kiosk.rekognition_local.liveness.store import SessionStore
from tests.unit.rekognition_local.server import another, empty, jpeg, portrait, side_by_side

FACE = jpeg(portrait())


@pytest.fixture
def analyser() -> Iterator[FaceAnalyser]:
    with closing(FaceAnalyser()) as analyser:
        yield analyser


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


def test_the_largest_face_is_the_first_of_all(analyser: FaceAnalyser) -> None:
    smaller = cv2.copyMakeBorder(another(), 0, 88, 0, 0, cv2.BORDER_CONSTANT)
    picture = decode(jpeg(side_by_side(np.asarray(smaller, dtype=np.uint8), portrait())))
    largest, (first, _) = analyser.largest_face(picture), analyser.faces(picture)
    assert largest is not None
    assert astuple(largest) == pytest.approx(astuple(first.detail.bounding_box), abs=0.01)
    assert analyser.largest_face(decode(jpeg(empty()))) is None
