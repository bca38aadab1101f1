"""The Lambda function behind API Gateway: the same application as everywhere, with one process per request."""

import binascii
import json
import logging
from collections.abc import Mapping
from functools import cache
from typing import Any

from mangum import Mangum

from kiosk.backend.app import create_app
from kiosk.backend.aws.build import build_aws
from kiosk.backend.failures import describe_failure
from kiosk.backend.routes.errors import ANSWERS
from kiosk.errors import InternalError, KioskError, RequestInvalid
from kiosk.settings import load

logger = logging.getLogger(__name__)


def handler(event: dict[str, Any], context: Any) -> Mapping[str, Any]:
    """Answer an event of API Gateway, of a REST or an HTTP API; raises nothing, for that would end in a bare 502."""
    try:
        adapter = _adapter()
    except KioskError as error:
        logger.error("%s: %s", error.code, error.detail)
        return _answer(InternalError.code)
    except Exception as error:
        logger.error("the application cannot be built: %s", describe_failure(error))
        return _answer(InternalError.code)
    if not isinstance(event, dict) or "requestContext" not in event:
        return _answer(RequestInvalid.code)
    try:
        response: Mapping[str, Any] = adapter(event, context)
    except binascii.Error:
        # A body that is not the base64 that it is said to be.
        return _answer(RequestInvalid.code)
    except Exception as error:
        logger.error("an event was not answered: %s", describe_failure(error))
        return _answer(InternalError.code)
    return response


@cache
def _adapter() -> Mangum:
    """Made with the first request of a process, and kept for all that follow."""
    settings = load()
    logging.getLogger("kiosk").setLevel(settings.log_level)
    return Mangum(create_app(build_aws(settings), settings), lifespan="off")


def _answer(code: str) -> Mapping[str, Any]:
    answer = ANSWERS[code]
    return {
        "statusCode": answer.status,
        "headers": {"content-type": "application/json"},
        "body": json.dumps({"code": code, "message": answer.message}),
        "isBase64Encoded": False,
    }
