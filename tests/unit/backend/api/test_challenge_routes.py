import base64
import json

import pytest

from kiosk import __version__
from kiosk.backend.api.facade import VerificationService
from kiosk.backend.challenge.start import StartRequest
from kiosk.domain.liveness.challenge import Challenge
from kiosk.domain.liveness.frames import chain_link
from kiosk.domain.liveness.nose.challenge import NoseChallenge, challenge_at, shown_to_web_clients
from kiosk.settings import Settings
from kiosk.terminal.client.started_challenge import read_started
from tests.factories.faces import head, turning
from tests.factories.jpeg_files import digest, jpeg
from tests.fakes.clock import START_S, FakeClock
from tests.fakes.face_engine import FakeFaceEngine
from tests.fakes.served_backend import START, Terminal, assert_refused, rewired


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def test_health(terminal: Terminal) -> None:
    response = terminal.call("GET", "/health")
    assert response.json() == {"status": "ok", "version": __version__, "engine": "fake"}
    assert "server" not in response.headers


def test_start_answers_as_the_sample_does(terminal: Terminal) -> None:
    body = terminal.started()
    whole = "imageWidth imageHeight areaLeft areaTop areaWidth areaHeight minFaceAreaPercent noseLeft noseTop noseWidth"
    assert set(body) == {"id", "userId", "noseHeight", "token", "expiresAt", "maxFrames", *whole.split()}
    assert all(type(body[name]) is int for name in (*whole.split(), "noseHeight", "expiresAt", "maxFrames"))
    assert [body[name] for name in ("userId", "areaLeft", "areaTop", "areaWidth", "areaHeight")] == [
        "u-1", 185, 60, 270, 360,
    ]  # fmt: skip
    assert body["expiresAt"] == START_S + 180


def test_start_takes_numbers_as_text(terminal: Terminal) -> None:
    assert terminal.started(imageWidth="1280", imageHeight="720")["imageWidth"] == 1280


@pytest.mark.parametrize("size", [(640, 480), (480, 640), (1919, 1079), (320, 320), (333, 517)])
def test_the_geometry_survives_the_wire(
    terminal: Terminal, service: VerificationService, size: tuple[int, int]
) -> None:
    body = terminal.started(imageWidth=size[0], imageHeight=size[1], camera={"name": "C920"})
    assert read_started(body).challenge == service._context.store.load(str(body["id"])).record.challenge


@pytest.mark.parametrize("size", [(640, 480), (480, 640), (1919, 1079), (320, 320), (333, 517)])
def test_whoever_names_no_camera_has_to_cross_the_target(
    terminal: Terminal, service: VerificationService, size: tuple[int, int]
) -> None:
    body = terminal.started(imageWidth=size[0], imageHeight=size[1])
    challenge = service._context.store.load(str(body["id"])).record.challenge
    assert isinstance(challenge, NoseChallenge)
    assert read_started(body).challenge == shown_to_web_clients(challenge)


def test_whole_session_of_a_sample_client_passes(
    terminal: Terminal, service: VerificationService, engine: FakeFaceEngine, clock: FakeClock
) -> None:
    photo = engine.show(jpeg("document", 300, 400), head())
    body = terminal.started(idPhotoBase64=b64(photo))
    for facts in turning(read_started(body).challenge):
        clock.now_s = START_S + facts.received_at_s - 1000
        response = terminal.frame(body, engine.show(jpeg(f"{facts.sequence}"), *facts.faces))
        assert (response.status_code, response.json()) == (200, {"message": "Frame saved successfully"})
    response = terminal.verify(body)
    assert response.status_code == 200
    assert response.json()["success"] is True
    told = {"success": True, "reasons": [], "documentMatched": True, "synthetic": False}
    assert response.json() == told, "nobody hears how near a try came"
    verdict = service._context.store.load(str(body["id"])).verdict
    assert verdict is not None
    assert verdict.face_match == 99.0
    assert verdict.evidence["turn_deg"] > 12
    assert verdict.reference_sequence in range(5)
    assert_refused(terminal.verify(body), 409, "CHALLENGE_CLOSED")
    assert_refused(terminal.frame(body), 409, "CHALLENGE_CLOSED")


def test_no_route_lets_the_caller_choose_the_challenge(terminal: Terminal) -> None:
    drawn = {str(sorted(terminal.started(noseLeft=1, challenge={"noseLeft": 1}).items())) for _ in range(3)}
    assert len(drawn) == 3


def test_tests_may_choose_the_challenge(service: VerificationService) -> None:
    def choose(challenge_id: str, width_px: int, height_px: int) -> Challenge:
        return challenge_at(challenge_id, width_px, height_px, 60, 10)

    started = service.start_chosen(StartRequest("u-1", 640, 480), choose)
    assert started.challenge == challenge_at(started.challenge.id, 640, 480, 60, 10)


def test_kiosk_frames_carry_sequence_chain_and_stage(terminal: Terminal, service: VerificationService) -> None:
    body = terminal.started()
    image = jpeg("approach")
    link = chain_link(str(body["id"]), 0, 5, digest(image))
    response = terminal.frame(body, image, timestamp=5, sequence=0, chain=link, stage="approach")
    assert response.status_code == 200
    (facts,) = service._context.store.frames(str(body["id"]))
    assert (facts.sequence, facts.chained, facts.stage) == (0, True, "approach")


BAD_STARTS: dict[str, object] = {
    "no user": {"userId": None},
    "empty user": {"userId": ""},
    "blank user": {"userId": "  "},
    "long user": {"userId": "x" * 129},
    "control characters": {"userId": "a\nb"},
    "half a surrogate pair": {"userId": "\ud800"},
    "user is a number": {"userId": 7},
    "zero width": {"imageWidth": 0},
    "negative height": {"imageHeight": -480},
    "narrow": {"imageWidth": 319},
    "huge": {"imageWidth": 1921},
    "astronomical": {"imageWidth": 10**30},
    "boolean": {"imageWidth": True},
    "fraction": {"imageWidth": 640.5},
    "not a number": {"imageWidth": float("nan")},
    "infinite": {"imageHeight": float("inf")},
    "words": {"imageWidth": "wide"},
    "other digits": {"imageWidth": "٦٤٠"},
    "null": {"imageHeight": None},
    "list": {"imageHeight": [480]},
    "camera is text": {"camera": "demo"},
    "synthetic is text": {"camera": {"synthetic": "no"}},
    "synthetic is a number": {"camera": {"synthetic": 0}},
    "long camera": {"camera": {"name": "x" * 257}},
    "photo is a number": {"idPhotoBase64": 4},
}


@pytest.mark.parametrize("name", sorted(BAD_STARTS))
def test_bad_start_is_refused(shared_terminal: Terminal, name: str) -> None:
    fields = BAD_STARTS[name]
    assert isinstance(fields, dict)
    body = json.dumps({**START, **fields}).encode()
    assert_refused(shared_terminal.post_bytes("/challenge/start", body), 400, "REQUEST_INVALID")


@pytest.mark.parametrize("name", ["userId", "imageWidth", "imageHeight"])
def test_missing_field_is_refused(shared_terminal: Terminal, name: str) -> None:
    body = {key: value for key, value in START.items() if key != name}
    assert_refused(shared_terminal.call("POST", "/challenge/start", body), 400, "REQUEST_INVALID")


@pytest.mark.parametrize(
    "body", [b"", b"null", b"[]", b"{", b'"text"', b"\xff\xfe", b"[" * 100_000, b'{"userId": 1' + b"0" * 5000 + b"}"]
)
def test_malformed_json_is_refused(shared_terminal: Terminal, body: bytes) -> None:
    assert_refused(shared_terminal.post_bytes("/challenge/start", body), 400, "REQUEST_INVALID")


BAD_FRAMES: dict[str, tuple[dict[str, object], int, str]] = {
    "not base64": ({"frameBase64": "§$%"}, 400, "IMAGE_NOT_BASE64"),
    "data prefix": ({"frameBase64": "data:image/jpeg;base64," + b64(jpeg())}, 400, "IMAGE_NOT_BASE64"),
    "line breaks": ({"frameBase64": base64.encodebytes(jpeg("x" * 99)).decode()}, 400, "IMAGE_NOT_BASE64"),
    "not JPEG": ({"frameBase64": b64(b"\x89PNG\r\n\x1a\n" + bytes(99))}, 400, "IMAGE_NOT_JPEG"),
    "empty": ({"frameBase64": ""}, 400, "IMAGE_NOT_JPEG"),
    "truncated": ({"frameBase64": b64(jpeg()[:-9])}, 400, "IMAGE_TRUNCATED"),
    "large": ({"frameBase64": b64(bytes(1_000_001))}, 413, "IMAGE_TOO_LARGE"),
    "one pixel": ({"frameBase64": b64(jpeg("", 1, 1))}, 422, "IMAGE_TOO_SMALL"),
    "bomb": ({"frameBase64": b64(jpeg("", 65_500, 65_500))}, 413, "IMAGE_DIMENSIONS_EXCEEDED"),
    "turned": ({"frameBase64": b64(jpeg("", 480, 640))}, 422, "IMAGE_SIZE_MISMATCH"),
    "no image": ({"frameBase64": None}, 400, "REQUEST_INVALID"),
    "no token": ({"token": None}, 400, "REQUEST_INVALID"),
    "forged": ({"token": "e30.e30.e30"}, 403, "TOKEN_INVALID"),
    "negative time": ({"timestamp": -1}, 400, "REQUEST_INVALID"),
    "time as fraction": ({"timestamp": 1.5}, 400, "REQUEST_INVALID"),
    "time is true": ({"timestamp": True}, 400, "REQUEST_INVALID"),
    "negative sequence": ({"sequence": -1}, 400, "REQUEST_INVALID"),
    "huge sequence": ({"sequence": 10**18}, 400, "REQUEST_INVALID"),
    "sequence is true": ({"sequence": True}, 400, "REQUEST_INVALID"),
    "chain alone": ({"chain": "0" * 64}, 400, "REQUEST_INVALID"),
    "short chain": ({"sequence": 0, "chain": "0"}, 400, "REQUEST_INVALID"),
    "unknown stage": ({"stage": "finished"}, 400, "REQUEST_INVALID"),
}


@pytest.mark.parametrize("name", sorted(BAD_FRAMES))
def test_bad_frame_is_refused_and_nothing_is_lost(shared_terminal: Terminal, name: str) -> None:
    fields, status, code = BAD_FRAMES[name]
    body = shared_terminal.started()
    assert shared_terminal.frame(body, jpeg("good")).status_code == 200
    assert_refused(shared_terminal.frame(body, jpeg("bad"), **fields), status, code)
    assert shared_terminal.frame(body, jpeg("also good")).status_code == 200
    assert len(shared_terminal.service._context.store.frames(str(body["id"]))) == 2


def test_grayscale_is_as_good_as_colour(terminal: Terminal) -> None:
    assert terminal.frame(terminal.started(), jpeg(components=1)).status_code == 200


def test_verify_without_frames_leaves_it_open(terminal: Terminal) -> None:
    body = terminal.started()
    assert_refused(terminal.verify(body), 422, "NO_FRAMES")
    assert terminal.frame(body).status_code == 200


def test_frames_without_anybody_fail_with_reasons(terminal: Terminal) -> None:
    body = terminal.started()
    terminal.frame(body)
    answer = terminal.verify(body).json()
    assert answer["success"] is False
    assert "FACE_LOST" in answer["reasons"]
    assert answer["documentMatched"] is None


def test_too_many_frames_are_refused(terminal: Terminal, settings: Settings) -> None:
    body = terminal.started()
    for number in range(settings.max_frames):
        assert terminal.frame(body, jpeg(str(number))).status_code == 200
    assert_refused(terminal.frame(body, jpeg("one more")), 409, "FRAME_LIMIT_REACHED")


def test_sequence_numbers_are_kept_in_order(terminal: Terminal) -> None:
    body = terminal.started()
    assert terminal.frame(body, jpeg("3"), sequence=3).status_code == 200
    assert terminal.frame(body, jpeg("5"), sequence=5).status_code == 200
    assert terminal.frame(body, jpeg("3"), sequence=3).status_code == 200
    assert_refused(terminal.frame(body, jpeg("x"), sequence=3), 409, "FRAME_CONFLICT")
    assert_refused(terminal.frame(body, jpeg("4"), sequence=4), 409, "FRAME_OUT_OF_ORDER")


def test_tokens_belong_to_one_challenge(terminal: Terminal, clock: FakeClock) -> None:
    one, other = terminal.started(), terminal.started()
    assert_refused(terminal.frame(one, token=other["token"]), 403, "TOKEN_INVALID")
    assert terminal.frame(one, token=other["token"]).json()["message"] == "Invalid token"
    assert_refused(terminal.verify(one, token=other["token"]), 403, "TOKEN_INVALID")
    assert_refused(terminal.verify({"id": "unknown", "token": one["token"]}), 403, "TOKEN_INVALID")
    clock.now_s += 180
    assert_refused(terminal.frame(one), 403, "TOKEN_EXPIRED")
    assert_refused(terminal.verify(one), 403, "TOKEN_EXPIRED")


def test_unknown_id_is_not_found(terminal: Terminal, service: VerificationService) -> None:
    token = service._context.tokens.issue("unknown", int(START_S) + 60)
    response = terminal.verify({"id": "unknown", "token": token})
    assert_refused(response, 404, "CHALLENGE_NOT_FOUND")
    assert response.json()["message"] == "Challenge not found"
    assert_refused(terminal.frame({"id": "unknown", "token": token}), 404, "CHALLENGE_NOT_FOUND")


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/", 404, "ROUTE_NOT_FOUND"),
        ("GET", "/docs", 404, "ROUTE_NOT_FOUND"),
        ("POST", "/challenge/start/", 404, "ROUTE_NOT_FOUND"),
        ("POST", "/challenge//verify", 404, "ROUTE_NOT_FOUND"),
        ("POST", "/challenge/a/b/verify", 404, "ROUTE_NOT_FOUND"),
        ("GET", "/challenge/start", 405, "METHOD_NOT_ALLOWED"),
        ("POST", "/challenge/a/frames", 405, "METHOD_NOT_ALLOWED"),
    ],
)
def test_other_addresses(shared_terminal: Terminal, method: str, path: str, status: int, code: str) -> None:
    assert_refused(shared_terminal.call(method, path, {}), status, code)


def test_schema_is_offered(terminal: Terminal) -> None:
    assert "/challenge/start" in terminal.call("GET", "/openapi.json").json()["paths"]


ID_PHOTOS: dict[str, tuple[bytes, int, int, str]] = {
    "no face": (jpeg("nobody"), 0, 422, "ID_PHOTO_NO_FACE"),
    "two faces": (jpeg("two"), 2, 422, "ID_PHOTO_SEVERAL_FACES"),
    "small": (jpeg("small", 79, 400), 1, 422, "IMAGE_TOO_SMALL"),
    "text": (b"a photo", 0, 400, "IMAGE_NOT_JPEG"),
    "cut": (jpeg("cut")[:-3], 0, 400, "IMAGE_TRUNCATED"),
    "bomb": (jpeg("bomb", 30_000, 30_000), 0, 413, "IMAGE_DIMENSIONS_EXCEEDED"),
    "large": (bytes(5_000_001), 0, 413, "IMAGE_TOO_LARGE"),
}


@pytest.mark.parametrize("name", sorted(ID_PHOTOS))
def test_bad_id_photo_is_refused(terminal: Terminal, engine: FakeFaceEngine, name: str) -> None:
    photo, faces, status, code = ID_PHOTOS[name]
    engine.show(photo, *[head()] * faces)
    assert_refused(terminal.start(idPhotoBase64=b64(photo)), status, code)


def test_synthetic_camera_is_refused_outside_a_demonstration(service: VerificationService, settings: Settings) -> None:
    strict = settings.model_copy(update={"allow_synthetic": False})
    with rewired(service, strict) as terminal:
        response = terminal.start(camera={"synthetic": True, "name": "demo"})
        assert_refused(response, 403, "SYNTHETIC_REFUSED")
        assert terminal.start(camera={"synthetic": False, "name": "C920"}).status_code == 200


def test_who_is_admitted_without_a_key_needs_neither_sequence_nor_chain(
    service: VerificationService, settings: Settings
) -> None:
    assert settings.demand_sequence
    with rewired(service, settings) as terminal:
        body = terminal.started()
        assert terminal.frame(body).status_code == 200
