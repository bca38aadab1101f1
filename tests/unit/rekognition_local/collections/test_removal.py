"""A deleted collection is gone at once, and its rows follow a few at a time."""

import gc
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.backend.engines.collections import removal
from kiosk.backend.engines.collections.store import CollectionStore
from kiosk.rekognition_local.errors import ResourceNotFoundException
from tests.fakes.collection_engine import KEY, Service, person

TABLES = ("collection", "image", "user", "face", "request")
SLEEP = "kiosk.backend.engines.collections.store.sleep"
"""Between two batches, when it is others' turn."""


class Killed(BaseException):
    """Ends the process, as far as the store can tell."""


@pytest.fixture
def full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """With ten faces, three users and a kept answer; two rows are removed at a time."""
    monkeypatch.setattr(removal, "BATCH", 2)
    service = Service(tmp_path)
    fill(service)
    yield service
    service.store.close()


def fill(service: Service) -> None:
    service("CreateCollection", CollectionId="c")
    faces = [service.index(person(number))[0] for number in range(10)]
    for name in ("anna", "berta", "clara"):
        service("CreateUser", CollectionId="c", UserId=name, ClientRequestToken=name)
        service("AssociateFaces", CollectionId="c", UserId=name, FaceIds=[faces.pop()])


def rows(service: Service) -> dict[str, int]:
    with service.store.work() as work:
        return {table: work.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES}


def test_others_work_while_the_rows_are_removed(full: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    full("CreateCollection", CollectionId="d")
    left = list[int]()

    def meanwhile(_: float) -> None:
        assert full("ListCollections")["CollectionIds"] == ["d"]
        with pytest.raises(ResourceNotFoundException):
            full.index(person(1))
        full.index(person(1), collection="d")
        with full.store.work() as work:
            left.append(
                work.connection.execute(
                    "SELECT count(*) FROM face WHERE collection = (SELECT min(id) FROM collection)"
                ).fetchone()[0]
            )

    monkeypatch.setattr(SLEEP, meanwhile)
    full("DeleteCollection", CollectionId="c")
    assert left[:5] == [8, 6, 4, 2, 0]
    assert rows(full)["collection"] == 1


def test_the_name_is_free_at_once_and_nothing_is_left_behind_it(full: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    created = list[int]()

    def meanwhile(_: float) -> None:
        if not created:
            full("CreateCollection", CollectionId="c")
            full("CreateUser", CollectionId="c", UserId="anna", ClientRequestToken="anna")
            created.append(full.index(person(1)) != [])

    monkeypatch.setattr(SLEEP, meanwhile)
    full("DeleteCollection", CollectionId="c")
    assert rows(full) == {"collection": 1, "image": 1, "user": 1, "face": 1, "request": 1}
    assert full("ListUsers", CollectionId="c")["Users"] == [{"UserId": "anna", "UserStatus": "CREATED"}]


@pytest.mark.parametrize("again", ["start", "sweep"])
def test_what_was_not_removed_is_removed_later(
    full: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, again: str
) -> None:
    def killed(_: float) -> None:
        raise Killed

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(SLEEP, killed)
        full("DeleteCollection", CollectionId="c")
    assert rows(full)["face"] == 8
    if again == "start":
        full.store.close()
        full.store = CollectionStore(tmp_path, KEY)
    else:
        full.store.purge_before(0)
    assert rows(full) == dict.fromkeys(TABLES, 0)


def test_the_vectors_of_a_deleted_collection_leave_the_memory(service: Service) -> None:
    (face_id,) = service.index(person(1))
    service("CreateUser", CollectionId="c", UserId="anna")
    service("AssociateFaces", CollectionId="c", UserId="anna", FaceIds=[face_id])
    with service.store.work() as work:
        vectors = work.open("c").vectors
    matrices = [index._rows.matrix for index in (vectors.faces, vectors.users)]
    assert all(matrix[0].any() for matrix in matrices)
    kept = weakref.ref(vectors.faces)
    service("DeleteCollection", CollectionId="c")
    assert not any(matrix[0].any() for matrix in matrices)
    del work, vectors
    gc.collect()
    assert kept() is None
