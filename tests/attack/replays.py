"""What was said once, said again: frames, challenges, evidence, sessions."""

import base64
import json
import time
from collections.abc import Iterator, Mapping
from typing import Any

from tests.attack.caller import JSON_TYPE, Answer, Caller
from tests.attack.honest_customer import Passage, pass_honestly
from tests.attack.messages import STAFF, Challenge, send_frame, start, verify
from tests.attack.pictures import noise_jpeg
from tests.attack.result import Result, judge, not_tried
from tests.attack.target import Target, tally

CONFLICT = 409
DRAWS = 8
"""Among which one in a hundred times all lie on the same side."""
SESSION = "/api/liveness/session"


def attack(target: Target) -> Iterator[Result]:
    """Frames of one challenge, then those of somebody who passed, then what follows from a pass."""
    caller = target.caller()
    _, challenge = start(caller)
    if challenge is None:
        yield not_tried("replays", "no challenge could be started")
        return
    yield from _numbers(caller, challenge)
    passage = pass_honestly(caller)
    if passage is None or not passage.passed:
        yield not_tried("the frames of somebody who passed", "the demo person did not pass")
        return
    yield from _recording(target, passage)
    yield _proved(caller, passage.challenge)
    yield from _session(target)


def _numbers(caller: Caller, challenge: Challenge) -> Iterator[Result]:
    """A number is one frame's."""
    first, second = noise_jpeg(640, 480), noise_jpeg(640, 480, 30)
    answers = [send_frame(caller, challenge, first, 5), send_frame(caller, challenge, first, 5)]
    told = "taken once, though answered twice" if answers[0].status == answers[1].status == 200 else tally(answers)
    yield judge("one frame sent twice", answers[0].status == answers[1].status == 200, told)
    other = send_frame(caller, challenge, second, 5)
    yield judge("another picture under its number", other.status == CONFLICT, f"{other.status} {other.code}")
    late = send_frame(caller, challenge, second, 2)
    yield judge("a number before it", late.status == CONFLICT, f"{late.status} {late.code}")


def _recording(target: Target, passage: Passage) -> Iterator[Result]:
    """The frames that passed, at the same pace, where the nose has to go to the other side.

    Where it has to go to nearly the same place, frames of the same person are as good as before: a challenge asks for
    one of few turns, and whoever can put frames in the place of a camera's is not found out by it.
    """
    name, rounds = "the frames of somebody who passed, for another target", target.effort.of(5, 1)
    answers = list[Answer]()
    for number in range(rounds):
        caller = target.caller(other=10 + number)
        challenge = _for_the_other_side(caller, passage)
        if challenge is None:
            yield not_tried(name, "no challenge with a target on the other side could be started")
            return
        began_s, first_s = time.monotonic(), passage.frames[0][0]
        for sequence, (at_s, frame) in enumerate(passage.frames):
            time.sleep(max(0.0, at_s - first_s - (time.monotonic() - began_s)))
            send_frame(caller, challenge, base64.b64decode(frame), sequence)
        answers.append(verify(caller, challenge))
    passed = sum(answer.json.get("success") is True for answer in answers)
    judged = sum(answer.status == 200 for answer in answers)
    yield judge(name, judged == rounds and not passed, f"{passed} of {judged} verdicts were a pass")


def _for_the_other_side(caller: Caller, passage: Passage) -> Challenge | None:
    """A challenge whose target lies where the recorded head did not turn to."""
    for _ in range(DRAWS):
        answer, challenge = start(caller)
        if challenge is not None and _is_right(answer.json) != _is_right(passage.started):
            return challenge
    return None


def _is_right(told: Mapping[str, Any]) -> bool:
    """Whether the target lies in the right half."""
    return bool(2 * told["noseLeft"] + told["noseWidth"] > told["imageWidth"])


def _proved(caller: Caller, passed: Challenge) -> Result:
    """A pass opens no evidence without staff, and no flow that was not begun."""
    answers = [
        caller.call("POST", f"{passed.path}/evidence", token=passed.token, **STAFF),
        caller.call("POST", f"{passed.path}/enrol", token=passed.token, requestId="r1", customer="c-1"),
        caller.call("POST", f"{passed.path}/authenticate", token=passed.token, requestId="r1"),
    ]
    held = all(400 <= answer.status < 500 for answer in answers)
    return judge("a pass used for evidence, enrolment and match", held, tally(answers))


def _session(target: Target) -> Iterator[Result]:
    """A session of the KYC API is completed once."""
    stranger, caller = target.stranger(), target.caller()
    made = stranger.send("POST", SESSION, b"{}", JSON_TYPE)
    if made.status != 200:
        yield not_tried("a session completed twice", f"the KYC API did not let us in: {made.status}")
        return
    session_id = str(json.loads(made.body)["sessionId"])
    answers = [start(caller, sessionId=session_id)[0] for _ in range(2)]
    yield judge("a session begun twice", answers[0].status == 200 and answers[1].status >= 400, tally(answers))
    verified = [stranger.send("POST", f"/api/liveness/verify/{session_id}", b"", JSON_TYPE) for _ in range(2)]
    yield judge("a session that nobody completed", all(400 <= each.status < 500 for each in verified), tally(verified))
