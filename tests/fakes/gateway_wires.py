"""The ways through an API Gateway to the Lambda function, in this process."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from tests.aws.events import (
    DEFAULT_STAGE,
    Event,
    Request,
    answer,
    http_event,
    rest_event,
    rest_event_in_base64,
)
from tests.fakes.wire import NONE, Answer

Handler = Callable[[Event, Any], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class RestWire:
    """Implements `Wire` with the events of a REST API, whose paths come without the stage."""

    handler: Handler
    base64_bodies: bool = False
    authorizer: Mapping[str, object] = field(default_factory=dict)

    def send(self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] = NONE) -> Answer:
        shape = rest_event_in_base64 if self.base64_bodies else rest_event
        return _handled(self.handler, shape(_request(method, path, body, headers), self.authorizer))


@dataclass(frozen=True, slots=True)
class HttpApiWire:
    """Implements `Wire` with the events of an HTTP API; those of a stage with a name have it before the path."""

    handler: Handler
    stage: str = DEFAULT_STAGE
    authorizer: Mapping[str, object] = field(default_factory=dict)

    def send(self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] = NONE) -> Answer:
        event = http_event(_request(method, path, body, headers), self.authorizer, self.stage)
        return _handled(self.handler, event)


def _request(method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Request:
    named = {"host": "api.example", **{name.lower(): value for name, value in headers.items()}}
    return Request(method, path, named, body)


def _handled(handler: Handler, event: Event) -> Answer:
    """Mangum takes the thread's event loop, or makes one that nobody closes."""
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    context = SimpleNamespace(aws_request_id="6a7d0a36", get_remaining_time_in_millis=lambda: 29_000)
    try:
        status, headers, body = answer(handler(event, context))
    finally:
        asyncio.set_event_loop(None)
        loop.close()
    return Answer(status, {name.lower(): value for name, value in headers.items()}, body.decode())
