"""The instruction that the customer reads: guidance changes with every frame, and nobody can read that."""

from dataclasses import dataclass, replace

from kiosk.domain.liveness.challenge import Hint

MIN_SHOWN_S = 1.0
"""A hint stays for so long: people read two to four words and understand a sign in about one second."""
SETTLED_S = 0.3
"""What guidance says for less long is noise of the tracker, or done before anybody could have acted on it."""


@dataclass(frozen=True, slots=True)
class Instruction:
    """What is shown, and what guidance would say now; times are on the kiosk's monotonic clock."""

    hint: Hint
    shown_since_s: float
    wanted: Hint
    wanted_since_s: float
    astray_since_s: float | None = None
    """Since when guidance wants something else than what is shown; None while it does not."""


def settle(shown: Instruction | None, wanted: Hint, now_s: float, *, moved_on: bool = False) -> Instruction:
    """Show what guidance wants once it has settled and what is shown was there for long enough.

    What begins with another stretch of the challenge, which has `moved_on`, needs not settle.
    """
    if shown is None:
        return Instruction(wanted, now_s, wanted, now_s)
    shown = _want(shown, wanted, now_s)
    if shown.astray_since_s is None or now_s - shown.shown_since_s < MIN_SHOWN_S:
        return replace(shown, wanted_since_s=float("-inf")) if moved_on else shown
    # Where guidance never settles, what it says last is better than what it has ceased to say.
    restless = now_s - shown.astray_since_s >= MIN_SHOWN_S
    if moved_on or restless or now_s - shown.wanted_since_s >= SETTLED_S:
        return Instruction(wanted, now_s, wanted, now_s)
    return shown


def _want(shown: Instruction, wanted: Hint, now_s: float) -> Instruction:
    if wanted is shown.hint:
        return replace(shown, wanted=wanted, wanted_since_s=now_s, astray_since_s=None)
    since_s = shown.wanted_since_s if wanted is shown.wanted else now_s
    astray_s = now_s if shown.astray_since_s is None else shown.astray_since_s
    return replace(shown, wanted=wanted, wanted_since_s=since_s, astray_since_s=astray_s)
