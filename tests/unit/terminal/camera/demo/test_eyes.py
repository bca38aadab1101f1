"""Irises that move inside the eyes, measured with the mesh that the backend looks with."""

from collections.abc import Iterator

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.terminal.app.image_files import load_portrait
from kiosk.terminal.camera.demo import people
from kiosk.terminal.camera.demo.eyes import Eyes
from kiosk.terminal.camera.demo.head import FACE_POINTS, SolidHead
from kiosk.terminal.camera.demo.motion import BLINK_EVERY_S, DemoPerson, Motion
from kiosk.terminal.camera.demo.portrait import Portrait, stand
from kiosk.vision.crop import centre_crop
from kiosk.vision.face_mesh import FaceMesh

LEFT_EYE, RIGHT_EYE = (33, 133, 468), (362, 263, 473)
"""Corners and iris, in the unmirrored image."""


@pytest.fixture(scope="module")
def mesh() -> Iterator[FaceMesh]:
    with FaceMesh(still=True, irises=True) as mesh:
        yield mesh


@pytest.fixture(scope="module")
def standing() -> Portrait:
    return stand(load_portrait(people.another_person()))


def iris_place(mesh: FaceMesh, picture: NDArray[np.uint8]) -> float:
    """How far right the irises are between the corners, 0-1, of both eyes together."""
    near = centre_crop(picture, 640, 480, 1.8)
    (points,) = mesh.points(np.ascontiguousarray(cv2.resize(near, (640, 480))[:, :, ::-1]))
    places = []
    for left, right, iris in (LEFT_EYE, RIGHT_EYE):
        axis = points[right, :2] - points[left, :2]
        places.append(float((points[iris, :2] - points[left, :2]) @ axis / (axis @ axis)))
    return sum(places) / 2


@pytest.mark.parametrize("yaw_deg", [-20.0, 20.0])
def test_eyes_that_stay_ahead_lag_behind_the_head(mesh: FaceMesh, standing: Portrait, yaw_deg: float) -> None:
    head = SolidHead(standing)
    straight = iris_place(mesh, head.render(Motion()))
    of_a_picture = iris_place(mesh, head.render(Motion(yaw_deg))) - straight
    of_somebody = iris_place(mesh, head.render(Motion(yaw_deg, eyes_yaw_deg=-yaw_deg))) - straight
    assert abs(of_a_picture) < 0.03
    assert -np.sign(yaw_deg) * of_somebody > 0.047, "the least that was measured of people"


def test_only_what_is_between_the_lids_moves(standing: Portrait) -> None:
    looking = Eyes(standing).look(20, 10)
    changed = np.argwhere((looking != standing.image).any(axis=2))
    lids = standing.points[[33, 133, 159, 145, 362, 263, 386, 374], :2]
    assert len(changed) > 50
    assert (changed.min(axis=0) >= lids.min(axis=0)[::-1] - 4).all()
    assert (changed.max(axis=0) <= lids.max(axis=0)[::-1] + 4).all()


def test_a_mesh_without_irises_has_eyes_that_stay(standing: Portrait) -> None:
    without = Portrait(standing.image, standing.points[:FACE_POINTS])
    assert (Eyes(without).look(20, 10) == standing.image).all()


def test_the_demo_person_looks_at_the_screen_whatever_the_head_does() -> None:
    from kiosk.domain.liveness.challenge import Hint

    person = DemoPerson()
    person.see(Hint.TURN_LEFT)
    for _ in range(20):
        motion = person.move(0.05)
    assert motion.yaw_deg > 15
    assert motion.eyes_yaw_deg == -motion.yaw_deg


def test_closed_lids_are_seen_by_the_mesh(mesh: FaceMesh, standing: Portrait) -> None:
    head = SolidHead(standing)
    openings = [opening(mesh, head.render(Motion(closed_lids=share))) for share in (0.0, 0.5, 1.0)]
    assert openings[0] > openings[1] > openings[2]
    assert openings[2] < 0.6 * openings[0]


def opening(mesh: FaceMesh, picture: NDArray[np.uint8]) -> float:
    """Between the lids of both eyes, in distances of the outer corners."""
    near = centre_crop(picture, 640, 480, 1.8)
    (points,) = mesh.points(np.ascontiguousarray(cv2.resize(near, (640, 480))[:, :, ::-1]))
    lids = np.linalg.norm(points[[159, 386], :2] - points[[145, 374], :2], axis=1)
    return float(lids.mean() / np.linalg.norm(points[33, :2] - points[263, :2]))


def test_the_demo_person_blinks_and_opens_the_eyes_again() -> None:
    person = DemoPerson()
    closed = [person.move(0.05).closed_lids for _ in range(round(2 * BLINK_EVERY_S / 0.05))]
    assert max(closed) > 0.7
    assert np.median(closed) == 0
