"""What every `FaceComparer` does with real pictures, run against this machine's engine and that of AWS.

The latter asks `kiosk rekognition-local`, which speaks the service's protocol.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from math import nan
from typing import Any

import cv2
import numpy as np
import pytest

from kiosk.backend.engines.local.face_comparer import LocalFaceComparer
from kiosk.backend.engines.rekognition.comparer import RekognitionComparer
from kiosk.backend.ports import FaceComparer
from kiosk.backend.stores.aws.clients import Clients
from kiosk.domain.faces.quality import FaceQualityPolicy, Measure, quality_failures
from kiosk.domain.identity.policy import MatchPolicy
from kiosk.errors import AnalysisFailed, ImageDimensionsExceeded, ImageError, ImageTooLarge, ImageTooSmall, NoFaceFound
from tests.factories import pictures
from tests.factories.pictures import Picture, jpeg

ASTRONAUT, HOPPER = jpeg(pictures.astronaut()), jpeg(pictures.grace_hopper())
NOBODY = jpeg(pictures.empty())


def png(picture: Picture) -> bytes:
    return bytes(cv2.imencode(".png", picture)[1])


def measures(comparer: FaceComparer, picture: Picture) -> list[Measure]:
    """What the gate says of the only face."""
    (face,) = comparer.faces(jpeg(picture))
    told = quality_failures(face.face, face.picture_width_px, face.picture_height_px, FaceQualityPolicy())
    return [failure.measure for failure in told]


class FaceComparerContract:
    @pytest.fixture
    def comparer(self) -> FaceComparer:
        raise NotImplementedError

    def test_the_same_person_is_above_the_threshold_and_another_below(self, comparer: FaceComparer) -> None:
        threshold = MatchPolicy().threshold(comparer.model_id)
        darker = png(pictures.darker(pictures.turned(pictures.astronaut(), 5)))
        same, other = comparer.compare(ASTRONAUT, darker), comparer.compare(ASTRONAUT, HOPPER)
        assert 0 <= other.similarity < 80 < threshold <= same.similarity <= 100
        assert comparer.compare(ASTRONAUT, ASTRONAUT).similarity == pytest.approx(100, abs=0.1)
        assert same.model_id == other.model_id == comparer.model_id != ""

    def test_the_largest_face_counts_and_comes_first(self, comparer: FaceComparer) -> None:
        """Though another one is more alike."""
        both = np.concatenate([pictures.astronaut(), pictures.grace_hopper()], axis=1)
        first, second = comparer.faces(jpeg(both))
        assert [each.face.bounding_box for each in comparer.faces(jpeg(both), limit=1)] == [first.face.bounding_box]
        assert first.face.bounding_box.area > second.face.bounding_box.area
        assert first.face.bounding_box.centre.x > 0.5
        assert (first.picture_width_px, first.picture_height_px) == both.shape[1::-1]
        assert comparer.compare(HOPPER, jpeg(both)).similarity > 95
        assert comparer.compare(jpeg(both), ASTRONAUT).similarity < 80
        assert comparer.compare(ASTRONAUT, jpeg(both)).similarity < 80

    def test_a_photograph_lying_on_its_side_is_turned_by_its_tag(self, comparer: FaceComparer) -> None:
        lying = np.ascontiguousarray(np.rot90(pictures.grace_hopper()))
        upright = pictures.tagged(jpeg(lying), 6)
        (face,) = comparer.faces(upright)
        assert (face.picture_width_px, face.picture_height_px) == pictures.grace_hopper().shape[1::-1]
        assert abs(face.face.pose.roll_deg) < 20
        assert comparer.compare(upright, HOPPER).similarity > 95

    def test_the_gate_has_all_measures(self, comparer: FaceComparer) -> None:
        assert measures(comparer, pictures.astronaut()) == []
        assert measures(comparer, pictures.grace_hopper()) == []
        blurred = np.asarray(cv2.GaussianBlur(pictures.astronaut(), (0, 0), 5), dtype=np.uint8)
        assert measures(comparer, blurred) == [Measure.SHARPNESS]
        assert Measure.OCCLUSION in measures(comparer, _hand_before_the_mouth(comparer))
        dark = np.asarray(pictures.astronaut() * 0.1, dtype=np.uint8)
        assert Measure.BRIGHTNESS in measures(comparer, dark)

    def test_who_is_missing_is_said(self, comparer: FaceComparer) -> None:
        assert comparer.faces(NOBODY) == ()
        for source, target, where in ((NOBODY, ASTRONAUT, "source"), (ASTRONAUT, NOBODY, "target")):
            with pytest.raises(NoFaceFound, match=f"^{where}$"):
                comparer.compare(source, target)

    def test_what_is_no_picture_is_an_error(self, comparer: FaceComparer) -> None:
        for data in (b"", b"%PDF-1.7", b"\xff\xd8\xff\xd9", ASTRONAUT[:200], ASTRONAUT[: len(ASTRONAUT) // 2]):
            with pytest.raises(ImageError):
                comparer.faces(data)
            with pytest.raises(ImageError):
                comparer.compare(ASTRONAUT, data)
        for picture, size in ((np.zeros((70, 90, 3), np.uint8), ImageTooSmall), (_huge(), ImageDimensionsExceeded)):
            with pytest.raises(size):
                comparer.faces(png(picture))
        with pytest.raises(ImageTooLarge):
            comparer.faces(ASTRONAUT + bytes(5 * 1024 * 1024))

    def test_several_threads_get_the_same_answer(self, comparer: FaceComparer) -> None:
        pairs = [(ASTRONAUT, HOPPER), (HOPPER, HOPPER)] * 2
        with ThreadPoolExecutor(4) as threads:
            found = [*threads.map(lambda pair: comparer.compare(*pair), pairs)]
        assert found[:2] == found[2:]


def _hand_before_the_mouth(comparer: FaceComparer) -> Picture:
    """The astronaut, with a patch in the colour of skin over her mouth and the base of her nose."""
    (face,) = comparer.faces(ASTRONAUT)
    points, size = face.face.landmarks, (face.picture_width_px, face.picture_height_px)
    mouth, nose = (np.array([points[name].x, points[name].y]) * size for name in ("mouthUp", "nose"))
    half = round(float(face.face.bounding_box.width * size[0] * 0.4)), round(float(mouth[1] - nose[1]) * 2)
    centre = tuple(int(value) for value in (mouth + nose) / 2)
    return np.asarray(
        cv2.ellipse(pictures.astronaut().copy(), centre, half, 0, 0, 360, (140, 170, 215), -1), dtype=np.uint8
    )


def _huge() -> Picture:
    return np.zeros((80, 10_001, 3), np.uint8)


@pytest.fixture(scope="module")
def local_comparer() -> Iterator[LocalFaceComparer]:
    with closing(LocalFaceComparer()) as comparer:
        yield comparer


class TestLocalFaceComparer(FaceComparerContract):
    @pytest.fixture
    def comparer(self, local_comparer: LocalFaceComparer) -> FaceComparer:
        return local_comparer

    def test_collections_get_what_comparisons_go_by(self, local_comparer: LocalFaceComparer) -> None:
        a, b = (local_comparer.describe(image, local_comparer.faces(image)[0].face) for image in (ASTRONAUT, HOPPER))
        assert a.model_id == b.model_id == local_comparer.model_id
        distance = np.array([np.linalg.norm(np.subtract(a.values, b.values))])
        expected = local_comparer.compare(ASTRONAUT, HOPPER).similarity
        assert local_comparer.similarities(distance)[0] == pytest.approx(expected)


class TestRekognitionComparer(FaceComparerContract):
    @pytest.fixture
    def comparer(self, rekognition: Clients) -> FaceComparer:
        return RekognitionComparer(rekognition.rekognition)

    def test_both_engines_agree(self, comparer: FaceComparer, local_comparer: LocalFaceComparer) -> None:
        ours, theirs = (each.compare(ASTRONAUT, HOPPER).similarity for each in (local_comparer, comparer))
        assert theirs == pytest.approx(ours, abs=1)


def face(side: float, similarity: float | None = None) -> dict[str, Any]:
    shown = {"BoundingBox": {"Left": 0.1, "Top": 0.1, "Width": side, "Height": side}}
    return shown if similarity is None else {"Face": shown, "Similarity": similarity}


class Answering:
    """A client that is told the service's answer."""

    def __init__(self, answer: dict[str, Any]) -> None:
        self._answer = answer

    def compare_faces(self, **_: object) -> dict[str, Any]:
        return self._answer


def similarity_of_largest(answer: dict[str, Any]) -> float:
    return RekognitionComparer(Answering(answer)).compare(ASTRONAUT, HOPPER).similarity  # type: ignore[arg-type]


def test_an_answer_is_read_with_care() -> None:
    assert similarity_of_largest({"FaceMatches": [face(0.2, 99), face(0.3, 5)], "UnmatchedFaces": [face(0.1)]}) == 5
    assert similarity_of_largest({"FaceMatches": [face(0.2, 99)], "UnmatchedFaces": [face(0.3)]}) == 0
    with pytest.raises(NoFaceFound):
        similarity_of_largest({"FaceMatches": [], "UnmatchedFaces": []})
    broken_answers: list[dict[str, Any]] = [
        {},
        {"FaceMatches": [{}], "UnmatchedFaces": []},
        {"FaceMatches": [face(0.2, nan)], "UnmatchedFaces": []},
        {"FaceMatches": [face(0.2, 101)], "UnmatchedFaces": []},
    ]
    for broken in broken_answers:
        with pytest.raises(AnalysisFailed):
            similarity_of_largest(broken)
