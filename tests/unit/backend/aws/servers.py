"""Servers that fail as services do, over real HTTP: one that answers what it is told to, and one that loses answers."""

import json
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import urlsplit


@dataclass
class Script:
    """What is answered, and what came; answers are taken in turn, the last one again and again."""

    answers: list[tuple[int, Any]]
    delay_s: float = 0.0
    headers: Mapping[str, str] = field(default_factory=dict)
    requests: list[tuple[str, bytes]] = field(default_factory=list)

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
def losing(address: str, operation: str) -> Iterator[str]:
    """Passes everything on, but loses the first answer to this operation after it was carried out."""
    target, lost = urlsplit(address), list[str]()

    class Handler(_Quiet):
        def do_POST(self) -> None:
            connection = HTTPConnection(str(target.hostname), target.port)
            connection.request("POST", self.path, self.body(), dict(self.headers))
            answer = connection.getresponse()
            content = answer.read()
            connection.close()
            if not lost and self.headers["X-Amz-Target"].endswith(f".{operation}"):
                lost.append(operation)
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in {"connection", "date", "server"}:
                    self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

    with _serving(Handler) as own:
        yield own
    assert lost, "no answer was lost"


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
