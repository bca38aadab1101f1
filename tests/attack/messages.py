"""Honest requests to the backend, which attacks spoil in one place each."""

import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.attack.caller import Answer, Caller
from tests.attack.pictures import noise_jpeg

Json = dict[str, Any]
START: Mapping[str, Any] = {
    "userId": "attacker",
    "imageWidth": 640,
    "imageHeight": 480,
    "sessionId": "",
    "flow": "verify",
    "customer": "",
    "deviceId": "",
    "camera": {"synthetic": False, "name": "a camera"},
}
FRAME: Mapping[str, Any] = {"timestamp": 1, "sequence": 0, "stage": "challenge", "frameBase64": ""}
STAFF: Mapping[str, Any] = {"deviceId": "t-attack", "staffId": "nobody", "pin": "000000"}
STEPS: Mapping[str, Mapping[str, Any]] = {
    "verify": {"requestId": "r1"},
    "document": {"pages": [{"side": "front", "imageBase64": ""}]},
    "enrol": {"requestId": "r1", "customer": "c-1"},
    "authenticate": {"requestId": "r1"},
    "abandon": {"stage": "liveness", "reason": "CANCELLED"},
    "evidence": STAFF,
    "decision": {**STAFF, "decision": "review", "reason": "why not"},
}
"""What each step takes beside the token, by its name."""
OTHERS: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "/staff/check": ("POST", STAFF),
    "/terminal/readiness": ("POST", {"deviceId": "t-1"}),
    "/customers": ("DELETE", {"customer": "c-1", "staffId": "nobody", "pin": "000000", "reason": "because"}),
    "/customers/export": ("POST", {"customer": "c-1", "staffId": "nobody", "pin": "000000", "reason": "because"}),
    "/customers/find": ("POST", {"customer": "c-1", "staffId": "nobody", "pin": "000000", "deviceId": ""}),
    "/customers/unlock": (
        "POST",
        {"customer": "c-1", "staffId": "nobody", "pin": "000000", "reason": "because", "deviceId": ""},
    ),
}
FRAMEWORK_START: Mapping[str, Any] = {"imageWidth": 480, "imageHeight": 480, "challengeType": "NOSE"}


@dataclass(frozen=True, slots=True)
class Request:
    """One request, whole."""

    method: str
    path: str
    body: Json


@dataclass(frozen=True, slots=True)
class Challenge:
    """One that was started."""

    id: str
    token: str

    @property
    def path(self) -> str:
        return f"/challenge/{self.id}"


def start(caller: Caller, **fields: object) -> tuple[Answer, Challenge | None]:
    """Start a challenge, if the backend lets us."""
    answer = caller.call("POST", "/challenge/start", **{**START, **fields})
    told = answer.json
    if answer.status != 200 or not isinstance(told, dict):
        return answer, None
    return answer, Challenge(str(told.get("id")), str(told.get("token")))


def send_frame(caller: Caller, challenge: Challenge, jpeg: bytes, sequence: int = 0, **fields: object) -> Answer:
    """Send one frame."""
    told = {**FRAME, "frameBase64": encoded(jpeg), "sequence": sequence, "timestamp": 100 * sequence, **fields}
    return caller.call("PUT", f"{challenge.path}/frames", token=challenge.token, **told)


def verify(caller: Caller, challenge: Challenge, request_id: str = "r1") -> Answer:
    """Ask for the verdict."""
    return caller.call("POST", f"{challenge.path}/verify", token=challenge.token, requestId=request_id)


def fail(caller: Caller, **fields: object) -> Answer:
    """An attempt that cannot pass: one frame of noise, and the verdict."""
    answer, challenge = start(caller, **fields)
    if challenge is None:
        return answer
    sent = send_frame(caller, challenge, noise_jpeg(640, 480))
    return verify(caller, challenge) if sent.status == 200 else sent


def every_request(challenge: Challenge) -> Iterator[Request]:
    """One honest request to each address that takes JSON, about this challenge where there is one."""
    yield Request("POST", "/challenge/start", dict(START))
    yield Request("POST", "/challenge", dict(FRAMEWORK_START))
    picture = encoded(noise_jpeg(640, 480))
    yield Request("PUT", f"{challenge.path}/frames", {**FRAME, "frameBase64": picture, "token": challenge.token})
    framework = {"timestamp": 1, "frameBase64": picture, "token": challenge.token}
    yield Request("PUT", f"{challenge.path}/frame", framework)
    for name, fields in STEPS.items():
        yield Request("POST", f"{challenge.path}/{name}", {**fields, "token": challenge.token})
    for path, (method, body) in OTHERS.items():
        yield Request(method, path, dict(body))


def encoded(data: bytes) -> str:
    """In base64."""
    return base64.b64encode(data).decode("ascii")
