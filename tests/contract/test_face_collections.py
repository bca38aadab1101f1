"""What every `FaceCollections` does with real faces, run against this machine's store and Amazon Rekognition.

The latter asks `kiosk rekognition-local`, which speaks the service's protocol.
"""

import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import cv2
import numpy as np
import pytest

from kiosk.backend.engines.collections.local_collections import LocalCollections
from kiosk.backend.engines.collections.store import CollectionStore
from kiosk.backend.engines.local.face_comparer import LocalFaceComparer
from kiosk.backend.engines.rekognition.collections import RekognitionCollections
from kiosk.backend.ports import FaceCollections
from kiosk.backend.stores.aws.clients import Clients
from kiosk.domain.faces.quality import FaceQualityPolicy
from kiosk.errors import CollectionNotFound, FaceQualityTooLow, ImageError, NoFaceFound, UserNotFound
from tests.factories import pictures
from tests.factories.pictures import jpeg

SURE = 90.0
EILEEN, GRACE, NOBODY = jpeg(pictures.astronaut()), jpeg(pictures.grace_hopper()), jpeg(pictures.empty())
EILEEN_AGAIN = jpeg(pictures.darker(pictures.astronaut()))
STRANGE = "11111111-1111-1111-1111-111111111111"
"""A face id that nobody has."""


@pytest.fixture(scope="module")
def comparer() -> Iterator[LocalFaceComparer]:
    """Finds and describes faces on this machine; its models are loaded once."""
    with closing(LocalFaceComparer()) as comparer:
        yield comparer


class FaceCollectionsContract:
    @pytest.fixture
    def collections(self) -> Iterator[FaceCollections]:
        raise NotImplementedError

    @pytest.fixture
    def name(self, collections: FaceCollections) -> Iterator[str]:
        name = f"kiosk-{secrets.token_hex(6)}"
        collections.create(name)
        yield name
        collections.delete(name)

    def test_collections_come_and_go(self, collections: FaceCollections, name: str) -> None:
        collections.create(name)
        facts = collections.describe(name)
        assert (facts.faces, facts.users, facts.model_version) == (0, 0, collections.model_version)
        assert name in collections.names()
        collections.delete(name)
        collections.delete(name)
        assert name not in collections.names()

    def test_what_is_unknown_has_a_code(self, collections: FaceCollections, name: str) -> None:
        for call in (
            lambda: collections.describe("kiosk-none"),
            lambda: collections.faces("kiosk-none"),
            lambda: collections.index("kiosk-none", EILEEN, "x"),
            lambda: collections.delete_faces("kiosk-none", [STRANGE]),
            lambda: collections.create_user("kiosk-none", "u"),
            lambda: collections.delete_user("kiosk-none", "u"),
            lambda: collections.associate("kiosk-none", "u", [STRANGE]),
            lambda: collections.search_users("kiosk-none", EILEEN, SURE, 5),
            lambda: collections.search_faces("kiosk-none", EILEEN, SURE, 5),
        ):
            with pytest.raises(CollectionNotFound):
                call()
        with pytest.raises(UserNotFound):
            collections.associate(name, "nobody", [collections.index(name, EILEEN, "x").face_id])
        with pytest.raises(UserNotFound):
            collections.disassociate(name, "nobody", [STRANGE])
        collections.delete_user(name, "nobody")
        collections.delete_faces(name, [STRANGE])

    def test_pictures_that_show_nobody_or_are_none(self, collections: FaceCollections, name: str) -> None:
        collections.index(name, EILEEN, "x")
        for call in (
            lambda image: collections.index(name, image, "x"),
            lambda image: collections.search_users(name, image, SURE, 5),
            lambda image: collections.search_faces(name, image, SURE, 5),
        ):
            with pytest.raises(NoFaceFound):
                call(NOBODY)
            for broken in (b"", b"%PDF-1.7", EILEEN[:5000]):
                with pytest.raises(ImageError):
                    call(broken)
        assert collections.describe(name).faces == 1

    @pytest.mark.parametrize("radius_px", [1.7, 4.0])
    def test_a_blurred_face_is_not_indexed(self, collections: FaceCollections, name: str, radius_px: float) -> None:
        """Neither one that our gate refuses nor one that the service refuses itself."""
        blurred = np.asarray(cv2.GaussianBlur(pictures.astronaut(), (0, 0), radius_px), dtype=np.uint8)
        with pytest.raises(FaceQualityTooLow):
            collections.index(name, jpeg(blurred), "x")
        assert collections.faces(name) == ()

    def test_a_user_is_found_by_another_picture(self, collections: FaceCollections, name: str) -> None:
        eileen, grace = collections.index(name, EILEEN, "e:1"), collections.index(name, GRACE, "g:1")
        assert eileen.box.area > 0 and eileen.confidence > 50
        for user, face in (("eileen", eileen), ("grace", grace)):
            collections.create_user(name, user)
            collections.create_user(name, user)
            assert collections.associate(name, user, [face.face_id]) == (face.face_id,)
            assert collections.associate(name, user, [face.face_id]) == (face.face_id,)
        (found,) = collections.search_users(name, EILEEN_AGAIN, SURE, 5)
        assert found.user == "eileen" and found.similarity > SURE
        both = collections.search_users(name, EILEEN_AGAIN, 0.0, 5)
        assert [each.user for each in both] == ["eileen", "grace"]
        (face_found,) = collections.search_faces(name, EILEEN_AGAIN, SURE, 5)
        assert (face_found.face_id, face_found.user) == (eileen.face_id, "eileen")
        assert sorted(collections.faces(name)) == sorted([(eileen.face_id, "e:1"), (grace.face_id, "g:1")])
        assert collections.describe(name).users == 2

    def test_the_same_picture_is_indexed_once(self, collections: FaceCollections, name: str) -> None:
        first = collections.index(name, EILEEN, "e:1")
        assert collections.index(name, EILEEN, "e:1").face_id == first.face_id
        assert collections.index(name, EILEEN, "e:2").face_id != first.face_id

    def test_a_stranger_s_face_does_not_become_the_user_s(self, collections: FaceCollections, name: str) -> None:
        eileen, grace = collections.index(name, EILEEN, "e:1"), collections.index(name, GRACE, "e:2")
        collections.create_user(name, "eileen")
        assert collections.associate(name, "eileen", [eileen.face_id]) == (eileen.face_id,)
        assert collections.associate(name, "eileen", [grace.face_id]) == ()

    def test_whoever_is_deleted_is_not_found(self, collections: FaceCollections, name: str) -> None:
        face = collections.index(name, EILEEN, "e:1")
        collections.create_user(name, "eileen")
        collections.associate(name, "eileen", [face.face_id])
        collections.disassociate(name, "eileen", [face.face_id])
        assert collections.search_users(name, EILEEN, 0.0, 5) == ()
        collections.associate(name, "eileen", [face.face_id])
        collections.delete_faces(name, [face.face_id])
        assert collections.faces(name) == () == collections.search_users(name, EILEEN, 0.0, 5)
        collections.delete_user(name, "eileen")
        collections.delete_user(name, "eileen")
        assert collections.describe(name).users == 0

    def test_searching_while_others_delete(self, collections: FaceCollections, name: str) -> None:
        grace = collections.index(name, GRACE, "g:1")
        collections.create_user(name, "grace")
        collections.associate(name, "grace", [grace.face_id])

        def come_and_go() -> None:
            face = collections.index(name, EILEEN, "e:1")
            collections.create_user(name, "eileen")
            collections.associate(name, "eileen", [face.face_id])
            collections.delete_user(name, "eileen")
            collections.delete_faces(name, [face.face_id])

        with ThreadPoolExecutor(1) as executor:
            going = [executor.submit(come_and_go) for _ in range(5)]
            found = [collections.search_users(name, GRACE, SURE, 5) for _ in range(10)]
            for each in going:
                each.result()
        assert all([each.user for each in users] == ["grace"] for users in found)


class TestLocalCollections(FaceCollectionsContract):
    @pytest.fixture
    def collections(self, tmp_path: Path, comparer: LocalFaceComparer) -> Iterator[FaceCollections]:
        with closing(CollectionStore(tmp_path, bytes(32))) as store:
            yield LocalCollections(store, [comparer], FaceQualityPolicy(), lambda: 0.0)


class TestRekognitionCollections(FaceCollectionsContract):
    @pytest.fixture
    def collections(self, rekognition: Clients) -> Iterator[FaceCollections]:
        yield RekognitionCollections(rekognition.rekognition, FaceQualityPolicy(), "kiosk")
