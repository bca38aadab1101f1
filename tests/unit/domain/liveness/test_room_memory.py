"""A terminal's room is learned from who passes, known again in other light, and never makes a pass of a failure."""

from dataclasses import replace
from math import nan

import numpy as np
import pytest

from kiosk.domain.faces.face_detail import Box
from kiosk.domain.liveness.frames import CONTEXT_HEIGHT_PX, CONTEXT_WIDTH_PX, FrameFacts, FramePixels
from kiosk.domain.liveness.room_memory import (
    CELL_PX,
    COLUMNS,
    DAY_S,
    EVIDENCE,
    MOVED_SESSIONS,
    ROWS,
    RoomMemory,
    RoomPolicy,
    remember_room,
    room_similarity,
    view_room,
    weigh_room,
)
from kiosk.domain.liveness.verdict import Reason, Verdict
from tests.factories.faces import frame, head
from tests.factories.liveness_pixels import FLAT_FACE, PLAIN

MIDDLE = Box(0.25, 0.1, 0.5, 0.8)
"""Of the camera's picture, which the frames are."""
POLICY = RoomPolicy(remember=True)
PASS = Verdict(
    passed=True, reasons=(), confidence=98.0, evidence={}, reference_sequence=0, audit_sequences=(), face_match=None,
    synthetic=False,
)  # fmt: skip


def whole(room: int, gain: float = 1.0, add: float = 0.0) -> bytes:
    """A camera's picture of one of many rooms, in some light."""
    cells = np.random.default_rng(room).uniform(30, 200, (ROWS, COLUMNS)) * gain + add
    return bytes(np.kron(cells, np.ones((CELL_PX, CELL_PX))).astype(np.uint8).tobytes())


def filmed(picture: bytes, part: Box | None = MIDDLE, count: int = 3) -> list[FrameFacts]:
    pixels = FramePixels(FLAT_FACE, bytes(160 * 120), PLAIN, picture, part)
    return [replace(frame(number, head(yaw_deg=5.0 * number)), pixels=pixels) for number in range(count)]


def view(room: int, gain: float = 1.0, add: float = 0.0) -> bytes:
    seen = view_room(filmed(whole(room, gain, add)))
    assert seen is not None
    return seen


def learned(*rooms: int) -> RoomMemory:
    memory: RoomMemory | None = None
    for day, room in enumerate(rooms):
        memory = remember_room(memory, view(room), day * DAY_S, POLICY)
    assert memory is not None
    return memory


def test_a_room_is_known_again_in_other_light_and_another_is_not() -> None:
    known, other = room_similarity(view(1), view(1, 0.6, 12)), room_similarity(view(1), view(2))
    assert known is not None and known > 0.95
    assert other is not None and other < 0.3


def test_people_and_what_is_below_them_are_no_part_of_the_room() -> None:
    cells = np.frombuffer(view(1), dtype=np.uint8).reshape(ROWS, COLUMNS)
    assert (cells[:, COLUMNS // 2] == 0).any() and (cells[-2:] == 0).all()
    assert (cells[: ROWS // 3, 0] > 0).all()


@pytest.mark.parametrize(
    "frames",
    [
        [],
        filmed(b""),
        filmed(whole(1), part=None),
        filmed(whole(1), part=Box(-2.0, -2.0, 5.0, 5.0)),
        filmed(bytes([128]) * (CONTEXT_WIDTH_PX * CONTEXT_HEIGHT_PX)),
        filmed(bytes(90 + column // 3 for column in range(CONTEXT_WIDTH_PX)) * CONTEXT_HEIGHT_PX),
        [replace(each, faces=()) for each in filmed(whole(1))],
    ],
    ids=[
        "nothing",
        "no whole picture",
        "no place said",
        "only a face",
        "a plain wall",
        "a wall beside a window",
        "nobody",
    ],
)
def test_what_shows_no_room_is_no_view(frames: list[FrameFacts]) -> None:
    assert view_room(frames) is None


def test_light_that_changes_is_followed_and_the_first_picture_fades() -> None:
    memory = learned(1)
    for day in range(1, 30):
        memory = remember_room(memory, view(1, 0.5, 20), day * DAY_S, POLICY)
    assert memory.sessions == 30 and memory.moved_at_s is None
    assert (room_similarity(memory.cells, view(1)) or 0) > 0.95


def test_one_session_before_another_room_changes_nothing() -> None:
    memory = learned(1, 1, 1, 2, 1)
    assert (memory.sessions, memory.other, memory.other_sessions) == (4, b"", 0)


def test_sessions_before_different_rooms_do_not_add_up() -> None:
    memory = learned(1, *(range(2, 2 + 2 * MOVED_SESSIONS)))
    assert (room_similarity(memory.cells, view(1)) or 0) > 0.95
    assert memory.other_sessions == 1


def test_a_camera_that_was_moved_is_noticed_when_enough_sessions_saw_its_new_room() -> None:
    almost, moved = learned(1, *([2] * (MOVED_SESSIONS - 1))), learned(1, *([2] * MOVED_SESSIONS))
    assert almost.moved_at_s is None and (room_similarity(almost.cells, view(1)) or 0) > 0.95
    assert moved.moved_at_s == MOVED_SESSIONS * DAY_S
    assert (room_similarity(moved.cells, view(2)) or 0) > 0.95


def test_what_was_not_seen_for_a_month_is_forgotten() -> None:
    later = remember_room(learned(1, 1, 1), view(2), (POLICY.kept_days + 3) * DAY_S, POLICY)
    assert later.sessions == 1 and (room_similarity(later.cells, view(2)) or 0) > 0.95


def test_an_unknown_room_speaks_against_a_pass_within_bounds() -> None:
    known, unknown = weigh_room(PASS, 0.9, 80.0), weigh_room(PASS, 0.0, 80.0)
    assert known.passed and known.confidence == pytest.approx(98.0) and known.evidence == {EVIDENCE: 0.9}
    assert (unknown.passed, unknown.reasons) == (False, (Reason.LOW_CONFIDENCE,))
    assert unknown.confidence == pytest.approx(71, abs=1)
    assert weigh_room(replace(PASS, confidence=99.5), 0.0, 80.0).passed


@pytest.mark.parametrize("similarity", [nan, -1.0, 0.2])
def test_what_is_no_number_is_the_worst_there_is(similarity: float) -> None:
    found = weigh_room(PASS, similarity, 80.0)
    assert not found.passed and found.evidence[EVIDENCE] in (-1.0, 0.2)


def test_a_room_that_nobody_knows_counts_for_nothing_and_is_told() -> None:
    assert weigh_room(PASS, None, 80.0) == replace(PASS, not_measured=(EVIDENCE,))


def test_no_room_makes_a_pass_of_a_failure() -> None:
    failed = replace(PASS, passed=False, reasons=(Reason.NO_DEPTH,), confidence=0.0)
    assert weigh_room(failed, 1.0, 80.0) == replace(failed, evidence={EVIDENCE: 1.0})


@pytest.mark.parametrize("wrong", [{"min_sessions": 0}, {"kept_days": nan}, {"kept_days": 400.0}])
def test_numbers_by_which_everything_is_known_or_kept_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        RoomPolicy(**wrong)  # type: ignore[arg-type]
