"""The real models on the two public-domain pictures that come with libraries."""

from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.domain.liveness.light import Colour, ScreenShine
from kiosk.domain.liveness.nose.depth import HEAD_SHAPE, NOSE_LANDMARKS, REST
from kiosk.terminal.camera.demo import people
from kiosk.terminal.camera.demo.head import SolidHead
from kiosk.terminal.camera.demo.lighting import shine
from kiosk.terminal.camera.demo.motion import Motion
from kiosk.terminal.camera.demo.portrait import Portrait, stand
from kiosk.vision.crop import centre_crop, to_size
from kiosk.vision.dlib_descriptor import DlibDescriptorModel
from kiosk.vision.face_mesh import MAX_SIDE_PX, FaceMesh
from kiosk.vision.quality import face_quality
from kiosk.vision.tracker import FrameSize, Tracker
from tests.e2e.demo_people import standing

Image = NDArray[np.uint8]


def picture(path: object) -> Image:
    return np.asarray(cv2.imread(str(path)), dtype=np.uint8)


def as_rgb(image: Image) -> Image:
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2RGB), dtype=np.uint8)


@pytest.fixture(scope="module")
def mesh() -> Iterator[FaceMesh]:
    with FaceMesh(still=True) as mesh:
        yield mesh


@pytest.fixture(scope="module")
def hopper(mesh: FaceMesh) -> Portrait:
    image = picture(people.demo_person())
    return Portrait(image, mesh.points(as_rgb(image))[0])


def test_every_landmark_that_the_rules_need_is_found(mesh: FaceMesh) -> None:
    (face,) = mesh.detect(as_rgb(picture(people.another_person())))
    assert set(face.landmarks) >= {*HEAD_SHAPE, *NOSE_LANDMARKS, *REST}
    assert face.bounding_box.contains(face.nose)
    assert face.landmarks["leftEyeLeft"].x < face.landmarks["rightEyeRight"].x
    assert abs(face.pose.yaw_deg) < 15
    assert 20 < face.quality.brightness < 90
    assert face.quality.sharpness > 25


@pytest.mark.parametrize(("yaw_deg", "pitch_deg"), [(-11.711, 9.745), (-10.966, 13.032)])
def test_a_turned_face_over_half_of_which_the_network_lays_a_second_mesh_is_found_once(
    mesh: FaceMesh, yaw_deg: float, pitch_deg: float
) -> None:
    room = standing(None).render(Motion(yaw_deg=yaw_deg, pitch_deg=pitch_deg))
    near = to_size(centre_crop(room, 480, 480, 2.2), 480, 480)
    assert len(mesh.detect(as_rgb(near))) == 1


def test_what_is_worn_below_the_chin_is_no_second_person() -> None:
    motion = Motion(yaw_deg=-3.67, pitch_deg=-23.95, shift_x_px=7.65, shift_y_px=6.34, scale=1.067, eyes_yaw_deg=-11.7)
    scene, light = standing(None), ScreenShine(Colour.YELLOW.rgb, Colour.CYAN.rgb)
    lit = shine(scene.render(motion), scene.exposure(motion), light)
    with FaceMesh(still=True, irises=True) as mesh:
        assert len(mesh.detect(as_rgb(to_size(centre_crop(lit, 640, 480, 1.8), 640, 480)))) == 1


def test_two_people_are_two(mesh: FaceMesh, hopper: Portrait) -> None:
    alone = hopper.image
    assert len(mesh.detect(as_rgb(np.hstack([alone, alone])))) == 2


def test_a_blurred_face_is_less_sharp_and_a_dark_one_less_bright(mesh: FaceMesh) -> None:
    image = picture(people.another_person())
    (sharp,) = mesh.detect(as_rgb(image))
    (blurred,) = mesh.detect(as_rgb(np.asarray(cv2.GaussianBlur(image, (0, 0), 4), dtype=np.uint8)))
    (dark,) = mesh.detect(as_rgb(np.asarray(image * 0.4, dtype=np.uint8)))
    assert blurred.quality.sharpness < sharp.quality.sharpness / 2
    assert dark.quality.brightness < sharp.quality.brightness * 0.7


@pytest.mark.parametrize("size_px", [60, 120, 400])
@pytest.mark.parametrize("picture_of", [people.demo_person, people.another_person])
def test_25_is_where_comparing_begins_to_suffer(mesh: FaceMesh, picture_of: Callable[[], Path], size_px: int) -> None:
    """Whatever the face's size: a blur of 1.5 % of most faces' width, a little more here, and a tenth of full scale."""
    image = picture(picture_of())
    box = mesh.detect(as_rgb(image))[0].bounding_box
    scale = size_px / (box.width * image.shape[1])
    image = np.asarray(cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.uint8)

    def sharpness(share: float) -> float:
        return face_quality(np.asarray(cv2.GaussianBlur(image, (0, 0), share * size_px), dtype=np.uint8), box).sharpness

    assert sharpness(0.005) > 40
    assert sharpness(0.005) > sharpness(0.015) > sharpness(0.03)
    assert sharpness(0.03) < 25
    assert face_quality(image, box).brightness > 40
    assert face_quality(np.full_like(image, 26), box).brightness == pytest.approx(25, abs=1)


@pytest.mark.parametrize("yaw_deg", [-22, -15, 15, 22])
def test_yaw_is_positive_to_the_right_of_the_image(hopper: Portrait, mesh: FaceMesh, yaw_deg: float) -> None:
    head = SolidHead(stand(hopper))
    (straight,) = mesh.detect(as_rgb(centre_crop(head.render(Motion()), 640, 480, 1.8)))
    (turned,) = mesh.detect(as_rgb(centre_crop(head.render(Motion(yaw_deg)), 640, 480, 1.8)))
    assert turned.pose.yaw_deg - straight.pose.yaw_deg == pytest.approx(yaw_deg, abs=6)
    assert np.sign(turned.nose.x - straight.nose.x) == np.sign(yaw_deg)


def test_pitch_is_positive_downwards(hopper: Portrait, mesh: FaceMesh) -> None:
    head = SolidHead(stand(hopper))
    (up,) = mesh.detect(as_rgb(centre_crop(head.render(Motion(pitch_deg=-10)), 640, 480, 1.8)))
    (down,) = mesh.detect(as_rgb(centre_crop(head.render(Motion(pitch_deg=10)), 640, 480, 1.8)))
    assert down.pose.pitch_deg - up.pose.pitch_deg > 10


def test_grey_and_faceless_pictures_are_no_trouble(mesh: FaceMesh) -> None:
    grey = cv2.cvtColor(picture(people.demo_person()), cv2.COLOR_BGR2GRAY)
    assert len(mesh.detect(as_rgb(np.asarray(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR), dtype=np.uint8)))) == 1
    assert mesh.detect(as_rgb(np.full((480, 640, 3), 128, dtype=np.uint8))) == ()


@pytest.mark.parametrize("swap", [False, True])
def test_a_picture_that_would_end_the_process_is_refused(mesh: FaceMesh, swap: bool) -> None:
    longest = np.full((MAX_SIDE_PX, 80, 3), 128, dtype=np.uint8)
    longer = np.full((MAX_SIDE_PX + 1, 80, 3), 128, dtype=np.uint8)
    if swap:
        longest, longer = (np.ascontiguousarray(each.swapaxes(0, 1)) for each in (longest, longer))
    assert mesh.points(longest) == []
    for look in (mesh.points, mesh.detect):
        with pytest.raises(ValueError, match="pixels"):
            look(longer)


def test_descriptors_tell_people_apart(mesh: FaceMesh, hopper: Portrait) -> None:
    descriptor_model = DlibDescriptorModel()

    def describe(image: Image) -> tuple[float, ...]:
        rgb = as_rgb(image)
        return descriptor_model.describe(rgb, mesh.detect(rgb)[0].landmarks)

    original = describe(hopper.image)
    turned = describe(centre_crop(SolidHead(stand(hopper)).render(Motion(20)), 640, 480, 1.8))
    stranger = describe(picture(people.another_person()))
    assert descriptor_model.scale.similarity(original, original) == 100
    assert descriptor_model.scale.similarity(original, turned) > 90
    assert descriptor_model.scale.similarity(original, stranger) < 80, "what one pair of strangers in a hundred reaches"


def test_tracker_sees_the_crop_that_it_gives_away(hopper: Portrait) -> None:
    with Tracker(FrameSize(640, 480, 1.8)) as tracker:
        frame = tracker.crop(stand(hopper).image)
        observation = tracker.observe(frame, 12.5)
    assert frame.shape == (400, 533, 3)
    assert observation.captured_at_s == 12.5
    assert len(observation.faces) == 1
