"""A face is found and described once, however many shards ask for it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from kiosk.backend.engines.collections import local_collections
from kiosk.backend.engines.collections.local_collections import LargestFaces
from kiosk.backend.ports import Descriptor, SizedFace
from kiosk.errors import AnalysisFailed, NoFaceFound
from tests.fakes.indexing_engine import NEW, FakeIndexingEngine, photo


class SlowEngine(FakeIndexingEngine):
    """Waits until somebody else asks, too."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.fails = Event(), False

    def describe_largest(self, image: bytes) -> tuple[SizedFace, Descriptor] | None:
        self.asked.wait(5)
        found = super().describe_largest(image)
        if self.fails:
            raise AnalysisFailed
        return found


@pytest.mark.parametrize("fails", [False, True])
def test_several_at_once_wait_for_the_first(fails: bool) -> None:
    engine, faces = SlowEngine(), LargestFaces()
    engine.fails = fails
    with ThreadPoolExecutor(4) as executor:
        asking = [executor.submit(faces.get, engine, photo(1)) for _ in range(4)]
        engine.asked.set()
        ends = [each.exception() for each in asking]
    assert [type(end) for end in ends] == [AnalysisFailed if fails else type(None)] * 4
    assert engine.looks <= (4 if fails else 1)


def test_a_failure_is_not_remembered() -> None:
    engine, faces = SlowEngine(), LargestFaces()
    engine.asked.set()
    engine.fails = True
    with pytest.raises(AnalysisFailed):
        faces.get(engine, photo(1))
    engine.fails = False
    assert len(faces.get(engine, photo(1)).vector) == 32
    with pytest.raises(NoFaceFound):
        faces.get(engine, photo())


def test_models_do_not_mix_and_little_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    faces, old, new = LargestFaces(), FakeIndexingEngine(), FakeIndexingEngine(NEW)
    assert faces.get(old, photo(1)).vector != faces.get(new, photo(1)).vector
    for person in range(local_collections.KEPT + 5):
        faces.get(old, photo(person))
    assert len(faces._entries) <= local_collections.KEPT
    looks = old.looks
    monkeypatch.setattr(local_collections, "KEPT_S", -1.0)
    faces.get(old, photo(local_collections.KEPT + 4))
    assert old.looks == looks + 1
    faces.forget_old()
    assert not faces._entries
