"""Where the text of a distribution's licence is found: beside it, or with another that carries the same."""

import re
from importlib.metadata import Distribution, distribution
from pathlib import Path

from release import licences
from release.layout import ROOT

_NAMES = re.compile(r"(licen[cs]e|copying|notice)", re.IGNORECASE)
_LGPL_3 = re.compile(
    r" *GNU LESSER GENERAL PUBLIC LICENSE\s+Version 3.*?to choose that version for the\s+Library\.", re.S
)
_GPL_3 = re.compile(r" *GNU GENERAL PUBLIC LICENSE\s+Version 3.*?END OF TERMS AND CONDITIONS", re.S)
_MIT = re.compile(r"Permission is hereby granted, free of charge.*?DEALINGS IN\s+THE\s+SOFTWARE\.", re.S)


class TextMissing(Exception):
    """The text of a licence is nowhere to be found."""


def texts(of: Distribution) -> list[str]:
    """Every licence and notice of a distribution; raises TextMissing."""
    own = [_read(of, path) for path in _paths(of)]
    if own:
        return own
    return [_standard(licences.expression(of), of)]


def lgpl_3() -> str:
    """LGPL 3 with the GPL 3 that it adds to; OpenCV's and NumPy's wheels carry the texts."""
    lesser = _found(_LGPL_3, "opencv-python-headless")
    return f"{lesser}\n\n{_found(_GPL_3, 'numpy')}"


def _paths(of: Distribution) -> list[str]:
    """Beside its metadata, or else right in its package."""
    named = sorted(file.as_posix() for file in of.files or () if _NAMES.search(file.name))
    beside = [path for path in named if ".dist-info/" in path]
    return beside or [path for path in named if path.count("/") == 1 and not path.endswith(".py")]


def _read(of: Distribution, path: str) -> str:
    return Path(str(of.locate_file(path))).read_text(encoding="utf-8", errors="replace").strip()


def _standard(expression: str, of: Distribution) -> str:
    if expression == "Apache-2.0":
        return (ROOT / "LICENSE").read_text(encoding="utf-8").strip()
    if "LGPL-3.0-only" in expression:
        return lgpl_3()
    if expression == "MIT":
        author = licences.metadata(of, "Author-email") or licences.metadata(of, "Author") or "the authors"
        return f"Copyright (c) {author}\n\n{_found(_MIT, 'pyjwt')}"
    raise TextMissing(f"{of.name}: no text of {expression}, neither beside it nor elsewhere")


def _found(pattern: re.Pattern[str], carrier: str) -> str:
    of = distribution(carrier)
    for path in _paths(of):
        match = pattern.search(_read(of, path))
        if match is not None:
            return match[0]
    raise TextMissing(f"{carrier} no longer carries the text that begins {pattern.pattern[:40]}")
