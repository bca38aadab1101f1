"""What is CompareFaces' own: thresholds, several faces, parallelism, and what is kept."""

import json
from base64 import b64decode
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import pytest

from kiosk.backend.challenge.records import ID_PHOTO
from kiosk.backend.engines.rekognition.matcher import RekognitionMatcher, similarity_of
from kiosk.backend.ports import StoredFace
from kiosk.domain.images.limits import MAX_BYTES
from kiosk.errors import AnalysisFailed, Busy, ImageTooLarge, ImageTruncated, KioskError, ServiceUnavailable
from tests.contract.test_challenge_store import record
from tests.factories.jpeg_files import jpeg, segment
from tests.fakes.aws_services import aws_settings, clients_of
from tests.fakes.failing_servers import Script, error, scripted
from tests.fakes.memory_stores import MemoryBlobs, MemoryStore

DOCUMENT = StoredFace(ID_PHOTO, "id-photo")
FACES = [StoredFace(number, f"blob-{number}") for number in range(9)]
FACE = {"BoundingBox": {"Left": 0.25, "Top": 0.125, "Width": 0.5, "Height": 0.75}, "Confidence": 99.5}


def alike(*similarities: float, unmatched: int = 0) -> dict[str, Any]:
    matches = [{"Similarity": each, "Face": FACE} for each in similarities]
    return {"SourceImageFace": FACE, "FaceMatches": matches, "UnmatchedFaces": [FACE] * unmatched}


class Bench:
    """A matcher before a scripted service."""

    def __init__(self, address: str, script: Script, parallel: int) -> None:
        self.script, self.store, self.blobs = script, MemoryStore(), MemoryBlobs()
        self.store.create(record())
        for face in (DOCUMENT, *FACES):
            self.blobs.put("a1", face.blob, jpeg(face.blob))
        client = clients_of(aws_settings(address, max_attempts=1)).rekognition
        self.matcher = RekognitionMatcher(client, self.store, self.blobs, parallel)

    @property
    def asked(self) -> list[dict[str, Any]]:
        return [json.loads(body) for _, body in self.script.requests]


@contextmanager
def bench(*answers: tuple[int, Any], delay_s: float = 0.0, parallel: int = 4) -> Iterator[Bench]:
    with scripted(*answers, delay_s=delay_s) as (address, script):
        made = Bench(address, script, parallel)
        with closing(made.matcher):
            yield made


def test_a_score_always_comes_back() -> None:
    with bench((200, alike(12.5))) as made:
        assert made.matcher.match("a1", [(FACES[0], FACES[1])]) == (12.5,)
    assert made.asked[0]["SimilarityThreshold"] == 0
    assert made.asked[0]["QualityFilter"] == "NONE"


def test_the_first_of_a_pair_is_the_source() -> None:
    with bench((200, alike(12.5))) as made:
        made.matcher.match("a1", [(DOCUMENT, FACES[1])])
    sides = [b64decode(made.asked[0][side]["Bytes"]) for side in ("SourceImage", "TargetImage")]
    assert sides == [jpeg(DOCUMENT.blob), jpeg(FACES[1].blob)]


def test_both_operations_are_shown_the_same_picture() -> None:
    turned = segment(0xE1, b"Exif\0\0 turn me")
    with bench((200, alike(12.5))) as made:
        plain = made.blobs.get("a1", FACES[1].blob)
        made.blobs.put("a1", FACES[1].blob, plain[:2] + turned + plain[2:])
        made.matcher.match("a1", [(DOCUMENT, FACES[1])])
    assert b64decode(made.asked[0]["TargetImage"]["Bytes"]) == plain


def test_a_face_that_is_no_match_has_no_similarity() -> None:
    assert similarity_of(alike(unmatched=1)) == 0.0


@pytest.mark.parametrize(
    "answer",
    [
        alike(),
        alike(99.0, 1.0),
        alike(99.0, 99.0),
        alike(99.0, unmatched=1),
        alike(unmatched=2),
        alike(101.0),
        alike(-0.5),
        alike(float("nan")),
        {"FaceMatches": [{"Face": FACE}]},
        {},
    ],
)
def test_what_is_not_one_score_of_one_face_is_none(answer: dict[str, Any]) -> None:
    with pytest.raises(AnalysisFailed):
        similarity_of(answer)


@pytest.mark.parametrize(
    ("status", "code", "raised"),
    [
        (400, "InvalidParameterException", AnalysisFailed),
        (400, "InvalidImageFormatException", ImageTruncated),
        (400, "ImageTooLargeException", ImageTooLarge),
        (400, "ProvisionedThroughputExceededException", Busy),
        (500, "InternalServerError", ServiceUnavailable),
    ],
)
def test_complaints(status: int, code: str, raised: type[KioskError]) -> None:
    with bench((status, error(code))) as made, pytest.raises(raised) as failed:
        made.matcher.match("a1", [(FACES[0], FACES[1])])
    assert type(failed.value) is raised
    assert "alice" not in failed.value.detail


def test_an_image_above_five_megabytes_is_not_sent() -> None:
    with bench((200, alike(99.0))) as made:
        made.blobs.put("a1", FACES[1].blob, jpeg()[:-2] + bytes(MAX_BYTES) + jpeg()[-2:])
        with pytest.raises(ImageTooLarge):
            made.matcher.match("a1", [(FACES[0], FACES[1])])
        assert made.asked == []


def test_pairs_are_compared_side_by_side_but_not_all_at_once() -> None:
    with bench((200, alike(99.0)), delay_s=0.2, parallel=4) as made:
        made.matcher.match("a1", [(FACES[0], face) for face in FACES[1:]])
    assert 1 < made.script.most_at_once <= 4
    assert len(made.asked) == 8


def test_what_was_prepared_is_not_asked_again() -> None:
    with bench((200, alike(99.0)), (200, alike(42.0))) as made:
        made.matcher.prepare("a1", [(FACES[1], FACES[0]), (FACES[2], None)])
        assert made.store.findings("a1") == {"similarity:0:1": b"99.0"}
        made.matcher.prepare("a1", [(FACES[1], FACES[0])])
        assert made.matcher.match("a1", [(FACES[0], FACES[1]), (FACES[0], FACES[2])]) == (99.0, 42.0)
    assert len(made.asked) == 2


def test_comparisons_with_the_document_are_kept_but_not_counted_as_the_first_frames() -> None:
    with bench((200, alike(99.0))) as made:
        made.matcher.prepare("a1", [(FACES[1], FACES[0]), (FACES[3], DOCUMENT)])
        assert {*made.store.findings("a1")} == {"similarity:0:1", "similarity:-1:3"}
        assert made.matcher.list_prepared("a1") == {1}


@pytest.mark.expect_logs
def test_what_fails_beforehand_is_left_to_the_verdict(caplog: pytest.LogCaptureFixture) -> None:
    with bench((500, error("InternalServerError")), (200, alike(99.0))) as made:
        made.matcher.prepare("a1", [(FACES[1], FACES[0])])
        assert made.store.findings("a1") == {}
        assert made.matcher.match("a1", [(FACES[0], FACES[1])]) == (99.0,)
    assert "ServiceUnavailable" in caplog.text
    assert "alice" not in caplog.text


def test_the_same_pair_twice_is_one_call() -> None:
    with bench((200, alike(99.0))) as made:
        assert made.matcher.match("a1", [(FACES[0], FACES[1])] * 2) == (99.0, 99.0)
    assert len(made.asked) == 1


@pytest.mark.parametrize("kept", [b"", b"alice"])
def test_a_finding_that_is_no_number_is_an_error(kept: bytes) -> None:
    with bench((200, alike(99.0))) as made:
        made.store.put_finding("a1", "similarity:0:1", kept)
        with pytest.raises(AnalysisFailed):
            made.matcher.match("a1", [(FACES[0], FACES[1])])


@pytest.mark.expect_logs
def test_a_closed_matcher_compares_nothing() -> None:
    with bench((200, alike(99.0))) as made:
        made.matcher.close()
        made.matcher.prepare("a1", [(FACES[1], FACES[0])])
        with pytest.raises(AnalysisFailed):
            made.matcher.match("a1", [(FACES[0], FACES[1])])
        assert made.asked == []
