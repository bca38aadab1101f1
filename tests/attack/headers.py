"""Headers of answers, and requests of whoever has no key."""

from collections.abc import Iterator, Mapping

from tests.attack.caller import Answer
from tests.attack.messages import every_request, send_frame, start, verify
from tests.attack.pictures import noise_jpeg
from tests.attack.result import Result, judge, not_tried
from tests.attack.target import Target, tally

UNKNOWN = 401
ADDRESSES = ("/metrics", "/openapi.json")
"""The first is for whoever is on this machine, unless it comes through others."""
EVIL = "https://evil.example"


def attack(target: Target) -> Iterator[Result]:
    """What browsers are told, and who is let in."""
    caller = target.caller()
    _, challenge = start(caller)
    if challenge is None:
        yield not_tried("headers", "no challenge could be started")
        return
    sent = send_frame(caller, challenge, noise_jpeg(640, 480))
    answers = [sent, verify(caller, challenge)]
    answers += [caller.call(each.method, each.path, **each.body) for each in every_request(challenge)]
    yield _all_have("Cache-Control: no-store", answers, "cache-control", "no-store")
    yield _all_have("X-Content-Type-Options: nosniff", answers, "x-content-type-options", "nosniff")
    yield _names_no_product(answers)
    yield from _strangers(target)


def _all_have(name: str, answers: list[Answer], header: str, value: str) -> Result:
    without = [each for each in answers if value not in each.headers.get(header, "")]
    return judge(name, not without, f"{len(answers) - len(without)} of {len(answers)} answers")


def _names_no_product(answers: list[Answer]) -> Result:
    told = {each.headers[name] for each in answers for name in ("server", "x-powered-by") if name in each.headers}
    return judge("no name of a server", not told, ", ".join(sorted(told)) or "none")


def _strangers(target: Target) -> Iterator[Result]:
    """Without a key: a page of somebody else's, a name that points here, a proxy, an old protocol."""
    kinds: Mapping[str, Mapping[str, str]] = {
        "a page of somebody else's": {"Origin": EVIL},
        "another name for this machine": {"Host": "kiosk.evil.example"},
        "a proxy": {"X-Forwarded-For": "203.0.113.9"},
        "a proxy by the standard": {"Forwarded": "for=203.0.113.9"},
    }
    kinds = {**kinds, "nobody": {}} if target.api_key else kinds
    _, challenge = start(target.caller(1))
    if challenge is None:
        return
    for name, headers in kinds.items():
        caller = target.stranger(1)
        answers = [
            caller.send(each.method, each.path, b"{}", {**headers, "Content-Type": "application/json"})
            for each in every_request(challenge)
        ]
        answers += [caller.send("GET", path, headers=headers) for path in ADDRESSES[0 if headers else 1 :]]
        caller.close()
        yield judge(f"{name} without a key", all(each.status == UNKNOWN for each in answers), tally(answers))
    answer = target.caller(1).send(
        "POST", "/challenge/start", b"{}", {"Origin": EVIL, "Content-Type": "application/json"}
    )
    yield judge(
        "no page of somebody else's may read", "access-control-allow-origin" not in answer.headers, tally([answer])
    )
