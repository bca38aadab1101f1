"""Customers move into new collections while others come, go and are found."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.backend.build.local_enrolment import MigratingThread, open_enrolment_service
from kiosk.backend.enrolment import migration as migration_module
from kiosk.backend.enrolment.context import EnrolmentContext
from kiosk.backend.enrolment.enrolments import EnrolmentService
from kiosk.backend.enrolment.migration import Migration, MigrationProgress
from kiosk.backend.enrolment.placement import external_id
from kiosk.domain.identity.policy import EnrolmentPolicy
from kiosk.errors import ModelsDiffer, ServiceUnavailable, StorageFailed
from tests.factories.enrolment_contexts import engines, open_parts
from tests.fakes.indexing_engine import NEW, OLD, photo

SURE = 90.0
EVERYBODY = 8


def enrol(enrolling: EnrolmentService, person: int, *, unusable_by: str = "") -> None:
    document = photo(person, shot=1, unusable_by=unusable_by)
    enrolling.enrol(f"c-{person}", [("selfie", photo(person, unusable_by=unusable_by)), ("document", document)])


@pytest.fixture(scope="module")
def enrolled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everybody in three shards of the old model."""
    folder = tmp_path_factory.mktemp("enrolled") / "kiosk"
    with ExitStack() as stack:
        enrolling = open_enrolment_service(open_parts(folder, stack, engines(OLD)), stack)
        for person in range(EVERYBODY):
            enrol(enrolling, person)
    return folder


@pytest.fixture
def folder(enrolled: Path, tmp_path: Path) -> Path:
    """A copy of that."""
    return Path(shutil.copytree(enrolled, tmp_path / "kiosk"))


@pytest.fixture
def parts(folder: Path, stack: ExitStack, monkeypatch: pytest.MonkeyPatch) -> EnrolmentContext:
    """The same with the new model, which goes from one customer to the next."""
    monkeypatch.setattr(migration_module, "CUSTOMERS_AT_ONCE", 1)
    return replace(open_parts(folder, stack, engines(NEW, OLD)), parallelism=1)


@pytest.fixture
def enrolling(parts: EnrolmentContext, stack: ExitStack) -> Iterator[EnrolmentService]:
    yield open_enrolment_service(parts, stack)


def faces(parts: EnrolmentContext) -> int:
    return sum(parts.collections.describe(name).faces for name in parts.collections.names())


def everybody_is_found(enrolling: EnrolmentService, people: range) -> bool:
    return all(
        [each.user for each in enrolling.find_duplicates(photo(person, shot=5), SURE)] == [f"c-{person}"]
        and enrolling.likeness(f"c-{person}", photo(person, shot=5)).similarity > SURE
        for person in people
    )


def test_everybody_moves_to_the_new_model(parts: EnrolmentContext, enrolling: EnrolmentService) -> None:
    migration, reported = Migration(parts), list[MigrationProgress]()
    assert migration.is_needed() and enrolling.model_version == OLD
    end = migration.run(reported.append)
    assert (end.customers, end.images, end.failed, end.switched) == (EVERYBODY, 2 * EVERYBODY, (), True)
    assert [each.customers for each in reported] == list(range(EVERYBODY + 1))
    assert not migration.is_needed() and enrolling.model_version == NEW
    assert [name.startswith(f"kiosk-{NEW}-2-") for name in parts.collections.names()] == [True] * 3
    assert faces(parts) == 2 * EVERYBODY and everybody_is_found(enrolling, range(EVERYBODY))
    assert len(enrolling.load_customer("c-1").faces) == 2
    assert migration.run(reported.append) == MigrationProgress(0, 0, 0)


def test_people_come_go_and_are_found_meanwhile(parts: EnrolmentContext, enrolling: EnrolmentService) -> None:
    newcomers, gone = iter(range(20, 40)), iter(range(3))

    def meanwhile(_: MigrationProgress) -> None:
        assert enrolling.model_version == OLD
        enrol(enrolling, next(newcomers))
        leaving = next(gone, None)
        if leaving is not None:
            assert enrolling.erase(f"c-{leaving}")
        assert everybody_is_found(enrolling, range(3, EVERYBODY))

    end = Migration(parts).run(meanwhile)
    assert end.switched
    came = next(newcomers) - 20
    assert came > 3
    assert everybody_is_found(enrolling, range(3, EVERYBODY))
    assert everybody_is_found(enrolling, range(20, 20 + came))
    assert faces(parts) == 2 * (5 + came)
    assert not any(enrolling.is_enrolled(f"c-{person}") for person in range(3))


def test_an_enrolment_that_began_before_is_put_where_the_layouts_say_now(
    parts: EnrolmentContext, enrolling: EnrolmentService
) -> None:
    """The migration begins and ends while one enrolment is under way."""

    class Slow:
        def __getattr__(self, name: str) -> object:
            if name == "associate" and Migration(parts).is_needed():
                Migration(parts).run(lambda _: None)
            return getattr(parts.collections, name)

    slow = EnrolmentService(Slow(), parts.store, parts.blobs, parts.policy, parts.clock)  # type: ignore[arg-type]
    enrol(slow, 50)
    slow.close()
    assert everybody_is_found(enrolling, range(50, 51))
    assert {face.collection for face in enrolling.load_customer("c-50").faces} <= set(parts.collections.names())
    assert faces(parts) == 2 * (EVERYBODY + 1)


def test_what_was_stopped_goes_on_where_it_was(parts: EnrolmentContext, enrolling: EnrolmentService) -> None:
    reported = list[MigrationProgress]()
    with pytest.raises(ServiceUnavailable):
        Migration(parts).run(reported.append, stopped=lambda: len(reported) > 4)
    assert enrolling.model_version == OLD and everybody_is_found(enrolling, range(EVERYBODY))
    end = Migration(parts).run(reported.append)
    assert (end.customers, end.images, end.switched) == (EVERYBODY, 2 * (EVERYBODY - 4), True)


def test_another_number_of_shards(folder: Path, stack: ExitStack) -> None:
    parts = open_parts(folder, stack, engines(OLD), shards=7)
    enrolling = open_enrolment_service(parts, stack)
    assert Migration(parts).run(lambda _: None).switched
    assert len(parts.collections.names()) == 7 and everybody_is_found(enrolling, range(EVERYBODY))


def test_a_plan_that_nobody_wants_any_more_is_given_up(parts: EnrolmentContext, enrolling: EnrolmentService) -> None:
    reported = list[MigrationProgress]()
    with pytest.raises(ServiceUnavailable):
        Migration(parts).run(reported.append, stopped=lambda: len(reported) > 4)
    other = replace(parts, policy=EnrolmentPolicy(prefix="bank", shards=2))
    assert Migration(other).run(lambda _: None).switched
    assert [name.startswith(f"bank-{NEW}-3-") for name in parts.collections.names()] == [True] * 2
    assert everybody_is_found(enrolling, range(EVERYBODY)) and faces(parts) == 2 * EVERYBODY


def test_an_image_that_the_new_model_cannot_use_is_left_behind(
    parts: EnrolmentContext, enrolling: EnrolmentService
) -> None:
    enrolling.enrol("c-30", [("selfie", photo(30)), ("document", photo(30, shot=1, unusable_by=NEW))])
    assert Migration(parts).run(lambda _: None).switched
    assert [face.image for face in enrolling.load_customer("c-30").faces] == ["selfie-0"]
    assert everybody_is_found(enrolling, range(30, 31))


def test_nobody_is_lost_when_all_images_of_a_customer_fail(
    parts: EnrolmentContext, enrolling: EnrolmentService
) -> None:
    enrol(enrolling, 30, unusable_by=NEW)
    found = parts.store.find("c-30")
    assert found is not None
    end = Migration(parts).run(lambda _: None)
    assert end.failed == (found.user,) and not end.switched
    assert enrolling.model_version == OLD and everybody_is_found(enrolling, range(30, 31))
    enrolling.erase("c-30")
    assert Migration(parts).run(lambda _: None).switched
    assert everybody_is_found(enrolling, range(EVERYBODY)) and faces(parts) == 2 * EVERYBODY


def test_faces_that_are_missing_are_noticed_before_the_switch(
    parts: EnrolmentContext, enrolling: EnrolmentService
) -> None:
    def lose_one(progress: MigrationProgress) -> None:
        if progress.customers == EVERYBODY:
            name = next(name for name in parts.collections.names() if NEW in name and parts.collections.faces(name))
            parts.collections.delete_faces(name, [parts.collections.faces(name)[0][0]])

    with pytest.raises(StorageFailed):
        Migration(parts).run(lose_one)
    assert enrolling.model_version == OLD
    assert Migration(parts).run(lambda _: None).switched
    assert everybody_is_found(enrolling, range(EVERYBODY)) and faces(parts) == 2 * EVERYBODY


def test_faces_that_nobody_wrote_down_are_deleted_before_the_switch(
    parts: EnrolmentContext, enrolling: EnrolmentService
) -> None:
    def leave_one(progress: MigrationProgress) -> None:
        if progress.customers == EVERYBODY:
            name = next(name for name in parts.collections.names() if NEW in name)
            parts.collections.index(name, photo(77), external_id("f" * 32, "selfie-0"))

    assert Migration(parts).run(leave_one).switched
    assert faces(parts) == 2 * EVERYBODY


def test_a_model_that_is_gone_has_a_code(folder: Path, stack: ExitStack) -> None:
    enrolling = open_enrolment_service(open_parts(folder, stack, engines(NEW)), stack)
    with pytest.raises(ModelsDiffer):
        enrolling.likeness("c-1", photo(1))
    with pytest.raises(ModelsDiffer):
        enrol(enrolling, 30)


def test_a_backend_migrates_in_the_background(parts: EnrolmentContext, enrolling: EnrolmentService) -> None:
    thread = MigratingThread(Migration(parts))
    thread._thread.join(timeout=30)
    thread.close()
    assert enrolling.model_version == NEW and everybody_is_found(enrolling, range(EVERYBODY))
