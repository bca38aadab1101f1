"""Which HTTP status and which sentence every error becomes; nothing that the caller sent is repeated."""

import logging
import math
from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from kiosk import errors
from kiosk.backend.api import framework_errors, kyc_errors
from kiosk.contract.dialects import Contract, contract_of
from kiosk.errors import Busy, KioskError, LockedOut, RateLimited, ServiceError

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """Status and sentence of one error."""

    status: int
    message: str


ANSWERS: Mapping[str, Answer] = {
    "REQUEST_INVALID": Answer(400, "A field is missing or has a value that cannot be used"),
    "IMAGE_NOT_BASE64": Answer(400, "The image is not base64"),
    "IMAGE_NOT_JPEG": Answer(400, "The image is not a JPEG file"),
    "IMAGE_TRUNCATED": Answer(400, "The image is not complete"),
    "IMAGE_TOO_LARGE": Answer(413, "The image is too large"),
    "IMAGE_DIMENSIONS_EXCEEDED": Answer(413, "The image has too many pixels"),
    "IMAGE_TOO_SMALL": Answer(422, "The image has too few pixels"),
    "IMAGE_SIZE_MISMATCH": Answer(422, "The image does not have the size that the challenge was started for"),
    "ID_PHOTO_NO_FACE": Answer(422, "The ID photo shows no face"),
    "ID_PHOTO_SEVERAL_FACES": Answer(422, "The ID photo shows more than one face"),
    "NO_FRAMES": Answer(422, "The challenge has no frames"),
    "CHALLENGE_NOT_FOUND": Answer(404, "Challenge not found"),
    "CHALLENGE_CLOSED": Answer(409, "The challenge is over"),
    "FRAME_LIMIT_REACHED": Answer(409, "The challenge has as many frames as it may"),
    "FRAME_OUT_OF_ORDER": Answer(409, "A later frame has already arrived"),
    "FRAME_CONFLICT": Answer(409, "Another frame has this sequence number"),
    "SESSION_NOT_FOUND": Answer(404, "Session not found"),
    "SYNTHETIC_REFUSED": Answer(403, "Only cameras that are real devices are accepted"),
    "TOKEN_INVALID": Answer(403, "Invalid token"),
    "TOKEN_EXPIRED": Answer(403, "Token expired"),
    "API_KEY_INVALID": Answer(401, "The API key is missing or wrong"),
    "LOCKED_OUT": Answer(429, "Too many attempts have failed"),
    "RATE_LIMITED": Answer(429, "Too many requests"),
    "NO_FACE_FOUND": Answer(422, "No face was found"),
    "FACE_QUALITY_TOO_LOW": Answer(422, "The face cannot be compared"),
    "DOCUMENT_NOT_IMAGE": Answer(400, "A page is neither a JPEG nor a PNG file"),
    "DOCUMENT_PAGES_INVALID": Answer(400, "A document has one or two pages"),
    "CUSTOMER_NOT_FOUND": Answer(404, "Nobody is enrolled under this reference"),
    "CUSTOMER_EXISTS": Answer(409, "Somebody is enrolled under this reference"),
    "COLLECTION_NOT_FOUND": Answer(404, "Collection not found"),
    "USER_NOT_FOUND": Answer(404, "User not found"),
    "MODELS_DIFFER": Answer(409, "Faces of different model versions cannot be compared"),
    "STEP_MISSING": Answer(409, "A step that must come first is missing"),
    "LIVENESS_NOT_PASSED": Answer(409, "The challenge was not passed"),
    "ATTEMPT_NOT_FOUND": Answer(404, "Attempt not found"),
    "KYC_SESSION_NOT_FOUND": Answer(404, "Liveness session not found"),
    "KYC_SESSION_EXPIRED": Answer(400, "Liveness session expired"),
    "KYC_SESSION_USED": Answer(400, "Liveness session has been used"),
    "KYC_SESSION_FAILED": Answer(500, "Liveness session creation failed"),
    "LIVENESS_TOO_LOW": Answer(422, "Liveness confidence is too low"),
    "FACE_MATCH_FAILED": Answer(500, "Face matching failed"),
    "SIMILARITY_TOO_LOW": Answer(422, "Face similarity is too low"),
    "STAFF_REFUSED": Answer(403, "Staff number or PIN is wrong"),
    "BUSY": Answer(503, "Too much work is waiting"),
    "SERVICE_UNAVAILABLE": Answer(503, "A service that is needed does not answer"),
    "ANALYSIS_FAILED": Answer(500, "The image could not be analysed"),
    "STORAGE_FAILED": Answer(500, "Data could not be stored or read"),
    "SECRETS_FAILED": Answer(500, "Tokens cannot be signed or checked"),
    "INTERNAL_ERROR": Answer(500, "Something went wrong"),
    "ROUTE_NOT_FOUND": Answer(404, "There is nothing at this address"),
    "METHOD_NOT_ALLOWED": Answer(405, "This address does not answer to this method"),
}

_HTTP_CODES: Mapping[int, str] = {
    400: errors.RequestInvalid.code,
    404: "ROUTE_NOT_FOUND",
    405: "METHOD_NOT_ALLOWED",
    413: errors.ImageTooLarge.code,
    422: errors.RequestInvalid.code,
}


def error_response(path: str, code: str, headers: Mapping[str, str] | None = None, detail: str = "") -> JSONResponse:
    """The answer to an error with this code, in the contract that this address belongs to.

    `detail` is that of the error; nothing of it is shown but that it says which field is wrong, or what the KYC API has
    a sentence for.
    """
    known = code if code in ANSWERS else errors.InternalError.code
    answer = ANSWERS[known]
    contract = contract_of(path)
    if contract is Contract.FRAMEWORK:
        status, body = framework_errors.refusal(known, answer.status, answer.message, detail)
        return JSONResponse(body, status, headers)
    if contract is Contract.KYC:
        status, answered = kyc_errors.refusal(known, detail)
        return JSONResponse(answered, status, headers)
    return JSONResponse({"code": known, "message": answer.message}, answer.status, headers)


def install(app: FastAPI) -> None:
    """Give every error the same shape."""
    app.add_exception_handler(KioskError, _refuse)
    app.add_exception_handler(RequestValidationError, _refuse_request)
    app.add_exception_handler(HTTPException, _refuse_http)


def _refuse(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, KioskError):
        return error_response(_path(request), errors.InternalError.code)
    if isinstance(error, ServiceError):
        logger.error("%s: %s", error.code, error.detail)
    else:
        logger.info("refused: %s", error.code)
    wait_s = error.retry_after_s if isinstance(error, Busy | LockedOut | RateLimited) else None
    headers = None if wait_s is None else {"Retry-After": str(math.ceil(wait_s))}
    return error_response(_path(request), error.code, headers, error.detail)


def _refuse_request(request: Request, error: Exception) -> JSONResponse:
    path, code = _path(request), errors.RequestInvalid.code
    if contract_of(path) is Contract.FRAMEWORK and isinstance(error, RequestValidationError):
        refused = framework_errors.refused_body(path, error.errors())
        return error_response(path, refused.code, detail=refused.detail)
    if contract_of(path) is Contract.KYC and isinstance(error, RequestValidationError):
        return error_response(path, code, detail=kyc_errors.refused_field(error.errors()))
    return error_response(path, code)


def _refuse_http(request: Request, error: Exception) -> JSONResponse:
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = error.headers if isinstance(error, HTTPException) else None
    return error_response(_path(request), _HTTP_CODES.get(status, errors.InternalError.code), headers)


def _path(request: Request) -> str:
    return str(request.scope["path"])
