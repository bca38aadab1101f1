"""The short form against a real backend, and the suite itself against servers that are known to be bad."""

import secrets
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.attack.__main__ import main
from tests.attack.honest_customer import NAME
from tests.attack.own_backend import STAFF, copied, enrol_two, own_backend, staff_setting


@pytest.mark.skipif(sys.platform == "darwin", reason="limits by address need more addresses than a Mac has")
def test_nothing_gives_way(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    original = tmp_path / "original"
    enrol_two(original)
    # So short that the challenge that is started first is over at the end.
    settings = {**staff_setting(original), "KIOSK_SESSION_LIFETIME_S": "30"}
    with own_backend(copied(original, tmp_path / "attacked"), settings) as url:
        told = ["--known-customer", NAME, "--known-staff", STAFF, "--data-folder", str(original)]
        status = main([url, "--short", *told])
    table = capsys.readouterr().out
    assert status == 0, "\n".join(line for line in table.splitlines() if "  held  " not in line)


def test_nobody_gets_past_a_key(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = secrets.token_urlsafe(32)
    (tmp_path / "key").write_text(key, encoding="utf-8")
    told = ["--short", "--api-key-file", str(tmp_path / "key"), "--only", "headers", "--only", "answers"]
    with own_backend(tmp_path / "data", {"KIOSK_BACKEND_API_KEY": key}) as url:
        assert main([url, *told]) == 0, capsys.readouterr().out


class _Weak(BaseHTTPRequestHandler):
    """Lets everybody do everything, says what it is, and repeats what it was sent."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer(b"{}")

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers.get("content-length", 0)))
        self._answer(b'{"id":"c","token":"a.b.c","evidence":{"turn":12.5}}' if self.path.endswith("start") else sent)

    do_PUT = do_DELETE = do_POST  # noqa: N815

    def _answer(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nobody reads it."""


@contextmanager
def _weak_server() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Weak)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_weak_server_gives_way(capsys: pytest.CaptureFixture[str]) -> None:
    with _weak_server() as url:
        assert main([url, "--short", "--only", "headers", "--only", "lockout"]) == 1
    table = capsys.readouterr().out
    assert "Cache-Control: no-store" in table
    assert "gave way  0 of" in table


def test_nothing_can_be_tried_where_nobody_answers(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["http://127.0.0.1:9", "--short"]) == 2
    assert "could not be tried" in capsys.readouterr().out
