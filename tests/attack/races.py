"""The same thing asked for twenty times at the same moment."""

from collections.abc import Iterator
from functools import partial

from tests.attack.caller import Answer, Caller
from tests.attack.messages import Challenge, send_frame, start, verify
from tests.attack.pictures import noise_jpeg
from tests.attack.result import Result, judge, not_tried
from tests.attack.target import Target, at_once, tally

MANY = 20
ROUNDS = 3


def attack(target: Target) -> Iterator[Result]:
    """Verdicts, frames, starts, abandonings."""
    for number in range(target.effort.of(ROUNDS, 1)):
        yield from _on_a_challenge(target, number + 1)
    yield _starts(target)


def _on_a_challenge(target: Target, number: int) -> Iterator[Result]:
    caller = target.caller()
    _, challenge = start(caller)
    _, left = start(caller)
    if challenge is None or left is None:
        yield not_tried(f"races, round {number}", "no challenge could be started")
        return
    frame = partial(send_frame, challenge=challenge, jpeg=noise_jpeg(640, 480))
    answers = at_once([partial(frame, target.caller(), sequence=0) for _ in range(MANY)])
    yield judge(f"{MANY} times one frame", not _faults(answers), tally(answers))
    answers = at_once([partial(verify, target.caller(), challenge, f"r{each}") for each in range(MANY)])
    given = [answer for answer in answers if answer.status == 200]
    yield judge(f"{MANY} requests for a verdict", len(given) <= 1 and not _faults(answers), tally(answers))
    answers = at_once([partial(_abandon, target.caller(), left) for _ in range(MANY)])
    yield judge(f"{MANY} times abandoned", not _faults(answers), tally(answers))


def _starts(target: Target) -> Result:
    started = at_once([partial(start, target.caller()) for _ in range(MANY)])
    answers = [answer for answer, _ in started]
    ids = [challenge.id for _, challenge in started if challenge is not None]
    return judge(f"{MANY} starts", len(set(ids)) == len(ids) and not _faults(answers), tally(answers))


def _abandon(caller: Caller, challenge: Challenge) -> Answer:
    return caller.call("POST", f"{challenge.path}/abandon", token=challenge.token, stage="liveness", reason="CANCELLED")


def _faults(answers: list[Answer]) -> list[Answer]:
    return [each for each in answers if each.is_fault]
