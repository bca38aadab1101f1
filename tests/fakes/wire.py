"""One request and its answer, over whatever leads to the backend: a socket, or the events of an API Gateway."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import requests

Json = Mapping[str, object]
NONE: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Answer:
    """Names of headers are in small letters."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def json(self) -> dict[str, object]:
        """The body, which must be a JSON object."""
        parsed = json.loads(self.text)
        assert isinstance(parsed, dict), self.text
        return parsed


class Wire(Protocol):
    """Sends one request; paths begin with a slash."""

    def send(self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] = NONE) -> Answer: ...


class HttpWire:
    """Real HTTP to this address, one connection for all requests."""

    def __init__(self, url: str, session: requests.Session) -> None:
        self._url, self._session = url, session

    def send(self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] = NONE) -> Answer:
        response = self._session.request(method, self._url + path, data=body, headers=dict(headers), timeout=30)
        return Answer(response.status_code, {k.lower(): v for k, v in response.headers.items()}, response.text)


def call(wire: Wire, method: str, path: str, body: object, headers: Mapping[str, str] = NONE) -> Answer:
    """Send JSON as axios does."""
    encoded = json.dumps(body).encode()
    return wire.send(method, path, encoded, {"Content-Type": "application/json;charset=utf-8", **headers})
