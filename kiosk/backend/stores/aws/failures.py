"""What the failures of AWS mean to the backend, in one place."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from botocore import exceptions
from botocore.exceptions import BotoCoreError, ClientError
from botocore.parsers import ResponseParserError

from kiosk.errors import Busy, KioskError, ServiceUnavailable

THROTTLED = frozenset(
    {
        "BandwidthLimitExceeded",
        "EC2ThrottledException",
        "LimitExceededException",
        "PriorRequestNotComplete",
        "ProvisionedThroughputExceeded",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "RequestThrottled",
        "RequestThrottledException",
        "SlowDown",
        "ThrottledException",
        "Throttling",
        "ThrottlingError",
        "ThrottlingException",
        "TooManyRequestsException",
        "TransactionInProgressException",
    }
)
"""What botocore's standard retry mode takes for throttling, and the words for it in a transaction's reasons."""
_UNAVAILABLE = frozenset({"InternalError", "InternalServerError", "InternalServiceError", "ServiceUnavailable"})
_NO_ANSWER = (exceptions.HTTPClientError, exceptions.ConnectionError, exceptions.IncompleteReadError)
_CODE = re.compile(r"[A-Za-z0-9.]{1,64}")
Meanings = Mapping[str, type[KioskError]]
"""Errors by the codes of one service that mean something of their own."""


@contextmanager
def translate_failures(service: str, otherwise: type[KioskError], meanings: Meanings | None = None) -> Iterator[None]:
    """Raises KioskErrors for whatever botocore raises; `otherwise` is for what no retry would cure.

    Throttling is Busy; no connection, no answer in time and 5xx are ServiceUnavailable. By then botocore has retried.
    Details name service, operation and code, and never quote a message, which may hold what was sent.
    """
    try:
        yield
    except ClientError as error:
        raise _meaning(error, otherwise, meanings or {})(
            f"{service} {operation_of(error)}: {code_of(error)}"
        ) from error
    except _NO_ANSWER as error:
        raise ServiceUnavailable(f"{service}: {type(error).__name__}") from error
    except (BotoCoreError, ResponseParserError) as error:
        raise otherwise(f"{service}: {type(error).__name__}") from error


def code_of(error: ClientError) -> str:
    """The error's code as the service names it, or nothing that anybody made up."""
    code = str(error.response.get("Error", {}).get("Code", ""))
    return code if _CODE.fullmatch(code) else "unknown"


def operation_of(error: ClientError) -> str:
    """The operation that failed; it is botocore's own word."""
    return str(error.operation_name)


def is_throttling(code: str) -> bool:
    """Whether an error with this code may go away when one asks less often."""
    return code in THROTTLED


def _meaning(error: ClientError, otherwise: type[KioskError], meanings: Meanings) -> type[KioskError]:
    code, status = code_of(error), error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    if code in meanings:
        return meanings[code]
    if is_throttling(code) or status == 429:
        return Busy
    if code in _UNAVAILABLE or status >= 500:
        return ServiceUnavailable
    return otherwise
