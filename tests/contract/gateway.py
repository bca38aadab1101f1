"""Requests as the events that an API Gateway makes of them for the Lambda function."""

import asyncio
import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

from tests.contract.wire import NONE, Answer

Event = dict[str, Any]
Handler = Callable[[Event, Any], Mapping[str, Any]]
STAGE = "Prod"


@dataclass(frozen=True, slots=True)
class RestWire:
    """Implements `Wire` with the events of a REST API, whose paths come without the stage."""

    handler: Handler
    base64_bodies: bool = False
    authorizer: Mapping[str, object] = field(default_factory=dict)

    def send(self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] = NONE) -> Answer:
        text, encoded = _body(body, always=self.base64_bodies)
        event = {
            "resource": "/{proxy+}",
            "path": path,
            "httpMethod": method,
            "headers": {"Host": "api.example", **headers},
            "multiValueHeaders": {"Host": ["api.example"], **{name: [value] for name, value in headers.items()}},
            "queryStringParameters": None,
            "multiValueQueryStringParameters": None,
            "pathParameters": {"proxy": path.lstrip("/")},
            "stageVariables": None,
            "requestContext": {
                "resourcePath": "/{proxy+}",
                "httpMethod": method,
                "path": f"/{STAGE}{path}",
                "stage": STAGE,
                "protocol": "HTTP/1.1",
                "requestId": "6a7d0a36",
                "identity": {"sourceIp": "192.0.2.7", "userAgent": "a browser"},
                "authorizer": dict(self.authorizer),
            },
            "body": text,
            "isBase64Encoded": encoded,
        }
        return _answer(_handled(self.handler, event))


@dataclass(frozen=True, slots=True)
class HttpApiWire:
    """Implements `Wire` with the events of an HTTP API; those of a stage with a name have it before the path."""

    handler: Handler
    stage: str = "$default"
    authorizer: Mapping[str, object] = field(default_factory=dict)

    def send(self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] = NONE) -> Answer:
        text, encoded = _body(body)
        raw = path if self.stage == "$default" else f"/{self.stage}{path}"
        event = {
            "version": "2.0",
            "routeKey": "$default",
            "rawPath": quote(raw, safe="/{}"),
            "rawQueryString": "",
            "headers": {"host": "api.example", **{name.lower(): value for name, value in headers.items()}},
            "requestContext": {
                "stage": self.stage,
                "requestId": "6a7d0a36",
                "authorizer": {"jwt": {"claims": dict(self.authorizer), "scopes": None}},
                "http": {
                    "method": method,
                    "path": raw,
                    "protocol": "HTTP/1.1",
                    "sourceIp": "192.0.2.7",
                    "userAgent": "a browser",
                },
            },
            "body": text,
            "isBase64Encoded": encoded,
        }
        return _answer(_handled(self.handler, event))


def _handled(handler: Handler, event: Event) -> Mapping[str, Any]:
    """Mangum takes the thread's event loop, or makes one that nobody closes."""
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    try:
        return handler(event, _context())
    finally:
        asyncio.set_event_loop(None)
        loop.close()


def _body(body: bytes, *, always: bool = False) -> tuple[str | None, bool]:
    """The body in the event, and whether it is base64: what is not text always is."""
    if not body:
        return None, False
    try:
        text = body.decode()
    except UnicodeDecodeError:
        always, text = True, ""
    return (base64.b64encode(body).decode(), True) if always else (text, False)


def _context() -> SimpleNamespace:
    return SimpleNamespace(aws_request_id="6a7d0a36", get_remaining_time_in_millis=lambda: 29_000)


def _answer(response: Mapping[str, Any]) -> Answer:
    several = response.get("multiValueHeaders") or {}
    headers = {**(response.get("headers") or {}), **{name: ",".join(values) for name, values in several.items()}}
    body = response.get("body") or ""
    text = base64.b64decode(body).decode() if response.get("isBase64Encoded") else str(body)
    return Answer(int(response["statusCode"]), {name.lower(): value for name, value in headers.items()}, text)
