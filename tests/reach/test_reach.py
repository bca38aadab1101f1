"""The short form of what the commands try for hours, and whether they would notice."""

import random
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from kiosk.domain.identity.flow import Attempt, Flow, Outcome
from tests.reach.ledger import REFUSED, Fact
from tests.reach.records import check_records, note_act, open_records
from tests.reach.traces import find_traces

linux_alone = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


def fact(challenge: str, *, honest: bool = True, outcome: str = "") -> Fact:
    return Fact(0.0, 1, "v", "Decided", honest, challenge, outcome=outcome)


def record(folder: Path, challenge: str, outcome: Outcome) -> None:
    with ExitStack() as stack:
        context = open_records(folder, stack)
        now_s = time.time()
        context.attempts.create(Attempt(challenge, Flow.AUTHENTICATE, now_s, now_s + 60))
        if outcome is not Outcome.OPEN:
            context.log.end(challenge, outcome)


def test_records_are_compared_with_what_was_seen(tmp_path: Path) -> None:
    for name, outcome in (("a", Outcome.APPROVED), ("b", Outcome.FAILED), ("c", Outcome.OPEN)):
        record(tmp_path, name, outcome)
    note_act(tmp_path, "first")
    seen = [fact("a", outcome="approved"), fact("b", outcome=REFUSED), fact("c")]
    found = check_records(tmp_path, seen, ["first"])
    assert (found.wrong, found.outcomes) == ([], {"approved": 1, "failed": 1, "abandoned": 1})


@pytest.mark.expect_logs
@pytest.mark.parametrize(
    ("seen", "acts", "wrong"),
    [
        (fact("never"), [], "never recorded"),
        (fact("a", outcome="failed"), [], "shown as failed, is approved"),
        (fact("a", outcome=REFUSED), [], "shown as refused, is approved"),
        (fact("a", honest=False), [], "approved somebody"),
        (fact("a"), ["lost"], "0 of 1 acts"),
    ],
)
def test_a_wrong_record_is_noticed(tmp_path: Path, seen: Fact, acts: list[str], wrong: str) -> None:
    record(tmp_path, "a", Outcome.APPROVED)
    found = check_records(tmp_path, [seen], acts).wrong
    assert len(found) == 1
    assert wrong in found[0]


def test_what_is_left_of_a_customer_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("nothing of anybody", encoding="utf-8")
    assert find_traces([tmp_path], ["4711"]) == []
    (tmp_path / "number").write_text("customer 4711", encoding="utf-16-le")
    (tmp_path / "picture").write_bytes(b"..." + b"\xff\xd8\xff\xe0\x00\x10JFIF")
    (tmp_path / "core.17").write_bytes(b"")
    found = sorted(line.removeprefix(f"{tmp_path}/") for line in find_traces([tmp_path], ["4711"]))
    assert found == ["core.17: a core dump", "number: a customer's number", "picture: a picture"]


@linux_alone
@pytest.mark.expect_logs
def test_customers_leave_nothing_in_the_window() -> None:
    """The first ones make what is kept for the next; memory is measured over hundreds, by the command."""
    from tests.reach import soak

    with soak.open_soak(Flow.ONBOARD) as stand:
        course = soak.run(stand, 8)
    # Whoever is quick has been decided on before the random moment at which they leave.
    assert course.stuck == 0
    assert course.ended >= 6
    assert course.ended + course.left == 8
    early, late = course.held[3], course.held[-1]
    assert (late.threads, late.handles, late.widgets) == (early.threads, early.handles, early.widgets)


@pytest.mark.alone
@pytest.mark.expect_logs
def test_a_first_time_customer_passes_by_what_the_screen_says() -> None:
    from tests.reach import first_time

    # Who reacts late may swing past a small target until time is up; how many do is the command's to say.
    visits: list[first_time.Timed] = []
    while len(visits) < 2 and not any(each.passed for each in visits):
        visits += first_time.measure_visits(1, Flow.VERIFY)
    assert visits[-1].passed, visits
    assert all(each.passed or "TARGET_NOT_REACHED" in each.end for each in visits), visits
    assert all(min(each.hints_s, default=1.0) >= 1.0 - first_time.TOLERANCE_S for each in visits), visits


@linux_alone
@pytest.mark.expect_logs
def test_what_goes_wrong_passes_nobody_and_is_over_when_it_is_mended() -> None:
    from tests.reach import faults
    from tests.reach.world import Fault

    with faults.open_trial(held_s=2.5) as trial:
        cases = [
            trial.run(fault, step)
            for fault, step in (
                (Fault.CAMERA_UNPLUGGED, faults.READY),
                (Fault.NETWORK_WRONG_SERVER, faults.STARTING),
                (Fault.DISK_FULL, faults.STARTING),
            )
            if trial.can(fault)
        ]
    assert [case for case in cases if case.wrong] == []
    assert all("approved" not in case.told for case in cases[1:3])


@linux_alone
def test_what_is_killed_comes_back_and_leaves_nothing(tmp_path: Path) -> None:
    from tests.reach import kills

    branch, killed = kills.Branch(tmp_path), kills.Killed()
    branch.enrol()
    try:
        branch.ensure_running()
        for target in ("backend", "window"):
            kills.kill_once(branch, killed, random.Random(1), (target,), longest_s=6.0)
    finally:
        branch.close()
    assert (killed.stuck, killed.traces, sum(killed.targets.values())) == ([], [], 2)
    assert check_records(branch.data, branch.facts, killed.acts).wrong == []
