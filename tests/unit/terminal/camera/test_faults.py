import pytest

from kiosk.errors import CameraLost
from kiosk.terminal.camera.faults import Faults, FaultyCamera
from tests.fakes.cameras import ScriptedCamera


def means(faults: Faults) -> list[float]:
    with FaultyCamera(ScriptedCamera(10, 20, 30, 40), faults) as camera:
        return [float(frame.image.mean()) for frame in camera.frames()]


def test_without_faults_nothing_changes() -> None:
    assert means(Faults()) == [10, 20, 30, 40]


def test_frozen_pictures_repeat_while_time_goes_on() -> None:
    assert means(Faults(freeze_from=2)) == [10, 20, 20, 20]
    with FaultyCamera(ScriptedCamera(1, 2, 3), Faults(freeze_from=1)) as camera:
        assert [frame.index for frame in camera.frames()] == [0, 1, 2]


def test_black_pictures() -> None:
    assert means(Faults(black_from=1)) == [10, 0, 0, 0]


def test_a_change_of_size() -> None:
    with FaultyCamera(ScriptedCamera(1, 2), Faults(shrink_from=1)) as camera:
        assert [frame.image.shape for frame in camera.frames()] == [(6, 8, 3), (3, 4, 3)]


def test_a_lost_camera_is_released() -> None:
    source = ScriptedCamera(1, 2, 3)
    with FaultyCamera(source, Faults(lost_from=2)) as camera:
        frames = camera.frames()
        assert [next(frames).index, next(frames).index] == [0, 1]
        with pytest.raises(CameraLost):
            next(frames)
    assert not source.open


def test_a_slow_open_waits_first() -> None:
    waited: list[float] = []
    with FaultyCamera(ScriptedCamera(), Faults(slow_open_s=4.0), sleep=waited.append) as camera:
        assert camera.name == "scripted"
    assert waited == [4.0]
