"""What the judge wants of a frame's pixels: small grey pictures of face and room, and the light on both cheeks."""

import cv2
import numpy as np

from kiosk.domain.faces.face_detail import FaceDetail
from kiosk.domain.liveness.frame_parts import FACE_BLUR_PX, map_face, sample_light
from kiosk.domain.liveness.frames import (
    CONTEXT_HEIGHT_PX,
    CONTEXT_WIDTH_PX,
    FACE_SIDE_PX,
    SCENE_HEIGHT_PX,
    SCENE_WIDTH_PX,
    FramePixels,
)
from kiosk.vision.arrays import Image


def measure_frame_pixels(bgr: Image, context_bgr: Image | None, face: FaceDetail) -> FramePixels:
    """Measure a frame that shows this face, and the camera's whole picture where there is one."""
    grey = np.asarray(cv2.cvtColor(bgr, cv2.COLOR_BGR2GRAY), dtype=np.uint8)
    context = b"" if context_bgr is None else _small_grey(context_bgr, CONTEXT_WIDTH_PX, CONTEXT_HEIGHT_PX)
    return FramePixels(
        face=_face_picture(grey, face),
        scene=_small_grey(grey, SCENE_WIDTH_PX, SCENE_HEIGHT_PX),
        light=sample_light(bgr, face),
        context=context,
    )


def _small_grey(image: Image, width_px: int, height_px: int) -> bytes:
    small = cv2.resize(image, (width_px, height_px), interpolation=cv2.INTER_AREA)
    return (small if small.ndim == 2 else cv2.cvtColor(small, cv2.COLOR_BGR2GRAY)).tobytes()


def _face_picture(grey: Image, face: FaceDetail) -> bytes:
    """The face with eyes and mouth where they always are, by the affine map that fits four points best."""
    height_px, width_px = grey.shape
    smooth = cv2.GaussianBlur(grey, (0, 0), FACE_BLUR_PX)
    side = (FACE_SIDE_PX, FACE_SIDE_PX)
    return cv2.warpAffine(smooth, map_face(face, width_px, height_px), side, borderMode=cv2.BORDER_REPLICATE).tobytes()
