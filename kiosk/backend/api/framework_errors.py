"""Errors as the framework's backend spells them: `{"Code", "Message"}`, with statuses of its own."""

from collections.abc import Mapping, Sequence

from kiosk.errors import (
    ChallengeNotFound,
    ImageDimensionsExceeded,
    ImageNotBase64,
    ImageNotJpeg,
    ImageTooLarge,
    KioskError,
    RequestInvalid,
    TokenExpired,
    TokenInvalid,
)

NAMES: Mapping[int, str] = {
    400: "BadRequestError",
    401: "UnauthorizedError",
    403: "ForbiddenError",
    404: "NotFoundError",
    405: "MethodNotAllowedError",
    409: "ConflictError",
    503: "ServiceUnavailableError",
}
"""The names of Chalice, which the framework is built with; it has none for 503."""
_STATUSES: Mapping[int, int] = {413: 400, 422: 400}
"""The framework knows one status for whatever is wrong with a request."""
_TOKEN_CODES = frozenset({TokenInvalid.code, TokenExpired.code})
_TEXTS: Mapping[str, str] = {
    TokenInvalid.code: "",
    TokenExpired.code: "",
    ImageNotBase64.code: "Invalid Image",
    ImageNotJpeg.code: "Image must be JPEG",
    ImageTooLarge.code: "Image size too large",
    ImageDimensionsExceeded.code: "Image size too large",
    ChallengeNotFound.code: "Challenge not found",
}
"""Its own sentences; for what it does not know, ours stand."""
NO_SIZE, NOT_OFFERED = "no image size", "challenge type"
_FIELDS: Mapping[str, str] = {
    NO_SIZE: "Missing imageWidth and imageHeight",
    "imageWidth": "Invalid imageWidth",
    "imageHeight": "Invalid imageHeight",
    "image size": "Invalid imageWidth or imageHeight",
    "timestamp": "Invalid timestamp",
    "frameBase64": "Invalid Image",
    "challengeType": "Invalid challengeType",
    NOT_OFFERED: "No challengeType but NOSE is offered",
}
"""By the detail of RequestInvalid."""


def refusal(code: str, status: int, message: str, detail: str) -> tuple[int, Mapping[str, str]]:
    """Status and body for an error of ours with this status and sentence."""
    status = 401 if code in _TOKEN_CODES else _STATUSES.get(status, status)
    if status not in NAMES:
        return status, {"Code": "InternalServerError", "Message": "An internal server error occurred."}
    text = _FIELDS.get(detail, message) if code == RequestInvalid.code else _TEXTS.get(code, message)
    return status, {"Code": NAMES[status], "Message": f"{NAMES[status]}: {text}"}


def refused_body(path: str, faults: Sequence[Mapping[str, object]]) -> KioskError:
    """What is wrong with the body of a request, by the faults that pydantic found; the token always comes first."""
    places = [fault.get("loc") for fault in faults]
    names = [str(place[1]) if isinstance(place, tuple) and len(place) > 1 else "" for place in places]
    begins = path == "/challenge"
    if not begins and ("token" in names or not _are_fields(names)):
        return TokenInvalid()
    if begins and (not _are_fields(names) or any(fault.get("type") == "missing" for fault in faults)):
        return RequestInvalid(NO_SIZE)
    return RequestInvalid(names[0])


def _are_fields(names: Sequence[str]) -> bool:
    """Whether all faults are those of fields, and not of a body that is no object at all."""
    return all(name in _FIELDS or name == "token" for name in names)
