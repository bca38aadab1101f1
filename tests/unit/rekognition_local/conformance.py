"""Whether an answer is what the service's model says, member by member."""

import base64
import binascii
import math
import re
from collections.abc import Iterator
from typing import Any

KINDS: dict[str, type | tuple[type, ...]] = {
    "structure": dict,
    "list": list,
    "map": dict,
    "string": str,
    "blob": str,
    "boolean": bool,
    "integer": int,
    "long": int,
    "float": (int, float),
    "double": (int, float),
    "timestamp": (int, float),
}


def violations(shape: Any, value: Any, path: str = "") -> Iterator[str]:
    """What the answer has that the model does not allow; `shape` is one of botocore's."""
    if not _is_of_kind(shape.type_name, value):
        yield f"{path}: {type(value).__name__} is no {shape.type_name}"
        return
    yield from (f"{path}: {what}" for what in _limits(shape, value))
    match shape.type_name:
        case "structure":
            yield from (f"{path}.{name}: not in the model" for name in value.keys() - shape.members.keys())
            yield from (f"{path}.{name}: missing" for name in set(shape.required_members) - value.keys())
            for name in value.keys() & shape.members.keys():
                yield from violations(shape.members[name], value[name], f"{path}.{name}")
        case "list":
            for number, item in enumerate(value):
                yield from violations(shape.member, item, f"{path}[{number}]")


def _is_of_kind(kind: str, value: object) -> bool:
    return isinstance(value, KINDS[kind]) and (kind == "boolean" or not isinstance(value, bool))


def _limits(shape: Any, value: Any) -> Iterator[str]:
    size = _size(shape, value)
    if shape.type_name == "blob" and size < 0:
        yield "no base64"
    if size < shape.metadata.get("min", -math.inf) or size > shape.metadata.get("max", math.inf):
        yield f"{size} is out of range"
    if "enum" in shape.metadata and value not in shape.metadata["enum"]:
        yield "not in the enumeration"
    if "pattern" in shape.metadata and not re.search(shape.metadata["pattern"], value):
        yield "does not match the pattern"


def _size(shape: Any, value: Any) -> float:
    if shape.type_name == "blob":
        try:
            return len(base64.b64decode(value, validate=True))
        except binascii.Error:
            return -1
    return float(value) if isinstance(value, int | float) else len(value)
