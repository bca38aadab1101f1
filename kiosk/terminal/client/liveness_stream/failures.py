"""What a liveness service says when it ends a stream, as errors of ours with stable codes."""

from collections.abc import Mapping
from types import MappingProxyType

from kiosk.contract.liveness_stream.events import StreamException
from kiosk.stream_errors import (
    StreamAccessRefused,
    StreamBusy,
    StreamClosed,
    StreamCredentialsExpired,
    StreamError,
    StreamServiceFailed,
    StreamSessionOver,
    StreamVideoRefused,
)

NORMAL, FIT_TIMEOUT, CANCELLED, RUNTIME_ERROR = 1000, 4001, 4003, 4005
"""Codes that the service's clients close a stream with."""
SERVER_IDLE, SERVER_EXPIRED = 4001, 4003
"""Codes that the service closes one with."""

_BY_NAME: Mapping[str, type[StreamError]] = MappingProxyType(
    {
        "AccessDeniedException": StreamAccessRefused,
        "ExpiredTokenException": StreamCredentialsExpired,
        "IncompleteSignatureException": StreamAccessRefused,
        "InternalServerException": StreamServiceFailed,
        "InvalidSignatureException": StreamAccessRefused,
        "MissingAuthenticationTokenException": StreamAccessRefused,
        "ServiceQuotaExceededException": StreamBusy,
        "ServiceUnavailableException": StreamServiceFailed,
        "SessionNotFoundException": StreamSessionOver,
        "ThrottlingException": StreamBusy,
        "UnrecognizedClientException": StreamAccessRefused,
        "ValidationException": StreamVideoRefused,
    }
)
SIGNATURE_REFUSED = "InvalidSignatureException"


def error_of_exception(said: StreamException, credentials_left_s: float) -> StreamError:
    """Return the error for what the service calls by this name; credentials that are over explain a refusal."""
    kind = _BY_NAME.get(said.name, StreamServiceFailed)
    if kind is StreamAccessRefused and not credentials_left_s > 0:
        kind = StreamCredentialsExpired
    return kind(said.name)


def error_of_close(code: int | None) -> StreamError:
    """Return the error for a stream that was closed before it was over; None for one that broke."""
    if code in (SERVER_IDLE, SERVER_EXPIRED):
        return StreamSessionOver(f"closed with {code}")
    return StreamClosed("the connection broke" if code is None else f"closed with {code}")
