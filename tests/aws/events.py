"""Requests as API Gateway hands them to a Lambda function, and answers as it takes them back."""

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

Event = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Request:
    """What came over HTTP; names of headers are in lower case."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes


def rest_event(request: Request) -> Event:
    """As a REST API does it; the stage is not part of the path."""
    parts = urlsplit(request.target)
    query = parse_qs(parts.query)
    return {
        "resource": "/{proxy+}",
        "path": parts.path,
        "httpMethod": request.method,
        "headers": dict(request.headers),
        "multiValueHeaders": {name: [value] for name, value in request.headers.items()},
        "queryStringParameters": {name: values[-1] for name, values in query.items()} or None,
        "multiValueQueryStringParameters": query or None,
        "requestContext": {"stage": "Prod", "path": f"/Prod{parts.path}", "identity": {"sourceIp": "192.0.2.1"}},
        **_body(request.body, encoded=False),
    }


def rest_event_in_base64(request: Request) -> Event:
    """As a REST API does it for media types that it takes to be binary."""
    return rest_event(request) | _body(request.body, encoded=True)


def http_event(request: Request) -> Event:
    """As an HTTP API does it, with payload format 2.0 and the default stage."""
    parts = urlsplit(request.target)
    return {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": parts.path,
        "rawQueryString": parts.query,
        "headers": dict(request.headers),
        "requestContext": {
            "stage": "$default",
            "http": {"method": request.method, "path": parts.path, "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1"},
        },
        **_body(request.body, encoded=True),
    }


SHAPES: Mapping[str, Callable[[Request], Event]] = {
    "rest": rest_event,
    "rest-base64": rest_event_in_base64,
    "http": http_event,
}


def answer(response: Mapping[str, Any]) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of what the function returned."""
    headers = {**response.get("headers", {})}
    for name, values in response.get("multiValueHeaders", {}).items():
        headers[name] = ", ".join(values)
    body = response.get("body") or ""
    return response["statusCode"], headers, base64.b64decode(body) if response.get("isBase64Encoded") else body.encode()


def _body(body: bytes, *, encoded: bool) -> Event:
    if not body:
        return {"body": None, "isBase64Encoded": False}
    text = base64.b64encode(body).decode() if encoded else body.decode("utf-8", "replace")
    return {"body": text, "isBase64Encoded": encoded}
