"""The contract of aws-solutions/liveness-detection-framework, as its unmodified web client relies on it.

It joins an address and paths that begin with a slash, and sends the Cognito identity's token with every request.
"""

import base64
from collections.abc import Iterator

import pytest

from kiosk.backend.api.framework_routes import NOBODY_NAMED, user_of
from kiosk.contract.dialects import Contract, contract_of
from tests.aws.events import Event
from tests.contract.test_sample_contract import PAGE, RAW, WHOLE
from tests.factories.noise import picture
from tests.fakes.gateway_wires import HttpApiWire, RestWire
from tests.fakes.sample_backends import WAYS, settings_in
from tests.fakes.wire import Answer, Json, Wire, call

HEADERS = {**PAGE, "Authorization": "Bearer eyJhbGciOiJSUzI1NiJ9.e30.c2lnbmF0dXJl"}
SQUARE = {"imageWidth": 480, "imageHeight": 480}
NOW_MS = 1_795_267_200_123
BAD, FORBIDDEN, LOST = (400, "BadRequestError"), (401, "UnauthorizedError"), (404, "NotFoundError")


@pytest.fixture(scope="module", params=WAYS)
def wire(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wire]:
    with WAYS[request.param](settings_in(tmp_path_factory.mktemp("backend"))) as wire:
        yield wire


def start(wire: Wire, **changes: object) -> Json:
    answer = call(wire, "POST", "/challenge", {**SQUARE, **changes}, HEADERS)
    assert answer.status == 200, answer.text
    return answer.json


def upload(wire: Wire, started: Json, jpeg: bytes, **changes: object) -> Answer:
    frame = base64.b64encode(jpeg).decode()
    body = {"token": started["token"], "timestamp": NOW_MS, "frameBase64": frame, **changes}
    return call(wire, "PUT", f"/challenge/{started['id']}/frame", body, HEADERS)


def verify(wire: Wire, started: Json, **changes: object) -> Answer:
    return call(wire, "POST", f"/challenge/{started['id']}/verify", {"token": started["token"], **changes}, HEADERS)


def refused(answer: Answer, expected: tuple[int, str], text: str | None = None) -> None:
    status, name = expected
    assert (answer.status, answer.json["Code"]) == (status, name), answer.text
    assert set(answer.json) == {"Code", "Message"}
    assert str(answer.json["Message"]).startswith(f"{name}: ")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["content-type"] == "application/json"
    assert text is None or answer.json["Message"] == f"{name}: {text}"


def test_a_challenge_has_its_geometry_in_params(wire: Wire) -> None:
    started = start(wire)
    assert set(started) == {"id", "token", "type", "params"}
    assert started["type"] == "NOSE"
    params = started["params"]
    assert isinstance(params, dict)
    assert set(params) == set(WHOLE)
    assert all(type(value) is int for value in params.values())
    assert [params[name] for name in ("areaLeft", "areaTop", "areaWidth", "areaHeight")] == [105, 60, 270, 360]


def test_the_form_of_the_id_tells_the_contract(wire: Wire) -> None:
    started = start(wire)
    assert len(str(started["id"])) == 36
    assert contract_of(f"/challenge/{started['id']}/verify") is Contract.FRAMEWORK
    sample = call(wire, "POST", "/challenge/start", {"userId": "u", **SQUARE}).json
    assert contract_of(f"/challenge/{sample['id']}/verify") is Contract.SAMPLE


def test_its_address_may_end_with_a_slash(wire: Wire) -> None:
    answer = call(wire, "POST", "//challenge", SQUARE, HEADERS)
    assert answer.status == 200
    assert upload(wire, answer.json, picture(480, 480)).status == 200
    assert call(wire, "POST", f"//challenge/{answer.json['id']}/verify", {"token": answer.json["token"]}).status == 200


def test_only_the_nose_is_offered(wire: Wire) -> None:
    assert start(wire, challengeType="NOSE")["type"] == "NOSE"
    for other in ("POSE", "CUSTOM", "nose", ""):
        answer = call(wire, "POST", "/challenge", {**SQUARE, "challengeType": other}, HEADERS)
        refused(answer, BAD, "No challengeType but NOSE is offered")
    refused(call(wire, "POST", "/challenge", {**SQUARE, "challengeType": 1}, HEADERS), BAD, "Invalid challengeType")


def test_a_frame_is_saved_and_judged(wire: Wire) -> None:
    started = start(wire)
    for tag in range(8):
        answer = upload(wire, started, picture(480, 480, tag))
        assert (answer.status, answer.json) == (200, {"message": "Frame saved successfully"})
    answer = verify(wire, started)
    assert (answer.status, answer.json["success"]) == (200, False)
    assert answer.headers["access-control-allow-origin"] == "*"


def test_any_trouble_with_the_token_is_unauthorised(wire: Wire) -> None:
    one, other = start(wire), start(wire)
    for token in (other["token"], "", "x", "a.b.c", f"{one['token']}x", 7, None, {}):
        refused(upload(wire, one, picture(480, 480), token=token), FORBIDDEN, "")
        refused(verify(wire, one, token=token), FORBIDDEN, "")
    refused(call(wire, "POST", f"/challenge/{one['id']}/verify", {}, HEADERS), FORBIDDEN, "")
    refused(call(wire, "PUT", f"/challenge/{one['id']}/frame", {"timestamp": "x"}, HEADERS), FORBIDDEN, "")
    unknown = {**one, "id": "00000000-0000-0000-0000-000000000000"}
    refused(verify(wire, unknown), FORBIDDEN, "")
    refused(upload(wire, unknown, picture(480, 480)), FORBIDDEN, "")


def test_the_other_contracts_clients_get_its_own_refusals(wire: Wire) -> None:
    sample = call(wire, "POST", "/challenge/start", {"userId": "u", **SQUARE}).json
    answer = verify(wire, {**sample, "token": "x"})
    assert (answer.status, answer.json["message"]) == (403, "Invalid token")


def test_what_comes_after_the_verdict_is_a_conflict(wire: Wire) -> None:
    started = start(wire)
    refused(verify(wire, started), BAD)
    upload(wire, started, picture(480, 480))
    assert verify(wire, started).status == 200
    refused(verify(wire, started), (409, "ConflictError"))
    refused(upload(wire, started, picture(480, 480)), (409, "ConflictError"))


BAD_STARTS: dict[str, tuple[object, str]] = {
    "nothing": ({}, "Missing imageWidth and imageHeight"),
    "no height": ({"imageWidth": 480}, "Missing imageWidth and imageHeight"),
    "null": (None, "Missing imageWidth and imageHeight"),
    "a list": ([480, 480], "Missing imageWidth and imageHeight"),
    "a text": ("480", "Missing imageWidth and imageHeight"),
    "a wide one in words": ({**SQUARE, "imageWidth": "wide"}, "Invalid imageWidth"),
    "a high one in words": ({**SQUARE, "imageHeight": "high"}, "Invalid imageHeight"),
    "null width": ({**SQUARE, "imageWidth": None}, "Invalid imageWidth"),
    "a fraction": ({**SQUARE, "imageHeight": 480.5}, "Invalid imageHeight"),
    "true": ({**SQUARE, "imageHeight": True}, "Invalid imageHeight"),
    "small": ({**SQUARE, "imageWidth": 8}, "Invalid imageWidth or imageHeight"),
    "large": ({**SQUARE, "imageHeight": 10**9}, "Invalid imageWidth or imageHeight"),
    "negative": ({**SQUARE, "imageHeight": -480}, "Invalid imageWidth or imageHeight"),
}


@pytest.mark.parametrize("name", BAD_STARTS)
def test_a_start_that_makes_no_sense_is_a_bad_request(wire: Wire, name: str) -> None:
    body, text = BAD_STARTS[name]
    refused(call(wire, "POST", "/challenge", body, HEADERS), BAD, text)


BAD_FRAMES: dict[str, tuple[dict[str, object], str]] = {
    "no base64": ({"frameBase64": "§$%"}, "Invalid Image"),
    "a data address": ({"frameBase64": "data:image/jpeg;base64,/9j/"}, "Invalid Image"),
    "line breaks": ({"frameBase64": base64.encodebytes(picture(480, 480)).decode()}, "Invalid Image"),
    "a number": ({"frameBase64": 5}, "Invalid Image"),
    "null": ({"frameBase64": None}, "Invalid Image"),
    "PNG": ({"frameBase64": base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(99)).decode()}, "Image must be JPEG"),
    "empty": ({"frameBase64": ""}, "Image must be JPEG"),
    "large": ({"frameBase64": base64.b64encode(bytes(1_000_001)).decode()}, "Image size too large"),
    "cut off": ({"frameBase64": base64.b64encode(picture(480, 480)[:-20]).decode()}, "The image is not complete"),
    "a time in words": ({"timestamp": "now"}, "Invalid timestamp"),
    "a time with a fraction": ({"timestamp": 1.5}, "Invalid timestamp"),
    "no time": ({"timestamp": None}, "Invalid timestamp"),
    "a time before 1970": ({"timestamp": -1}, "Invalid timestamp"),
    "of another size": (
        {"frameBase64": base64.b64encode(picture(640, 480)).decode()},
        "The image does not have the size that the challenge was started for",
    ),
}


@pytest.mark.parametrize("name", BAD_FRAMES)
def test_a_frame_that_makes_no_sense_is_a_bad_request(wire: Wire, name: str) -> None:
    changes, text = BAD_FRAMES[name]
    started = start(wire)
    refused(upload(wire, started, picture(480, 480), **changes), BAD, text)
    assert upload(wire, started, picture(480, 480)).status == 200


@pytest.mark.parametrize("name", RAW)
def test_what_is_no_json_is_refused(wire: Wire, name: str) -> None:
    started = start(wire)
    headers = {"Content-Type": "application/json", **HEADERS}
    answers = [
        wire.send("POST", "/challenge", RAW[name], headers),
        wire.send("PUT", f"/challenge/{started['id']}/frame", RAW[name], headers),
        wire.send("POST", f"/challenge/{started['id']}/verify", RAW[name], headers),
    ]
    assert answers[0].status == 400
    assert {answer.status for answer in answers[1:]} <= {400, 401}
    assert all(set(answer.json) == {"Code", "Message"} for answer in answers)


@pytest.mark.parametrize("method", ["GET", "DELETE", "PUT"])
def test_other_methods_are_not_allowed(wire: Wire, method: str) -> None:
    refused(call(wire, method, "/challenge", {}, HEADERS), (405, "MethodNotAllowedError"))


@pytest.mark.parametrize(("method", "path"), [("POST", ""), ("PUT", "/a1/frame"), ("POST", "/a1/verify")])
def test_a_browser_may_send_its_identity(wire: Wire, method: str, path: str) -> None:
    asking = {"Access-Control-Request-Method": method, "Access-Control-Request-Headers": "authorization,content-type"}
    answer = wire.send("OPTIONS", "/challenge" + path, b"", {**PAGE, **asking})
    assert (answer.status, answer.headers["access-control-allow-origin"]) == (200, "*")
    assert method in answer.headers["access-control-allow-methods"]
    assert "authorization" in answer.headers["access-control-allow-headers"].lower()


def event_of(wire_of: type[RestWire] | type[HttpApiWire], authorizer: Json) -> Event:
    """The event that an API Gateway with this authorizer hands on."""
    events = list[Event]()

    def keep(event: Event, context: object) -> dict[str, object]:
        events.append(event)
        return {"statusCode": 200}

    wire_of(keep, authorizer=authorizer).send("POST", "/challenge")
    return events[0]


def test_the_user_is_whom_the_gateway_has_identified() -> None:
    subject = {"sub": "7d2f1c9e-1111-2222-3333-444455556666", "email": "somebody@example.org"}
    rest = event_of(RestWire, {"claims": subject})
    http_api = event_of(HttpApiWire, subject)
    assert {user_of({"aws.event": event}) for event in (rest, http_api)} == {subject["sub"]}


@pytest.mark.parametrize(
    "event",
    [None, {}, {"requestContext": None}, {"requestContext": {"authorizer": {"claims": {"sub": 7}}}}, [], "sub"],
)
def test_nobody_is_named_where_nobody_is_identified(event: object) -> None:
    assert user_of({"aws.event": event}) == NOBODY_NAMED
    assert user_of({"headers": [(b"authorization", HEADERS["Authorization"].encode())]}) == NOBODY_NAMED
