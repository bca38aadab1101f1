"""Signatures of a stream: of the address by query (SigV4), and of every message by the one before it.

Where the access key is known they are verified; where it is not they are demanded, well-formed and in time.
"""

import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final, Protocol
from urllib.parse import parse_qsl, urlsplit

from kiosk.contract.liveness_stream.event_stream import (
    CHUNK_SIGNATURE,
    DATE,
    MalformedMessage,
    Message,
    decode_message,
)
from kiosk.contract.liveness_stream.signing import (
    ALGORITHM,
    SERVICE,
    SIGNATURE,
    TIME_FORMAT,
    derive_key,
    sign_chunk,
    sign_query,
)
from kiosk.rekognition_local.errors import (
    InvalidSignatureException,
    MissingAuthenticationTokenException,
    ValidationException,
)

MAX_EXPIRES_S = 604_800
"""Seven days, as for every presigned address."""
MAX_SKEW_S = 300
"""A signature may be of so much later than now."""
SECURITY_TOKEN: Final = "X-Amz-Security-Token"  # noqa: S105
_HEX_DIGEST = re.compile(r"[0-9a-f]{64}")
_CREDENTIAL = re.compile(rf"([\w+=,.@-]{{1,128}})/(\d{{8}})/([a-z0-9-]{{1,32}})/{SERVICE}/aws4_request")


class KnownKeys(Protocol):
    """Secrets by access key id."""

    def get(self, access_key_id: str, /) -> str | None:
        """The secret of a key; None where it is not known."""
        ...


@dataclass(frozen=True, slots=True)
class StreamSignature:
    """What the address says of its signature, well-formed and in time."""

    access_key_id: str
    date: str
    region: str
    signature: str
    secret: str | None = field(default=None, repr=False)
    """None when the access key is not known here."""
    security_token: str = field(default="", repr=False)
    """That came with the access key; empty for none."""

    @property
    def scope(self) -> str:
        """What the key is derived for."""
        return f"{self.date}/{self.region}/{SERVICE}/aws4_request"

    @property
    def signing_key(self) -> bytes | None:
        """The derived key; None when nothing can be verified."""
        return None if self.secret is None else derive_key(self.secret, self.scope)


def check_address(untrusted_address: str, untrusted_host: str, known_keys: KnownKeys, now_s: float) -> StreamSignature:
    """Check the signature of a request's path with its query.

    Raises MissingAuthenticationTokenException, InvalidSignatureException.
    """
    query = dict(parse_qsl(urlsplit(untrusted_address).query, keep_blank_values=True))
    if not {"X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-SignedHeaders", SIGNATURE} <= query.keys():
        raise MissingAuthenticationTokenException
    credential = _CREDENTIAL.fullmatch(query["X-Amz-Credential"])
    well_formed = query["X-Amz-Algorithm"] == ALGORITHM and query["X-Amz-SignedHeaders"] == "host"
    if credential is None or not well_formed or _HEX_DIGEST.fullmatch(query[SIGNATURE]) is None:
        raise InvalidSignatureException
    _check_time(query["X-Amz-Date"], query.get("X-Amz-Expires", ""), credential[2], now_s)
    found = StreamSignature(
        credential[1],
        credential[2],
        credential[3],
        query[SIGNATURE],
        known_keys.get(credential[1]),
        query.get(SECURITY_TOKEN, ""),
    )
    key = found.signing_key
    if key is not None and not _is_signed(found, key, untrusted_address, untrusted_host, query):
        raise InvalidSignatureException
    return found


def _check_time(date: str, expires: str, credential_date: str, now_s: float) -> None:
    try:
        signed_at_s = datetime.strptime(date, TIME_FORMAT).replace(tzinfo=UTC).timestamp()
        life_s = int(expires) if expires.isascii() and expires.isdigit() and len(expires) < 7 else 0
    except ValueError as error:
        raise InvalidSignatureException from error
    if not (date.startswith(credential_date) and 1 <= life_s <= MAX_EXPIRES_S):
        raise InvalidSignatureException
    if not -MAX_SKEW_S <= now_s - signed_at_s <= life_s:
        raise InvalidSignatureException("Signature expired or not yet current")


def _is_signed(found: StreamSignature, key: bytes, address: str, host: str, query: Mapping[str, str]) -> bool:
    """Whether the signature is right; clients leave the port out of the signed host, or do not."""
    hosts = {host, host.rpartition(":")[0] or host}
    path = urlsplit(address).path or "/"
    return any(hmac.compare_digest(found.signature, sign_query(each, path, query, found.scope, key)) for each in hosts)


class ChunkSignatures:
    """The chain of a stream's messages; each signature covers the one before it."""

    def __init__(self, stream: StreamSignature) -> None:
        self._scope, self._previous, self._key = stream.scope, stream.signature, stream.signing_key
        self._last_ms = 0

    def check(self, untrusted: Message) -> bytes:
        """The signed payload of a message; raises ValidationException and InvalidSignatureException."""
        date_ms, signature = untrusted.headers.get(DATE), untrusted.headers.get(CHUNK_SIGNATURE)
        if not (isinstance(date_ms, int) and isinstance(signature, bytes) and len(signature) == 32):
            raise ValidationException("The message is not signed")
        if not self._last_ms <= date_ms < 1 << 45:
            raise ValidationException("The messages are out of order")
        expected = self._signature(date_ms, untrusted.payload)
        if expected is not None and not hmac.compare_digest(signature, expected):
            raise InvalidSignatureException
        self._last_ms, self._previous = date_ms, signature.hex()
        return untrusted.payload

    def _signature(self, date_ms: int, payload: bytes) -> bytes | None:
        if self._key is None:
            return None
        return sign_chunk(self._key, self._scope, self._previous, date_ms, payload)


def read_message(untrusted_data: bytes) -> Message:
    """The one message that these bytes are; raises ValidationException for anything else, also for wrong checksums."""
    try:
        return decode_message(untrusted_data)
    except MalformedMessage as error:
        raise ValidationException("The message is no event stream message, or its checksum is wrong") from error
