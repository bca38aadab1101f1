"""JSON as RFC 8259 and RFC 7493 have it, from whoever: what two readers might read differently is no JSON here."""

import json
import math
from typing import NoReturn

MAX_DEPTH = 32
"""Of lists and objects in each other; no message has more than five."""
MAX_NUMBER_CHARS = 64
"""Longer whole numbers take time that grows with the square of their length."""


def parse_json(text: bytes) -> object:
    """The value of a JSON text in UTF-8.

    Raises ValueError for anything else, and for names given twice in one object, numbers that no float holds, half of a
    surrogate pair, and what is nested too deeply.
    """
    try:
        parsed = json.loads(
            text.decode("utf-8-sig"),
            object_pairs_hook=_without_repeats,
            parse_constant=_refuse,
            parse_float=_finite,
            parse_int=_whole,
        )
        _check(parsed)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    return parsed


def is_well_formed(text: str) -> bool:
    """Return True unless there is half of a surrogate pair in it, which is no text and cannot be written."""
    return text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text)


def _check(parsed: object) -> None:
    level: list[object] = [parsed]
    depth = 0
    while level:
        if depth > MAX_DEPTH:
            raise ValueError("nested too deeply")
        if not all(is_well_formed(value) for value in level if isinstance(value, str)):
            raise ValueError("half of a surrogate pair")
        lists = (value for value in level if isinstance(value, list))
        objects = [value for value in level if isinstance(value, dict)]
        level = [item for each in lists for item in each]
        level += [item for each in objects for pair in each.items() for item in pair]
        depth += 1


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name is given twice")
    return found


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


def _finite(digits: str) -> float:
    value = float(digits) if len(digits) <= MAX_NUMBER_CHARS else math.inf
    if not math.isfinite(value):
        raise ValueError("a number that no float holds")
    return value


def _whole(digits: str) -> int:
    if len(digits) > MAX_NUMBER_CHARS:
        raise ValueError("a number that is too long")
    return int(digits)
