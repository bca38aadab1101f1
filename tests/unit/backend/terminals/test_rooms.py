"""A backend that remembers its terminals' rooms: learned from passes alone, and held against who shows another."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kiosk.backend.build.local import build_local
from kiosk.backend.challenge.start import Started, StartRequest
from kiosk.backend.engines.local.load import LocalEngines
from kiosk.backend.terminals.own_terminal import OwnTerminal
from kiosk.backend.terminals.rooms import TerminalRooms
from kiosk.domain.faces.face_detail import Box, FaceDetail
from kiosk.domain.identity.origin import Origin
from kiosk.domain.identity.terminals import EnrolledTerminal
from kiosk.domain.liveness.camera_policy import CameraEvidencePolicy
from kiosk.domain.liveness.frames import (
    CONTEXT_HEIGHT_PX,
    CONTEXT_WIDTH_PX,
    SCENE_HEIGHT_PX,
    SCENE_WIDTH_PX,
    FrameFacts,
    FramePixels,
)
from kiosk.domain.liveness.nose.challenge import NoseChallenge
from kiosk.domain.liveness.room_memory import DAY_S, EVIDENCE, MOVED_SESSIONS, RoomPolicy
from kiosk.domain.liveness.verdict import Reason, Verdict
from kiosk.settings import load
from tests.factories.faces import frame, head
from tests.factories.liveness_pixels import FLAT_FACE, PLAIN
from tests.factories.terminals import ANYBODY
from tests.fakes.branch import Branch
from tests.fakes.clock import START_S, FakeClock
from tests.fakes.comparing_engine import FakeComparingEngine
from tests.fakes.document_reader import FakeDocumentReader
from tests.fakes.face_engine import FakeFaceEngine

PART = Box(0.2, 0.1, 0.6, 0.8)
TERMINAL = "a" * 32
POLICY = RoomPolicy(remember=True, min_sessions=2)


def film(room: int) -> FramePixels:
    """A frame that is a part of the camera's picture of one of many rooms."""
    small = np.random.default_rng(room).uniform(30, 220, (CONTEXT_HEIGHT_PX // 6, CONTEXT_WIDTH_PX // 6))
    whole = np.kron(small, np.ones((6, 6))).astype(np.uint8)
    rows = (PART.top + PART.height * (np.arange(SCENE_HEIGHT_PX) + 0.5) / SCENE_HEIGHT_PX) * CONTEXT_HEIGHT_PX
    columns = (PART.left + PART.width * (np.arange(SCENE_WIDTH_PX) + 0.5) / SCENE_WIDTH_PX) * CONTEXT_WIDTH_PX
    scene = whole[np.ix_(rows.astype(int), columns.astype(int))]
    return FramePixels(FLAT_FACE, scene.tobytes(), PLAIN, whole.tobytes(), PART)


@dataclass
class FakePixelMeter:
    """Implements `PixelMeter`: sees this room, whatever the frames are."""

    room: int = 1

    def measure(self, jpeg: bytes, context_jpeg: bytes | None, face: FaceDetail) -> FramePixels:
        return film(self.room)


@dataclass
class Place:
    """A branch with one enrolled terminal, and what its camera sees."""

    branch: Branch
    camera: FakePixelMeter

    def visit(self, room: int = 1, **wanted: Any) -> Verdict:
        self.camera.room = room
        options = {"origin": Origin(terminal_known=True, terminal_id=TERMINAL), **wanted}
        started: Started = self.branch.service.start(StartRequest("u-1", 640, 480, **options))
        return self.branch.pass_liveness(started, "alice")

    @property
    def terminal(self) -> EnrolledTerminal:
        return self.rooms.store.load(TERMINAL)

    @property
    def rooms(self) -> TerminalRooms:
        rooms = self.branch.service._context.rooms
        assert rooms is not None
        return rooms


@contextmanager
def open_place(folder: Path, **changes: Any) -> Iterator[Place]:
    """Its screen shows nobody light, and its camera says nothing of itself."""
    settings = load(
        data_dir=folder, allow_synthetic=True, consent_elsewhere=True, light=False, terminals=ANYBODY,
        **{"camera_evidence": CameraEvidencePolicy(demand=False), "room_memory": POLICY, **changes},
    )  # fmt: skip
    engine, reader, clock, camera = FakeFaceEngine(), FakeDocumentReader(), FakeClock(START_S), FakePixelMeter()
    engines = LocalEngines(FakeComparingEngine(engine), reader, pixel_meter=camera)
    with build_local(settings, engine, engines, clock) as service:
        place = Place(Branch(service, settings, engine, reader, clock), camera)
        if settings.room_memory.remember:
            place.rooms.store.add(EnrolledTerminal(TERMINAL, "key", "Main street", START_S))
        yield place


def test_another_room_is_held_against_who_shows_it_once_the_terminal_s_own_is_known(tmp_path: Path) -> None:
    with open_place(tmp_path) as place:
        first, second, third = (place.visit() for _ in range(3))
        assert [EVIDENCE in each.not_measured for each in (first, second, third)] == [True, True, False]
        assert third.passed and third.evidence[EVIDENCE] == pytest.approx(1.0, abs=0.01)
        elsewhere = place.visit(room=2)
        assert (elsewhere.passed, elsewhere.reasons) == (False, (Reason.LOW_CONFIDENCE,))
        assert elsewhere.evidence[EVIDENCE] < 0.2
        assert place.terminal.room is not None and place.terminal.room.sessions == 3


def test_what_did_not_pass_teaches_nothing(tmp_path: Path) -> None:
    with open_place(tmp_path, demand_sequence=False) as place:
        started = place.branch.service.start(StartRequest("u-1", 640, 480, origin=Origin(terminal_id=TERMINAL)))
        assert not place.branch.fail_liveness(started).passed
        assert place.terminal.room is None


def test_off_unless_set_and_not_before_terminals_that_are_held_or_not_enrolled(tmp_path: Path) -> None:
    with open_place(tmp_path / "off", room_memory=RoomPolicy()) as place:
        verdict = place.visit()
        assert place.branch.service._context.rooms is None
        assert EVIDENCE not in verdict.evidence and EVIDENCE not in verdict.not_measured
    with open_place(tmp_path / "held", hand_held_terminals=(TERMINAL,)) as place:
        assert place.visit().passed and place.terminal.room is None
        signed, unsigned = (
            place.branch.service.start(StartRequest("u-1", 640, 480, origin=origin)).challenge
            for origin in (Origin(terminal_id=TERMINAL), Origin())
        )
        assert isinstance(signed, NoseChallenge) and signed.hand_held
        assert isinstance(unsigned, NoseChallenge) and not unsigned.hand_held
    with open_place(tmp_path / "unknown") as place:
        assert place.visit(origin=Origin()).passed and place.terminal.room is None


def seen(room: int) -> list[FrameFacts]:
    return [replace(frame(number, head()), pixels=film(room)) for number in range(3)]


def a_terminal(**changes: Any) -> tuple[TerminalRooms, FakeClock]:
    clock = FakeClock(START_S)
    known = OwnTerminal(EnrolledTerminal(TERMINAL, "key", "Main street", START_S, **changes))
    return TerminalRooms(known, POLICY, clock), clock


def test_a_camera_that_was_moved_is_told_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    rooms, clock = a_terminal()
    for room in (1, 1, *[2] * MOVED_SESSIONS):
        clock.now_s += 60
        rooms.learn(TERMINAL, seen(room))
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    caplog.clear()
    clock.now_s += 60
    rooms.learn(TERMINAL, seen(2))
    assert not caplog.records
    assert rooms.compare(TERMINAL, seen(2)) == pytest.approx(1.0, abs=0.01)


def test_a_room_that_nobody_saw_for_a_month_is_not_compared_and_deleted() -> None:
    rooms, clock = a_terminal()
    for _ in range(3):
        rooms.learn(TERMINAL, seen(1))
    assert rooms.forget_before(clock() - POLICY.kept_s) == 0
    clock.now_s += POLICY.kept_s + DAY_S
    assert rooms.compare(TERMINAL, seen(1)) is None
    assert rooms.forget_before(clock() - POLICY.kept_s) == 1
    assert rooms.store.load(TERMINAL).room is None


def test_a_revoked_terminal_learns_nothing_and_one_that_is_unknown_has_no_room(
    caplog: pytest.LogCaptureFixture,
) -> None:
    rooms, _ = a_terminal(revoked_at_s=START_S)
    rooms.learn(TERMINAL, seen(1))
    assert rooms.store.load(TERMINAL).room is None
    assert rooms.compare("b" * 32, seen(1)) is None
    rooms.learn("b" * 32, seen(1))
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    caplog.clear()
