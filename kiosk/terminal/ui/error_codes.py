"""Errors as the session knows them."""

from kiosk.errors import InternalError, KioskError


def code_of(error: Exception) -> str:
    """The stable code of an error; a stranger's is an internal error of ours."""
    refused = getattr(error, "refused_code", "")
    if refused:
        return str(refused)
    return error.code if isinstance(error, KioskError) else InternalError.code
