"""The accessibility conformance report names its tests, and they are there."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REPORT = ROOT / "packaging" / "accessibility.md"
VERDICTS = {"supports", "partly", "not supported", "not evaluated", "installation"}


def rows() -> Iterator[list[str]]:
    for line in REPORT.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("|") and len(cells) == 4 and cells[0] not in ("clause", "criterion", "---"):
            yield cells


def verdict_of(cells: list[str]) -> str:
    return next(cell for cell in cells[1:3] if cell in VERDICTS)


@cache
def names_in(path: Path) -> frozenset[str]:
    tree = ast.parse(path.read_text("utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_every_row_has_a_verdict() -> None:
    assert len(list(rows())) > 50
    for cells in rows():
        assert verdict_of(cells), cells


def test_whatever_is_claimed_names_a_test() -> None:
    for cells in rows():
        claimed = verdict_of(cells) in ("supports", "partly")
        assert bool(re.search(r"`tests/[^`]+::test_", cells[3])) is claimed, cells


def test_every_test_that_is_named_is_there() -> None:
    for cells in rows():
        for path, name in re.findall(r"`(tests/[^`:]+)::(\w+)`", cells[3]):
            assert name in names_in(ROOT / path), f"{path}::{name}"
