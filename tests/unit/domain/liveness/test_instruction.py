from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.liveness.challenge import Hint
from kiosk.domain.liveness.instruction import MIN_SHOWN_S, SETTLED_S, Instruction, settle

CHANGES = st.lists(st.tuples(st.floats(0.001, 0.5), st.sampled_from(Hint), st.booleans()), min_size=1, max_size=200)


def shown(*wanted: tuple[float, Hint]) -> list[Hint]:
    instruction, told = None, []
    for now_s, hint in wanted:
        instruction = settle(instruction, hint, now_s)
        told.append(instruction.hint)
    return told


def test_the_first_is_shown_at_once() -> None:
    assert settle(None, Hint.NO_FACE, 5.0) == Instruction(Hint.NO_FACE, 5.0, Hint.NO_FACE, 5.0)


def test_another_waits_until_the_first_was_there_for_a_second() -> None:
    told = shown((0.0, Hint.NO_FACE), (0.2, Hint.MOVE_BACK), (0.9, Hint.MOVE_BACK), (1.0, Hint.MOVE_BACK))
    assert told == [Hint.NO_FACE, Hint.NO_FACE, Hint.NO_FACE, Hint.MOVE_BACK]


def test_what_does_not_settle_is_not_shown() -> None:
    told = shown((0.0, Hint.NO_FACE), (2.0, Hint.MOVE_BACK), (2.0 + SETTLED_S / 2, Hint.NO_FACE), (4.0, Hint.NO_FACE))
    assert set(told) == {Hint.NO_FACE}


def test_what_never_settles_gives_way_to_the_latest() -> None:
    restless = [(2.0 + i / 10, (Hint.MOVE_BACK, Hint.MOVE_CLOSER)[i % 2]) for i in range(12)]
    assert shown((0.0, Hint.NO_FACE), *restless)[-1] in (Hint.MOVE_BACK, Hint.MOVE_CLOSER)


@pytest.mark.parametrize("moved_on", [False, True])
def test_the_next_stretch_of_a_challenge_needs_not_settle(moved_on: bool) -> None:
    before = settle(None, Hint.HOLD_STILL, 0.0)
    after = settle(before, Hint.TURN_LEFT, 1.5, moved_on=moved_on)
    assert after.hint is (Hint.TURN_LEFT if moved_on else Hint.HOLD_STILL)
    early = settle(before, Hint.TURN_LEFT, 0.9, moved_on=moved_on)
    assert settle(early, Hint.TURN_LEFT, 1.05).hint is (Hint.TURN_LEFT if moved_on else Hint.HOLD_STILL)


@given(CHANGES)
def test_whatever_guidance_says_no_hint_is_shorter_than_a_second(changes: list[tuple[float, Hint, bool]]) -> None:
    now_s, instruction, begins = 0.0, None, list[float]()
    for elapsed_s, hint, moved_on in changes:
        now_s += elapsed_s
        before, instruction = instruction, settle(instruction, hint, now_s, moved_on=moved_on)
        if before is None or before.hint is not instruction.hint:
            begins.append(now_s)
    assert all(later - earlier >= MIN_SHOWN_S - 1e-9 for earlier, later in pairwise(begins))
