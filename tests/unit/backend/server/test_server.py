"""What whoever connects can do to a server before anybody knows who that is; over real sockets."""

import contextlib
import errno
import json
import socket
import threading
import time
from collections.abc import Iterator

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from kiosk.backend.api.caller_address import TrustedProxies
from kiosk.backend.server import protocol
from kiosk.backend.server.connections import ConnectionTable
from kiosk.service_settings import ServerSettings
from tests.fakes.served_backend import running

HURRIED = ServerSettings(
    max_connections=20, max_connections_per_address=10, head_timeout_s=1.0, body_grace_s=1.0, body_timeout_s=3.0
)
HALF_A_HEAD = b"POST / HTTP/1.1\r\nHost: localhost\r\nX-Half: "


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers with the length of the body, at `/refuse` without reading it."""
    if scope["path"] == "/refuse":
        await PlainTextResponse("no", 403)(scope, receive, send)
        return
    try:
        body = await Request(scope, receive).body()
    except Exception as error:
        await PlainTextResponse(type(error).__name__, 408)(scope, receive, send)
    else:
        await PlainTextResponse(str(len(body)))(scope, receive, send)


@pytest.fixture
def port() -> Iterator[int]:
    with running(application, HURRIED) as url:
        yield int(url.rpartition(":")[2])


def connected(port: int, source: str = "127.0.0.1") -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=10, source_address=(source, 0))


def answer(client: socket.socket) -> bytes:
    """All that comes until the server closes, which it must."""
    received = b""
    with contextlib.suppress(ConnectionError, TimeoutError):
        while piece := client.recv(65_536):
            received += piece
    return received


def ask(port: int, request: bytes, source: str = "127.0.0.1") -> bytes:
    with connected(port, source) as client:
        client.sendall(request)
        return answer(client)


def get(port: int, source: str = "127.0.0.9") -> bytes:
    return ask(port, b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", source)


@pytest.mark.expect_logs
def test_who_holds_connections_keeps_nobody_else_out(port: int) -> None:
    with contextlib.ExitStack() as held:
        for number in range(60):
            client = held.enter_context(connected(port, f"127.0.{1 + number // 15}.1"))
            with contextlib.suppress(ConnectionError):
                client.sendall(HALF_A_HEAD)
        assert all(get(port).startswith(b"HTTP/1.1 200") for _ in range(5))


@pytest.mark.expect_logs
def test_an_address_has_so_many_connections_and_gets_them_back(port: int) -> None:
    with contextlib.ExitStack() as held:
        for _ in range(HURRIED.max_connections_per_address):
            held.enter_context(connected(port)).sendall(HALF_A_HEAD)
        time.sleep(0.2)
        assert get(port, "127.0.0.1") == b""
        assert get(port, "127.0.0.2").startswith(b"HTTP/1.1 200")
    deadline_s = time.monotonic() + 10
    while not get(port, "127.0.0.1"):
        assert time.monotonic() < deadline_s


def test_half_a_head_ends_with_a_word_and_silence_without(port: int) -> None:
    told = ask(port, HALF_A_HEAD)
    assert told.startswith(b"HTTP/1.1 408")
    head, _, body = told.partition(b"\r\n\r\n")
    assert json.loads(body)["code"] == "REQUEST_TIMEOUT"
    assert b"no-store" in head
    with connected(port) as client:
        assert answer(client) == b""


def test_a_head_that_drips_is_late_all_the_same(port: int) -> None:
    with connected(port) as client, contextlib.suppress(ConnectionError):
        for _ in range(60):
            client.sendall(b"G" if _ == 0 else b"E")
            time.sleep(0.1)
            client.settimeout(0.01)
            with contextlib.suppress(TimeoutError):
                assert client.recv(100)[:12] in (b"HTTP/1.1 408", b"")
                return
    pytest.fail("it went on")


def test_a_second_request_on_a_connection_has_its_time_as_well(port: int) -> None:
    with connected(port) as client:
        client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n" + HALF_A_HEAD)
        told = answer(client)
    assert told.startswith(b"HTTP/1.1 200")
    assert b"HTTP/1.1 408" in told


@pytest.mark.parametrize("length", ["Content-Length: 100000", "Transfer-Encoding: chunked"])
def test_a_body_that_drips_ends_and_the_application_answers(port: int, length: str) -> None:
    with connected(port) as client:
        client.sendall(f"POST / HTTP/1.1\r\nHost: localhost\r\n{length}\r\n\r\n".encode())
        stop = threading.Event()

        def drip() -> None:
            with contextlib.suppress(OSError):
                while not stop.wait(0.1):
                    client.sendall(b"x" if "Content" in length else b"1\r\nx\r\n")

        dripping = threading.Thread(target=drip)
        dripping.start()
        told = answer(client)
        stop.set()
        dripping.join()
    assert told.startswith(b"HTTP/1.1 408")
    assert told.endswith(b"RequestTimeout")


def test_a_slow_body_that_is_fast_enough_arrives(port: int) -> None:
    body = bytes(40_000)
    with connected(port) as client:
        client.sendall(b"POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 40000\r\n\r\n")
        for begin in range(0, len(body), 4000):
            client.sendall(body[begin : begin + 4000])
            time.sleep(0.15)
        assert answer(client).endswith(b"40000")


def test_who_is_refused_while_sending_reads_why(port: int) -> None:
    request = b"POST /refuse HTTP/1.1\r\nHost: localhost\r\nContent-Length: 8000000\r\n\r\n" + bytes(8_000_000)
    told = ask(port, request)
    assert told.startswith(b"HTTP/1.1 403")
    assert b"connection: close" in told


def test_nothing_is_sent_that_is_refused_by_its_head(port: int) -> None:
    head = b"POST %s HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n"
    with connected(port) as client:
        client.sendall(head % b"/refuse")
        assert client.recv(100).startswith(b"HTTP/1.1 403")
    with connected(port) as client:
        client.sendall(head % b"/")
        assert client.recv(100).startswith(b"HTTP/1.1 100")
        client.sendall(b"abc")
        assert client.recv(1000).startswith(b"HTTP/1.1 200")


def test_an_answer_that_nobody_takes_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "STALL_S", 1.0)

    async def talkative(scope: Scope, receive: Receive, send: Send) -> None:
        await PlainTextResponse("x" * 20_000_000)(scope, receive, send)

    with running(talkative, HURRIED) as url, connected(int(url.rpartition(":")[2])) as client:
        client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        time.sleep(2.5)
        assert len(answer(client)) < 20_000_000


HOST = "Host: localhost\r\n"
CHUNKED = "Transfer-Encoding: chunked\r\n"


@pytest.mark.filterwarnings("ignore")
@pytest.mark.expect_logs
@pytest.mark.parametrize(
    ("head", "status"),
    [
        pytest.param(f"{HOST}Content-Length: 5\r\n{CHUNKED}", 400, id="both-lengths"),
        pytest.param(f"{HOST}{CHUNKED}Content-Length: 5\r\n", 400, id="both-lengths-turned"),
        pytest.param(f"{HOST}Content-Length: 5\r\nContent-Length: 6\r\n", 400, id="two-lengths"),
        pytest.param(f"{HOST}Content-Length: 5, 6\r\n", 400, id="two-lengths-in-one"),
        pytest.param(f"{HOST}Content-Length: +5\r\n", 400, id="signed-length"),
        pytest.param(f"{HOST}Content-Length: 0x5\r\n", 400, id="hexadecimal-length"),
        pytest.param(f"{HOST}Content-Length: -5\r\n", 400, id="negative-length"),
        pytest.param(f"{HOST}Transfer-Encoding: gzip, chunked\r\n", 400, id="compressed-on-the-way"),
        pytest.param(f"{HOST}Transfer-Encoding: xchunked\r\n", 400, id="unknown-encoding"),
        pytest.param(f"{HOST}{CHUNKED}{CHUNKED}", 400, id="chunked-twice"),
        pytest.param(f"{HOST}Transfer-Encoding : chunked\r\n", 400, id="space-before-colon"),
        pytest.param(f"{HOST}{HOST}", 400, id="two-hosts"),
        pytest.param("", 400, id="no-host"),
        pytest.param(f"{HOST}X: a\0b\r\n", 400, id="zero-byte"),
        pytest.param(f"{HOST}" + "X: y\r\n" * 101, 431, id="many-headers"),
        pytest.param(f"{HOST}X: {'y' * 17_000}\r\n", 431, id="long-header"),
    ],
)
def test_heads_that_two_readers_might_read_differently_are_refused(port: int, head: str, status: int) -> None:
    request = f"POST / HTTP/1.1\r\n{head}\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n"
    told = ask(port, request.encode("latin-1"))
    assert told.startswith(f"HTTP/1.1 {status}".encode()), told
    assert told.count(b"HTTP/1.1") == 1


@pytest.mark.expect_logs
@pytest.mark.parametrize(
    "request_line", [b"GET /" + b"x" * 5000 + b" HTTP/1.1", b"GET /?" + b"a&" * 3000 + b" HTTP/1.1"]
)
def test_long_addresses_are_refused(port: int, request_line: bytes) -> None:
    assert ask(port, request_line + b"\r\nHost: localhost\r\n\r\n").startswith(b"HTTP/1.1 431")


@pytest.mark.expect_logs
def test_a_body_in_pieces_of_one_byte_is_refused_before_it_costs_anybody_time(port: int) -> None:
    head = b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
    with connected(port) as client:
        client.sendall(head)
        time.sleep(0.2)
        with contextlib.suppress(ConnectionError):
            client.sendall(b"1\r\nx\r\n" * 200_000)
        assert b"HTTP/1.1 400" in answer(client)
    assert get(port).startswith(b"HTTP/1.1 200")


@pytest.mark.expect_logs
def test_what_is_no_http_ends_and_is_told_of_a_few_times(port: int) -> None:
    for garbage in (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"\r\n\r\nnonsense\r\n\r\n", b"GET\r\n\r\n"):
        assert ask(port, garbage).startswith((b"HTTP/1.1 400", b"HTTP/1.1 408"))


@pytest.mark.expect_logs
def test_it_accepts_again_once_there_are_descriptors(monkeypatch: pytest.MonkeyPatch) -> None:
    calls, accept = [0], socket.socket.accept

    def failing(self: socket.socket) -> tuple[socket.socket, object]:
        calls[0] += 1
        if calls[0] in (2, 3, 4):
            raise OSError(errno.EMFILE, "Too many open files")
        return accept(self)

    monkeypatch.setattr(socket.socket, "accept", failing)
    with running(application, HURRIED) as url:
        port = int(url.rpartition(":")[2])
        assert get(port).startswith(b"HTTP/1.1 200")
        assert get(port).startswith(b"HTTP/1.1 200")
    assert calls[0] >= 5


def test_places_are_counted_by_customer_of_a_network_and_proxies_have_all() -> None:
    table = ConnectionTable(5, 2, TrustedProxies(["10.0.0.1"]))
    ours = [table.admit(f"2001:db8::{number}") for number in range(3)]
    assert [each is not None for each in ours] == [True, True, False]
    assert all(table.admit("10.0.0.1") is not None for _ in range(3))
    assert len(table) == 5


def test_who_asked_for_something_is_not_pushed_out() -> None:
    table, ended = ConnectionTable(2, 2, TrustedProxies()), list[str]()
    for _ in range(2):
        connection = table.admit("192.0.2.1")
        assert connection is not None
        connection.is_proven = True
    assert table.admit("192.0.2.2") is None
    assert connection is not None
    table.release(connection)
    waiting = table.admit("192.0.2.1")
    assert waiting is not None
    waiting.abort = lambda: ended.append("waiting")
    assert table.admit("192.0.2.2") is not None
    assert ended == ["waiting"]
    table.release(waiting)
    assert len(table) == 2
