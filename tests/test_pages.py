"""What the pages of the repository point at is there."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.attack.registry import ATTACKS

ROOT = Path(__file__).resolve().parents[1]
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FILE = re.compile(r"`((?:kiosk|tests|packaging|resources)/[\w./-]+)`")
TEST = re.compile(r"`(tests/[\w./-]+\.py)::(\w+)`")
SUITE = re.compile(r"\bsuite, ([a-z]+(?:, [a-z]+)*(?: and [a-z]+)?)")
THREAT_MODEL = ROOT / "kiosk" / "backend" / "threat-model.md"
CODE = re.compile(r"(?ms)^```.*?^```$")


def _pages() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "*.md"], cwd=ROOT, capture_output=True, text=True)
    return [ROOT / name for name in listed.stdout.split()]


def _anchors(page: Path) -> set[str]:
    """As GitHub makes them of headings."""
    headings = re.findall(r"(?m)^#+ (.+)$", CODE.sub("", page.read_text(encoding="utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _missing(page: Path) -> Iterator[str]:
    text = CODE.sub("", page.read_text(encoding="utf-8"))
    for link in LINK.findall(text):
        name, _, anchor = link.partition("#")
        if "://" in name:
            continue
        target = (page.parent / name).resolve() if name else page
        if not target.exists() or (anchor and anchor not in _anchors(target)):
            yield link
    yield from (name for name in FILE.findall(text) if not (ROOT / name).exists())


@pytest.mark.parametrize("page", _pages(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_everything_that_a_page_points_at_is_there(page: Path) -> None:
    assert list(_missing(page)) == []


@pytest.mark.parametrize("page", _pages(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_test_that_a_page_names_is_there(page: Path) -> None:
    named = set(TEST.findall(page.read_text(encoding="utf-8")))
    missing = {
        f"{file}::{name}"
        for file, name in named
        if not (ROOT / file).is_file() or f"def {name}(" not in (ROOT / file).read_text(encoding="utf-8")
    }
    assert missing == set()


def test_every_threat_names_what_holds_it_and_every_attack_exists() -> None:
    lines = THREAT_MODEL.read_text(encoding="utf-8").partition("## What holds it back")[2].splitlines()
    rows = [line for line in lines if line.startswith("| ") and not line.startswith("| threat |")]
    assert len(rows) > 40
    assert [row for row in rows if not TEST.search(row) and "suite, " not in row and "by hand: " not in row] == []
    attacks = {name for row in rows for told in SUITE.findall(row) for name in re.split(", | and ", told)}
    assert attacks == set(ATTACKS)
