"""A bank's own name, logo and colour, within what everybody can read."""

import math
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QRectF, QSize, Qt, QXmlStreamReader
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from kiosk.domain.images.limits import PictureLimits, check_picture
from kiosk.domain.images.png import PNG_MAGIC
from kiosk.errors import ImageDimensionsExceeded, ImageError, SettingsInvalid
from kiosk.system.regular_files import read_regular_file
from kiosk.terminal.ui.qt_decoding import decode_for_screen
from kiosk.terminal.ui.theme import LEAST_CONTRAST, TEXT_PAIRS, Palette, contrast, luminance, use

Pixels = NDArray[np.float64]

MAX_LOGO_BYTES = 2_000_000
MAX_LOGO_SIDE_PX = 4096
LEAST_LOGO_CONTRAST = 3.0
"""Of graphics against their ground, by WCAG; a darker logo gets a light ground of its own."""

_LOGO_LIMITS = PictureLimits(MAX_LOGO_BYTES, MAX_LOGO_SIDE_PX**2, formats=(PNG_MAGIC,), min_side_px=1)
_SAMPLE_PX = 96
_OPAQUE = 0.5
_PRESSED, _ON_ACCENT_LIGHTNESS = 0.86, 0.07


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture that is sharp at any size if it is a drawing."""

    picture: QSvgRenderer | QImage
    size: QSize
    """As it is in the file, in pixels; only its shape matters."""

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Draw it into this rectangle, which has its shape."""
        if isinstance(self.picture, QSvgRenderer):
            self.picture.render(painter, rect)
            return
        device_ratio = painter.device().devicePixelRatioF()
        pixels = (rect.size() * device_ratio).toSize()
        smooth = Qt.TransformationMode.SmoothTransformation
        painter.drawImage(rect, self.picture.scaled(pixels, Qt.AspectRatioMode.IgnoreAspectRatio, smooth))

    def fit(self, width_px: float, height_px: float) -> QSize:
        """The largest size of its shape within these bounds, at least a pixel each way."""
        scale = min(width_px / self.size.width(), height_px / self.size.height())
        return QSize(max(1, round(self.size.width() * scale)), max(1, round(self.size.height() * scale)))


@dataclass(frozen=True, slots=True)
class Branding:
    """What makes the terminal look like the bank's."""

    name: str = ""
    logo: Logo | None = None
    palette: Palette = field(default_factory=Palette)

    @property
    def is_empty(self) -> bool:
        """Whether the product looks as it comes."""
        return not self.name and self.logo is None and self.palette == Palette()


def brand(application: QCoreApplication, name: str, logo: Path | None, colour: str) -> Branding:
    """Branding of the settings, in whose colours all widgets will be drawn; raises SettingsInvalid."""
    branding = load_branding(name, logo, colour)
    use(branding.palette, application)
    return branding


def load_branding(name: str, logo: Path | None, colour: str) -> Branding:
    """Branding of the settings; raises SettingsInvalid. A Qt application must exist, for drawings may hold text."""
    palette = apply_accent(Palette(), colour) if colour else Palette()
    return Branding(name, None if logo is None else load_logo(logo), palette)


def apply_accent(palette: Palette, colour: str) -> Palette:
    """The palette with this accent, `#rrggbb`, and what follows from it; raises SettingsInvalid if it reads badly."""
    accent = QColor(colour)
    reached = min(contrast(accent, QColor(ground)) for ground in _grounds(palette))
    if reached < LEAST_CONTRAST:
        found = f"{math.floor(reached * 10) / 10} to 1 on the screen's dark ground and needs {LEAST_CONTRAST}"
        would_do = _lighten(accent, palette).name()
        raise SettingsInvalid(f"brand_colour: {colour} has a contrast of {found}; {would_do} would do")
    on_accent = _with_lightness(accent, _ON_ACCENT_LIGHTNESS)
    # A light accent darkens under the finger. One that is just light enough to be written on cannot, and lightens.
    darker = _with_lightness(accent, accent.lightnessF() * _PRESSED)
    lighter = _with_lightness(accent, 1 - (1 - accent.lightnessF()) * _PRESSED)
    pressed = darker if contrast(on_accent, darker) >= LEAST_CONTRAST else lighter
    return replace(palette, accent=accent.name(), accent_pressed=pressed.name(), on_accent=on_accent.name())


def _grounds(palette: Palette) -> list[str]:
    return [getattr(palette, ground) for text, ground in TEXT_PAIRS if text == "accent"]


def _lighten(accent: QColor, palette: Palette) -> QColor:
    """The darkest lighter shade that reads well."""
    for percent in range(round(accent.lightnessF() * 100), 101):
        shade = _with_lightness(accent, percent / 100)
        if all(contrast(shade, QColor(ground)) >= LEAST_CONTRAST for ground in _grounds(palette)):
            return shade
    return QColor("white")


def _with_lightness(colour: QColor, lightness: float) -> QColor:
    """By way of its name, for eight bits are what will be shown."""
    return QColor(QColor.fromHslF(max(0.0, colour.hslHueF()), colour.hslSaturationF(), lightness).name())


def load_logo(path: Path) -> Logo:
    """A PNG or SVG file; raises SettingsInvalid."""
    try:
        content = read_regular_file(path, MAX_LOGO_BYTES + 1)
    except OSError as error:
        raise SettingsInvalid(f"brand_logo: {path} cannot be read: {error.strerror}") from error
    if len(content) > MAX_LOGO_BYTES:
        raise SettingsInvalid(f"brand_logo: {path.name} has more than {MAX_LOGO_BYTES // 1_000_000} MB")
    logo = _png(content) if content.startswith(PNG_MAGIC) else _svg(content)
    if logo is None or logo.size.isEmpty():
        raise SettingsInvalid(f"brand_logo: {path.name} is no PNG or SVG file that can be drawn")
    if max(logo.size.width(), logo.size.height()) > MAX_LOGO_SIDE_PX:
        raise SettingsInvalid(f"brand_logo: {path.name} is more than {MAX_LOGO_SIDE_PX} pixels wide or high")
    if not _is_opaque(logo):
        raise SettingsInvalid(f"brand_logo: {path.name} shows nothing")
    return logo


def needs_light_ground(logo: Logo, palette: Palette) -> bool:
    """Whether more of the logo can be made out on the theme's text colour than on its dark ground.

    A logo that fills its rectangle brings a ground of its own.
    """
    sample = _sample(logo)
    if (np.concatenate([sample[0], sample[-1], sample[:, 0], sample[:, -1]])[:, 3] > _OPAQUE).all():
        return False
    drawn = sample[sample[..., 3] > _OPAQUE][:, :3]
    on_dark, on_light = (_measure_legibility(drawn, QColor(ground)) for ground in (palette.ink, palette.text))
    return on_light > on_dark


def _measure_legibility(pixels: Pixels, ground: QColor) -> float:
    """Share of the pixels, RGB 0-1, that stand out from the ground."""
    linear = np.where(pixels <= 0.04045, pixels / 12.92, ((pixels + 0.055) / 1.055) ** 2.4)
    light, behind = linear @ (0.2126, 0.7152, 0.0722) + 0.05, luminance(ground) + 0.05
    return float(np.mean(np.maximum(light, behind) / np.minimum(light, behind) >= LEAST_LOGO_CONTRAST))


def _is_opaque(logo: Logo) -> bool:
    return bool((_sample(logo)[..., 3] > _OPAQUE).any())


def _sample(logo: Logo) -> Pixels:
    """The logo made small, as RGBA 0-1 with its own shape."""
    size = logo.fit(_SAMPLE_PX, _SAMPLE_PX)
    image = QImage(size, QImage.Format.Format_RGBA8888)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    logo.paint(painter, QRectF(image.rect()))
    painter.end()
    rows = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(size.height(), size.width(), 4)
    return rows.astype(np.float64) / 255


def _png(untrusted_data: bytes) -> Logo | None:
    try:
        image = decode_for_screen(check_picture(untrusted_data, _LOGO_LIMITS))
    except ImageDimensionsExceeded:
        # Not unpacked: a small file can hold a picture that fills the memory.
        return Logo(QImage(), QSize(MAX_LOGO_SIDE_PX + 1, MAX_LOGO_SIDE_PX + 1))
    except ImageError:
        return None
    if image.isNull():
        return None
    return Logo(image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied), image.size())


def _svg(content: bytes) -> Logo | None:
    if not _is_plain_drawing(content):
        return None
    renderer = QSvgRenderer(QByteArray(content))
    return Logo(renderer, renderer.defaultSize()) if renderer.isValid() else None


def _is_plain_drawing(content: bytes) -> bool:
    """Whether it is XML, not packed, and holds no picture, for Qt would decode that in whatever format it is."""
    buffer = QBuffer()
    buffer.setData(content)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QXmlStreamReader(buffer)
    while not reader.atEnd():
        if reader.readNext() == QXmlStreamReader.TokenType.StartElement and reader.name() == "image":
            return False
    return not reader.hasError()
