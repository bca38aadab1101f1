"""Customers are enrolled whole or not at all."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from kiosk.backend.enrolment.context import EnrolmentContext
from kiosk.backend.enrolment.enrolments import ABANDONED_S, EnrolmentService
from kiosk.backend.enrolment.records import Enrolment, EnrolmentState
from kiosk.backend.ports import FaceRecord, UserFound
from kiosk.errors import (
    CollectionNotFound,
    CustomerExists,
    CustomerNotFound,
    FaceQualityTooLow,
    ImageError,
    NoFaceFound,
    RequestInvalid,
    ServiceUnavailable,
    StorageFailed,
)
from tests.factories.enrolment_contexts import NOW_S
from tests.fakes.indexing_engine import photo

SURE = 90.0


def selfie(person: int, shot: int = 0) -> list[tuple[str, bytes]]:
    return [("selfie", photo(person, shot=shot)), ("document", photo(person, shot=shot + 1))]


def nothing_is_left(parts: EnrolmentContext) -> bool:
    """No face, no user, no record, no image."""
    facts = [parts.collections.describe(name) for name in parts.collections.names()]
    records = parts.store.after("", 100) + parts.store.list_unfinished(NOW_S * 2)
    return not records and all(fact.faces == fact.users == 0 for fact in facts)


def test_whoever_is_enrolled_is_known_again(enrolling: EnrolmentService) -> None:
    assert not enrolling.is_enrolled("c-1")
    assert enrolling.enrol("c-1", selfie(1)) == 2
    assert enrolling.is_enrolled("c-1")
    assert (
        enrolling.likeness("c-1", photo(1, shot=5)).similarity > SURE > enrolling.likeness("c-1", photo(2)).similarity
    )


def test_duplicates_are_found_in_every_shard_best_first(enrolling: EnrolmentService, parts: EnrolmentContext) -> None:
    # Shards are drawn at random: as many as leave one of three empty once in ten million runs.
    people = range(42)
    for person in people:
        enrolling.enrol(f"c-{person}", selfie(person))
    assert min(parts.collections.describe(name).users for name in parts.collections.names()) > 0
    for person in people[:12]:
        (found,) = enrolling.find_duplicates(photo(person, shot=9), SURE)
        assert (found.user, found.similarity > SURE) == (f"c-{person}", True)
    everybody = enrolling.find_duplicates(photo(3, shot=9), 0.0)
    similarities = [each.similarity for each in everybody]
    assert everybody[0].user == "c-3" and similarities == sorted(similarities, reverse=True)
    assert len(everybody) == len(people)
    assert enrolling.find_duplicates(photo(99), SURE) == ()


def test_collections_know_nothing_of_the_bank_s_references(
    enrolling: EnrolmentService, parts: EnrolmentContext
) -> None:
    enrolling.enrol("customer-4711", selfie(1))
    externals = [external for name in parts.collections.names() for _, external in parts.collections.faces(name)]
    assert len(externals) == 2 and not any("4711" in external for external in externals)


def test_somebody_more_alike_is_named(enrolling: EnrolmentService, parts: EnrolmentContext) -> None:
    # So many that somebody shares the first one's shard, which is drawn at random.
    for person in range(48):
        enrolling.enrol(f"c-{person}", selfie(person))
    user = parts.store.find("c-0")
    assert user is not None
    layouts = parts.store.layouts()
    assert layouts is not None
    collection = layouts.current.collection_of(user.user)
    other = next(
        each.customer
        for each in parts.store.after("", 100)
        if layouts.current.collection_of(each.user) == collection and each.customer != "c-0"
    )
    likeness = enrolling.likeness("c-0", photo(int(other.removeprefix("c-")), shot=7))
    assert likeness.others[0].user == other and likeness.others[0].similarity > SURE > likeness.similarity
    assert enrolling.likeness("c-0", photo(0, shot=7)).others == ()


@pytest.mark.parametrize(
    ("image", "error"),
    [
        (photo(), NoFaceFound),
        (photo(1, sharpness=3.0), FaceQualityTooLow),
        (b"%PDF-1.7", ImageError),
    ],
)
def test_one_bad_image_enrols_nobody(
    enrolling: EnrolmentService, parts: EnrolmentContext, image: bytes, error: type[Exception]
) -> None:
    with pytest.raises(error):
        enrolling.enrol("c-1", [("selfie", photo(1)), ("document", image)])
    assert not enrolling.is_enrolled("c-1") and nothing_is_left(parts)
    assert enrolling.enrol("c-1", selfie(1)) == 2


def test_a_face_unlike_the_first_is_left_out(enrolling: EnrolmentService, parts: EnrolmentContext) -> None:
    assert enrolling.enrol("c-1", [("selfie", photo(1)), ("document", photo(2))]) == 1
    assert [face.image for face in enrolling.load_customer("c-1").faces] == ["selfie-0"]
    assert sum(parts.collections.describe(name).faces for name in parts.collections.names()) == 1


@pytest.mark.parametrize("images", [[], [("selfie", b"x")] * 11])
def test_nothing_and_too_much_are_refused(enrolling: EnrolmentService, images: list[tuple[str, bytes]]) -> None:
    with pytest.raises(RequestInvalid):
        enrolling.enrol("c-1", images)


def test_of_several_at_once_one_wins(enrolling: EnrolmentService, parts: EnrolmentContext) -> None:
    def enrol(shot: int) -> int:
        try:
            return enrolling.enrol("c-1", selfie(1, shot))
        except CustomerExists:
            return 0

    with ThreadPoolExecutor(6) as executor:
        assert sorted(executor.map(enrol, range(0, 12, 2))) == [0, 0, 0, 0, 0, 2]
    assert len(enrolling.load_customer("c-1").faces) == 2
    assert sum(parts.collections.describe(name).faces for name in parts.collections.names()) == 2


def test_erasing_leaves_nothing(enrolling: EnrolmentService, parts: EnrolmentContext) -> None:
    enrolling.enrol("c-1", selfie(1))
    user = parts.store.find("c-1")
    assert user is not None and parts.blobs.names(user.user) == ("document-1", "selfie-0")
    assert enrolling.erase("c-1") and not enrolling.erase("c-1")
    assert not enrolling.is_enrolled("c-1") and nothing_is_left(parts) and parts.blobs.names(user.user) == ()
    with pytest.raises(CustomerNotFound):
        enrolling.likeness("c-1", photo(1))
    assert enrolling.find_duplicates(photo(1), SURE) == ()


def test_all_that_is_held_can_be_had(enrolling: EnrolmentService) -> None:
    enrolling.enrol("c-1", selfie(1))
    held = enrolling.load_customer("c-1")
    assert [(image.kind, image.jpeg) for image in held.images] == sorted(selfie(1))
    assert {face.image for face in held.faces} == {image.name for image in held.images}
    with pytest.raises(CustomerNotFound):
        enrolling.load_customer("c-2")


def test_whoever_was_not_seen_for_long_is_erased(enrolling: EnrolmentService, parts: EnrolmentContext) -> None:
    for number in range(3):
        enrolling.enrol(f"c-{number}", selfie(number))
    later = EnrolmentService(parts.collections, parts.store, parts.blobs, parts.policy, lambda: NOW_S + 100)
    later.mark_seen("c-1")
    later.mark_seen("c-9")
    assert later.purge_unseen(NOW_S) == 0
    assert later.purge_unseen(NOW_S + 50) == 2
    assert [each.customer for each in parts.store.after("", 10)] == ["c-1"]
    later.close()


class Failing:
    """Collections of which one call fails, then all of it works again."""

    def __init__(self, parts: EnrolmentContext, method: str, error: Exception) -> None:
        self._collections, self._method, self._error = parts.collections, method, error
        self.armed = True

    def __getattr__(self, name: str) -> object:
        if name == self._method and self.armed:
            return self._fail
        return getattr(self._collections, name)

    def _fail(self, *_: object, **__: object) -> FaceRecord:
        self.armed = False
        raise self._error


@pytest.mark.parametrize("method", ["create_user", "index", "associate"])
def test_a_service_that_fails_leaves_nothing_behind(parts: EnrolmentContext, method: str) -> None:
    failing = Failing(parts, method, ServiceUnavailable("for now"))
    enrolling = EnrolmentService(failing, parts.store, parts.blobs, parts.policy, parts.clock)  # type: ignore[arg-type]
    with pytest.raises(ServiceUnavailable):
        enrolling.enrol("c-1", selfie(1))
    assert nothing_is_left(parts)
    assert enrolling.enrol("c-1", selfie(1)) == 2
    enrolling.close()


@pytest.mark.expect_logs
def test_what_cannot_be_undone_now_is_undone_later(parts: EnrolmentContext) -> None:
    failing = Failing(parts, "delete_user", ServiceUnavailable("for now"))
    enrolling = EnrolmentService(failing, parts.store, parts.blobs, parts.policy, parts.clock)  # type: ignore[arg-type]
    with pytest.raises(NoFaceFound):
        enrolling.enrol("c-1", [("selfie", photo(1)), ("document", photo())])
    assert not nothing_is_left(parts) and not enrolling.is_enrolled("c-1")
    assert enrolling.find_duplicates(photo(1), SURE) == ()
    assert enrolling.recover_abandoned() == 1
    assert nothing_is_left(parts)
    enrolling.close()


def test_a_shard_that_fails_makes_the_search_fail(parts: EnrolmentContext) -> None:
    failing = Failing(parts, "search_users", StorageFailed("one shard"))
    enrolling = EnrolmentService(failing, parts.store, parts.blobs, parts.policy, parts.clock)  # type: ignore[arg-type]
    with pytest.raises(StorageFailed):
        enrolling.find_duplicates(photo(1), SURE)
    assert enrolling.find_duplicates(photo(1), SURE) == ()
    enrolling.close()


def test_a_collection_that_is_gone_has_a_code(enrolling: EnrolmentService, parts: EnrolmentContext) -> None:
    enrolling.enrol("c-1", selfie(1))
    parts.collections.delete(parts.collections.names()[0])
    with pytest.raises(CollectionNotFound):
        enrolling.find_duplicates(photo(1), SURE)


def test_what_was_abandoned_is_taken_over(enrolling: EnrolmentService, parts: EnrolmentContext) -> None:
    left = Enrolment("u" * 32, "c-1", EnrolmentState.PENDING, "claim", NOW_S, NOW_S)
    parts.store.add(left)
    with pytest.raises(CustomerExists):
        enrolling.enrol("c-1", selfie(1))
    assert enrolling.recover_abandoned() == 0
    parts.store.move(left, EnrolmentState.UNDOING, "other")
    parts.store.remove(replace(left, state=EnrolmentState.UNDOING, claim="other"))
    parts.store.add(replace(left, started_at_s=NOW_S - ABANDONED_S - 1))
    assert enrolling.enrol("c-1", selfie(1)) == 2


def test_people_come_and_go_while_others_are_searched(enrolling: EnrolmentService) -> None:
    enrolling.enrol("c-0", selfie(0))

    def come_and_go(person: int) -> None:
        for _ in range(3):
            enrolling.enrol(f"c-{person}", selfie(person))
            assert enrolling.erase(f"c-{person}")

    def search(_: int) -> list[UserFound]:
        return [found for shot in range(15) for found in enrolling.find_duplicates(photo(0, shot=shot + 20), SURE)]

    with ThreadPoolExecutor(5) as executor:
        going = [executor.submit(come_and_go, person) for person in (1, 2, 3)]
        searches = list(executor.map(search, range(2)))
        for each in going:
            each.result()
    assert all(len(found) == 15 and {each.user for each in found} == {"c-0"} for found in searches)
