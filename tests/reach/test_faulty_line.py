"""The line does what it is told, and nothing else."""

import contextlib
import socket
import threading
from collections.abc import Iterator

import pytest

from tests.fakes.faulty_line import FaultyLine, LineFault, faulty_line


@contextlib.contextmanager
def saying(word: bytes) -> Iterator[tuple[str, int]]:
    """A server that answers whatever it is sent with this word."""

    def serve(client: socket.socket) -> None:
        with contextlib.suppress(OSError), client:
            while client.recv(100):
                client.sendall(word)

    def accept() -> None:
        with contextlib.suppress(OSError):
            while True:
                threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=accept, daemon=True).start()
        yield listener.getsockname()
        listener.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def line() -> Iterator[FaultyLine]:
    with saying(b"backend") as backend, saying(b"stranger") as stranger, faulty_line(backend, stranger) as made:
        yield made


def connect(line: FaultyLine) -> socket.socket:
    return socket.create_connection(("127.0.0.1", line.port), timeout=5)


def ask(connection: socket.socket) -> bytes:
    connection.sendall(b"?")
    return connection.recv(100)


def test_in_order_everything_arrives(line: FaultyLine) -> None:
    with connect(line) as connection:
        assert [ask(connection) for _ in range(3)] == [b"backend"] * 3


def test_what_was_sent_over_a_cut_line_arrives_when_it_is_back(line: FaultyLine) -> None:
    with connect(line) as connection:
        line.fault = LineFault.CUT
        connection.settimeout(0.3)
        with pytest.raises(TimeoutError):
            ask(connection)
        line.fault = LineFault.NONE
        connection.settimeout(5)
        assert connection.recv(100) == b"backend"


def test_a_resetting_line_resets_what_is_open_and_what_is_opened(line: FaultyLine) -> None:
    with connect(line) as before:
        assert ask(before) == b"backend"
        line.fault = LineFault.RESETTING
        with pytest.raises(ConnectionResetError):
            ask(before)
        with connect(line) as after, pytest.raises(ConnectionResetError):
            ask(after)


def test_a_line_to_somebody_else_ends_what_was_open(line: FaultyLine) -> None:
    with connect(line) as before:
        assert ask(before) == b"backend"
        line.fault = LineFault.WRONG_SERVER
        assert ask(before) == b""
        with connect(line) as after:
            assert ask(after) == b"stranger"
