"""Measures the pixels of frames where no local engine is, by Pillow, which fits a Lambda as OpenCV does not.

It is loaded with the first frame: of a cold start it would be a twentieth, also for requests that bring none.
"""

from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np

from kiosk.domain.faces.face_detail import FaceDetail
from kiosk.domain.images.limits import JPEG_LIMITS, CheckedPicture, check_picture
from kiosk.domain.liveness.frame_parts import FACE_BLUR_PX, map_face, sample_light
from kiosk.domain.liveness.frames import (
    CONTEXT_HEIGHT_PX,
    CONTEXT_WIDTH_PX,
    FACE_SIDE_PX,
    SCENE_HEIGHT_PX,
    SCENE_WIDTH_PX,
    FramePixels,
)
from kiosk.errors import ImageTruncated

if TYPE_CHECKING:
    from PIL.Image import Image


class PillowPixelMeter:
    """Implements `PixelMeter`; any thread may call it."""

    def measure(self, jpeg: bytes, context_jpeg: bytes | None, face: FaceDetail) -> FramePixels:
        """What the pixels of a frame with this face show; raises ImageErrors."""
        picture = _decode(check_picture(jpeg, JPEG_LIMITS))
        context = None if context_jpeg is None else _decode(check_picture(context_jpeg, JPEG_LIMITS))
        grey = picture.convert("L")
        return FramePixels(
            face=_face_picture(grey, face),
            scene=_shrink(grey, SCENE_WIDTH_PX, SCENE_HEIGHT_PX),
            light=sample_light(np.asarray(picture)[..., ::-1], face),
            context=b"" if context is None else _shrink(context.convert("L"), CONTEXT_WIDTH_PX, CONTEXT_HEIGHT_PX),
        )


def _decode(picture: CheckedPicture) -> "Image":
    """Read as RGB as it is stored; raises ImageTruncated."""
    from PIL import Image

    try:
        with Image.open(BytesIO(picture.plain_data), formats=["JPEG"]) as image:
            if image.size != picture.stored_px:
                raise ImageTruncated
            return image.convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise ImageTruncated from error


def _shrink(grey: "Image", width_px: int, height_px: int) -> bytes:
    """Each pixel is the mean of those that it takes the place of."""
    from PIL.Image import Resampling

    return grey.resize((width_px, height_px), Resampling.BOX).tobytes()


def _face_picture(grey: "Image", face: FaceDetail) -> bytes:
    """The face with eyes and mouth where they always are."""
    from PIL.Image import Resampling, Transform
    from PIL.ImageFilter import GaussianBlur

    there = np.vstack([map_face(face, *grey.size), (0.0, 0.0, 1.0)])
    back = np.linalg.inv(there)
    # Pillow maps the middles of pixels, and has them half a pixel from their corners.
    back[:2, 2] += 0.5 - 0.5 * (back[:2, 0] + back[:2, 1])
    smooth = grey.filter(GaussianBlur(FACE_BLUR_PX))
    place = tuple(back[:2].ravel().tolist())
    size = (FACE_SIDE_PX, FACE_SIDE_PX)
    return smooth.transform(size, Transform.AFFINE, place, Resampling.BILINEAR).tobytes()
