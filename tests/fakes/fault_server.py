"""A backend over real HTTP that misbehaves as told."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Reply = Callable[["Handler"], None]


@dataclass(frozen=True)
class Request:
    """What arrived."""

    method: str
    path: str
    headers: dict[str, str]
    body: dict[str, object]
    client_port: int


@dataclass
class Script:
    """Replies in order; the last one is given for ever."""

    replies: list[Reply] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)
    """Set to let slow replies end."""


class Server(ThreadingHTTPServer):
    daemon_threads = True
    script: Script

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Server

    def reply(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        content = self.rfile.read(length)
        is_json = self.headers.get("Content-Type", "").startswith("application/json")
        body = json.loads(content) if content and is_json else {}
        script = self.server.script
        script.requests.append(Request(self.command, self.path, dict(self.headers), body, self.client_address[1]))
        answer = script.replies.pop(0) if len(script.replies) > 1 else script.replies[0]
        answer(self)

    do_GET = do_POST = do_PUT = reply  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass

    def answer(self, status: int, body: bytes, content_type: str = "application/json", **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", headers.pop("length", str(len(body))))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def serving(*replies: Reply) -> Iterator[Server]:
    """A server on a free port of the loopback, until the block ends."""
    server = Server(("127.0.0.1", 0), Handler)
    server.script = Script(list(replies))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.script.released.set()
        server.shutdown()
        thread.join()
        server.server_close()


def ok(**body: object) -> Reply:
    return lambda handler: handler.answer(200, json.dumps(body).encode())


def status(code: int, body: object = None, **headers: str) -> Reply:
    return lambda handler: handler.answer(code, json.dumps(body or {}).encode(), **headers)


def raw(body: bytes, content_type: str = "application/json") -> Reply:
    return lambda handler: handler.answer(200, body, content_type)


def truncated(handler: Handler) -> None:
    """Announces more than it sends."""
    handler.answer(200, b'{"success":', length="500")
    handler.close_connection = True


def slow(handler: Handler) -> None:
    """Answers only when the test is over, or the client is long gone."""
    handler.server.script.released.wait(10)
    handler.close_connection = True


def drip(handler: Handler) -> None:
    """Sends its body byte by byte, each just in time."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.close_connection = True
    while not handler.server.script.released.wait(0.05):
        try:
            handler.wfile.write(b" ")
        except OSError:
            return


def hang_up(handler: Handler) -> None:
    """Closes the connection without an answer."""
    handler.close_connection = True
