"""Sessions of a backend's own process, as commands about data see them."""

import time
from pathlib import Path

from kiosk.domain.liveness.face_movement.challenge import ChallengeType
from kiosk.domain.liveness.face_movement.session_judge import SessionStatus
from kiosk.rekognition_local.own_liveness import FOLDER, KEPT_S, discard_sessions, open_kept_liveness
from kiosk.settings import Settings, load


def create(settings: Settings) -> str:
    with open_kept_liveness(settings) as kept:
        return kept.create(ChallengeType.MOVEMENT, 4)


def test_a_session_is_forgotten_when_asked_and_after_its_time(tmp_path: Path) -> None:
    settings = load(data_dir=tmp_path)
    first, second = create(settings), create(settings)
    with open_kept_liveness(settings) as kept:
        kept.forget(first)
        kept.forget(first)
        assert kept.outcome(first).status is SessionStatus.EXPIRED
        assert kept.outcome(second).status is SessionStatus.CREATED
    with open_kept_liveness(settings, lambda: time.time() + KEPT_S + 1) as kept:
        assert kept.outcome(second).status is SessionStatus.EXPIRED


def test_nothing_is_left_where_no_streams_are_served_any_more(tmp_path: Path) -> None:
    settings = load(data_dir=tmp_path)
    discard_sessions(settings)
    create(settings)
    discard_sessions(settings)
    assert not list((tmp_path / FOLDER).glob("*.sqlite3*"))
    create(settings)
