"""The stream's framing, signatures and events, against botocore, published vectors and a server's nonsense."""

import json
import time
from binascii import crc32
from struct import pack
from typing import Any

import pytest
from botocore.auth import SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.eventstream import EventStreamBuffer
from hypothesis import given
from hypothesis import strategies as st

from kiosk.contract.liveness_stream import events
from kiosk.contract.liveness_stream.event_stream import (
    EVENT_TYPE,
    EXCEPTION_TYPE,
    MESSAGE_TYPE,
    MalformedMessage,
    Message,
    decode_message,
    encode_message,
)
from kiosk.contract.liveness_stream.signing import ChunkSigner, sign_address
from kiosk.domain.liveness.face_movement.challenge import ChallengeType
from kiosk.domain.liveness.face_movement.claims import ClientClaims
from kiosk.domain.liveness.face_movement.streamed_challenge import StreamCredentials
from kiosk.errors import BackendResponseInvalid
from kiosk.rekognition_local.streaming import messages
from kiosk.rekognition_local.streaming.signatures import ChunkSignatures, check_address
from tests.factories.films import challenge

VALUES = st.one_of(st.text(max_size=40), st.binary(max_size=40), st.integers(-(2**63), 2**63 - 1))
SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
KEYS = StreamCredentials("AKIDEXAMPLE", SECRET, "token/with+signs==", 1_900_000_000)
HOST, NOW_S = "127.0.0.1", 1_700_000_000.0


@given(st.dictionaries(st.text(min_size=1, max_size=20), VALUES, max_size=6), st.binary(max_size=200))
def test_what_is_written_is_read_again_also_by_botocore(headers: dict[str, Any], payload: bytes) -> None:
    data = encode_message(Message(headers, payload))
    assert decode_message(data) == Message(headers, payload)
    buffer = EventStreamBuffer()
    buffer.add_data(data)
    found = buffer.next()
    assert found.payload == payload
    assert found.headers == headers  # type: ignore[comparison-overlap]


@given(st.binary(max_size=80))
def test_bytes_that_are_no_message_are_refused(data: bytes) -> None:
    with pytest.raises(MalformedMessage):
        decode_message(data)


@pytest.mark.parametrize("place", [0, 5, 9, 14, -1, -6])
def test_a_message_of_which_a_bit_changed_is_refused(place: int) -> None:
    data = bytearray(encode_message(Message({EVENT_TYPE: "VideoEvent"}, b"payload")))
    data[place] ^= 1
    with pytest.raises(MalformedMessage):
        decode_message(bytes(data))


def _framed(headers: bytes, payload: bytes = b"") -> bytes:
    """A message with right lengths and checksums around whatever headers."""
    prelude = pack("!II", len(headers) + len(payload) + 16, len(headers))
    body = prelude + pack("!I", crc32(prelude)) + headers + payload
    return body + pack("!I", crc32(body))


@pytest.mark.parametrize(
    "headers",
    [
        b"\xff",
        b"\x01a\x07\x00\x09abc",
        b"\x01a\x2a",
        b"\x01a\x07\x00\x01\xff",
        b"\x01a\x00\x01a\x00",
        b"".join(bytes([1, 65 + number]) + b"\x00" for number in range(65)),
    ],
    ids=["cut name", "cut value", "unknown type", "no text", "twice", "too many"],
)
def test_headers_that_are_wrong_inside_right_checksums_are_refused(headers: bytes) -> None:
    with pytest.raises(MalformedMessage):
        decode_message(_framed(headers))


def test_headers_of_types_that_nobody_uses_are_passed_over() -> None:
    headers = b"\x01a\x00\x01b\x04\x00\x00\x00\x01\x01c\x09" + bytes(16) + b"\x01d\x07\x00\x01x"
    assert decode_message(_framed(headers)).headers == {"a": None, "b": None, "c": None, "d": "x"}


QUERY = {"session-id": "3f8e8c1e-7b0e-4b0a-9a57-5f9cf2b1a001", "x-amz-user-agent": "a b/c#d,e", "attempt-count": "1"}


def test_addresses_are_signed_as_botocore_signs_them() -> None:
    signed = sign_address(HOST, "/start", QUERY, KEYS, "us-east-1", NOW_S)
    query = "&".join(part for part in signed.path.partition("?")[2].split("&") if "X-Amz-" not in part)
    request = AWSRequest("GET", f"https://{HOST}/start?{query}")
    credentials = Credentials(KEYS.access_key_id, SECRET, KEYS.session_token)
    signer: Any = SigV4QueryAuth(credentials, "rekognition", "us-east-1", 299)
    request.context["timestamp"] = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(NOW_S))
    signer._modify_request_before_signing(request)
    text = signer.string_to_sign(request, signer.canonical_request(request))
    assert signer.signature(text, request) == signed.signature


def test_the_server_takes_our_address_and_messages() -> None:
    signed = sign_address(HOST, "/start", QUERY, KEYS, "us-east-1", NOW_S)
    found = check_address(signed.path, f"{HOST}:8011", {KEYS.access_key_id: SECRET}, NOW_S)
    signer, checker = ChunkSigner(signed), ChunkSignatures(found)
    for number in range(3):
        assert checker.check(decode_message(signer.sign(b"%d" % number, 1000 * int(NOW_S) + number))) == b"%d" % number


@pytest.mark.parametrize("with_light", [False, True])
def test_what_our_server_tells_is_read(with_light: bool) -> None:
    wanted = challenge(with_light=with_light)
    found = events.read_server_event(messages.session_information(wanted), 640, 480)
    assert isinstance(found, events.SessionInformation)
    assert found.challenge == wanted
    assert found.rules.match_overlap == 0.7
    assert found.rules.fit_timeout_s == 15
    assert isinstance(events.read_server_event(messages.disconnection(NOW_S), 640, 480), events.Disconnection)
    assert isinstance(events.read_server_event(messages.challenge_event(wanted), 640, 480), events.OtherEvent)


@pytest.mark.parametrize("with_light", [False, True])
def test_a_clients_events_are_read_by_our_server(with_light: bool) -> None:
    wanted = challenge(with_light=with_light)
    face = events.FaceAt(wanted.oval_box, 1_700_000_000_000)
    shown = events.ColourShown(0, (0, 0, 0), (0, 0, 0), 1_700_000_000_500) if with_light else None
    told = events.ClientInformation("id", 1_700_000_000_000, 1_700_000_001_000, face, face, shown)
    read = messages.read_event(decode_message(events.client_information(wanted.type, told)))
    assert not isinstance(read, messages.VideoChunk)
    claims = messages.with_claims(ClientClaims(), read)
    assert claims.video_end_ms == 1_700_000_001_000
    assert len(claims.colours) == with_light
    chunk = messages.read_event(decode_message(events.video_event(b"video", 1_700_000_000_000)))
    assert isinstance(chunk, messages.VideoChunk)
    assert chunk.data == b"video"


def _information(kind: str = "FaceMovementAndLightChallenge", **changes: Any) -> bytes:
    sound = json.loads(decode_message(messages.session_information(challenge(with_light=True))).payload)
    members = sound["SessionInformation"]["Challenge"]["FaceMovementAndLightChallenge"]
    for name, value in changes.items():
        place, _, last = name.rpartition("__")
        inner = members[place] if place else members
        if value is None:
            del inner[last]
        else:
            inner[last] = value
    told = {"SessionInformation": {"Challenge": {kind: members}}}
    return _event(json.dumps(told).encode())


def _event(payload: bytes, name: str = "ServerSessionInformationEvent") -> bytes:
    return encode_message(Message({EVENT_TYPE: name, MESSAGE_TYPE: "event"}, payload))


def _colours(*durations: int, rgb: tuple[int, ...] = (255, 0, 0)) -> list[dict[str, Any]]:
    return [
        {"FreshnessColor": {"RGB": list(rgb)}, "FlatDisplayDuration": 0, "DownscrollDuration": each}
        for each in durations
    ]


NONSENSE = {
    "no json": _event(b"{"),
    "no object": _event(b"[]"),
    "no challenge": _event(b'{"SessionInformation": {"Challenge": {}}}'),
    "two challenges": _event(b'{"SessionInformation": {"Challenge": {"A": {}, "B": {}}}}'),
    "another challenge": _information("FaceDanceChallenge"),
    "no oval": _information(OvalParameters=None),
    "an oval of nothing": _information(OvalParameters__Width=0),
    "an oval elsewhere": _information(OvalParameters__CenterX=5000.0),
    "text for a number": _information(OvalParameters__Width="288"),
    "no threshold": _information(ChallengeConfig__OvalIouThreshold=None),
    "a threshold of zero": _information(ChallengeConfig__OvalIouThreshold=0),
    "a threshold beyond one": _information(ChallengeConfig__FaceIouWidthThreshold=1.5),
    "a time that never ends": _information(ChallengeConfig__OvalFitTimeout=10**9),
    "light without colours": _information(ColorSequences=[]),
    "more colours than there can be": _information(ColorSequences=_colours(*[400] * 52)),
    "colours that flash": _information(ColorSequences=_colours(400, 100, 400)),
    "a colour that stays": _information(ColorSequences=_colours(90_000)),
    "a colour of four": _information(ColorSequences=_colours(400, rgb=(1, 2, 3, 4))),
    "a colour beyond bytes": _information(ColorSequences=_colours(400, rgb=(1, 2, 300))),
    "no message": b"nonsense",
}


@pytest.mark.parametrize("data", NONSENSE.values(), ids=NONSENSE.keys())
def test_nonsense_of_a_server_is_refused(data: bytes) -> None:
    with pytest.raises(BackendResponseInvalid):
        events.read_server_event(data, 640, 480)


def test_errors_are_read_by_name_and_their_words_left_out() -> None:
    payload = b'{"Message": "Signature expired: 20261130 is now earlier than", "Code": "x"}'
    headers: dict[str, Any] = {MESSAGE_TYPE: "exception", EXCEPTION_TYPE: "InvalidSignatureException"}
    found = events.read_server_event(encode_message(Message(headers, payload)), 640, 480)
    assert found == events.StreamException("InvalidSignatureException", skewed=True)
    odd = encode_message(Message(headers | {EXCEPTION_TYPE: "../../x\n"}, b""))
    assert events.read_server_event(odd, 640, 480) == events.StreamException("UnknownException")


def test_boxes_are_told_within_the_video() -> None:
    box = challenge().oval_box.enlarge(0.5)
    told = events.ClientInformation("id", initial_face=events.FaceAt(box, 1_700_000_000_000))
    payload = decode_message(events.client_information(ChallengeType.MOVEMENT, told)).payload
    sides = json.loads(payload)["Challenge"]["FaceMovementChallenge"]["InitialFace"]["BoundingBox"]
    assert sides["Top"] == 0
    assert sides["Height"] == 1
