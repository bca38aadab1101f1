"""A print in somebody's hands: flat, or bent to a cylinder about an upright or a level axis, and turned."""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.evaluation.liveness.simulation.head import FACE_WIDTH_M, Layer
from kiosk.evaluation.liveness.simulation.light import Illumination
from kiosk.evaluation.liveness.simulation.portrait import FACE_PX, NOSE_PX, Texture
from kiosk.evaluation.liveness.simulation.window import Field, Image, Window

Floats = NDArray[Any]
PAPER_EDGE_PX = 1.0
SILHOUETTE = 0.0015
"""Where a bent sheet ends by turning away: over so much of what tells whether a ray meets it, it fades."""
FLAT_DEG = 0.5
"""A bend below this is none."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A print of a person with what was behind; `half` is half its width and height in pixels of the texture."""

    image: Image
    half: tuple[float, float] = (230.0, 290.0)
    centre: tuple[float, float] = (NOSE_PX[0], NOSE_PX[1] + 10)
    """Of the print in the texture."""
    reflects: float = 1.0
    """How much of the screen's light it throws back: 1 for paper."""


@dataclass(frozen=True, slots=True)
class SheetPose:
    """Where a print is held: its middle in the camera's picture, the face on it so wide, turned as heads are, and bent
    by an angle over the width of the face. `nose` is how far a paper nose stands out, in widths of the face."""

    yaw_deg: float = 0.0
    pitch_deg: float = 0.0
    roll_deg: float = 0.0
    x_px: float = 640.0
    y_px: float = 360.0
    face_px: float = 185.0
    bend_deg: float = 0.0
    is_level: bool = False
    """Whether the axis of the bend is level, so that forehead and chin go back, and not the cheeks."""
    nose: float = 0.0


def print_out(texture: Texture, ground: tuple[float, float, float]) -> Sheet:
    """The person on plain ground, as printers lighten it."""
    alpha = texture.alpha[..., None]
    image = texture.image * alpha
    image += np.array(ground, dtype=np.float32) * (1 - alpha)
    image *= np.float32(0.92)
    image += np.float32(14)
    return Sheet(np.clip(image, 0, 255, out=image).astype(np.uint8))


def draw_sheet(sheet: Sheet, pose: SheetPose, window: Window, light: Illumination) -> Layer:
    """What the camera sees of it through this window."""
    u, v, facing, hit = _look(pose, window, light)
    u, v = _with_nose(u, v, facing, pose)
    map_x, map_y = window.refine(u + np.float32(sheet.centre[0])), window.refine(v + np.float32(sheet.centre[1]))
    image = cv2.remap(sheet.image, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    inside = np.minimum(
        sheet.half[0] - np.abs(map_x - sheet.centre[0]), sheet.half[1] - np.abs(map_y - sheet.centre[1])
    )
    alpha = np.clip(inside / PAPER_EDGE_PX, 0, 1)
    if hit.min() < SILHOUETTE:
        alpha *= np.clip(window.refine(hit) / SILHOUETTE + 0.5, 0, 1)
    left, right = (
        (sheet.reflects * np.maximum(facing @ np.array(way, dtype=np.float32), 0)).astype(np.float32)
        for way in light.towards()
    )
    return Layer(np.asarray(image, dtype=np.uint8), alpha.astype(np.float32), left, right)


def _look(pose: SheetPose, window: Window, light: Illumination) -> tuple[Field, Field, Field, Field]:
    """For the window's grid: the place on the sheet from its middle, its unit normal, and above 0 where it is at all.

    Lengths are pixels of the texture; the camera lies before the sheet's middle.
    """
    x, y = window.grid()
    distance = light.distance_m / FACE_WIDTH_M * FACE_PX
    scale = FACE_PX / pose.face_px
    turn = _rotation(pose)
    # Rays from the camera, and the camera itself, as somebody on the sheet would see them.
    ray = np.stack([(x - pose.x_px) * scale, (y - pose.y_px) * scale, np.full_like(x, distance)], axis=-1) @ turn
    eye = np.array([0.0, 0.0, -distance]) @ turn
    if pose.is_level:
        ray, eye = ray[..., [1, 0, 2]], eye[[1, 0, 2]]
    along, across, normal, hit = _meet(ray, eye, np.radians(pose.bend_deg) / FACE_PX)
    if pose.is_level:
        along, across, normal = across, along, normal[..., [1, 0, 2]]
    facing = normal @ turn.T
    return along.astype(np.float32), across.astype(np.float32), facing.astype(np.float32), hit.astype(np.float32)


def _meet(ray: Floats, eye: Floats, curvature: float) -> tuple[Floats, Floats, Floats, Floats]:
    """Where rays meet a sheet that is bent along its first direction: along it, across it, its normal, if at all."""
    ahead = -eye[2] / ray[..., 2]
    if curvature < np.radians(FLAT_DEG) / FACE_PX:
        normal = np.broadcast_to(np.array([0.0, 0.0, -1.0]), ray.shape)
        return eye[0] + ahead * ray[..., 0], eye[1] + ahead * ray[..., 1], normal, np.where(ahead > 0, 1.0, -1.0)
    radius = 1 / curvature
    # A cylinder about (0, *, radius): the nearer of both places is its front.
    a = ray[..., 0] ** 2 + ray[..., 2] ** 2
    b = eye[0] * ray[..., 0] + (eye[2] - radius) * ray[..., 2]
    c = eye[0] ** 2 + (eye[2] - radius) ** 2 - radius**2
    inside = b * b - a * c
    way = (-b - np.sqrt(np.maximum(inside, 0))) / a
    at_x, at_z = eye[0] + way * ray[..., 0], eye[2] + way * ray[..., 2]
    angle = np.arctan2(at_x, radius - at_z)
    normal = np.stack([np.sin(angle), np.zeros_like(angle), -np.cos(angle)], axis=-1)
    return angle * radius, eye[1] + way * ray[..., 1], normal, np.clip(inside / (b * b), -0.02, 0.02)


def _rotation(pose: SheetPose) -> Floats:
    """Columns are the sheet's axes in the camera's frame: x right, y down, z away."""
    yaw, pitch, roll = np.radians([pose.yaw_deg, pose.pitch_deg, pose.roll_deg])
    # As a head that turns to the right of the picture: its right side goes away from the camera.
    about_y = np.array([[np.cos(yaw), 0, -np.sin(yaw)], [0, 1, 0], [np.sin(yaw), 0, np.cos(yaw)]])
    about_x = np.array([[1, 0, 0], [0, np.cos(pitch), -np.sin(pitch)], [0, np.sin(pitch), np.cos(pitch)]])
    about_z = np.array([[np.cos(roll), -np.sin(roll), 0], [np.sin(roll), np.cos(roll), 0], [0, 0, 1]])
    return np.asarray(about_z @ about_y @ about_x)


def _with_nose(u: Field, v: Field, facing: Field, pose: SheetPose) -> tuple[Field, Field]:
    """What a paper nose hides and shows: its height moves what is seen of it by the slant of the look."""
    if pose.nose <= 0:
        return u, v
    bump = pose.nose * FACE_PX * np.exp(-((u / 24) ** 2) - ((v + 14) / 34) ** 2)
    slant_x = np.tan(np.radians(np.clip(pose.yaw_deg, -60, 60)))
    slant_y = np.tan(np.radians(np.clip(pose.pitch_deg, -60, 60)))
    return (u - bump * slant_x).astype(np.float32), (v - bump * slant_y).astype(np.float32)
