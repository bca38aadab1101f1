"""The program's icon as a picture and as macOS wants it, read back by another's reader."""

import io

import pytest
from PIL import Image

from release import icon


@pytest.mark.parametrize("size_px", [16, 256])
def test_the_picture_is_a_face_on_a_square_with_round_corners(size_px: int) -> None:
    with Image.open(io.BytesIO(icon.png(size_px))) as picture:
        assert picture.size == (size_px, size_px)
        pixels = picture.convert("RGBA")
        corner, edge = pixels.getpixel((0, 0)), pixels.getpixel((size_px // 2, 1))
        assert isinstance(corner, tuple) and corner[3] < 128
        assert edge == (0x0B, 0x17, 0x28, 255)
        colours = {pixels.getpixel((size_px // 2, y)) for y in range(size_px)}
        assert len(colours) > 2


def test_macos_icon_holds_every_size() -> None:
    with Image.open(io.BytesIO(icon.icns())) as picture:
        assert {size[0] for size in picture.info["sizes"]} >= {16, 32, 128, 256, 512}
