"""A head in three dimensions: a texture turned, seen in perspective, with eyes that look where they want, and lit."""

from dataclasses import dataclass

import cv2
import numpy as np

from kiosk.evaluation.liveness.simulation.light import Illumination
from kiosk.evaluation.liveness.simulation.portrait import (
    CELL_PX,
    FACE_PX,
    NECK_RATIO,
    NOSE_PX,
    TEXTURE_HEIGHT_PX,
    TEXTURE_WIDTH_PX,
    Solid,
    Texture,
)
from kiosk.evaluation.liveness.simulation.window import Field, Image, Window
from kiosk.terminal.camera.demo.eyelids import close_lids

RELIEF = 1.3
"""The mesh is flatter than heads are: its nose lies 1.05 outer-eye distances before the ears, and 1.3 on real ones."""
FACE_WIDTH_M = 0.14
ROUNDS = 10


@dataclass(frozen=True, slots=True)
class HeadPose:
    """Where a head is: turned to the right of the unmirrored image, nodded down, tilted clockwise; the nose of the
    straight head at x, y of the camera's picture, the face so wide. The eyes are turned in the head. Lids are open (0)
    or closed (1); `mouth` and `brows` move by pixels of the texture."""

    yaw_deg: float = 0.0
    pitch_deg: float = 0.0
    roll_deg: float = 0.0
    x_px: float = 640.0
    y_px: float = 360.0
    face_px: float = 185.0
    eyes_yaw_deg: float = 0.0
    eyes_pitch_deg: float = 0.0
    lids: float = 0.0
    mouth: float = 0.0
    brows: float = 0.0
    hair_px: float = 0.0


@dataclass(frozen=True, slots=True)
class Layer:
    """Something drawn: BGR, how much of each pixel it covers, and how it is lit by the screen's two halves (0-1)."""

    image: Image
    alpha: Field
    left_shade: Field
    right_shade: Field


@dataclass(frozen=True, slots=True)
class Build:
    """How solid it is: shares of a real head's depth, and how far behind the nose it is turned about, in face widths.

    What is `rigid` turns as a whole, and not as a head on a body.
    """

    depth: float = 1.0
    pivot: float = NECK_RATIO
    rigid: bool = False
    portrait_m: float | None = None
    """How far away the camera was when the picture was taken; None for as far as this one is, whatever comes near."""


ALIVE = Build()


def draw_head(texture: Texture, pose: HeadPose, window: Window, light: Illumination, build: Build = ALIVE) -> Layer:
    """What the camera sees of it through this window."""
    moved_x, moved_y, normal = _turn(texture.solid, pose, light, build)
    from_x, from_y = _backwards(moved_x, moved_y, pose, window)
    grid = (np.ascontiguousarray(from_x / CELL_PX), np.ascontiguousarray(from_y / CELL_PX))
    shades = [
        cv2.remap(
            np.maximum(normal @ np.array(way, dtype=np.float32), 0).astype(np.float32),
            *grid,
            cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REPLICATE,
        )
        for way in light.towards()
    ]
    map_x, map_y = window.refine(from_x), window.refine(from_y)
    image = close_lids(texture.eyes.look(pose.eyes_yaw_deg, pose.eyes_pitch_deg), texture.points, pose.lids)
    picture = _seen(image, map_x, map_y)
    alpha = _seen(texture.opacity, map_x, map_y).astype(np.float32) / 255
    left, right = (np.asarray(shade, dtype=np.float32) for shade in shades)
    return Layer(picture, np.asarray(alpha, dtype=np.float32), left, right)


def _seen(image: Image, map_x: Field, map_y: Field) -> Image:
    """The pixels of a texture at these places."""
    return np.asarray(cv2.remap(image, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), dtype=np.uint8)


def _turn(solid: Solid, pose: HeadPose, light: Illumination, build: Build) -> tuple[Field, Field, Field]:
    """How far each cell of the texture moves, in its pixels, and the unit normals of the surface after the turn."""
    yaw, pitch = np.radians(pose.yaw_deg), np.radians(pose.pitch_deg)
    relief, pivot = RELIEF * build.depth, build.pivot * FACE_PX
    weight = np.ones_like(solid.weight) if build.rigid else solid.weight
    x = solid.x
    y = solid.y + pose.mouth * solid.mouth - pose.brows * solid.brows
    depth = pivot - relief * solid.z
    x1, depth1 = x * np.cos(yaw) + depth * np.sin(yaw), depth * np.cos(yaw) - x * np.sin(yaw)
    y1, depth1 = y * np.cos(pitch) + depth1 * np.sin(pitch), depth1 * np.cos(pitch) - y * np.sin(pitch)
    distance = light.distance_m / FACE_WIDTH_M * FACE_PX
    near = distance / (distance - (depth1 - pivot))
    taken = distance if build.portrait_m is None else build.portrait_m / FACE_WIDTH_M * FACE_PX
    flat = taken / (taken + relief * solid.z)
    hair = pose.hair_px * np.clip(solid.radius - 1.05, 0, 0.6) * (solid.y < 40)
    moved_x = (weight * (x1 * near - x * flat) + hair).astype(np.float32)
    moved_y = (weight * (y1 * near - solid.y * flat)).astype(np.float32)
    return moved_x, moved_y, _normals(solid, relief, yaw, pitch)


def _normals(solid: Solid, relief: float, yaw: float, pitch: float) -> Field:
    """Unit vectors out of the surface: x right, y down, z away from the camera, HxWx3."""
    if relief not in solid.facing:
        solid.facing[relief] = _straight_normals(solid, relief)
    normal = solid.facing[relief]
    turned = solid.weight * yaw, solid.weight * pitch
    x, y, z = normal[..., 0], normal[..., 1], normal[..., 2]
    x, z = x * np.cos(turned[0]) - z * np.sin(turned[0]), z * np.cos(turned[0]) + x * np.sin(turned[0])
    y, z = y * np.cos(turned[1]) - z * np.sin(turned[1]), z * np.cos(turned[1]) + y * np.sin(turned[1])
    return np.asarray(np.stack([x, y, z], axis=-1), dtype=np.float32)


def _straight_normals(solid: Solid, relief: float) -> Field:
    """The same before any turn."""
    steep_y, steep_x = np.gradient(relief * solid.z, CELL_PX)
    normal = np.stack([steep_x, steep_y, -np.ones_like(solid.z)], axis=-1)
    return np.asarray(normal / np.linalg.norm(normal, axis=-1, keepdims=True), dtype=normal.dtype)


def _backwards(moved_x: Field, moved_y: Field, pose: HeadPose, window: Window) -> tuple[Field, Field]:
    """For every point of the window's grid, the place of the texture that is seen there."""
    x, y = window.grid()
    scale, roll = FACE_PX / pose.face_px, np.radians(pose.roll_deg)
    off_x, off_y = (x - pose.x_px) * scale, (y - pose.y_px) * scale
    target_x = NOSE_PX[0] + off_x * np.cos(roll) + off_y * np.sin(roll)
    target_y = NOSE_PX[1] - off_x * np.sin(roll) + off_y * np.cos(roll)
    from_x: Field = np.asarray(target_x, dtype=np.float32)
    from_y: Field = np.asarray(target_y, dtype=np.float32)
    moved = cv2.merge([moved_x, moved_y])
    for _ in range(ROUNDS):
        at = (from_x / CELL_PX, from_y / CELL_PX)
        step = cv2.remap(moved, *at, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        from_x = np.asarray(0.35 * from_x + 0.65 * (target_x - step[..., 0]), dtype=np.float32)
        from_y = np.asarray(0.35 * from_y + 0.65 * (target_y - step[..., 1]), dtype=np.float32)
    limits = np.float32(TEXTURE_WIDTH_PX - 1), np.float32(TEXTURE_HEIGHT_PX - 1)
    return np.clip(from_x, 0, limits[0]).astype(np.float32), np.clip(from_y, 0, limits[1]).astype(np.float32)
