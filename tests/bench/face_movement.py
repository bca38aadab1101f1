"""How often the judge of videos accepts heads that come near, and photographs that are brought near.

Both are simulated from the stills of the test data (`tests/factories/nearing_head.py`), each with a camera, a way and a
hand of its own. No paper, no screens, no masks, no cameras.
"""

import random
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np

from kiosk.domain.liveness.face_movement.challenge import draw_challenge
from kiosk.domain.liveness.face_movement.claims import ClientClaims
from kiosk.domain.liveness.face_movement.geometry import client_box
from kiosk.domain.liveness.face_movement.judge import judge
from kiosk.vision.descriptor_models import load_descriptor_model
from kiosk.vision.face_video import FaceVideo, VideoPicture
from kiosk.vision.video_examiner import VideoExaminer
from tests.bench.table import Row
from tests.factories.nearing_head import Camera, Image, NearingHead

SPECIES: dict[str, tuple[int, bool, float | None, float]] = {
    "heads in three dimensions": (44, False, None, 0.0),
    "photographs, flat": (75, True, None, 0.0),
    "photographs, flat, turned as they come": (75, True, None, 0.35),
    "photographs bent to a radius of 150 mm": (30, False, 150.0, 0.25),
    "photographs bent to a radius of 90 mm": (30, False, 90.0, 0.25),
}
"""How many, whether flat, the radius of the bend, and by how much they are tilted."""
FOCALS_PX = (420.0, 457.0, 520.0, 600.0)
PICTURES, FPS = 16, 8.0
FAR_MM, NEAR_MM = 480.0, 235.0
START_MS = 1_700_000_000_000


class Pictures(FaceVideo):
    """Pictures in place of a video that was encoded and decoded."""

    def __init__(self, pictures: list[Image]) -> None:
        super().__init__(640, 480)
        self._given = pictures

    def _is_readable(self, *, ended: bool) -> bool:
        return ended

    def _pictures(self, *, ended: bool) -> Iterator[VideoPicture]:
        for number, picture in enumerate(self._given):
            yield VideoPicture(number, number / FPS, picture)


def rows(testdata: Path) -> Iterator[Row]:
    """One row for each species."""
    stills = sorted([*testdata.glob("stills/*/*.jpg"), *testdata.glob("stills/*/*.png")])
    examiner = VideoExaminer(load_descriptor_model())
    for name, (count, flat, radius_mm, tilt) in SPECIES.items():
        accepted = tried = 0
        for number in range(count):
            bgr = np.asarray(cv2.imread(str(stills[number % len(stills)])), dtype=np.uint8)
            passed = _passes(bgr, examiner, random.Random(number), flat, radius_mm, tilt)
            tried += passed is not None
            accepted += passed is True
        yield Row(name, f"{accepted}/{tried} accepted", "", "")


def _passes(
    bgr: Image, examiner: VideoExaminer, draw: random.Random, flat: bool, radius_mm: float | None, tilt: float
) -> bool | None:
    """The judge's decision; None for a picture without a face."""
    camera = Camera(focal_px=draw.choice(FOCALS_PX))
    try:
        head = NearingHead(bgr, camera, flat=flat, bend_radius_mm=radius_mm)
    except IndexError:
        return None
    wanted, video = (
        draw_challenge(640, 480, draw.randrange, with_light=False),
        Pictures(_filmed(head, camera, draw, tilt)),
    )
    examiner.analyse(video, ended=True)
    faces = [frame.faces[0] for frame in video.facts() if frame.faces]
    if not faces:
        return None
    first, end_ms = client_box(faces[0], wanted), START_MS + round(1000 * PICTURES / FPS)
    claims = ClientClaims(START_MS, end_ms, first, START_MS, wanted.oval_box, end_ms)
    return judge(wanted, examiner.describe(video, claims, PICTURES / FPS)).passed


def _filmed(head: NearingHead, camera: Camera, draw: random.Random, tilt: float) -> list[Image]:
    near = camera.focal_px / 457
    far_mm, near_mm = FAR_MM * near * draw.uniform(0.95, 1.1), NEAR_MM * near * draw.uniform(0.92, 1.0)
    drift, roll = (draw.uniform(-25, 25), draw.uniform(-15, 15)), draw.uniform(-5, 5)
    first, last = ((draw.uniform(-tilt, tilt), draw.uniform(-tilt, tilt)) for _ in range(2))
    noise = np.random.default_rng(0)
    pictures = []
    for share in np.minimum(np.arange(PICTURES) / (PICTURES - 3), 1.0).tolist():
        turned = (first[0] + (last[0] - first[0]) * share, first[1] + (last[1] - first[1]) * share)
        shift = (drift[0] * share + draw.gauss(0, 1), drift[1] * share + draw.gauss(0, 1))
        picture = head.render(far_mm + (near_mm - far_mm) * share, shift, roll * share, turned)
        noisy = np.clip(picture + noise.normal(0, 2.5, picture.shape), 0, 255).astype(np.uint8)
        encoded = cv2.imencode(".jpg", noisy, [cv2.IMWRITE_JPEG_QUALITY, 60])[1]
        pictures.append(np.asarray(cv2.imdecode(encoded, cv2.IMREAD_COLOR), dtype=np.uint8))
    return pictures
