"""The program's icon, drawn from the same face that the screens show."""

import re

from release.layout import ROOT

_FACE = ROOT / "resources" / "icons" / "face.svg"
# Colours `ink` and `accent` of kiosk/ui/theme.py.
_SQUARE = '<rect width="24" height="24" rx="5.2" fill="#0b1728" stroke="none"/>'
_SMALLER = '<g transform="translate(3.6 3.6) scale(.7)" stroke="#3fd0c0">'


def svg() -> str:
    """The face on a rounded square, as SVG of any size."""
    opening, strokes = _parts(_FACE.read_text(encoding="utf-8"))
    return f"{opening}{_SQUARE}{_SMALLER}{strokes}</g></svg>\n"


def _parts(source: str) -> tuple[str, str]:
    found = re.fullmatch(r"(<svg [^>]*>)(.*)</svg>\s*", source, re.DOTALL)
    if found is None:
        raise ValueError(f"{_FACE.name} is not a plain SVG")
    return found[1], found[2]
