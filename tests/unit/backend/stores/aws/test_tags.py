"""Tags over items and images, against somebody who may write into table and bucket."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from kiosk.backend.attempts.ports import Subject, SubjectKind
from kiosk.backend.enrolment.records import EnrolmentState
from kiosk.backend.stores.aws.clients import Clients
from kiosk.backend.stores.aws.s3_blobs import Bucket, S3Blobs
from kiosk.backend.stores.aws.tags import UNTAGGED, Tags
from kiosk.backend.stores.dynamodb.challenges import DynamoStore
from kiosk.backend.stores.dynamodb.enrolments import DynamoEnrolments
from kiosk.backend.stores.dynamodb.items import PARTITION_KEY, SORT_KEY, Item
from kiosk.backend.stores.dynamodb.lockouts import DynamoLockouts
from kiosk.backend.stores.dynamodb.reference_hash import DynamoReferenceHash
from kiosk.backend.stores.dynamodb.table import Condition, Table
from kiosk.domain.identity.lockout import LockoutPolicy
from kiosk.errors import StoreTampered
from tests.factories import stored_values
from tests.fakes.aws_services import TAGS, FixedSecrets, new_bucket, new_table
from tests.fakes.metrics import FakeMetrics

ITEM: Item = {PARTITION_KEY: {"S": "a"}, SORT_KEY: {"S": "b"}, "n": {"N": "1.50"}, "data": {"B": b"x"}}
SECRET, NEXT = bytes(range(48)), bytes(range(1, 49))


def test_a_tag_is_good_for_the_same_item_alone() -> None:
    tagged = TAGS.tag_item(ITEM)
    assert TAGS.check_item({**tagged, "n": {"N": "1.5"}})
    attacks: list[Item] = [
        {"n": {"N": "1.51"}},
        {"n": {"S": "1.5"}},
        {SORT_KEY: {"S": "c"}},
        {"new": {"S": ""}},
        {"tag": {"B": b""}},
    ]
    for changes in attacks:
        with pytest.raises(StoreTampered):
            TAGS.check_item({**tagged, **changes})
    for gone in ("data", "tag"):
        with pytest.raises(StoreTampered):
            TAGS.check_item({name: each for name, each in tagged.items() if name != gone})


def test_a_secret_that_was_rotated_still_opens_what_it_tagged() -> None:
    tagged, image = TAGS.tag_item(ITEM), TAGS.tag_image("a/b", b"jpeg")
    rotated = Tags(FixedSecrets(NEXT, SECRET))
    assert rotated.check_item(tagged)
    assert rotated.check_image("a/b", image) == b"jpeg"
    with pytest.raises(StoreTampered):
        TAGS.check_item(rotated.tag_item(ITEM))


def test_what_an_earlier_version_wrote_is_accepted_where_it_is_to_be() -> None:
    accepting = Tags(FixedSecrets(SECRET), accepts_untagged=True)
    assert accepting.check_item(ITEM) == ITEM
    assert accepting.check_image("a/b", b"jpeg") == b"jpeg"
    assert UNTAGGED.check_item(ITEM) == UNTAGGED.tag_item(ITEM) == ITEM
    with pytest.raises(StoreTampered):
        accepting.check_item({**TAGS.tag_item(ITEM), "n": {"N": "2"}})


def test_it_is_counted_without_data() -> None:
    metrics = FakeMetrics()
    with pytest.raises(StoreTampered) as raised:
        Tags(FixedSecrets(SECRET), metrics=metrics).check_item(ITEM)
    assert metrics.counted == [("store_tampered", {"table": "table"})]
    assert "1.50" not in raised.value.detail


def swap(clients: Clients, table: str, a: Mapping[str, Any], b: Mapping[str, Any], names: tuple[str, ...]) -> None:
    """Exchange attributes of two items."""
    for item, other in ((a, b), (b, a)):
        clients.dynamodb.put_item(TableName=table, Item={**item, **{name: other[name] for name in names}})


def test_two_customers_cannot_be_exchanged(clients: Clients) -> None:
    table = new_table(clients)
    store = DynamoEnrolments(clients.dynamodb, table, TAGS)
    assert store.put_layouts(stored_values.LAYOUTS)
    enrolments = [
        stored_values.ENROLMENT.__class__(letter * 32, f"C-{letter}", EnrolmentState.PENDING, letter, 1.0, 1.0)
        for letter in "ab"
    ]
    for each in enrolments:
        store.add(each)
        assert store.put_face(each, stored_values.MAPPED_FACE)
        assert store.activate(each, 2.0, stored_values.LAYOUTS.version)
        store.touch(DynamoEnrolments.of_user(store, each.user) or each, 3.0)
    items = clients.dynamodb.scan(TableName=table)["Items"]
    pairs = _pairs(items)
    assert {a[SORT_KEY]["S"].partition("#")[0] for a, _ in pairs} >= {"enrolment", "face"}
    for a, b in pairs:
        shared = sorted(set(a) & set(b) - {PARTITION_KEY, SORT_KEY})
        for names in [(name,) for name in shared if a[name] != b[name]] + [tuple(shared)]:
            swap(clients, table, a, b, names)
            for customer in ("C-a", "C-b"):
                _is_refused_or_true(store, customer)
            for item in (a, b):
                clients.dynamodb.put_item(TableName=table, Item=dict(item))
    known = [store.find(customer) for customer in ("C-a", "C-b")]
    assert [each and each.seen_at_s for each in known] == [3.0, 3.0]


def _is_refused_or_true(store: DynamoEnrolments, customer: str) -> None:
    try:
        found = store.find(customer)
        assert found is not None
        assert (found.customer, found.user) == (customer, customer[-1] * 32)
        store.faces(found.user)
    except StoreTampered:
        pass


def _pairs(items: list[Any]) -> list[tuple[Any, Any]]:
    """Items of one kind that belong to two people."""
    kinds: dict[str, list[Any]] = {}
    for item in items:
        place = f"{item[PARTITION_KEY]['S'].partition('#')[0]} {item[SORT_KEY]['S'].partition('#')[0]}"
        kinds.setdefault(place, []).append(item)
    return [(each[0], each[1]) for each in kinds.values() if len(each) == 2]


@pytest.mark.parametrize(
    "change",
    [
        {"state": {"S": "open"}},
        {"version": {"N": "0"}},
        {"expires_at_s": {"N": "99999999999"}},
        {"writer": {"S": "me"}},
    ],
)
def test_a_challenge_s_plain_attributes_are_held(clients: Clients, change: Mapping[str, Any]) -> None:
    table = new_table(clients)
    store = DynamoStore(clients.dynamodb, table, 3600.0, lambda: stored_values.AT_S, tags=TAGS)
    store.create(stored_values.RECORD)
    _change(clients, table, stored_values.ID, "challenge", change)
    if change == {"state": {"S": "open"}} or change == {"version": {"N": "0"}}:
        # Which it is.
        assert store.load(stored_values.ID)
        return
    for call in (store.load, lambda id_: store.claim(id_, ""), lambda id_: store.close(id_, "me", None)):
        with pytest.raises(StoreTampered):
            call(stored_values.ID)


def _change(clients: Clients, table: str, partition: str, sort: str, change: Mapping[str, Any]) -> None:
    place = {PARTITION_KEY: {"S": partition}, SORT_KEY: {"S": sort}}
    item = clients.dynamodb.get_item(TableName=table, Key=place)["Item"]
    clients.dynamodb.put_item(TableName=table, Item={**item, **change})


def test_a_lockout_cannot_be_another_s(clients: Clients) -> None:
    table = new_table(clients)
    key_of = DynamoReferenceHash(Table(clients.dynamodb, table, TAGS))
    lockouts = DynamoLockouts(clients.dynamodb, table, key_of, LockoutPolicy(), TAGS)
    locked, free = Subject(SubjectKind.STAFF, "s-1"), Subject(SubjectKind.STAFF, "s-2")
    lockouts.change(locked, lambda _: stored_values.LOCKOUT)
    lockouts.change(free, lambda record: record.__class__(last_s=1.0))
    pair = [item for item in clients.dynamodb.scan(TableName=table)["Items"] if SORT_KEY in item and "record" in item]
    swap(clients, table, pair[0], pair[1], ("record", "version", "tag"))
    for subject in (locked, free):
        with pytest.raises(StoreTampered):
            lockouts.load(subject)
        with pytest.raises(StoreTampered):
            lockouts.change(subject, lambda record: record)


def test_the_secret_of_references_cannot_be_chosen(clients: Clients) -> None:
    table = new_table(clients)
    DynamoReferenceHash(Table(clients.dynamodb, table, TAGS))("person", "anna")
    _change(clients, table, "settings", "reference-secret", {"secret": {"B": bytes(32)}})
    with pytest.raises(StoreTampered):
        DynamoReferenceHash(Table(clients.dynamodb, table, TAGS))("person", "anna")


def test_an_image_opens_under_its_own_name_alone(clients: Clients) -> None:
    bucket = Bucket(new_bucket(clients))
    blobs = S3Blobs(clients.s3, bucket, TAGS)
    for folder in ("a1", "b2"):
        blobs.put(folder, "selfie", folder.encode())
    assert (blobs.get("a1", "selfie"), blobs.get("b2", "selfie")) == (b"a1", b"b2")
    body = clients.s3.get_object(Bucket=bucket.name, Key="images/b2/selfie")["Body"].read()
    attacks: list[tuple[str, Callable[[], bytes]]] = [
        ("another's", lambda: body),
        ("bare", lambda: b"a1"),
        ("changed", lambda: body[:-1] + b"x"),
        ("short", lambda: body[:10]),
    ]
    for _, attack in attacks:
        clients.s3.put_object(Bucket=bucket.name, Key="images/a1/selfie", Body=attack())
        with pytest.raises(StoreTampered):
            blobs.get("a1", "selfie")


def test_a_change_of_ours_does_not_make_a_changed_item_good(clients: Clients) -> None:
    table = Table(clients.dynamodb, new_table(clients), TAGS)
    assert table.put(ITEM, Condition(f"attribute_not_exists({PARTITION_KEY})"))
    place = {PARTITION_KEY: ITEM[PARTITION_KEY], SORT_KEY: ITEM[SORT_KEY]}
    read = table.get(place)
    assert read is not None
    _change(clients, table.name, "a", "b", {"data": {"B": b"y"}, "tag": {"B": b"z"}})
    assert not table.replace(read, {**read, "n": {"N": "2"}})


def test_what_an_earlier_version_wrote_gets_its_tags(clients: Clients) -> None:
    name, bucket = new_table(clients), Bucket(new_bucket(clients))
    Table(clients.dynamodb, name).put(ITEM, Condition(f"attribute_not_exists({PARTITION_KEY})"))
    S3Blobs(clients.s3, bucket).put("a1", "selfie", b"jpeg")
    place = {PARTITION_KEY: ITEM[PARTITION_KEY], SORT_KEY: ITEM[SORT_KEY]}
    strict, strict_blobs = Table(clients.dynamodb, name, TAGS), S3Blobs(clients.s3, bucket, TAGS)
    for read in (lambda: strict.get(place), lambda: strict_blobs.get("a1", "selfie")):
        with pytest.raises(StoreTampered):
            read()
    accepting = Tags(FixedSecrets(bytes(range(48))), accepts_untagged=True)
    table, blobs = Table(clients.dynamodb, name, accepting), S3Blobs(clients.s3, bucket, accepting)
    assert [each() for _ in range(2) for each in (table.tag_untagged, blobs.tag_untagged)] == [1, 1, 0, 0]
    found = strict.get(place)
    assert found is not None
    assert found["data"] == {"B": b"x"}
    assert strict_blobs.get("a1", "selfie") == b"jpeg"
