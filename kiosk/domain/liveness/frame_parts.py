"""Which parts of a frame are measured, whoever decodes it: where the face lies, and the light on both cheeks."""

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.faces.face_detail import Box, FaceDetail
from kiosk.domain.liveness.frames import LightSample, LinearColour

FACE_PLACES = {
    "leftEyeLeft": (6.0, 10.0),
    "rightEyeRight": (26.0, 10.0),
    "mouthLeft": (10.0, 25.0),
    "mouthRight": (22.0, 25.0),
}
"""Where these landmarks lie in the picture of a face, in pixels."""
FACE_BLUR_PX = 2.0
"""Standard deviation of the Gaussian that takes noise and JPEG out before the face is made small."""
HEAD_MARGIN = 0.35
"""Of the face's width, which hair and ears may take on each side of the mesh."""
MIN_CHEEK = 0.1
"""Of the distance between the outer corners of the eyes, the least that is taken for a cheek."""
SRGB_CURVE = np.array([((v / 255 + 0.055) / 1.055) ** 2.4 if v > 10 else v / 255 / 12.92 for v in range(256)])
"""From a channel's byte to light (IEC 61966-2-1)."""

Image = NDArray[np.uint8]


def map_face(face: FaceDetail, width_px: int, height_px: int) -> NDArray[np.float64]:
    """The affine map (2x3) from pixels of the frame to those of the picture of its face that fits four points best."""
    seen = np.array([(face.landmarks[name].x * width_px, face.landmarks[name].y * height_px) for name in FACE_PLACES])
    places = np.array(list(FACE_PLACES.values()))
    return np.asarray(np.linalg.lstsq(np.column_stack([seen, np.ones(len(seen))]), places, rcond=None)[0].T)


def sample_light(bgr: Image, face: FaceDetail) -> LightSample:
    """Cheeks left and right of the nose, between eyes and mouth, and what lies beside the head."""
    landmarks, box = face.landmarks, face.bounding_box
    eyes_y = (landmarks["leftEyeDown"].y + landmarks["rightEyeDown"].y) / 2
    mouth_y = (landmarks["mouthLeft"].y + landmarks["mouthRight"].y) / 2
    top, height = eyes_y + 0.15 * (mouth_y - eyes_y), 0.75 * (mouth_y - eyes_y)
    left, right = landmarks["leftEyeLeft"].x, landmarks["rightEyeRight"].x
    # The far cheek of a face that is turned is narrow, and yet not black.
    least = MIN_CHEEK * (right - left)
    nose_left = max(landmarks["noseLeft"].x, left + least)
    nose_right = min(landmarks["noseRight"].x, right - least)
    margin = HEAD_MARGIN * box.width
    beside = [
        _pixels(bgr, Box(0.0, box.top, max(box.left - margin, 0.0), box.height)),
        _pixels(bgr, Box(box.right + margin, box.top, max(1.0 - box.right - margin, 0.0), box.height)),
    ]
    return LightSample(
        left_face=_mean_light(_pixels(bgr, Box(left, top, nose_left - left, height))),
        right_face=_mean_light(_pixels(bgr, Box(nose_right, top, right - nose_right, height))),
        surroundings=_mean_light(np.concatenate(beside)),
    )


def _pixels(bgr: Image, box: Box) -> Image:
    """The pixels of a part of the picture, of every second row and column, one a row."""
    height_px, width_px = bgr.shape[:2]
    rows = slice(max(round(box.top * height_px), 0), max(round(box.bottom * height_px), 0), 2)
    columns = slice(max(round(box.left * width_px), 0), max(round(box.right * width_px), 0), 2)
    return bgr[rows, columns].reshape(-1, 3)


def _mean_light(bgr: Image) -> LinearColour:
    """Mean of the light, which a mean of bytes would not be; black where there is nothing to see."""
    if not len(bgr):
        return (0.0, 0.0, 0.0)
    blue, green, red = (float(SRGB_CURVE[bgr[:, channel]].mean()) for channel in range(3))
    return (red, green, blue)
