"""A reason that ends a flow is declared; none is only spelled out where it is found."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.domain.identity.step_reason import StepReason
from kiosk.errors import KioskError

PACKAGE = Path(__file__).resolve().parents[4] / "kiosk"
WHERE_ATTEMPTS_END = ("backend/attempts", "backend/flows", "backend/kyc", "domain/identity", "terminal/session")
CODE = re.compile(r"[A-Z]{3,}(_[A-Z]+)+|CANCELLED")


def codes_spelled_out(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
            yield node.value


def error_codes(base: type[KioskError] = KioskError) -> Iterator[str]:
    yield base.code
    for kind in base.__subclasses__():
        yield from error_codes(kind)


@pytest.mark.parametrize("room", WHERE_ATTEMPTS_END)
def test_no_reason_is_spelled_out_where_attempts_end(room: str) -> None:
    """Whoever wants a new one declares it, and then the catalogue of words has to have advice for it."""
    files = [path for path in (PACKAGE / room).rglob("*.py") if path.name not in ("step_reason.py", "records.py")]
    assert files
    spelled = {(path.name, code) for path in files for code in codes_spelled_out(path)}
    assert {(name, code) for name, code in spelled if code not in set(error_codes()) - set(StepReason)} == set()


def test_a_reason_is_spelled_like_its_name() -> None:
    assert all(each.name == each.value for each in StepReason)
