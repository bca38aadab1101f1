"""What answers say to somebody who has proved nothing."""

import secrets
from collections.abc import Iterator

from tests.attack.caller import Answer
from tests.attack.messages import every_request, send_frame, start, verify
from tests.attack.pictures import noise_jpeg
from tests.attack.result import Result, judge, not_tried
from tests.attack.target import Target

MEASURED = frozenset(
    {"similarity", "confidence", "evidence", "duplicates", "faceMatch", "scores", "threshold", "value"}
)
"""Members that hold a measurement or another customer; empty, zero or null they say nothing."""


def attack(target: Target) -> Iterator[Result]:
    """Measurements to learn from, and what was sent, said again."""
    caller = target.caller()
    _, challenge = start(caller)
    if challenge is None:
        yield not_tried("what answers say", "no challenge could be started")
        return
    send_frame(caller, challenge, noise_jpeg(640, 480))
    verdict = verify(caller, challenge)
    told = sorted(measurements(verdict.json))
    yield judge("measurements in a verdict", verdict.status != 200 or not told, ", ".join(told) or "none")
    yield _echoes(target)


def measurements(part: object) -> Iterator[str]:
    """Names of members that say how near somebody came."""
    if isinstance(part, list):
        for each in part:
            yield from measurements(each)
    if isinstance(part, dict):
        for name, value in part.items():
            if name in MEASURED and _says(value):
                yield name
            else:
                yield from measurements(value)


def _says(value: object) -> bool:
    """Whether there is more in it than yes or no."""
    if isinstance(value, dict):
        return any(_says(each) for each in value.values())
    return bool(value) and not isinstance(value, bool)


def _echoes(target: Target) -> Result:
    """No refusal repeats what it refuses."""
    caller, mark = target.caller(), f"mark{secrets.token_hex(8)}"
    _, challenge = start(caller)
    if challenge is None:
        return not_tried("refusals that repeat what was sent", "no challenge could be started")
    answers = list[Answer]()
    for request in every_request(challenge):
        spoilt = {name: mark if isinstance(value, str | int) else value for name, value in request.body.items()}
        answers.append(caller.call(request.method, request.path, **spoilt))
    answers.append(caller.send("GET", f"/{mark}?{mark}={mark}"))
    repeated = [each for each in answers if each.status >= 400 and mark.encode() in each.body]
    return judge("refusals that repeat what was sent", not repeated, f"{len(answers)} asked, {len(repeated)} repeat")
