"""A fresh clone installs what was tested and is shipped, whatever has come out since."""

import os
import re
import tomllib
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name

from release import pinning, resolution

PROJECT = resolution.PROJECT.read_text(encoding="utf-8")
MEND = "run `uv run --all-groups python packaging/make.py pin` and commit what it writes"


def test_a_fresh_resolution_is_what_was_tested(tmp_path: Path) -> None:
    try:
        found = resolution.resolve(PROJECT, cache=tmp_path)
    except resolution.ResolutionFailed as error:
        if "CI" in os.environ or "failed to fetch" not in str(error).lower():
            raise
        pytest.skip("no package registry can be reached")

    for path, text in found.items():
        different = resolution.changes(path.read_text(encoding="utf-8"), text)
        assert not different, f"{path.name} is not what a fresh clone installs ({different}): {MEND}"


@pytest.mark.parametrize(
    ("export", "key"),
    [
        (resolution.EVERYTHING, "constraint-dependencies"),
        (resolution.BUILD_BACKEND, "build-constraint-dependencies"),
    ],
    ids=lambda value: getattr(value, "stem", value),
)
def test_the_constraints_are_the_exports(export: Path, key: str) -> None:
    exported = resolution.constraints(export.read_text(encoding="utf-8"))

    missing = set(exported) ^ set(pinning.held_constraints(PROJECT, key))
    assert not missing, f"{key} of pyproject.toml and {export.name} differ in {sorted(missing)}: {MEND}"


def test_whatever_is_held_is_asked_for() -> None:
    asked = set(re.findall(r'"([A-Za-z0-9._-]+==[^ ;"]+)', PROJECT[: PROJECT.index("[tool.kiosk]")]))

    assert set(tomllib.loads(PROJECT)["tool"]["kiosk"]["held"]) <= asked


@pytest.mark.parametrize("path", pinning.INSTALL_UV, ids=lambda path: path.name)
def test_uv_is_installed_in_the_version_that_resolved(path: Path) -> None:
    installs = re.findall(r"pip install (?:--\S+ )*(uv\S*)", path.read_text(encoding="utf-8"))

    assert set(installs) <= {f"uv=={pinning.required_uv(PROJECT)}"}


def test_two_exports_are_compared_by_versions_and_not_by_the_files_of_a_version() -> None:
    before = "one==1 \\\n    --hash=sha256:00\n    # via two\ntwo==2 ; sys_platform == 'win32'\nthree==3\n"
    after = "one==1 \\\n    --hash=sha256:00 \\\n    --hash=sha256:11\ntwo==2.1\nfour==4\n"

    assert list(map(str, resolution.changes(before, after))) == ["four none -> 4", "three 3 -> none", "two 2 -> 2.1"]


def test_a_constraint_has_a_marker_where_systems_have_versions_of_their_own() -> None:
    export = "one==1 ; sys_platform == 'linux'\none==2 ; sys_platform == 'win32'\ntwo==3 ; sys_platform == 'win32'\n"

    assert resolution.constraints(export) == [
        "one==1 ; sys_platform == 'linux'",
        "one==2 ; sys_platform == 'win32'",
        "two==3",
    ]


def test_versions_that_do_not_go_together_are_said_and_nothing_is_written(tmp_path: Path) -> None:
    impossible = PROJECT.replace('"numpy==1.26.4",', '"numpy==2.0.0",')

    with pytest.raises(resolution.ResolutionFailed, match="numpy"):
        resolution.resolve(impossible)


def test_direct_dependencies_are_found_by_name() -> None:
    found = pinning.direct(PROJECT)

    assert found["moto"] and found["hatchling"] and found["boto3"]
    assert all(name == canonicalize_name(name) for name in found)
