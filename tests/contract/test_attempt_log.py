"""What every place that attempts, lockouts and the audit trail are kept in does, on this machine and on AWS."""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.backend.attempts.lockouts import subjects_of
from kiosk.backend.attempts.ports import Subject, SubjectKind
from kiosk.backend.build import aws_attempts as on_aws
from kiosk.backend.build import local_attempts as on_this_machine
from kiosk.backend.build.attempt_context import AttemptContext
from kiosk.backend.stores.aws.clients import Clients
from kiosk.backend.stores.files.master_key import load_keys
from kiosk.domain.identity.flow import Attempt, AttemptStage, Flow, Outcome
from kiosk.domain.identity.lockout import LockoutPolicy, LockoutRecord, record_failure
from kiosk.domain.identity.restarts import StartCount
from kiosk.errors import AttemptNotFound, Busy, LockedOut, StorageFailed, TooManyStarts
from kiosk.settings import load
from tests.fakes.aws_services import TAGS, new_table
from tests.fakes.clock import FakeClock
from tests.fakes.metrics import FakeMetrics

START_S = 1_700_000_000.0
ALICE = "C-4711 Zoë"
ADDRESS = "192.0.2.1"


def attempt(
    attempt_id: str = "a1", customer: str = ALICE, device: str = "t1", flow: Flow = Flow.AUTHENTICATE
) -> Attempt:
    details = {"user_id": "u-1"}
    return Attempt(attempt_id, flow, START_S, START_S + 180, customer, device, details=details)


def from_anywhere(attempt_id: str, customer: str = ALICE, device: str = "t1") -> Attempt:
    """By somebody who shows no terminal's key."""
    return replace(attempt(attempt_id, customer, device), address=ADDRESS, terminal_known=False)


def begun(parts: AttemptContext, subject: Subject, times: int) -> None:
    """As if so many had begun just now, and none had come to a verdict."""
    counted = StartCount(float(times), float(times), START_S, START_S + 3600)
    parts.lockout_store.change(subject, lambda record: replace(record, starts=counted))


def _fail(*_: object) -> None:
    raise StorageFailed("the disk")


class AttemptLogContract:
    @pytest.fixture
    def metrics(self) -> FakeMetrics:
        return FakeMetrics()

    @pytest.fixture
    def clock(self) -> FakeClock:
        return FakeClock(START_S)

    @pytest.fixture
    def another(self, metrics: FakeMetrics, clock: FakeClock) -> Iterator[Callable[[], AttemptContext]]:
        """Makes what one process has; all that it makes share one place."""
        raise NotImplementedError

    @pytest.fixture
    def parts(self, another: Callable[[], AttemptContext]) -> AttemptContext:
        return another()

    def test_who_was_enrolled_at_a_terminal_lately_is_found_there(self, parts: AttemptContext) -> None:
        for number, (device, flow, outcome) in enumerate(
            [
                ("t1", Flow.ONBOARD, Outcome.APPROVED),
                ("t1", Flow.ONBOARD, Outcome.FAILED),
                ("t1", Flow.AUTHENTICATE, Outcome.APPROVED),
                ("t2", Flow.ONBOARD, Outcome.APPROVED),
                ("t1", Flow.ONBOARD, Outcome.APPROVED),
            ]
        ):
            began_s = START_S + number
            begun = replace(attempt(f"e{number}", f"C-{number}", device, flow), started_at_s=began_s)
            parts.log.begin(begun)
            parts.log.end(begun.id, outcome)
        newest = parts.log.list_enrolled_at("t1", START_S - 10, 10)
        assert [each.customer for each in newest] == ["C-4", "C-0"]
        assert [each.customer for each in parts.log.list_enrolled_at("t1", START_S - 10, 1)] == ["C-4"]
        assert [each.customer for each in parts.log.list_enrolled_at("t1", START_S + 2, 10)] == ["C-4"]
        assert parts.log.list_enrolled_at("t3", START_S - 10, 10) == ()
        parts.attempts.delete("e4")
        assert [each.customer for each in parts.log.list_enrolled_at("t1", START_S - 10, 10)] == ["C-0"]

    def test_an_attempt_is_kept_as_it_goes_on_and_ends(self, parts: AttemptContext, clock: FakeClock) -> None:
        log = parts.log
        log.begin(attempt(customer=""))
        log.advance("a1", AttemptStage.DOCUMENT, measures={"similarity": 97.5, "broken": float("nan")})
        log.advance("a1", AttemptStage.LIVENESS, customer=ALICE, details={"duplicate_customer": "B-1"})
        clock.now_s += 9
        log.end("a1", Outcome.FAILED, reasons=("FACE_MISMATCH", "FACE_MISMATCH"), measures={"threshold": 95})
        expected = replace(
            attempt(),
            stage=AttemptStage.DOCUMENT,
            outcome=Outcome.FAILED,
            reasons=("FACE_MISMATCH",),
            measures={"similarity": 97.5, "threshold": 95.0},
            details={"user_id": "u-1", "duplicate_customer": "B-1"},
            ended_at_s=START_S + 9,
        )
        assert log.load("a1") == expected
        log.end("a1", Outcome.APPROVED)
        log.advance("a1", AttemptStage.ENROLMENT)
        assert log.load("a1") == expected

    def test_unknown_attempts_are_ignored_but_not_loaded(self, parts: AttemptContext) -> None:
        parts.log.advance("a1", AttemptStage.DOCUMENT)
        parts.log.end("a1", Outcome.FAILED)
        parts.log.reopen("a1", details={})
        parts.attempts.delete("a1")
        with pytest.raises(AttemptNotFound):
            parts.log.load("a1")
        with pytest.raises(AttemptNotFound):
            parts.log.limit_tries("a1")

    def test_an_id_is_used_once(self, parts: AttemptContext) -> None:
        parts.log.begin(attempt())
        with pytest.raises(StorageFailed):
            parts.log.begin(attempt())

    def test_of_many_who_end_it_one_is_counted(
        self, another: Callable[[], AttemptContext], metrics: FakeMetrics
    ) -> None:
        logs = [another().log for _ in range(4)]
        logs[0].begin(attempt())
        together = threading.Barrier(len(logs))

        def end(number: int) -> None:
            together.wait()
            logs[number].end("a1", Outcome.FAILED, reasons=(f"R{number}",))

        threads = [threading.Thread(target=end, args=[number]) for number in range(len(logs))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(logs[0].load("a1").reasons) == 1
        assert metrics.total("attempts") == 1
        subject = Subject(SubjectKind.CUSTOMER, ALICE)
        assert len(another().lockout_store.load(subject).failures) == 1

    def test_a_failure_counts_once_though_its_end_was_lost(
        self, parts: AttemptContext, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """As if the process had been killed after the failure was counted."""
        parts.log.begin(attempt())
        with monkeypatch.context() as killed, pytest.raises(StorageFailed):
            killed.setattr(type(parts.attempts), "change", _fail)
            parts.log.end("a1", Outcome.FAILED)
        assert parts.log.load("a1").outcome is Outcome.OPEN
        parts.log.end("a1", Outcome.FAILED)
        for kind, reference in ((SubjectKind.CUSTOMER, ALICE), (SubjectKind.DEVICE, "t1")):
            assert len(parts.lockout_store.load(Subject(kind, reference)).failures) == 1

    def test_what_runs_out_was_abandoned(
        self, another: Callable[[], AttemptContext], clock: FakeClock, metrics: FakeMetrics
    ) -> None:
        one, other = another().log, another().log
        one.begin(attempt("early"))
        one.advance("early", AttemptStage.DOCUMENT)
        one.begin(replace(attempt("late"), expires_at_s=START_S + 9999))
        one.begin(attempt("ended"))
        one.end("ended", Outcome.APPROVED)
        clock.now_s = START_S + 239
        assert one.sweep() == 0
        clock.now_s = START_S + 241
        assert one.sweep() + other.sweep() == 1
        found = other.load("early")
        assert (found.outcome, found.stage, found.reasons) == (
            Outcome.ABANDONED,
            AttemptStage.DOCUMENT,
            ("TIMED_OUT",),
        )
        assert one.load("late").outcome is Outcome.OPEN
        assert one.load("ended").outcome is Outcome.APPROVED
        assert metrics.total("attempts", outcome="abandoned", stage="document", flow="authenticate") == 1
        assert metrics.total("attempt_reasons", reason="TIMED_OUT") == 1

    def test_five_failures_lock_the_customer_everywhere(
        self, another: Callable[[], AttemptContext], clock: FakeClock, metrics: FakeMetrics
    ) -> None:
        for number in range(5):
            clock.now_s += 1
            log = another().log
            log.begin(attempt(f"a{number}", device=f"t{number}"))
            log.end(f"a{number}", Outcome.FAILED)
        with pytest.raises(LockedOut) as refused:
            another().log.begin(attempt("a9", device="t9"))
        assert refused.value.retry_after_s == pytest.approx(1800, abs=1)
        assert ALICE not in refused.value.detail
        another().log.begin(attempt("b1", customer="B-1", device="t9"))
        another().log.begin(attempt("nobody", customer="", device=""))
        with pytest.raises(LockedOut), log.limit_tries("a4"):
            pass
        with pytest.raises(LockedOut):
            log.begin(attempt("here", flow=Flow.VERIFY))
        with log.limit_tries("b1"):
            log.begin(attempt("b2", customer="B-1", device="t9"))
        assert metrics.total("lockouts", subject="customer", kind="lock") == 1
        assert metrics.total("lockout_refusals", subject="customer") == 3

    def test_one_customer_does_not_lock_the_terminal_but_many_do(self, parts: AttemptContext) -> None:
        for number in range(5):
            parts.log.begin(attempt(f"a{number}"))
            parts.log.end(f"a{number}", Outcome.FAILED)
        parts.log.begin(attempt("b0", customer="B-0"))
        for number in range(4):
            parts.log.begin(attempt(f"b{number + 1}", customer=f"B-{number}"))
            parts.log.end(f"b{number + 1}", Outcome.FAILED)
        with pytest.raises(LockedOut) as refused:
            parts.log.begin(attempt("c1", customer="C-1"))
        assert refused.value.detail == "device"
        parts.log.begin(attempt("c2", customer="C-1", device="t2"))

    def test_anybodys_liveness_checks_lock_the_terminal_and_no_customer(self, parts: AttemptContext) -> None:
        for number in range(5):
            parts.log.begin(attempt(f"v{number}", flow=Flow.VERIFY))
            parts.log.end(f"v{number}", Outcome.FAILED)
        parts.log.begin(attempt("elsewhere", device="t2"))
        with pytest.raises(LockedOut) as refused:
            parts.log.begin(attempt("here", customer="B-1"))
        assert refused.value.detail == "device"

    def test_what_anybody_on_the_network_sends_locks_no_customer(self, parts: AttemptContext) -> None:
        """Under a customer's number, and without a live person; it counts for the device that was named, apart from
        the one that shows a key, and for the address."""
        for number in range(5):
            parts.log.begin(from_anywhere(f"a{number}"))
            parts.log.end(f"a{number}", Outcome.FAILED, stage=AttemptStage.FACE_MATCH)
        parts.log.begin(attempt("at its terminal", device="t1"))
        parts.log.begin(from_anywhere("elsewhere", device="t2"))
        with pytest.raises(LockedOut) as refused:
            parts.log.begin(from_anywhere("again", customer="B-1"))
        assert refused.value.detail == "device"
        assert parts.lockout_store.load(Subject(SubjectKind.CUSTOMER, ALICE)).failures == ()
        assert len(parts.lockout_store.load(subjects_of(from_anywhere("a")).address).failures) == 5
        assert parts.lockouts.unlock(Subject(SubjectKind.DEVICE, "t1"))
        parts.log.begin(from_anywhere("unlocked"))

    def test_a_live_person_who_guesses_from_anywhere_is_held_against_the_customer(self, parts: AttemptContext) -> None:
        for number in range(5):
            guess = replace(from_anywhere(f"a{number}", device=f"d{number}"), address=f"192.0.2.{number}")
            parts.log.begin(guess)
            parts.log.advance(guess.id, AttemptStage.FACE_MATCH)
            parts.log.end(guess.id, Outcome.FAILED)
        with pytest.raises(LockedOut) as refused:
            parts.log.begin(attempt("here"))
        assert refused.value.detail == "customer"

    def test_many_customers_from_one_address_lock_it_whatever_device_is_named(
        self, parts: AttemptContext, clock: FakeClock
    ) -> None:
        address, failed = subjects_of(from_anywhere("a")).address, LockoutRecord()
        for number in range(99):
            failed = record_failure(failed, LockoutPolicy().of_address(), clock.now_s, str(number))
        parts.lockout_store.change(address, lambda record: failed)
        parts.lockouts.fail(address, "the hundredth")
        with pytest.raises(LockedOut) as refused:
            parts.log.begin(from_anywhere("a", customer="C-new", device="d-new"))
        assert refused.value.detail == "address"
        parts.log.begin(replace(from_anywhere("b", customer="C-new", device="d-new"), address="192.0.2.2"))
        parts.log.begin(replace(attempt("a terminal beside them"), address=ADDRESS))
        clock.now_s += 1801
        parts.log.begin(from_anywhere("c", customer="C-new", device="d-new"))

    def test_whoever_starts_and_leaves_is_refused_in_the_end(
        self, another: Callable[[], AttemptContext], clock: FakeClock, metrics: FakeMetrics
    ) -> None:
        logs, heard = [another().log for _ in range(2)], 0
        with pytest.raises(TooManyStarts) as refused:
            for number in range(400):
                logs[number % 2].begin(attempt(f"a{number}"))
                logs[number % 2].end(f"a{number}", Outcome.ABANDONED)
                heard += 1
        assert heard == 10
        assert refused.value.detail == "customer"
        assert refused.value.retry_after_s == pytest.approx(360)
        logs[0].begin(attempt("another customer", customer="B-1"))
        assert metrics.total("start_refusals", subject="customer") == 1
        clock.now_s += refused.value.retry_after_s
        logs[1].begin(attempt("later"))

    def test_another_customer_each_time_is_counted_by_the_device_and_another_device_by_the_address(
        self, parts: AttemptContext
    ) -> None:
        one = replace(attempt("a", customer="C-1"), address=ADDRESS)
        begun(parts, subjects_of(one).device, 90)
        with pytest.raises(TooManyStarts) as refused:
            parts.log.begin(replace(attempt("a90", customer="C-90"), address=ADDRESS))
        assert refused.value.detail == "device"
        begun(parts, subjects_of(from_anywhere("a")).address, 240)
        last = from_anywhere("b240", customer="B-240", device="d240")
        with pytest.raises(TooManyStarts) as refused:
            parts.log.begin(last)
        assert refused.value.detail == "address"
        parts.log.begin(replace(last, address="192.0.2.2"))
        parts.log.begin(replace(last, id="a terminal beside them", terminal_known=True))

    def test_nobody_keeps_a_customer_from_coming_by_starting_under_their_number(self, parts: AttemptContext) -> None:
        for number in range(10):
            parts.log.begin(from_anywhere(f"a{number}", device=f"d{number}"))
        with pytest.raises(TooManyStarts):
            parts.log.begin(from_anywhere("a10", device="d10"))
        for number in range(9):
            parts.log.begin(replace(attempt(f"v{number}", flow=Flow.VERIFY, device="t2"), address="192.0.2.2"))
        parts.log.begin(attempt("at a terminal"))
        parts.log.begin(replace(from_anywhere("from elsewhere"), address="192.0.2.3"))

    def test_what_comes_to_a_verdict_is_no_restart(self, parts: AttemptContext) -> None:
        """A customer whose tries fail otherwise than by the lockout's rules, or pass, comes as often as the day
        allows."""
        for number in range(12):
            parts.log.begin(attempt(f"a{number}"))
            parts.log.end(f"a{number}", (Outcome.APPROVED, Outcome.INCOMPLETE)[number % 2])
        record = parts.lockout_store.load(Subject(SubjectKind.CUSTOMER, ALICE))
        assert record.starts.unfinished == 0
        assert record.starts.starts == 12

    def test_a_refusal_counts_for_nobody(self, parts: AttemptContext) -> None:
        begun(parts, subjects_of(attempt("a")).device, 90)
        for number in range(3):
            with pytest.raises(TooManyStarts):
                parts.log.begin(attempt(f"b{number}"))
        assert parts.lockout_store.load(Subject(SubjectKind.CUSTOMER, ALICE)).starts.unfinished == 0

    def test_nobody_is_never_locked(self, parts: AttemptContext) -> None:
        for number in range(7):
            parts.log.begin(attempt(f"a{number}", customer="", device=""))
            parts.log.end(f"a{number}", Outcome.FAILED)

    def test_a_passed_authentication_clears_what_a_passed_liveness_check_does_not(self, parts: AttemptContext) -> None:
        for number in range(4):
            parts.log.begin(attempt(f"a{number}"))
            parts.log.end(f"a{number}", Outcome.FAILED)
        subject = Subject(SubjectKind.CUSTOMER, ALICE)
        parts.log.begin(attempt("v", flow=Flow.VERIFY))
        parts.log.end("v", Outcome.APPROVED)
        assert len(parts.lockout_store.load(subject).failures) == 4
        parts.log.begin(attempt("w"))
        parts.log.end("w", Outcome.APPROVED)
        assert parts.lockout_store.load(subject).failures == ()

    def test_of_many_tries_at_once_no_more_go_on_than_may_fail(self, another: Callable[[], AttemptContext]) -> None:
        subject, logs = Subject(SubjectKind.STAFF, "s1"), [another().lockouts for _ in range(2)]
        together, done = threading.Barrier(8), list[str]()
        all_tried = threading.Barrier(8)

        def guess(number: int) -> None:
            together.wait()
            try:
                with logs[number % 2].limit_tries(subject):
                    done.append("heard")
                    all_tried.wait()
                    logs[0].fail(subject, str(number))
            except (Busy, LockedOut) as error:
                done.append(error.code)
                all_tried.wait()

        threads = [threading.Thread(target=guess, args=[number]) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(done) == ["BUSY"] * 3 + ["heard"] * 5
        with pytest.raises(LockedOut), logs[1].limit_tries(subject):
            pass

    def test_a_try_that_was_none_leaves_nothing_behind(self, parts: AttemptContext, clock: FakeClock) -> None:
        subject = Subject(SubjectKind.STAFF, "s1")
        for number in range(4):
            parts.lockouts.fail(subject, str(number))
        for _ in range(9):
            with parts.lockouts.limit_tries(subject), pytest.raises(Busy), parts.lockouts.limit_tries(subject):
                pass
        with pytest.raises(ZeroDivisionError), parts.lockouts.limit_tries(subject):
            clock.now_s += 1 / 0
        with parts.lockouts.limit_tries(subject):
            parts.lockouts.succeed(subject)
        record = parts.lockout_store.load(subject)
        assert (record.failures, record.tries) == ((), ())

    def test_staff_unlocks_a_block(self, parts: AttemptContext, clock: FakeClock) -> None:
        subject = Subject(SubjectKind.STAFF, "s1")
        for number in range(15):
            clock.now_s += 1 if number % 5 else 1800
            parts.lockouts.fail(subject, str(number))
        clock.now_s += 1e6
        assert parts.lockouts.purge() == 0
        with pytest.raises(LockedOut) as refused:
            parts.lockouts.check(subject)
        assert refused.value.retry_after_s is None
        assert parts.lockouts.unlock(subject)
        assert not parts.lockouts.unlock(subject)
        parts.lockouts.check(subject)

    def test_staff_takes_up_what_ended_and_counts_apart(
        self, parts: AttemptContext, clock: FakeClock, metrics: FakeMetrics
    ) -> None:
        parts.log.begin(attempt())
        parts.log.end("a1", Outcome.FAILED, reasons=("FACE_MISMATCH",))
        clock.now_s += 5000
        parts.log.reopen("a1", details={"staff_id": "s1", "decision": "override"})
        parts.log.sweep()
        assert parts.log.load("a1").outcome is Outcome.OPEN
        assert parts.log.load("a1").stage is AttemptStage.REVIEW
        parts.log.end("a1", Outcome.APPROVED)
        parts.log.reopen("a1", details={"decision": "again"})
        assert parts.log.load("a1").details["decision"] == "override"
        assert metrics.total("attempts", by="system", outcome="failed") == 1
        assert metrics.total("attempts", by="staff", outcome="approved") == 1
        assert metrics.total("staff_decisions", decision="override", outcome="failed") == 1

    def test_attempts_are_found_by_whom_they_name(self, parts: AttemptContext) -> None:
        parts.log.begin(attempt("own"))
        parts.log.begin(attempt("later", customer=""))
        parts.log.begin(attempt("other", customer="B-1"))
        parts.log.begin(attempt("strange", customer="B-2"))
        parts.log.advance("later", AttemptStage.ENROLMENT, customer=ALICE)
        parts.log.end("other", Outcome.FAILED, details={"duplicate_customer": ALICE})
        assert {found.id for found in parts.attempts.list_naming(ALICE)} == {"own", "later", "other"}
        assert len(parts.attempts.list_naming("u-1")) == 4
        parts.attempts.delete("own")
        parts.attempts.change("other", lambda found: replace(found, details={}))
        assert {found.id for found in parts.attempts.list_naming(ALICE)} == {"later"}

    def test_purge_deletes_what_began_before(self, parts: AttemptContext) -> None:
        parts.log.begin(attempt("old"))
        parts.log.begin(replace(attempt("new"), started_at_s=START_S + 50))
        assert parts.attempts.purge_before(START_S) == 0
        assert parts.attempts.purge_before(START_S + 1) == 1
        assert [found.id for found in parts.attempts.list_naming(ALICE)] == ["new"]
        assert parts.attempts.list_expired(START_S + 999, 9) == ("new",)

    def test_the_audit_trail_is_in_order_and_names_no_customer(self, parts: AttemptContext, clock: FakeClock) -> None:
        parts.audit.record("s1", "unlock", ALICE, f"called about {ALICE}")
        clock.now_s += 1
        parts.audit.record("s2", "erase")
        first, second = parts.audit.entries()
        assert (first.staff_id, first.action, first.at_s) == ("s1", "unlock", START_S)
        assert first.subject not in ("", ALICE)
        assert first.reason == f"called about [{first.subject}]"
        assert (second.staff_id, second.subject) == ("s2", "")
        parts.audit.record("s2", "override", reason="passport AB123456, says to be 'C-4711' of 12 Elm Street.")
        hidden = r"passport \[[0-9a-f]{32}\], says to be '\[[0-9a-f]{32}\]' of 12 Elm Street\."
        assert re.fullmatch(hidden, parts.audit.entries()[2].reason)
        assert parts.audit.purge_before(START_S + 1) == 1
        assert parts.audit.entries()[0] == second
        clock.now_s += 1
        parts.audit.record("s3", "export", ALICE)
        assert parts.audit.entries()[-1].subject == first.subject

    def test_entries_of_one_moment_stay_in_order(self, parts: AttemptContext) -> None:
        names = [f"s{number}" for number in range(12)]
        for name in names:
            parts.audit.record(name, "evidence")
        assert [entry.staff_id for entry in parts.audit.entries()] == names


class TestOnThisMachine(AttemptLogContract):
    @pytest.fixture
    def another(self, tmp_path: Path, metrics: FakeMetrics, clock: FakeClock) -> Iterator[Callable[[], AttemptContext]]:
        settings = load(data_dir=tmp_path)
        with ExitStack() as stack:
            yield lambda: on_this_machine.build_attempts(
                settings, load_keys(tmp_path), clock, stack, metrics, uptime=clock
            )

    def test_nothing_personal_is_readable_in_the_files(self, parts: AttemptContext, tmp_path: Path) -> None:
        parts.log.begin(attempt())
        parts.log.end("a1", Outcome.FAILED, details={"duplicate_customer": "B-0815"})
        parts.audit.record("s1", "unlock", ALICE, "forgot his glasses")
        written = b"".join(path.read_bytes() for path in tmp_path.iterdir())
        for word in (ALICE.encode(), b"4711", b"B-0815", b"u-1", b"glasses", b"FACE_MISMATCH"):
            assert word not in written

    def test_the_audit_trail_cannot_be_changed(self, parts: AttemptContext, tmp_path: Path) -> None:
        parts.audit.record("s1", "unlock", ALICE)
        with pytest.raises(StorageFailed), parts.attempts._database.transaction() as connection:  # type: ignore[attr-defined]
            connection.execute("UPDATE audit SET at_s = 0")

    def test_a_lock_outlasts_restarts_and_clocks_that_are_set(self, tmp_path: Path, metrics: FakeMetrics) -> None:
        settings, wall, uptime = load(data_dir=tmp_path), FakeClock(START_S), FakeClock(5000.0)
        subject = Subject(SubjectKind.CUSTOMER, ALICE)

        def is_locked(wall_s: float, uptime_s: float) -> bool:
            wall.now_s, uptime.now_s = wall_s, uptime_s
            with ExitStack() as stack:
                parts = on_this_machine.build_attempts(settings, load_keys(tmp_path), wall, stack, metrics, uptime)
                try:
                    parts.lockouts.check(subject)
                except LockedOut:
                    return True
                return False

        with ExitStack() as stack:
            parts = on_this_machine.build_attempts(settings, load_keys(tmp_path), wall, stack, metrics, uptime)
            for number in range(5):
                parts.lockouts.fail(subject, str(number))
        assert is_locked(START_S + 86_400, 5001.0), "the clock was set forward by a day"
        assert is_locked(START_S - 86_400, 6000.0), "the clock was set back by a day"
        assert is_locked(START_S + 1e6, 30.0), "the machine was restarted and its clock set forward"
        assert is_locked(START_S + 1e6, 30.0 + 769), "1,799 s have passed"
        assert not is_locked(START_S - 1e6, 30.0 + 770)


class TestOnAws(AttemptLogContract):
    @pytest.fixture
    def another(
        self, clients: Clients, metrics: FakeMetrics, clock: FakeClock
    ) -> Iterator[Callable[[], AttemptContext]]:
        table = new_table(clients)
        yield lambda: on_aws.build_attempts(load(), clients.dynamodb, table, clock, metrics, TAGS)

    def test_whoever_begins_ends_what_ran_out(self, parts: AttemptContext, clock: FakeClock) -> None:
        parts.log.begin(attempt())
        clock.now_s += 300
        parts.log.begin(attempt("a2", customer="B-1"))
        assert parts.log.load("a1").outcome is Outcome.ABANDONED

    def test_no_key_names_a_customer(self, parts: AttemptContext, clients: Clients) -> None:
        parts.log.begin(attempt())
        parts.log.end("a1", Outcome.FAILED)
        table = parts.attempts._table.name  # type: ignore[attr-defined]
        items = clients.dynamodb.scan(TableName=table)["Items"]
        keys = str([(item["challenge_id"], item["item"]) for item in items])
        assert "lockout#" in keys
        assert ALICE not in keys

    def test_what_its_retention_is_over_counts_as_deleted(self, parts: AttemptContext, clock: FakeClock) -> None:
        parts.log.begin(attempt())
        clock.now_s += 90 * 86_400
        with pytest.raises(AttemptNotFound):
            parts.log.load("a1")
        assert parts.attempts.list_naming(ALICE) == ()
