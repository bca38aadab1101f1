"""The HTTP application: the service's protocol at `/`, and the kiosk's own backend beside it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from kiosk.backend.api.answer_headers import AnswerHeaders
from kiosk.backend.api.loopback import is_loopback_authority
from kiosk.rekognition_local.browsers import BrowserAccess
from kiosk.rekognition_local.session_tokens import SessionTokens
from kiosk.rekognition_local.wire import Wire
from kiosk.service_settings import ServerSettings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from botocore.model import ServiceModel

    from kiosk.rekognition_local.operation import Operation


class LocalHostGuard:
    """Answers only those who call this machine by its own name.

    The server listens on loopback alone, but a web page could have its own name resolve to loopback and then speak to
    this server from the browser of whoever visits it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 421 or pass on."""
        if scope["type"] != "http" or is_loopback_authority(dict(scope["headers"]).get(b"host", b"").decode("latin-1")):
            await self._app(scope, receive, send)
        else:
            await PlainTextResponse("This server answers on loopback names only.", 421)(scope, receive, send)


def create_app(
    model: "ServiceModel",
    operations: "Mapping[str, Operation]",
    backend: ASGIApp,
    limits: ServerSettings | None = None,
    origins: Sequence[str] = (),
    tokens: SessionTokens | None = None,
) -> FastAPI:
    """All routes, for pages of these origins as well; owns nothing of what it is given. Raises SettingsInvalid."""
    wire = Wire(model, operations, limits)
    app = FastAPI(openapi_url=None, redirect_slashes=False)

    @app.post("/")
    async def rekognition(request: Request) -> Response:
        return await (tokens if tokens is not None and tokens.is_asked(request) else wire).answer(request)

    app.mount("/", backend)
    if origins:
        app.add_middleware(BrowserAccess, origins=origins)
    app.add_middleware(LocalHostGuard)
    app.add_middleware(AnswerHeaders)
    return app
