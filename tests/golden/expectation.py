"""Golden files: what others rely on, written down, so that a change of it by accident fails a test."""

import difflib
import json
import os
from pathlib import Path
from typing import Final

import pytest

EXPECTED: Final = Path(__file__).parent / "expected"
REWRITE: Final = "GOLDEN_REWRITE"
"""Set in the environment by `python -m tests.golden`."""
COMMAND: Final = "uv run --group test python -m tests.golden"


def expect(name: str, text: str) -> None:
    """Fail unless the file of this name says the same; write it instead when that is what was asked for."""
    path, text = EXPECTED / name, text.rstrip("\n") + "\n"
    if os.environ.get(REWRITE):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        return
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    if before != text:
        pytest.fail(_complaint(name, before, text), pytrace=False)


def expect_json(name: str, value: object, *, ordered: bool = False) -> None:
    """The same for a value; `ordered` when the order of names belongs to what is promised."""
    expect(name, json.dumps(value, indent=2, ensure_ascii=False, sort_keys=not ordered))


def expected(name: str) -> str:
    """What the file says."""
    return (EXPECTED / name).read_text(encoding="utf-8")


def _complaint(name: str, before: str, now: str) -> str:
    changes = difflib.unified_diff(before.splitlines(), now.splitlines(), "expected", "now", lineterm="", n=2)
    return "\n".join(
        [
            f"tests/golden/expected/{name} no longer says what the program does, and others rely on it.",
            f"If the change is on purpose, `{COMMAND}` writes the files anew; read the difference before committing.",
            *changes,
        ]
    )
