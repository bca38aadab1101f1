"""The licence notices that accompany the program: our page on duties, then every licence in full."""

import sys
import sysconfig
from importlib.metadata import Distribution
from pathlib import Path

from release import distributions, licence_texts, licences
from release.layout import PACKAGING

PAGE = PACKAGING / "licences.md"
_RULE = "=" * 100


def write(out_path: Path) -> Path:
    """Write one text file for this system; raises NotAllowed or TextMissing rather than leave anything out."""
    pins = distributions.pins()
    chapters = [chapter(pin.installed) for _, pin in sorted(pins.items())]
    chapters.append(_chapter("Python", sys.version.split()[0], "PSF-2.0", [python_licence()]))
    out_path.parent.mkdir(parents=True, exist_ok=True)
    out_path.write_text("".join([PAGE.read_text(encoding="utf-8"), *chapters]), encoding="utf-8", newline="\n")
    return out_path


def chapter(of: Distribution) -> str:
    """Name, version, licence and all texts of one distribution."""
    return _chapter(of.name, of.version, licences.require_allowed(of), licence_texts.texts(of))


def _chapter(name: str, version: str, expression: str, texts: list[str]) -> str:
    return f"\n{_RULE}\n{name} {version}\n{expression}\n{_RULE}\n\n" + "\n\n".join(texts) + "\n"


def python_licence() -> str:
    """Python's own licence, which lies where this Python was installed."""
    places = [Path(folder) / "LICENSE.txt" for folder in (sysconfig.get_path("stdlib"), sys.base_prefix)]
    for place in places:
        if place.is_file():
            return place.read_text(encoding="utf-8").strip()
    raise licence_texts.TextMissing(f"Python's licence is in none of {', '.join(map(str, places))}")
