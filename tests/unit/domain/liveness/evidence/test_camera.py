from dataclasses import replace
from math import nan

import pytest

from kiosk.domain.liveness.evidence.camera import measure_camera
from kiosk.domain.liveness.frames import CameraMeasures, FrameFacts
from tests.factories.faces import frame, head


def seen(moire: float, noise: float, count: int = 12) -> list[FrameFacts]:
    return [replace(frame(i, head()), camera=CameraMeasures(moire, noise)) for i in range(count)]


def test_a_camera_s_noise_and_no_pattern_are_not_suspected() -> None:
    evidence = measure_camera(seen(moire=2.0, noise=1.5))
    assert evidence is not None
    assert not evidence.suspected
    assert evidence.frames == 12
    assert evidence.still_share == 0


@pytest.mark.parametrize(("moire", "noise"), [(40.0, 1.5), (2.0, 0.0), (nan, 1.5), (2.0, nan)])
def test_a_pattern_or_no_noise_is_suspected(moire: float, noise: float) -> None:
    evidence = measure_camera(seen(moire, noise))
    assert evidence is not None
    assert evidence.suspected


def test_one_bad_frame_decides_nothing() -> None:
    evidence = measure_camera([*seen(2.0, 1.5), *seen(90.0, 0.0, 1)])
    assert evidence is not None
    assert not evidence.suspected
    assert evidence.still_share == pytest.approx(1 / 13)


def test_what_no_terminal_measured_is_not_measured() -> None:
    assert measure_camera([frame(i, head()) for i in range(12)]) is None
    assert measure_camera(seen(2.0, 1.5, 4)) is None
    assert measure_camera([]) is None
