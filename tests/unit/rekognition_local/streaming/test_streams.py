"""Streams over real sockets: how a session goes, and how each thing that a client may do wrong ends."""

import socket
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import requests

from kiosk.contract.liveness_stream.event_stream import (
    CHUNK_SIGNATURE,
    DATE,
    Message,
    decode_message,
    encode_message,
)
from kiosk.rekognition_local.liveness.records import SESSION_LIFE_S
from kiosk.rekognition_local.streaming import conversation
from kiosk.rekognition_local.streaming.server import StreamAccess
from kiosk.rekognition_local.streaming.session_keys import SessionKeys
from tests.factories.nearing_head import film
from tests.fakes.stream_client import StreamClient, encoded_event
from tests.unit.rekognition_local.streaming.conftest import PAGE
from tests.unit.rekognition_local.streaming.desk import Desk, MovedClock, running_desk

OPENED = ["ChallengeEvent", "ServerSessionInformationEvent"]
UNKNOWN = "00000000-0000-4000-8000-000000000000"
MOVEMENT = {"Settings": {"ChallengePreferences": [{"Type": "FaceMovementChallenge"}]}}
BOX = {"Left": 0.25, "Top": 0.25, "Width": 0.5, "Height": 0.5}


@pytest.fixture(scope="module")
def video() -> bytes:
    """A short video in which there is nobody."""
    noise = np.random.default_rng(0).integers(0, 255, (480, 640, 3), dtype=np.uint8)
    return film([np.roll(noise // 4, 5 * shift, axis=1) for shift in range(6)], 15.0).data


def claims(client: StreamClient, challenge: str = "FaceMovementChallenge", **members: Any) -> bytes:
    about = {"Challenge": {challenge: {"ChallengeId": "c" * 36, **members}}}
    return client.event("ClientSessionInformationEvent", about)


def test_a_session_goes_from_its_challenge_to_a_verdict(desk: Desk, video: bytes) -> None:
    session_id = desk.create(**MOVEMENT)
    with desk.client(session_id) as client:
        assert client.receive() == ("ChallengeEvent", {"Type": "FaceMovementChallenge", "Version": "1.0.0"})
        name, told = client.receive()
        assert name == "ServerSessionInformationEvent"
        challenge = told["SessionInformation"]["Challenge"]["FaceMovementChallenge"]
        # A zero counts as missing.
        assert all(value > 0 for value in challenge["OvalParameters"].values())
        assert [key for key, value in challenge["ChallengeConfig"].items() if not value] == ["FaceDistanceThresholdMax"]
        assert isinstance(challenge["ChallengeConfig"]["OvalFitTimeout"], int)
        now_ms = round(1000 * time.time())
        initial = {"BoundingBox": BOX, "InitialFaceDetectedTimestamp": now_ms}
        # The first part of the video comes before anything is said of it.
        client.send(client.video(video[:1000]), claims(client, VideoStartTimestamp=now_ms, InitialFace=initial))
        client.send(client.video(video[1000:]), claims(client, VideoEndTimestamp=now_ms + 400), client.video(b""))
        assert client.rest() == ["DisconnectionEvent", "1000"]
    answer = desk.results(session_id)
    assert (answer["Status"], answer["Confidence"]) == ("SUCCEEDED", 0.0)
    assert answer["Challenge"] == {"Type": "FaceMovementChallenge", "Version": "1.0.0"}
    assert [each["Code"] for each in answer["Feedback"]][:1] == ["FACE_NOT_VISIBLE"]


def test_light_is_the_choice_of_whoever_wishes_nothing_and_its_colours_are_drawn(desk: Desk) -> None:
    drawn = []
    for _ in range(4):
        with desk.client(desk.create()) as client:
            assert client.receive() == ("ChallengeEvent", {"Type": "FaceMovementAndLightChallenge", "Version": "2.0.0"})
            told = client.receive()[1]["SessionInformation"]["Challenge"]["FaceMovementAndLightChallenge"]
        assert told["LightChallengeType"] == "SEQUENTIAL"
        colours = [each["FreshnessColor"]["RGB"] for each in told["ColorSequences"]]
        assert all(first != second for first, second in pairwise(colours))
        assert all(each["FlatDisplayDuration"] + each["DownscrollDuration"] > 0 for each in told["ColorSequences"])
        drawn.append(str(colours))
    assert len(set(drawn)) > 1


@pytest.mark.parametrize(
    ("settings", "versions", "said"),
    [
        ({}, "FaceMovementChallenge_1.0.0", "ChallengeEvent"),
        ({"ChallengePreferences": [{"Type": "FaceMovementAndLightChallenge"}]}, "FaceMovementChallenge_1.0.0",
         "ValidationException"),
        ({"ChallengePreferences": [{"Type": "FaceMovementChallenge", "Versions": {"Minimum": "1.1.0"}}]},
         "FaceMovementChallenge_1.0.0", "ValidationException"),
        ({}, "FaceMovementAndLightChallenge_1.0.0", "ValidationException"),
        ({}, "nonsense", "ValidationException"),
    ],
)  # fmt: skip
def test_a_challenge_is_what_the_session_asks_for_and_the_client_offers(
    desk: Desk, settings: dict[str, Any], versions: str, said: str
) -> None:
    session_id = desk.create(Settings=settings)
    with desk.client(session_id, versions=versions) as client:
        assert client.receive()[0] == said
    if said != "ChallengeEvent":
        assert desk.results(session_id)["Status"] == "CREATED"


def test_a_session_is_good_once(desk: Desk) -> None:
    session_id = desk.create()
    with desk.client(session_id) as first:
        assert first.receive()[0] == OPENED[0]
        with desk.client(session_id) as second:
            assert second.rest() == ["SessionNotFoundException", "1000"]
    with desk.client(session_id) as third:
        assert third.rest() == ["SessionNotFoundException", "1000"]
    assert _ended(desk, session_id) == "FAILED"


def test_sessions_that_nobody_made_or_that_are_over_are_not_found(desk: Desk) -> None:
    expired = desk.create()
    desk.clock.ahead_s = SESSION_LIFE_S + 1
    try:
        # Its signature is not of now by that clock, unless the client lives by it too.
        with desk.client(expired, skew_s=SESSION_LIFE_S + 1) as client:
            assert client.rest() == ["SessionNotFoundException", "1000"]
    finally:
        desk.clock.ahead_s = 0.0
    with desk.client(UNKNOWN) as client:
        assert client.rest() == ["SessionNotFoundException", "1000"]


@pytest.mark.parametrize(
    ("wishes", "error"),
    [
        ({"secret": "another"}, "InvalidSignatureException"),
        ({"changes": {"video-width": "320"}}, "InvalidSignatureException"),
        ({"changes": {"X-Amz-Signature": "0" * 64}}, "InvalidSignatureException"),
        ({"skew_s": -400.0}, "InvalidSignatureException"),
        ({"skew_s": 400.0}, "InvalidSignatureException"),
        ({"changes": {"X-Amz-Expires": ""}}, "InvalidSignatureException"),
        ({"changes": {"X-Amz-Algorithm": ""}}, "MissingAuthenticationTokenException"),
        ({"changes": {"X-Amz-Signature": ""}}, "MissingAuthenticationTokenException"),
        # Nobody knows the key, so that nothing is verified but the form and the time.
        ({"key_id": "STRANGER", "secret": "whatever"}, "ChallengeEvent"),
        ({"key_id": "STRANGER", "changes": {"X-Amz-Signature": "zz"}}, "InvalidSignatureException"),
        ({"key_id": "STRANGER", "skew_s": -400.0}, "InvalidSignatureException"),
        ({"key_id": "STRANGER", "width": "10"}, "ValidationException"),
        ({"key_id": "STRANGER", "height": "99999"}, "ValidationException"),
    ],
)
def test_signatures_and_sizes_of_an_address(desk: Desk, wishes: dict[str, Any], error: str) -> None:
    session_id = desk.create()
    with desk.client(session_id, **wishes) as client:
        assert client.receive()[0] == error
    assert _ended(desk, session_id) == ("FAILED" if error == "ChallengeEvent" else "CREATED")


@pytest.mark.parametrize(("origin", "said"), [(PAGE, "ChallengeEvent"), ("http://elsewhere", "AccessDeniedException")])
def test_pages_of_named_origins_alone_may_ask(desk: Desk, origin: str, said: str) -> None:
    with desk.client(desk.create(), origin=origin) as client:
        assert client.receive()[0] == said


def _wrong_checksum(client: StreamClient, video: bytes) -> list[str | bytes]:
    message = bytearray(client.video(video))
    message[-1] ^= 1
    return [bytes(message)]


def _swapped(client: StreamClient, video: bytes) -> list[str | bytes]:
    return list(reversed([client.video(video[:900]), client.video(video[900:])]))


def _back_in_time(client: StreamClient, video: bytes) -> list[str | bytes]:
    now_ms = round(1000 * time.time())
    return [client.video(video[:900], now_ms), client.video(video[900:], now_ms - 1)]


def _another_container_size(client: StreamClient, video: bytes) -> list[str | bytes]:
    small = film([np.zeros((240, 320, 3), dtype=np.uint8)] * 3, 15.0).data
    return [client.video(small), client.video(b"")]


def _frames_that_are_larger(client: StreamClient, video: bytes) -> list[str | bytes]:
    """Than the head says: a decoder would make room for 16,383 pixels a side."""
    place = video.index(b"\x9d\x01\x2a") + 3
    return [
        client.video(video[:place] + (16_383).to_bytes(2, "little") * 2 + video[place + 4 :]),
        client.video(b""),
    ]


def _head_of_another_size(client: StreamClient, video: bytes) -> list[str | bytes]:
    """In Matroska's PixelWidth, of two bytes, while the frames are as they were announced."""
    return [client.video(video.replace(b"\xb0\x82\x02\x80", b"\xb0\x82\x01\x40")), client.video(b"")]


def _filmed_for_minutes(client: StreamClient, video: bytes) -> list[str | bytes]:
    slow = film([np.full((480, 640, 3), shade, dtype=np.uint8) for shade in (90, 110, 130, 150)], 0.04).data
    return [client.video(slow), client.video(b"")]


def _without_end(client: StreamClient, video: bytes) -> list[str | bytes]:
    """Eleven million bytes, each part of which is small."""
    return [client.video(video), *(client.video(bytes(1_000_000)) for _ in range(11))]


Wrong = Callable[[StreamClient, bytes], list[str | bytes]]
WRONG: dict[str, tuple[Wrong, str]] = {
    "text": (lambda client, video: ["{}"], "ValidationException"),
    "no event stream": (lambda client, video: [b"\x00" * 40], "ValidationException"),
    "cut off": (lambda client, video: [client.video(video)[:-5]], "ValidationException"),
    "wrong checksum": (_wrong_checksum, "ValidationException"),
    "not signed": (lambda client, video: [encoded_event("VideoEvent", {})], "ValidationException"),
    "wrong signature": (
        lambda client, video: [client.signed(encoded_event("VideoEvent", {}), signature=bytes(32))],
        "InvalidSignatureException",
    ),
    "out of order": (_swapped, "InvalidSignatureException"),
    "back in time": (_back_in_time, "ValidationException"),
    "an unknown event": (lambda client, video: [client.event("AudioEvent", {})], "ValidationException"),
    "another challenge": (
        lambda client, video: [claims(client, "FaceMovementAndLightChallenge")],
        "ValidationException",
    ),
    "no base64": (
        lambda client, video: [client.event("VideoEvent", {"VideoChunk": "?", "TimestampMillis": 1_700_000_000_000})],
        "ValidationException",
    ),
    "no time": (lambda client, video: [client.event("VideoEvent", {"VideoChunk": ""})], "ValidationException"),
    "not a number": (
        lambda client, video: [client.signed(encoded_event("VideoEvent", {"TimestampMillis": float("nan")}))],
        "ValidationException",
    ),
    "ten megabytes": (lambda client, video: [client.video(bytes(10_000_001))], "ValidationException"),
    "no video": (lambda client, video: [client.video(b"")], "ValidationException"),
    "no container": (lambda client, video: [client.video(b"RIFF" * 500), client.video(b"")], "ValidationException"),
    "a codec that is not offered": (
        lambda client, video: [client.video(video.replace(b"V_VP8", b"V_AV1")), client.video(b"")],
        "ValidationException",
    ),
    "half a head": (lambda client, video: [client.video(video[:60]), client.video(b"")], "ValidationException"),
    "another size": (_another_container_size, "ValidationException"),
    "frames larger than the head says": (_frames_that_are_larger, "ValidationException"),
    "a head of another size than the frames": (_head_of_another_size, "ValidationException"),
    "frames that took minutes": (_filmed_for_minutes, "ValidationException"),
    "eleven megabytes in parts": (_without_end, "ValidationException"),
    "the stream's end before the video's": (
        lambda client, video: [client.video(video), client.signed(b"")],
        "ValidationException",
    ),
    "video after the end": (
        lambda client, video: [client.video(video), client.video(b""), client.video(video)],
        "ValidationException",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_a_client_does_wrong_is_named_and_ends_its_session(desk: Desk, video: bytes, name: str) -> None:
    wrong, error = WRONG[name]
    session_id = desk.create(**MOVEMENT)
    with desk.client(session_id) as client:
        client.send(*wrong(client, video))
        assert client.rest() == [*OPENED, error, "1000"]
    answer = desk.results(session_id)
    assert answer["Status"] == "FAILED"
    assert "Confidence" not in answer


def test_a_video_that_never_ends_is_ended(desk: Desk, video: bytes) -> None:
    session_id = desk.create(**MOVEMENT)
    desk.steady.step_s = 25.0
    try:
        with desk.client(session_id) as client:
            client.send(*(client.video(video[at : at + 100]) for at in range(0, 600, 100)))
            assert client.rest() == [*OPENED, "ValidationException", "1000"]
    finally:
        desk.steady.step_s = 0.0
    assert _ended(desk, session_id) == "FAILED"


def test_a_stream_of_endless_messages_is_ended(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversation, "MAX_MESSAGES", 30)
    session_id = desk.create(**MOVEMENT)
    with desk.client(session_id) as client:
        client.send(*(claims(client) for _ in range(40)))
        assert client.rest() == [*OPENED, "ValidationException", "1000"]
    assert _ended(desk, session_id) == "FAILED"


def test_who_opens_a_stream_and_sends_nothing_is_not_waited_for(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversation, "SESSION_LIFE_S", 0.3)
    session_id = desk.create(**MOVEMENT)
    with desk.client(session_id) as client:
        assert client.rest() == [*OPENED, "ValidationException", "1000"]
    assert _ended(desk, session_id) == "FAILED"


@pytest.mark.parametrize(("opened_before_s", "said"), [(1.0, "ChallengeEvent"), (0.0, "AccessDeniedException")])
def test_a_key_of_one_session_opens_it_until_it_expires(tmp_path: Path, opened_before_s: float, said: str) -> None:
    """A check that was begun in time is carried out: its messages go by the key that opened it."""
    clock = MovedClock()
    keys = SessionKeys(clock)
    with running_desk(tmp_path, clock, StreamAccess(session_keys=keys)) as desk:
        session_id = desk.create(**MOVEMENT)
        key = keys.make(session_id, life_s=20)
        # Of the clock by which keys end, seconds are whole.
        clock.ahead_s = key.expires_at_s - time.time() - opened_before_s
        wishes = {"key_id": key.access_key_id, "secret": key.secret_access_key, "token": key.session_token}
        with desk.client(session_id, skew_s=clock.ahead_s, **wishes) as client:
            assert client.receive()[0] == said
            if said == "ChallengeEvent":
                clock.ahead_s += 5.0
                client.send(client.signed(encoded_event("VideoEvent", {}), signature=bytes(32)))
                assert client.rest()[-2:] == ["InvalidSignatureException", "1000"]


def test_a_message_of_20_megabytes_is_not_read(desk: Desk) -> None:
    session_id = desk.create()
    with desk.client(session_id) as client:
        client.send(bytes(20_000_000))
        assert client.rest()[-1] in ("1009", "1006")
    assert _ended(desk, session_id) == "FAILED"


@pytest.mark.parametrize("code", [1000, 4001, 4003, 4005])
def test_a_client_that_leaves_is_answered_with_1000_whatever_its_code(desk: Desk, code: int) -> None:
    session_id = desk.create()
    with desk.client(session_id) as client:
        assert client.receive()[0] == OPENED[0]
        client.socket.close(code)
        assert client.socket.protocol.close_rcvd is not None
        assert client.socket.protocol.close_rcvd.code == 1000
    assert _ended(desk, session_id) == "FAILED"


def test_a_client_that_vanishes_ends_its_session(desk: Desk, video: bytes) -> None:
    session_id = desk.create(**MOVEMENT)
    with desk.client(session_id) as client:
        client.send(client.video(video))
        # The client's own thread may notice first, and close what is shut down.
        with suppress(OSError):
            client.socket.socket.shutdown(socket.SHUT_RDWR)
        assert _ended(desk, session_id) == "FAILED"


def test_several_sessions_at_once_do_not_meet(desk: Desk, video: bytes) -> None:
    sessions = [desk.create(**MOVEMENT) for _ in range(3)]
    clients = [desk.client(session_id) for session_id in sessions]
    with clients[0], clients[1], clients[2]:
        for client in clients:
            client.send(client.video(video[:1000]))
        for client in clients:
            client.send(client.video(video[1000:]), client.video(b""))
        assert [client.rest() for client in clients] == [[*OPENED, "DisconnectionEvent", "1000"]] * 3
    assert {desk.results(session_id)["Status"] for session_id in sessions} == {"SUCCEEDED"}


def test_no_more_streams_than_may_be_open(desk: Desk) -> None:
    with ExitStack() as stack:
        clients = [stack.enter_context(desk.client(desk.create())) for _ in range(8)]
        assert all(client.receive()[0] == OPENED[0] for client in clients)
        with desk.client(desk.create()) as more:
            assert more.rest() == ["ThrottlingException", "1000"]


@pytest.mark.parametrize(
    ("path", "status"), [("/model.json", 200), ("/.secret", 404), ("/../liveness.sqlite3", 404), ("/", 404)]
)
def test_files_beside_the_streams(desk: Desk, path: str, status: int) -> None:
    url = desk.url.replace("wss", "https")
    answer = requests.get(url + path, verify=str(desk.authority), headers={"Origin": PAGE}, timeout=10)
    assert answer.status_code == status
    if status == 200:
        assert answer.headers["access-control-allow-origin"] == PAGE
        assert answer.headers["content-type"] == "application/json"


def test_another_host_is_not_served(desk: Desk) -> None:
    url = desk.url.replace("wss", "https")
    answer = requests.get(f"{url}/model.json", verify=str(desk.authority), headers={"Host": "evil.example"}, timeout=10)
    assert answer.status_code == 421


def _ended(desk: Desk, session_id: str) -> str:
    """The status once the server has noticed that a client is gone."""
    until_s, status = time.monotonic() + 30, "IN_PROGRESS"
    while status == "IN_PROGRESS" and time.monotonic() < until_s:
        status = str(desk.results(session_id)["Status"])
    return status


def test_messages_that_are_read_are_those_that_were_written() -> None:
    message = Message({DATE: 1_700_000_000_000, CHUNK_SIGNATURE: bytes(32), ":event-type": "VideoEvent"}, b"payload")
    assert decode_message(encode_message(message)) == message
