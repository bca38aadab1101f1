"""What happens to documents between printer and camera: wear, light, focus, compression, place and turn.

Every condition keeps what is printed, so that a reading may be less than before and never another.
"""

from collections.abc import Callable, Mapping, Sequence

import cv2
import numpy as np

from tests.factories.documents.drawn import DrawnDocument, DrawnPage
from tests.factories.documents.prints import in_greys, on_white_paper, photographed_inkjet, photographed_print
from tests.factories.documents.screens import photographed_from_screen
from tests.factories.documents.sheet import Image

Random = np.random.Generator
Pictures = list[Image]
Condition = Callable[[DrawnDocument, Random], Pictures]
_SKIN = (150, 175, 222)


def _each(change: Callable[[DrawnPage, Random], Image]) -> Condition:
    return lambda document, random: [change(page, random) for page in document.pages]


def _unchanged(page: DrawnPage, _: Random) -> Image:
    return page.image


def _blurred(sigma_px: float) -> Condition:
    return _each(lambda page, _: np.asarray(cv2.GaussianBlur(page.image, (0, 0), sigma_px), dtype=np.uint8))


def _moved(page: DrawnPage, random: Random) -> Image:
    """A page that moved to the side while the shutter was open."""
    length = int(random.integers(5, 10))
    return np.asarray(cv2.filter2D(page.image, -1, np.ones((1, length)) / length), dtype=np.uint8)


def _noisy(page: DrawnPage, random: Random) -> Image:
    return np.clip(page.image + random.normal(0, 18, page.image.shape), 0, 255).astype(np.uint8)


def _dark(page: DrawnPage, random: Random) -> Image:
    return np.clip(page.image * random.uniform(0.25, 0.4), 0, 255).astype(np.uint8)


def _compressed(page: DrawnPage, random: Random) -> Image:
    quality = int(random.integers(12, 30))
    _, data = cv2.imencode(".jpg", page.image, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), dtype=np.uint8)


def _small(page: DrawnPage, random: Random) -> Image:
    scale = random.uniform(0.5, 0.7)
    return np.asarray(cv2.resize(page.image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _turned(quarters: int) -> Condition:
    return _each(lambda page, _: np.ascontiguousarray(np.rot90(page.image, -quarters)))


def _slanted(page: DrawnPage, random: Random) -> Image:
    """On a table, by some degrees."""
    return on_table(page.image, random, random.uniform(-14, 14), 0.0)


def _in_perspective(page: DrawnPage, random: Random) -> Image:
    return on_table(page.image, random, random.uniform(-5, 5), random.uniform(0.06, 0.16))


def on_table(image: Image, random: Random, turn_deg: float, lean: float) -> Image:
    """The page on a table of soft patches, with room around it."""
    height, width = image.shape[:2]
    size = round(1.3 * width), round(1.45 * height)
    patches = random.integers(30, 160, (5, 7, 3)).astype(np.uint8)
    table = cv2.resize(patches, size, interpolation=cv2.INTER_CUBIC)
    half = np.array([width, height]) / 2
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * half
    corners[:2, 0] *= 1 - lean
    turn = np.radians(turn_deg)
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    target = (corners @ rotation.T + np.array(size) / 2).astype(np.float32)
    source = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(source, target)
    laid = cv2.warpPerspective(image, matrix, size, table, cv2.INTER_CUBIC, cv2.BORDER_TRANSPARENT)
    return np.asarray(laid, dtype=np.uint8)


def _cropped(page: DrawnPage, random: Random) -> Image:
    """Edges that did not come into the picture, up to a few characters of a zone with them."""
    height, width = page.image.shape[:2]
    left, right = (round(width * random.uniform(0.0, 0.06)) for _ in range(2))
    top = round(height * random.uniform(0.0, 0.05))
    return np.ascontiguousarray(page.image[top:, left : width - right])


def _in_glare(page: DrawnPage, random: Random) -> Image:
    """A lamp somewhere on the page."""
    height, width = page.image.shape[:2]
    return shine(page.image, (random.uniform(0.2, 0.8) * width, random.uniform(0.2, 0.95) * height), 0.11 * width)


def _shortened(page: DrawnPage, random: Random) -> Image:
    """A lamp on the ends of the zone's lines, which are then read shorter than they are."""
    if page.zone is None:
        return page.image
    left, top, right, bottom = page.zone
    across = right if random.integers(2) else left
    return shine(page.image, (across, (top + bottom) / 2), random.uniform(0.06, 0.14) * (right - left))


def shine(image: Image, at: tuple[float, float], radius_px: float) -> Image:
    """A white spot with a soft edge."""
    down, across = np.indices(image.shape[:2])
    distance = np.hypot(across - at[0], down - at[1]) / radius_px
    share = np.clip(1.6 - 1.1 * distance, 0, 1)[..., None]
    return np.asarray(np.clip(image * (1 - share) + 255 * share, 0, 255), dtype=np.uint8)


def _worn(page: DrawnPage, random: Random) -> Image:
    """Scratches through the zone, most of them where fillers are."""
    worn = page.image.copy()
    if page.zone is None:
        return worn
    left, top, right, bottom = page.zone
    for _ in range(int(random.integers(14, 40))):
        x = int(left + (right - left) * np.sqrt(random.uniform(0.05, 1)))
        y = int(random.integers(top, bottom))
        away = int(random.integers(4, 16)), int(random.integers(-14, 14))
        ground = tuple(int(value) for value in worn[max(top - 6, 0), left])
        cv2.line(worn, (x, y), (x + away[0], y + away[1]), ground, int(random.integers(2, 5)), cv2.LINE_AA)
    return worn


def _by_hand(page: DrawnPage, random: Random) -> Image:
    """A thumb over a part of the zone; where there is none, over the lower edge."""
    covered = page.image.copy()
    height, width = covered.shape[:2]
    left, top, right, bottom = page.zone or (0, round(0.9 * height), width, height)
    across = int(random.uniform(left, right))
    axes = round(0.09 * width), round(1.6 * (bottom - top))
    cv2.ellipse(covered, (across, height), axes, float(random.uniform(-15, 15)), 0, 360, _SKIN, -1, cv2.LINE_AA)
    return covered


def _copied(page: DrawnPage, random: Random) -> Image:
    """A black-and-white copy."""
    grey = cv2.GaussianBlur(cv2.cvtColor(page.image, cv2.COLOR_BGR2GRAY), (0, 0), 0.7).astype(np.float64)
    grey = np.clip((grey - 128) * 1.35 + 150 + random.normal(0, 4, grey.shape), 0, 255)
    return np.repeat(grey.astype(np.uint8)[..., None], 3, axis=2)


def _from_screen(page: DrawnPage, random: Random) -> Image:
    """Photographed from a screen: its grid beats with the camera's, and its light is bluish."""
    down, across = np.indices(page.image.shape[:2])
    pitch = random.uniform(2.6, 3.4)
    grid = 0.88 + 0.12 * np.sin(2 * np.pi * across / pitch) * np.sin(2 * np.pi * (down + 0.06 * across) / pitch)
    beat = 1 + 0.05 * np.sin(across / 60 + down / 90 + random.uniform(0, 6))
    seen = page.image * (grid * beat)[..., None] * np.array([1.06, 1.0, 0.93])
    return np.asarray(cv2.GaussianBlur(np.clip(seen, 0, 255).astype(np.uint8), (0, 0), 0.6), dtype=np.uint8)


def _by_its_dots(page: DrawnPage, random: Random) -> Image:
    """Photographed from a screen, whose dots are as wide as cameras of phones and terminals see them."""
    return photographed_from_screen(page.image, random, random.uniform(0.7, 2.5), random.uniform(0.3, 4.0))


def _in_a_window(page: DrawnPage, _: Random) -> Image:
    """A screenshot: the page in a window with its title and menu."""
    height, width = page.image.shape[:2]
    screen = np.full((height + 260, width + 340, 3), (64, 52, 40), dtype=np.uint8)
    screen[40:-60, 60:-60] = (246, 246, 246)
    screen[40:84, 60:-60] = (214, 206, 200)
    for text, at in (("Photos - scan 0001", (84, 72)), ("File   Edit   View   Help", (84, 116)), ("11:42", (70, 30))):
        cv2.putText(screen, text, at, cv2.FONT_HERSHEY_SIMPLEX, 0.7, (30, 30, 30), 1, cv2.LINE_AA)
    screen[140 : 140 + height, 170 : 170 + width] = page.image
    return screen


def _on_a_telephone(page: DrawnPage, random: Random) -> Image:
    """A telephone's own screenshot of a picture of the page: black or white around it, time and charge above."""
    wide, high = ((1_080, 2_400), (1_170, 2_532), (1_080, 1_920))[int(random.integers(3))]
    ground, ink = ((0, 235), (255, 20))[int(random.integers(2))]
    screen = np.full((high, wide, 3), ground, dtype=np.uint8)
    cv2.putText(screen, "11:42", (60, 70), cv2.FONT_HERSHEY_SIMPLEX, 1.3, (ink, ink, ink), 3, cv2.LINE_AA)
    cv2.putText(screen, "87%", (wide - 150, 70), cv2.FONT_HERSHEY_SIMPLEX, 1.1, (ink, ink, ink), 2, cv2.LINE_AA)
    taken = on_table(page.image, random, random.uniform(-4, 4), 0.03) if random.integers(2) else page.image
    scale = wide / taken.shape[1]
    shown = cv2.resize(taken, (wide, round(scale * taken.shape[0])), interpolation=cv2.INTER_AREA)
    top = (high - shown.shape[0]) // 2
    screen[top : top + shown.shape[0]] = shown
    return screen


def _printed(page: DrawnPage, random: Random) -> Image:
    """Printed in colour by a press or a laser printer, and photographed from near enough to see its dots."""
    return photographed_print(page.image, random, random.uniform(1.5, 5.0))


def _by_laser(*, in_colour: bool) -> Condition:
    """A copy by an office laser printer on white paper: 106 to 212 dots an inch, scanned or taken from near."""

    def copy(page: DrawnPage, random: Random) -> Image:
        image = page.image if in_colour else in_greys(page.image)
        return on_white_paper(photographed_print(image, random, random.uniform(1.2, 2.4)), random)

    return _each(copy)


def _by_inkjet(*, in_colour: bool) -> Condition:
    """A copy by an inkjet on white paper: one or two drops a pixel along each side."""

    def copy(page: DrawnPage, random: Random) -> Image:
        image = page.image if in_colour else in_greys(page.image)
        return on_white_paper(photographed_inkjet(image, random, random.uniform(1.0, 2.4)), random)

    return _each(copy)


def _two_at_once(page: DrawnPage, random: Random) -> Image:
    """Any two of light, focus, size, place and compression, each of its own strength."""
    changes = (_out_of_focus, _in_glare, _in_low_light, _small, _laid_down, _compressed)
    image = page.image
    for place in sorted(random.permutation(len(changes))[:2]):
        image = changes[int(place)](page.with_image(image), random)
    return image


def _out_of_focus(page: DrawnPage, random: Random) -> Image:
    return np.asarray(cv2.GaussianBlur(page.image, (0, 0), random.uniform(0.5, 1.8)), dtype=np.uint8)


def _in_low_light(page: DrawnPage, random: Random) -> Image:
    noise = random.normal(0, random.uniform(2, 7), page.image.shape)
    return np.clip(page.image * random.uniform(0.2, 0.5) + noise, 0, 255).astype(np.uint8)


def _laid_down(page: DrawnPage, random: Random) -> Image:
    return on_table(page.image, random, random.uniform(-12, 12), random.uniform(0, 0.18))


def _together(document: DrawnDocument, random: Random) -> Pictures:
    """All sides in one picture, above each other or side by side."""
    return [side_by_side([page.image for page in document.pages], stacked=bool(random.integers(2)))]


def side_by_side(images: Sequence[Image], *, stacked: bool) -> Image:
    """On one white sheet with room between them."""
    room = 60
    height, width = max(image.shape[0] for image in images), max(image.shape[1] for image in images)
    cells = []
    for image in images:
        cell = np.full((height + 2 * room, width + 2 * room, 3), 250, dtype=np.uint8)
        cell[room : room + image.shape[0], room : room + image.shape[1]] = image
        cells.append(cell)
    return np.concatenate(cells, axis=0 if stacked else 1)


CONDITIONS: Mapping[str, Condition] = {
    "as it is": _each(_unchanged),
    "blurred by 1 px": _blurred(1.0),
    "blurred by 2 px": _blurred(2.0),
    "moved": _each(_moved),
    "noise": _each(_noisy),
    "dark": _each(_dark),
    "JPEG of low quality": _each(_compressed),
    "small": _each(_small),
    "turned by 90": _turned(1),
    "turned by 180": _turned(2),
    "turned by 270": _turned(3),
    "slanted": _each(_slanted),
    "perspective": _each(_in_perspective),
    "cropped": _each(_cropped),
    "glare": _each(_in_glare),
    "shortened lines": _each(_shortened),
    "worn zone": _each(_worn),
    "thumb on the zone": _each(_by_hand),
    "two at once": _each(_two_at_once),
    "both sides in one picture": _together,
}
"""By name; all of them keep a genuine document genuine."""
COPIES: Mapping[str, Condition] = {
    "black-and-white copy": _each(_copied),
    "screen": _each(_from_screen),
    "screen, dot by dot": _each(_by_its_dots),
    "screenshot": _each(_in_a_window),
    "telephone's screenshot": _each(_on_a_telephone),
    "print in colour": _each(_printed),
    "laser copy in colour": _by_laser(in_colour=True),
    "laser copy in greys": _by_laser(in_colour=False),
    "inkjet copy in colour": _by_inkjet(in_colour=True),
    "inkjet copy in greys": _by_inkjet(in_colour=False),
}
"""Of genuine documents, which are none themselves."""
