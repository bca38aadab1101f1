"""What every `EnrolmentStore` does, run against SQLite and DynamoDB."""

import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.backend.enrolment.ports import EnrolmentStore
from kiosk.backend.enrolment.records import Checkpoint, Enrolment, EnrolmentState, Layouts, MappedFace
from kiosk.backend.stores.aws.clients import Clients
from kiosk.backend.stores.dynamodb.enrolments import DynamoEnrolments
from kiosk.backend.stores.sqlite.enrolments import FILE_NAME, SqliteEnrolments
from kiosk.domain.faces.face_detail import Box
from kiosk.domain.identity.collection_layout import Layout
from kiosk.errors import CustomerExists
from tests.fakes.aws_services import TAGS, new_table

NOW_S = 1_790_000_000.0
LAYOUTS = Layouts(Layout("kiosk", "1.0", 1, 2))
FACE = MappedFace("kiosk-1.0-1-0", "face-1", "selfie-0", Box(0.1, 0.2, 0.3, 0.4))


def pending(customer: str = "c-1", started_at_s: float = NOW_S) -> Enrolment:
    user, claim = secrets.token_hex(16), secrets.token_hex(8)
    return Enrolment(user, customer, EnrolmentState.PENDING, claim, started_at_s, started_at_s)


def active(store: EnrolmentStore, customer: str = "c-1") -> Enrolment:
    enrolment = pending(customer)
    store.add(enrolment)
    assert store.activate(enrolment, NOW_S, LAYOUTS.version)
    return replace(enrolment, state=EnrolmentState.ACTIVE)


def leaving(store: EnrolmentStore, enrolment: Enrolment, state: EnrolmentState) -> Enrolment:
    assert store.move(enrolment, state, "claim-2")
    return replace(enrolment, state=state, claim="claim-2")


class EnrolmentStoreContract:
    @pytest.fixture
    def store(self) -> Iterator[EnrolmentStore]:
        raise NotImplementedError

    @pytest.fixture(autouse=True)
    def layouts(self, store: EnrolmentStore) -> None:
        assert store.layouts() is None
        assert store.put_layouts(LAYOUTS)

    def test_an_enrolment_is_found_by_customer_and_user(self, store: EnrolmentStore) -> None:
        enrolment = pending("Zoë 1/2 #3")
        store.add(enrolment)
        assert store.find("Zoë 1/2 #3") == store.of_user(enrolment.user) == enrolment
        assert store.find("Zoë") is store.of_user("0" * 32) is None

    def test_one_without_a_face_is_whole_and_listed_apart(self, store: EnrolmentStore) -> None:
        with_face, enrolment = active(store, "c-1"), pending("c-2")
        store.add(enrolment)
        assert store.activate_without_face(enrolment, NOW_S + 5)
        whole = replace(enrolment, state=EnrolmentState.WITHOUT_FACE, seen_at_s=NOW_S + 5)
        assert store.find("c-2") == whole
        assert [each.user for each in store.after("", 10)] == [with_face.user], "what migrations go by"
        assert store.after("", 10, EnrolmentState.WITHOUT_FACE) == (whole,)
        assert store.after(whole.user, 10, EnrolmentState.WITHOUT_FACE) == ()
        assert store.list_unfinished(NOW_S + 100) == ()
        assert not store.activate_without_face(enrolment, NOW_S + 9), "it is pending no longer"
        store.touch(whole, NOW_S + 60)
        gone = leaving(store, replace(whole, seen_at_s=NOW_S + 60), EnrolmentState.ERASING)
        assert store.after("", 10, EnrolmentState.WITHOUT_FACE) == ()
        store.remove(gone)
        assert store.find("c-2") is None

    def test_a_customer_has_one(self, store: EnrolmentStore) -> None:
        first = pending()
        store.add(first)
        with pytest.raises(CustomerExists):
            store.add(pending())
        assert store.find("c-1") == first

        def add(_: int) -> bool:
            try:
                store.add(pending("c-2"))
            except CustomerExists:
                return False
            return True

        with ThreadPoolExecutor(4) as executor:
            assert sum(executor.map(add, range(4))) == 1

    def test_it_becomes_active_once_and_only_under_the_layouts_it_was_begun_with(self, store: EnrolmentStore) -> None:
        enrolment = pending()
        store.add(enrolment)
        assert not store.activate(enrolment, NOW_S, LAYOUTS.version + 1)
        assert not store.activate(replace(enrolment, claim="other"), NOW_S, LAYOUTS.version)
        assert store.activate(enrolment, NOW_S + 5, LAYOUTS.version)
        found = store.find("c-1")
        assert found == replace(enrolment, state=EnrolmentState.ACTIVE, seen_at_s=NOW_S + 5)
        store.touch(found, NOW_S + 9)
        assert store.find("c-1") == replace(found, seen_at_s=NOW_S + 9)

    def test_whoever_moves_it_owns_it(self, store: EnrolmentStore) -> None:
        enrolment = pending()
        store.add(enrolment)
        undoing = leaving(store, enrolment, EnrolmentState.UNDOING)
        assert store.find("c-1") == undoing
        assert not store.move(enrolment, EnrolmentState.UNDOING, "claim-3")
        assert not store.activate(enrolment, NOW_S, LAYOUTS.version)
        assert not store.put_face(enrolment, FACE)
        store.remove(enrolment)
        store.remove(replace(undoing, claim="claim-3"))
        assert store.find("c-1") == undoing

    def test_faces_belong_to_a_user(self, store: EnrolmentStore) -> None:
        enrolment = active(store)
        other = replace(FACE, collection="kiosk-2.0-2-0", face_id="face-2")
        for face in (other, FACE, FACE):
            assert store.put_face(enrolment, face)
        assert store.faces(enrolment.user) == (FACE, other)
        assert store.faces("0" * 32) == ()
        store.drop_faces(enrolment.user, [FACE, replace(FACE, face_id="unknown")])
        assert store.faces(enrolment.user) == (other,)

    def test_removing_leaves_nothing_and_the_customer_may_come_again(self, store: EnrolmentStore) -> None:
        enrolment = active(store)
        store.put_face(enrolment, FACE)
        store.remove(enrolment)
        assert store.find("c-1") == enrolment
        store.remove(leaving(store, enrolment, EnrolmentState.ERASING))
        assert store.find("c-1") is store.of_user(enrolment.user) is None
        assert not (store.faces(enrolment.user) or store.after("", 10) or store.list_unfinished(NOW_S * 2))
        store.add(pending())

    def test_what_is_unfinished(self, store: EnrolmentStore) -> None:
        old, new = pending("c-1", NOW_S - 100), pending("c-2")
        store.add(old)
        store.add(new)
        active(store, "c-3")
        erasing = leaving(store, active(store, "c-4"), EnrolmentState.ERASING)
        assert set(store.list_unfinished(NOW_S - 50)) == {old, erasing}
        assert set(store.list_unfinished(NOW_S + 50)) == {old, new, erasing}

    def test_active_ones_are_listed_page_by_page(self, store: EnrolmentStore) -> None:
        everybody = sorted((active(store, f"c-{number}") for number in range(12)), key=lambda each: each.user)
        store.add(pending("c-99"))
        leaving(store, everybody.pop(3), EnrolmentState.ERASING)
        listed, last = list[Enrolment](), ""
        while page := store.after(last, 4):
            assert len(page) <= 4
            listed += page
            last = page[-1].user
        assert listed == everybody

    def test_layouts_change_one_version_at_a_time(self, store: EnrolmentStore) -> None:
        begun = LAYOUTS.start_move(Layout("kiosk", "2.0", 2, 3))
        assert store.layouts() == LAYOUTS
        assert store.put_layouts(begun)
        assert not store.put_layouts(LAYOUTS.start_move(Layout("kiosk", "3.0", 2, 3)))
        assert not store.put_layouts(Layouts(Layout("kiosk", "4.0", 1, 1)))
        assert store.put_layouts(begun.switch()) and store.put_layouts(begun.switch().clear())
        assert store.layouts() == Layouts(Layout("kiosk", "2.0", 2, 3), version=4)

    def test_a_checkpoint_is_kept(self, store: EnrolmentStore) -> None:
        assert store.checkpoint() is None
        for checkpoint in (Checkpoint(2), Checkpoint(2, "a" * 32, 7, 11, ("b" * 32,))):
            store.put_checkpoint(checkpoint)
            assert store.checkpoint() == checkpoint


class TestSqliteEnrolments(EnrolmentStoreContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[EnrolmentStore]:
        with closing(SqliteEnrolments(tmp_path / "kiosk", bytes(range(32)))) as store:
            yield store

    def test_no_reference_lies_in_the_file(self, store: EnrolmentStore, tmp_path: Path) -> None:
        active(store, "customer-4711")
        for path in (tmp_path / "kiosk").iterdir():
            assert b"customer-4711" not in path.read_bytes()
        assert (tmp_path / "kiosk" / FILE_NAME).stat().st_mode & 0o077 == 0


class TestDynamoEnrolments(EnrolmentStoreContract):
    @pytest.fixture
    def store(self, clients: Clients) -> Iterator[EnrolmentStore]:
        yield DynamoEnrolments(clients.dynamodb, new_table(clients), TAGS)

    def test_no_reference_stands_in_a_key(self, store: DynamoEnrolments, clients: Clients) -> None:
        active(store, "customer-4711")
        items = clients.dynamodb.scan(TableName=store._table.name)["Items"]
        keys = [value for item in items for name, value in item.items() if name in ("challenge_id", "item")]
        assert len(items) > 3 and not any("4711" in str(key) for key in keys)
