"""Which part of the camera's picture is drawn: nobody needs the pixels that the terminal crops away."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.domain.faces.face_detail import Box

WIDTH_PX, HEIGHT_PX = 1280, 720
"""Of the whole picture, as `settings.capture_width_px` asks cameras for."""
Image = NDArray[np.uint8]
Field = NDArray[np.float32]
GRID_PX = 8
"""Warps and light are computed for every eighth pixel and interpolated between."""


@dataclass(frozen=True, slots=True)
class Window:
    """A part of the camera's picture, in its pixels, drawn with one pixel for `step` of them."""

    left: int
    top: int
    width: int
    height: int
    step: int = 1

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of what is drawn."""
        return self.width // self.step, self.height // self.step

    def grid(self) -> tuple[Field, Field]:
        """Where in the camera's picture the middles of the coarse grid's cells lie: x and y, each rows by columns."""
        width, height = self.size
        columns = (np.arange(-(-width // GRID_PX), dtype=np.float32) + 0.5) * GRID_PX - 0.5
        rows = (np.arange(-(-height // GRID_PX), dtype=np.float32) + 0.5) * GRID_PX - 0.5
        x, y = np.meshgrid(self.left + columns * self.step, self.top + rows * self.step)
        return x, y

    def refine(self, coarse: Field) -> Field:
        """Values of the coarse grid's cells for every pixel."""
        width, height = self.size
        rows, columns = coarse.shape[:2]
        fine = cv2.resize(coarse, (columns * GRID_PX, rows * GRID_PX), interpolation=cv2.INTER_LINEAR)
        return np.asarray(fine[:height, :width], dtype=np.float32)


WHOLE = Window(0, 0, WIDTH_PX, HEIGHT_PX, 4)
"""What the terminal sends of the whole picture is as small."""


def crop_window(zoom: float, width_px: int, height_px: int) -> Window:
    """The part that `vision.crop.centre_crop` would leave of the whole picture."""
    crop_height = min(HEIGHT_PX / zoom, WIDTH_PX * height_px / width_px)
    crop_width = crop_height * width_px / height_px
    left, top = round((WIDTH_PX - crop_width) / 2), round((HEIGHT_PX - crop_height) / 2)
    return Window(left, top, round(crop_width), round(crop_height))


def part_window(part: Box) -> Window:
    """The part that lies in a box of ratios of the whole picture, as `vision.crop.cut_out` cuts it."""
    left, top = round(part.left * WIDTH_PX), round(part.top * HEIGHT_PX)
    return Window(left, top, round(part.width * WIDTH_PX), round(part.height * HEIGHT_PX))
