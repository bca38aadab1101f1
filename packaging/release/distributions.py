"""The Python distributions that the program is made of, as the hashed requirements and the environment know them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution, distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from release.layout import PACKAGING

REQUIREMENTS = PACKAGING / "requirements.txt"
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Pin:
    """A line of the hashed requirements that applies to this system."""

    name: str
    version: str
    sha256: tuple[str, ...]
    """Of each of its wheels."""

    @property
    def installed(self) -> Distribution:
        """The distribution itself; raises PackageNotFoundError."""
        return distribution(self.name)


def pins(requirements: Path = REQUIREMENTS) -> dict[str, Pin]:
    """Every distribution that the program needs on this system, by its canonical name."""
    text = requirements.read_text(encoding="utf-8").replace("\\\n", " ")
    lines = (line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#"))
    found = (_pin(line) for line in lines)
    return {canonicalize_name(pin.name): pin for pin in found if pin is not None}


def _pin(line: str) -> Pin | None:
    requirement = Requirement(line.split("--hash", 1)[0].strip())
    if requirement.marker is not None and not requirement.marker.evaluate():
        return None
    (specifier,) = requirement.specifier
    return Pin(requirement.name, specifier.version, tuple(_HASH.findall(line)))


def owners() -> dict[str, str]:
    """Canonical name of the distribution that a file belongs to, by its path below site-packages."""
    found = {}
    for each in distributions():
        # Every look at the name reads all of its metadata.
        name = str(canonicalize_name(each.name))
        found.update({file.as_posix(): name for file in each.files or ()})
    return found


def owner_of_module(module: str, owned: dict[str, str]) -> str | None:
    """The distribution that a module with a dotted name comes from; None for the standard library and the kiosk."""
    base = module.replace(".", "/")
    return next((owned[path] for path in _places(base) if path in owned), None)


def _places(base: str) -> Iterable[str]:
    return (f"{base}.py", f"{base}/__init__.py", f"{base}.pyi")
