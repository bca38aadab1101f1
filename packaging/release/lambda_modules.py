"""Which of the program's own files the functions on AWS import, found without importing them."""

import ast
from collections.abc import Iterator
from pathlib import Path

HANDLERS = (
    "kiosk.backend.build.lambda_function",
    "kiosk.backend.build.lambda_cleaning",
    "kiosk.backend.stores.aws.rotation",
)
"""Modules that AWS Lambda imports."""


def files(root: Path, modules: tuple[str, ...] = HANDLERS) -> tuple[Path, ...]:
    """Every file of the package `kiosk` below `root` that these modules import, and what those import, sorted."""
    found: set[Path] = set()
    waiting = [path for name in modules for path in _files_of(root, name)]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting += [each for name in _imported(path) for each in _files_of(root, name)]
    return tuple(sorted(found))


def _files_of(root: Path, name: str) -> Iterator[Path]:
    """The module's file and those of the packages that it lies in; nothing for what is no module of the program."""
    parts = name.split(".")
    if parts[0] != "kiosk":
        return
    for depth in range(1, len(parts) + 1):
        place = root.joinpath(*parts[:depth])
        yield from (path for path in (place / "__init__.py", place.with_suffix(".py")) if path.is_file())


def _imported(path: Path) -> Iterator[str]:
    """Wherever in the file: what a function imports when it runs must be there as well."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
