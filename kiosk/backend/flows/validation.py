"""Checks of what a terminal says in every step."""

import re

from kiosk.domain.identity.customer_reference import MAX_REFERENCE_CHARS, is_readable
from kiosk.errors import RequestInvalid

_REQUEST_ID = re.compile(r"[A-Za-z0-9]{1,64}")
_CODE = re.compile(r"[A-Z][A-Z0-9_]{0,63}")


def check_request_id(untrusted: str) -> None:
    """Raises RequestInvalid unless it is 1 to 64 letters and digits."""
    if not _REQUEST_ID.fullmatch(untrusted):
        raise RequestInvalid("request id")


def check_reference(untrusted: str) -> None:
    """Raises RequestInvalid unless it is empty or a printable reference of a customer."""
    if (untrusted and not is_readable(untrusted, MAX_REFERENCE_CHARS)) or untrusted != untrusted.strip():
        raise RequestInvalid("customer")


def check_code(untrusted: str) -> None:
    """Raises RequestInvalid unless it looks like a code of ours."""
    if not _CODE.fullmatch(untrusted):
        raise RequestInvalid("reason")
