"""Whether answers tell who is a customer or a member of staff, by what they say or how long they take."""

import math
import secrets
from collections.abc import Iterator, Sequence
from statistics import median

from tests.attack.caller import Answer, Caller
from tests.attack.messages import STAFF, START
from tests.attack.result import Result, judge, not_tried
from tests.attack.target import Target, tally

REFUSALS = (423, 429, 503)
MANY_NAMES = 300
UNLIKELY = 4
"""Standard deviations that chance alone hardly ever makes."""


def attack(target: Target) -> Iterator[Result]:
    """Customers, staff, and how many names one address may try."""
    yield from _customers(target)
    yield from _staff(target)
    yield _how_many(target)


def _customers(target: Target) -> Iterator[Result]:
    if not target.known_customer:
        yield not_tried("known and unknown customers", "no --known-customer was named")
        return
    for flow in ("authenticate", "onboard"):
        known, unknown = list[Answer](), list[Answer]()
        for number in range(target.effort.of(60, 40)):
            # An address and a terminal of its own for each, so that only the customer makes a difference.
            caller = target.caller(other=1 + number % 50)
            known.append(_begin(caller, flow, target.known_customer))
            unknown.append(_begin(caller, flow, f"nobody-{secrets.token_hex(4)}"))
            caller.close()
        yield from _compare(f"{flow}: known and unknown customers", known, unknown)


def _begin(caller: Caller, flow: str, customer: str) -> Answer:
    told = {**START, "flow": flow, "customer": customer, "deviceId": f"t-{secrets.token_hex(4)}"}
    return caller.call("POST", "/challenge/start", **told)


def _staff(target: Target) -> Iterator[Result]:
    if not target.known_staff:
        yield not_tried("known and unknown staff", "no --known-staff was named")
        return
    known, unknown, name = list[Answer](), list[Answer](), f"no-{secrets.token_hex(4)}"
    for number in range(10):
        caller = target.caller(other=51 + number)
        device = {"deviceId": f"t-{secrets.token_hex(4)}"}
        known.append(caller.call("POST", "/staff/check", **{**STAFF, "staffId": target.known_staff, **device}))
        unknown.append(caller.call("POST", "/staff/check", **{**STAFF, "staffId": name, **device}))
        caller.close()
    yield from _compare("known and unknown staff", known, unknown)


def _compare(name: str, known: Sequence[Answer], unknown: Sequence[Answer]) -> Iterator[Result]:
    """One after the other they are answered alike."""
    told = f"known {tally(known)}; unknown {tally(unknown)}"
    yield judge(f"{name}: answers", list(map(_shape, known)) == list(map(_shape, unknown)), told)
    chance = _slower(known, unknown)
    times = [f"{median(each.seconds for each in answers) * 1e3:.1f} ms" for answers in (known, unknown)]
    held = abs(chance - 0.5) <= _by_chance(len(known))
    yield judge(f"{name}: times", held, f"medians {times[0]} and {times[1]}; a known one is slower in {chance:.0%}")


def _shape(answer: Answer) -> tuple[object, ...]:
    """What can be told apart, without what is drawn anew each time."""
    told = answer.json
    names = tuple(sorted(told)) if isinstance(told, dict) else ()
    return answer.status, answer.code, names, tuple(sorted(set(answer.headers) - {"content-length", "retry-after"}))


def _slower(known: Sequence[Answer], unknown: Sequence[Answer]) -> float:
    """The chance that a known one takes longer (Mann and Whitney's U over the number of pairs)."""
    pairs = [(one.seconds, other.seconds) for one in known for other in unknown]
    return sum((one > other) + (one == other) / 2 for one, other in pairs) / len(pairs)


def _by_chance(count: int) -> float:
    """How far from one half that chance is for so many of each that are alike; near 0 or 1 it is never by chance."""
    return min(UNLIKELY * math.sqrt((2 * count + 1) / (12 * count**2)), 0.4)


def _how_many(target: Target) -> Result:
    """One address does not try a list of names."""
    caller = target.caller(other=200)
    answers = list[Answer]()
    for _ in range(MANY_NAMES):
        answers.append(_begin(caller, "authenticate", f"nobody-{secrets.token_hex(4)}"))
        if answers[-1].status in REFUSALS:
            break
    held = answers[-1].status in REFUSALS
    seconds = sum(each.seconds for each in answers)
    told = f"{tally(answers)} in {seconds:.1f} s"
    return judge(f"{MANY_NAMES} customers tried from one address", held, told)
