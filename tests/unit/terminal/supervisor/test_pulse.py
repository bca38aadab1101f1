"""When a terminal counts as hung."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.terminal.supervisor.pulse import LONGEST_STEP_S, HangTimeouts, Pulse, has_stopped, listen

PATIENCE = HangTimeouts(first_beat_s=30, silence_s=10)


def after(beats: list[str], step_s: float = 0.25) -> Pulse:
    pulse = Pulse()
    for beat in beats:
        pulse = listen(pulse, beat, step_s)
    return pulse


def test_a_terminal_that_beats_is_alive_however_long_it_runs() -> None:
    assert not has_stopped(after([str(number) for number in range(100_000)]), PATIENCE)


def test_one_that_stands_still_is_given_up() -> None:
    assert not has_stopped(after(["1", *["2"] * 40]), PATIENCE)
    assert has_stopped(after(["1", *["2"] * 42]), PATIENCE)


def test_one_that_starts_gets_more_time_but_not_for_ever() -> None:
    assert not has_stopped(after([""] * 100), PATIENCE)
    assert has_stopped(after([""] * 121), PATIENCE)


def test_a_counter_that_cannot_be_read_is_no_sign_of_life() -> None:
    assert has_stopped(after(["7", *[""] * 42]), PATIENCE)


def test_a_terminal_whose_machine_slept_is_not_given_up() -> None:
    slept = listen(after(["1", "2"]), "2", elapsed_s=8 * 3600)
    assert not has_stopped(slept, PATIENCE)
    assert slept.silent_s == LONGEST_STEP_S


@given(st.lists(st.tuples(st.sampled_from(["", "1", "2"]), st.floats(0, 1e6))))
def test_silence_is_never_longer_than_the_time_that_passed(looks: list[tuple[str, float]]) -> None:
    pulse = Pulse()
    for beat, elapsed_s in looks:
        pulse = listen(pulse, beat, elapsed_s)
    assert 0 <= pulse.silent_s <= sum(elapsed_s for _, elapsed_s in looks)
