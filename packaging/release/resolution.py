"""What uv resolves for a pyproject.toml where nothing was resolved before, as exports with hashes."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from release.lambda_package import PLATFORMS, RUNTIME
from release.layout import PACKAGING, ROOT

PROJECT = ROOT / "pyproject.toml"
PROGRAM, EVERYTHING = PACKAGING / "requirements.txt", PACKAGING / "requirements-release.txt"
BUILD_BACKEND, FUNCTION = PACKAGING / "requirements-build.txt", PACKAGING / "aws" / "requirements.txt"
EXPORTS = (PROGRAM, EVERYTHING, BUILD_BACKEND, FUNCTION)
_FUNCTION_WANTS = PACKAGING / "aws" / "requirements.in"
_EXPORT = ("export", "--frozen", "--no-emit-project", "--no-header")
_COMPILE = ("pip", "compile", "-", "--no-config", "--generate-hashes", "--no-header", "--no-annotate")
_NOT_HANDED_ON = frozenset({"VIRTUAL_ENV", "UV_CONSTRAINT", "UV_FROZEN", "UV_LOCKED", "UV_NO_SYNC", "UV_OVERRIDE"})
"""What whoever runs this may have set, and a newcomer has not."""


class ResolutionFailed(Exception):
    """uv found no set of versions, or no registry; its own words are the message."""


@dataclass(frozen=True, slots=True)
class Change:
    """A distribution that two exports have in different versions; an empty version where it is missing."""

    name: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.name} {self.before or 'none'} -> {self.after or 'none'}"


def resolve(project: str, cache: Path | None = None) -> dict[Path, str]:
    """Resolve the text of a pyproject.toml, and return the text of every export by its path.

    With a `cache` that is empty, nothing that this machine has seen plays a part. Raises ResolutionFailed.
    """
    with tempfile.TemporaryDirectory() as folder:
        run = _Uv(Path(folder), _environment(cache))
        _lay_out(run.folder, project)
        run("lock")
        everything = run(*_EXPORT, "--all-extras", "--all-groups")
        return {
            PROGRAM: run(*_EXPORT, "--no-default-groups"),
            EVERYTHING: everything,
            BUILD_BACKEND: _resolve_build_backend(run, project),
            FUNCTION: _resolve_function(run, everything),
        }


def newest(name: str) -> str:
    """Return the newest version of a distribution; raises ResolutionFailed."""
    with tempfile.TemporaryDirectory() as folder:
        return versions(_Uv(Path(folder), _environment(None))(*_COMPILE, stdin=name))[name]


def changes(before: str, after: str) -> list[Change]:
    """Compare two exports by names and versions.

    Hashes may differ: a registry takes further files of a version that is long out, and those that were tested stay.
    """
    old, new = versions(before), versions(after)
    names = sorted(old.keys() | new.keys())
    return [Change(name, old.get(name, ""), new.get(name, "")) for name in names if old.get(name) != new.get(name)]


def constraints(export: str) -> list[str]:
    """Return a requirement for each line of an export, with its marker where a name stands there more than once."""
    found = _requirements(export)
    names = [requirement.name for requirement in found]
    return sorted(_constraint(one, alone=names.count(one.name) == 1) for one in found)


def versions(export: str) -> dict[str, str]:
    """Return the version of each distribution in an export; several with commas where systems have their own."""
    found: dict[str, list[str]] = {}
    for requirement in _requirements(export):
        found.setdefault(canonicalize_name(requirement.name), []).append(str(requirement.specifier).removeprefix("=="))
    return {name: ", ".join(sorted(several)) for name, several in found.items()}


@dataclass(frozen=True, slots=True)
class _Uv:
    """uv, run in a folder of its own."""

    folder: Path
    environment: Mapping[str, str]

    def __call__(self, *words: str, stdin: str = "") -> str:
        done = subprocess.run(  # noqa: S603
            ["uv", *words, "--quiet"],  # noqa: S607
            cwd=self.folder,
            env=dict(self.environment),
            input=stdin,
            capture_output=True,
            encoding="utf-8",
        )
        if done.returncode:
            raise ResolutionFailed(done.stderr.strip())
        return done.stdout


def _environment(cache: Path | None) -> dict[str, str]:
    environment = {name: value for name, value in os.environ.items() if name not in _NOT_HANDED_ON}
    return environment | ({"UV_CACHE_DIR": str(cache)} if cache else {}) | {"UV_PYTHON": sys.executable}


def _lay_out(folder: Path, project: str) -> None:
    (folder / "kiosk").mkdir()
    (folder / "resources").mkdir()
    (folder / PROJECT.name).write_text(project, encoding="utf-8")
    for name in ("README.md", "LICENSE", "kiosk/__init__.py"):
        shutil.copyfile(ROOT / name, folder / name)


def _resolve_build_backend(run: _Uv, project: str) -> str:
    read = tomllib.loads(project)
    held = run.folder / "build-constraints.txt"
    held.write_text("\n".join(read["tool"]["uv"].get("build-constraint-dependencies", ())), encoding="utf-8")
    words = (*_COMPILE, "--constraint", held.name, "--python-version", "3.11", "--universal")
    return run(*words, stdin="\n".join(read["build-system"]["requires"]))


def _resolve_function(run: _Uv, everything: str) -> str:
    held = run.folder / "constraints.txt"
    held.write_text("\n".join(constraints(everything)), encoding="utf-8")
    python = ("--python-version", RUNTIME, "--python-platform", PLATFORMS["arm64"])
    wants = _FUNCTION_WANTS.read_text(encoding="utf-8")
    return run(*_COMPILE, "--constraint", held.name, *python, stdin=wants)


def _constraint(one: Requirement, *, alone: bool) -> str:
    # Single quotes go into TOML as they are.
    return f"{one.name}{one.specifier}" + ("" if alone else f" ; {one.marker}".replace('"', "'"))


def _requirements(export: str) -> list[Requirement]:
    return [Requirement(line) for line in re.findall(r"^[A-Za-z0-9][^\\\n]*", export, re.MULTILINE)]
