"""One number in both logs for what a terminal asks, and nothing else that anybody sends."""

import io
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from kiosk.system.correlation import HEADER, CorrelationFilter, new_correlation_id, read_correlation_id
from kiosk.system.log import FORMAT, RedactingFormatter
from kiosk.terminal.client.backend import BackendClient
from kiosk.terminal.ui.error_codes import detail_of
from tests.factories.visits import Terminal, terminal_in


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    with terminal_in(tmp_path) as made:
        yield made


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(RedactingFormatter(FORMAT))
    handler.addFilter(CorrelationFilter())
    logger = logging.getLogger("kiosk.backend")
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    yield stream
    logger.removeHandler(handler)
    logger.setLevel(level)


def test_both_logs_bear_the_number(terminal: Terminal, written: io.StringIO) -> None:
    client = BackendClient(terminal.url)
    with pytest.raises(Exception, match="STAFF_REFUSED") as refused:
        client.check_staff("s-1", "000000")
    client.close()
    told = detail_of(refused.value)
    number = told.rpartition("request ")[2]
    assert read_correlation_id(number) == number
    lines = [line for line in written.getvalue().splitlines() if "STAFF_REFUSED" in line]
    assert lines
    assert all(f"[request {number}]" in line for line in lines)


@pytest.mark.parametrize("sent", ["", "x" * 16, "0" * 15, "0" * 17, "0123456789ABCDEF", "0" * 16 + " forged", "é" * 16])
def test_what_is_no_number_is_not_logged(terminal: Terminal, written: io.StringIO, sent: str) -> None:
    body = {"staffId": "s-1", "pin": "000000"}
    answer = requests.post(
        f"{terminal.url}/staff/check", json=body, headers={HEADER: sent.encode("latin-1")}, timeout=20
    )
    assert answer.status_code == 403
    assert "STAFF_REFUSED" in written.getvalue()
    assert "[request" not in written.getvalue()


def test_numbers_are_random_and_requests_do_not_share_them(terminal: Terminal, written: io.StringIO) -> None:
    first, second = new_correlation_id(), new_correlation_id()
    assert first != second
    body = {"staffId": "s-1", "pin": "000000"}
    for sent in (first, second, ""):
        requests.post(f"{terminal.url}/staff/check", json=body, headers={HEADER: sent}, timeout=20)
    lines = [line for line in written.getvalue().splitlines() if "staff refused" in line]
    assert [first in line for line in lines] == [True, False, False]
    assert [second in line for line in lines] == [False, True, False]


def test_a_record_by_another_way_can_be_written() -> None:
    record = logging.LogRecord("kiosk", logging.INFO, __file__, 1, "hello", None, None)
    assert RedactingFormatter(FORMAT).format(record).endswith("kiosk: hello")
