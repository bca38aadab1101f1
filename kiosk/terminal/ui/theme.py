"""The one theme: colours, type and sizes, all as multiples of a unit that follows the window."""

import re
from dataclasses import asdict, dataclass
from string import Template

import fontpkg_fira_sans
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
    fonts: str = '"Fira Sans", "Segoe UI", "SF Pro Text", "Noto Sans", "DejaVu Sans", sans-serif'


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


@dataclass(frozen=True, slots=True)
class Shape:
    """What a layout needs to know of the window."""

    portrait: bool
    unit: float
    """Pixels that one design pixel takes."""

    def px(self, design_px: float) -> int:
        """A length of the design in pixels of this window."""
        return round(design_px * self.unit)


def shape_of(size: QSize) -> Shape:
    """Design sizes are 1280x800, and 800x1280 in portrait."""
    portrait = size.height() > size.width()
    wide_px, high_px = (800, 1280) if portrait else (1280, 800)
    unit = min(size.width() / wide_px, size.height() / high_px)
    return Shape(portrait, max(0.6, round(unit * 20) / 20))


def use(palette: Palette, application: QCoreApplication) -> None:
    """Draw everything in this application with these colours; call it before any widget is made."""
    application.setProperty(_PROPERTY, palette)


def palette() -> Palette:
    """The colours of the running application."""
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
    scaled = re.sub(r"(\d+)([ut])\b", lambda match: f"{_length_px(int(match[1]), match[2], shape)}px", template)
    return Template(scaled).substitute(asdict(palette()))


def _length_px(design_px: int, unit: str, shape: Shape) -> int:
    return max(design_px, shape.px(design_px)) if unit == "t" else shape.px(design_px)


def load_fonts() -> None:
    """Make the product's typeface known to Qt, in the weights that the theme uses."""
    for weight in ("Regular", "SemiBold"):
        QFontDatabase.addApplicationFont(str(fontpkg_fira_sans.ROOT / "files" / f"FiraSans-{weight}.ttf"))


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
