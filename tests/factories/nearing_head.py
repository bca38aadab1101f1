"""Videos of a head that comes near a camera in three dimensions, and of photographs that are brought near one."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.vision.face_mesh import FaceMesh

Image = NDArray[np.uint8]
Field = NDArray[np.float32]

EYES_MM = 90.0
"""Between the outer corners of an adult's eyes."""
PORTRAIT_MM = 1200.0
"""How far the camera was when the picture was taken."""
GRID, ROUNDS = 8, 8


@dataclass(frozen=True, slots=True)
class Camera:
    """A pinhole camera; 457 pixels of focal length see 70 degrees of 640."""

    width_px: int = 640
    height_px: int = 480
    focal_px: float = 457.0


class NearingHead:
    """A picture of somebody, rendered at any distance: as a head, as a flat photograph of the same size, or as one that
    is bent about an upright axis."""

    def __init__(
        self, bgr: Image, camera: Camera = Camera(), *, flat: bool = False, bend_radius_mm: float | None = None
    ) -> None:
        with FaceMesh(still=True) as mesh:
            bgr, points = _cut(bgr, mesh)
        self._bgr, self._camera = bgr, camera
        self._eyes_px = float(np.linalg.norm(points[33, :2] - points[263, :2]))
        self._centre = (points[33, :2] + points[263, :2]) / 2 * 0.5 + points[1, :2] * 0.5
        rows, columns = np.mgrid[0 : bgr.shape[0] : GRID, 0 : bgr.shape[1] : GRID].astype(np.float32)
        if bend_radius_mm is not None:
            across_mm = (columns - self._centre[0]) * EYES_MM / self._eyes_px
            turned = np.minimum(np.abs(across_mm) / bend_radius_mm, 1.4)
            self._depth_mm = (bend_radius_mm * (1 - np.cos(turned))).astype(np.float32)
        elif flat:
            self._depth_mm = np.zeros_like(columns)
        else:
            z_eyes = float(points[[33, 263], 2].mean())
            self._depth_mm = _depth(columns, rows, points, z_eyes, self._eyes_px) * np.float32(EYES_MM)
        self._room = cv2.GaussianBlur(cv2.resize(bgr, (camera.width_px, camera.height_px)), (0, 0), 30)

    def render(
        self,
        distance_mm: float,
        shift_px: tuple[float, float] = (0.0, 0.0),
        roll_deg: float = 0.0,
        tilt: tuple[float, float] = (0.0, 0.0),
    ) -> Image:
        """What the camera sees with the eyes so far away; `tilt` is by how much a millimetre across and down is further
        away, as when a photograph is turned in the hands."""
        camera, step = self._camera, 4
        rows, columns = np.mgrid[0 : camera.height_px : step, 0 : camera.width_px : step].astype(np.float32)
        x, y = columns - camera.width_px / 2 - shift_px[0], rows - camera.height_px / 2 - shift_px[1]
        cos, sin = np.cos(np.radians(roll_deg)), np.sin(np.radians(roll_deg))
        x, y = cos * x + sin * y, -sin * x + cos * y
        mm_per_px = EYES_MM / self._eyes_px
        depth, across, down = np.zeros_like(x), x, y
        for _ in range(ROUNDS):
            scale = camera.focal_px * mm_per_px * (1 + depth / PORTRAIT_MM) / (distance_mm + depth)
            across, down = x / scale, y / scale
            at_x, at_y = (
                (offset + centre).astype(np.float32) / GRID
                for offset, centre in zip((across, down), self._centre, strict=True)
            )
            depth = cv2.remap(self._depth_mm, at_x, at_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
            depth = depth + np.float32(mm_per_px) * (across * tilt[0] + down * tilt[1])
        size = (camera.width_px, camera.height_px)
        at_x, at_y = (
            cv2.warpAffine(
                (offset + centre).astype(np.float32), np.array([[step, 0, 0], [0, step, 0]], dtype=np.float32), size,
                flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE,
            )
            for offset, centre in zip((across, down), self._centre, strict=True)
        )  # fmt: skip
        inside = ((at_x > 1) & (at_y > 1) & (at_x < self._bgr.shape[1] - 2)).astype(np.float32)
        mask = cv2.GaussianBlur(inside, (0, 0), 3)[..., None]
        level = max(self._eyes_px / (camera.focal_px * EYES_MM / distance_mm), 1.0)
        source = self._bgr if level < 1.5 else cv2.GaussianBlur(self._bgr, (0, 0), level / 2.5)
        picture = cv2.remap(source, at_x, at_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(picture * mask + self._room * (1 - mask), dtype=np.uint8)


def _cut(bgr: Image, mesh: FaceMesh) -> tuple[Image, NDArray[np.float32]]:
    """The head and shoulders alone, with eyes 150 pixels apart at most."""
    points = mesh.points(np.ascontiguousarray(bgr[..., ::-1]))[0]
    eyes_px = float(np.linalg.norm(points[33, :2] - points[263, :2]))
    left, top = np.maximum(points[1, :2] - 4 * eyes_px, 0).astype(int)
    right, bottom = (points[1, :2] + 4 * eyes_px).astype(int)
    scale = min(150 / eyes_px, 1.0)
    cut = cv2.resize(bgr[top:bottom, left:right], None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    moved = (points - np.array([left, top, 0], dtype=np.float32)) * np.float32(scale)
    return np.ascontiguousarray(cut), moved


def _depth(x: Field, y: Field, points: NDArray[np.float32], z_eyes: float, eyes_px: float) -> Field:
    """The mesh's depth behind the eyes in distances of the eyes, at every grid point."""
    total, weights = np.zeros_like(x), np.zeros_like(x)
    for point in points:
        weight = (np.hypot(x - point[0], y - point[1]) + 1) ** np.float32(-4)
        total += weight * (point[2] - z_eyes)
        weights += weight
    sigma = max(eyes_px / 60 / GRID, 0.5)
    return np.asarray(cv2.GaussianBlur(total / weights / eyes_px, (0, 0), sigma), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Film:
    """A video file and how it was filmed."""

    data: bytes
    seconds: float
    width_px: int
    height_px: int


Pose = tuple[float, tuple[float, float], float]
"""Distance in millimetres, shift in pixels, roll in degrees."""


def approach_pose(share: float, far_mm: float = 480.0, near_mm: float = 235.0) -> Pose:
    """Somebody who comes nearer evenly, and sways a little."""
    sway = 6 * float(np.sin(5 * share)), 4 * float(np.cos(7 * share))
    return far_mm + (near_mm - far_mm) * share, sway, 1.5 * float(np.sin(3 * share))


def film(pictures: Sequence[Image], fps: float = 15.0, codec: str = "VP80") -> Film:
    """Encode BGR pictures as Matroska; OpenCV's FFmpeg writes VP8 and VP9."""
    height_px, width_px = pictures[0].shape[:2]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "film.webm"
        writer = cv2.VideoWriter(str(path), cv2.CAP_FFMPEG, cv2.VideoWriter.fourcc(*codec), fps, (width_px, height_px))
        for picture in pictures:
            writer.write(picture)
        writer.release()
        return Film(path.read_bytes(), len(pictures) / fps, width_px, height_px)


def approach(head: NearingHead, seconds: float = 2.0, fps: float = 15.0, hold_s: float = 0.3) -> list[Image]:
    """Pictures of a head that comes near and then stays."""
    moving, holding = round(seconds * fps), round(hold_s * fps)
    shares = [*np.linspace(0, 1, moving), *([1.0] * holding)]
    return [head.render(*approach_pose(float(share))) for share in shares]


def shone_on(picture: Image, rgb: tuple[float, float, float], share: float = 0.1) -> Image:
    """The picture with light of a screen on all that is near, `share` of the light that is there."""
    light = (picture / 255.0) ** 2.2 * (1 + share * np.array(rgb[::-1]))
    return np.asarray(255 * np.clip(light, 0, 1) ** (1 / 2.2), dtype=np.uint8)
