"""What customers hold over the zone of their document: fingers, hands and gloves of many colours, and stickers."""

from collections.abc import Callable, Mapping

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.factories.documents.drawn import DrawnDocument, DrawnPage
from tests.factories.documents.sheet import Image

Random = np.random.Generator
Cover = Callable[[DrawnPage, Random], Image]
Colour = tuple[int, int, int]
SKINS: Mapping[str, Colour] = {
    "I": (205, 215, 244), "II": (180, 200, 235), "III": (150, 175, 222), "IV": (105, 140, 190), "V": (62, 88, 136),
    "VI": (38, 50, 78),
}  # fmt: skip
"""Blue, green, red of skin by Fitzpatrick's types."""
GLOVES: Mapping[str, Colour] = {
    "black": (28, 26, 26), "blue nitrile": (190, 120, 50), "white cotton": (236, 238, 240), "grey wool": (120, 118, 116)
}  # fmt: skip
STICKERS: Mapping[str, Colour] = {"yellow": (110, 235, 250), "white": (250, 250, 250), "red": (60, 50, 210)}


def thumb(colour: Colour) -> Cover:
    """From below over a fifth of the lines' length."""
    return lambda page, random: _laid(page, random, colour, _thumb(page, random))


def finger(colour: Colour) -> Cover:
    """From the side over an end of the lines."""
    return lambda page, random: _laid(page, random, colour, _finger(page, random))


def four_fingers(colour: Colour) -> Cover:
    """From below, with gaps between them through which some of the lines is seen."""
    return lambda page, random: _laid(page, random, colour, _four_fingers(page, random))


def palm(colour: Colour) -> Cover:
    """Over all of the lines."""
    return lambda page, random: _laid(page, random, colour, _palm(page, random))


def sticker(colour: Colour) -> Cover:
    """A label with straight edges and no texture over a part of the lines."""

    def stick(page: DrawnPage, random: Random) -> Image:
        left, top, right, bottom = _zone(page)
        wide = round(random.uniform(0.15, 0.55) * (right - left))
        at = round(random.uniform(left, right - wide))
        covered = page.image.copy()
        covered[top - 12 : bottom + 12, at : at + wide] = colour
        return covered

    return stick


def _zone(page: DrawnPage) -> tuple[int, int, int, int]:
    assert page.zone is not None, "nothing to cover"
    return page.zone


def _blank(page: DrawnPage) -> Image:
    return np.zeros(page.image.shape[:2], dtype=np.uint8)


def _thumb(page: DrawnPage, random: Random) -> Image:
    left, top, right, _ = _zone(page)
    middle = round(random.uniform(left + 0.1 * (right - left), right - 0.1 * (right - left)))
    axes = round(random.uniform(0.07, 0.11) * (right - left)), round((page.image.shape[0] - top) * 1.05)
    at = middle, page.image.shape[0] + 10
    return np.asarray(cv2.ellipse(_blank(page), at, axes, random.uniform(-12, 12), 0, 360, (255,), -1), np.uint8)


def _finger(page: DrawnPage, random: Random) -> Image:
    left, top, right, bottom = _zone(page)
    reach, thick = random.uniform(0.15, 0.3) * (right - left), round(1.5 * (bottom - top))
    from_right, level = bool(random.integers(2)), (top + bottom) // 2
    start = (page.image.shape[1] + 40 if from_right else -40, level + round(random.uniform(-20, 60)))
    end = (round(right - reach) if from_right else round(left + reach), level)
    return np.asarray(cv2.line(_blank(page), start, end, (255,), thick), np.uint8)


def _four_fingers(page: DrawnPage, random: Random) -> Image:
    left, top, right, _ = _zone(page)
    mask, thick = _blank(page), round(0.075 * (right - left))
    first = random.uniform(left, left + 0.4 * (right - left))
    for place in range(4):
        across, tip = round(first + 1.4 * place * thick), top - 10 + 12 * abs(place - 1)
        cv2.line(mask, (across, page.image.shape[0] + 40), (across + 14, tip), (255,), thick)
    return mask


def _palm(page: DrawnPage, random: Random) -> Image:
    left, top, right, _ = _zone(page)
    height = page.image.shape[0]
    axes = round(0.62 * (right - left)), round(1.5 * (height - top))
    at = (left + right) // 2 + round(random.uniform(-20, 20)), height + 20
    return np.asarray(cv2.ellipse(_blank(page), at, axes, 0, 0, 360, (255,), -1), np.uint8)


def _laid(page: DrawnPage, random: Random, colour: Colour, mask: Image) -> Image:
    """Something round of this colour: darker towards its edges, with wrinkles, grain and a shadow."""
    depth = cv2.distanceTransform(mask, cv2.DIST_L2, 3)
    shade = (0.72 + 0.28 * np.clip(depth / max(float(depth.max()), 1.0) * 2, 0, 1))[..., None]
    skin = np.array(colour) * shade * (1 + 0.03 * _wrinkles(mask.shape, random))[..., None]
    skin = skin + random.normal(0, 3, skin.shape)
    shadow = 1 - 0.25 * cv2.GaussianBlur(mask, (0, 0), 9).astype(np.float32)[..., None] / 255
    share = cv2.GaussianBlur(mask, (0, 0), 1.2).astype(np.float32)[..., None] / 255
    return np.asarray(np.clip(page.image * shadow * (1 - share) + skin * share, 0, 255), dtype=np.uint8)


def _wrinkles(shape: tuple[int, ...], random: Random) -> NDArray[np.float64]:
    down, across = np.indices(shape[:2])
    return np.asarray(np.sin(down / 7 + 2 * np.sin(across / 31 + random.uniform(0, 6))))


COVERS: Mapping[str, Cover] = {
    **{f"thumb, skin {name}": thumb(colour) for name, colour in SKINS.items()},
    **{f"finger, skin {name}": finger(colour) for name, colour in SKINS.items()},
    **{f"four fingers, skin {name}": four_fingers(colour) for name, colour in SKINS.items()},
    **{f"palm, skin {name}": palm(colour) for name, colour in SKINS.items()},
    **{f"glove, {name}": thumb(colour) for name, colour in GLOVES.items()},
    **{f"palm in a glove, {name}": palm(colour) for name, colour in GLOVES.items()},
    **{f"sticker, {name}": sticker(colour) for name, colour in STICKERS.items()},
}


def cover(document: DrawnDocument, name: str, seed: int) -> list[Image]:
    """The pages of a document with this over its zone."""
    random = np.random.default_rng([seed, 91])
    return [page.image if page.zone is None else COVERS[name](page, random) for page in document.pages]
