import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.contract.challenge import VerdictReply
from kiosk.contract.message import Json
from kiosk.domain.faces.face_detail import Box
from kiosk.domain.liveness.challenge import Stage
from kiosk.domain.liveness.nose.challenge import NoseChallenge
from kiosk.domain.liveness.verdict import Reason, VerdictAnswer
from kiosk.errors import BackendResponseInvalid
from kiosk.terminal.client.started_challenge import EncodedFrame, StartOptions, read_started
from tests.factories.answers import PASSED, STARTED, started, without_none

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


def read_verdict(body: Json) -> VerdictAnswer:
    return VerdictReply.read(body).to_answer()


def test_a_started_challenge_is_read_as_ratios() -> None:
    read = started()
    assert read.challenge.face_area == Box(185 / 640, 60 / 480, 270 / 640, 360 / 480)
    assert isinstance(read.challenge, NoseChallenge)
    assert read.challenge.nose_target == Box(380 / 640, 220 / 480, 40 / 640, 40 / 480)
    assert read.challenge.id == STARTED["id"]
    assert (read.expires_at_s, read.max_frames) == (1_900_000_000, 400)


def test_the_samples_backend_states_neither_expiry_nor_limit() -> None:
    read = started(expiresAt=None, maxFrames=None)
    assert (read.expires_at_s, read.max_frames) == (None, None)


def test_secrets_and_pictures_stay_out_of_representations() -> None:
    frame = EncodedFrame(b"jpegjpeg", 0, 1, Stage.CHALLENGE, "ab")
    assert "aaa.bbb.ccc" not in repr(started())
    assert "jpegjpeg" not in repr(frame)


@pytest.mark.parametrize(
    "changes",
    [
        {"id": None},
        {"id": ""},
        {"id": "../admin"},
        {"id": 7},
        {"token": None},
        {"token": ""},
        {"token": "line\nbreak"},
        {"imageWidth": "640"},
        {"imageWidth": 640.0},
        {"imageWidth": 0},
        {"imageHeight": True},
        {"areaLeft": -1},
        {"areaLeft": 400},
        {"areaWidth": 0},
        {"areaTop": 200},
        {"noseLeft": 620},
        {"noseTop": -5},
        {"noseHeight": None},
        {"minFaceAreaPercent": 101},
        {"expiresAt": "tomorrow"},
        {"maxFrames": -1},
    ],
)
def test_an_odd_challenge_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(BackendResponseInvalid):
        started(**changes)


def test_a_verdict_is_read_whole() -> None:
    verdict = read_verdict(PASSED)
    assert verdict == VerdictAnswer(True, (), document_matched=True, synthetic=False)


@pytest.mark.parametrize("passed", [True, False])
def test_the_samples_verdict_is_enough(passed: bool) -> None:
    verdict = read_verdict({"success": passed})
    assert verdict.passed is passed
    assert (verdict.reasons, verdict.document_matched) == ((), None)


@pytest.mark.parametrize("success", [1, "true", "false", None, [True], 1.0])
def test_only_a_real_boolean_passes(success: object) -> None:
    with pytest.raises(BackendResponseInvalid):
        read_verdict({**PASSED, "success": success})


def test_unknown_reasons_are_ignored_and_pass_nobody() -> None:
    verdict = read_verdict({"success": False, "reasons": ["NOT_INVENTED_YET", "NO_DEPTH"]})
    assert not verdict.passed
    assert verdict.reasons == (Reason.NO_DEPTH,)


@pytest.mark.parametrize("reason", ["NO_DEPTH", "NOT_INVENTED_YET"])
def test_a_pass_with_reasons_is_refused(reason: str) -> None:
    with pytest.raises(BackendResponseInvalid):
        read_verdict({**PASSED, "reasons": [reason]})


@pytest.mark.parametrize(
    "changes",
    [
        {"reasons": "NO_DEPTH"},
        {"reasons": [1]},
        {"documentMatched": "true"},
        {"documentMatched": 98.2},
        {"documentMatched": False},
        {"synthetic": 0},
    ],
)
def test_an_odd_verdict_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(BackendResponseInvalid):
        read_verdict({**PASSED, **changes})


@given(st.dictionaries(st.sampled_from([*PASSED]), values))
def test_a_verdict_passes_only_when_it_says_so_without_reservation(body: dict[str, object]) -> None:
    try:
        verdict = read_verdict(body)
    except BackendResponseInvalid:
        return
    assert verdict.passed == (body["success"] is True)
    assert not (verdict.passed and (body.get("reasons") or body.get("documentMatched") is False))


@given(st.dictionaries(st.sampled_from([*STARTED]), values))
def test_whatever_a_challenge_holds_it_is_read_or_refused(changes: dict[str, object]) -> None:
    try:
        read = read_started(without_none({**STARTED, **changes}))
    except BackendResponseInvalid:
        return
    assert Box(0, 0, 1, 1).enlarge(1e-9).holds(read.challenge.face_area)


def test_requests_are_flat_json() -> None:
    body = (
        StartOptions(user_id="u1", width_px=640, height_px=480, synthetic=True, camera_name="demo", id_photo=b"jpeg")
        .body()
        .to_json()
    )
    assert json.loads(json.dumps(body)) == {
        "userId": "u1",
        "imageWidth": 640,
        "imageHeight": 480,
        "camera": {"synthetic": True, "name": "demo"},
        "idPhotoBase64": base64.b64encode(b"jpeg").decode(),
        "challenges": ["nose", "face-movement", "face-movement-and-light"],
    }
    without = StartOptions(user_id="u1", width_px=640, height_px=480, synthetic=False, camera_name="x").body().to_json()
    assert "idPhotoBase64" not in without


def test_a_frame_carries_its_place_in_the_chain() -> None:
    body = EncodedFrame(b"jpeg", 4, 1234, Stage.APPROACH, "abc").body("t").to_json()
    assert body == {
        "timestamp": 1234,
        "frameBase64": "anBlZw==",
        "token": "t",
        "sequence": 4,
        "chain": "abc",
        "stage": "approach",
    }
