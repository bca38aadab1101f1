"""Whether somebody far away can lock a customer out."""

import secrets
from collections.abc import Iterator

from tests.attack.messages import fail, start
from tests.attack.result import Result, judge
from tests.attack.target import Target, tally

TRIES = 7
"""Two more than lock."""


def attack(target: Target) -> Iterator[Result]:
    """Junk attempts under somebody's name; then that somebody comes to a terminal elsewhere."""
    yield _lock(target, "onboard", f"new-{secrets.token_hex(4)}")
    if target.known_customer:
        yield _lock(target, "authenticate", target.known_customer)


def _lock(target: Target, flow: str, victim: str) -> Result:
    attacker, victims = target.caller(), target.caller(other=1)
    junk = [fail(attacker, flow=flow, customer=victim) for _ in range(TRIES)]
    answer, begun = start(victims, flow=flow, customer=victim, deviceId=f"t-{secrets.token_hex(4)}")
    told = f"junk from elsewhere {tally(junk)}; then the customer {answer.status} {answer.code}".strip()
    return judge(f"{flow}: somebody else's lockout", begun is not None, told)
