"""What is Rekognition's own: what it is asked, what its complaints mean, and answers that cannot be used."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from kiosk.backend.challenge.analysis import detect_faces
from kiosk.backend.engines.rekognition.face_engine import LANDMARKS, RekognitionEngine
from kiosk.domain.faces.face_detail import Box, Point, Pose, Quality
from kiosk.domain.images.limits import MAX_BYTES
from kiosk.errors import AnalysisFailed, ImageNotJpeg, ImageTooLarge, ImageTruncated, KioskError
from kiosk.vision.mesh_points import LANDMARKS as LOCAL_LANDMARKS
from tests.factories.jpeg_files import jpeg
from tests.fakes.aws_services import aws_settings, clients_of
from tests.fakes.failing_servers import error, scripted

JPEG = jpeg()
FACE: dict[str, Any] = {
    "BoundingBox": {"Left": 0.25, "Top": 0.125, "Width": 0.5, "Height": 0.75},
    "Landmarks": [
        {"Type": name, "X": 0.3 + number / 100, "Y": 0.4}
        for number, name in enumerate([*sorted(LANDMARKS), "leftPupil", "eyeLeft"])
    ],
    "Pose": {"Yaw": 12.5, "Pitch": 4.0, "Roll": -3.0},
    "Quality": {"Brightness": 80.5, "Sharpness": 90.25},
    "Confidence": 99.5,
    "Smile": {"Value": True, "Confidence": 90.0},
}


def engine(address: str) -> RekognitionEngine:
    return RekognitionEngine(clients_of(aws_settings(address, max_attempts=1)).rekognition)


def test_a_face_is_told_in_our_words() -> None:
    with scripted((200, {"FaceDetails": [FACE]})) as (address, script):
        (face,) = engine(address).detect(JPEG)
    assert face.bounding_box == Box(0.25, 0.125, 0.5, 0.75)
    assert face.pose == Pose(yaw_deg=12.5, pitch_deg=-4.0, roll_deg=-3.0)
    assert face.quality == Quality(brightness=80.5, sharpness=90.25)
    assert face.confidence == 99.5
    assert (face.occluded, face.occlusion_confidence) == (None, 0.0)
    assert {*face.landmarks} == {*LANDMARKS, "leftPupil"}
    assert face.landmarks["chinBottom"] == Point(0.3, 0.4)
    ((target, body),) = script.requests
    assert target == "RekognitionService.DetectFaces"
    # All thirty landmarks come with all attributes alone.
    assert json.loads(body)["Attributes"] == ["ALL"]


@pytest.mark.parametrize("value", [True, False])
def test_whether_a_face_is_covered_is_told_when_the_service_says_it(value: bool) -> None:
    said = {"FaceDetails": [{**FACE, "FaceOccluded": {"Value": value, "Confidence": 97.5}}]}
    with scripted((200, said)) as (address, _):
        (face,) = engine(address).detect(JPEG)
    assert (face.occluded, face.occlusion_confidence) == (value, 97.5)


def test_the_landmarks_are_those_of_the_local_engine() -> None:
    assert {*LOCAL_LANDMARKS} == LANDMARKS


def test_all_faces_are_told() -> None:
    with scripted((200, {"FaceDetails": [FACE] * 100})) as (address, _):
        assert len(engine(address).detect(JPEG)) == 100


def without(*path: str) -> Callable[[dict[str, Any]], None]:
    def change(face: dict[str, Any]) -> None:
        for name in path[:-1]:
            face = face[name]
        del face[path[-1]]

    return change


def without_the_nose(face: dict[str, Any]) -> None:
    face["Landmarks"] = [each for each in face["Landmarks"] if each["Type"] != "nose"]


@pytest.mark.parametrize(
    "change",
    [
        without("BoundingBox"),
        without("Landmarks"),
        without("Pose", "Yaw"),
        without("Quality"),
        without("Confidence"),
        without_the_nose,
        lambda face: face["Landmarks"][0].pop("X"),
    ],
)
def test_a_face_that_lacks_something_does_not_disappear(change: Callable[[dict[str, Any]], object]) -> None:
    odd = copy.deepcopy(FACE)
    change(odd)
    with scripted((200, {"FaceDetails": [FACE, odd]})) as (address, _), pytest.raises(AnalysisFailed):
        engine(address).detect(JPEG)


def test_an_answer_without_faces_is_no_empty_picture() -> None:
    with scripted((200, {})) as (address, _), pytest.raises(AnalysisFailed):
        engine(address).detect(JPEG)


def test_what_is_no_number_is_found_out() -> None:
    odd = copy.deepcopy(FACE)
    odd["Pose"]["Yaw"] = float("nan")
    with scripted((200, {"FaceDetails": [odd]})) as (address, _), pytest.raises(AnalysisFailed):
        detect_faces(engine(address), JPEG)


@pytest.mark.parametrize(
    ("code", "data", "raised"),
    [
        ("InvalidImageFormatException", JPEG, ImageTruncated),
        ("ImageTooLargeException", JPEG, ImageTooLarge),
        ("InvalidParameterException", JPEG, AnalysisFailed),
        ("AccessDeniedException", JPEG, AnalysisFailed),
    ],
)
def test_complaints_about_an_image(code: str, data: bytes, raised: type[KioskError]) -> None:
    with scripted((400, error(code))) as (address, _), pytest.raises(raised) as failed:
        engine(address).detect(data)
    assert type(failed.value) is raised


def test_five_megabytes_are_sent_and_not_a_byte_more() -> None:
    with scripted((200, {"FaceDetails": []})) as (address, script):
        assert engine(address).detect(JPEG + bytes(MAX_BYTES - len(JPEG))) == ()
        with pytest.raises(ImageTooLarge):
            engine(address).detect(JPEG + bytes(MAX_BYTES - len(JPEG) + 1))
        for data in (b"", b"\x89PNG"):
            with pytest.raises(ImageNotJpeg):
                engine(address).detect(data)
    assert len(script.requests) == 1


def test_the_model_is_named_by_its_version() -> None:
    client = clients_of(aws_settings("http://127.0.0.1:1")).rekognition
    assert RekognitionEngine(client).model_id == "rekognition-7.0"
    assert RekognitionEngine(client, "100.1").model_id == "rekognition-100.1"
