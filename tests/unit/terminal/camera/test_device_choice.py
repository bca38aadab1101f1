import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.terminal.camera.device_choice import CameraFormat, best_format, camera_index

NAMES = ["Integrated Camera", "Integrated Camera IR", "Logitech BRIO"]
IDS = ["/dev/video0", "/dev/video2", "/dev/video4"]


@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        ("0", 0),
        (" 2 ", 2),
        ("3", None),
        ("/dev/video2", 1),
        ("integrated camera", 0),
        ("integrated camera ir", 1),
        ("brio", 2),
        ("Integrated", 0),
        ("OBS", None),
        ("", None),
        ("-1", None),
        ("²", None),
    ],
)
def test_a_camera_goes_by_number_id_or_name(wanted: str, index: int | None) -> None:
    assert camera_index(wanted, NAMES, IDS) == index


def test_without_cameras_nothing_is_chosen() -> None:
    assert camera_index("0", [], []) is None
    assert best_format([], 1280, 720) is None


@pytest.mark.parametrize(
    ("formats", "index"),
    [
        ([CameraFormat(640, 480, 30), CameraFormat(1280, 720, 30), CameraFormat(1920, 1080, 30)], 1),
        ([CameraFormat(1280, 720, 10), CameraFormat(640, 480, 30)], 1),
        ([CameraFormat(1280, 720, 10), CameraFormat(1920, 1080, 5)], 0),
        ([CameraFormat(1280, 720, 60), CameraFormat(1280, 720, 30)], 1),
    ],
)
def test_the_nearest_format_that_is_fast_enough_is_chosen(formats: list[CameraFormat], index: int) -> None:
    assert best_format(formats, 1280, 720) == index


@given(st.text(max_size=20), st.lists(st.text(max_size=10), max_size=4))
def test_any_text_chooses_a_camera_or_none(wanted: str, names: list[str]) -> None:
    index = camera_index(wanted, names, [f"id{number}" for number in range(len(names))])
    assert index is None or 0 <= index < len(names)
