"""Mutations of honest requests for so many seconds; the seed repeats them."""

import json
import random
import time
from collections.abc import Callable, Iterator, Sequence

from tests.attack import pictures
from tests.attack.caller import JSON_TYPE, PATIENCE_S, Answer, Caller
from tests.attack.messages import Challenge, encoded, every_request, send_frame, start
from tests.attack.result import Result, judge, not_tried
from tests.attack.target import Target, tally

INTERESTING = (0, 1, 0x7F, 0x80, 0xFF)
RENEW_AFTER = 300
"""Requests, after which a challenge has taken as many frames as it may, or nearly."""
Mutate = Callable[[random.Random, bytes], bytes]


def attack(target: Target) -> Iterator[Result]:
    """Files first, then messages."""
    seconds = target.effort.of(60, 4)
    drawing = random.Random(target.effort.seed)
    jpegs = [pictures.noise_jpeg(640, 480), pictures.noise_jpeg(640, 480, 5)]
    yield _fuzz(target, f"JPEG files for {seconds} s", seconds, _frames(drawing, jpegs))
    photos = [pictures.noise_jpeg(320, 240), pictures.small_png(), *pictures.png_bombs().values()]
    small = [each for each in photos if len(each) < 50_000]
    yield _fuzz(target, f"ID photos for {seconds // 2} s", seconds // 2, _photos(drawing, small))
    yield _fuzz(target, f"JSON for {seconds} s", seconds, _messages(drawing))


Round = Callable[[Caller, Challenge], Answer]


def _frames(drawing: random.Random, seeds: Sequence[bytes]) -> Round:
    return lambda caller, challenge: send_frame(
        caller, challenge, mutated(drawing, drawing.choice(seeds)), drawing.randrange(10_000)
    )


def _photos(drawing: random.Random, seeds: Sequence[bytes]) -> Round:
    return lambda caller, challenge: start(caller, idPhotoBase64=encoded(mutated(drawing, drawing.choice(seeds))))[0]


def _messages(drawing: random.Random) -> Round:
    def send(caller: Caller, challenge: Challenge) -> Answer:
        request = drawing.choice(list(every_request(challenge)))
        return caller.send(request.method, request.path, mutated(drawing, json.dumps(request.body).encode()), JSON_TYPE)

    return send


def _fuzz(target: Target, name: str, seconds: float, send: Round) -> Result:
    """Until the time is over; the backend answers everything, in time, and never by 500."""
    caller, answers, until_s = target.caller(timeout_s=2 * PATIENCE_S), list[Answer](), time.monotonic() + seconds
    challenge: Challenge | None = None
    while time.monotonic() < until_s:
        if challenge is None or len(answers) % RENEW_AFTER == 0:
            _, renewed = start(caller)
            challenge = renewed or challenge
        if challenge is None:
            return not_tried(name, "no challenge could be started")
        answers.append(send(caller, challenge))
    bad = [each for each in answers if _is_bad(each)]
    slowest_s = max((each.seconds for each in answers), default=0.0)
    told = f"seed {target.effort.seed}, {len(answers)} sent, slowest {slowest_s:.2f} s: {tally(answers)}"
    return judge(name, not bad, told)


def _is_bad(answer: Answer) -> bool:
    return answer.is_fault or answer.seconds > PATIENCE_S


def mutated(drawing: random.Random, data: bytes) -> bytes:
    """The same bytes with one to eight changes."""
    for _ in range(drawing.randint(1, 8)):
        data = drawing.choice((_flip, _overwrite, _cut, _copy, _insert, _truncate))(drawing, data)
    return data


def _place(drawing: random.Random, data: bytes) -> int:
    """Beginnings say what the rest is, and are hit half of the time."""
    return drawing.randrange(min(len(data), 200) if drawing.random() < 0.5 else len(data)) if data else 0


def _flip(drawing: random.Random, data: bytes) -> bytes:
    at = _place(drawing, data)
    return data[:at] + bytes([data[at] ^ 1 << drawing.randrange(8)]) + data[at + 1 :] if data else data


def _overwrite(drawing: random.Random, data: bytes) -> bytes:
    at, length = _place(drawing, data), drawing.choice((1, 2, 4, 8))
    return data[:at] + bytes([drawing.choice(INTERESTING)]) * length + data[at + length :]


def _cut(drawing: random.Random, data: bytes) -> bytes:
    at = _place(drawing, data)
    return data[:at] + data[at + drawing.randint(1, 64) :]


def _copy(drawing: random.Random, data: bytes) -> bytes:
    start_at, to = _place(drawing, data), _place(drawing, data)
    return data[:to] + data[start_at : start_at + drawing.randint(1, 256)] + data[to:]


def _insert(drawing: random.Random, data: bytes) -> bytes:
    at = _place(drawing, data)
    return data[:at] + drawing.randbytes(drawing.randint(1, 16)) + data[at:]


def _truncate(drawing: random.Random, data: bytes) -> bytes:
    return data[: _place(drawing, data)] if drawing.random() < 0.2 else data
