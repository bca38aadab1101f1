"""Errors as the KYC API spells them: `{"errorCode", "message", "status", "timestamp"}`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from kiosk import errors
from kiosk import errors as identity


@dataclass(frozen=True, slots=True)
class KycAnswer:
    """The number, the HTTP status and the sentence of one error."""

    number: int
    status: int
    message: str


DOCUMENTED: Mapping[str, KycAnswer] = {
    identity.KycSessionFailed.code: KycAnswer(1006, 500, "Liveness session creation failed"),
    identity.KycSessionExpired.code: KycAnswer(1007, 400, "Liveness session expired"),
    identity.KycSessionUsed.code: KycAnswer(1007, 400, "Liveness session expired: it has already been used"),
    identity.KycSessionNotFound.code: KycAnswer(1008, 404, "Liveness session not found"),
    identity.LivenessTooLow.code: KycAnswer(1009, 422, "Liveness confidence too low"),
    identity.FaceMatchFailed.code: KycAnswer(1010, 500, "Face matching failed"),
    identity.NoFaceFound.code: KycAnswer(1010, 500, "Face matching failed: no face was found"),
    errors.AnalysisFailed.code: KycAnswer(1010, 500, "Face matching failed"),
    identity.SimilarityTooLow.code: KycAnswer(1011, 422, "Face similarity too low"),
    errors.Busy.code: KycAnswer(5001, 503, "Liveness service error"),
    errors.ServiceUnavailable.code: KycAnswer(5001, 503, "Liveness service error"),
}
"""What the API's documentation lists."""
OWN: Mapping[str, KycAnswer] = {
    errors.RequestInvalid.code: KycAnswer(4000, 400, "A field is missing or has a value that cannot be used"),
    errors.ImageNotBase64.code: KycAnswer(4001, 400, "An image is not base64"),
    errors.ImageNotJpeg.code: KycAnswer(4002, 400, "An image is neither a JPEG nor a PNG file"),
    identity.DocumentNotImage.code: KycAnswer(4002, 400, "An image is neither a JPEG nor a PNG file"),
    errors.ImageTruncated.code: KycAnswer(4003, 400, "An image is not complete"),
    identity.DocumentPagesInvalid.code: KycAnswer(4004, 400, "One or two files are needed: a document's pages"),
    errors.ApiKeyInvalid.code: KycAnswer(4010, 401, "The API key is missing or wrong"),
    "ROUTE_NOT_FOUND": KycAnswer(4040, 404, "There is nothing at this address"),
    "METHOD_NOT_ALLOWED": KycAnswer(4050, 405, "This address does not answer to this method"),
    errors.ImageTooLarge.code: KycAnswer(4130, 413, "The request or an image is too large"),
    errors.ImageDimensionsExceeded.code: KycAnswer(4131, 413, "An image has too many pixels"),
    errors.ImageTooSmall.code: KycAnswer(4220, 422, "An image has too few pixels"),
    errors.RateLimited.code: KycAnswer(4290, 429, "Too many requests"),
    errors.InternalError.code: KycAnswer(5000, 500, "Something went wrong"),
}
"""What it leaves open; stable as well."""
_SAY_IT_THEMSELVES = frozenset(
    {identity.LivenessTooLow.code, identity.FaceMatchFailed.code, identity.SimilarityTooLow.code}
)
"""Their details are sentences for the caller."""
FIELDS = frozenset({"auditImagesLimit", "files", "liveness_session_id", "settings", "sourceImage", "targetImage"})


def refusal(code: str, detail: str) -> tuple[int, Mapping[str, object]]:
    """Status and body for an error of ours; what is not foreseen is 5000."""
    answer = DOCUMENTED.get(code) or OWN.get(code) or OWN[errors.InternalError.code]
    message = detail if detail and code in _SAY_IT_THEMSELVES else answer.message
    if code == errors.RequestInvalid.code and detail in FIELDS:
        message = f"{message}: {detail}"
    return answer.status, body_of(answer, message)


def refused_field(faults: Sequence[Mapping[str, object]]) -> str:
    """The name of the first field that pydantic found fault with, if it is one of ours."""
    places = [fault.get("loc") for fault in faults]
    names = (str(part) for place in places if isinstance(place, tuple) for part in reversed(place))
    return next((name for name in names if name in FIELDS), "")


def body_of(answer: KycAnswer, message: str) -> Mapping[str, object]:
    """In the order of the documentation."""
    return {
        "errorCode": answer.number,
        "message": message,
        "status": answer.status,
        "timestamp": iso_time(datetime.now(UTC).timestamp()),
    }


def iso_time(time_s: float) -> str:
    """ISO 8601 in UTC by whole seconds: 2025-11-10T12:30:00Z."""
    return datetime.fromtimestamp(time_s, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
