"""DetectFaces and CompareFaces on real pictures, by unmodified clients over real HTTP."""

import csv
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
import pytest

from kiosk.rekognition_local.wire_faces import DEFAULT_LANDMARKS, UNKNOWN_ATTRIBUTES
from kiosk.terminal.camera.demo.head import SolidHead
from kiosk.terminal.camera.demo.motion import Motion
from kiosk.terminal.camera.demo.portrait import Portrait, stand
from kiosk.vision.face_mesh import FaceMesh
from tests.unit.rekognition_local.server import (
    Image,
    Local,
    another,
    empty,
    jpeg,
    png,
    portrait,
    side_by_side,
    with_orientation,
)

if TYPE_CHECKING:
    from mypy_boto3_rekognition.type_defs import CompareFacesResponseTypeDef, FaceDetailTypeDef

ALWAYS = {"BoundingBox", "Confidence", "Landmarks", "Pose", "Quality"}
LANDMARK_TYPES = 30


def detect(local: Local, data: bytes, *attributes: str) -> "list[FaceDetailTypeDef]":
    wanted: Any = {"Attributes": list(attributes)} if attributes else {}
    return local.client().detect_faces(Image={"Bytes": data}, **wanted)["FaceDetails"]


def compare(local: Local, source: bytes, target: bytes, **members: Any) -> "CompareFacesResponseTypeDef":
    return local.client().compare_faces(SourceImage={"Bytes": source}, TargetImage={"Bytes": target}, **members)


def area(face: "FaceDetailTypeDef") -> float:
    return face["BoundingBox"]["Width"] * face["BoundingBox"]["Height"]


def placed(face: Image, width_px: int, canvas: tuple[int, int] = (1920, 1080)) -> Image:
    """The portrait in a large empty picture, its face about that wide."""
    scale = width_px / 160
    small = cv2.resize(face, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    picture = empty(*canvas)
    picture[300 : 300 + small.shape[0], 900 : 900 + small.shape[1]] = small[: canvas[1] - 300, : canvas[0] - 900]
    return picture


def test_default_attributes_are_five_members_and_five_landmarks(local: Local) -> None:
    for attributes in ((), ("DEFAULT",)):
        (face,) = detect(local, jpeg(portrait()), *attributes)
        assert set(face) == ALWAYS
        assert [landmark["Type"] for landmark in face["Landmarks"]] == list(DEFAULT_LANDMARKS)


def test_all_attributes_are_all_that_the_engine_knows(local: Local) -> None:
    (face,) = detect(local, jpeg(portrait()), "ALL")
    assert set(face) == {*ALWAYS, "EyeDirection", "EyesOpen", "FaceOccluded", "MouthOpen"} | {
        "Smile", "Eyeglasses", "Sunglasses",
    }  # fmt: skip
    types = [landmark["Type"] for landmark in face["Landmarks"]]
    in_model = local.client().meta.service_model.shape_for("LandmarkType").enum  # type: ignore[attr-defined]
    assert sorted(types) == sorted(in_model)
    assert len(types) == LANDMARK_TYPES


@pytest.mark.parametrize(
    ("attribute", "member"),
    [
        ("EYES_OPEN", "EyesOpen"),
        ("MOUTH_OPEN", "MouthOpen"),
        ("EYE_DIRECTION", "EyeDirection"),
        ("FACE_OCCLUDED", "FaceOccluded"),
        ("SMILE", "Smile"),
        ("EYEGLASSES", "Eyeglasses"),
        ("SUNGLASSES", "Sunglasses"),
    ],
)
def test_an_attribute_can_be_asked_for_alone(local: Local, attribute: str, member: str) -> None:
    (face,) = detect(local, jpeg(portrait()), "DEFAULT", attribute)
    assert set(face) == {*ALWAYS, member}
    assert len(face["Landmarks"]) == len(DEFAULT_LANDMARKS)


def test_what_cannot_be_known_is_left_out(local: Local) -> None:
    (face,) = detect(local, jpeg(portrait()), *UNKNOWN_ATTRIBUTES)
    assert set(face) == ALWAYS


def test_nothing_covers_the_face_and_of_a_blurred_one_nobody_can_say(local: Local) -> None:
    (face,) = detect(local, jpeg(portrait()), "FACE_OCCLUDED")
    assert face["FaceOccluded"]["Value"] is False
    assert 50 <= face["FaceOccluded"]["Confidence"] <= 100
    (blurred,) = detect(local, jpeg(np.asarray(cv2.GaussianBlur(portrait(), (0, 0), 7), dtype=np.uint8)), "ALL")
    for name in ("FaceOccluded", "Eyeglasses", "Sunglasses"):
        assert blurred[name] == {"Value": False, "Confidence": 50.0}


def test_a_face_is_where_it_is(local: Local) -> None:
    (face,) = detect(local, png(portrait()), "ALL")
    box = face["BoundingBox"]
    points: dict[str, Any] = {landmark["Type"]: landmark for landmark in face["Landmarks"]}
    for name in ("nose", "eyeLeft", "eyeRight", "mouthLeft", "mouthRight", "leftPupil", "rightPupil"):
        assert box["Left"] < points[name]["X"] < box["Left"] + box["Width"]
        assert box["Top"] < points[name]["Y"] < box["Top"] + box["Height"]
    assert points["eyeLeft"]["X"] < points["nose"]["X"] < points["eyeRight"]["X"]
    assert points["eyeLeft"]["Y"] < points["nose"]["Y"] < points["mouthLeft"]["Y"] < points["chinBottom"]["Y"]
    for side in ("left", "right"):
        corners = sorted(points[f"{side}Eye{end}"]["X"] for end in ("Left", "Right"))
        assert corners[0] < points[f"{side}Pupil"]["X"] < corners[1]
    assert 90 < face["Confidence"] <= 100
    assert max(abs(face["Pose"][axis]) for axis in ("Yaw", "Roll", "Pitch")) < 20


def test_no_face_is_no_error(local: Local) -> None:
    assert detect(local, jpeg(empty())) == []


def test_faces_come_largest_first(local: Local) -> None:
    small = cv2.copyMakeBorder(another(), 0, 88, 0, 0, cv2.BORDER_CONSTANT)
    faces = detect(local, jpeg(side_by_side(portrait(), np.asarray(small, dtype=np.uint8))))
    assert len(faces) == 2
    assert area(faces[0]) > area(faces[1])
    assert faces[0]["BoundingBox"]["Left"] < faces[1]["BoundingBox"]["Left"]


@pytest.mark.parametrize("width_px", [45, 60, 100, 300])
def test_faces_of_40_pixels_are_found_in_1920x1080(local: Local, width_px: int) -> None:
    (face,) = detect(local, png(placed(portrait(), width_px)))
    assert face["BoundingBox"]["Width"] * 1920 == pytest.approx(width_px, rel=0.35)


def test_a_turned_photograph_is_analysed_upright(local: Local) -> None:
    on_its_side = np.asarray(cv2.rotate(portrait(), cv2.ROTATE_90_COUNTERCLOCKWISE), dtype=np.uint8)
    (upright,) = detect(local, jpeg(portrait()))
    answer = local.client().detect_faces(Image={"Bytes": with_orientation(jpeg(on_its_side), 6)})
    assert "OrientationCorrection" not in answer
    (turned,) = answer["FaceDetails"]
    for side in ("Left", "Top", "Width", "Height"):
        assert turned["BoundingBox"][side] == pytest.approx(upright["BoundingBox"][side], abs=0.02)


def test_roll_is_clockwise(local: Local) -> None:
    height, width = portrait().shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -20, 1.0)
    clockwise = np.asarray(cv2.warpAffine(portrait(), turn, (width, height)), dtype=np.uint8)
    (straight,), (turned,) = detect(local, jpeg(portrait())), detect(local, jpeg(clockwise))
    assert turned["Pose"]["Roll"] - straight["Pose"]["Roll"] == pytest.approx(20, abs=4)


def test_pitch_is_positive_upwards(local: Local) -> None:
    with FaceMesh(still=True) as mesh:
        points = mesh.points(np.ascontiguousarray(portrait()[..., ::-1]))[0]
    solid = SolidHead(stand(Portrait(portrait(), points)))
    up, straight, down = (
        detect(local, png(solid.render(Motion(0, pitch_deg))))[0]["Pose"]["Pitch"] for pitch_deg in (-12, 0, 12)
    )
    assert up > straight + 6
    assert straight > down + 6


def test_the_same_face_matches_and_another_does_not(local: Local) -> None:
    both = jpeg(side_by_side(portrait(), another()))
    answer = compare(local, jpeg(portrait(), 60), both)
    (match,), (unmatched,) = answer["FaceMatches"], answer["UnmatchedFaces"]
    assert match["Similarity"] > 99
    assert match["Face"]["BoundingBox"]["Left"] < unmatched["BoundingBox"]["Left"]
    assert set(match["Face"]) == set(unmatched) == ALWAYS
    assert set(answer["SourceImageFace"]) == {"BoundingBox", "Confidence"}
    assert not {"SourceImageOrientationCorrection", "TargetImageOrientationCorrection"} & answer.keys()


def test_a_threshold_of_zero_always_gives_a_score(local: Local) -> None:
    answer = compare(local, jpeg(another()), jpeg(side_by_side(portrait(), another())), SimilarityThreshold=0)
    similarities = [match["Similarity"] for match in answer["FaceMatches"]]
    assert len(similarities) == 2
    assert all(earlier >= later for earlier, later in pairwise(similarities))
    assert similarities[0] > 99 > 80 > similarities[1] >= 0
    assert answer["UnmatchedFaces"] == []


def test_the_threshold_is_80_unless_said_otherwise(local: Local) -> None:
    data = jpeg(portrait())
    for members, count in (({}, 1), ({"SimilarityThreshold": 100.0}, 1), ({"SimilarityThreshold": 80}, 1)):
        assert len(compare(local, data, data, **members)["FaceMatches"]) == count
    assert len(compare(local, jpeg(another()), data)["UnmatchedFaces"]) == 1


def test_a_source_without_a_face_is_an_invalid_parameter(local: Local) -> None:
    client = local.client()
    with pytest.raises(client.exceptions.InvalidParameterException):
        compare(local, jpeg(empty()), jpeg(portrait()))


def test_a_target_without_a_face_is_an_invalid_parameter(local: Local) -> None:
    client = local.client()
    with pytest.raises(client.exceptions.InvalidParameterException):
        compare(local, jpeg(portrait()), jpeg(empty()))


def test_the_largest_face_of_the_source_is_compared(local: Local) -> None:
    shrunk = cv2.resize(another(), None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    below = cv2.copyMakeBorder(shrunk, 0, portrait().shape[0] - shrunk.shape[0], 0, 0, cv2.BORDER_CONSTANT)
    source = jpeg(side_by_side(np.asarray(below, dtype=np.uint8), portrait()))
    assert compare(local, source, jpeg(portrait()))["FaceMatches"][0]["Similarity"] > 98


def test_a_quality_filter_leaves_out_poor_faces(local: Local) -> None:
    blurred = np.asarray(cv2.GaussianBlur(another(), (0, 0), 5), dtype=np.uint8)
    source, target = jpeg(another()), jpeg(blurred)
    with_poor = compare(local, source, target, SimilarityThreshold=0)
    without = compare(local, source, target, SimilarityThreshold=0, QualityFilter="HIGH")
    assert (len(with_poor["FaceMatches"]), len(without["FaceMatches"])) == (1, 0)
    client = local.client()
    with pytest.raises(client.exceptions.InvalidParameterException):
        compare(local, target, source, QualityFilter="HIGH")


def test_many_clients_at_once_get_their_own_answers(local: Local) -> None:
    pictures = [jpeg(portrait()), jpeg(side_by_side(portrait(), another())), jpeg(empty())] * 4
    with ThreadPoolExecutor(8) as pool:
        counts = list(pool.map(lambda data: len(detect(local, data)), pictures))
    assert counts == [1, 2, 0] * 4


def test_pairs_of_real_people_are_told_apart(local: Local, testdata: Path) -> None:
    with (testdata / "pairs.tsv").open(encoding="utf-8") as file:
        pairs = [row for row in csv.DictReader(file, delimiter="\t") if "stills" in row["a"] and "stills" in row["b"]]
    chosen = [row for row in pairs if row["same"] == "1"][::9] + [row for row in pairs if row["same"] == "0"][::70]
    right = 0
    for row in chosen:
        files = ((testdata / row[side]).read_bytes() for side in ("a", "b"))
        matched = bool(compare(local, *files, SimilarityThreshold=80)["FaceMatches"])
        right += matched == (row["same"] == "1")
    assert len(chosen) > 15
    assert right >= 0.9 * len(chosen)


@pytest.mark.parametrize(
    ("name", "count"),
    [("stills/no_face/grass.jpg", 0), ("documents/aws/JohnDoe-DL.jpg", 1), ("documents/aws/JohnDoe-Selfie.jpg", 1)],
)
def test_faces_of_real_pictures_are_counted(local: Local, testdata: Path, name: str, count: int) -> None:
    assert len(detect(local, (testdata / name).read_bytes())) == count


def test_a_selfie_matches_the_portrait_of_its_document(local: Local, testdata: Path) -> None:
    selfie, document = ((testdata / f"documents/aws/JohnDoe-{name}.jpg").read_bytes() for name in ("Selfie", "DL"))
    assert compare(local, selfie, document)["FaceMatches"][0]["Similarity"] > 95


def test_two_people_of_a_clip_are_two_faces(local: Local, testdata: Path) -> None:
    clip = cv2.VideoCapture(str(testdata / "clips/intel/head-pose-face-detection-female-and-male.gif"))
    counts = []
    for _ in range(20):
        found, image = clip.read()
        assert found
        counts.append(len(detect(local, jpeg(np.asarray(image, dtype=np.uint8)))))
    clip.release()
    assert counts.count(2) >= 18


def test_eyes_close_when_somebody_blinks(local: Local, testdata: Path) -> None:
    clip = cv2.VideoCapture(str(testdata / "clips/liveportrait/d14.mp4"))
    states = []
    for number in range(240):
        found, image = clip.read()
        assert found
        if number % 3 == 0:
            (face,) = detect(local, jpeg(np.asarray(image, dtype=np.uint8)), "EYES_OPEN")
            states.append(face["EyesOpen"]["Value"])
            assert 50 <= face["EyesOpen"]["Confidence"] <= 100
    clip.release()
    assert 0.03 < states.count(False) / len(states) < 0.5
