"""Real people through a real server, with an unmodified boto3."""

import csv
import uuid
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest
from botocore.exceptions import ClientError, ParamValidationError

from tests.unit.rekognition_local.server import (
    BUCKET,
    Local,
    another,
    empty,
    jpeg,
    png,
    portrait,
    side_by_side,
)

if TYPE_CHECKING:
    from mypy_boto3_rekognition.client import RekognitionClient


@pytest.fixture
def client(local: Local) -> "RekognitionClient":
    return local.client()


@pytest.fixture
def collection(client: "RekognitionClient") -> Iterator[str]:
    """A collection of its own."""
    name = f"c-{uuid.uuid4()}"
    client.create_collection(CollectionId=name)
    yield name
    client.delete_collection(CollectionId=name)


def again(image: "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]") -> bytes:
    """As another camera might have taken it: smaller, darker, and compressed."""
    darker = cv2.convertScaleAbs(cv2.resize(image, None, fx=0.8, fy=0.8, interpolation=cv2.INTER_AREA), alpha=0.8)
    return jpeg(np.asarray(darker, dtype=np.uint8), 70)


def test_a_customer_from_enrolment_to_deletion(client: "RekognitionClient", collection: str) -> None:
    indexed = client.index_faces(
        CollectionId=collection, Image={"Bytes": png(portrait())}, ExternalImageId="customer-1", MaxFaces=1
    )
    face = indexed["FaceRecords"][0]["Face"]
    other = client.index_faces(CollectionId=collection, Image={"Bytes": jpeg(another())})["FaceRecords"][0]["Face"]
    found = client.search_faces_by_image(
        CollectionId=collection, Image={"Bytes": again(portrait())}, FaceMatchThreshold=95
    )
    assert [match["Face"]["FaceId"] for match in found["FaceMatches"]] == [face["FaceId"]]
    assert found["FaceMatches"][0]["Face"]["ExternalImageId"] == "customer-1"
    assert client.search_faces(CollectionId=collection, FaceId=face["FaceId"])["FaceMatches"] == []
    client.create_user(CollectionId=collection, UserId="customer-1")
    for face_id, associated in ((face["FaceId"], [face["FaceId"]]), (other["FaceId"], [])):
        answer = client.associate_faces(CollectionId=collection, UserId="customer-1", FaceIds=[face_id])
        assert [each["FaceId"] for each in answer["AssociatedFaces"]] == associated
    assert answer["UnsuccessfulFaceAssociations"][0]["Reasons"] == ["LOW_MATCH_CONFIDENCE"]
    users = client.search_users_by_image(
        CollectionId=collection, Image={"Bytes": jpeg(side_by_side(portrait(), empty(400, 1000)))}
    )
    assert [match["User"]["UserId"] for match in users["UserMatches"]] == ["customer-1"]
    assert client.describe_collection(CollectionId=collection)["CreationTimestamp"].year >= 2026
    refused = client.delete_faces(CollectionId=collection, FaceIds=[face["FaceId"], other["FaceId"]])
    assert refused["DeletedFaces"] == [other["FaceId"]]
    assert refused["UnsuccessfulFaceDeletions"][0]["Reasons"] == ["ASSOCIATED_TO_AN_EXISTING_USER"]
    client.delete_user(CollectionId=collection, UserId="customer-1")
    assert client.delete_faces(CollectionId=collection, FaceIds=[face["FaceId"]])["DeletedFaces"] == [face["FaceId"]]
    gone = client.search_faces_by_image(
        CollectionId=collection, Image={"Bytes": again(portrait())}, FaceMatchThreshold=0
    )
    assert gone["FaceMatches"] == []


def test_faces_are_indexed_from_s3(local: Local, client: "RekognitionClient", collection: str) -> None:
    local.s3().put_object(Bucket=BUCKET, Key="portrait.jpg", Body=jpeg(portrait()))
    stored = {"S3Object": {"Bucket": BUCKET, "Name": "portrait.jpg"}}
    assert len(client.index_faces(CollectionId=collection, Image=stored)["FaceRecords"]) == 1  # type: ignore[arg-type]
    found = client.search_faces_by_image(CollectionId=collection, Image=stored)  # type: ignore[arg-type]
    assert found["FaceMatches"][0]["Similarity"] == 100.0


def test_paginators_go_to_the_end(client: "RekognitionClient", collection: str) -> None:
    for number in range(7):
        client.create_user(CollectionId=collection, UserId=f"user-{number}")
    pages = client.get_paginator("list_users").paginate(CollectionId=collection, PaginationConfig={"PageSize": 3})
    assert [user["UserId"] for page in pages for user in page["Users"]] == [f"user-{number}" for number in range(7)]
    listed = client.get_paginator("list_collections").paginate(PaginationConfig={"PageSize": 1})
    assert collection in [name for page in listed for name in page["CollectionIds"]]


def test_errors_are_the_services_own(client: "RekognitionClient", collection: str) -> None:
    exceptions = client.exceptions
    with pytest.raises(exceptions.ResourceAlreadyExistsException):
        client.create_collection(CollectionId=collection)
    with pytest.raises(exceptions.ResourceNotFoundException):
        client.list_faces(CollectionId="unknown")
    with pytest.raises(exceptions.InvalidPaginationTokenException):
        client.list_faces(CollectionId=collection, NextToken="nonsense")
    with pytest.raises(exceptions.InvalidParameterException):
        client.search_faces_by_image(CollectionId=collection, Image={"Bytes": jpeg(empty())})
    with pytest.raises(exceptions.InvalidImageFormatException):
        client.index_faces(CollectionId=collection, Image={"Bytes": b"no image"})
    client.create_user(CollectionId=collection, UserId="anna", ClientRequestToken="once")
    with pytest.raises(exceptions.IdempotentParameterMismatchException):
        client.create_user(CollectionId=collection, UserId="berta", ClientRequestToken="once")
    with pytest.raises(exceptions.ConflictException):
        client.create_user(CollectionId=collection, UserId="anna")


def test_a_user_id_of_more_than_128_characters_is_refused(client: "RekognitionClient", collection: str) -> None:
    with pytest.raises((ClientError, ParamValidationError)):
        client.create_user(CollectionId=collection, UserId="a" * 129)


def people(testdata: Path) -> dict[str, list[bytes]]:
    """Stills by person."""
    with (testdata / "manifest.tsv").open(encoding="utf-8") as manifest:
        rows = [row for row in csv.DictReader(manifest, delimiter="\t") if row["path"].startswith("stills/")]
    found = defaultdict[str, list[bytes]](list)
    for row in rows:
        if row["identity"]:
            image = cv2.imread(str(testdata / row["path"]))
            assert image is not None
            found[row["identity"]].append(jpeg(np.asarray(image, dtype=np.uint8), 95))
    return dict(found)


def test_people_are_found_by_another_picture_and_strangers_are_not(
    client: "RekognitionClient", collection: str, testdata: Path
) -> None:
    stills, hits, searched, strangers = people(testdata), 0, 0, list[str]()
    for name, (first, *_) in stills.items():
        client.index_faces(CollectionId=collection, Image={"Bytes": first}, ExternalImageId=name, MaxFaces=1)
    for name, (_, *others) in stills.items():
        for image in others:
            answer = client.search_faces_by_image(
                CollectionId=collection, Image={"Bytes": image}, FaceMatchThreshold=95
            )
            found = [match["Face"]["ExternalImageId"] for match in answer["FaceMatches"]]
            strangers += [each for each in found if each != name]
            hits, searched = hits + (found[:1] == [name]), searched + 1
    # The stills have grimaces and heads turned away; and one pair of strangers in a thousand is meant to reach 95.
    assert searched >= 30
    assert hits / searched >= 0.95
    assert len(strangers) <= 1


def test_a_user_of_several_pictures_is_found_by_the_one_that_was_left_out(
    client: "RekognitionClient", collection: str, testdata: Path
) -> None:
    stills = {name: images for name, images in people(testdata).items() if len(images) >= 5}
    for name, images in stills.items():
        client.create_user(CollectionId=collection, UserId=name)
        records = [
            client.index_faces(CollectionId=collection, Image={"Bytes": image}, MaxFaces=1)["FaceRecords"]
            for image in images[:-1]
        ]
        answer = client.associate_faces(
            CollectionId=collection, UserId=name, FaceIds=[record["Face"]["FaceId"] for (record,) in records]
        )
        assert answer["UserStatus"] == "ACTIVE"
        assert len(answer["AssociatedFaces"]) == len(images) - 1
    for name, images in stills.items():
        # A user's vector is the mean of faces, and nearer to strangers than faces are: 80 would let one of them in.
        found = client.search_users_by_image(
            CollectionId=collection, Image={"Bytes": images[-1]}, UserMatchThreshold=95
        )["UserMatches"]
        assert [match["User"]["UserId"] for match in found] == [name]
