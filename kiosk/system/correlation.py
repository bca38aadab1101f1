"""The number by which what two programs log of one request is laid side by side; random, and about nobody."""

import logging
import re
import secrets
from contextvars import ContextVar
from typing import Final

HEADER: Final = "X-Correlation-Id"
_ID: Final = re.compile("[0-9a-f]{16}")
_NAMED: Final[ContextVar[str]] = ContextVar("correlation_id", default="")


def new_correlation_id() -> str:
    """For all that one connection asks."""
    return secrets.token_hex(8)


def read_correlation_id(untrusted: str) -> str:
    """The id that somebody sent, if it is one; anything else is nobody's, so that nothing else gets into a log."""
    return untrusted if _ID.fullmatch(untrusted) else ""


def name_request(correlation_id: str) -> None:
    """Let everything that is logged for this request from now on say so."""
    _NAMED.set(correlation_id)


class CorrelationFilter(logging.Filter):
    """Gives every record the id of the request that it was logged for."""

    def filter(self, record: logging.LogRecord) -> bool:
        """The base class's hook: lets everything pass."""
        named = _NAMED.get()
        record.correlation = f" [request {named}]" if named else ""
        return True
