"""What is there after a restart, after a kill, and after a deletion."""

import os
import subprocess
import sys
import threading
import uuid
from pathlib import Path

import numpy as np
import pytest

from kiosk.backend.engines.collections.store import FILE_NAME, CollectionStore
from kiosk.errors import AnalysisFailed, StorageFailed
from tests.fakes.collection_engine import KEY, Service, person, photo

WRITER = """
import sys
from pathlib import Path
from tests.fakes.collection_engine import Service, person, photo

service = Service(Path(sys.argv[1]))
service("CreateCollection", CollectionId="c")
number = 0
while True:
    name = f"user-{number}"
    service("CreateUser", CollectionId="c", UserId=name)
    faces = service.index(photo(number, 1), photo(number, 2), ExternalImageId=name)
    service("AssociateFaces", CollectionId="c", UserId=name, FaceIds=faces)
    if number % 3 == 2:
        service("DeleteUser", CollectionId="c", UserId=name)
        service("DeleteFaces", CollectionId="c", FaceIds=faces)
    print(number, flush=True)
    number += 1
"""


def test_everything_is_there_after_a_restart(tmp_path: Path) -> None:
    service = Service(tmp_path)
    service("CreateCollection", CollectionId="c")
    ids = service.index(photo(1, 1), photo(1, 2), person(2), ExternalImageId="x")
    service("CreateUser", CollectionId="c", UserId="anna")
    service("AssociateFaces", CollectionId="c", UserId="anna", FaceIds=ids[:2], ClientRequestToken="t")
    service("DeleteFaces", CollectionId="c", FaceIds=ids[2:])
    image = service.engine.picture(person(1))
    questions: list[tuple[str, dict[str, object]]] = [
        ("ListFaces", {}),
        ("ListUsers", {}),
        ("DescribeCollection", {}),
        ("SearchFaces", {"FaceId": ids[0]}),
        ("SearchFacesByImage", {"Image": image, "FaceMatchThreshold": 0}),
        ("SearchUsersByImage", {"Image": image}),
    ]
    before = [service(operation, CollectionId="c", **members) for operation, members in questions]
    token = service("ListFaces", CollectionId="c", MaxResults=1)["NextToken"]
    service.store.close()
    again = Service(tmp_path, service.engine)
    assert [again(operation, CollectionId="c", **members) for operation, members in questions] == before
    assert len(again("ListFaces", CollectionId="c", NextToken=token)["Faces"]) == 1
    again.store.close()


def test_what_was_answered_survives_a_kill_and_nothing_is_half(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    root = Path(__file__).parents[4]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root, env=dict(os.environ)) as writer:
        assert writer.stdout is not None
        answered = [int(writer.stdout.readline()) for _ in range(25)]
        writer.kill()
        answered += [int(line) for line in writer.stdout]
    service = Service(tmp_path)
    users = {user["UserId"]: user["UserStatus"] for user in service("ListUsers", CollectionId="c")["Users"]}
    for number in answered:
        assert (f"user-{number}" in users) == (number % 3 != 2)
    faces = service("ListFaces", CollectionId="c")["Faces"]
    for number in answered:
        kept = [face for face in faces if face["ExternalImageId"] == f"user-{number}"]
        assert len(kept) == (0 if number % 3 == 2 else 2)
        assert all(face["UserId"] == f"user-{number}" for face in kept)
    # The one that was being worked on: both of its faces or none, and searching agrees with listing.
    unanswered = [face for face in faces if face["ExternalImageId"] == f"user-{len(answered)}"]
    assert len(unanswered) in (0, 2)
    assert service("DescribeCollection", CollectionId="c")["FaceCount"] == len(faces)
    everybody = service(
        "SearchFacesByImage", CollectionId="c", Image=service.engine.picture(person(0)), FaceMatchThreshold=0
    )
    assert {match["Face"]["FaceId"] for match in everybody["FaceMatches"]} == {face["FaceId"] for face in faces}
    service.store.close()


def contents(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


def test_nothing_of_a_person_is_readable_in_the_files(tmp_path: Path) -> None:
    service = Service(tmp_path)
    service("CreateCollection", CollectionId="c")
    ids = service.index(person(1), ExternalImageId="Anna-Schmidt-1970")
    service("CreateUser", CollectionId="c", UserId="anna.schmidt", ClientRequestToken="for-anna")
    service("AssociateFaces", CollectionId="c", UserId="anna.schmidt", FaceIds=ids, ClientRequestToken="again-anna")
    stored = contents(tmp_path)
    for secret in (b"Anna", b"anna", b"schmidt", person(1).astype("<f4").tobytes()[:16]):
        assert secret not in stored
    service.store.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_the_files_are_their_owners_alone(service: Service, tmp_path: Path) -> None:
    files = list((tmp_path / "rekognition").iterdir())
    assert len(files) >= 2
    assert all(path.stat().st_mode & 0o077 == 0 for path in files)


@pytest.mark.parametrize("operation", ["DeleteFaces", "DeleteCollection"])
def test_what_is_deleted_is_gone_from_the_files(tmp_path: Path, operation: str) -> None:
    service = Service(tmp_path)
    service("CreateCollection", CollectionId="c")
    (face_id,) = service.index(person(1), ExternalImageId="x")
    with service.store.work() as work:
        (sealed,) = work.connection.execute("SELECT vector FROM face").fetchone()
        (external,) = work.connection.execute("SELECT external_id FROM image").fetchone()
    assert sealed in contents(tmp_path)
    service(operation, CollectionId="c", **({"FaceIds": [face_id]} if operation == "DeleteFaces" else {}))
    for remains in (sealed, external, sealed[100:140]):
        assert remains not in contents(tmp_path)
    service.store.close()


def test_a_deleted_users_id_is_gone_from_the_files(tmp_path: Path) -> None:
    service = Service(tmp_path)
    service("CreateCollection", CollectionId="c")
    service("CreateUser", CollectionId="c", UserId="anna")
    with service.store.work() as work:
        fingerprint, name = work.connection.execute("SELECT fingerprint, name FROM user").fetchone()
    assert name in contents(tmp_path)
    service("DeleteUser", CollectionId="c", UserId="anna", ClientRequestToken="t")
    assert name not in contents(tmp_path)
    assert fingerprint not in contents(tmp_path)
    service.store.close()


def test_no_kept_answer_names_a_deleted_user(service: Service, tmp_path: Path) -> None:
    (face_id,) = service.index(person(1))
    for name in ("anna", "berta"):
        service("CreateUser", CollectionId="c", UserId=name, ClientRequestToken=name)
    service("AssociateFaces", CollectionId="c", UserId="anna", FaceIds=[face_id])
    for operation in ("AssociateFaces", "DisassociateFaces"):
        asked = {"CollectionId": "c", "UserId": "berta", "FaceIds": [face_id], "ClientRequestToken": "t"}
        assert "anna" in str(service(operation, **asked))
    with service.store.work() as work:
        rows = work.connection.execute("SELECT answer FROM request WHERE operation LIKE '%ssociateFaces'").fetchall()
    assert len(rows) == 2
    service("DeleteUser", CollectionId="c", UserId="anna")
    with service.store.work() as work:
        left = work.connection.execute("SELECT operation, answer FROM request").fetchall()
    assert [operation for operation, _ in left] == ["CreateUser"] * 2
    for (answer,) in rows:
        assert answer not in contents(tmp_path / "rekognition")
    assert service("CreateUser", CollectionId="c", UserId="berta", ClientRequestToken="berta") == {}


def test_what_is_answered_is_on_disk(service: Service) -> None:
    full = 2  # https://sqlite.org/pragma.html#pragma_synchronous
    with service.store.work() as work:
        assert work.connection.execute("PRAGMA synchronous").fetchone() == (full,)


def test_a_second_process_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.backend.stores.sqlite.database.BUSY_TIMEOUT_S", 0.1)
    store = CollectionStore(tmp_path, KEY)
    with pytest.raises(StorageFailed):
        CollectionStore(tmp_path, KEY)
    store.close()
    CollectionStore(tmp_path, KEY).close()


def test_another_key_opens_nothing(tmp_path: Path) -> None:
    CollectionStore(tmp_path, KEY).close()
    with pytest.raises(StorageFailed):
        CollectionStore(tmp_path, KEY[::-1])


@pytest.mark.expect_logs
def test_a_vector_opens_as_no_other_faces(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    service = Service(tmp_path)
    service("CreateCollection", CollectionId="c")
    service.index(person(1), person(2))
    with service.store.work() as work:
        work.connection.execute("UPDATE face SET vector = (SELECT vector FROM face ORDER BY id LIMIT 1)")
    service.store.close()
    again = Service(tmp_path)
    left_out = "1 rows of face do not fit together, and are left out"
    assert [record.getMessage() for record in caplog.records] == [left_out]
    with again.store.work() as work:
        assert len(work.open("c").vectors.faces) == 1
    again.store.close()


def test_a_damaged_file_is_said(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"This is no database, but it is long enough to be one." * 100)
    with pytest.raises(StorageFailed):
        CollectionStore(tmp_path, KEY)


def test_a_closed_store_says_so(service: Service) -> None:
    service.store.close()
    with pytest.raises(StorageFailed):
        service("ListCollections")


def test_a_vector_that_cannot_be_compared_is_not_stored(service: Service) -> None:
    for bad in (np.full(128, np.nan), np.zeros(64)):
        with pytest.raises(AnalysisFailed):
            service.index(person(1), bad)
    assert service("ListFaces", CollectionId="c")["Faces"] == []


def test_answers_kept_for_repeated_requests_are_forgotten(service: Service) -> None:
    service("CreateUser", CollectionId="c", UserId="anna", ClientRequestToken="t")
    for time_s, left in ((service.now_s, 1), (service.now_s + 1, 0)):
        service.store.purge_before(time_s)
        with service.store.work() as work:
            assert work.connection.execute("SELECT count(*) FROM request").fetchone() == (left,)


def test_a_failed_transaction_changes_neither_file_nor_memory(service: Service) -> None:
    (face_id,) = service.index(person(1))
    with pytest.raises(RuntimeError), service.store.work() as work:
        collection = work.open("c")
        collection.delete_faces([collection.faces.by_face_ids([face_id])[face_id]])
        raise RuntimeError
    answer = service("SearchFacesByImage", CollectionId="c", Image=service.engine.picture(person(1)))
    assert [match["Face"]["FaceId"] for match in answer["FaceMatches"]] == [face_id]


def test_indexing_searching_and_deleting_at_the_same_time(tmp_path: Path) -> None:
    """A search never fails, finds whoever stays, and never a face whose deletion was answered before it began."""
    service = Service(tmp_path)
    service("CreateCollection", CollectionId="c")
    stays = service.index(person(0))[0]
    gone, stop, problems = set[str](), threading.Event(), list[object]()

    def churn(worker: int) -> None:
        for shot in range(25):
            ids = service.index(photo(0, 100 * worker + shot), person(worker + 1))
            if service("DeleteFaces", CollectionId="c", FaceIds=ids)["DeletedFaces"] != ids:
                problems.append("not deleted")
            gone.update(ids)

    def search() -> None:
        image = service.engine.picture(person(0))
        while not stop.is_set():
            before = set(gone)
            found = {
                match["Face"]["FaceId"]
                for match in service("SearchFacesByImage", CollectionId="c", Image=image)["FaceMatches"]
            }
            if stays not in found or found & before:
                problems.append(found)

    _watched(problems, [lambda worker=worker: churn(worker) for worker in range(3)], [search, search], stop)
    assert problems == []
    assert service("DescribeCollection", CollectionId="c")["FaceCount"] == 1
    service.store.close()


def test_the_same_image_indexed_by_many_at_once_is_indexed_once(service: Service) -> None:
    image, answers = service.engine.picture(person(1), person(2)), list[object]()

    def index() -> None:
        answers.append(service("IndexFaces", CollectionId="c", Image=image)["FaceRecords"])

    _watched(answers, [index] * 8, [], threading.Event())
    assert all(answer == answers[0] for answer in answers)
    assert service("DescribeCollection", CollectionId="c")["FaceCount"] == 2


def test_a_collection_that_is_deleted_while_it_is_used(service: Service) -> None:
    """Everybody gets an answer or one of the service's errors."""
    problems, stop = list[object](), threading.Event()

    def use() -> None:
        try:
            for _ in range(20):
                service.index(person(int(uuid.uuid4()) % 1000))
                service("SearchFacesByImage", CollectionId="c", Image=service.engine.picture(person(1)))
        except Exception as error:
            if type(error).__name__ != "ResourceNotFoundException":
                problems.append(error)

    _watched(problems, [use, use, lambda: service("DeleteCollection", CollectionId="c")], [], stop)
    assert problems == []
    assert service("ListCollections")["CollectionIds"] == []


def _watched(problems: list[object], work: list[object], background: list[object], stop: threading.Event) -> None:
    """Run everything at once; the background until the work is done. What raises is a problem."""

    def guarded(action: object) -> None:
        try:
            action()  # type: ignore[operator]
        except Exception as error:
            problems.append(error)

    threads = [threading.Thread(target=guarded, args=[action]) for action in (*work, *background)]
    for thread in threads:
        thread.start()
    for thread in threads[: len(work)]:
        thread.join()
    stop.set()
    for thread in threads:
        thread.join()
