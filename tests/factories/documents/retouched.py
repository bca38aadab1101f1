"""Files that somebody wrote in: a line of a photograph covered with ground, and another value set over it."""

import cv2
import numpy as np
from PIL import Image as Pillow
from PIL import ImageDraw

from tests.factories.documents.drawn import DrawnPage
from tests.factories.documents.sheet import SANS, Image, Place, load_font

ROOM = 0.2
"""Of a line's height, covered around it."""


def values_on(page: DrawnPage) -> list[Place]:
    """Where the page's larger lines stand, without titles and the zone."""
    foot = page.zone[1] if page.zone is not None else page.image.shape[0]
    return [
        place
        for text, place in page.lines
        if place[3] - place[1] >= 16 and len(text) >= 5 and place[1] > 60 and place[3] < foot and text != "SPECIMEN"
    ]


def photographed(image: Image, random: np.random.Generator, blur_px: float) -> Image:
    """As a camera takes it: a lens, noise of neighbouring pixels, and a JPEG file."""
    seen = cv2.GaussianBlur(image, (0, 0), blur_px).astype(np.float64) * random.uniform(0.75, 1.0)
    noise = cv2.GaussianBlur(random.normal(0, 1, image.shape), (0, 0), 0.5)
    noisy = seen + noise / noise.std() * random.uniform(1, 4)
    return as_file(np.clip(noisy, 0, 255).astype(np.uint8), int(random.integers(82, 96)))


def as_file(image: Image, quality: int) -> Image:
    """Compressed, and decoded again."""
    _, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), dtype=np.uint8)


def rewritten(image: Image, place: Place, text: str, font: str = SANS) -> Image:
    """The line covered with the colour of the ground beside it, and this text in the ink that was there."""
    left, top, right, bottom = place
    room = max(round(ROOM * (bottom - top)), 2)
    covered = image.copy()
    line = covered[top - room : bottom + room, left - room : right + room]
    ink = np.quantile(line.reshape(-1, 3), 0.03, axis=0)
    line[:] = np.median(line[0], axis=0)
    picture = Pillow.fromarray(np.ascontiguousarray(covered[..., ::-1]))
    face = load_font(font, bottom - top)
    fill = tuple(int(value) for value in ink[::-1])
    ImageDraw.Draw(picture).text((left, top), text, fill=fill, font=face, anchor="lt")
    return np.ascontiguousarray(np.asarray(picture, dtype=np.uint8)[..., ::-1])
