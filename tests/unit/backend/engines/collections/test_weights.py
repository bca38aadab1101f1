"""Faces count in their user's vector by the quality that lies beside them, also after a restart."""

from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from kiosk.backend.engines.collections.records import NewFace
from kiosk.backend.engines.collections.store import CollectionStore
from kiosk.domain.faces.face_detail import Box
from tests.fakes.collection_engine import person

KEY = bytes(range(32))
BOX = Box(0.3, 0.3, 0.3, 0.4)


def fill(store: CollectionStore, *qualities: float | None) -> None:
    with store.work() as work:
        work.create("c", "m-1", 0.0)
    for number, quality in enumerate(qualities):
        with store.work() as work:
            opened = work.open("c")
            opened.users.insert("u")
            faces = opened.index(f"digest {number}", None, [NewFace(BOX, 99.0, tuple(person(number)), quality)])
            opened.associate(opened.users.get("u"), faces, ())


def nearness(store: CollectionStore) -> list[float]:
    """How far the user's vector lies from each of the two faces."""
    with store.work() as work:
        users = work.open("c").vectors.users
    found = [users.nearest(person(number), 1, np.inf).distances for number in range(2)]
    return [float(each[0]) for each in found]


@pytest.mark.parametrize(("qualities", "nearer"), [((100.0, 25.0), 0), ((25.0, 100.0), 1), ((None, 25.0), 0)])
def test_the_better_picture_counts_more(tmp_path: Path, qualities: tuple[float | None, ...], nearer: int) -> None:
    with closing(CollectionStore(tmp_path, KEY)) as store:
        fill(store, *qualities)
        before = nearness(store)
    assert before[nearer] < before[1 - nearer] * 0.6
    with closing(CollectionStore(tmp_path, KEY)) as store:
        assert nearness(store) == pytest.approx(before, rel=1e-5)


@pytest.mark.parametrize("qualities", [(None, None), (80.0, 80.0), (0.0, 0.0)])
def test_equals_count_the_same(tmp_path: Path, qualities: tuple[float | None, ...]) -> None:
    with closing(CollectionStore(tmp_path, KEY)) as store:
        fill(store, *qualities)
        first, second = nearness(store)
    assert first == pytest.approx(second, rel=1e-3)
