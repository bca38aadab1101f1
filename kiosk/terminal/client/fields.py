"""Strict reading of single fields of what a backend answers; each raises BackendResponseInvalid."""

import re
from typing import NoReturn

from kiosk.contract.message import Json
from kiosk.errors import BackendResponseInvalid


def odd(name: str) -> NoReturn:
    """Raises BackendResponseInvalid for a field of this name."""
    raise BackendResponseInvalid(f"{name} is missing or not as agreed")


def integer(value: object, name: str) -> int:
    """A whole number, and no truth value."""
    if not isinstance(value, int) or isinstance(value, bool):
        odd(name)
    return value


def positive(body: Json, name: str) -> int:
    """The whole number above 0 with this name."""
    value = integer(body.get(name), name)
    return value if 0 < value < 2**53 else odd(name)


def percent(body: Json, name: str) -> int:
    """The whole number from 0 to 100 with this name."""
    value = integer(body.get(name), name)
    return value if 0 <= value <= 100 else odd(name)


def sequence(value: object, name: str) -> int:
    """A whole number from 0 on."""
    found = integer(value, name)
    return found if 0 <= found < 2**53 else odd(name)


def text(body: Json, name: str, pattern: re.Pattern[str]) -> str:
    """The text with this name, of this form."""
    value = body.get(name)
    return value if isinstance(value, str) and pattern.fullmatch(value) else odd(name)


def items(body: Json, name: str) -> list[object]:
    """The list with this name; none when it is missing."""
    value = body.get(name)
    if value is None:
        return []
    return value if isinstance(value, list) else odd(name)


def texts(body: Json, name: str) -> list[str]:
    """The texts with this name; none when they are missing."""
    found = [each for each in items(body, name) if isinstance(each, str)]
    return found if len(found) == len(items(body, name)) else odd(name)


def number(value: object, name: str) -> float:
    """A finite number."""
    if not isinstance(value, int | float) or isinstance(value, bool) or abs(value) > 1e300:
        odd(name)
    return float(value)


def score(value: object, name: str) -> float:
    """A number from 0 to 100."""
    found = number(value, name)
    return found if 0.0 <= found <= 100.0 else odd(name)


def flag(body: Json, name: str) -> bool:
    """The truth value with this name."""
    value = body.get(name)
    return value if isinstance(value, bool) else odd(name)


def part(value: object, name: str) -> Json:
    """An object."""
    return value if isinstance(value, dict) else odd(name)
