"""Signatures of a stream: of its address by query (SigV4), and of every message by the one before it."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final
from urllib.parse import quote

from kiosk.contract.liveness_stream.event_stream import CHUNK_SIGNATURE, DATE, Message, encode_header, encode_message
from kiosk.domain.liveness.face_movement.streamed_challenge import StreamCredentials

ALGORITHM, CHUNK_ALGORITHM = "AWS4-HMAC-SHA256", "AWS4-HMAC-SHA256-PAYLOAD"
SERVICE: Final = "rekognition"
TIME_FORMAT: Final = "%Y%m%dT%H%M%SZ"
SIGNATURE: Final = "X-Amz-Signature"
EXPIRES_S: Final = 299
"""How long an address is good for (the service's clients)."""


@dataclass(frozen=True, slots=True)
class SignedAddress:
    """A signed path with its query, and what the messages of its stream are signed with."""

    path: str = field(repr=False)
    signature: str
    scope: str
    key: bytes = field(repr=False)


def stamp(at_s: float) -> str:
    """Return a time in seconds since the epoch as signatures spell it."""
    return datetime.fromtimestamp(at_s, UTC).strftime(TIME_FORMAT)


def sign_address(
    host: str, path: str, query: Mapping[str, str], keys: StreamCredentials, region: str, now_s: float
) -> SignedAddress:
    """Sign a GET request of this path; `host` is what the signature covers, which is without its port."""
    when = stamp(now_s)
    scope = f"{when[:8]}/{region}/{SERVICE}/aws4_request"
    signed = {
        **query,
        "X-Amz-Algorithm": ALGORITHM,
        "X-Amz-Credential": f"{keys.access_key_id}/{scope}",
        "X-Amz-Date": when,
        "X-Amz-Expires": str(EXPIRES_S),
        "X-Amz-SignedHeaders": "host",
        **({"X-Amz-Security-Token": keys.session_token} if keys.session_token else {}),
    }
    key = derive_key(keys.secret_access_key, scope)
    signature = sign_query(host, path, signed, scope, key)
    return SignedAddress(f"{path}?{_canonical(signed)}&{SIGNATURE}={signature}", signature, scope, key)


def sign_query(host: str, path: str, query: Mapping[str, str], scope: str, key: bytes) -> str:
    """Return the signature (hex) of a GET request whose query says when; one that stands in it already is left out.

    As the service's documentation has it (SigV4 by query); botocore would be one more library on each terminal.
    """
    unsigned = {name: value for name, value in query.items() if name != SIGNATURE}
    place = quote(path, safe="/-_.~")
    request = "\n".join(["GET", place, _canonical(unsigned), f"host:{host}", "", "host", _digest(b"")])
    text = "\n".join([ALGORITHM, query["X-Amz-Date"], scope, _digest(request.encode())])
    return _mac(key, text).hex()


def derive_key(secret: str, scope: str) -> bytes:
    """Return the key for day, region and service, which the scope names."""
    key = f"AWS4{secret}".encode()
    for part in scope.split("/"):
        key = _mac(key, part)
    return key


def sign_chunk(key: bytes, scope: str, previous: str, date_ms: int, payload: bytes) -> bytes:
    """Return the signature of a message after one with the signature `previous` (hex)."""
    digests = [_digest(encode_header(DATE, date_ms)), _digest(payload)]
    return _mac(key, "\n".join([CHUNK_ALGORITHM, stamp(date_ms / 1000), scope, previous, *digests]))


class ChunkSigner:
    """Signs the messages of one stream in the order in which they are sent."""

    def __init__(self, address: SignedAddress) -> None:
        self._key, self._scope, self._previous = address.key, address.scope, address.signature

    def sign(self, payload: bytes, date_ms: int) -> bytes:
        """Return the message around this payload, which the next one's signature covers."""
        signature = sign_chunk(self._key, self._scope, self._previous, date_ms, payload)
        self._previous = signature.hex()
        return encode_message(Message({DATE: date_ms, CHUNK_SIGNATURE: signature}, payload))


def _canonical(query: Mapping[str, str]) -> str:
    """Encoded (RFC 3986), and then in order; spaces, which stand in the names of browsers, are %20."""
    pairs = sorted((quote(name, safe="-_.~"), quote(value, safe="-_.~")) for name, value in query.items())
    return "&".join(f"{name}={value}" for name, value in pairs)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _mac(key: bytes, text: str) -> bytes:
    return hmac.new(key, text.encode(), hashlib.sha256).digest()
