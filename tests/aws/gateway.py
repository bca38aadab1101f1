"""A stand-in for API Gateway and Lambda: real HTTP in front, processes with the real handler behind."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any

from tests.aws.events import Event, Request, answer, rest_event

Invoke = Callable[[Event], Mapping[str, Any]]
"""The Lambda function as API Gateway sees it; any thread may call."""
ROOT = Path(__file__).parents[2]


class Environments:
    """Some Lambda environments, each of which answers one event at a time; any thread may call."""

    def __init__(self, count: int, environment: Mapping[str, str], log: Path) -> None:
        """`environment` is all of it; what the processes log goes to the file."""
        self._free: Queue[subprocess.Popen[str]] = Queue()
        self._log = log.open("w", encoding="utf-8")
        self._processes = [self._start(environment) for _ in range(count)]

    def invoke(self, event: Event) -> Mapping[str, Any]:
        """The function's answer."""
        process = self._free.get()
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(json.dumps(event) + "\n")
            process.stdin.flush()
            answered: Mapping[str, Any] = json.loads(process.stdout.readline())
            return answered
        finally:
            self._free.put(process)

    def close(self) -> None:
        """End the processes."""
        for process in self._processes:
            assert process.stdin is not None
            process.stdin.close()
            process.wait(10)
            assert process.stdout is not None
            process.stdout.close()
        self._log.close()

    def _start(self, environment: Mapping[str, str]) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.aws.worker"],
            cwd=ROOT,
            env=dict(environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
        )
        self._free.put(process)
        return process


@contextmanager
def in_this_process(function: Invoke) -> Iterator[Invoke]:
    """The function in one thread with an event loop, where it answers one event at a time as in Lambda."""
    loop = asyncio.new_event_loop()
    with ThreadPoolExecutor(1, initializer=asyncio.set_event_loop, initargs=(loop,)) as executor:
        yield lambda event: executor.submit(function, json.loads(json.dumps(event))).result()
        executor.submit(loop.close).result()


@contextmanager
def gateway(invoke: Invoke, shape: Callable[[Request], Event] = rest_event) -> Iterator[str]:
    """Serve on a free port while inside; yields the address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def log_message(self, *arguments: object) -> None:
            pass

        def _serve(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, sent, content = answer(invoke(shape(Request(self.command, self.path, headers, body))))
            self.send_response_only(status)
            for name, value in sent.items():
                if name.lower() != "content-length":
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = do_DELETE = do_OPTIONS = do_PATCH = _serve  # noqa: N815

    with ExitStack() as stack:
        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        stack.callback(server.server_close)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        stack.callback(thread.join)
        stack.callback(server.shutdown)
        yield f"http://127.0.0.1:{server.server_address[1]}"
