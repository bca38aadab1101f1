"""Photographs from files: the demo person's, and the document's portrait that a terminal was given."""

from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.errors import ImageError, PictureMissing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from kiosk.terminal.camera.demo.portrait import Portrait

    Image = NDArray[np.uint8]

MAX_PHOTO_SIDE_PX, PHOTO_QUALITY = 1280, 92
"""An ID photo is sent no larger than this."""


def load_portrait(path: Path) -> "Portrait":
    """Load a picture with the mesh of the one face in it, irises among it; raises PictureMissing."""
    import cv2
    import numpy as np

    from kiosk.terminal.camera.demo.portrait import Portrait
    from kiosk.vision.face_mesh import FaceMesh

    image = _decode(path, path.name)
    with FaceMesh(still=True, irises=True) as mesh:
        found = mesh.points(np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2RGB), dtype=np.uint8))
    if len(found) != 1:
        raise PictureMissing(f"{path.name} shows {len(found)} faces rather than one")
    return Portrait(image, found[0])


def read_photo(path: Path | None) -> bytes | None:
    """Read the ID photo, a JPEG or PNG file, as a JPEG file; raises PictureMissing."""
    if path is None:
        return None
    import cv2
    import numpy as np

    from kiosk.vision.jpeg import encode_jpeg

    # Its file may be called what the document says.
    image = _decode(path, "the ID photo")
    scale = min(MAX_PHOTO_SIDE_PX / max(image.shape[:2]), 1.0)
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return encode_jpeg(np.asarray(small, dtype=np.uint8), PHOTO_QUALITY)


def _decode(path: Path, name: str) -> "Image":
    """Read the picture as BGR; raises PictureMissing."""
    from kiosk.vision.picture_files import describe_refusal, read_picture_file

    try:
        return read_picture_file(path)
    except (OSError, ImageError) as error:
        raise PictureMissing(f"{name} {describe_refusal(error)}") from error
