"""Turns every error into an answer of the dialect that was spoken; nothing that the caller sent is repeated."""

import logging
import math
from collections.abc import Callable, Mapping

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from kiosk import errors
from kiosk.backend.api.refusals import refusal, refused_request
from kiosk.errors import Busy, KioskError, LockedOut, RateLimited, ServiceError, StoreDamaged
from kiosk.stream_errors import LivenessInProgress

logger = logging.getLogger(__name__)


_HTTP_CODES: Mapping[int, str] = {
    400: errors.RequestInvalid.code,
    404: "ROUTE_NOT_FOUND",
    405: "METHOD_NOT_ALLOWED",
    413: errors.ImageTooLarge.code,
    422: errors.RequestInvalid.code,
}


def error_response(path: str, code: str, headers: Mapping[str, str] | None = None, detail: str = "") -> JSONResponse:
    """The answer to an error with this code, in the dialect that this address belongs to; see `refusals.refusal`."""
    status, body = refusal(path, code, detail)
    return JSONResponse(body.model_dump(by_alias=True), status, headers)


def install(app: FastAPI, note_damage: Callable[[], object] = bool) -> None:
    """Give every error the same shape; `note_damage` hears of each that says that a database is damaged."""

    def refuse(request: Request, error: Exception) -> JSONResponse:
        if isinstance(error, StoreDamaged):
            note_damage()
        return _refuse(request, error)

    app.add_exception_handler(KioskError, refuse)
    app.add_exception_handler(RequestValidationError, _refuse_request)
    app.add_exception_handler(HTTPException, _refuse_http)


def _refuse(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, KioskError):
        return error_response(_path(request), errors.InternalError.code)
    if isinstance(error, ServiceError) and not isinstance(error, StoreDamaged | LivenessInProgress):
        logger.error("%s: %s", error.code, error.detail)
    else:
        logger.info("refused: %s", error.code)
    wait_s = error.retry_after_s if isinstance(error, Busy | LockedOut | RateLimited) else None
    headers = None if wait_s is None else {"Retry-After": str(math.ceil(wait_s))}
    return error_response(_path(request), error.code, headers, error.detail)


def _refuse_request(request: Request, error: Exception) -> JSONResponse:
    path = _path(request)
    refused = refused_request(path, error.errors() if isinstance(error, RequestValidationError) else ())
    return error_response(path, refused.code, detail=refused.detail)


def _refuse_http(request: Request, error: Exception) -> JSONResponse:
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = error.headers if isinstance(error, HTTPException) else None
    return error_response(_path(request), _HTTP_CODES.get(status, errors.InternalError.code), headers)


def _path(request: Request) -> str:
    return str(request.scope["path"])
