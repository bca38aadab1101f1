"""The workflows that check and release: valid, without known weaknesses, and nothing is published untested."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from ruamel.yaml import YAML

import make
from release.layout import ROOT

FOLDER = ROOT / ".github" / "workflows"
WORKFLOWS = sorted(FOLDER.glob("*.yml"))
PINNED = re.compile(r"uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")
Job = dict[str, Any]


def _load(name: str) -> dict[str, Any]:
    return dict(YAML(typ="safe").load((FOLDER / name).read_text(encoding="utf-8")))


RELEASE = _load("release.yml")
JOBS: dict[str, Job] = RELEASE["jobs"]


def _tool(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


def _steps() -> Iterator[tuple[str, dict[str, Any]]]:
    return ((name, step) for name, job in JOBS.items() for step in job["steps"])


def test_they_follow_the_schema() -> None:
    command = [_tool("check-jsonschema"), "--builtin-schema", "vendor.github-workflows", *map(str, WORKFLOWS)]
    checked = subprocess.run(command, capture_output=True, text=True)

    assert checked.returncode == 0, checked.stdout


def test_they_have_no_known_weakness() -> None:
    command = [_tool("zizmor"), "--offline", "--persona", "auditor", "--no-progress", str(FOLDER)]
    checked = subprocess.run(command, capture_output=True, text=True)

    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_by_hash_with_its_version(path: Path) -> None:
    uses = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if "uses:" in line]

    assert uses
    assert [line for line in uses if not PINNED.search(line)] == []


def test_one_action_has_one_hash() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in WORKFLOWS)
    pins = set(re.findall(r"uses: ([\w/-]+)@([0-9a-f]{40}) # (v\S+)", text))

    assert len(pins) == len({name for name, _, _ in pins})


def _needed(job: str) -> set[str]:
    needs = JOBS[job].get("needs", [])
    direct = {needs} if isinstance(needs, str) else set(needs)
    return direct.union(*(_needed(each) for each in direct))


def test_publishing_needs_every_other_job_and_no_job_skips_failures() -> None:
    assert _needed("publish") == JOBS.keys() - {"publish"}
    assert not any("if" in job or job.get("continue-on-error") for job in JOBS.values())
    assert not any(step.get("continue-on-error") or "always()" in str(step.get("if", "")) for _, step in _steps())


def test_all_systems_are_built_and_each_bundle_is_tried() -> None:
    builds = JOBS["bundle"]["strategy"]["matrix"]["include"]

    assert {(build["system"], build["machine"]) for build in builds} == {
        ("linux", "x86_64"),
        ("windows", "x86_64"),
        ("macos", "arm64"),
        ("macos", "x86_64"),
    }
    (trial,) = [step for step in JOBS["bundle"]["steps"] if "make.py check" in step.get("run", "")]
    assert "if" not in trial


def test_only_publishing_may_write_and_nothing_is_allowed_by_default() -> None:
    assert RELEASE["permissions"] == {}
    for name, job in JOBS.items():
        writes = {scope for scope, right in job["permissions"].items() if right == "write"}
        assert writes == ({"contents", "id-token", "attestations"} if name == "publish" else set())
        assert job["timeout-minutes"] <= 120


def test_secrets_are_in_jobs_with_a_protected_environment_and_steps_that_can_be_left_out() -> None:
    for name, step in _steps():
        if "secrets." in str(step):
            assert JOBS[name]["environment"] == "signing"
            assert step["if"].startswith("vars.SIGN_")


def test_scripts_hold_no_expressions() -> None:
    assert [step["name"] for _, step in _steps() if "${{" in step.get("run", "")] == []


def test_commands_exist_with_their_options() -> None:
    root = typer.main.get_command(make.app)
    called = [line for _, step in _steps() for line in step.get("run", "").splitlines() if "make.py" in line]

    assert called
    for line in called:
        command: Any = root
        words = shlex.split(line.split("make.py", 1)[1])
        while words and not words[0].startswith("-"):
            command = command.commands[words.pop(0)]
        known = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= known, line


def test_files_that_scripts_call_exist() -> None:
    called = {word for _, step in _steps() for word in step.get("run", "").split() if "/" in word and "$" not in word}
    ours = {word for word in called if word.startswith(("packaging/", ".ci/"))}

    assert {word for word in ours if not (ROOT / word).is_file()} == set()


def test_the_draft_is_published_by_hand() -> None:
    (draft,) = [step for step in JOBS["publish"]["steps"] if "gh release create" in step.get("run", "")]

    assert "--draft" in draft["run"] and "--verify-tag" in draft["run"]
