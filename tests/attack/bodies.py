"""Bodies that are too long, too many, packed, nested, ambiguous, or no text."""

import contextlib
import copy
import gzip
import json
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import zip_longest
from typing import Any

from tests.attack.caller import JSON_TYPE, PATIENCE_S, Answer, Caller
from tests.attack.memory import BUDGET_MB, Gauge
from tests.attack.messages import START, Request, every_request, start
from tests.attack.result import Result, judge, not_tried
from tests.attack.target import Target, at_once, tally

START_PATH = "/challenge/start"
DOCUMENT_BYTES = 13_000_000
"""A little less than two pages of a document may have."""
TAKEN_BYTES = 32_000_000
PIECE = bytes(65_536)
SURROGATE = "\ud800"


def attack(target: Target) -> Iterator[Result]:
    """One kind after the other."""
    yield _declared(target)
    yield _without_end(target)
    yield _many_large(target, "with a bogus token", "x" * 43)
    _, challenge = start(target.caller())
    if challenge is not None:
        yield _many_large(target, "at a challenge of their own", challenge.id)
    yield from _packed_and_nested(target)
    yield from _ambiguous(target)
    yield _surrogates(target)
    yield _mistyped(target)


def _declared(target: Target) -> Result:
    """A length that nobody has room for is refused before anything comes."""
    answer = _raw(target, _head("POST", START_PATH, target, "Content-Length: 1000000000000"))
    return judge("a terabyte announced", b" 413 " in answer[:15], _line(answer))


def _without_end(target: Target) -> Result:
    """Chunks are taken up to the limit only."""
    sent, name = 0, "chunks without end"
    with target.place.connect(target.source(), PATIENCE_S) as connection:
        connection.sendall(_head("POST", START_PATH, target, "Transfer-Encoding: chunked"))
        try:
            while sent < 4 * TAKEN_BYTES:
                connection.sendall(b"10000\r\n" + PIECE + b"\r\n")
                sent += len(PIECE)
        except OSError:
            return judge(name, sent <= TAKEN_BYTES, f"hung up after {sent / 1e6:.0f} MB")
    return judge(name, False, f"{sent / 1e6:.0f} MB were taken")


def _many_large(target: Target, whose: str, challenge_id: str) -> Result:
    """Large bodies at once, none with a token that is good: the budget of memory is kept, and nobody gets anything."""
    how_many = target.effort.of(100, 60)
    name = f"{how_many} bodies of 13 MB at once {whose}"
    body = b'{"token":"bogus","pages":[{"side":"front","imageBase64":"' + b"A" * DOCUMENT_BYTES + b'"}]}'
    with Gauge(target.place.address[1]) as gauge:
        path = f"/challenge/{challenge_id}/document"
        send = [partial(_post, target.caller(timeout_s=120.0), path, body) for _ in range(how_many)]
        answers = at_once(send)
    passed = [each for each in answers if each.status in (200, 500)]
    highest_mb = gauge.highest_mb
    told = f"{tally(answers)}, slowest {max(each.seconds for each in answers):.1f} s"
    if highest_mb is None:
        return judge(name, not passed, f"{told}; the memory of the process cannot be seen from here")
    told = f"{told}; memory {gauge.before_mb:.0f} MB, at most {highest_mb:.0f} MB"
    return judge(name, not passed and highest_mb < BUDGET_MB, told)


def _post(caller: Caller, path: str, body: bytes) -> Answer:
    answer = caller.send("POST", path, body, JSON_TYPE)
    caller.close()
    return answer


def _packed_and_nested(target: Target) -> Iterator[Result]:
    """What is small on the wire alone."""
    caller = target.caller()
    packed = gzip.compress(b'{"userId":"' + b"a" * 20_000_000 + b'"}')
    answer = caller.send("POST", START_PATH, packed, {**JSON_TYPE, "Content-Encoding": "gzip"})
    yield _refused("20 MB in a gzip of 20 kB", answer)
    deep = b"[" * 500_000
    yield _refused("JSON 500,000 levels deep", caller.send("POST", START_PATH, deep, JSON_TYPE))
    inside = b'{"userId":' + b'{"a":' * 100_000 + b"1" + b"}" * 100_001
    yield _refused("a field 100,000 levels deep", caller.send("POST", START_PATH, inside, JSON_TYPE))
    digits = b'{"userId":"u","imageHeight":480,"imageWidth":' + b"9" * 1_000_000 + b"}"
    yield _refused("a number of a million digits", caller.send("POST", START_PATH, digits, JSON_TYPE))
    nan = b'{"userId":"u","imageHeight":480,"imageWidth":NaN}'
    yield _refused("NaN", caller.send("POST", START_PATH, nan, JSON_TYPE))


def _refused(name: str, answer: Answer) -> Result:
    held = 400 <= answer.status < 500 and answer.seconds <= PATIENCE_S
    return judge(name, held, f"{answer.status or 'no answer'} {answer.code} after {answer.seconds:.2f} s".strip())


def _ambiguous(target: Target) -> Iterator[Result]:
    """What two programs would read in two ways."""
    twice = json.dumps(dict(START))[:-1].encode() + b', "userId": "somebody else"}'
    yield _refused("a key said twice", target.caller().send("POST", START_PATH, twice, JSON_TYPE))
    answer = target.caller().send(
        "POST", START_PATH, b"\xef\xbb\xbf" + json.dumps(dict(START)).encode("utf-16"), JSON_TYPE
    )
    yield _refused("JSON in UTF-16", answer)
    behind = b"GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n"
    told = {
        "two lengths": (f"Content-Length: 0\r\nContent-Length: {len(behind)}", behind),
        "a length and chunks": (
            f"Content-Length: {len(behind) + 5}\r\nTransfer-Encoding: chunked",
            b"0\r\n\r\n" + behind,
        ),
        "chunks under another name": ("Transfer-Encoding: xchunked", b"0\r\n\r\n" + behind),
        "chunks twice": ("Transfer-Encoding: chunked, chunked", b"0\r\n\r\n" + behind),
        "a length with a sign": ("Content-Length: +0", behind),
        "a length after a space": ("Content-Length : 0", behind),
        "a null in a header": ("X-A: \0\r\nContent-Length: 0", behind),
    }
    for name, (headers, rest) in told.items():
        answered = _raw(target, _head("POST", START_PATH, target, headers) + rest)
        answers = answered.count(b"HTTP/1.1 ")
        yield judge(
            f"smuggling: {name}",
            answers <= 1 and b" 500 " not in answered[:20],
            f"{answers} answers, {_line(answered)}",
        )


def _surrogates(target: Target) -> Result:
    """Half a character in each field that is a text."""
    caller = target.caller()
    _, challenge = start(caller)
    if challenge is None:
        return not_tried("lone surrogates in every field", "no challenge could be started")
    # One field of each address, then the next: whoever asks for staff too often is not heard any more.
    spoilt = [list(_spoilt(request, [SURROGATE])) for request in every_request(challenge)]
    requests = [each for some in zip_longest(*spoilt) for each in some if each is not None]
    return _no_faults("lone surrogates in every field", target, caller, requests)


def _mistyped(target: Target) -> Result:
    """Values of other kinds in each field."""
    caller = target.caller()
    _, challenge = start(caller)
    if challenge is None:
        return not_tried("other kinds of values in every field", "no challenge could be started")
    values: list[object] = [
        None,
        True,
        -1,
        2**63,
        1e308,
        "",
        "\0",
        "../../etc/passwd",
        "a" * 100_000,
        [],
        {},
        [[]],
        {"a": [1]},
    ]
    requests = [each for request in every_request(challenge) for each in _spoilt(request, values)]
    return _no_faults("other kinds of values in every field", target, caller, requests)


def _no_faults(name: str, target: Target, caller: Caller, requests: Sequence[Request]) -> Result:
    answers = [caller.call(each.method, each.path, **each.body) for each in requests]
    bad = sorted({
        f"{each.method} {each.path.rpartition('/')[2]}: {answer.status}"
        for each, answer in zip(requests, answers, strict=True)
        if answer.is_fault
    })  # fmt: skip
    return judge(name, not bad, f"{tally(answers)}{'; ' if bad else ''}{', '.join(bad)}")


def _spoilt(request: Request, values: Sequence[object]) -> Iterator[Request]:
    """The request with each of these in each place."""
    for way in _ways(request.body):
        for value in values:
            body = copy.deepcopy(request.body)
            holder: Any = body
            for step in way[:-1]:
                holder = holder[step]
            holder[way[-1]] = value
            yield Request(request.method, request.path, body)


def _ways(part: object) -> Iterator[tuple[str | int, ...]]:
    """How to get to each value, outer ones too."""
    inside = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for step, value in inside:
        yield (step,)
        yield from ((step, *way) for way in _ways(value))


def _raw(target: Target, request: bytes) -> bytes:
    """Bytes as they are, and all that comes back until a second of silence."""
    answered = b""
    with target.place.connect(target.source(), PATIENCE_S) as connection, contextlib.suppress(OSError):
        connection.sendall(request)
        while piece := connection.recv(65_536):
            answered += piece
            connection.settimeout(1.0)
    return answered


def _line(answered: bytes) -> str:
    return answered.partition(b"\r\n")[0].decode("latin-1") or "hung up"


def _head(method: str, path: str, target: Target, headers: str) -> bytes:
    key = f"X-Api-Key: {target.api_key}\r\n" if target.api_key else ""
    first = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    return f"{first}{key}{headers}\r\n\r\n".encode()
