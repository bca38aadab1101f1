"""Collections of Amazon Rekognition.

botocore gives every request that takes one a token of its own and repeats it when it tries again, so that no answer
that was lost makes anything happen twice.
"""

import secrets
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from kiosk.backend.engines.rekognition.comparer import COMPARE_COMPLAINTS
from kiosk.backend.engines.rekognition.face_engine import COMPLAINTS, read_face_detail
from kiosk.backend.ports import CollectionFacts, FaceFound, FaceRecord, UserFound
from kiosk.backend.stores.aws.backoff import RetryBudget
from kiosk.backend.stores.aws.failures import translate_failures
from kiosk.domain.faces.face_detail import Box
from kiosk.domain.faces.quality import FaceQualityPolicy, quality_failures
from kiosk.domain.images.limits import check_picture
from kiosk.errors import (
    AnalysisFailed,
    CollectionNotFound,
    FaceQualityTooLow,
    KioskError,
    NoFaceFound,
    StorageFailed,
    UserNotFound,
)

if TYPE_CHECKING:
    from mypy_boto3_rekognition import RekognitionClient

DELETED_AT_ONCE, ASSOCIATED_AT_ONCE = 4096, 100
"""Faces that DeleteFaces and AssociateFaces take."""
MISSING: Mapping[str, type[KioskError]] = {"ResourceNotFoundException": CollectionNotFound}


class _Exists(KioskError):
    """What was to be created is there."""


class _Conflict(KioskError):
    """Another change of the same user is under way."""


UNKNOWN_VERSION = "rekognition-0.0"
"""Stands where names have the model version: the stack's rights go by its full stop, which no stack's name has."""


class RekognitionCollections:
    """Implements `FaceCollections`; any thread. Besides StorageFailed methods raise Busy and ServiceUnavailable."""

    def __init__(self, client: "RekognitionClient", quality: FaceQualityPolicy, prefix: str) -> None:
        """`prefix` begins the names of all collections that may be created here."""
        self._client, self._quality, self._prefix = client, quality, prefix
        self._model_version = ""

    @property
    def model_version(self) -> str:
        """Of new collections: the service tells it of those that there are, so one is made for the purpose, once."""
        if not self._model_version:
            probe = f"{self._prefix}-{UNKNOWN_VERSION}-probe-{secrets.token_hex(8)}"
            self.create(probe)
            try:
                self._model_version = self.describe(probe).model_version
            finally:
                self.delete(probe)
        return self._model_version

    def create(self, collection: str) -> None:
        """Create it unless it is there: one call."""
        try:
            with translate_failures("Rekognition", StorageFailed, {"ResourceAlreadyExistsException": _Exists}):
                self._client.create_collection(CollectionId=collection)
        except _Exists:
            return

    def delete(self, collection: str) -> None:
        """Delete it if it is there: one call."""
        try:
            with translate_failures("Rekognition", StorageFailed, MISSING):
                self._client.delete_collection(CollectionId=collection)
        except CollectionNotFound:
            return

    def describe(self, collection: str) -> CollectionFacts:
        """What it holds: one call."""
        with translate_failures("Rekognition", StorageFailed, MISSING):
            answer = self._client.describe_collection(CollectionId=collection)
        version, faces, users = answer["FaceModelVersion"], answer["FaceCount"], answer.get("UserCount", 0)
        return CollectionFacts(collection, f"rekognition-{version}", int(faces), int(users))

    def names(self) -> tuple[str, ...]:
        """All collections of the account and region: one call for each thousand."""
        with translate_failures("Rekognition", StorageFailed):
            pages = self._client.get_paginator("list_collections").paginate()
            return tuple(sorted(name for page in pages for name in page["CollectionIds"]))

    def index(self, collection: str, image: bytes, external_image_id: str) -> FaceRecord:
        """Add the largest face: one call, and another to delete it again when its quality is too low."""
        picture = check_picture(image)
        with translate_failures("Rekognition", AnalysisFailed, {**COMPLAINTS, **MISSING}):
            answer = self._client.index_faces(
                CollectionId=collection,
                Image={"Bytes": picture.data},
                ExternalImageId=external_image_id,
                DetectionAttributes=["ALL"],
                MaxFaces=1,
                QualityFilter="AUTO",
            )
        if not answer["FaceRecords"]:
            raise _left_out(answer)
        record = answer["FaceRecords"][0]
        try:
            self._check_quality(record["FaceDetail"], picture.size_px)
        except KioskError:
            self.delete_faces(collection, [record["Face"]["FaceId"]])
            raise
        return _face_record(record["Face"])

    def faces(self, collection: str) -> tuple[tuple[str, str], ...]:
        """(face id, external image id) of all faces: one call for each 4096."""
        with translate_failures("Rekognition", StorageFailed, MISSING):
            pages = self._client.get_paginator("list_faces").paginate(
                CollectionId=collection, PaginationConfig={"PageSize": DELETED_AT_ONCE}
            )
            return tuple((face["FaceId"], face.get("ExternalImageId", "")) for page in pages for face in page["Faces"])

    def delete_faces(self, collection: str, face_ids: Sequence[str]) -> None:
        """Delete them, also where they are a user's: the service wants them taken from the user first."""
        for start in range(0, len(face_ids), DELETED_AT_ONCE):
            owned = self._delete(collection, face_ids[start : start + DELETED_AT_ONCE])
            for user, faces in owned.items():
                self._taken_from(collection, user, faces)
            left = [face for faces in owned.values() for face in faces]
            if left and self._delete(collection, left):
                raise StorageFailed("Rekognition DeleteFaces: some faces were not deleted")

    def create_user(self, collection: str, user: str) -> None:
        """Create the user unless it is there: one call."""
        try:
            with translate_failures("Rekognition", StorageFailed, {**MISSING, "ConflictException": _Exists}):
                self._client.create_user(CollectionId=collection, UserId=user)
        except _Exists:
            return

    def delete_user(self, collection: str, user: str) -> None:
        """Delete the user, whose faces stay, if it is there: one call."""
        try:
            self._changing(lambda: self._client.delete_user(CollectionId=collection, UserId=user), collection)
        except UserNotFound:
            return

    def associate(self, collection: str, user: str, face_ids: Sequence[str]) -> tuple[str, ...]:
        """Make these faces the user's: one call for each hundred. Raises UserNotFound."""
        associated = list[str]()
        for start in range(0, len(face_ids), ASSOCIATED_AT_ONCE):
            faces = list(face_ids[start : start + ASSOCIATED_AT_ONCE])
            change = partial(self._client.associate_faces, CollectionId=collection, UserId=user, FaceIds=faces)
            answer = self._changing(change, collection)
            # A face that is the user's already is neither named as associated nor as refused.
            refused = {face["FaceId"] for face in answer.get("UnsuccessfulFaceAssociations", ())}
            associated += [face for face in faces if face not in refused]
        return tuple(associated)

    def disassociate(self, collection: str, user: str, face_ids: Sequence[str]) -> None:
        """Take faces from a user: one call for each hundred. Raises UserNotFound."""
        for start in range(0, len(face_ids), ASSOCIATED_AT_ONCE):
            faces = list(face_ids[start : start + ASSOCIATED_AT_ONCE])
            change = partial(self._client.disassociate_faces, CollectionId=collection, UserId=user, FaceIds=faces)
            self._changing(change, collection)

    def search_faces(self, collection: str, image: bytes, threshold: float, limit: int) -> tuple[FaceFound, ...]:
        """Faces like the largest one, the most similar first: one call."""
        picture = check_picture(image)
        with translate_failures("Rekognition", AnalysisFailed, {**COMPARE_COMPLAINTS, **MISSING}):
            answer = self._client.search_faces_by_image(
                CollectionId=collection,
                Image={"Bytes": picture.data},
                MaxFaces=limit,
                FaceMatchThreshold=threshold,
                QualityFilter="NONE",
            )
        matches = answer.get("FaceMatches", ())
        return tuple(
            FaceFound(match["Face"]["FaceId"], _similarity(match), match["Face"].get("UserId", "")) for match in matches
        )

    def search_users(self, collection: str, image: bytes, threshold: float, limit: int) -> tuple[UserFound, ...]:
        """Users like the largest face, the most similar first: one call."""
        picture = check_picture(image)
        with translate_failures("Rekognition", AnalysisFailed, {**COMPARE_COMPLAINTS, **MISSING}):
            answer = self._client.search_users_by_image(
                CollectionId=collection,
                Image={"Bytes": picture.data},
                MaxUsers=limit,
                UserMatchThreshold=threshold,
                QualityFilter="NONE",
            )
        if "SearchedFace" not in answer:
            raise NoFaceFound
        return tuple(UserFound(match["User"]["UserId"], _similarity(match)) for match in answer["UserMatches"])

    def _delete(self, collection: str, face_ids: Sequence[str]) -> Mapping[str, list[str]]:
        """The faces that were not deleted, by the users whose they are."""
        with translate_failures("Rekognition", StorageFailed, MISSING):
            answer = self._client.delete_faces(CollectionId=collection, FaceIds=list(face_ids))
        owned = dict[str, list[str]]()
        for left in answer.get("UnsuccessfulFaceDeletions", ()):
            if "UserId" in left:
                owned.setdefault(left["UserId"], []).append(left["FaceId"])
        return owned

    def _taken_from(self, collection: str, user: str, faces: Sequence[str]) -> None:
        try:
            self.disassociate(collection, user, faces)
        except UserNotFound:
            return

    def _changing(self, change: Callable[[], Any], collection: str) -> Any:
        """Change a user, again while another change of the same is under way; raises UserNotFound."""
        patience = RetryBudget()
        meanings = {"ResourceNotFoundException": UserNotFound, "ConflictException": _Conflict}
        while True:
            try:
                with translate_failures("Rekognition", StorageFailed, meanings):
                    return change()
            except _Conflict:
                patience.wait()
            except UserNotFound:
                # The service says the same of a collection that is not there.
                self.describe(collection)
                raise

    def _check_quality(self, detail: Mapping[str, Any], size_px: tuple[int, int]) -> None:
        try:
            face = read_face_detail(detail)
        except (KeyError, TypeError, ValueError) as error:
            raise AnalysisFailed("Rekognition IndexFaces: the answer lacks something") from error
        failures = quality_failures(face, *size_px, self._quality)
        if failures:
            raise FaceQualityTooLow(", ".join(failure.measure for failure in failures))


def _left_out(answer: Mapping[str, Any]) -> KioskError:
    """Why nothing was indexed: the service's reasons are words like LOW_SHARPNESS."""
    reasons = sorted({reason for face in answer.get("UnindexedFaces", ()) for reason in face["Reasons"]})
    return FaceQualityTooLow(", ".join(reasons)) if reasons else NoFaceFound()


def _face_record(face: Mapping[str, Any]) -> FaceRecord:
    try:
        box = Box(*(float(face["BoundingBox"][name]) for name in ("Left", "Top", "Width", "Height")))
        return FaceRecord(face["FaceId"], face["ImageId"], box, float(face["Confidence"]))
    except (KeyError, TypeError, ValueError) as error:
        raise AnalysisFailed("Rekognition IndexFaces: the answer lacks something") from error


def _similarity(match: Mapping[str, Any]) -> float:
    similarity = float(match.get("Similarity", "nan"))
    if not 0.0 <= similarity <= 100.0:
        raise AnalysisFailed("Rekognition: a similarity is missing or out of range")
    return similarity
