import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.rekognition_local import measures

WIDTH_PX = 30.0


def face(
    *, eye_ratio: float = 0.3, mouth_ratio: float = 0.0, look: tuple[float, float] = (0.0, 0.0), roll_deg: float = 0
) -> NDArray[np.float32]:
    """A mesh with eyes, irises and lips alone; `look` is where the irises are, in widths of an eye."""
    points = np.zeros((478, 3), dtype=np.float32)
    for eye, iris, x in ((measures.LEFT_EYE, 468, 100.0), (measures.RIGHT_EYE, 473, 160.0)):
        left, up_1, down_1, up_2, down_2, right = eye
        half = eye_ratio * WIDTH_PX / 2
        for index, position in {
            left: (x, 100),
            right: (x + WIDTH_PX, 100),
            up_1: (x + 10, 100 - half),
            down_1: (x + 10, 100 + half),
            up_2: (x + 20, 100 - half),
            down_2: (x + 20, 100 + half),
            iris: (x + WIDTH_PX * (0.5 + look[0]), 100 + WIDTH_PX * (look[1] - measures.IRIS_ABOVE_CORNERS)),
        }.items():
            points[index, :2] = position
    for index, position in {13: (145, 160), 14: (145, 160 + 40 * mouth_ratio), 78: (125, 160), 308: (165, 160)}.items():
        points[index, :2] = position
    turn = np.radians(roll_deg)
    points[:, :2] = points[:, :2] @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    return points


@pytest.mark.parametrize("roll_deg", [0, 30, -90, 180])
@pytest.mark.parametrize(("ratio", "value"), [(0.02, False), (0.1, False), (0.2, True), (0.4, True)])
def test_eyes_are_open_by_their_opening_however_the_head_is_held(ratio: float, value: bool, roll_deg: float) -> None:
    judged = measures.eyes_open(face(eye_ratio=ratio, roll_deg=roll_deg))
    assert judged.value is value
    assert 85 < judged.confidence <= 100


@pytest.mark.parametrize(("ratio", "value"), [(0.0, False), (0.03, False), (0.2, True), (0.8, True)])
def test_a_mouth_is_open_by_the_gap_between_the_lips(ratio: float, value: bool) -> None:
    assert measures.mouth_open(face(mouth_ratio=ratio)).value is value


def test_at_the_threshold_nobody_is_sure() -> None:
    assert measures.eyes_open(face(eye_ratio=measures.EYES_OPEN_RATIO)).confidence == pytest.approx(50, abs=1)


@pytest.mark.parametrize("roll_deg", [0, 25])
def test_gaze_is_right_and_up_in_degrees(roll_deg: float) -> None:
    straight = measures.gaze(face(roll_deg=roll_deg))
    right, up = (measures.gaze(face(look=look, roll_deg=roll_deg)) for look in ((0.2, 0.0), (0.0, -0.1)))
    assert (straight.yaw_deg, straight.pitch_deg) == pytest.approx((0, 0), abs=0.5)
    assert right.yaw_deg == pytest.approx(30, abs=1)
    assert up.pitch_deg == pytest.approx(14.5, abs=1)


def test_nobody_knows_where_closed_eyes_look() -> None:
    assert measures.gaze(face(eye_ratio=0.02)).confidence < 5
    assert measures.gaze(face()).confidence > 95


def test_a_mesh_of_nothing_is_no_error() -> None:
    nothing = np.zeros((478, 3), dtype=np.float32)
    assert measures.eyes_open(nothing).value is False
    assert measures.mouth_open(nothing).value is False
    assert measures.gaze(nothing).confidence >= 0
