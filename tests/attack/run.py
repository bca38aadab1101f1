"""Makes the attacks one after the other, and watches what becomes of others meanwhile."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from tests.attack.bystander import Bystander, judge_health, median_s
from tests.attack.caller import Caller, Ledger
from tests.attack.messages import start
from tests.attack.result import Result, judge, not_tried
from tests.attack.target import Attack, Target

BYSTANDER, FIRST = "127.0.99.1", "127.0.99.2"
Tell = Callable[[str], None]


def run(target: Target, attacks: Mapping[str, Attack], tell: Tell) -> Sequence[tuple[str, Result]]:
    """All results, by the names of their attacks; `tell` hears of each."""
    if not _is_there(target):
        return [(name, not_tried(name, f"nothing answers at {target.place.url}")) for name in attacks]
    first = Caller(target.place, target.ledger, FIRST if target.place.has_many_sources else "", target.api_key)
    target = replace(target, early=start(first)[0])
    first.close()
    found = list[tuple[str, Result]]()
    with Bystander(target.place, BYSTANDER if target.place.has_many_sources else "") as bystander:
        quiet_s = median_s(bystander.take())
        for number, (name, attack) in enumerate(attacks.items()):
            began_s = time.monotonic()
            for result in _make(replace(target, number=number), attack):
                tell(f"{name}: {result.name}: {result.outcome.value}: {result.sentence}")
                found.append((name, result))
            for result in (
                judge_health(bystander.take(), quiet_s, time.monotonic() - began_s),
                _judge_faults(target.ledger),
            ):
                tell(f"{name}: {result.name}: {result.outcome.value}: {result.sentence}")
                found.append((name, result))
    return found


def _make(target: Target, attack: Attack) -> Iterator[Result]:
    """Its results; one that breaks is no result, unless it is the backend that has gone."""
    try:
        yield from attack(target)
    except Exception as error:
        told = f"{type(error).__name__}: {error}"
        yield not_tried("the rest", told) if _is_there(target) else judge("the rest", False, f"it is gone ({told})")
    finally:
        target.hang_up()


def _is_there(target: Target) -> bool:
    caller = Caller(target.place, Ledger(), BYSTANDER if target.place.has_many_sources else "")
    answer = caller.send("GET", "/health", headers={"Connection": "close"})
    caller.close()
    return answer.status == 200


def _judge_faults(ledger: Ledger) -> Result:
    """No attack makes the backend fail, other than by saying that it is busy."""
    faults = ledger.take_faults()
    return judge(
        "no failure of the server's", not faults, ", ".join(f"{n} x {what}" for what, n in faults.items()) or "none"
    )
