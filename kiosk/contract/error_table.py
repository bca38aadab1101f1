"""What every error is told as, in each dialect: one row per code; nothing that the caller sent is repeated.

Whoever adds an error that is answered over HTTP adds its row here; that every error has one is tested.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import ConfigDict, StringConstraints
from pydantic.alias_generators import to_pascal

from kiosk.contract.message import Reply
from kiosk.errors import InternalError

CODE = "[A-Z][A-Z0-9_]{0,63}"
"""The form of a code, which may be written into logs."""


class ErrorReply(Reply):
    """Every error of our terminals' and the sample's addresses; the sample's own backend gives a message alone."""

    code: Annotated[str, StringConstraints(pattern=f"^{CODE}$")]
    message: str


class FrameworkErrorReply(Reply):
    """Every error of the framework's addresses."""

    model_config = ConfigDict(alias_generator=to_pascal)

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class FrameworkRefusal:
    """What the framework says in place of what stands in the row."""

    message: str
    status: int | None = None


@dataclass(frozen=True, slots=True)
class KycRefusal:
    """The number, the HTTP status and the sentence of the KYC API."""

    number: int
    status: int
    message: str


@dataclass(frozen=True, slots=True)
class ErrorRow:
    """One error: HTTP status and sentence for terminals and the sample's clients, and what others are told."""

    status: int
    message: str
    framework: FrameworkRefusal | None = None
    """None when our own sentence does."""
    kyc: KycRefusal | None = None
    """None where it has no number of its own: see `kyc_of`."""

    @property
    def framework_status(self) -> int:
        """Return the framework's status, which has one for whatever is wrong with a request."""
        if self.framework is not None and self.framework.status is not None:
            return self.framework.status
        return 400 if self.status in (408, 413, 415, 422, 431) else self.status

    @property
    def framework_message(self) -> str:
        """Return the framework's own sentence, or ours."""
        return self.message if self.framework is None else self.framework.message


FRAMEWORK_NAMES: Mapping[int, str] = {
    400: "BadRequestError",
    401: "UnauthorizedError",
    403: "ForbiddenError",
    404: "NotFoundError",
    405: "MethodNotAllowedError",
    409: "ConflictError",
    429: "TooManyRequestsError",
    503: "ServiceUnavailableError",
}
"""The names of Chalice, which the framework is built with; it has none for 503. Other statuses are its own failures."""

DOCUMENTED_NUMBERS = frozenset({1006, 1007, 1008, 1009, 1010, 1011, 5001})
"""What the KYC API's documentation lists; the other numbers are what it leaves open, and stable as well."""

OTHERS = 9
"""The last digit of the numbers of errors that have none of their own: 4099 is any other conflict."""

ROWS: Mapping[str, ErrorRow] = {
    "REQUEST_INVALID": ErrorRow(
        400,
        "A field is missing or has a value that cannot be used",
        kyc=KycRefusal(4000, 400, "A field is missing or has a value that cannot be used"),
    ),
    "REQUEST_TIMEOUT": ErrorRow(
        408, "The request took too long to arrive", kyc=KycRefusal(4080, 408, "The request took too long to arrive")
    ),
    "REQUEST_HEAD_TOO_LARGE": ErrorRow(
        431,
        "The request's address or headers are too large",
        kyc=KycRefusal(4310, 431, "The request's address or headers are too large"),
    ),
    "CONTENT_TYPE_REFUSED": ErrorRow(
        415,
        "The body is of a kind that is not taken here",
        kyc=KycRefusal(4150, 415, "The body is of a kind that is not taken here"),
    ),
    "IMAGE_NOT_BASE64": ErrorRow(
        400,
        "The image is not base64",
        framework=FrameworkRefusal("Invalid Image"),
        kyc=KycRefusal(4001, 400, "An image is not base64"),
    ),
    "IMAGE_NOT_JPEG": ErrorRow(
        400,
        "The image is not a JPEG file",
        framework=FrameworkRefusal("Image must be JPEG"),
        kyc=KycRefusal(4002, 400, "An image is neither a JPEG nor a PNG file"),
    ),
    "IMAGE_TRUNCATED": ErrorRow(
        400, "The image is not complete", kyc=KycRefusal(4003, 400, "An image is not complete")
    ),
    "IMAGE_TOO_LARGE": ErrorRow(
        413,
        "The image is too large",
        framework=FrameworkRefusal("Image size too large"),
        kyc=KycRefusal(4130, 413, "The request or an image is too large"),
    ),
    "IMAGE_DIMENSIONS_EXCEEDED": ErrorRow(
        413,
        "The image has too many pixels",
        framework=FrameworkRefusal("Image size too large"),
        kyc=KycRefusal(4131, 413, "An image has too many pixels"),
    ),
    "IMAGE_TOO_SMALL": ErrorRow(
        422, "The image has too few pixels", kyc=KycRefusal(4220, 422, "An image has too few pixels")
    ),
    "IMAGE_SIZE_MISMATCH": ErrorRow(422, "The image does not have the size that the challenge was started for"),
    "ID_PHOTO_NO_FACE": ErrorRow(422, "The ID photo shows no face"),
    "ID_PHOTO_SEVERAL_FACES": ErrorRow(422, "The ID photo shows more than one face"),
    "NO_FRAMES": ErrorRow(422, "The challenge has no frames"),
    "CHALLENGE_NOT_FOUND": ErrorRow(404, "Challenge not found"),
    "CHALLENGE_CLOSED": ErrorRow(409, "The challenge is over"),
    "FRAME_LIMIT_REACHED": ErrorRow(409, "The challenge has as many frames as it may"),
    "FRAME_OUT_OF_ORDER": ErrorRow(409, "A later frame has already arrived"),
    "FRAME_CONFLICT": ErrorRow(409, "Another frame has this sequence number"),
    "NO_CHALLENGE_POSSIBLE": ErrorRow(409, "There is no challenge that this customer can do here"),
    "FRAMES_NOT_TAKEN": ErrorRow(409, "The challenge is carried out over a stream, not by frames"),
    "LIVENESS_NOT_CARRIED_OUT": ErrorRow(409, "No stream was opened for the challenge"),
    "SESSION_NOT_FOUND": ErrorRow(404, "Session not found"),
    "CONSENT_MISSING": ErrorRow(403, "The customer has not agreed to pictures"),
    "SYNTHETIC_REFUSED": ErrorRow(403, "Only cameras that are real devices are accepted"),
    "TOKEN_INVALID": ErrorRow(403, "Invalid token", framework=FrameworkRefusal("", 401)),
    "TOKEN_EXPIRED": ErrorRow(403, "Token expired", framework=FrameworkRefusal("", 401)),
    "API_KEY_INVALID": ErrorRow(
        401, "The API key is missing or wrong", kyc=KycRefusal(4010, 401, "The API key is missing or wrong")
    ),
    "TERMINAL_UNSIGNED": ErrorRow(401, "Only requests that an enrolled terminal has signed are accepted"),
    "TERMINAL_UNKNOWN": ErrorRow(401, "No terminal is enrolled with this key"),
    "TERMINAL_REVOKED": ErrorRow(403, "The terminal's key was revoked"),
    "TERMINAL_DOUBLED": ErrorRow(403, "The terminal's key is in use on another device"),
    "TERMINAL_MISMATCH": ErrorRow(403, "The challenge belongs to another terminal"),
    "TERMINAL_CLOCK_WRONG": ErrorRow(401, "The terminal's clock is wrong"),
    "TERMINAL_SIGNATURE_INVALID": ErrorRow(401, "The request's signature is invalid"),
    "TERMINAL_SIGNATURE_REPLAYED": ErrorRow(409, "The signed request has been used before"),
    "LOCKED_OUT": ErrorRow(
        429, "Too many attempts have failed", kyc=KycRefusal(4291, 429, "Too many attempts have failed")
    ),
    "TOO_MANY_STARTS": ErrorRow(429, "Too many challenges were started and not finished"),
    "RATE_LIMITED": ErrorRow(429, "Too many requests", kyc=KycRefusal(4290, 429, "Too many requests")),
    "NO_FACE_FOUND": ErrorRow(
        422, "No face was found", kyc=KycRefusal(1010, 500, "Face matching failed: no face was found")
    ),
    "FACE_QUALITY_TOO_LOW": ErrorRow(422, "The face cannot be compared"),
    "DOCUMENT_NOT_IMAGE": ErrorRow(
        400,
        "A page is neither a JPEG nor a PNG file",
        kyc=KycRefusal(4002, 400, "An image is neither a JPEG nor a PNG file"),
    ),
    "DOCUMENT_PAGES_INVALID": ErrorRow(
        400,
        "A document has one or two pages",
        kyc=KycRefusal(4004, 400, "One or two files are needed: a document's pages"),
    ),
    "CUSTOMER_NOT_FOUND": ErrorRow(
        404,
        "Nobody is enrolled under this reference",
        kyc=KycRefusal(4041, 404, "Nobody is enrolled under this reference"),
    ),
    "CUSTOMER_EXISTS": ErrorRow(409, "Somebody is enrolled under this reference"),
    "COLLECTION_NOT_FOUND": ErrorRow(404, "Collection not found"),
    "USER_NOT_FOUND": ErrorRow(404, "User not found"),
    "MODELS_DIFFER": ErrorRow(409, "Faces of different model versions cannot be compared"),
    "STEP_MISSING": ErrorRow(409, "A step that must come first is missing"),
    "LIVENESS_NOT_PASSED": ErrorRow(409, "The challenge was not passed"),
    "ATTEMPT_NOT_FOUND": ErrorRow(404, "Attempt not found"),
    "KYC_SESSION_NOT_FOUND": ErrorRow(
        404, "Liveness session not found", kyc=KycRefusal(1008, 404, "Liveness session not found")
    ),
    "KYC_SESSION_EXPIRED": ErrorRow(
        400, "Liveness session expired", kyc=KycRefusal(1007, 400, "Liveness session expired")
    ),
    "KYC_SESSION_USED": ErrorRow(
        400,
        "Liveness session has been used",
        kyc=KycRefusal(1007, 400, "Liveness session expired: it has already been used"),
    ),
    "KYC_SESSION_FAILED": ErrorRow(
        500, "Liveness session creation failed", kyc=KycRefusal(1006, 500, "Liveness session creation failed")
    ),
    "LIVENESS_TOO_LOW": ErrorRow(
        422, "Liveness confidence is too low", kyc=KycRefusal(1009, 422, "Liveness confidence too low")
    ),
    "FACE_MATCH_FAILED": ErrorRow(500, "Face matching failed", kyc=KycRefusal(1010, 500, "Face matching failed")),
    "SIMILARITY_TOO_LOW": ErrorRow(
        422, "Face similarity is too low", kyc=KycRefusal(1011, 422, "Face similarity too low")
    ),
    "STAFF_REFUSED": ErrorRow(403, "Staff number or PIN is wrong"),
    "STAFF_NOT_ALLOWED": ErrorRow(403, "This is for colleagues with another role"),
    "BUSY": ErrorRow(503, "Too much work is waiting", kyc=KycRefusal(5001, 503, "Liveness service error")),
    "LIVENESS_IN_PROGRESS": ErrorRow(
        503, "The liveness service has no result yet", kyc=KycRefusal(5001, 503, "Liveness service error")
    ),
    "SERVICE_UNAVAILABLE": ErrorRow(
        503, "A service that is needed does not answer", kyc=KycRefusal(5001, 503, "Liveness service error")
    ),
    "ANALYSIS_FAILED": ErrorRow(
        500, "The image could not be analysed", kyc=KycRefusal(1010, 500, "Face matching failed")
    ),
    "STORAGE_FAILED": ErrorRow(500, "Data could not be stored or read"),
    "STORAGE_FULL": ErrorRow(500, "There is no room to store anything"),
    "STORE_DAMAGED": ErrorRow(500, "A database is damaged"),
    "STORE_TAMPERED": ErrorRow(
        409,
        "What is stored about this does not fit together",
        kyc=KycRefusal(4091, 409, "What is stored about this does not fit together"),
    ),
    "SECRETS_FAILED": ErrorRow(500, "Tokens cannot be signed or checked"),
    "INTERNAL_ERROR": ErrorRow(500, "Something went wrong", kyc=KycRefusal(5000, 500, "Something went wrong")),
    "ROUTE_NOT_FOUND": ErrorRow(
        404, "There is nothing at this address", kyc=KycRefusal(4040, 404, "There is nothing at this address")
    ),
    "METHOD_NOT_ALLOWED": ErrorRow(
        405,
        "This address does not answer to this method",
        kyc=KycRefusal(4050, 405, "This address does not answer to this method"),
    ),
}
"""By the codes of `kiosk.errors`, and two for addresses that are none."""


def row_of(code: str) -> ErrorRow:
    """Return the row of an error; what has none is a failure of ours."""
    return ROWS.get(code) or ROWS[InternalError.code]


def kyc_of(code: str) -> KycRefusal:
    """Return what the KYC API answers to an error.

    What has no number of its own is refused as its row says, under a number of its status, so that no caller asks again
    as for a failure of ours; a failure is 5000.
    """
    row, failed = row_of(code), ROWS[InternalError.code].kyc
    assert failed is not None, "an internal error has a number"
    if row.kyc is not None or row.status >= 500:
        return row.kyc or failed
    return KycRefusal(10 * row.status + OTHERS, row.status, row.message)
