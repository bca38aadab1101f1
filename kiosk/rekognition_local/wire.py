"""The JSON 1.1 protocol: a target, a body and an answer, or an error in the service's form.

Signatures are demanded but not verified: there is nobody whose key this server could know.
"""

import asyncio
import base64
import json
import logging
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from http import HTTPStatus
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from kiosk.backend.api.body_budget import BodyBudget
from kiosk.backend.engines.local.face_finder_pool import PICTURE_WORKERS
from kiosk.errors import Busy, RequestTimeout, ServiceError, ServiceUnavailable
from kiosk.rekognition_local.errors import (
    InternalServerError,
    MissingAuthenticationTokenException,
    ProvisionedThroughputExceededException,
    RekognitionError,
    RequestEntityTooLargeException,
    RequestTimeoutException,
    SerializationException,
    ServiceUnavailableException,
    UnknownOperationException,
)
from kiosk.rekognition_local.model import checked_input, parsed
from kiosk.rekognition_local.operation import Members, Operation
from kiosk.service_settings import ServerSettings
from kiosk.system.safe_errors import describe_failure

if TYPE_CHECKING:
    from botocore.model import ServiceModel

CONTENT_TYPE = "application/x-amz-json-1.1"
TARGET_PREFIX = "RekognitionService."
SIGNATURE_SCHEME = "AWS4-HMAC-SHA256 "
MAX_BODY_BYTES = 2 * 5_242_880 * 4 // 3 + 65_536
"""Two images in base64, and room for everything else."""
MAX_AT_WORK = 32
"""Requests that are read, analysed or wait for it; more are told to come back before their body is read."""
BODY_TIMEOUT_S = 60.0
"""Of a whole body; on loopback the largest takes a fraction of a second."""
PICTURE_SHAPE, RESULTS = "Image", "GetFaceLivenessSessionResults"
"""Operations with a member of this shape decode pictures, and so does this one."""

logger = logging.getLogger(__name__)


class Wire:
    """Answers requests to `/`, each in a thread of the server's pool."""

    def __init__(
        self, model: "ServiceModel", operations: Mapping[str, Operation], limits: ServerSettings | None = None
    ) -> None:
        """Operations by the name that the model gives them."""
        limits = limits or ServerSettings()
        self._model, self._operations = model, operations
        # On loopback all callers have one address.
        self._budget = BodyBudget(limits.max_body_bytes_at_once, limits.max_body_bytes_at_once)
        self._at_work = 0
        self._with_pictures = {name for name in operations if _has_pictures(model, name)}
        self._turns = BoundedSemaphore(PICTURE_WORKERS)

    async def answer(self, request: Request) -> Response:
        """The operation's answer or the service's error."""
        started_s = time.monotonic()
        name = ""
        try:
            name = _target(request, self._operations)
            size = _announced_size(request)
            with self._admitted(), self._budget.reserved("", size):
                members = await run_in_threadpool(self._carry_out, name, await _body(request))
            response = _response(HTTPStatus.OK, members)
        except RekognitionError as error:
            response = error_answer(error)
        except (Busy, ServiceUnavailable) as error:
            logger.warning("%s: %s", name, error.code)
            response = error_answer(ServiceUnavailableException())
        except ServiceError as error:
            logger.error("%s: %s %s", name, error.code, error.detail)
            response = error_answer(InternalServerError())
        except HTTPException:
            raise
        except Exception as error:
            logger.error("unexpected: %s", describe_failure(error))
            response = error_answer(InternalServerError())
        logger.info("%s: %d in %.0f ms", name or "?", response.status_code, 1000 * (time.monotonic() - started_s))
        return response

    @contextmanager
    def _admitted(self) -> Iterator[None]:
        if self._at_work >= MAX_AT_WORK:
            raise ProvisionedThroughputExceededException
        self._at_work += 1
        try:
            yield
        finally:
            self._at_work -= 1

    def _carry_out(self, name: str, body: bytes) -> Members:
        shape = self._model.operation_model(name).input_shape
        # From the first copy of an image to the last, so that no more pictures are in memory than are analysed.
        with self._turns if name in self._with_pictures else nullcontext():
            untrusted = parsed(body)
            return self._operations[name](checked_input(shape, untrusted) if shape is not None else {})


def error_answer(error: RekognitionError) -> Response:
    """An error in the service's form."""
    return _response(error.status, {"__type": error.code, "message": str(error)})


def _has_pictures(model: "ServiceModel", name: str) -> bool:
    shape = model.operation_model(name).input_shape
    return name == RESULTS or (
        shape is not None and any(member.name == PICTURE_SHAPE for member in shape.members.values())
    )


def _target(request: Request, operations: Mapping[str, Operation]) -> str:
    """The operation that is asked for, by somebody who signed."""
    target = request.headers.get("x-amz-target", "")
    name = target.removeprefix(TARGET_PREFIX)
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != CONTENT_TYPE or not target.startswith(TARGET_PREFIX) or name not in operations:
        raise UnknownOperationException
    if not request.headers.get("authorization", "").startswith(SIGNATURE_SCHEME):
        raise MissingAuthenticationTokenException
    return name


def _announced_size(request: Request) -> int:
    """How many bytes a body has, the most that it may have when it does not say."""
    if request.headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise SerializationException
    announced = request.headers.get("content-length", str(MAX_BODY_BYTES))
    if len(announced) > 18 or not announced.isdigit() or int(announced) > MAX_BODY_BYTES:
        raise RequestEntityTooLargeException
    return int(announced)


async def _body(request: Request) -> bytes:
    try:
        async with asyncio.timeout(BODY_TIMEOUT_S):
            return await _read(request)
    except (ClientDisconnect, TimeoutError, RequestTimeout) as error:
        raise RequestTimeoutException from error


async def _read(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY_BYTES:
            raise RequestEntityTooLargeException
    return bytes(body)


def _response(status: int, members: Members) -> Response:
    text = json.dumps(members, default=_base64, allow_nan=False, separators=(",", ":"))
    return Response(text, status, {"x-amzn-RequestId": str(uuid4())}, CONTENT_TYPE)


def _base64(value: Any) -> str:
    if not isinstance(value, bytes):
        raise TypeError(type(value).__name__)
    return base64.b64encode(value).decode("ascii")
