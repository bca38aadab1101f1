"""The errors of each address of the KYC API, for its OpenAPI document."""

from collections.abc import Mapping
from typing import Any

from kiosk import errors
from kiosk import errors as identity
from kiosk.backend.api.kyc_errors import DOCUMENTED, OWN
from kiosk.contract.kyc import ErrorAnswer
from kiosk.errors import KioskError

Responses = dict[int | str, dict[str, Any]]
_ANY: tuple[type[KioskError], ...] = (
    errors.ApiKeyInvalid, errors.RateLimited, errors.ImageTooLarge, errors.RequestInvalid, errors.InternalError,
    errors.ServiceUnavailable,
)  # fmt: skip
_SESSION = (identity.KycSessionNotFound, identity.KycSessionExpired)
_IMAGE = (
    errors.ImageNotJpeg, errors.ImageTruncated, errors.ImageDimensionsExceeded, errors.ImageTooSmall,
    identity.FaceMatchFailed,
)  # fmt: skip


def _responses(*kinds: type[KioskError]) -> Responses:
    """What is answered beside success, by status, each with its numbers."""
    answers: Mapping[int, Any] = {_answer(kind).number: _answer(kind) for kind in (*_ANY, *kinds)}
    found: Responses = {}
    for number, answer in sorted(answers.items()):
        response = found.setdefault(answer.status, {"model": ErrorAnswer, "description": ""})
        response["description"] += f"{', ' if response['description'] else ''}{number} {answer.message}"
        if answer.status == 429:
            response["headers"] = {
                "Retry-After": {"description": "Seconds after which to ask again.", "schema": {"type": "integer"}}
            }
    # Otherwise FastAPI would describe its own, which nobody ever gets.
    return found if 422 in found else {**found, "default": {"model": ErrorAnswer, "description": "Any other error"}}


def _answer(kind: type[KioskError]) -> Any:
    return DOCUMENTED.get(kind.code) or OWN[kind.code]


CREATING = _responses(identity.KycSessionFailed)
READING = _responses(*_SESSION)
VERIFYING = _responses(*_SESSION, identity.LivenessTooLow)
COMPARING = _responses(errors.ImageNotBase64, *_IMAGE)
IDENTIFYING = _responses(
    *_SESSION, *_IMAGE, identity.DocumentPagesInvalid, identity.LivenessTooLow, identity.SimilarityTooLow
)
