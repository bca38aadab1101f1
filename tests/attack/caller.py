"""Somebody who sends requests to the backend from an address of their own."""

import contextlib
import http.client
import json
import socket
import ssl
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

JSON_TYPE = {"Content-Type": "application/json"}
NO_ANSWER = 0
"""The status of a request that was not answered."""
PATIENCE_S = 5.0
"""What load balancers usually give a health check; whatever takes longer counts as an outage."""
BUSY = 503
"""The one status of the server's side that says that nothing is wrong."""
NO_FACES = "1010"
"""What the KYC API's documentation answers by 500 though nothing failed: there was nobody to compare."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; without an answer the status is NO_ANSWER and the body says why. Headers are in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float

    @property
    def json(self) -> Any:
        """The body as JSON; an empty object when it is none."""
        try:
            return json.loads(self.body)
        except ValueError:
            return {}

    @property
    def code(self) -> str:
        """The error's code in any of the dialects, if it says one."""
        told = self.json if isinstance(self.json, dict) else {}
        return next((str(told[name]) for name in ("code", "errorCode", "Code") if name in told), "")

    @property
    def is_fault(self) -> bool:
        """Whether the backend failed, or said nothing at all."""
        return self.status == NO_ANSWER or (self.status >= 500 and self.status != BUSY and self.code != NO_FACES)


@dataclass(slots=True)
class Ledger:
    """What failed, of all callers; any thread."""

    faults: Counter[str] = field(default_factory=Counter)
    """Answers that are faults, by what was asked."""
    _lock: Lock = field(default_factory=Lock)

    def write(self, method: str, path: str, answer: Answer) -> None:
        """Count an answer."""
        if answer.status != NO_ANSWER and answer.is_fault:
            with self._lock:
                self.faults[f"{method} {_without_ids(path)}: {answer.status}"] += 1

    def take_faults(self) -> Counter[str]:
        """All since the last time."""
        with self._lock:
            taken, self.faults = self.faults, Counter()
            return taken


@dataclass(frozen=True, slots=True)
class Place:
    """Where the backend listens."""

    url: str
    ca_file: str = ""

    @property
    def address(self) -> tuple[str, int]:
        """Host and port."""
        parts = urlsplit(self.url)
        return parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)

    @property
    def has_many_sources(self) -> bool:
        """Whether this machine has many addresses to call from; a Mac has one."""
        here = self.address[0].startswith("127.") or self.address[0] == "localhost"
        return here and sys.platform != "darwin"

    @property
    def context(self) -> ssl.SSLContext | None:
        """How to speak TLS, if that is spoken."""
        if urlsplit(self.url).scheme != "https":
            return None
        return ssl.create_default_context(cafile=self.ca_file or None)

    def connect(self, source: str, timeout_s: float = 10.0) -> socket.socket:
        """A bare connection; raises OSError."""
        host, port = self.address
        plain = socket.create_connection((host, port), timeout_s, (source, 0) if source else None)
        context = self.context
        return plain if context is None else context.wrap_socket(plain, server_hostname=host)


class Caller:
    """Keeps one connection; one thread."""

    def __init__(
        self, place: Place, ledger: Ledger, source: str = "", api_key: str = "", timeout_s: float = 30.0
    ) -> None:
        """`source` is the address to call from, empty for any."""
        self._place, self._ledger, self._source, self._timeout_s = place, ledger, source, timeout_s
        self._headers = {"X-Api-Key": api_key} if api_key else {}
        self._connection: http.client.HTTPConnection | None = None

    def send(
        self,
        method: str,
        path: str,
        body: bytes | Iterator[bytes] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """One request; what fails is an answer too. A connection that was closed meanwhile is made anew, once."""
        began_s = time.monotonic()
        told = {**self._headers, **(headers or {})}
        fresh = self._connection is None
        try:
            try:
                answer = self._exchange(method, path, body, told)
            except (http.client.HTTPException, ConnectionError):
                self.close()
                if fresh or not (body is None or isinstance(body, bytes)):
                    raise
                answer = self._exchange(method, path, body, told)
        except (OSError, http.client.HTTPException) as error:
            self.close()
            answer = Answer(NO_ANSWER, {}, type(error).__name__.encode(), 0.0)
        seconds = time.monotonic() - began_s
        self._ledger.write(method, path, answer)
        return Answer(answer.status, answer.headers, answer.body, seconds)

    def call(self, method: str, path: str, **fields: object) -> Answer:
        """Send fields as JSON."""
        return self.send(method, path, json.dumps(fields).encode(), JSON_TYPE)

    def close(self) -> None:
        """Hang up."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _exchange(
        self, method: str, path: str, body: bytes | Iterator[bytes] | None, headers: Mapping[str, str]
    ) -> Answer:
        if self._connection is None:
            self._connection = self._connect()
        # Whoever refuses a body early closes while it is still being sent, and has answered all the same.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self._connection.request(method, path, body, dict(headers))
        response = self._connection.getresponse()
        told = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, told, response.read(), 0.0)

    def _connect(self) -> http.client.HTTPConnection:
        host, port = self._place.address
        source = (self._source, 0) if self._source else None
        context = self._place.context
        if context is None:
            return http.client.HTTPConnection(host, port, self._timeout_s, source)
        return http.client.HTTPSConnection(host, port, timeout=self._timeout_s, source_address=source, context=context)


def _without_ids(path: str) -> str:
    """The address without what is different each time."""
    return "/".join("ID" if len(part) > 20 else part for part in path.split("?")[0].split("/"))
