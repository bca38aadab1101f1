"""Messages in the event-stream encoding: headers and a payload between lengths and checksums (Amazon event stream).

No terminal has botocore, which only reads them; Amazon's own package that writes them wants a newer Python.
"""

from binascii import crc32
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from struct import pack, unpack, unpack_from
from typing import Final

HeaderValue = str | bytes | int
"""Text, bytes, or a time in milliseconds since the epoch."""

DATE, CHUNK_SIGNATURE = ":date", ":chunk-signature"
EVENT_TYPE, MESSAGE_TYPE, EXCEPTION_TYPE, CONTENT_TYPE = (
    ":event-type",
    ":message-type",
    ":exception-type",
    ":content-type",
)
JSON: Final = "application/json"
_BYTES, _TEXT, _TIMESTAMP = 6, 7, 8
_PRELUDE_BYTES, _CHECKSUM_BYTES = 12, 4
_FIXED_BYTES: Mapping[int, int] = {0: 0, 1: 0, 2: 1, 3: 2, 4: 4, 5: 8, _TIMESTAMP: 8, 9: 16}
"""How long the values of other types are: truths, whole numbers, times and UUIDs."""
MAX_HEADERS = 64


class MalformedMessage(ValueError):
    """The bytes are no event-stream message, or a checksum is wrong."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message; of headers of other types the value is None."""

    headers: Mapping[str, HeaderValue | None]
    payload: bytes = field(repr=False)


def encode_message(message: Message) -> bytes:
    """Return the message as bytes."""
    headers = b"".join(encode_header(name, value) for name, value in message.headers.items() if value is not None)
    prelude = pack("!II", len(headers) + len(message.payload) + _PRELUDE_BYTES + _CHECKSUM_BYTES, len(headers))
    body = prelude + pack("!I", crc32(prelude)) + headers + message.payload
    return body + pack("!I", crc32(body))


def encode_header(name: str, value: HeaderValue) -> bytes:
    """Return one header as bytes; whole numbers are times."""
    label = name.encode()
    return bytes([len(label)]) + label + _encode_value(value)


def _encode_value(value: HeaderValue) -> bytes:
    if isinstance(value, int):
        return bytes([_TIMESTAMP]) + pack("!q", value)
    kind, data = (_TEXT, value.encode()) if isinstance(value, str) else (_BYTES, value)
    return bytes([kind]) + pack("!H", len(data)) + data


def decode_message(untrusted_data: bytes) -> Message:
    """Return the one message that these bytes are; raises MalformedMessage for anything else."""
    if len(untrusted_data) < _PRELUDE_BYTES + _CHECKSUM_BYTES:
        raise MalformedMessage("too short")
    total, headers_bytes, checksum = unpack_from("!III", untrusted_data)
    payload_at, end = _PRELUDE_BYTES + headers_bytes, len(untrusted_data) - _CHECKSUM_BYTES
    if total != len(untrusted_data) or payload_at > end:
        raise MalformedMessage("lengths")
    if checksum != crc32(untrusted_data[:8]) or unpack("!I", untrusted_data[end:])[0] != crc32(untrusted_data[:end]):
        raise MalformedMessage("checksum")
    headers: dict[str, HeaderValue | None] = {}
    for name, value in _decode_headers(untrusted_data[_PRELUDE_BYTES:payload_at]):
        if name in headers or len(headers) >= MAX_HEADERS:
            raise MalformedMessage("headers")
        headers[name] = value
    return Message(headers, bytes(untrusted_data[payload_at:end]))


def _decode_headers(data: bytes) -> Iterator[tuple[str, HeaderValue | None]]:
    at = 0
    while at < len(data):
        name, at = _take(data, at + 1, data[at])
        kind, at = _take(data, at, 1)
        if kind[0] in (_BYTES, _TEXT):
            length, at = _take(data, at, 2)
            value, at = _take(data, at, int.from_bytes(length, "big"))
        elif kind[0] in _FIXED_BYTES:
            value, at = _take(data, at, _FIXED_BYTES[kind[0]])
        else:
            raise MalformedMessage("header type")
        yield _text(name), _decode_value(kind[0], value)


def _take(data: bytes, at: int, length: int) -> tuple[bytes, int]:
    if at + length > len(data):
        raise MalformedMessage("headers")
    return data[at : at + length], at + length


def _decode_value(kind: int, value: bytes) -> HeaderValue | None:
    if kind == _TEXT:
        return _text(value)
    if kind == _TIMESTAMP:
        return int.from_bytes(value, "big", signed=True)
    return value if kind == _BYTES else None


def _text(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise MalformedMessage("text") from error
