"""What every `FaceMatcher` does with real faces, run against descriptors on this machine and CompareFaces of AWS.

The latter asks `kiosk rekognition-local`, which speaks the service's protocol.
"""

from collections.abc import Iterator
from contextlib import closing

import pytest

from kiosk.backend.challenge.records import ID_PHOTO, ID_PHOTO_BLOB
from kiosk.backend.engines.local.descriptor_matcher import DescriptorMatcher
from kiosk.backend.engines.local.face_engine import LocalFaceEngine
from kiosk.backend.engines.rekognition.matcher import RekognitionMatcher
from kiosk.backend.ports import FaceMatcher, StoredFace
from kiosk.backend.stores.aws.clients import Clients
from kiosk.errors import AnalysisFailed, ImageError, StorageFailed
from tests.contract.test_challenge_store import FAILED, next_frame, record
from tests.factories import pictures
from tests.factories.pictures import jpeg
from tests.fakes.memory_stores import MemoryBlobs, MemoryStore

STRANGERS_REACH = 80.0
"""One pair of strangers in a hundred reaches it: see `kiosk.vision.descriptor.Scale`."""
DOCUMENT = StoredFace(ID_PHOTO, ID_PHOTO_BLOB)
FIRST, DARK, MIRRORED, OTHER = (StoredFace(number, f"blob-{number}") for number in range(4))
CROWD, WALL, BROKEN, MISSING = (StoredFace(number, f"blob-{number}") for number in range(4, 8))


class FaceMatcherContract:
    @pytest.fixture
    def store(self) -> MemoryStore:
        store = MemoryStore()
        store.create(record())
        return store

    @pytest.fixture
    def blobs(self) -> MemoryBlobs:
        blobs, astronaut = MemoryBlobs(), pictures.astronaut()
        for face, picture in (
            (DOCUMENT, pictures.turned(astronaut, 4.0)),
            (FIRST, astronaut),
            (DARK, pictures.darker(astronaut)),
            (MIRRORED, pictures.mirrored(astronaut)),
            (OTHER, pictures.grace_hopper()),
            (CROWD, pictures.both()),
            (WALL, pictures.empty()),
        ):
            blobs.put("a1", face.blob, jpeg(picture))
        blobs.put("a1", BROKEN.blob, jpeg(astronaut)[:5000])
        return blobs

    @pytest.fixture
    def matcher(self, store: MemoryStore, blobs: MemoryBlobs) -> Iterator[FaceMatcher]:
        raise NotImplementedError

    def test_the_same_person_is_told_from_another(self, matcher: FaceMatcher) -> None:
        same, document, other = matcher.match("a1", [(FIRST, DARK), (DOCUMENT, FIRST), (FIRST, OTHER)])
        assert min(same, document) > 95
        assert 0 <= other < STRANGERS_REACH

    def test_every_pair_gets_its_own_answer_in_order(self, matcher: FaceMatcher) -> None:
        pairs = [(FIRST, OTHER), (FIRST, DARK), (FIRST, OTHER), (DOCUMENT, OTHER), (FIRST, MIRRORED)]
        answers = matcher.match("a1", pairs)
        assert answers[0] == answers[2]
        assert [answer > STRANGERS_REACH for answer in answers] == [False, True, False, False, True]

    def test_nothing_to_compare(self, matcher: FaceMatcher) -> None:
        assert matcher.match("a1", []) == ()

    def test_what_was_prepared_is_known_and_needs_no_image(self, matcher: FaceMatcher, blobs: MemoryBlobs) -> None:
        matcher.prepare("a1", [(FIRST, None)])
        matcher.prepare("a1", [(DARK, FIRST), (DARK, DOCUMENT), (DOCUMENT, None)])
        assert matcher.list_prepared("a1") >= {DARK.sequence}
        blobs.keep_only("a1", ())
        (similarity,) = matcher.match("a1", [(FIRST, DARK)])
        assert similarity > 95

    def test_preparing_changes_no_answer(self, matcher: FaceMatcher) -> None:
        before = matcher.match("a1", [(FIRST, DARK), (FIRST, OTHER)])
        matcher.prepare("a1", [(OTHER, FIRST), (DARK, FIRST)])
        matcher.list_prepared("a1")
        assert matcher.match("a1", [(FIRST, DARK), (FIRST, OTHER)]) == pytest.approx(before)

    def test_nothing_is_waiting_once_it_is_prepared(self, matcher: FaceMatcher) -> None:
        matcher.prepare("a1", [(FIRST, None), (DARK, FIRST)])
        matcher.list_prepared("a1")
        matcher.match("a1", [(FIRST, DARK)])
        assert matcher.waiting == 0

    @pytest.mark.expect_logs
    def test_what_cannot_be_prepared_is_left_undone(self, matcher: FaceMatcher) -> None:
        for face in (CROWD, WALL, BROKEN, MISSING):
            matcher.prepare("a1", [(face, FIRST)])
        assert not matcher.list_prepared("a1") & {each.sequence for each in (CROWD, WALL, BROKEN, MISSING)}

    def test_several_faces_or_none_are_never_a_match(self, matcher: FaceMatcher) -> None:
        for face in (CROWD, WALL):
            with pytest.raises(AnalysisFailed):
                matcher.match("a1", [(FIRST, DARK), (FIRST, face)])

    def test_a_document_without_a_face_is_never_a_match(self, matcher: FaceMatcher) -> None:
        with pytest.raises(AnalysisFailed):
            matcher.match("a1", [(WALL, FIRST)])

    def test_an_image_that_is_broken_or_missing_is_an_error(self, matcher: FaceMatcher) -> None:
        with pytest.raises(ImageError):
            matcher.match("a1", [(FIRST, BROKEN)])
        with pytest.raises(StorageFailed):
            matcher.match("a1", [(FIRST, MISSING)])

    def test_challenges_do_not_mix(self, matcher: FaceMatcher, blobs: MemoryBlobs, store: MemoryStore) -> None:
        store.create(record("b2"))
        for face, of in ((FIRST, FIRST), (DARK, OTHER)):
            blobs.put("b2", face.blob, blobs.get("a1", of.blob))
        matcher.prepare("a1", [(DARK, FIRST)])
        matcher.list_prepared("a1")
        assert matcher.list_prepared("b2") == frozenset()
        assert matcher.match("b2", [(FIRST, DARK)])[0] < STRANGERS_REACH

    def test_after_the_verdict_nothing_is_known(self, matcher: FaceMatcher, store: MemoryStore) -> None:
        store.append("a1", None, next_frame)
        claim = store.claim("a1", "")
        matcher.prepare("a1", [(DARK, FIRST)])
        matcher.list_prepared("a1")
        store.close("a1", claim, FAILED)
        matcher.prepare("a1", [(OTHER, FIRST)])
        assert matcher.list_prepared("a1") == frozenset()


class TestDescribingMatcher(FaceMatcherContract):
    @pytest.fixture
    def matcher(self, store: MemoryStore, blobs: MemoryBlobs, local_engine: LocalFaceEngine) -> Iterator[FaceMatcher]:
        with closing(DescriptorMatcher(local_engine, store, blobs)) as matcher:
            yield matcher

    @pytest.mark.expect_logs
    def test_what_is_broken_or_missing_is_left_undone_too(self, matcher: FaceMatcher) -> None:
        matcher.prepare("a1", [(MISSING, None)])
        assert matcher.list_prepared("a1") == frozenset()


class TestRekognitionMatcher(FaceMatcherContract):
    @pytest.fixture
    def matcher(self, store: MemoryStore, blobs: MemoryBlobs, rekognition: Clients) -> Iterator[FaceMatcher]:
        with closing(RekognitionMatcher(rekognition.rekognition, store, blobs)) as matcher:
            yield matcher
