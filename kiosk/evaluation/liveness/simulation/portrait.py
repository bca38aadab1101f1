"""A person cut out of a picture: colours, outline, depth and the way its surface faces, all of one size."""

import os
from dataclasses import dataclass, field
from functools import cached_property
from types import TracebackType
from typing import Self

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.evaluation.liveness.simulation.window import Field, Image
from kiosk.terminal.camera.demo.eyes import Eyes
from kiosk.terminal.camera.demo.portrait import Portrait
from kiosk.vision.mediapipe_import import import_without_plotting

FACE_PX = 200
"""Width of the face mesh in a texture: a little more than the camera sees of somebody 60 cm away."""
TEXTURE_WIDTH_PX, TEXTURE_HEIGHT_PX = 640, 720
NOSE_PX = (320.0, 330.0)
"""Where the tip of the nose lies in every texture."""
CELL_PX = 8
"""Depth and surface are kept for every eighth pixel of a texture."""
FACE_POINTS = 468
LEFT_CORNER, RIGHT_CORNER = 33, 263
"""Of the mesh, the outer corners of the eyes, left and right in the picture."""
NEIGHBOURS_POWER = 4
SMOOTH_CELLS = 1.2
NECK_RATIO = 0.75
"""The tip of the nose lies this many face widths before the axis that the head turns about."""
HEAD_RATIO, STILL_RATIO = 1.25, 2.1
"""Elliptic distances from the face's centre up to which everything turns, and from which everything stays."""

Points = NDArray[np.float32]


@dataclass(frozen=True)
class Texture:
    """A person facing the camera: BGR picture, outline (0-1) and the 478 points of the mesh, in its pixels."""

    person: str
    image: Image
    alpha: Field
    points: Points

    @cached_property
    def opacity(self) -> Image:
        """The outline in bytes."""
        return np.asarray(np.rint(self.alpha * 255), dtype=np.uint8)

    @cached_property
    def eyes(self) -> Eyes:
        """What moves the irises."""
        return Eyes(Portrait(self.image, self.points))

    @cached_property
    def solid(self) -> "Solid":
        """Its third dimension."""
        return measure_solid(self.points)


@dataclass(frozen=True)
class Solid:
    """What a head is by the mesh: fields of one value for each cell of the texture."""

    x: Field
    """From the tip of the nose, in texture pixels, as y."""
    y: Field
    z: Field
    """Away from the camera, from the tip of the nose."""
    weight: Field
    """How far a cell belongs to the head (1) or to the body, which stays (0)."""
    radius: Field
    """Elliptic distance from the face's centre: 1 at its edge."""

    facing: dict[float, Field] = field(default_factory=dict, compare=False, repr=False)
    """Its normals by how deep it is, for whoever works them out; nobody may write to them."""

    @cached_property
    def mouth(self) -> Field:
        """How far each cell follows the mouth (0-1)."""
        return np.asarray(np.exp(-((self.x / 38) ** 2) - ((self.y - 62) / 26) ** 2), dtype=np.float32)

    @cached_property
    def brows(self) -> Field:
        """How far each cell follows the brows (0-1)."""
        across = (np.abs(self.x) - 42) ** 2 / 30**2
        return np.asarray(np.exp(-across - ((self.y + 95) / 20) ** 2), dtype=np.float32)


class Cutter:
    """Cuts people out of pictures; made and used on one thread, closed by whoever made it."""

    def __init__(self) -> None:
        # WORKAROUND(mediapipe 0.10.21): its C++ side logs to stderr unless told before it is loaded.
        os.environ.setdefault("GLOG_minloglevel", "3")
        with import_without_plotting():
            from mediapipe.python.solutions.selfie_segmentation import SelfieSegmentation
        self._segmentation = SelfieSegmentation(model_selection=0)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._segmentation.close()

    def cut_out(self, person: str, bgr: Image, points: Points) -> Texture:
        """Set a picture with a face (478x3, in its pixels) to the size and place of all textures."""
        scale = FACE_PX / float(np.ptp(points[:FACE_POINTS, 0]))
        # Upright first: the line between the outer corners of the eyes lies level.
        across = points[RIGHT_CORNER, :2] - points[LEFT_CORNER, :2]
        roll = float(np.arctan2(across[1], across[0]))
        turn = np.array([[np.cos(roll), np.sin(roll)], [-np.sin(roll), np.cos(roll)]]) * scale
        shift = np.array(NOSE_PX) - turn @ points[1, :2]
        matrix, size = np.column_stack([turn, shift]), (TEXTURE_WIDTH_PX, TEXTURE_HEIGHT_PX)
        method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        image = np.asarray(cv2.warpAffine(bgr, matrix, size, flags=method, borderMode=cv2.BORDER_REPLICATE), np.uint8)
        moved = np.column_stack([points[:, :2] @ turn.T + shift, points[:, 2] * scale]).astype(np.float32)
        inside = cv2.warpAffine(np.ones(bgr.shape[:2], np.float32), matrix, size)
        return Texture(person, image, self._outline(image, np.asarray(inside, dtype=np.float32)), moved)

    def _outline(self, image: Image, inside: Field) -> Field:
        """Where the person is; below the picture's own edge it goes on as it was there."""
        mask = self._segmentation.process(np.ascontiguousarray(image[:, :, ::-1])).segmentation_mask
        alpha = np.clip((np.asarray(mask, dtype=np.float32) - 0.3) / 0.4, 0, 1)
        rows = np.flatnonzero(inside.max(axis=1) > 0.5)
        if len(rows) and rows[-1] < len(alpha) - 1:
            alpha[max(rows[-1] - 2, 0) :] = alpha[max(rows[-1] - 3, 0)]
        return np.asarray(cv2.GaussianBlur(alpha, (0, 0), 1.5), dtype=np.float32)


def measure_solid(points: Points) -> Solid:
    """The mesh's depth for every cell, by inverse distances, smoothed so that no warp can fold."""
    columns, rows = np.arange(0, TEXTURE_WIDTH_PX, CELL_PX), np.arange(0, TEXTURE_HEIGHT_PX, CELL_PX)
    x, y = np.meshgrid(columns.astype(np.float32), rows.astype(np.float32))
    mesh, nose = points[:FACE_POINTS], points[1]
    square = (x[..., None] - mesh[:, 0]) ** 2 + (y[..., None] - mesh[:, 1]) ** 2 + 4.0
    weights = square ** (-NEIGHBOURS_POWER / 2)
    z = (weights @ mesh[:, 2]) / weights.sum(axis=-1)
    z = cv2.GaussianBlur(z.astype(np.float32), (0, 0), SMOOTH_CELLS) - float(nose[2])
    centre = (mesh[:, :2].min(axis=0) + mesh[:, :2].max(axis=0)) / 2
    half = np.ptp(mesh[:, :2], axis=0) / 2
    radius = np.hypot((x - centre[0]) / half[0], (y - centre[1]) / half[1]).astype(np.float32)
    ramp = np.clip((STILL_RATIO - radius) / (STILL_RATIO - HEAD_RATIO), 0, 1)
    return Solid(
        x=np.asarray(x - nose[0], dtype=np.float32),
        y=np.asarray(y - nose[1], dtype=np.float32),
        z=np.asarray(z, dtype=np.float32),
        weight=(ramp * ramp * (3 - 2 * ramp)).astype(np.float32),
        radius=radius,
    )
