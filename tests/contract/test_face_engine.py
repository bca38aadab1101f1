"""What every `FaceEngine` does with real pictures, run against the engines of this machine and of AWS.

The latter asks `kiosk rekognition-local`, which speaks the service's protocol.
"""

from concurrent.futures import ThreadPoolExecutor

import pytest

from kiosk.backend.engines.local.face_engine import LocalFaceEngine
from kiosk.backend.engines.rekognition.face_engine import LANDMARKS, RekognitionEngine
from kiosk.backend.ports import FaceEngine
from kiosk.backend.stores.aws.clients import Clients
from kiosk.domain.faces.face_detail import Box, FaceDetail
from kiosk.errors import ImageError, ImageTruncated
from tests.factories import pictures
from tests.factories.pictures import Picture, jpeg


class FaceEngineContract:
    @pytest.fixture
    def engine(self) -> FaceEngine:
        raise NotImplementedError

    @pytest.mark.parametrize("picture", [pictures.astronaut(), pictures.grace_hopper()], ids=["astronaut", "hopper"])
    def test_one_face_with_all_that_the_rules_need(self, engine: FaceEngine, picture: Picture) -> None:
        face = only_face(engine, picture)
        assert {*face.landmarks} >= LANDMARKS
        assert Box(0, 0, 1, 1).holds(face.bounding_box)
        assert all(face.bounding_box.enlarge(0.25).contains(point) for point in face.landmarks.values())
        assert 0 < face.quality.brightness <= 100
        assert 0 < face.quality.sharpness <= 100
        assert 50 <= face.confidence <= 100
        assert max(abs(face.pose.yaw_deg), abs(face.pose.pitch_deg), abs(face.pose.roll_deg)) < 30

    def test_left_and_right_are_those_of_the_image(self, engine: FaceEngine) -> None:
        marks = only_face(engine, pictures.astronaut()).landmarks
        for left, right in (
            ("leftEyeLeft", "leftEyeRight"),
            ("leftEyeRight", "rightEyeLeft"),
            ("mouthLeft", "mouthRight"),
        ):
            assert marks[left].x < marks[right].x
        assert marks["leftEyeUp"].y < marks["leftEyeDown"].y < marks["nose"].y < marks["chinBottom"].y

    @pytest.mark.parametrize("picture", [pictures.astronaut(), pictures.grace_hopper()], ids=["astronaut", "hopper"])
    def test_yaw_is_positive_towards_the_right_of_the_image(self, engine: FaceEngine, picture: Picture) -> None:
        one, other = only_face(engine, picture), only_face(engine, pictures.mirrored(picture))
        assert one.pose.yaw_deg == pytest.approx(-other.pose.yaw_deg, abs=6)
        turned = one if nose_offset(one) > 0 else other
        assert turned.pose.yaw_deg > 0

    def test_roll_is_positive_clockwise(self, engine: FaceEngine) -> None:
        upright = only_face(engine, pictures.astronaut()).pose.roll_deg
        for angle_deg in (-15.0, 15.0):
            roll_deg = only_face(engine, pictures.turned(pictures.astronaut(), angle_deg)).pose.roll_deg
            assert roll_deg - upright == pytest.approx(angle_deg, abs=5)

    def test_nobody(self, engine: FaceEngine) -> None:
        assert engine.detect(jpeg(pictures.empty())) == ()

    def test_two_people_are_two_faces(self, engine: FaceEngine) -> None:
        faces = engine.detect(jpeg(pictures.both()))
        assert len(faces) == 2
        assert sorted(face.bounding_box.centre.x < 0.5 for face in faces) == [False, True]

    @pytest.mark.parametrize("orientation", [3, 6])
    def test_orientation_tags_turn_nothing(self, engine: FaceEngine, orientation: int) -> None:
        """The geometry is that of the image whose size the header announces."""
        plain = jpeg(pictures.grace_hopper())
        assert engine.detect(pictures.tagged(plain, orientation)) == engine.detect(plain)

    def test_what_is_no_picture_is_an_error(self, engine: FaceEngine) -> None:
        whole = jpeg(pictures.astronaut())
        for data in (b"", b"\xff\xd8\xff\xd9", whole[:200], b"GIF89a" + bytes(100)):
            with pytest.raises(ImageError):
                engine.detect(data)

    def test_a_file_that_ends_too_early_is_truncated(self, engine: FaceEngine) -> None:
        whole = jpeg(pictures.astronaut())
        with pytest.raises(ImageTruncated):
            engine.detect(whole[: len(whole) // 2])

    def test_several_threads_get_the_same_answer(self, engine: FaceEngine) -> None:
        images = [jpeg(pictures.astronaut()), jpeg(pictures.grace_hopper()), jpeg(pictures.empty())] * 3
        alone = [engine.detect(image) for image in images[:3]] * 3
        with ThreadPoolExecutor(6) as threads:
            assert [*threads.map(engine.detect, images)] == alone

    def test_the_model_has_a_name(self, engine: FaceEngine) -> None:
        assert engine.model_id == engine.model_id != ""


def only_face(engine: FaceEngine, picture: Picture) -> FaceDetail:
    (face,) = engine.detect(jpeg(picture))
    return face


def nose_offset(face: FaceDetail) -> float:
    """How far right of the middle of the eyes the nose is."""
    marks = face.landmarks
    return marks["nose"].x - (marks["leftEyeLeft"].x + marks["rightEyeRight"].x) / 2


class TestLocalFaceEngine(FaceEngineContract):
    @pytest.fixture
    def engine(self, local_engine: LocalFaceEngine) -> FaceEngine:
        return local_engine


class TestRekognitionEngine(FaceEngineContract):
    @pytest.fixture
    def engine(self, rekognition: Clients) -> FaceEngine:
        return RekognitionEngine(rekognition.rekognition)

    def test_signs_and_units_are_those_of_the_local_engine(
        self, engine: FaceEngine, local_engine: LocalFaceEngine
    ) -> None:
        for picture in (pictures.astronaut(), pictures.turned(pictures.grace_hopper(), 8.0)):
            ours, theirs = only_face(local_engine, picture), only_face(engine, picture)
            assert theirs.pose.yaw_deg == pytest.approx(ours.pose.yaw_deg, abs=4)
            assert theirs.pose.pitch_deg == pytest.approx(ours.pose.pitch_deg, abs=4)
            assert theirs.pose.roll_deg == pytest.approx(ours.pose.roll_deg, abs=4)
            for name in LANDMARKS:
                assert theirs.landmarks[name].x == pytest.approx(ours.landmarks[name].x, abs=0.02)
                assert theirs.landmarks[name].y == pytest.approx(ours.landmarks[name].y, abs=0.02)
