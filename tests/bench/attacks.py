"""How often the rule of the turn accepts real heads and simulated photographs.

Real frames come from the clips of the test data, photographs from its stills: each is shown flat first and then
rotated and bent about a vertical axis, which is what a hand can do to a print. Nothing here is a certified
presentation attack test: no printed paper, no screens, no masks.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.domain.faces.face_detail import FaceDetail
from kiosk.domain.liveness.judge_policy import JudgePolicy
from kiosk.domain.liveness.nose.depth import mean_landmarks, nose_parallax, width_kept
from kiosk.terminal.camera.demo.motion import Motion
from kiosk.terminal.camera.demo.portrait import Portrait
from kiosk.terminal.camera.demo.print_out import TURN_GAIN, PrintOut
from kiosk.vision.crop import centre_crop
from kiosk.vision.face_mesh import FaceMesh, measure_face
from tests.bench.table import Row

BENDS_DEG = (0, 80, 160, 240)
ROTATIONS_DEG = (15, 25, 35, 45, 55)
REAL_TURN_DEG = 13.0
"""What the kiosk asks of a customer; frames that are turned less are no attempt."""
FRONTAL_DEG = 8.0

Image = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Measure:
    """The evidence of one frame against its reference."""

    turn_deg: float
    nose_parallax: float
    width_kept: float

    def accepted(self, policy: JudgePolicy) -> bool:
        """Whether the frame proves a live head."""
        return (
            abs(self.turn_deg) >= policy.min_turn_deg
            and self.nose_parallax >= policy.min_nose_parallax
            and self.width_kept >= policy.min_width_kept
        )


def measure(reference: FaceDetail, face: FaceDetail, aspect: float) -> Measure:
    """Evidence of one frame."""
    straight = mean_landmarks([reference])
    rolls = (reference.pose.roll_deg, face.pose.roll_deg)
    return Measure(
        face.pose.yaw_deg - reference.pose.yaw_deg,
        nose_parallax(straight, face.landmarks, aspect),
        width_kept(straight, face.landmarks, aspect, rolls),
    )


def rows(testdata: Path) -> Iterator[Row]:
    """One row for real heads, one for each way of bending a photograph."""
    policy = JudgePolicy()
    real = [each for each in _real_frames(testdata) if abs(each.turn_deg) >= REAL_TURN_DEG]
    passed = sum(each.accepted(policy) for each in real)
    yield Row("real heads turned 13 degrees or more", f"{passed}/{len(real)} frames accepted", "", "")
    portraits = list(_portraits(testdata))
    for bend_deg in BENDS_DEG:
        attacks = list(_photo_frames(portraits, bend_deg, from_flat=True))
        fooled = sum(each.accepted(policy) for each in attacks)
        name = f"photographs, face bent {bend_deg // 2} degrees, turned 15-55"
        yield Row(name, f"{fooled}/{len(attacks)} accepted", "", "")
    attacks = list(_photo_frames(portraits, BENDS_DEG[-1], from_flat=False))
    fooled = sum(each.accepted(policy) for each in attacks)
    yield Row("the same, bent 120 degrees from the very start", f"{fooled}/{len(attacks)} accepted", "", "")


def _real_frames(testdata: Path) -> Iterator[Measure]:
    for clip in ("liveportrait/d3.mp4", "liveportrait/d12.mp4", "intel/head-pose-face-detection-female.gif"):
        capture, reference = cv2.VideoCapture(str(testdata / "clips" / clip)), None
        with FaceMesh(still=False) as mesh:
            while (read := capture.read())[0]:
                faces = _faces(mesh, np.asarray(read[1], dtype=np.uint8))
                if len(faces) != 1:
                    continue
                if reference is None and abs(faces[0].pose.yaw_deg) <= FRONTAL_DEG:
                    reference = faces[0]
                if reference is not None:
                    yield measure(reference, faces[0], read[1].shape[1] / read[1].shape[0])


def _portraits(testdata: Path) -> Iterator[Portrait]:
    paths = [*sorted((testdata / "stills" / "deepface").glob("*.jpg")), testdata / "stills/nasa/astronaut.png"]
    with FaceMesh(still=True) as mesh:
        for path in paths:
            image = np.asarray(cv2.imread(str(path)), dtype=np.uint8)
            meshes = mesh.points(np.ascontiguousarray(image[:, :, ::-1]))
            if (
                len(meshes) == 1
                and abs(measure_face(meshes[0], np.ascontiguousarray(image[:, :, ::-1])).pose.yaw_deg) <= FRONTAL_DEG
            ):
                yield _framed(image, meshes[0])


def _framed(image: Image, points: NDArray[np.float32]) -> Portrait:
    """A photograph that is twice as large as its face."""
    scale = 280 / float(np.ptp(points[:, 0]))
    centre = points[:, :2].mean(axis=0) * scale
    matrix = np.array([[scale, 0, 280 - centre[0]], [0, scale, 320 - centre[1]]])
    photo = cv2.warpAffine(image, matrix, (560, 640), flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE)
    moved = points * np.float32(scale) + np.array([matrix[0, 2], matrix[1, 2], 0], dtype=np.float32)
    return Portrait(np.asarray(photo, dtype=np.uint8), moved)


def _photo_frames(portraits: list[Portrait], bend_deg: float, *, from_flat: bool) -> Iterator[Measure]:
    with FaceMesh(still=True) as mesh:
        for portrait, rotation_deg in product(portraits, ROTATIONS_DEG):
            bent = PrintOut(portrait, bend_deg)
            before = PrintOut(portrait) if from_flat else PrintOut(portrait, bend_deg, always_bent=True)
            start = _faces(mesh, centre_crop(before.render(Motion()), 640, 480, 1.2))
            turned = bent.render(Motion(yaw_deg=rotation_deg / TURN_GAIN))
            now = _faces(mesh, centre_crop(turned, 640, 480, 1.2))
            if len(start) == len(now) == 1:
                yield measure(start[0], now[0], 4 / 3)


def _faces(mesh: FaceMesh, image: Image) -> tuple[FaceDetail, ...]:
    rgb = np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2RGB), dtype=np.uint8)
    return mesh.detect(rgb)
