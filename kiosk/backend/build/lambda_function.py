"""The Lambda function behind API Gateway: the same application as everywhere, with one process per request."""

import logging
import sys
import time
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from mangum import Mangum

from kiosk.backend.api.app import create_app
from kiosk.backend.api.error_handlers import error_response
from kiosk.backend.api.facade import VerificationService
from kiosk.backend.build.aws import build_aws
from kiosk.backend.metrics.cloudwatch_emf import EmfMetrics
from kiosk.errors import InternalError, KioskError, RequestInvalid
from kiosk.settings import Settings, load
from kiosk.system.safe_errors import describe_failure

logger = logging.getLogger(__name__)


def handler(event: dict[str, Any], context: Any) -> Mapping[str, Any]:
    """Answer an event of API Gateway, of a REST or an HTTP API; raises nothing, for that would end in a bare 502."""
    return respond(_adapter, event, context)


def respond(adapter: Callable[[], Mangum], event: dict[str, Any], context: Any) -> Mapping[str, Any]:
    """The answer of the application that `adapter` makes or keeps; raises nothing."""
    if not isinstance(event, dict) or "requestContext" not in event:
        return _answer(RequestInvalid.code, "")
    path = str(event.get("path", event.get("rawPath", "")))
    try:
        response: Mapping[str, Any] = adapter()(event, context)
    except ValueError as error:
        # A body that is not the base64 that it is said to be.
        logger.info("an event was no request: %s", describe_failure(error))
        return _answer(RequestInvalid.code, path)
    except KioskError as error:
        logger.error("%s: %s", error.code, error.detail)
    except Exception as error:
        logger.error("an event was not answered: %s", describe_failure(error))
    else:
        return response
    return _answer(InternalError.code, path)


@cache
def _adapter() -> Mangum:
    """Made with the first request of a process, and kept for all that follow."""
    settings = load()
    set_levels(settings.log_level)
    return make_adapter(build_aws(settings, metrics=EmfMetrics(sys.stdout.write, time.time)), settings)


def set_levels(ours: str) -> None:
    """Our own records from this level on, those of libraries from WARNING on: botocore would log images and secrets.

    Lambda gives the level that was set for the function to the root of all.
    """
    logging.getLogger().setLevel(max(logging.getLevelNamesMapping()[ours], logging.WARNING))
    logging.getLogger("kiosk").setLevel(ours)


def make_adapter(service: VerificationService, settings: Settings) -> Mangum:
    """The application as a function of events; answers one at a time."""
    return Mangum(create_app(service, settings), lifespan="off")


def _answer(code: str, path: str) -> Mapping[str, Any]:
    """In the contract that the address belongs to, as the application would say it."""
    response = error_response(path, code)
    body = bytes(response.body).decode()
    headers = {"content-type": "application/json"}
    return {"statusCode": response.status_code, "headers": headers, "body": body, "isBase64Encoded": False}
