"""Which web pages may speak Rekognition's protocol here: none unless they are named (Fetch standard, CORS)."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from kiosk.errors import SettingsInvalid

PROTOCOL_PATH = "/"
EXPOSED_HEADERS = ("x-amzn-RequestId", "x-amzn-ErrorType", "Date")
"""What an SDK in a page reads of an answer; the service itself exposes these."""


class BrowserAccess:
    """Tells browsers that pages of these origins may ask; the kiosk's own addresses beside the protocol stay apart."""

    def __init__(self, app: ASGIApp, origins: Sequence[str]) -> None:
        """Raises SettingsInvalid for what is no origin as browsers write it."""
        self._app = app
        self._protocol = CORSMiddleware(
            app,
            allow_origins=checked_origins(origins),
            allow_methods=("POST",),
            # SDKs add headers of their own with every version: X-Amz-Target, X-Amz-Date, amz-sdk-invocation-id, ...
            allow_headers=("*",),
            allow_private_network=True,
            expose_headers=EXPOSED_HEADERS,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a preflight request, or pass on."""
        ours = scope["type"] == "http" and scope["path"] == PROTOCOL_PATH
        await (self._protocol if ours else self._app)(scope, receive, send)


def checked_origins(origins: Sequence[str]) -> tuple[str, ...]:
    """The origins, compared by browsers and here letter by letter; raises SettingsInvalid."""
    for origin in origins:
        if not _is_origin(origin):
            raise SettingsInvalid(
                "allow_origin: an origin looks like http://localhost:3000, in small letters and without a path; "
                "every page is none"
            )
    return tuple(origins)


def _is_origin(text: str) -> bool:
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    usual = {"http": 80, "https": 443}
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    written = f"{parts.scheme}://{host}" + ("" if port is None else f":{port}")
    named = bool(parts.hostname) and "*" not in text and text.isascii() and text.isprintable() and " " not in text
    return parts.scheme in usual and named and written == text and port != usual[parts.scheme]
