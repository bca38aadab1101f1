from dataclasses import replace

from kiosk.domain.liveness.challenge import Hint, Stage
from kiosk.domain.liveness.frame_selection import APPROACH_INTERVAL_S, FrameSelection, SelectedFrame
from kiosk.domain.liveness.guide import Guide, Phase

APPROACH = Guide(Phase.APPROACH, Hint.HOLD_STILL, started_at_s=0.0)
TARGET = replace(APPROACH, phase=Phase.TARGET)
KEY, ORDINARY = SelectedFrame(Stage.CHALLENGE, key=True), SelectedFrame(Stage.CHALLENGE, key=False)
MILESTONE = replace(KEY, whole=True)


def test_few_frames_of_the_approach_are_chosen_and_none_is_a_key() -> None:
    choice = FrameSelection()
    chosen = [choice.choose(APPROACH, APPROACH, number / 24) for number in range(25)]
    assert [number for number, each in enumerate(chosen) if each] == [0, 12, 24]
    assert APPROACH_INTERVAL_S * 24 == 12
    assert {each for each in chosen if each} == {SelectedFrame(Stage.APPROACH, key=False)}


def test_the_frame_that_ends_the_approach_is_chosen_whenever_it_comes() -> None:
    choice = FrameSelection()
    choice.choose(APPROACH, APPROACH, 1.0)
    assert choice.choose(APPROACH, replace(APPROACH, phase=Phase.GAVE_UP), 1.1) == SelectedFrame(
        Stage.APPROACH, key=False
    )


def test_start_hold_and_end_are_keys() -> None:
    choice = FrameSelection()
    assert choice.choose(APPROACH, TARGET, 1.0) == MILESTONE
    assert choice.choose(TARGET, TARGET, 1.1) == ORDINARY
    held = [choice.choose(TARGET, replace(TARGET, held_frames=number), 2 + number / 24) for number in range(1, 6)]
    assert held == [KEY, ORDINARY, KEY, ORDINARY, KEY]
    assert choice.choose(TARGET, replace(TARGET, held_frames=6, phase=Phase.REACHED), 2.26) == MILESTONE


def test_the_frame_that_reaches_a_target_is_a_key_of_that_target_with_the_whole_picture() -> None:
    choice = FrameSelection()
    second = replace(TARGET, targets_reached=1)
    assert choice.choose(replace(TARGET, held_frames=3), second, 2.0) == MILESTONE
    assert choice.choose(second, second, 2.1) == replace(ORDINARY, target=1)
    assert choice.choose(second, replace(second, held_frames=1), 2.2) == replace(KEY, target=1)
    last = replace(second, phase=Phase.REACHED, targets_reached=2)
    assert choice.choose(replace(second, held_frames=3), last, 2.3) == replace(MILESTONE, target=1)


def test_every_hold_begins_with_a_key() -> None:
    choice = FrameSelection()
    choice.choose(TARGET, replace(TARGET, held_frames=1), 2.0)
    choice.choose(TARGET, TARGET, 2.02)
    assert choice.choose(TARGET, replace(TARGET, held_frames=1), 2.04) == KEY
