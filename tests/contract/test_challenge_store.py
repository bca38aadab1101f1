"""What every `ChallengeStore` does, run against the adapters for this machine and for AWS, and the one in memory."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from kiosk.backend.challenge.frame_admission import IncomingFrame, admit_frame
from kiosk.backend.challenge.ports import AdmitFrame, ChallengeStore
from kiosk.backend.challenge.records import (
    Admission,
    ChallengeRecord,
    ChallengeState,
    ChallengeStatus,
    FrameStreamState,
)
from kiosk.backend.stores.aws.clients import Clients
from kiosk.backend.stores.cipher import Cipher
from kiosk.backend.stores.dynamodb.challenges import DynamoStore
from kiosk.backend.stores.sqlite.challenge_schema import CHALLENGES
from kiosk.backend.stores.sqlite.challenges import SqliteStore
from kiosk.backend.stores.sqlite.database import Database
from kiosk.domain.liveness.challenge import Stage
from kiosk.domain.liveness.nose.challenge import challenge_at
from kiosk.domain.liveness.verdict import Reason, Verdict
from kiosk.errors import ChallengeClosed, ChallengeNotFound, FrameConflict, KioskError, NoFrames, StorageFailed
from tests.factories.faces import frame, head
from tests.factories.verdicts import make_verdict
from tests.fakes.aws_services import TAGS, new_table
from tests.fakes.memory_stores import MemoryStore

TAIL = FrameStreamState(3, 4, "abc", 2, (1, "d1"), 12.25, 1)
FAILED = make_verdict(
    Reason.NO_DEPTH,
    confidence=12.5,
    evidence={"turn_deg": 3.0},
    reference_sequence=2,
    audit_sequences=(0, 2),
    synthetic=True,
)


def record(challenge_id: str = "a1", created_at_s: float = 100.0) -> ChallengeRecord:
    challenge = challenge_at(challenge_id, 640, 480, 60, -10)
    return ChallengeRecord(challenge, "Zoë 🙂", True, "a camera", True, created_at_s, created_at_s + 180, "s1")


def next_frame(tail: FrameStreamState, stored_digest: str | None) -> Admission:
    facts = frame(tail.highest_sequence + 1, head(3.0))
    after = replace(tail, frame_count=tail.frame_count + 1, highest_sequence=facts.sequence, link="l", judged_count=1)
    return Admission(facts, after, False, False)


def no_frame(tail: FrameStreamState, stored_digest: str | None) -> Admission | None:
    return None


class ChallengeStoreContract:
    claim = ""
    """Of the challenge that is being judged."""

    @pytest.fixture
    def store(self) -> Iterator[ChallengeStore]:
        raise NotImplementedError

    @pytest.fixture
    def started(self, store: ChallengeStore) -> ChallengeStore:
        store.create(record())
        return store

    @pytest.fixture
    def judging(self, started: ChallengeStore) -> ChallengeStore:
        started.append("a1", None, next_frame)
        self.claim = started.claim("a1", "r1")
        return started

    def test_what_was_created_is_loaded(self, started: ChallengeStore) -> None:
        snapshot = started.load("a1")
        assert snapshot == ChallengeState(record(), ChallengeStatus.OPEN, None)

    def test_an_id_is_used_once(self, started: ChallengeStore) -> None:
        with pytest.raises(StorageFailed):
            started.create(record())

    @pytest.mark.parametrize(
        "call",
        [
            lambda store: store.load("b2"),
            lambda store: store.append("b2", 0, next_frame),
            lambda store: store.claim("b2", "r1"),
            lambda store: store.release("b2", ""),
            lambda store: store.close("b2", "", None),
        ],
    )
    def test_unknown_id_is_not_found(self, started: ChallengeStore, call: Callable[[ChallengeStore], object]) -> None:
        with pytest.raises(ChallengeNotFound):
            call(started)

    def test_unknown_id_has_no_frames_and_no_findings(self, store: ChallengeStore) -> None:
        store.put_finding("b2", "descriptor:0", b"alice")
        assert store.frames("b2") == ()
        assert store.findings("b2") == {}

    def test_frames_come_back_in_order_and_whole(self, started: ChallengeStore) -> None:
        admissions = [started.append("a1", number, next_frame) for number in range(3)]
        assert started.frames("a1") == tuple(admission.facts for admission in admissions if admission)
        assert [facts.sequence for facts in started.frames("a1")] == [0, 1, 2]

    def test_the_tail_is_handed_on(self, started: ChallengeStore) -> None:
        seen: list[FrameStreamState] = []

        def place(tail: FrameStreamState, stored_digest: str | None) -> Admission:
            seen.append(tail)
            return Admission(frame(4), TAIL, True, False)

        started.append("a1", 4, place)
        started.append("a1", 5, no_frame)
        with pytest.raises(FrameConflict):
            started.append("a1", 5, refuse(seen))
        assert seen == [FrameStreamState(), TAIL]

    def test_the_digest_stored_under_a_number_is_told(self, started: ChallengeStore) -> None:
        told: list[str | None] = []

        def place(tail: FrameStreamState, stored_digest: str | None) -> Admission | None:
            told.append(stored_digest)
            return None

        started.append("a1", 0, next_frame)
        for sequence in (0, 1, None):
            started.append("a1", sequence, place)
        assert told == [frame(0).digest, None, None]

    def test_a_refused_frame_leaves_no_trace(self, started: ChallengeStore) -> None:
        with pytest.raises(FrameConflict):
            started.append("a1", 0, refuse([]))
        assert started.frames("a1") == ()
        started.append("a1", 0, next_frame)
        assert len(started.frames("a1")) == 1

    def test_claim_needs_no_frame_where_none_is_demanded(self, started: ChallengeStore) -> None:
        claim = started.claim("a1", "r1", demands_frames=False)
        started.close("a1", claim, FAILED)
        assert started.load("a1").verdict == FAILED

    def test_claim_needs_a_frame_and_leaves_open_without(self, started: ChallengeStore) -> None:
        with pytest.raises(NoFrames):
            started.claim("a1", "r1")
        assert started.load("a1").state is ChallengeStatus.OPEN

    def test_nothing_goes_on_while_it_is_judged(self, judging: ChallengeStore) -> None:
        assert judging.load("a1").state is ChallengeStatus.JUDGING
        with pytest.raises(ChallengeClosed):
            judging.claim("a1", "r2")
        with pytest.raises(ChallengeClosed):
            judging.append("a1", 1, next_frame)
        assert judging.load("a1").request_id == "r1"

    def test_what_is_released_is_open_again(self, judging: ChallengeStore) -> None:
        judging.put_finding("a1", "descriptor:0", b"alice")
        judging.release("a1", self.claim)
        tail = judging.load("a1").tail
        assert judging.load("a1") == ChallengeState(record(), ChallengeStatus.OPEN, None, "", tail)
        with pytest.raises(ChallengeClosed):
            judging.release("a1", self.claim)
        judging.append("a1", 1, next_frame)
        judging.claim("a1", "")
        assert replace(judging.load("a1"), tail=tail) == ChallengeState(
            record(), ChallengeStatus.JUDGING, None, "", tail
        )
        assert judging.findings("a1") == {"descriptor:0": b"alice"}

    @pytest.mark.parametrize("verdict", [FAILED, None])
    def test_nobody_ends_what_another_began(self, judging: ChallengeStore, verdict: Verdict | None) -> None:
        old = self.claim
        judging.release("a1", old)
        new = judging.claim("a1", "r2")
        with pytest.raises(ChallengeClosed):
            judging.release("a1", old)
        with pytest.raises(ChallengeClosed):
            judging.close("a1", old, verdict)
        assert judging.load("a1").state is ChallengeStatus.JUDGING
        judging.close("a1", new, FAILED)
        assert judging.load("a1").verdict == FAILED

    def test_the_tail_is_loaded_with_the_challenge(self, started: ChallengeStore) -> None:
        assert started.load("a1").tail == FrameStreamState()
        admission = started.append("a1", None, next_frame)
        assert admission is not None
        assert started.load("a1").tail == admission.tail

    def test_an_open_challenge_cannot_be_closed(self, started: ChallengeStore) -> None:
        started.append("a1", None, next_frame)
        with pytest.raises(ChallengeClosed):
            started.close("a1", "", FAILED)
        assert started.load("a1").verdict is None

    @pytest.mark.parametrize("verdict", [FAILED, None])
    def test_a_closed_challenge_stays_closed(self, judging: ChallengeStore, verdict: Verdict | None) -> None:
        judging.close("a1", self.claim, verdict)
        with pytest.raises(ChallengeClosed):
            judging.close("a1", self.claim, replace(FAILED, passed=True))
        with pytest.raises(ChallengeClosed):
            judging.claim("a1", "r1")
        with pytest.raises(ChallengeClosed):
            judging.append("a1", 1, next_frame)
        with pytest.raises(ChallengeClosed):
            judging.release("a1", self.claim)
        assert replace(judging.load("a1"), tail=FrameStreamState()) == ChallengeState(
            record(), ChallengeStatus.CLOSED, verdict, "r1"
        )
        assert len(judging.frames("a1")) == 1

    def test_findings_are_kept_until_it_is_closed(self, judging: ChallengeStore) -> None:
        longest, largest = "similarity:-1:" + 50 * "0", bytes(range(256)) * 16
        judging.put_finding("a1", longest, largest)
        judging.put_finding("a1", "descriptor:0", b"")
        judging.put_finding("a1", "descriptor:0", b"alice")
        assert judging.findings("a1") == {longest: largest, "descriptor:0": b"alice"}
        judging.close("a1", self.claim, FAILED)
        judging.put_finding("a1", "descriptor:7", b"alice")
        assert judging.findings("a1") == {}

    def test_findings_of_others_are_not_told(self, judging: ChallengeStore) -> None:
        judging.create(record("a10"))
        judging.put_finding("a10", "descriptor:0", b"bob")
        assert judging.findings("a1") == {}

    def test_many_findings_come_back_and_go(self, judging: ChallengeStore) -> None:
        data = {f"similarity:0:{number}": str(number).encode() for number in range(30)}
        for name, value in data.items():
            judging.put_finding("a1", name, value)
        assert judging.findings("a1") == data
        judging.close("a1", self.claim, None)
        assert judging.findings("a1") == {}
        assert len(judging.frames("a1")) == 1

    def test_purge_deletes_what_is_older(self, judging: ChallengeStore) -> None:
        judging.put_finding("a1", "descriptor:0", b"alice")
        judging.create(record("b2", created_at_s=200.0))
        assert judging.purge_before(100.0) == 0
        assert judging.purge_before(200.0) == 1
        assert judging.frames("a1") == ()
        assert judging.findings("a1") == {}
        with pytest.raises(ChallengeNotFound):
            judging.load("a1")
        assert judging.load("b2").state is ChallengeStatus.OPEN

    def test_one_challenge_is_deleted_with_all_that_belongs_to_it(self, judging: ChallengeStore) -> None:
        judging.put_finding("a1", "descriptor:0", b"alice")
        judging.create(record("b2", created_at_s=200.0))
        assert judging.delete("a1")
        assert not judging.delete("a1")
        assert judging.frames("a1") == ()
        assert judging.findings("a1") == {}
        with pytest.raises(ChallengeNotFound):
            judging.load("a1")
        assert judging.load("b2").state is ChallengeStatus.OPEN

    def test_one_of_many_wins_the_claim(self, started: ChallengeStore) -> None:
        started.append("a1", 0, next_frame)
        outcomes = at_once(8, lambda: started.claim("a1", "r1"))
        assert sorted(outcomes) == ["ChallengeClosed"] * 7 + ["done"]

    def test_frames_that_come_at_once_all_get_their_own_number(self, started: ChallengeStore) -> None:
        assert at_once(16, lambda: started.append("a1", None, next_frame)) == ["done"] * 16
        assert [facts.sequence for facts in started.frames("a1")] == list(range(16))

    def test_the_same_frame_at_once_is_stored_once(self, started: ChallengeStore) -> None:
        admitted: list[Admission | None] = []
        offered = partial(admit_frame, offer(), 400)
        outcomes = at_once(8, lambda: admitted.append(started.append("a1", 0, offered)))
        assert outcomes == ["done"] * 8
        assert len(started.frames("a1")) == 1
        assert [admission is None for admission in admitted].count(False) == 1


def offer() -> IncomingFrame:
    """The first frame of a challenge, as a terminal sends it."""
    return IncomingFrame("a1", 0, 1_000, Stage.CHALLENGE, None, "d0", 1000.0, (head(),), False)


def refuse(seen: list[FrameStreamState]) -> AdmitFrame:
    def place(tail: FrameStreamState, stored_digest: str | None) -> Admission | None:
        seen.append(tail)
        raise FrameConflict

    return place


def at_once(count: int, call: Callable[[], object]) -> list[str]:
    together, outcomes = threading.Barrier(count), list[str]()

    def run() -> None:
        together.wait()
        try:
            call()
            outcomes.append("done")
        except KioskError as error:
            outcomes.append(type(error).__name__)

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


class TestMemoryStore(ChallengeStoreContract):
    @pytest.fixture
    def store(self) -> Iterator[ChallengeStore]:
        yield MemoryStore()


class TestSqliteStore(ChallengeStoreContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[ChallengeStore]:
        cipher = Cipher(bytes(32))
        database = Database(tmp_path / "kiosk.sqlite3", cipher, CHALLENGES)
        yield SqliteStore(database, cipher)
        database.close()

    def test_a_commit_that_fails_leaves_the_store_usable(self, tmp_path: Path) -> None:
        cipher = Cipher(bytes(32))
        database = Database(tmp_path / "kiosk.sqlite3", cipher, CHALLENGES)
        with pytest.raises(StorageFailed), database.transaction() as connection:
            connection.execute("PRAGMA defer_foreign_keys = ON")
            connection.execute("INSERT INTO frame VALUES ('nobody', 0, '', x'')")
        SqliteStore(database, cipher).create(record())
        database.close()

    def test_two_processes_share_one_file(self, started: ChallengeStore, tmp_path: Path) -> None:
        cipher = Cipher(bytes(32))
        database = Database(tmp_path / "kiosk.sqlite3", cipher, CHALLENGES)
        other = SqliteStore(database, cipher)
        other.append("a1", 0, next_frame)
        other.claim("a1", "r1")
        database.close()
        with pytest.raises(ChallengeClosed):
            started.claim("a1", "r1")
        with pytest.raises(StorageFailed):
            other.load("a1")


class TestDynamoStore(ChallengeStoreContract):
    @pytest.fixture
    def store(self, clients: Clients) -> Iterator[ChallengeStore]:
        yield DynamoStore(clients.dynamodb, new_table(clients), retention_s=3600, clock=lambda: 250.0, tags=TAGS)
