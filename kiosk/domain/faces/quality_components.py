"""The quality components of ISO/IEC 29794-5:2025 that need no network of their own, as values of 0-100, 100 the best.

Names are the standard's, written small. What the native measure is and how it becomes a value follows the standard as
its reference implementation (OFIQ 1.1) carries it out, but for these:

- `sharpness` and `compression_artifacts` are networks or forests there, and formulas of our own here: their values do
  not compare with anybody else's.
- The face is outlined by 468 points of MediaPipe's mesh, not by 98 of ADNet, and what covers a face is not left out of
  exposure. Pose is that of the mesh, or of Rekognition.
- `unified_quality_score`, `background_uniformity`, `expression_neutrality`, `no_head_coverings`, `natural_colour`,
  `single_face_present` and what belongs to head and shoulders are not measured.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import cos, dist, exp, isfinite, pi, radians, sin, sqrt

from kiosk.domain.faces.face_detail import FaceDetail, Point


@dataclass(frozen=True, slots=True)
class NativeMeasures:
    """What the pixels of a face and its mesh say, before it becomes quality: the standard's native measures."""

    illumination_overlap: float
    """Of the histograms of both cheeks, 0-1."""
    luminance_mean: float
    luminance_variance: float
    """Of linear luminance 0-1 within the face's outline."""
    dark_share: float
    bright_share: float
    """Of the face's pixels, 0-1: linear luminance up to 25, or from 247 of 255."""
    entropy_bits: float
    """Of the histogram of luminance, 0-8."""
    block_edges: float
    """How much stronger edges are where blocks of 8 pixels meet than elsewhere: 1 where nothing was compressed."""
    eye_opening: float
    """Of the eye that is less open, in distances from the eyes to the chin."""
    mouth_opening: float
    """Between the lips, in the same unit."""


EYE_CORNERS = (("leftEyeLeft", "leftEyeRight"), ("rightEyeLeft", "rightEyeRight"))
CHIN = "chinBottom"
EYE_OPENING, EYE_SLOPE = 0.02, 0.01


def quality_components(
    face: FaceDetail, width_px: int, height_px: int, native: NativeMeasures | None = None
) -> Mapping[str, float]:
    """Components of a face by name; those of pixels only where somebody measured them.

    Crop and distances need landmarks of eyes and chin. What is no number is left out.
    """
    found = {"sharpness": face.quality.sharpness, **_of_pose(face), **_of_geometry(face, width_px, height_px)}
    found |= {} if native is None else _of_pixels(native)
    return {name: min(max(value, 0.0), 100.0) for name, value in found.items() if isfinite(value)}


def over_exposure_prevention(native: NativeMeasures) -> float:
    """How little of the face is blown out: 100 for none, 50 for a hundredth, 3 for a third."""
    return 1 / (max(native.bright_share, 0.0) + 0.01)


def inter_eye_distance_px(face: FaceDetail, width_px: int, height_px: int) -> float | None:
    """Between the middles of both eyes, as if the head faced the camera; None without their landmarks."""
    eyes = _eyes(face, width_px, height_px)
    return None if eyes is None else dist(*eyes) / max(abs(cos(radians(face.pose.yaw_deg))), 0.1)


def _of_pose(face: FaceDetail) -> dict[str, float]:
    angles = {"yaw": face.pose.yaw_deg, "pitch": face.pose.pitch_deg, "roll": face.pose.roll_deg}
    return {f"head_pose_{name}": 100 * cos(radians(angle)) ** 2 for name, angle in angles.items() if isfinite(angle)}


def _of_geometry(face: FaceDetail, width_px: int, height_px: int) -> dict[str, float]:
    """Margins in inter-eye distances sideways, in distances from the eyes to the chin above and below.

    Leftward and rightward are the picture's: that the left margin is small says that it was cropped there.
    """
    eyes, distance_px = _eyes(face, width_px, height_px), inter_eye_distance_px(face, width_px, height_px)
    if eyes is None or distance_px is None or CHIN not in face.landmarks:
        return {}
    (left_x, left_y), (right_x, right_y) = eyes
    middle = ((left_x + right_x) / 2, (left_y + right_y) / 2)
    apart = max(dist(*eyes), 1e-6)
    down = max(dist(middle, _in_px(face.landmarks[CHIN], width_px, height_px)), 1e-6)
    return {
        "inter_eye_distance": 100 * _sigmoid(distance_px, 70, 20),
        "leftward_crop_of_the_face_image": 100 * _sigmoid(left_x / apart, 0.9, 0.1),
        "rightward_crop_of_the_face_image": 100 * _sigmoid((width_px - right_x) / apart, 0.9, 0.1),
        "margin_above_of_the_face_image": 100 * _sigmoid(middle[1] / down, 1.4, 0.1),
        "margin_below_of_the_face_image": 100 * _sigmoid((height_px - middle[1]) / down, 1.8, 0.1),
    }


def _of_pixels(native: NativeMeasures) -> dict[str, float]:
    mean, variance = native.luminance_mean, native.luminance_variance
    return {
        "illumination_uniformity": 100 * max(native.illumination_overlap, 0.0) ** 0.3,
        "luminance_mean": 100 * _sigmoid(mean, 0.2, 0.05) * (1 - _sigmoid(mean, 0.8, 0.05)),
        "luminance_variance": 100 * sin(60 * variance / (60 * variance + 1) * pi),
        "under_exposure_prevention": 120 * (0.832 - _sigmoid(native.dark_share, 0.92, 0.05)),
        "over_exposure_prevention": over_exposure_prevention(native),
        "dynamic_range": 12.5 * native.entropy_bits,
        # Our own: half where edges between blocks are half as strong again as others.
        "compression_artifacts": 100 * (1 - _sigmoid(native.block_edges, 1.5, 0.1)),
        "eyes_open": 100 * _sigmoid(native.eye_opening, EYE_OPENING, EYE_SLOPE),
        "mouth_closed": 100 * (1 - _sigmoid(native.mouth_opening, 0.2, 0.06)),
    }


def _eyes(face: FaceDetail, width_px: int, height_px: int) -> tuple[tuple[float, float], tuple[float, float]] | None:
    if any(name not in face.landmarks for corners in EYE_CORNERS for name in corners):
        return None
    corners = [[_in_px(face.landmarks[name], width_px, height_px) for name in names] for names in EYE_CORNERS]
    (a, b), (c, d) = corners
    return ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2), ((c[0] + d[0]) / 2, (c[1] + d[1]) / 2)


def _in_px(point: Point, width_px: int, height_px: int) -> tuple[float, float]:
    return point.x * width_px, point.y * height_px


def _sigmoid(value: float, middle: float, width: float) -> float:
    return 1 / (1 + exp(min(max((middle - value) / width, -50.0), 50.0)))


SHARP_ENOUGH = BRIGHT_ENOUGH = 40.0
"""From here on descriptors are as like one another as they get."""
BLOWN_OUT = 1.5
"""How much faster than the share of the face that is white a descriptor loses what it is worth."""
EYES_CLOSED = 0.6
"""What closed eyes leave: 25 frames of two people with their eyes all but closed lay at 0.59-0.69 from those with open
eyes, which were 0.47 and 0.61 from one another; all of them stayed above a similarity of 99."""


def sample_quality(face: FaceDetail, native: NativeMeasures | None = None) -> float:
    """How much a picture of a face is worth as a reference, 0-100, by a formula of our own.

    It is the weight that the picture deserves in a mean of descriptors, the reciprocal of the noise that it adds.
    SFace's distances between 101 pairs of one person's photographs, one of which was made worse, gave the shape: from
    0.75 at the median they went to 0.83 and 0.92 at a sharpness of 16 and 8, to the same at a brightness of 25 and 17,
    and to 0.79 and 1.02 with a tenth and half of the face blown out. A turned head counts by the square of its cosine,
    as with the standard. What is no number is worth nothing.
    """
    pose, quality = face.pose, face.quality
    worth = cos(radians(_finite(pose.yaw_deg))) ** 2 * cos(radians(_finite(pose.pitch_deg))) ** 2
    worth *= sqrt(_share(quality.sharpness / SHARP_ENOUGH) * _share(quality.brightness / BRIGHT_ENOUGH))
    if native is not None:
        eyes_open = _share(_sigmoid(native.eye_opening, EYE_OPENING, EYE_SLOPE))
        worth *= _share(1 - BLOWN_OUT * native.bright_share) * (EYES_CLOSED + (1 - EYES_CLOSED) * eyes_open)
    return 100 * worth


def _finite(angle_deg: float) -> float:
    return angle_deg if isfinite(angle_deg) else 90.0


def _share(value: float) -> float:
    return min(max(value, 0.0), 1.0) if isfinite(value) else 0.0
