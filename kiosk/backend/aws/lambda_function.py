"""The Lambda function behind API Gateway: the same application as everywhere, with one process per request."""

import json
import logging
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from mangum import Mangum

from kiosk.backend.app import create_app
from kiosk.backend.aws.build import build_aws
from kiosk.backend.failures import describe_failure
from kiosk.backend.routes.errors import ANSWERS
from kiosk.backend.service import Service
from kiosk.errors import InternalError, KioskError, RequestInvalid
from kiosk.settings import Settings, load

logger = logging.getLogger(__name__)


def handler(event: dict[str, Any], context: Any) -> Mapping[str, Any]:
    """Answer an event of API Gateway, of a REST or an HTTP API; raises nothing, for that would end in a bare 502."""
    return respond(_adapter, event, context)


def respond(adapter: Callable[[], Mangum], event: dict[str, Any], context: Any) -> Mapping[str, Any]:
    """The answer of the application that `adapter` makes or keeps; raises nothing."""
    if not isinstance(event, dict) or "requestContext" not in event:
        return _answer(RequestInvalid.code)
    try:
        response: Mapping[str, Any] = adapter()(event, context)
    except ValueError:
        # A body that is not the base64 that it is said to be.
        return _answer(RequestInvalid.code)
    except KioskError as error:
        logger.error("%s: %s", error.code, error.detail)
    except Exception as error:
        logger.error("an event was not answered: %s", describe_failure(error))
    else:
        return response
    return _answer(InternalError.code)


@cache
def _adapter() -> Mangum:
    """Made with the first request of a process, and kept for all that follow."""
    settings = load()
    logging.getLogger("kiosk").setLevel(settings.log_level)
    return make_adapter(build_aws(settings), settings)


def make_adapter(service: Service, settings: Settings) -> Mangum:
    """The application as a function of events; answers one at a time."""
    return Mangum(create_app(service, settings), lifespan="off")


def _answer(code: str) -> Mapping[str, Any]:
    answer = ANSWERS[code]
    return {
        "statusCode": answer.status,
        "headers": {"content-type": "application/json"},
        "body": json.dumps({"code": code, "message": answer.message}),
        "isBase64Encoded": False,
    }
