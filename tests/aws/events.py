"""Requests as API Gateway hands them to a Lambda function, and answers as it takes them back."""

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qs, quote

Event = dict[str, Any]
NOBODY: Mapping[str, object] = MappingProxyType({})
DEFAULT_STAGE = "$default"


@dataclass(frozen=True, slots=True)
class Request:
    """What came over HTTP; names of headers are in lower case."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes


def rest_event(request: Request, authorizer: Mapping[str, object] = NOBODY) -> Event:
    """As a REST API does it; the stage is not part of the path."""
    path, _, query_text = request.target.partition("?")
    query = parse_qs(query_text)
    return {
        "resource": "/{proxy+}",
        "path": path,
        "httpMethod": request.method,
        "headers": dict(request.headers),
        "multiValueHeaders": {name: [value] for name, value in request.headers.items()},
        "queryStringParameters": {name: values[-1] for name, values in query.items()} or None,
        "multiValueQueryStringParameters": query or None,
        "pathParameters": {"proxy": path.lstrip("/")},
        "stageVariables": None,
        "requestContext": {
            "resourcePath": "/{proxy+}",
            "httpMethod": request.method,
            "stage": "Prod",
            "path": f"/Prod{path}",
            "protocol": "HTTP/1.1",
            "requestId": "6a7d0a36",
            "identity": {"sourceIp": "192.0.2.1", "userAgent": "a browser"},
            "authorizer": dict(authorizer),
        },
        **_body(request.body),
    }


def rest_event_in_base64(request: Request, authorizer: Mapping[str, object] = NOBODY) -> Event:
    """As a REST API does it for media types that it takes to be binary."""
    return rest_event(request, authorizer) | _body(request.body, encoded=True)


def http_event(request: Request, claims: Mapping[str, object] = NOBODY, stage: str = DEFAULT_STAGE) -> Event:
    """As an HTTP API does it, with payload format 2.0; a stage with a name stands before the path."""
    target, _, query_text = request.target.partition("?")
    path = target if stage == DEFAULT_STAGE else f"/{stage}{target}"
    return {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": quote(path, safe="/{}%"),
        "rawQueryString": query_text,
        "headers": dict(request.headers),
        "requestContext": {
            "stage": stage,
            "requestId": "6a7d0a36",
            "authorizer": {"jwt": {"claims": dict(claims), "scopes": None}},
            "http": {"method": request.method, "path": path, "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1"},
        },
        **_body(request.body),
    }


SHAPES: Mapping[str, Callable[[Request], Event]] = {
    "rest": rest_event,
    "rest-base64": rest_event_in_base64,
    "http": http_event,
}


def answer(response: Mapping[str, Any]) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of what the function returned."""
    headers = {**(response.get("headers") or {})}
    for name, values in (response.get("multiValueHeaders") or {}).items():
        headers[name] = ", ".join(values)
    body = response.get("body") or ""
    return response["statusCode"], headers, base64.b64decode(body) if response.get("isBase64Encoded") else body.encode()


def _body(body: bytes, *, encoded: bool = False) -> Event:
    """What is not text always is base64."""
    if not body:
        return {"body": None, "isBase64Encoded": False}
    try:
        text = body.decode()
    except UnicodeDecodeError:
        encoded, text = True, ""
    return {"body": base64.b64encode(body).decode() if encoded else text, "isBase64Encoded": encoded}
