"""Challenges that are started and thrown away until one suits."""

import secrets
from collections.abc import Iterator

from tests.attack.caller import Answer
from tests.attack.messages import start
from tests.attack.result import Result, judge
from tests.attack.target import Target, tally

MANY = 400
REFUSALS = (423, 429, 503)


def attack(target: Target) -> Iterator[Result]:
    """For one terminal and customer, with and without saying that it is left, and without a terminal's name."""
    device, customer = f"t-{secrets.token_hex(4)}", f"new-{secrets.token_hex(4)}"
    yield _restart(target, "of one customer and terminal, abandoned", 1, customer, device, leaves=True)
    yield _restart(target, "of one customer and terminal, forgotten", 2, customer + "x", device + "x", leaves=False)
    if not target.effort.short:
        yield _restart(target, "of nobody, without a terminal", 3, "", "", leaves=True)


def _restart(target: Target, name: str, other: int, customer: str, device: str, *, leaves: bool) -> Result:
    caller, answers = target.caller(other), list[Answer]()
    flow = "onboard" if customer else "verify"
    for _ in range(MANY):
        answer, challenge = start(caller, flow=flow, customer=customer, deviceId=device)
        answers.append(answer)
        if challenge is None:
            break
        if leaves:
            caller.call(
                "POST", f"{challenge.path}/abandon", token=challenge.token, stage="liveness", reason="CANCELLED"
            )
    held = answers[-1].status in REFUSALS
    return judge(f"{MANY} starts {name}", held, f"{tally(answers)}, {answers[-1].code or 'never refused'}")
