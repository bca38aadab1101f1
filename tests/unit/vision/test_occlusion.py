"""Coverings are drawn onto the two public-domain pictures; more faces are looked at where the test data is."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.domain.faces.face_detail import FaceDetail
from kiosk.vision.occlusion import occlusion
from kiosk.vision.photo_faces import PhotoFace, PhotoFaceFinder
from kiosk.vision.still_detail import still_detail
from tests.factories import pictures

Image = NDArray[np.uint8]
MASK = (197, 126, 355, 116, 345, 93, 323, 132, 361, 58, 288, 172, 397, 150, 379, 152, 176, 400)
"""Points of the mesh that a mask reaches: from the bridge of the nose over the cheeks to below the chin."""
PEOPLE = (pictures.astronaut, pictures.grace_hopper)


@pytest.fixture(scope="module")
def finder() -> Iterator[PhotoFaceFinder]:
    with PhotoFaceFinder() as finder:
        yield finder


@pytest.fixture(params=PEOPLE, ids=lambda person: str(person.__name__))
def face(request: pytest.FixtureRequest, finder: PhotoFaceFinder) -> tuple[Image, PhotoFace]:
    return found(finder, request.param())


def found(finder: PhotoFaceFinder, picture: Image) -> tuple[Image, PhotoFace]:
    rgb = np.ascontiguousarray(picture[..., ::-1])
    return rgb, finder.find(rgb, 1)[0]


def looked_at(finder: PhotoFaceFinder, rgb: Image) -> FaceDetail:
    (face,) = finder.find(rgb, 1)
    return still_detail(face, rgb)


def covered(rgb: Image, outline: NDArray[np.float32], colour: tuple[float, ...]) -> Image:
    """With something woven over the face."""
    drawn = rgb.copy()
    cv2.fillPoly(drawn, [cv2.convexHull(outline.astype(np.int32))], colour)
    noise = np.random.default_rng(1).normal(0, 2, rgb.shape)
    woven = np.clip(drawn + np.where((drawn != rgb).any(axis=2, keepdims=True), noise, 0), 0, 255)
    return np.asarray(woven, dtype=np.uint8)


def ellipse(centre: NDArray[np.float32], width: float, height: float) -> NDArray[np.float32]:
    turn = np.linspace(0, 2 * np.pi, 40)
    return np.asarray(centre + np.c_[width * np.cos(turn), height * np.sin(turn)] / 2, dtype=np.float32)


def skin(rgb: Image, points: NDArray[np.float32]) -> tuple[float, ...]:
    """The colour of the cheeks."""
    x, y = points[[50, 280, 101, 330], :2].astype(int).T
    return tuple(float(value) for value in np.median(rgb[y, x], axis=0))


def test_a_face_that_nothing_covers(finder: PhotoFaceFinder, face: tuple[Image, PhotoFace]) -> None:
    detail = still_detail(face[1], face[0])
    assert detail.occluded is False
    assert detail.occlusion_confidence > 80
    assert detail.confidence == pytest.approx(100 * face[1].score)
    dark = looked_at(finder, np.asarray(face[0] * 0.4, dtype=np.uint8))
    assert dark.occluded is False


@pytest.mark.parametrize("colour", [(150, 185, 215), (225, 225, 228), (25, 25, 28)], ids=["blue", "white", "black"])
def test_a_mask(finder: PhotoFaceFinder, face: tuple[Image, PhotoFace], colour: tuple[float, ...]) -> None:
    rgb, still = face
    masked = covered(rgb, still.points[list(MASK), :2], colour)
    # The detectors may see nobody in a mask, so the mesh is that of the face below.
    seen = occlusion(masked, still.points, 0.0)
    assert seen.covered
    assert seen.confidence > 80


def test_dark_glasses(face: tuple[Image, PhotoFace]) -> None:
    rgb, still = face
    for left, right in ((33, 133), (362, 263)):
        ends = still.points[[left, right], :2]
        width = float(np.linalg.norm(ends[0] - ends[1])) * 1.9
        rgb = covered(rgb, ellipse(ends.mean(axis=0), width, width * 0.85), (30, 28, 30))
    assert occlusion(rgb, still.points, 0.0).covered


@pytest.mark.parametrize(
    ("over", "share"),
    [((13, 1), (0.8, 0.5)), ((50, 33), (0.6, 0.9)), ((280, 263), (0.6, 0.9))],
    ids=["mouth", "left", "right"],
)
def test_a_hand(face: tuple[Image, PhotoFace], over: tuple[int, int], share: tuple[float, float]) -> None:
    rgb, still = face
    width, height = np.ptp(still.points[:, 0]), np.ptp(still.points[:, 1])
    shape = ellipse(still.points[list(over), :2].mean(axis=0), share[0] * width, share[1] * height)
    assert occlusion(covered(rgb, shape, skin(rgb, still.points)), still.points, 0.0).covered


def test_of_a_blurred_face_nobody_can_say(finder: PhotoFaceFinder, face: tuple[Image, PhotoFace]) -> None:
    rgb, still = face
    blurred = np.asarray(cv2.GaussianBlur(rgb, (0, 0), 0.05 * float(np.ptp(still.points[:, 0]))), dtype=np.uint8)
    detail = still_detail(still, blurred)
    assert (detail.occluded, detail.occlusion_confidence) == (None, 0.0)
    assert detail.quality.sharpness < 25


def test_a_mesh_at_the_edge_or_without_extent_is_no_trouble(face: tuple[Image, PhotoFace]) -> None:
    rgb, still = face
    for points in (still.points + 10_000, still.points * 0, still.points - 10_000):
        assert 50 <= occlusion(rgb, points, 0.0).confidence <= 100
    assert still_detail(replace(still, points=still.points + 10_000), rgb).occluded is None


def test_no_false_alarms_on_real_people(finder: PhotoFaceFinder, testdata: Path) -> None:
    stills = [*(testdata / "stills" / "deepface").glob("*.jpg"), *(testdata / "stills" / "human").glob("*.jpg")]
    alarms = []
    for path in sorted(stills)[::3]:
        image = cv2.imread(str(path))
        scale = min(640 / max(image.shape[:2]), 1)
        small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        rgb, still = found(finder, np.asarray(small, dtype=np.uint8))
        alarms += [path.name] if still_detail(still, rgb).occluded else []
    assert len(stills) >= 39
    assert alarms == []
