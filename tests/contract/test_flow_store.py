"""What every `FlowStore` does, run against the adapters for this machine and for AWS."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from threading import Barrier, Thread

import pytest

from kiosk.backend.flows.ports import FlowStore
from kiosk.backend.flows.records import FlowRecord
from kiosk.backend.stores.aws.clients import Clients
from kiosk.backend.stores.cipher import Cipher
from kiosk.backend.stores.dynamodb.flows import DynamoFlows
from kiosk.backend.stores.sqlite.flows import SqliteFlows
from kiosk.domain.documents.document import DocumentKind, ReadField, Source
from kiosk.domain.faces.quality import Advice
from kiosk.domain.identity.flow import AttemptStage, Flow, Outcome
from kiosk.domain.identity.flow_state import Claim, Progress, Step
from kiosk.domain.identity.step_results import DocumentAnswer, Duplicate, FaceMatch, FailedMeasure, FlowAnswer
from kiosk.errors import StorageFailed
from tests.fakes.aws_services import TAGS, new_table

NOW_S = 2_000_000_000.0
FLOW = FlowRecord(
    challenge_id="a" * 32,
    created_at_s=NOW_S,
    progress=Progress(
        Flow.ONBOARD,
        AttemptStage.FACE_MATCH,
        Outcome.OPEN,
        ("GLARE",),
        documents=2,
        accepted=True,
        waived=frozenset({AttemptStage.LIVENESS}),
        customer="Müller-4711",
        request_id="r1",
        claim=Claim(Step.ENROL, "w", NOW_S + 60),
    ),
    document=DocumentAnswer(
        True,
        DocumentKind.PASSPORT,
        {"name": ReadField("Anna", 99.5, Source.PRINTED)},
        ("GLARE",),
        (FailedMeasure("portrait", "yaw", 40.0, 30.0, Advice.LOOK_STRAIGHT),),
        FaceMatch(True, 99.1, 95.0),
    ),
    document_digest="d" * 64,
    answer=FlowAnswer(Outcome.FAILED, ("DUPLICATE_FOUND",), "c-1", (Duplicate("c-2", 97.0),)),
)


class FlowStoreContract:
    """Subclasses provide the store."""

    @pytest.fixture
    def store(self) -> Iterator[FlowStore]:
        raise NotImplementedError

    def test_what_was_saved_is_loaded(self, store: FlowStore) -> None:
        assert store.load(FLOW.challenge_id) is None
        assert store.save(FLOW)
        assert store.load(FLOW.challenge_id) == replace(FLOW, version=1)

    def test_only_the_next_version_is_saved(self, store: FlowStore) -> None:
        assert store.save(FLOW)
        assert not store.save(FLOW)
        first = replace(FLOW, version=1, document=None)
        assert store.save(first)
        assert not store.save(replace(first, answer=None))
        assert store.load(FLOW.challenge_id) == replace(first, version=2)
        assert not store.save(replace(FLOW, challenge_id="b" * 32, version=1))

    def test_of_many_writers_one_is_faster(self, store: FlowStore) -> None:
        store.save(FLOW)
        known, barrier, won = replace(FLOW, version=1), Barrier(4), list[bool]()

        def write(number: int) -> None:
            barrier.wait()
            won.append(store.save(replace(known, document_digest=str(number))))

        threads = [Thread(target=write, args=[number]) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(won) == [False, False, False, True]

    def test_the_unsettled_are_found(self, store: FlowStore) -> None:
        ended = replace(FLOW, challenge_id="b" * 32, progress=replace(FLOW.progress, outcome=Outcome.APPROVED))
        store.save(FLOW)
        store.save(ended)
        assert [*store.list_unsettled(NOW_S + 1)] == [FLOW.challenge_id]
        assert [*store.list_unsettled(NOW_S)] == []

    def test_what_is_deleted_is_gone(self, store: FlowStore) -> None:
        store.save(FLOW)
        assert store.delete([FLOW.challenge_id, "b" * 32]) == 1
        assert store.load(FLOW.challenge_id) is None
        assert store.delete([FLOW.challenge_id]) == 0
        assert store.save(FLOW)

    def test_old_ones_are_purged(self, store: FlowStore) -> None:
        young = replace(FLOW, challenge_id="b" * 32, created_at_s=NOW_S + 10)
        store.save(FLOW)
        store.save(young)
        assert store.purge_before(NOW_S + 5) == 1
        assert store.load(FLOW.challenge_id) is None
        assert store.load(young.challenge_id) is not None


class TestSqliteFlows(FlowStoreContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[FlowStore]:
        with closing(SqliteFlows(tmp_path / "flows.sqlite3", Cipher(bytes(32)))) as store:
            yield store

    def test_nothing_personal_is_on_the_disk(self, tmp_path: Path) -> None:
        with closing(SqliteFlows(tmp_path / "flows.sqlite3", Cipher(bytes(32)))) as store:
            store.save(FLOW)
        written = b"".join(path.read_bytes() for path in tmp_path.iterdir())
        for word in ("Müller", "4711", "Anna", "c-2"):
            assert word.encode() not in written

    def test_another_key_opens_nothing(self, tmp_path: Path) -> None:
        SqliteFlows(tmp_path / "flows.sqlite3", Cipher(bytes(32))).close()
        with pytest.raises(StorageFailed):
            SqliteFlows(tmp_path / "flows.sqlite3", Cipher(bytes(31) + b"1"))


class TestDynamoFlows(FlowStoreContract):
    @pytest.fixture
    def store(self, clients: Clients) -> FlowStore:
        return DynamoFlows(clients.dynamodb, new_table(clients), 3600.0, lambda: NOW_S, TAGS)

    def test_what_ought_to_be_deleted_counts_as_gone(self, clients: Clients) -> None:
        table = new_table(clients)
        DynamoFlows(clients.dynamodb, table, 3600.0, lambda: NOW_S).save(FLOW)
        assert DynamoFlows(clients.dynamodb, table, 3600.0, lambda: NOW_S + 3600).load(FLOW.challenge_id) is None
