"""The one theme: colours, type and sizes, all as multiples of a unit that follows the window."""

import re
from dataclasses import asdict, dataclass
from pathlib import Path
from string import Template

import fontpkg_fira_sans
import fontpkg_ibm_plex_sans_arabic
from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtGui import QColor, QFontDatabase

from kiosk.system.paths import text_resource


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours by what they are for; every pair of text and ground reaches a contrast of 4.5 to 1."""

    ink: str = "#0b1728"
    surface: str = "#132339"
    raised: str = "#1b2f4a"
    line: str = "#2c4364"
    edge: str = "#6f88ab"
    """The outline of a control, at 3 to 1 on every ground."""
    glass: str = "rgba(11, 23, 40, 235)"
    text: str = "#f7f4ee"
    quiet: str = "#b7c4d6"
    accent: str = "#3fd0c0"
    accent_pressed: str = "#2fb3a5"
    on_accent: str = "#04211f"
    warning: str = "#f3bb62"
    focus: str = "#ffffff"
    fonts: str = (
        '"Fira Sans", "IBM Plex Sans Arabic", "Segoe UI", "SF Pro Text", "Noto Sans", "DejaVu Sans", sans-serif'
    )


HIGH_CONTRAST = Palette(
    ink="#000000",
    surface="#000000",
    raised="#000000",
    line="#3a3a3a",
    edge="#ffffff",
    glass="#000000",
    text="#ffffff",
    quiet="#ffffff",
    accent="#ffe14d",
    accent_pressed="#ffd000",
    on_accent="#000000",
    warning="#ffb347",
    focus="#ffffff",
)
"""For whoever sees little: every pair of text and ground reaches a contrast of 7 to 1, whatever the brand."""
LEAST_HIGH_CONTRAST = 7.0
"""Of WCAG AAA."""

LEAST_CONTRAST = 4.5
"""Between text and ground, of WCAG AA."""

TEXT_PAIRS = (
    ("text", "ink"),
    ("text", "surface"),
    ("text", "raised"),
    ("text", "line"),
    ("quiet", "ink"),
    ("quiet", "surface"),
    ("quiet", "raised"),
    ("accent", "ink"),
    ("accent", "surface"),
    ("warning", "ink"),
    ("on_accent", "accent"),
    ("on_accent", "accent_pressed"),
    ("on_accent", "warning"),
)
"""Which colours are written on which, for the test of contrast and for a brand's colour."""

_PROPERTY = "palette of the theme"
_LEGIBILITY = "legibility of the theme"
TITLE_FACTOR = 1.2
"""How much larger than what must be read titles stay when everything is enlarged."""


_TITLE_PX = 44
LEAST_UNIT = 0.5
"""That of 640x480, the smallest panel that is sold for terminals."""
TOUCH_UNIT = 0.6
"""Down to this unit no touch target shrinks; below it they do, rather than leave the screen."""


BAR_PX = 56
"""Height of the bar at the upper edge that every screen leaves free for what is the same on all of them."""
WEIGHTS = ("Regular", "SemiBold")


@dataclass(frozen=True, slots=True)
class Shape:
    """What a layout needs to know of the window."""

    portrait: bool
    unit: float
    """Pixels that one design pixel takes."""
    least_text_px: int = 0
    """Size that no text falls below, for whoever sees little."""

    def px(self, design_px: float) -> int:
        """A length of the design in pixels of this window."""
        return round(design_px * self.unit)

    def touch_px(self, design_px: float) -> int:
        """The same for what has to be touched, which is as large in a small window."""
        return max(round(design_px * min(1.0, self.unit / TOUCH_UNIT)), self.px(design_px))

    def text_px(self, design_px: float) -> int:
        """The size of a letter in pixels of this window."""
        least = self.least_text_px * (TITLE_FACTOR if design_px >= _TITLE_PX else 1.0)
        return max(round(least), self.px(design_px))

    def line_px(self, design_px: float, text_design_px: float) -> int:
        """The height of something that is drawn around letters of a size, which grows with them."""
        return round(design_px * self.text_px(text_design_px) / text_design_px)


@dataclass(frozen=True, slots=True)
class Legibility:
    """What a customer who sees little asked for."""

    high_contrast: bool = False
    least_text_px: int = 0
    """Size that no text falls below; 0 for that of the design."""


def shape_of(size: QSize) -> Shape:
    """Design sizes are 1280x800, and 800x1280 in portrait."""
    portrait = size.height() > size.width()
    wide_px, high_px = (800, 1280) if portrait else (1280, 800)
    unit = min(size.width() / wide_px, size.height() / high_px)
    return Shape(portrait, max(LEAST_UNIT, round(unit * 20) / 20), legibility().least_text_px)


def use(palette: Palette, application: QCoreApplication) -> None:
    """Draw everything in this application with these colours; call it before any widget is made."""
    application.setProperty(_PROPERTY, palette)


def adapt(wanted: Legibility, application: QCoreApplication) -> None:
    """Draw everything like this from now on; whoever calls it sets the style sheet anew."""
    application.setProperty(_LEGIBILITY, wanted)


def legibility() -> Legibility:
    """What the customer of the running application asked for."""
    application = QCoreApplication.instance()
    chosen = None if application is None else application.property(_LEGIBILITY)
    return chosen if isinstance(chosen, Legibility) else Legibility()


def palette() -> Palette:
    """The colours of the running application."""
    if legibility().high_contrast:
        return HIGH_CONTRAST
    application = QCoreApplication.instance()
    chosen = None if application is None else application.property(_PROPERTY)
    return chosen if isinstance(chosen, Palette) else Palette()


def colour(name: str, alpha: int = 255) -> QColor:
    """A colour of the palette for QPainter."""
    made = QColor(getattr(palette(), name))
    made.setAlpha(alpha)
    return made


def style_sheet(shape: Shape) -> str:
    """The style sheet for a window of this shape; raises ResourceMissing."""
    template = text_resource("theme.qss")
    if legibility().high_contrast:
        template += text_resource("high_contrast.qss")
    scaled = re.sub(r"(\d+)([utf])\b", lambda match: f"{_length_px(int(match[1]), match[2], shape)}px", template)
    return Template(scaled).substitute(asdict(palette()))


def _length_px(design_px: int, unit: str, shape: Shape) -> int:
    sizes = {"t": shape.touch_px, "f": shape.text_px}
    return sizes.get(unit, shape.px)(design_px)


def load_fonts() -> None:
    """Make the product's typefaces known to Qt, in the weights that the theme uses."""
    for file in font_files():
        QFontDatabase.addApplicationFont(str(file))


def font_files() -> list[Path]:
    """Those of the typeface for Latin letters, then those of the one for Arabic."""
    faces = ((fontpkg_fira_sans.ROOT, "FiraSans"), (fontpkg_ibm_plex_sans_arabic.ROOT, "IBMPlexSansArabic"))
    return [folder / "files" / f"{name}-{weight}.ttf" for folder, name in faces for weight in WEIGHTS]


def contrast(first: QColor, second: QColor) -> float:
    """Contrast ratio of WCAG 2: 1 for the same colour, 21 for black on white."""
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour_: QColor) -> float:
    """Relative luminance of WCAG 2: 0 for black, 1 for white."""
    red, green, blue = (_linear(part) for part in (colour_.redF(), colour_.greenF(), colour_.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
