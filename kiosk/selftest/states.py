"""Everything that a terminal can ever show, for those who want to see all of it."""

from collections.abc import Iterator

from kiosk.liveness.challenge import Hint
from kiosk.liveness.guide import Guide, Phase
from kiosk.liveness.nose_challenge import challenge_at
from kiosk.liveness.verdict import Reason, Verdict
from kiosk.session.states import (
    Attract,
    Challenging,
    GetReady,
    Result,
    Starting,
    State,
    Trouble,
    Verifying,
)


def every_state() -> Iterator[State]:
    """Every screen, with every hint and in each of its forms."""
    yield from (Attract(), GetReady(), Starting())
    challenge = challenge_at("selftest", 640, 480, 58, -14)
    for hint in Hint:
        guide = Guide(Phase.TARGET if hint.name.startswith("TURN") else Phase.APPROACH, hint, 0.0, seconds_left=9)
        yield Challenging(challenge, 180.0, guide, 1, 2)
    yield Verifying(9, 14)
    yield Result(Verdict(True, (), 93.0, {}, 3, (3,), 98.0, True))
    yield Result(Verdict(True, (), 93.0, {}, 3, (3,), None, True))
    for reason in Reason:
        yield Result(Verdict(False, (reason,), 0.0, {}, None, (), None, True))
    yield from (Trouble("CAMERA_FORBIDDEN", camera=True), Trouble("BACKEND_UNREACHABLE", camera=False))
