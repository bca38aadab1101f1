"""The contract of aws-samples/liveness-detection, as its unmodified web client relies on it.

Its address ends with a slash and its paths begin without one, so that what it calls is `.../challenge/start`.
"""

import base64
import json
from collections.abc import Iterator

import cv2
import numpy as np
import pytest

from kiosk.backend.challenge.start import MAX_FRAME_SIDE_PX
from kiosk.settings import Settings
from kiosk.terminal.camera.demo import people
from tests.factories.noise import picture
from tests.fakes.sample_backends import WAYS, settings_in
from tests.fakes.wire import Answer, Json, Wire, call

BASE = "/challenge/"
WHOLE = (
    *("imageWidth", "imageHeight", "minFaceAreaPercent"),
    *("areaLeft", "areaTop", "areaWidth", "areaHeight"),
    *("noseLeft", "noseTop", "noseWidth", "noseHeight"),
)
TEXTS = ("id", "userId", "token")
USER = "5f0f2f5e-30a5-4f3b-9d11-0d2f6a8d7c55"
NOW_MS = 1_795_267_200_123
"""What `Date.now()` says these days: milliseconds, more than 32 bits."""
PAGE = {"Origin": "https://d111111abcdef8.cloudfront.example"}


@pytest.fixture(scope="module", params=WAYS)
def wire(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wire]:
    settings = settings_in(tmp_path_factory.mktemp("backend"))
    with WAYS[request.param](settings) as wire:
        yield wire


def start(wire: Wire, width: object = 640, height: object = 480) -> Json:
    answer = call(wire, "POST", BASE + "start", {"userId": USER, "imageWidth": width, "imageHeight": height}, PAGE)
    assert answer.status == 200, answer.text
    return answer.json


def upload(wire: Wire, started: Json, jpeg: bytes, **changes: object) -> Answer:
    frame = base64.b64encode(jpeg).decode()
    body = {"timestamp": NOW_MS, "frameBase64": frame, "token": started["token"], **changes}
    return call(wire, "PUT", f"{BASE}{started['id']}/frames", body, PAGE)


def verify(wire: Wire, started: Json, **changes: object) -> Answer:
    return call(wire, "POST", f"{BASE}{started['id']}/verify", {"token": started["token"], **changes}, PAGE)


def refused(answer: Answer, status: int, message: str | None = None) -> None:
    """As a browser sees it: the client reads no more than the status, but only when the page may see it at all."""
    assert answer.status == status, answer.text
    assert answer.headers["access-control-allow-origin"] in ("*", PAGE["Origin"])
    assert answer.headers["content-type"] == "application/json"
    assert set(answer.json) == {"code", "message"}
    assert message is None or answer.json["message"] == message


def test_a_challenge_is_flat_and_of_whole_numbers(wire: Wire) -> None:
    started = start(wire)
    assert {*WHOLE, *TEXTS} <= set(started)
    assert all(type(started[name]) is int for name in WHOLE)
    assert all(type(started[name]) is str for name in TEXTS)
    assert started["userId"] == USER
    assert str(started["token"]).count(".") == 2
    area = [started[name] for name in ("areaLeft", "areaTop", "areaWidth", "areaHeight")]
    assert area == [185, 60, 270, 360]


@pytest.mark.parametrize(
    ("width", "height", "area"),
    [
        (640, 480, (185, 60, 270, 360)),
        (480, 640, (60, 80, 360, 480)),
        (1280, 720, (437, 90, 405, 540)),
        (1920, 1080, (656, 135, 607, 810)),
        (480, 480, (105, 60, 270, 360)),
        (641, 479, None),
    ],
)
def test_sizes_are_those_of_the_camera(
    wire: Wire, width: int, height: int, area: tuple[int, int, int, int] | None
) -> None:
    started = start(wire, width, height)
    numbers = {name: int(str(started[name])) for name in WHOLE}
    assert (numbers["imageWidth"], numbers["imageHeight"]) == (width, height)
    if area is not None:
        assert tuple(numbers[name] for name in ("areaLeft", "areaTop", "areaWidth", "areaHeight")) == area
    assert numbers["areaLeft"] <= numbers["noseLeft"]
    assert numbers["noseLeft"] + numbers["noseWidth"] <= numbers["areaLeft"] + numbers["areaWidth"]
    assert numbers["areaTop"] <= numbers["noseTop"]
    assert numbers["noseTop"] + numbers["noseHeight"] <= numbers["areaTop"] + numbers["areaHeight"]
    # What the client uploads of such a camera fits.
    assert upload(wire, started, picture(width, height)).status == 200


def test_a_noisy_picture_of_a_large_camera_fits(wire: Wire) -> None:
    photograph = np.asarray(cv2.imread(str(people.another_person())), dtype=np.uint8)
    person = np.asarray(cv2.resize(photograph, (1920, 1920), interpolation=cv2.INTER_CUBIC))[:1080]
    noise = np.random.default_rng(1).normal(0, 16, person.shape)
    noisy = np.clip(person + noise, 0, 255).astype(np.uint8)
    jpeg = bytes(cv2.imencode(".jpg", noisy, [cv2.IMWRITE_JPEG_QUALITY, 70])[1])
    assert len(jpeg) > 300_000
    assert upload(wire, start(wire, 1920, 1080), jpeg).status == 200


def test_numbers_may_be_text(wire: Wire) -> None:
    started = start(wire, "640", "480")
    assert (started["imageWidth"], started["imageHeight"]) == (640, 480)
    assert upload(wire, started, picture(), timestamp=str(NOW_MS)).status == 200


def test_a_frame_is_saved(wire: Wire) -> None:
    answer = upload(wire, start(wire), picture())
    assert (answer.status, answer.json) == (200, {"message": "Frame saved successfully"})
    assert answer.headers["access-control-allow-origin"] == "*"


def test_the_picture_that_its_canvas_draws_twice_is_taken_twice(wire: Wire) -> None:
    started = start(wire)
    for tag in range(4):
        assert upload(wire, started, picture(tag=tag)).status == 200
        assert upload(wire, started, picture(tag=tag)).status == 200
    assert verify(wire, started).status == 200


def test_as_many_frames_as_it_can_send_are_taken(wire: Wire) -> None:
    started = start(wire)
    # Twelve a second for ten seconds, and the one that ends the challenge.
    assert {upload(wire, started, picture(320, 320, tag)).status for tag in range(3)} == {422}
    assert {upload(wire, started, picture(tag=tag % 4)).status for tag in range(121)} == {200}


def test_the_verdict_is_success_or_not(wire: Wire) -> None:
    started = start(wire)
    for tag in range(8):
        upload(wire, started, picture(tag=tag))
    answer = verify(wire, started)
    assert answer.status == 200
    assert answer.json["success"] is False
    assert answer.headers["access-control-allow-origin"] == "*"


def test_a_wrong_token_is_forbidden(wire: Wire) -> None:
    one, other = start(wire), start(wire)
    for token in (other["token"], "", "x", "a.b.c", f"{one['token']}x"):
        refused(upload(wire, one, picture(), token=token), 403, "Invalid token")
        refused(verify(wire, one, token=token), 403, "Invalid token")


def test_no_token_opens_what_nobody_started(wire: Wire) -> None:
    started = start(wire)
    refused(verify(wire, {**started, "id": "0" * 32}), 403, "Invalid token")
    refused(upload(wire, {**started, "id": "no-such-challenge"}, picture()), 403, "Invalid token")


def test_what_comes_after_the_verdict_is_a_conflict(wire: Wire) -> None:
    started = start(wire)
    upload(wire, started, picture())
    assert verify(wire, started).status == 200
    refused(verify(wire, started), 409)
    refused(upload(wire, started, picture()), 409)


def test_a_verdict_on_nothing_is_refused(wire: Wire) -> None:
    refused(verify(wire, start(wire)), 422)


@pytest.mark.parametrize(
    ("jpeg", "status"),
    [
        (picture(480, 640), 422),
        (picture(1280, 720), 422),
        (picture()[:-20], 400),
        (b"", 400),
        (b"GIF89a" + bytes(99), 400),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), 400),
        (picture() + bytes(1_000_000), 413),
    ],
    ids=["turned", "of another size", "cut off", "empty", "GIF", "PNG", "large"],
)
def test_other_pictures_are_refused_and_the_challenge_goes_on(wire: Wire, jpeg: bytes, status: int) -> None:
    started = start(wire)
    refused(upload(wire, started, jpeg), status)
    assert upload(wire, started, picture()).status == 200


BAD_STARTS: dict[str, object] = {
    "nothing": {},
    "no user": {"imageWidth": 640, "imageHeight": 480},
    "no width": {"userId": USER, "imageHeight": 480},
    "null": None,
    "a list": [],
    "a text": "start",
    "a number": 7,
    "words for numbers": {"userId": USER, "imageWidth": "wide", "imageHeight": "high"},
    "a fraction": {"userId": USER, "imageWidth": 640.5, "imageHeight": 480},
    "true": {"userId": USER, "imageWidth": True, "imageHeight": 480},
    "null width": {"userId": USER, "imageWidth": None, "imageHeight": 480},
    "too small": {"userId": USER, "imageWidth": 319, "imageHeight": 480},
    "too large": {"userId": USER, "imageWidth": MAX_FRAME_SIDE_PX + 1, "imageHeight": 480},
    "astronomical": {"userId": USER, "imageWidth": "9" * 400, "imageHeight": 480},
    "negative": {"userId": USER, "imageWidth": -640, "imageHeight": 480},
    "user of no text": {"userId": 4711, "imageWidth": 640, "imageHeight": 480},
    "user of nothing": {"userId": "", "imageWidth": 640, "imageHeight": 480},
    "user of a thousand letters": {"userId": "x" * 1000, "imageWidth": 640, "imageHeight": 480},
    "user with a line break": {"userId": "a\nb", "imageWidth": 640, "imageHeight": 480},
}


@pytest.mark.parametrize("name", BAD_STARTS)
def test_a_start_that_makes_no_sense_is_refused(wire: Wire, name: str) -> None:
    refused(call(wire, "POST", BASE + "start", BAD_STARTS[name], PAGE), 400)


BAD_FIELDS: dict[str, tuple[str, object]] = {
    "no base64": ("frameBase64", "§$%"),
    "a data address": ("frameBase64", "data:image/jpeg;base64," + base64.b64encode(picture()).decode()),
    "line breaks": ("frameBase64", base64.encodebytes(picture()).decode()),
    "half of a group": ("frameBase64", "abcde"),
    "a number as frame": ("frameBase64", 5),
    "null as frame": ("frameBase64", None),
    "a list as frame": ("frameBase64", []),
    "a time before 1970": ("timestamp", -1),
    "a time in words": ("timestamp", "now"),
    "a time with a fraction": ("timestamp", 1.5),
    "no time": ("timestamp", None),
    "a number as token": ("token", 7),
    "null as token": ("token", None),
    "an object as token": ("token", {}),
}


@pytest.mark.parametrize("name", BAD_FIELDS)
def test_a_frame_that_makes_no_sense_is_refused(wire: Wire, name: str) -> None:
    field, value = BAD_FIELDS[name]
    started = start(wire)
    refused(upload(wire, started, picture(), **{field: value}), 400)
    if field == "token":
        refused(verify(wire, started, token=value), 400)


RAW = {
    "empty": b"",
    "no JSON": b"userId=1&imageWidth=640",
    "half of it": b'{"userId": "u", "imageWid',
    "no text": b"\xff\xd8\xff\xe0\x00",
    "null bytes": b"\x00" * 64,
    "deep": b"[" * 50_000,
    "deep objects": b'{"userId":' * 20_000,
    "a huge number": b'{"userId": "u", "imageWidth": 1' + b"0" * 5000 + b', "imageHeight": 480}',
    "not a number": b'{"userId": "u", "imageWidth": NaN, "imageHeight": Infinity}',
}


@pytest.mark.parametrize("path", ["start", "{id}/frames", "{id}/verify"])
@pytest.mark.parametrize("name", RAW)
def test_what_is_no_json_is_refused(wire: Wire, name: str, path: str) -> None:
    started = start(wire)
    method = "PUT" if path.endswith("frames") else "POST"
    headers = {"Content-Type": "application/json", **PAGE}
    refused(wire.send(method, BASE + path.format(id=started["id"]), RAW[name], headers), 400)


def test_a_name_that_is_given_twice_is_refused_though_the_sample_takes_the_last(wire: Wire) -> None:
    body = b'{"userId": "u", "userId": "v", "imageWidth": 1, "imageWidth": 640, "imageHeight": 480}'
    answer = wire.send("POST", BASE + "start", body, {"Content-Type": "application/json", **PAGE})
    assert (answer.status, answer.json["code"]) == (400, "REQUEST_INVALID")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("POST", "/", 404),
        ("POST", "/challenge/begin", 404),
        ("POST", "/challenge/a/b/verify", 404),
        ("PUT", "/challenge/%2e%2e/%2e%2e/frames", 404),
        ("GET", "/challenge/start", 405),
        ("DELETE", "/challenge/a/verify", 405),
        ("POST", "/challenge/a/frames", 405),
    ],
)
def test_other_addresses_and_methods_are_refused(wire: Wire, method: str, path: str, status: int) -> None:
    refused(call(wire, method, path, {}, PAGE), status)


@pytest.mark.parametrize(("method", "path"), [("POST", "start"), ("PUT", "a1/frames"), ("POST", "a1/verify")])
def test_a_browser_may_ask_from_any_page(wire: Wire, method: str, path: str) -> None:
    asking = {"Access-Control-Request-Method": method, "Access-Control-Request-Headers": "content-type"}
    answer = wire.send("OPTIONS", BASE + path, b"", {**PAGE, **asking})
    assert answer.status == 200
    assert answer.headers["access-control-allow-origin"] == "*"
    assert method in answer.headers["access-control-allow-methods"]
    assert "content-type" in answer.headers["access-control-allow-headers"].lower()


@pytest.fixture(scope="module", params=WAYS)
def listed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wire]:
    """Only some pages may ask."""
    settings: Settings = settings_in(tmp_path_factory.mktemp("backend"))
    pages = (PAGE["Origin"], "https://branch.example")
    with WAYS[request.param](settings.model_copy(update={"cors_origins": pages})) as wire:
        yield wire


def test_a_listed_page_may_ask_and_sees_errors_as_well(listed: Wire) -> None:
    assert start(listed)
    answer = call(listed, "POST", BASE + "start", {}, PAGE)
    assert (answer.status, answer.headers["access-control-allow-origin"]) == (400, PAGE["Origin"])
    assert "origin" in answer.headers["vary"].lower()
    unknown = call(listed, "POST", "/nothing", {}, PAGE)
    assert (unknown.status, unknown.headers["access-control-allow-origin"]) == (404, PAGE["Origin"])


def test_another_page_may_not(listed: Wire) -> None:
    stranger = {"Origin": "https://stranger.example"}
    assert "access-control-allow-origin" not in call(listed, "POST", BASE + "start", {}, stranger).headers
    asking = {**stranger, "Access-Control-Request-Method": "PUT"}
    answer = listed.send("OPTIONS", BASE + "a1/frames", b"", asking)
    assert answer.status == 400
    assert "access-control-allow-origin" not in answer.headers


def test_no_answer_repeats_what_was_sent(wire: Wire) -> None:
    started = start(wire)
    secret = "4111 1111 1111 1111"
    answers = [
        call(wire, "POST", BASE + "start", {"userId": secret * 20, "imageWidth": 640, "imageHeight": 480}),
        call(wire, "POST", BASE + "start", {"userId": "u", "imageWidth": secret, "imageHeight": 480}),
        upload(wire, started, picture(), token=secret),
        upload(wire, started, picture(), frameBase64=secret),
        wire.send("POST", BASE + "start", json.dumps(secret).encode(), {"Content-Type": "application/json"}),
    ]
    assert all(400 <= answer.status < 500 and secret not in answer.text for answer in answers)
