"""Relief: a head that comes near has it, a photograph that is brought near has none, however it is held."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from kiosk.terminal.camera.demo import people
from kiosk.vision.face_mesh import FaceMesh
from kiosk.vision.face_relief import ALIKE, FaceView, Relief, measure_relief, pair_views, view_face
from tests.factories.nearing_head import Image, NearingHead


def view(mesh: FaceMesh, picture: Image) -> FaceView:
    (points,) = mesh.points(np.ascontiguousarray(picture[..., ::-1]))
    return view_face(np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), dtype=np.uint8), points, 0.0)


def reliefs(head: NearingHead, tilt: tuple[float, float] = (0.0, 0.0)) -> tuple[Relief | None, Relief | None]:
    """From far to near, and of the same distance twice."""
    with FaceMesh(still=True) as mesh:
        far, near = view(mesh, head.render(480.0)), view(mesh, head.render(240.0, (9.0, -5.0), 3.0, tilt))
        again = view(mesh, head.render(475.0, (-6.0, 4.0), -2.0))
    return measure_relief([(far, near)]), measure_relief([(far, again)])


@pytest.fixture(scope="module")
def portrait() -> Image:
    return np.asarray(cv2.imread(str(people.demo_person())), dtype=np.uint8)


def test_a_head_changes_its_shape_as_it_comes_near(portrait: Image) -> None:
    near, again = reliefs(NearingHead(portrait))
    assert near is not None
    assert again is not None
    assert near.strength > 0.07
    assert near.beyond_bend > 0.025
    assert near.explained > 0.7
    assert abs(again.strength) < 0.02


@pytest.mark.parametrize("tilt", [(0.0, 0.0), (0.3, 0.0), (-0.2, 0.3)])
def test_a_photograph_changes_its_size_alone(portrait: Image, tilt: tuple[float, float]) -> None:
    near, _ = reliefs(NearingHead(portrait, flat=True), tilt)
    assert near is not None
    assert abs(near.strength) < 0.01


@pytest.mark.parametrize("radius_mm", [60.0, 150.0])
def test_a_photograph_that_is_bent_has_no_nose(portrait: Image, radius_mm: float) -> None:
    near, _ = reliefs(NearingHead(portrait, bend_radius_mm=radius_mm))
    assert near is not None
    assert near.strength > 0.02
    assert near.beyond_bend < 0.015


@pytest.mark.parametrize("radius_mm", [60.0, 90.0])
def test_a_photograph_that_is_bent_as_it_comes_has_no_nose(portrait: Image, radius_mm: float) -> None:
    with FaceMesh(still=True) as mesh:
        far = view(mesh, NearingHead(portrait, flat=True).render(480.0))
        near = view(mesh, NearingHead(portrait, bend_radius_mm=radius_mm).render(240.0, (9.0, -5.0), 3.0))
    relief = measure_relief([(far, near)])
    assert relief is not None
    assert relief.strength > 0.04
    assert relief.beyond_bend < 0.02


def test_what_a_face_does_besides_is_left_out(portrait: Image) -> None:
    """Faces speak and smile as they come near, each time otherwise."""
    random, head = np.random.default_rng(3), NearingHead(portrait)
    with FaceMesh(still=True) as mesh:
        far, near = ([_in_motion(view(mesh, head.render(mm)), random) for _ in range(3)] for mm in (480.0, 240.0))
    pairs = [(before, after) for before in far for after in near]
    together, alone = measure_relief(pairs), [measure_relief([pair]) for pair in pairs]
    assert together is not None
    explained = [each.explained for each in alone if each is not None]
    assert len(explained) == len(pairs)
    assert together.explained > np.median(explained) + 0.05


def test_views_are_compared_with_those_on_which_the_face_does_the_same(portrait: Image) -> None:
    with FaceMesh(still=True) as mesh:
        calm = view(mesh, NearingHead(portrait).render(480.0))
    opened = calm.points.copy()
    # The lower lip of who speaks.
    opened[14, 1] += 0.1
    far = [replace(calm, at_s=at_s, points=opened if at_s % 2 else calm.points) for at_s in range(2 * ALIKE)]
    near = [replace(each, eyes_px=2 * each.eyes_px) for each in far]
    pairs = pair_views(far, near)
    assert len(pairs) == 2 * ALIKE * ALIKE
    assert all(before.at_s % 2 == after.at_s % 2 for before, after in pairs)


def test_views_of_nearly_one_size_show_no_perspective(portrait: Image) -> None:
    with FaceMesh(still=True) as mesh:
        far = view(mesh, NearingHead(portrait).render(480.0))
    assert pair_views([far], [replace(far, eyes_px=1.1 * far.eyes_px)]) == []
    assert pair_views([], [far]) == pair_views([far], []) == []


def _in_motion(view: FaceView, random: np.random.Generator) -> FaceView:
    """The view with parts of the face moved by up to two pixels."""
    rows, columns = np.indices(view.grey.shape, dtype=np.float32)
    moves = [cv2.GaussianBlur(random.normal(0, 1, view.grey.shape).astype(np.float32), (0, 0), 12) for _ in range(2)]
    across, down = (2 * each / np.abs(each).max() for each in moves)
    moved = cv2.remap(view.grey, columns + across, rows + down, cv2.INTER_LINEAR)
    return replace(view, grey=np.asarray(moved, dtype=np.uint8))


def test_what_cannot_be_followed_is_not_measured(portrait: Image) -> None:
    with FaceMesh(still=True) as mesh:
        far = view(mesh, NearingHead(portrait, flat=True).render(400.0))
    noise = np.random.default_rng(0).integers(0, 255, far.grey.shape, dtype=np.uint8)
    assert measure_relief([(far, FaceView(1.0, 2 * far.eyes_px, noise, far.points))]) is None
    assert measure_relief([]) is None
