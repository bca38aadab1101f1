"""Errors as the session knows them."""

from kiosk.errors import BackendError, InternalError, KioskError
from kiosk.system.safe_errors import describe_failure


def code_of(error: Exception) -> str:
    """The stable code of an error; a stranger's is an internal error of ours."""
    refused = getattr(error, "refused_code", "")
    if refused:
        return str(refused)
    return error.code if isinstance(error, KioskError) else InternalError.code


def detail_of(error: Exception) -> str:
    """What may be logged of an error: our own say what, a stranger's only where."""
    if isinstance(error, BackendError) and error.correlation_id:
        place = "" if error.host in error.detail else f" at {error.host}"
        return f"{error.detail}{place}, request {error.correlation_id}"
    return error.detail if isinstance(error, KioskError) else describe_failure(error)
