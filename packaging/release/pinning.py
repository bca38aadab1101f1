"""The version of everything that is installed: held by constraints in pyproject.toml, exported with hashes.

A lock file of uv's would name the host of each file, so that none is committed. What it would hold stands in the
exports, and the constraints make every fresh resolution end there.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from release.layout import ROOT
from release.resolution import (
    BUILD_BACKEND,
    EVERYTHING,
    PROJECT,
    Change,
    ResolutionFailed,
    changes,
    constraints,
    newest,
    resolve,
    versions,
)

INSTALL_UV = (ROOT / "README.md", ROOT / ".ci" / "run", *sorted((ROOT / ".github" / "workflows").glob("*.yml")))
"""The files that say with which version of uv to begin."""
_DIRECT = re.compile(r'"(?P<name>[A-Za-z0-9._-]+)(?:\[[^\]"]*\])?==(?P<version>[^ ;"]+)')


def pin(free: Iterable[str] = ()) -> list[Change]:
    """Write constraints and exports for the direct dependencies as they stand, and return what changed.

    Everything else keeps its version but for the names in `free`. Raises ResolutionFailed, with nothing written.
    """
    project = PROJECT.read_text(encoding="utf-8")
    moving = {canonicalize_name(name) for name in (*free, *direct(project))}
    held = [one for one in held_constraints(project) if canonicalize_name(Requirement(one).name) not in moving]
    return _write(_with_list(project, "constraint-dependencies", held))


def upgrade() -> list[Change]:
    """Move every version forward that `tool.kiosk.held` does not hold, write all, and return what changed.

    Raises ResolutionFailed, with nothing written.
    """
    project = PROJECT.read_text(encoding="utf-8")
    _require_newest_uv(required_uv(project))
    return _write(_with_newest(project))


def direct(project: str) -> dict[str, str]:
    """Return the version of each direct dependency and of the build backend, by name."""
    return {canonicalize_name(match["name"]): match["version"] for match in _DIRECT.finditer(_head(project))}


def held_constraints(project: str, key: str = "constraint-dependencies") -> list[str]:
    """Return the constraints that stand in a pyproject.toml."""
    return list(tomllib.loads(project)["tool"]["uv"].get(key, []))


def required_uv(project: str) -> str:
    """Return the version of uv that the project was resolved with."""
    return str(tomllib.loads(project)["tool"]["uv"]["required-version"]).removeprefix(">=")


def _require_newest_uv(version: str) -> None:
    if (there := newest("uv")) != version:
        raise ResolutionFailed(
            f"uv {there} is out. First put it in the place of {version} in required-version of pyproject.toml and in "
            f"{', '.join(path.relative_to(ROOT).as_posix() for path in INSTALL_UV)}, and install it."
        )


def _head(project: str) -> str:
    """Return what stands before uv's own table: dependencies, extras, groups and the build backend."""
    return project[: project.index("[tool.uv]")]


def _with_list(project: str, key: str, values: Sequence[str]) -> str:
    lines = "".join(f'    "{value}",\n' for value in values)
    written, found = re.subn(rf"(?m)^{key} = \[[^\]]*\]", lambda _: f"{key} = [\n{lines}]", project, count=1)
    if not found:
        raise ResolutionFailed(f"{PROJECT.name} has no list named {key}")
    return written


def _with_newest(project: str) -> str:
    """Return the project unconstrained, with the newest versions of direct dependencies that go with each other."""
    held = set(tomllib.loads(project)["tool"]["kiosk"]["held"])
    free = _with_list(_with_list(project, "constraint-dependencies", ()), "build-constraint-dependencies", ())
    head = _head(free)

    def relax(match: re.Match[str]) -> str:
        return match[0] if _pinned(match) in held else match[0].replace("==", ">=")

    exports = resolve(_DIRECT.sub(relax, head) + free[len(head) :])
    found = versions(exports[EVERYTHING]) | versions(exports[BUILD_BACKEND])

    def move(match: re.Match[str]) -> str:
        version = found[canonicalize_name(match["name"])]
        # Where systems have versions of their own, somebody has to look.
        return match[0] if _pinned(match) in held or ", " in version else match[0].replace(match["version"], version)

    return _DIRECT.sub(move, head) + free[len(head) :]


def _pinned(match: re.Match[str]) -> str:
    return f"{match['name']}=={match['version']}"


def _write(project: str) -> list[Change]:
    """Resolve, hold what came out, resolve again as a newcomer would, and only then write."""
    found = resolve(project)
    project = _with_list(project, "constraint-dependencies", constraints(found[EVERYTHING]))
    project = _with_list(project, "build-constraint-dependencies", constraints(found[BUILD_BACKEND]))
    exports = resolve(project)
    changed = []
    for path, text in exports.items():
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        changed += [change for change in changes(before, text) if change not in changed]
        path.write_text(text, encoding="utf-8", newline="\n")
    PROJECT.write_text(project, encoding="utf-8", newline="\n")
    return changed
