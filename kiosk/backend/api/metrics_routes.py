"""`GET /metrics`: numbers for Prometheus, to whoever has a key, or is on this machine."""

import hmac
from typing import Protocol, runtime_checkable

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse

from kiosk.backend.api.documented_refusals import MEASURING
from kiosk.backend.api.loopback import is_loopback_request
from kiosk.backend.api.refused_callers import record_refusal
from kiosk.errors import ApiKeyInvalid
from kiosk.settings import Settings

PATH = "/metrics"
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_BEARER = "Bearer "


@runtime_checkable
class Exposition(Protocol):
    """Metrics that can be asked for."""

    def text(self) -> bytes:
        """All of them, in Prometheus's text format."""
        ...


def metrics_routes(metrics: Exposition, settings: Settings) -> APIRouter:
    """The route over these metrics; it has keys of its own, and the guard of all others lets it pass."""
    router = APIRouter()

    @router.get(PATH, response_class=PlainTextResponse, responses=MEASURING)
    def read_metrics(request: Request) -> Response:
        if not _may_read(request, settings):
            record_refusal(request.scope, ApiKeyInvalid.code)
            raise ApiKeyInvalid
        return Response(metrics.text(), headers={"content-type": CONTENT_TYPE})

    return router


def _may_read(request: Request, settings: Settings) -> bool:
    """Without a key for metrics, this machine reads them freely: a proxy on it needs one."""
    metrics_key = settings.metrics_key.get_secret_value()
    keys = [key for key in (metrics_key, settings.backend_api_key.get_secret_value()) if key]
    authorization = request.headers.get("authorization", "")
    presented = [request.headers.get("x-api-key", ""), authorization.removeprefix(_BEARER)]
    if any(hmac.compare_digest(key.encode(), given.encode()) for key in keys for given in presented):
        return True
    return not metrics_key and is_loopback_request(request.scope)
