"""What is DynamoDB's own: lost answers, retention, pages, sizes, throttling, reserved words, number of calls."""

import base64
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from random import Random
from typing import Any

import pytest
from moto.dynamodb.parsing.reserved_keywords import ReservedKeywords

from kiosk.backend.challenge.frame_admission import IncomingFrame, admit_frame
from kiosk.backend.challenge.records import Admission, ChallengeState, ChallengeStatus, FrameStreamState
from kiosk.backend.stores.aws.clients import Clients
from kiosk.backend.stores.dynamodb.challenges import DynamoStore
from kiosk.backend.stores.dynamodb.items import frame_item, head_item, key
from kiosk.domain.faces.face_detail import FaceDetail, Point
from kiosk.domain.liveness.challenge import Stage
from kiosk.errors import Busy, ChallengeClosed, ChallengeNotFound, FrameConflict, NoFrames, StorageFailed
from tests.contract.test_challenge_store import FAILED, next_frame, record
from tests.factories.faces import frame, head
from tests.fakes.aws_services import aws_settings, clients_of, new_table
from tests.fakes.clock import FakeClock
from tests.fakes.failing_servers import error, interfering, scripted

RETENTION_S = 3600.0


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(150.0)


@pytest.fixture
def table(clients: Clients) -> str:
    return new_table(clients)


@pytest.fixture
def store(clients: Clients, table: str, clock: FakeClock) -> DynamoStore:
    return DynamoStore(clients.dynamodb, table, RETENTION_S, clock)


@pytest.fixture
def judging(store: DynamoStore) -> DynamoStore:
    store.create(record())
    store.append("a1", None, next_frame)
    store.claim("a1", "r1")
    return store


def through(moto: str, table: str, operation: str, instead: tuple[int, Any] | None = None) -> Iterator[DynamoStore]:
    """A store whose first call of this operation goes wrong."""
    with interfering(moto, operation, instead) as address:
        client = clients_of(aws_settings(address, max_attempts=2)).dynamodb
        yield DynamoStore(client, table, RETENTION_S, lambda: 150.0)


def offered(sequence: int | None, digest: str = "d0") -> IncomingFrame:
    return IncomingFrame("a1", sequence, 1_000, Stage.CHALLENGE, None, digest, 1000.0, (head(),), False)


class TestLostAnswers:
    """The service did what it was asked, the answer was lost, and botocore asks again."""

    def test_creating(self, moto: str, table: str, store: DynamoStore) -> None:
        for lossy in through(moto, table, "PutItem"):
            lossy.create(record())
        assert store.load("a1") == ChallengeState(record(), ChallengeStatus.OPEN, None)

    @pytest.mark.parametrize("sequence", [0, None])
    def test_storing_a_frame(self, moto: str, table: str, store: DynamoStore, sequence: int | None) -> None:
        store.create(record())
        for lossy in through(moto, table, "TransactWriteItems"):
            admission = lossy.append("a1", sequence, partial(admit_frame, offered(sequence), 400))
        assert admission is not None
        assert store.frames("a1") == (admission.facts,)
        assert store.append("a1", 0, partial(admit_frame, offered(0), 400)) is None

    def test_storing_a_finding(self, moto: str, table: str, judging: DynamoStore) -> None:
        for lossy in through(moto, table, "TransactWriteItems"):
            lossy.put_finding("a1", "similarity:0:1", b"97.5")
        assert judging.findings("a1") == {"similarity:0:1": b"97.5"}

    def test_claiming_and_nobody_else_can(self, moto: str, table: str, store: DynamoStore) -> None:
        store.create(record())
        store.append("a1", None, next_frame)
        for lossy in through(moto, table, "PutItem"):
            lossy.claim("a1", "r1")
            with pytest.raises(ChallengeClosed):
                lossy.claim("a1", "r1")
        assert store.load("a1").request_id == "r1"

    def test_releasing(self, moto: str, table: str, judging: DynamoStore) -> None:
        claim = claim_of(judging)
        for lossy in through(moto, table, "PutItem"):
            lossy.release("a1", claim)
        assert judging.load("a1").state is ChallengeStatus.OPEN

    def test_closing(self, moto: str, table: str, judging: DynamoStore) -> None:
        claim = claim_of(judging)
        for lossy in through(moto, table, "PutItem"):
            lossy.close("a1", claim, FAILED)
        assert judging.load("a1").verdict == FAILED


class TestOtherWriters:
    """What DynamoDB says when somebody else is just writing the same item."""

    @pytest.mark.parametrize("reasons", [("TransactionConflict", "None"), ("ConditionalCheckFailed", "None")])
    def test_a_transaction_in_the_way_of_another_is_repeated(
        self, moto: str, table: str, store: DynamoStore, reasons: tuple[str, str]
    ) -> None:
        store.create(record())
        cancelled = error("TransactionCanceledException"), [{"Code": code} for code in reasons]
        answer = 400, {**cancelled[0], "CancellationReasons": cancelled[1]}
        for hindered in through(moto, table, "TransactWriteItems", answer):
            assert hindered.append("a1", None, next_frame) is not None
        assert len(store.frames("a1")) == 1

    def test_a_write_in_the_way_of_a_transaction_is_repeated(self, moto: str, table: str, judging: DynamoStore) -> None:
        conflict = 400, error("TransactionConflictException")
        for hindered in through(moto, table, "PutItem", conflict):
            hindered.close("a1", claim_of(judging), FAILED)
        assert judging.load("a1").verdict == FAILED

    def test_a_transaction_under_way_is_waited_for(self, moto: str, table: str, store: DynamoStore) -> None:
        """It is this one, sent a moment ago."""
        store.create(record())
        for hindered in through(moto, table, "TransactWriteItems", (400, error("TransactionInProgressException"))):
            assert hindered.append("a1", None, next_frame) is not None
        assert len(store.frames("a1")) == 1


class TestRetention:
    def test_what_is_past_its_time_is_not_there_though_it_is(
        self, judging: DynamoStore, clock: FakeClock, clients: Clients, table: str
    ) -> None:
        judging.put_finding("a1", "similarity:0:1", b"97.5")
        clock.now_s = 100.0 + RETENTION_S
        for call in (
            judging.load,
            partial(judging.release, claim="c"),
            partial(judging.close, claim="c", verdict=FAILED),
        ):
            with pytest.raises(ChallengeNotFound):
                call("a1")
        with pytest.raises(ChallengeNotFound):
            judging.append("a1", None, next_frame)
        assert judging.frames("a1") == ()
        assert judging.findings("a1") == {}
        judging.put_finding("a1", "similarity:0:2", b"97.5")
        assert clients.dynamodb.scan(TableName=table)["Count"] == 3

    def test_claiming_comes_too_late(self, store: DynamoStore, clock: FakeClock) -> None:
        store.create(record())
        store.append("a1", None, next_frame)
        clock.now_s = 100.0 + RETENTION_S
        with pytest.raises(ChallengeNotFound):
            store.claim("a1", "r1")

    def test_every_item_says_when_it_may_be_deleted(self, judging: DynamoStore, clients: Clients, table: str) -> None:
        judging.put_finding("a1", "similarity:0:1", b"97.5")
        items = clients.dynamodb.scan(TableName=table)["Items"]
        assert [int(item["expires_at_s"]["N"]) for item in items] == [3700, 3750, 3700]

    def test_many_challenges_are_purged(self, store: DynamoStore, clients: Clients, table: str) -> None:
        for number in range(3):
            store.create(record(f"a{number}"))
            for _ in range(15):
                store.append(f"a{number}", None, next_frame)
        assert store.purge_before(101.0) == 3
        assert clients.dynamodb.scan(TableName=table)["Count"] == 0


def test_frames_of_several_pages_come_back(store: DynamoStore, clients: Clients, table: str) -> None:
    store.create(record())
    many = [frame(number, *crowd(number)) for number in range(110)]
    for start in range(0, len(many), 20):
        puts: list[Any] = [
            {"PutRequest": {"Item": frame_item("a1", facts, 3700, "w")}} for facts in many[start : start + 20]
        ]
        clients.dynamodb.batch_write_item(RequestItems={table: puts})
    with counted(clients) as calls:
        assert store.frames("a1") == tuple(many)
    assert calls["Query"] > 1


def test_items_are_small(store: DynamoStore, clients: Clients, table: str) -> None:
    store.create(record())
    store.append("a1", 0, partial(admit_frame, offered(0, 64 * "d"), 400))
    sizes = {item["item"]["S"]: size_bytes(item) for item in clients.dynamodb.scan(TableName=table)["Items"]}
    # Writes are paid by the kilobyte.
    assert sizes["challenge"] < 1024
    assert sizes["frame#0000000000"] < 2048


def claim_of(store: DynamoStore) -> str:
    """The claim under which the challenge is judged; one read."""
    return store._head("a1").writer


def every_operation(store: DynamoStore) -> list[tuple[Callable[[], object], dict[str, int]]]:
    """In an order that works, and the calls that each takes."""
    return [
        (lambda: store.create(record()), {"PutItem": 1}),
        (lambda: store.load("a1"), {"GetItem": 1}),
        (lambda: store.append("a1", 0, partial(admit_frame, offered(0), 400)), {"GetItem": 1, "TransactWriteItems": 1}),
        (lambda: store.append("a1", 0, partial(admit_frame, offered(0), 400)), {"GetItem": 2}),
        (lambda: store.put_finding("a1", "similarity:0:1", b"97.5"), {"TransactWriteItems": 1}),
        (lambda: store.findings("a1"), {"Query": 1}),
        (lambda: store.frames("a1"), {"Query": 1}),
        (lambda: store.claim("a1", ""), {"GetItem": 1, "PutItem": 1}),
        (lambda: store.release("a1", claim_of(store)), {"PutItem": 1, "GetItem": 2}),
        (lambda: store.claim("a1", ""), {"GetItem": 1, "PutItem": 1}),
        (
            lambda: store.close("a1", claim_of(store), FAILED),
            {"PutItem": 1, "GetItem": 2, "Query": 1, "BatchWriteItem": 1},
        ),
        (lambda: store.purge_before(101.0), {"Scan": 1, "Query": 1, "BatchWriteItem": 2}),
    ]


def test_the_number_of_calls_is_what_it_costs(store: DynamoStore, clients: Clients) -> None:
    for call, calls in every_operation(store):
        with counted(clients) as made:
            call()
        assert made == calls


def test_no_reserved_word_stands_in_an_expression(store: DynamoStore, clients: Clients) -> None:
    """DynamoDB refuses them everywhere, moto only in some places."""
    sent: list[str] = []

    def note(params: Any, **_: object) -> None:
        sent.append(json.dumps(params["body"].decode()))

    clients.dynamodb.meta.events.register("before-call.dynamodb", note)
    for call, _ in every_operation(store):
        call()
    clients.dynamodb.meta.events.unregister("before-call.dynamodb", note)
    expressions = re.findall(r'Expression\\": \\"(.*?)\\"', " ".join(sent))
    words = {word.upper() for text in expressions for word in re.findall(r"(?<![:#\w])[A-Za-z_]\w*", text)}
    assert len(expressions) > 10
    assert words & {*ReservedKeywords.get_reserved_keywords()} == {"AND", "BETWEEN"}


def test_another_frame_under_the_same_number_is_a_conflict(store: DynamoStore) -> None:
    store.create(record())
    store.append("a1", 0, partial(admit_frame, offered(0), 400))
    with pytest.raises(FrameConflict):
        store.append("a1", 0, partial(admit_frame, offered(0, "other"), 400))


def test_a_claim_without_frames_finds_out_why(store: DynamoStore) -> None:
    with pytest.raises(ChallengeNotFound):
        store.claim("a1", "")
    store.create(record())
    with pytest.raises(NoFrames):
        store.claim("a1", "")


@pytest.mark.parametrize(("name", "data"), [("", b""), ("x" * 65, b""), ("a#b", b""), ("a~", b""), ("a", bytes(4097))])
def test_odd_findings_are_refused(judging: DynamoStore, name: str, data: bytes) -> None:
    with pytest.raises(StorageFailed):
        judging.put_finding("a1", name, data)


def test_damaged_items_are_a_failure_and_no_challenge(store: DynamoStore, clients: Clients, table: str) -> None:
    store.create(record())
    for name in ("record", "tail"):
        clients.dynamodb.update_item(
            TableName=table,
            Key=key("a1", "challenge"),
            UpdateExpression="SET #name = :value",
            ExpressionAttributeNames={"#name": name},
            ExpressionAttributeValues={":value": {"B": b"no JSON"}},
        )
    with pytest.raises(StorageFailed):
        store.load("a1")
    with pytest.raises(StorageFailed):
        store.append("a1", None, next_frame)


@pytest.mark.parametrize(
    ("reasons", "raised"),
    [
        (["ThrottlingError", "None"], Busy),
        (["ProvisionedThroughputExceeded", "None"], Busy),
        (["ValidationError", "None"], StorageFailed),
        (["None", "TransactionConflict"], Busy),
    ],
)
def test_a_cancelled_transaction_says_why(
    store: DynamoStore,
    clients: Clients,
    table: str,
    reasons: list[str],
    raised: type[Exception],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The last one is an honest conflict that never ends."""
    monkeypatch.setattr("kiosk.backend.stores.aws.backoff.LONGEST_WAIT_S", 0.001)
    cancelled = {**error("TransactionCanceledException"), "CancellationReasons": [{"Code": code} for code in reasons]}
    with scripted((400, cancelled)) as (address, script):
        busy = DynamoStore(clients_of(aws_settings(address, max_attempts=1)).dynamodb, table, RETENTION_S)
        with pytest.raises(raised):
            busy.put_finding("a1", "similarity:0:1", b"97.5")
    assert len(script.requests) == (25 if "TransactionConflict" in reasons else 1)


def judged(claim: str) -> Any:
    """The answer of GetItem, of a challenge that is judged under this claim."""
    item = {**head_item(record(), 2**40, claim), "state": {"S": ChallengeStatus.JUDGING}, "version": {"N": "1"}}
    texts = {name: {"B": base64.b64encode(each["B"]).decode()} for name, each in item.items() if "B" in each}
    return {"Item": {**item, **texts}}


def test_what_a_batch_left_over_is_asked_for_again(table: str) -> None:
    left = {"UnprocessedItems": {table: [{"DeleteRequest": {"Key": key("a1", "finding#x")}}]}}
    found = {"Items": [key("a1", "finding#x")], "Count": 1}
    with scripted((200, judged("c")), (200, {}), (200, found), (200, left), (200, {})) as (address, script):
        store = DynamoStore(clients_of(aws_settings(address, max_attempts=1)).dynamodb, table, RETENTION_S)
        store.close("a1", "c", FAILED)
    operations = [target.rpartition(".")[2] for target, _ in script.requests]
    assert operations == ["GetItem", "PutItem", "Query", "BatchWriteItem", "BatchWriteItem"]


@pytest.mark.expect_logs
def test_findings_that_cannot_be_deleted_do_not_undo_the_verdict(table: str, caplog: pytest.LogCaptureFixture) -> None:
    with scripted((200, judged("c")), (200, {}), (500, error("InternalServerError"))) as (address, _):
        store = DynamoStore(clients_of(aws_settings(address, max_attempts=1)).dynamodb, table, RETENTION_S)
        store.close("a1", "c", FAILED)
    assert "findings were not deleted: ServiceUnavailable" in caplog.text
    assert "alice" not in caplog.text


def crowd(seed: int) -> list[FaceDetail]:
    """Faces whose positions hardly compress."""
    draw = Random(seed).random
    return [replace(head(), landmarks={name: Point(draw(), draw()) for name in head().landmarks}) for _ in range(20)]


def size_bytes(item: Any) -> int:
    """As DynamoDB counts: names and values, numbers roughly."""
    return sum(len(name) + len(next(iter(value.values()))) for name, value in item.items())


class counted:  # noqa: N801 - reads as a word
    """Counts the calls to DynamoDB while inside."""

    def __init__(self, clients: Clients) -> None:
        self._events = clients.dynamodb.meta.events
        self._calls: Counter[str] = Counter()

    def __enter__(self) -> Counter[str]:
        self._events.register("before-call.dynamodb", self._count)
        return self._calls

    def __exit__(self, *raised: object) -> None:
        self._events.unregister("before-call.dynamodb", self._count)

    def _count(self, model: Any, **_: object) -> None:
        self._calls[model.name] += 1


def test_the_tail_of_an_admission_is_kept(store: DynamoStore) -> None:
    store.create(record())
    tail = FrameStreamState(3, 4, "abc", 2, (1, "d1"), 12.25, 1)
    store.append("a1", None, lambda before, digest: Admission(frame(4), tail, True, False))
    seen: list[FrameStreamState] = []
    store.append("a1", 4, lambda before, digest: seen.append(before))
    assert seen == [tail]


def test_every_read_is_strongly_consistent(store: DynamoStore, clients: Clients) -> None:
    """What DynamoDB gives otherwise may be old, which moto never is."""
    asked: list[bool] = []

    def note(params: Mapping[str, object], **_: object) -> None:
        asked.append(params.get("ConsistentRead") is True)

    for operation in ("GetItem", "Query"):
        clients.dynamodb.meta.events.register(f"before-parameter-build.dynamodb.{operation}", note)
    for call, _ in every_operation(store)[:-1]:
        call()
    assert len(asked) > 8
    assert all(asked)
