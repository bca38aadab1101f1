"""Under which licences the program's distributions stand, and which of those are acceptable."""

from functools import cache
from importlib.metadata import Distribution

from license_expression import AND, LicenseExpression, LicenseSymbol, Licensing, get_spdx_licensing
from packaging.utils import canonicalize_name

ALLOWED = frozenset(
    {
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "BSL-1.0",
        "CC0-1.0",
        "HPND",
        "ISC",
        "LGPL-3.0-only",
        "MIT",
        "MIT-0",
        "MIT-CMU",
        "MPL-2.0",
        "OFL-1.1",
        "PSF-2.0",
        "Zlib",
    }
)
"""What a bank may be given inside a product; see packaging/licences.md for the duties of each."""

_SPELLED_OTHERWISE = {
    "backports-tarfile": "MIT",
    "colorama": "BSD-3-Clause",
    "contourpy": "BSD-3-Clause",
    "cycler": "BSD-3-Clause",
    "dlib-bin": "BSL-1.0",
    "face-recognition-models": "CC0-1.0",
    "flatbuffers": "Apache-2.0",
    "jaraco-classes": "MIT",
    "kiwisolver": "BSD-3-Clause",
    "markdown-it-py": "MIT",
    "matplotlib": "PSF-2.0",
    "mdurl": "MIT",
    "mediapipe": "Apache-2.0",
    "numpy": "BSD-3-Clause",
    "onnxruntime": "MIT",
    "opencv-python-headless": "Apache-2.0",
    "protobuf": "BSD-3-Clause",
    "python-dateutil": "Apache-2.0 OR BSD-3-Clause",
    "rich": "MIT",
    "segno": "BSD-3-Clause",
    "shellingham": "ISC",
}
"""For distributions whose metadata holds a licence's text or nickname; read in the distributions themselves."""


class NotAllowed(Exception):
    """A distribution has no licence that is known, or only ones that are not on the list."""


def expression(of: Distribution) -> str:
    """The licence as an SPDX expression; raises NotAllowed when it is not known."""
    name = str(canonicalize_name(of.name))
    found = metadata(of, "License-Expression") or _SPELLED_OTHERWISE.get(name) or metadata(of, "License")
    if not found or not _spdx().validate(found).normalized_expression:
        raise NotAllowed(f"{name}: the licence {found!r} is none that SPDX knows; read it and add it to licences.py")
    return found


def metadata(of: Distribution, field: str) -> str | None:
    """A field of a distribution's metadata, if it has it."""
    return of.metadata[field] if field in of.metadata else None  # noqa: SIM401 (Python 3.11 declares no `get`)


def require_allowed(of: Distribution) -> str:
    """The expression, if the product may be given away under it; raises NotAllowed."""
    found = expression(of)
    if not _is_allowed(_spdx().parse(found)):
        raise NotAllowed(f"{of.name}: {found} is not on the list of licences in licences.py")
    return found


def _is_allowed(node: LicenseExpression) -> bool:
    if isinstance(node, LicenseSymbol):
        return node.key in ALLOWED
    verdicts = [_is_allowed(part) for part in node.args]
    return all(verdicts) if isinstance(node, AND) else any(verdicts)


@cache
def _spdx() -> Licensing:
    return get_spdx_licensing()
