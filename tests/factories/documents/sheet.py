"""A page to draw on: paper with a pattern, a portrait, text of several fonts and a machine-readable zone.

Only what dependencies bring is drawn with: matplotlib's fonts (Latin, Cyrillic, Greek) and the two portraits.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont

from kiosk.terminal.camera.demo.people import another_person, demo_person

Image = NDArray[np.uint8]
Colour = tuple[int, int, int]
"""Red, green, blue."""
Place = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels."""

INK, LABEL, WARNING = (25, 25, 30), (60, 70, 130), (190, 50, 50)
SANS, BOLD, SERIF = "DejaVuSans", "DejaVuSans-Bold", "DejaVuSerif"
PRINT_FONTS = (SANS, BOLD, SERIF)
ZONE_FONTS = ("DejaVuSansMono", "cmtt10", "hershey")
"""None of them is OCR-B, which no dependency brings; all have one width."""
_MIDDLES = ((0.50, 0.40, 0.62), (0.44, 0.26, 0.46))
"""Of the head in the two photographs: across, down, and how much of the height is shown."""


class Sheet:
    """One page in the making; `image` is what is drawn so far, as BGR."""

    def __init__(self, size_px: tuple[int, int], paper: Colour, seed: int) -> None:
        self.size_px = size_px
        random = np.random.default_rng(seed)
        self._picture = Pillow.fromarray(_guilloche(size_px, paper, random))
        self._draw = ImageDraw.Draw(self._picture)
        self.zone: Place | None = None
        self.portrait: Place | None = None
        self.lines: list[tuple[str, Place]] = []

    def write(self, text: str, at: tuple[int, int], height_px: int, colour: Colour = INK, font: str = SANS) -> Place:
        """Write with the top left corner there; return the place that the text takes."""
        face = load_font(font, height_px)
        self._draw.text(at, text, fill=colour, font=face)
        left, top, right, bottom = self._draw.textbbox(at, text, font=face)
        place = round(left), round(top), round(right), round(bottom)
        self.lines.append((text, place))
        return place

    def paste_portrait(self, which: int, at: tuple[int, int], height_px: int, *, grey: bool = False) -> None:
        """A portrait of 35 to 45 by its height; the first one pasted is the page's own."""
        picture = portrait(which, height_px)
        if grey:
            grey_picture = np.asarray(picture).mean(axis=2, keepdims=True) * 0.5 + 110
            picture = np.repeat(grey_picture, 3, axis=2).astype(np.uint8)
        self._picture.paste(Pillow.fromarray(picture), at)
        place = (at[0], at[1], at[0] + picture.shape[1], at[1] + picture.shape[0])
        self.portrait = self.portrait or place

    def paste_zone(self, lines: Sequence[str], font: str, pitch_px: int, bottom_px: int) -> None:
        """Lines of one pitch on lighter ground along the lower edge, `bottom_px` free below."""
        step = round(2.05 * pitch_px)
        width_px, height_px = self.size_px
        top = height_px - bottom_px - step * len(lines)
        left = (width_px - pitch_px * len(lines[0])) // 2
        self._draw.rectangle((6, top - pitch_px, width_px - 7, height_px - 7), fill=(240, 240, 238))
        characters = [
            (character, (left + place * pitch_px, top + row * step))
            for row, line in enumerate(lines)
            for place, character in enumerate(line)
        ]
        self._type(characters, pitch_px, font) if font != "hershey" else self._stroke(characters, pitch_px)
        right = left + pitch_px * len(lines[0])
        self.lines += [
            (line, (left, top + row * step, right, top + (row + 1) * step)) for row, line in enumerate(lines)
        ]
        self.zone = (left, top, right, top + step * len(lines))

    def _type(self, characters: Sequence[tuple[str, tuple[int, int]]], pitch_px: int, font: str) -> None:
        face = load_font(font, round(1.62 * pitch_px))
        for character, (left, top) in characters:
            wide = self._draw.textlength(character, font=face)
            self._draw.text((left + (pitch_px - wide) / 2, top), character, fill=(10, 10, 10), font=face)

    def _stroke(self, characters: Sequence[tuple[str, tuple[int, int]]], pitch_px: int) -> None:
        """In OpenCV's own characters, which are strokes."""
        drawn = np.array(self._picture)
        scale, thick, face = pitch_px / 27, max(round(pitch_px / 14), 1), cv2.FONT_HERSHEY_SIMPLEX
        for character, (left, top) in characters:
            wide = cv2.getTextSize(character, face, scale, thick)[0][0]
            at = left + (pitch_px - wide) // 2, top + round(1.3 * pitch_px)
            cv2.putText(drawn, character, at, face, scale, (10, 10, 10), thick, cv2.LINE_AA)
        self._picture.paste(Pillow.fromarray(drawn))

    def paste(self, picture_rgb: Image, at: tuple[int, int]) -> None:
        """Lay another picture on it."""
        self._picture.paste(Pillow.fromarray(picture_rgb), at)

    def write_upwards(self, text: str, at: tuple[int, int], height_px: int, colour: Colour = INK) -> None:
        """Write from below to above, as serial numbers stand in margins."""
        face = load_font(SANS, height_px)
        wide = round(face.getlength(text)) + 4
        strip = Pillow.new("RGB", (wide, height_px + 8), (235, 235, 235))
        ImageDraw.Draw(strip).text((2, 2), text, fill=colour, font=face)
        self._picture.paste(strip.rotate(90, expand=True), at)

    def frame(self, colour: Colour = LABEL) -> None:
        """The edge of the page."""
        self._draw.rectangle((0, 0, self.size_px[0] - 1, self.size_px[1] - 1), outline=colour, width=4)

    @property
    def image(self) -> Image:
        """BGR."""
        return np.ascontiguousarray(np.asarray(self._picture, dtype=np.uint8)[..., ::-1])


@cache
def load_font(name: str, height_px: int) -> ImageFont.FreeTypeFont:
    """One of matplotlib's."""
    import matplotlib

    return ImageFont.truetype(str(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / f"{name}.ttf"), height_px)


@cache
def portrait(which: int, height_px: int) -> Image:
    """Head and shoulders of the one or the other, RGB, 35 to 45."""
    picture = np.asarray(cv2.imread(str((demo_person, another_person)[which]())), dtype=np.uint8)[..., ::-1]
    across, down, share = _MIDDLES[which]
    high = round(share * picture.shape[0])
    wide = round(high * 35 / 45)
    left = min(max(round(across * picture.shape[1] - wide / 2), 0), picture.shape[1] - wide)
    top = min(max(round(down * picture.shape[0] - high / 2), 0), picture.shape[0] - high)
    crop = np.ascontiguousarray(picture[top : top + high, left : left + wide])
    size = round(height_px * 35 / 45), height_px
    return np.asarray(cv2.resize(crop, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _guilloche(size_px: tuple[int, int], paper: Colour, random: np.random.Generator) -> Image:
    """Paper with wavy lines of one faint colour, as security printing has them."""
    width_px, height_px = size_px
    page = np.full((height_px, width_px, 3), paper, dtype=np.uint8)
    faint = tuple(int(value) for value in np.clip(np.array(paper) - random.integers(8, 26, 3), 0, 255))
    across = np.arange(0, width_px + 8, 8)
    waves, phase = random.uniform(0.004, 0.015), random.uniform(0, 6)
    for offset in range(-40, height_px + 40, int(random.integers(14, 30))):
        down = offset + 14 * np.sin(across * waves + phase + offset / 60)
        cv2.polylines(page, [np.stack([across, down], axis=1).astype(np.int32)], False, faint, 1, cv2.LINE_AA)
    return page
