"""Many connections of one address that ask for nothing, or never come to an end."""

import contextlib
import socket
import time
from collections.abc import Iterator, Sequence

from tests.attack.caller import BUSY, NO_ANSWER, PATIENCE_S, Answer, Caller
from tests.attack.result import Result, judge, not_tried
from tests.attack.target import Target

MANY = 1_100
"""More than a process may usually have open."""
PROBES = 10
DRIP_S = 0.5
HALF_HEADER = b"GET /health HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
HALF_BODY = (
    b"POST /challenge/start HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 10000\r\n"
)


def attack(target: Target) -> Iterator[Result]:
    """Half headers, slow headers, slow bodies, connections that idle."""
    yield from _many(target, "1,100 half headers", HALF_HEADER)
    yield from _many(target, "1,100 bodies that do not come", _body(target) + b"{")
    yield from _many(target, "1,100 connections without a word", b"")
    yield from _dripping(target)


def _many(target: Target, name: str, beginning: bytes) -> Iterator[Result]:
    """Others are answered while all of these are open."""
    with contextlib.ExitStack() as stack:
        opened = _open(target, MANY, beginning, stack)
        if len(opened) < PROBES:
            yield not_tried(name, f"only {len(opened)} connections could be made")
            return
        answers = [_probe(target) for _ in range(target.effort.of(PROBES, PROBES // 3))]
        left = sum(not _is_closed(each) for each in opened)
    bad = [each for each in answers if each.status in (NO_ANSWER, BUSY) or each.seconds > PATIENCE_S]
    told = (
        f"{len(opened)} opened from one address, {left} left open; {len(bad)} of {len(answers)} of others not answered"
    )
    yield judge(name, not bad, told)


def _probe(target: Target) -> Answer:
    """Another address asks, on a connection of its own."""
    caller = Caller(target.place, target.ledger, target.source(1), timeout_s=PATIENCE_S)
    answer = caller.send("GET", "/health", headers={"Connection": "close"})
    caller.close()
    return answer


def _dripping(target: Target) -> Iterator[Result]:
    """One byte every half second keeps no connection for ever."""
    wait_s = target.effort.of(60, 20)
    kinds = {"a header that never ends": HALF_HEADER, "a body that never ends": _body(target) + b"{"}
    with contextlib.ExitStack() as stack:
        opened = {name: _open(target, 1, beginning, stack) for name, beginning in kinds.items()}
        ended_s = dict[str, float]()
        began_s = time.monotonic()
        while (now_s := time.monotonic() - began_s) < wait_s and len(ended_s) < len(kinds):
            for name, sockets in opened.items():
                if name not in ended_s and (not sockets or _is_closed(sockets[0]) or not _drip(sockets[0])):
                    ended_s[name] = now_s
            time.sleep(DRIP_S)
    for name in kinds:
        ended = ended_s.get(name)
        told = f"still open after {wait_s} s" if ended is None else f"ended after {ended:.0f} s"
        yield judge(name, ended is not None, told)


def _body(target: Target) -> bytes:
    key = f"X-Api-Key: {target.api_key}\r\n".encode() if target.api_key else b""
    return HALF_BODY + key + b"\r\n"


def _open(target: Target, count: int, beginning: bytes, stack: contextlib.ExitStack) -> Sequence[socket.socket]:
    """As many as can be had; each has said its beginning."""
    opened = list[socket.socket]()
    for _ in range(count):
        try:
            each = stack.enter_context(target.place.connect(target.source(), 2.0))
            opened.append(each)
            if beginning:
                each.sendall(beginning)
        except ConnectionError:
            # It was closed at once, as it may be.
            continue
        except OSError:
            break
    return opened


def _is_closed(connection: socket.socket) -> bool:
    """Whether the other side hung up, or answered, which ends a request that was not whole."""
    connection.setblocking(False)
    try:
        return connection.recv(1) is not None
    except BlockingIOError:
        return False
    except OSError:
        return True


def _drip(connection: socket.socket) -> bool:
    """Whether one more byte went out."""
    try:
        connection.send(b" ")
    except OSError:
        return False
    return True
