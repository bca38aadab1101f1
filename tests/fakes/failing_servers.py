"""Servers that fail as services do, over real HTTP: one that answers what it is told to, and one that loses answers."""

import json
import socket
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any
from urllib.parse import urlsplit


@dataclass
class Script:
    """What is answered, and what came; answers are taken in turn, the last one again and again."""

    answers: list[tuple[int, Any]]
    delay_s: float = 0.0
    headers: Mapping[str, str] = field(default_factory=dict)
    requests: list[tuple[str, bytes]] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    lock: Lock = field(default_factory=Lock)

    @contextmanager
    def answering(self) -> Iterator[None]:
        with self.lock:
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        yield
        with self.lock:
            self.at_once -= 1

    def next(self) -> tuple[int, Any]:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


class _Quiet(BaseHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that the library gave it
        pass

    def body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))


@contextmanager
def scripted(
    *answers: tuple[int, Any], delay_s: float = 0.0, headers: Mapping[str, str] | None = None
) -> Iterator[tuple[str, Script]]:
    """Yields the address and the script; an answer is its status and its body, text as it is and the rest as JSON."""
    script = Script([*answers], delay_s, headers or {})

    class Handler(_Quiet):
        def answer(self) -> None:
            script.requests.append((self.headers.get("X-Amz-Target", self.command), self.body()))
            with script.answering():
                time.sleep(script.delay_s)
            status, content = script.next()
            body = content.encode() if isinstance(content, str) else json.dumps(content).encode()
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **script.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_PUT = do_POST = do_DELETE = answer  # noqa: N815 - the names that the library gave them

    with _serving(Handler) as address:
        yield address, script


@contextmanager
def interfering(address: str, operation: str, instead: tuple[int, Any] | None = None) -> Iterator[str]:
    """Passes everything on but the first request for this operation.

    That one is answered with `instead`; without it, it is carried out and its answer is lost.
    """
    target, met = urlsplit(address), list[str]()

    class Handler(_Quiet):
        def do_POST(self) -> None:
            body, first = self.body(), not met and self.headers["X-Amz-Target"].endswith(f".{operation}")
            if first:
                met.append(operation)
            if first and instead:
                self._answer(instead[0], json.dumps(instead[1]).encode(), [])
                return
            connection = HTTPConnection(str(target.hostname), target.port)
            connection.request("POST", self.path, body, dict(self.headers))
            answer = connection.getresponse()
            content = answer.read()
            connection.close()
            if first:
                self.connection.shutdown(socket.SHUT_RDWR)
            else:
                self._answer(answer.status, content, answer.getheaders())

        def _answer(self, status: int, body: bytes, headers: Iterable[tuple[str, str]]) -> None:
            self.send_response(status)
            for name, value in headers:
                if name.lower() not in {"connection", "content-length", "date", "server"}:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    with _serving(Handler) as own:
        yield own
    assert met, "there was nothing to interfere with"


def closed_port() -> str:
    """An address where nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"


def error(code: str, message: str = "quotes what alice sent") -> Mapping[str, str]:
    """The body of an error in the JSON protocols."""
    return {"__type": f"com.amazonaws#{code}", "message": message, "Message": message}


def error_xml(code: str) -> str:
    """The body of an error of S3."""
    return f"<Error><Code>{code}</Code><Message>quotes what alice sent</Message></Error>"


@contextmanager
def _serving(handler: Callable[..., BaseHTTPRequestHandler]) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
