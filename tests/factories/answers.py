"""Answers and objects of the contract, as they should be."""

from kiosk.contract.message import Json
from kiosk.terminal.client.started_challenge import StartedChallenge, read_started

STARTED: dict[str, object] = {
    "id": "c0ffee00-1111-2222-3333-444455556666",
    "userId": "customer-1",
    "imageWidth": 640,
    "imageHeight": 480,
    "areaLeft": 185,
    "areaTop": 60,
    "areaWidth": 270,
    "areaHeight": 360,
    "minFaceAreaPercent": 50,
    "noseLeft": 380,
    "noseTop": 220,
    "noseWidth": 40,
    "noseHeight": 40,
    "token": "aaa.bbb.ccc",
    "expiresAt": 1_900_000_000,
    "maxFrames": 400,
}

PASSED: dict[str, object] = {
    "success": True,
    "reasons": [],
    "documentMatched": True,
    "synthetic": False,
}


def started(**changes: object) -> StartedChallenge:
    return read_started(without_none({**STARTED, **changes}))


def without_none(body: dict[str, object]) -> Json:
    return {name: value for name, value in body.items() if value is not None}
