"""Tokens that the backend did not give for this challenge, or not for now."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Iterator, Mapping

from tests.attack.caller import Answer, Caller
from tests.attack.messages import FRAME, STEPS, Challenge, encoded, send_frame, start, verify
from tests.attack.pictures import noise_jpeg
from tests.attack.result import Result, judge, not_tried
from tests.attack.target import Target, tally

REFUSED = (400, 401, 403)
"""By 401 in the framework's dialect, by 400 what is no token at all."""
CLOSED = 409
LATER_S = 240


def attack(target: Target) -> Iterator[Result]:
    """Every kind of wrong token to every step, and a right one when it is too late."""
    caller = target.caller()
    _, challenge = start(caller)
    _, other = start(caller)
    if challenge is None or other is None:
        yield not_tried("tokens", "no challenge could be started")
        return
    for name, token in _wrong(challenge, other).items():
        answers = [_ask(caller, challenge.id, token, step) for step in ("frames", "frame", *STEPS)]
        held = all(answer.status in REFUSED for answer in answers)
        yield judge(f"token: {name}", held, f"{len(answers)} steps: {tally(answers)}")
    yield _in_other_places(caller, challenge)
    yield from _after_the_verdict(caller, challenge)
    yield _expired(target, caller)


def _ask(caller: Caller, challenge_id: str, token: str, step: str) -> Answer:
    path = f"/challenge/{challenge_id}/{step}"
    if step in ("frames", "frame"):
        return caller.call("PUT", path, token=token, **{**FRAME, "frameBase64": encoded(noise_jpeg(640, 480))})
    return caller.call("POST", path, token=token, **STEPS[step])


def _wrong(challenge: Challenge, other: Challenge) -> Mapping[str, str]:
    head, claims, signature = challenge.token.split(".")
    told = _decoded(claims)
    longer = _encoded({**told, "exp": int(time.time()) + 10**8})
    stolen = _encoded({**told, "challengeId": other.id})
    kid = _decoded(head).get("kid", "")
    changed = signature[:-2] + ("AA" if signature[-2:] != "AA" else "BB")
    return {
        "of another challenge": other.token,
        "without a signature": f"{_encoded({'alg': 'none', 'typ': 'JWT'})}.{claims}.",
        "signed by nobody, a word for it": f"{_encoded({'alg': 'nOnE'})}.{longer}.",
        "longer time, old signature": f"{head}.{longer}.{signature}",
        "another challenge, old signature": f"{head}.{stolen}.{signature}",
        "signed with an empty key": _signed({"alg": "HS256", "kid": kid}, told, b""),
        "signed with the key's name": _signed({"alg": "HS256", "kid": kid}, told, str(kid).encode()),
        "another algorithm": _signed({"alg": "HS512", "kid": kid}, told, b"secret"),
        "an algorithm of two keys": f"{_encoded({'alg': 'RS256', 'kid': kid})}.{claims}.{signature}",
        "a key from a file": _signed({"alg": "HS256", "kid": "../../../../dev/null"}, told, b""),
        "a key that it brings": _signed({"alg": "HS256", "kid": kid, "jwk": {"kty": "oct", "k": ""}}, told, b""),
        "cut off": challenge.token[:-4],
        "one letter changed": f"{head}.{claims}.{changed}",
        "no token": "",
        "ten thousand dots": "." * 10_000,
        "twice": challenge.token + challenge.token,
    }


def _in_other_places(caller: Caller, challenge: Challenge) -> Result:
    """A token opens nothing where it is not asked for."""
    bearer = {"Authorization": f"Bearer {challenge.token}", "Cookie": f"token={challenge.token}"}
    body = json.dumps({"requestId": "r1"}).encode()
    told = {**bearer, "Content-Type": "application/json"}
    answer = caller.send("POST", f"{challenge.path}/verify?token={challenge.token}", body, told)
    return judge("token: in address, header and cookie", answer.status in REFUSED, tally([answer]))


def _after_the_verdict(caller: Caller, challenge: Challenge) -> Iterator[Result]:
    """What was decided stays so."""
    sent = send_frame(caller, challenge, noise_jpeg(640, 480))
    first = verify(caller, challenge)
    if (sent.status, first.status) != (200, 200):
        yield not_tried("after the verdict", f"no verdict was given: {tally([sent, first])}")
        return
    again, anew = verify(caller, challenge), verify(caller, challenge, "r2")
    yield judge("the same request for the verdict", again.body == first.body, f"{again.status}, the same answer")
    yield judge("another request for the verdict", anew.status == CLOSED, f"{anew.status} {anew.code}")
    late = send_frame(caller, challenge, noise_jpeg(640, 480, 30), 1)
    yield judge("a frame after the verdict", late.status == CLOSED, f"{late.status} {late.code}")
    steps = {"enrol": {"requestId": "r1", "customer": "c-1"}, "authenticate": {"requestId": "r1"}}
    answers = [caller.call("POST", f"{challenge.path}/{n}", token=challenge.token, **f) for n, f in steps.items()]
    held = all(400 <= answer.status < 500 for answer in answers)
    yield judge("enrolment and match after a failure", held, tally(answers))


def _expired(target: Target, caller: Caller) -> Result:
    """The challenge that was started before everything else is over."""
    name, told = "token: expired", target.early.json if target.early is not None else {}
    if not isinstance(told, dict) or not isinstance(ends_at_s := told.get("expiresAt"), int):
        return not_tried(name, "the backend did not start a challenge, or does not say when it ends")
    wait_s = ends_at_s - time.time() + 1
    if wait_s > target.effort.of(LATER_S, 5):
        return not_tried(name, f"it is good for {wait_s:.0f} s more")
    time.sleep(max(wait_s, 0))
    early = Challenge(str(told["id"]), str(told["token"]))
    answers = [send_frame(caller, early, noise_jpeg(640, 480)), verify(caller, early)]
    return judge(name, all(answer.status in REFUSED for answer in answers), tally(answers))


def _encoded(part: Mapping[str, object]) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


def _decoded(part: str) -> dict[str, object]:
    found = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    assert isinstance(found, dict)
    return found


def _signed(head: Mapping[str, object], claims: Mapping[str, object], key: bytes) -> str:
    text = f"{_encoded(head)}.{_encoded(claims)}"
    digest = hashlib.sha512 if head["alg"] == "HS512" else hashlib.sha256
    signature = hmac.new(key, text.encode(), digest).digest()
    return f"{text}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"
