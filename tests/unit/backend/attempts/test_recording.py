"""What challenges tell of themselves, and what lockout keeps from beginning."""

import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kiosk.backend.attempts.attempt_log import RecordedAttempts
from kiosk.backend.attempts.ports import AttemptPlan
from kiosk.backend.attempts.transitions import MAX_ENTRIES, MAX_TEXT_CHARS, AttemptUpdate, advance, end
from kiosk.backend.challenge.start import Started, StartRequest
from kiosk.domain.identity.flow import Attempt, AttemptStage, Flow, Outcome
from kiosk.errors import AnalysisFailed, Busy, IdPhotoNoFace, LockedOut, StorageFailed
from tests.factories.jpeg_files import jpeg
from tests.fakes.branch import Branch, open_branch
from tests.fakes.served_backend import START, assert_refused, rewired


@pytest.fixture
def branch(tmp_path: Path) -> Iterator[Branch]:
    with open_branch(tmp_path / "data") as branch:
        yield branch


def test_a_passed_check_is_approved_and_other_flows_go_on(branch: Branch) -> None:
    for flow, outcome, stage in (
        (Flow.VERIFY, Outcome.APPROVED, AttemptStage.LIVENESS),
        (Flow.ONBOARD, Outcome.OPEN, AttemptStage.DOCUMENT),
    ):
        started = branch.start(flow, "C-1")
        assert branch.pass_liveness(started, "alice").passed
        found = branch.attempt(started)
        assert (found.flow, found.outcome, found.stage, found.customer, found.device) == (
            flow,
            outcome,
            stage,
            "C-1",
            "t1",
        )
        assert found.measures["liveness_faces_found"] == found.measures["liveness_face_detections"] > 20


def test_a_failed_check_is_recorded_with_the_verdicts_reasons(branch: Branch) -> None:
    started = branch.start()
    verdict = branch.fail_liveness(started)
    found = branch.attempt(started)
    assert (found.outcome, found.stage, found.reasons) == (Outcome.FAILED, AttemptStage.LIVENESS, verdict.reasons)


def test_what_cannot_be_begun_or_judged_is_incomplete(branch: Branch, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, begin = list[Attempt](), RecordedAttempts.begin

    def remember(log: RecordedAttempts, attempt: Attempt) -> None:
        begun.append(attempt)
        begin(log, attempt)

    monkeypatch.setattr(RecordedAttempts, "begin", remember)
    with pytest.raises(IdPhotoNoFace):
        branch.service.start(StartRequest("u-1", 640, 480, id_photo=jpeg("nobody", 300, 400)))
    found = branch.identity.attempts.load(begun[0].id)
    assert (found.outcome, found.reasons) == (Outcome.INCOMPLETE, ("ID_PHOTO_NO_FACE",))


@pytest.mark.expect_logs
def test_a_verdict_that_breaks_down_is_incomplete(branch: Branch) -> None:
    def break_down() -> None:
        raise ValueError

    started = branch.start()
    branch.engine.before_describe = break_down
    with pytest.raises(AnalysisFailed):
        branch.pass_liveness(started, "alice")
    found = branch.attempt(started)
    assert (found.outcome, found.reasons) == (Outcome.INCOMPLETE, ("ANALYSIS_FAILED",))


def test_nobody_passes_whose_attempt_cannot_be_recorded(branch: Branch, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise StorageFailed("the disk")

    started = branch.start()
    with monkeypatch.context() as broken:
        broken.setattr(RecordedAttempts, "end", fail)
        with pytest.raises(StorageFailed):
            branch.pass_liveness(started, "alice")
    with monkeypatch.context() as broken:
        broken.setattr(RecordedAttempts, "begin", fail)
        with pytest.raises(StorageFailed):
            branch.start()


def test_who_is_locked_out_hears_when_to_come_back(branch: Branch) -> None:
    with rewired(branch.service, branch.settings) as terminal:
        for _ in range(5):
            branch.fail_liveness(branch.start(Flow.ONBOARD, "C-1", device=""))
        looked = len(branch.engine.described)
        refused = terminal.call("POST", "/challenge/start", {**START, "customer": "C-1", "flow": "verify"})
        assert_refused(refused, 429, "LOCKED_OUT")
        assert 1700 < int(refused.headers["Retry-After"]) <= 1800
        assert len(branch.engine.described) == looked
        assert terminal.call("POST", "/challenge/start", {**START, "customer": "C-2"}).status_code == 200


def test_whoever_was_locked_out_meanwhile_is_not_matched(branch: Branch) -> None:
    branch.onboard("alice", "C-1")
    waiting = branch.start(Flow.AUTHENTICATE, "C-1")
    branch.pass_liveness(waiting, "alice")
    for _ in range(5):
        branch.fail_liveness(branch.start(Flow.AUTHENTICATE, "C-1"))
    with pytest.raises(LockedOut):
        branch.authenticate(waiting)


def test_whoever_was_locked_out_meanwhile_is_neither_read_nor_enrolled(branch: Branch) -> None:
    waiting = [branch.start(Flow.ONBOARD, "C-1", device="t3") for _ in range(3)]
    for started in waiting:
        branch.pass_liveness(started, "alice")
    assert branch.show_document(waiting[0], "alice").accepted
    for _ in range(5):
        branch.fail_liveness(branch.start(Flow.ONBOARD, "C-1"))
    branch.reader.before = pytest.fail
    for step in (lambda: branch.show_document(waiting[1], "alice"), lambda: branch.enrol(waiting[0], "C-1")):
        with pytest.raises(LockedOut):
            step()
    assert not branch.identity.enrolments.is_enrolled("C-1")


def test_of_many_who_guess_a_face_at_once_no_more_are_heard_than_may_fail(branch: Branch) -> None:
    branch.onboard("alice", "C-1")
    guesses = [branch.start(Flow.AUTHENTICATE, "C-1", device=f"d{number}") for number in range(8)]
    for started in guesses:
        branch.pass_liveness(started, "eve")

    branch.engine.before_describe = lambda: time.sleep(0.2)

    def guess(started: Started) -> str:
        try:
            return branch.authenticate(started).outcome
        except (Busy, LockedOut) as error:
            return error.code

    with ThreadPoolExecutor(len(guesses)) as pool:
        heard = Counter(pool.map(guess, guesses))
    assert heard.total() == 8
    assert 1 <= heard["failed"] <= 5


def test_a_lock_comes_before_any_word_about_who_is_enrolled(branch: Branch) -> None:
    branch.onboard("alice", "C-1")
    for number in range(5):
        branch.fail_liveness(branch.start(Flow.ONBOARD, f"C-{number + 2}"))
    for flow, customer in ((Flow.ONBOARD, "C-1"), (Flow.AUTHENTICATE, "C-1"), (Flow.AUTHENTICATE, "C-unknown")):
        with pytest.raises(LockedOut):
            branch.start(flow, customer)


def for_session(branch: Branch, device: str) -> tuple[str, Started]:
    session = branch.identity.kyc._context.sessions.create("bank", 0)
    plan = AttemptPlan(device=device)
    return session.id, branch.service.start(StartRequest("u-1", 640, 480, session_id=session.id, plan=plan))


def test_a_session_locks_out_the_device_as_other_visits_do(branch: Branch) -> None:
    for _ in range(5):
        session_id, started = for_session(branch, "t1")
        branch.fail_liveness(started)
        assert branch.attempt(started).outcome is Outcome.FAILED
        assert branch.identity.attempts.load(session_id).outcome is Outcome.FAILED
    with pytest.raises(LockedOut):
        for_session(branch, "t1")
    for_session(branch, "t2")


def test_a_session_of_the_kyc_api_counts_once(branch: Branch) -> None:
    session_id, started = for_session(branch, "t1")
    branch.pass_liveness(started, "alice")
    found = branch.identity.attempts.load(session_id)
    assert (found.outcome, found.caller) == (Outcome.APPROVED, "bank")
    own = branch.attempt(started)
    assert (own.outcome, own.device, own.details["session"]) == (Outcome.APPROVED, "t1", session_id)
    assert sum(value for name, value in branch.metrics().items() if name.startswith("kiosk_attempts_started")) == 1
    assert (
        branch.metrics()[
            'kiosk_attempts_total{by="system",flow="verify",outcome="approved",source="api",stage="liveness"}'
        ]
        == 1
    )
    assert sum(value for name, value in branch.metrics().items() if name.startswith("kiosk_attempts_total")) == 1


def test_a_record_takes_no_more_than_it_may() -> None:
    attempt = Attempt("a1", Flow.VERIFY, 0, 1)
    many = AttemptUpdate(None, "", {f"m{n}": 1.0 for n in range(200)}, {f"d{n}": "x" * 9999 for n in range(200)})
    after = advance(attempt, many)
    assert after is not None
    assert len(after.measures) == len(after.details) == MAX_ENTRIES
    assert {len(text) for text in after.details.values()} == {MAX_TEXT_CHARS}
    assert end(attempt, Outcome.OPEN, (), AttemptUpdate(), 1) is None


def test_a_steady_clock_is_the_machines(branch: Branch) -> None:
    """Whatever the wall clock is set to meanwhile, a lock lasts."""
    for customer in "abcde":
        branch.fail_liveness(branch.start(customer=customer))
    for jump_s in (1e7, -2e7):
        branch.clock.now_s += jump_s
        with pytest.raises(LockedOut):
            branch.start(customer="f")
