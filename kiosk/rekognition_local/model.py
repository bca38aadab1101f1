"""The service's own model, from the installed botocore: which operations there are, and what their inputs may be."""

import base64
import binascii
import math
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kiosk.contract.strict_json import parse_json
from kiosk.errors import LibraryMissing
from kiosk.rekognition_local.errors import ImageTooLargeException, SerializationException, ValidationException
from kiosk.rekognition_local.operation import Members

if TYPE_CHECKING:
    from botocore.model import ListShape, MapShape, ServiceModel, Shape, StructureShape

SERVICE, API_VERSION = "rekognition", "service-2"
IMAGE_BLOB = "ImageBlob"
"""The shape whose limit has an error of its own."""
INTEGERS = {"integer": 2**31, "long": 2**63}
CLAMPED = {"AuditImagesLimit"}
"""Shapes of which the model says that what lies outside their range counts as its nearest end."""
_JAVA_CLASSES = {r"\p{L}": r"\w", r"\p{N}": r"\d", r"\p{Z}": r"\s"}
"""Classes of Java's expressions that Python lacks, and the nearest that it has."""


def load_model() -> "ServiceModel":
    """The service's model; raises LibraryMissing when botocore is not installed."""
    try:
        from botocore.loaders import Loader
        from botocore.model import ServiceModel
    except ModuleNotFoundError as error:
        raise LibraryMissing(
            "botocore: install the extra, `uv sync --extra aws` or `pip install 'kiosk[aws]'`"
        ) from error
    return ServiceModel(Loader().load_service_model(SERVICE, API_VERSION), SERVICE)


def checked_input(shape: "StructureShape", untrusted_members: object) -> Members:
    """The members that the model knows, blobs decoded; raises SerializationException, ValidationException and
    ImageTooLargeException."""
    check = _Check()
    members = check.value(shape, untrusted_members, "")
    if check.complaints:
        count = len(check.complaints)
        plural = "s" if count > 1 else ""
        raise ValidationException(f"{count} validation error{plural} detected: {'; '.join(check.complaints)}")
    return dict(members)


class _Check:
    """One walk over an input; a wrong type ends it, a broken limit is noted. Values are never quoted."""

    def __init__(self) -> None:
        self.complaints: list[str] = []

    def value(self, shape: "Shape", value: object, path: str) -> Any:
        match shape.type_name:
            case "structure":
                return self._structure(shape, value, path)  # type: ignore[arg-type]
            case "list":
                return self._list(shape, value, path)  # type: ignore[arg-type]
            case "map":
                return self._map(shape, value, path)  # type: ignore[arg-type]
            case "string":
                return self._string(shape, value, path)
            case "blob":
                return self._blob(shape, value, path)
            case "boolean":
                return _typed(value, bool)
            case _:
                return self._number(shape, value, path)

    def _structure(self, shape: "StructureShape", value: object, path: str) -> dict[str, Any]:
        given = {name: member for name, member in _typed(value, dict).items() if member is not None}
        for name in shape.required_members:
            if name not in given:
                self._complain(_joined(path, name), "Member must not be null")
        return {
            name: self.value(member, given[name], _joined(path, name))
            for name, member in shape.members.items()
            if name in given
        }

    def _list(self, shape: "ListShape", value: object, path: str) -> list[Any]:
        items = _typed(value, list)
        self._length(shape, len(items), path)
        return [self.value(shape.member, item, f"{path}.{number}.member") for number, item in enumerate(items, start=1)]

    def _map(self, shape: "MapShape", value: object, path: str) -> dict[str, Any]:
        entries = _typed(value, dict)
        self._length(shape, len(entries), path)
        return {
            self.value(shape.key, key, f"{path}.key"): self.value(shape.value, item, f"{path}.value")
            for key, item in entries.items()
        }

    def _string(self, shape: "Shape", value: object, path: str) -> str:
        text: str = _typed(value, str)
        if any("\ud800" <= character <= "\udfff" for character in text):
            raise SerializationException
        if self._length(shape, len(text), path):
            pattern = shape.metadata.get("pattern")
            if pattern is not None and re.fullmatch(_python(pattern), text) is None:
                self._complain(path, f"Member must satisfy regular expression pattern: {pattern}")
        allowed = shape.metadata.get("enum")
        if allowed is not None and text not in allowed:
            self._complain(path, f"Member must satisfy enum value set: [{', '.join(allowed)}]")
        return text

    def _blob(self, shape: "Shape", value: object, path: str) -> bytes:
        try:
            data = base64.b64decode(_typed(value, str), validate=True)
        except (binascii.Error, ValueError) as error:
            raise SerializationException from error
        if shape.name == IMAGE_BLOB and len(data) > shape.metadata["max"]:
            raise ImageTooLargeException
        self._length(shape, len(data), path)
        return data

    def _number(self, shape: "Shape", value: object, path: str) -> int | float:
        number = _number(shape, value)
        least, most = shape.metadata.get("min"), shape.metadata.get("max")
        if shape.name in CLAMPED:
            lowest, highest = int(shape.metadata["min"]), int(shape.metadata["max"])
            return min(max(number, lowest), highest)
        if least is not None and number < least:
            self._complain(path, f"Member must have value greater than or equal to {least}")
        if most is not None and number > most:
            self._complain(path, f"Member must have value less than or equal to {most}")
        return number

    def _length(self, shape: "Shape", length: int, path: str) -> bool:
        least, most = shape.metadata.get("min"), shape.metadata.get("max")
        if least is not None and length < least:
            self._complain(path, f"Member must have length greater than or equal to {least}")
            return False
        if most is not None and length > most:
            self._complain(path, f"Member must have length less than or equal to {most}")
            return False
        return True

    def _complain(self, path: str, constraint: str) -> None:
        self.complaints.append(f"Value at '{path}' failed to satisfy constraint: {constraint}")


def _typed(value: object, kind: type) -> Any:
    if not isinstance(value, kind):
        raise SerializationException
    return value


def _number(shape: "Shape", value: object) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not _is_double(value):
        raise SerializationException
    limit = INTEGERS.get(shape.type_name)
    if limit is None:
        return float(value)
    if value != int(value) or not -limit <= value < limit:
        raise SerializationException
    return int(value)


def _is_double(value: int | float) -> bool:
    """Whether it is a finite number that 64 bits can hold, to the nearest."""
    try:
        return math.isfinite(value)
    except OverflowError:
        return False


def _joined(path: str, name: str) -> str:
    """A member's place as the service writes it: `image.s3Object.bucket`."""
    lower = name[0].lower() + name[1:]
    return f"{path}.{lower}" if path else lower


def _python(pattern: str) -> str:
    for java, python in _JAVA_CLASSES.items():
        pattern = pattern.replace(java, python)
    return pattern


def parsed(untrusted_body: bytes) -> Mapping[str, object]:
    """The JSON object of a body, an empty body being an empty one; raises SerializationException."""

    try:
        members = parse_json(untrusted_body or b"{}")
    except ValueError as error:
        raise SerializationException from error
    return _typed(members, dict)  # type: ignore[no-any-return]
