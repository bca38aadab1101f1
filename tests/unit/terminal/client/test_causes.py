"""What a log says of a backend that does not answer: which kind of failure, the system's number, and the host."""

import socket

import pytest

from kiosk.errors import BackendUnreachable
from kiosk.terminal.client.http_transport import HttpTransport, name_cause


def attempted(url: str) -> str:
    transport = HttpTransport(url, "", connect_timeout_s=2, read_timeout_s=2)
    try:
        outcome = transport.attempt("GET", "/challenge/secret-id", None)
    finally:
        transport.close()
    error = outcome.error  # type: ignore[union-attr]
    assert isinstance(error, BackendUnreachable)
    return error.detail


def test_a_refused_connection_says_so_and_where() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    told = attempted(f"http://127.0.0.1:{port}")
    assert "ECONNREFUSED" in told
    assert told.endswith(f" at 127.0.0.1:{port}")
    assert "secret-id" not in told


@pytest.mark.parametrize("error", [ValueError("token abc"), OSError(28, "No space left", "/secret/path")])
def test_no_message_is_quoted(error: Exception) -> None:
    told = name_cause(error, "host:443")
    assert type(error).__name__ in told
    assert "token" not in told
    assert "secret" not in told


def test_causes_in_a_circle_end() -> None:
    one, other = ValueError(), KeyError()
    one.__cause__, other.__cause__ = other, one
    assert name_cause(one, "h") == "ValueError < KeyError at h"
