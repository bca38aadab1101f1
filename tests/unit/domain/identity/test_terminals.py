from dataclasses import replace

import pytest

from kiosk.domain.identity.terminals import (
    MAX_RUNS,
    WINDOW,
    Admitted,
    EnrolledTerminal,
    SeenNumbers,
    SignedUse,
    TerminalPolicy,
    check_going_on,
    check_time,
    note_number,
    note_start,
)
from kiosk.terminal_errors import TerminalClockWrong, TerminalDoubled, TerminalRevoked, TerminalSignatureReplayed

NOW_S = 1_800_000_000.0
NEW = EnrolledTerminal("a" * 32, "key", "Main street", NOW_S - 1000)


def use(run: str = "r1", number: int = 0, at_s: float = NOW_S, device: str = "d1") -> SignedUse:
    return SignedUse(NEW.id, at_s, run, number, device)


def started(*uses: SignedUse, terminal: EnrolledTerminal = NEW) -> EnrolledTerminal:
    for each in uses:
        terminal = note_start(terminal, each, NOW_S)
    return terminal


def test_only_enrolled_terminals_are_admitted_unless_somebody_says_so() -> None:
    assert not TerminalPolicy().admits_any
    assert TerminalPolicy(Admitted.ANY).admits_any


@pytest.mark.parametrize("skew_s", [0.0, 4.9, 601.0, float("nan")])
def test_a_skew_that_refuses_all_or_admits_old_requests_is_no_setting(skew_s: float) -> None:
    with pytest.raises(ValueError, match="max_clock_skew_s"):
        TerminalPolicy(max_clock_skew_s=skew_s)


@pytest.mark.parametrize("off_s", [-121.0, 121.0, 1e9, float("nan")])
def test_a_clock_that_is_off_is_told(off_s: float) -> None:
    with pytest.raises(TerminalClockWrong):
        check_time(use(at_s=NOW_S + off_s), NOW_S, TerminalPolicy())


@pytest.mark.parametrize("off_s", [-119.0, 0.0, 119.0])
def test_a_clock_may_be_off_a_little(off_s: float) -> None:
    check_time(use(at_s=NOW_S + off_s), NOW_S, TerminalPolicy())


def test_a_terminal_starts_again_and_again_also_after_a_restart() -> None:
    terminal = started(use("r1", 0), use("r1", 7), use("r2", 0), use("r2", 1))
    assert terminal.usable
    assert [run.name for run in terminal.runs] == ["r1", "r2"]
    assert terminal.device == "d1"


def test_a_start_is_good_once() -> None:
    terminal = started(use("r1", 3))
    for number in (3, 2):
        with pytest.raises(TerminalSignatureReplayed):
            note_start(terminal, use("r1", number), NOW_S)


def test_an_old_start_of_a_run_that_is_over_is_a_replay_and_condemns_nobody() -> None:
    terminal = started(use("r1", 3), use("r2", 0))
    with pytest.raises(TerminalSignatureReplayed):
        note_start(terminal, use("r1", 3), NOW_S)
    assert terminal.usable


def test_a_run_that_comes_back_after_another_took_over_is_a_second_device() -> None:
    doubled = started(use("r1", 0), use("r2", 0), use("r1", 1))
    assert doubled.doubled_at_s == NOW_S
    for run in ("r1", "r2", "r3"):
        with pytest.raises(TerminalDoubled):
            note_start(doubled, use(run, 9), NOW_S)
    with pytest.raises(TerminalDoubled):
        check_going_on(doubled, use("r2", 9))


def test_the_key_on_another_device_is_found_out_at_once() -> None:
    assert started(use("r1", 0), use("r2", 0, device="d2")).doubled_at_s == NOW_S
    assert started(use("r1", 0), use("r2", 0, device="")).doubled_at_s == NOW_S


def test_a_clock_that_was_set_back_between_two_starts_is_told() -> None:
    with pytest.raises(TerminalClockWrong):
        started(use("r1", 0), use("r2", 0, at_s=NOW_S - 1))


def test_a_revoked_terminal_neither_starts_nor_goes_on() -> None:
    revoked = replace(started(use()), revoked_at_s=NOW_S)
    with pytest.raises(TerminalRevoked):
        note_start(revoked, use(number=1), NOW_S)
    with pytest.raises(TerminalRevoked):
        check_going_on(revoked, use(number=1))


def test_the_run_that_started_last_goes_on_and_no_other() -> None:
    terminal = started(use("r1", 0), use("r2", 0))
    check_going_on(terminal, use("r2", 1))
    for other in (use("r1", 1), use("r3", 0), use("r2", 1, device="d2")):
        with pytest.raises(TerminalDoubled):
            check_going_on(terminal, other)


def test_runs_do_not_pile_up() -> None:
    terminal = started(*(use(f"r{number}", 0, at_s=NOW_S + number) for number in range(3 * MAX_RUNS)))
    assert len(terminal.runs) == MAX_RUNS


def test_numbers_overtake_each_other_and_none_counts_twice() -> None:
    seen: SeenNumbers | None = None
    for number in (5, 3, 9, 8, 4):
        seen = note_number(seen, use(number=number))
    for number in (5, 3, 9, 8, 4):
        with pytest.raises(TerminalSignatureReplayed):
            note_number(seen, use(number=number))
    assert note_number(seen, use(number=7)).highest == 9


def test_what_is_older_than_the_window_is_refused_and_memory_stays_bounded() -> None:
    seen = note_number(note_number(None, use(number=0)), use(number=10 * WINDOW))
    for number in (0, 1, 9 * WINDOW):
        with pytest.raises(TerminalSignatureReplayed):
            note_number(seen, use(number=number))
    for number in range(10 * WINDOW + 1, 10 * WINDOW + 200):
        seen = note_number(seen, use(number=number))
    assert seen.below.bit_length() <= WINDOW


def test_another_run_counts_anew() -> None:
    seen = note_number(None, use("r1", 5))
    assert note_number(seen, use("r2", 0)) == SeenNumbers("r2", 0, 1)
