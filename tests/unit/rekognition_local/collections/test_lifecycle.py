"""Collections as a whole."""

import pytest

from kiosk.rekognition_local.errors import (
    InvalidPaginationTokenException,
    InvalidParameterException,
    ResourceAlreadyExistsException,
    ResourceNotFoundException,
)
from tests.fakes.collection_engine import NOW_S, Service, person

ARN = "arn:aws:rekognition:eu-central-1:000000000000:collection/c"


def test_a_collection_is_created_described_and_deleted(service: Service) -> None:
    service.index(person(1), person(2))
    service("CreateUser", CollectionId="c", UserId="anna")
    assert service("DescribeCollection", CollectionId="c") == {
        "FaceCount": 2,
        "FaceModelVersion": "100.1",
        "CollectionARN": ARN,
        "CreationTimestamp": NOW_S,
        "UserCount": 1,
    }
    assert service("DeleteCollection", CollectionId="c") == {"StatusCode": 200}
    with pytest.raises(ResourceNotFoundException):
        service("DescribeCollection", CollectionId="c")
    created = service("CreateCollection", CollectionId="c", Tags={"branch": "1"})
    assert created == {"StatusCode": 200, "CollectionArn": ARN, "FaceModelVersion": "100.1"}
    described = service("DescribeCollection", CollectionId="c")
    assert (described["FaceCount"], described["UserCount"]) == (0, 0)
    assert service("ListFaces", CollectionId="c")["Faces"] == []
    assert service("ListUsers", CollectionId="c") == {"Users": []}


def test_names_are_unique_and_case_sensitive(service: Service) -> None:
    service("CreateCollection", CollectionId="C")
    with pytest.raises(ResourceAlreadyExistsException):
        service("CreateCollection", CollectionId="c")


@pytest.mark.parametrize(
    ("operation", "members"),
    [
        ("DescribeCollection", {}),
        ("DeleteCollection", {}),
        ("IndexFaces", {"Image": {"Bytes": b"?"}}),
        ("ListFaces", {}),
        ("DeleteFaces", {"FaceIds": ["0" * 8]}),
        ("SearchFaces", {"FaceId": "0" * 8}),
        ("SearchFacesByImage", {"Image": {"Bytes": b"?"}}),
        ("CreateUser", {"UserId": "anna", "ClientRequestToken": "t"}),
        ("DeleteUser", {"UserId": "anna", "ClientRequestToken": "t"}),
        ("ListUsers", {}),
        ("AssociateFaces", {"UserId": "anna", "FaceIds": ["0" * 8]}),
        ("DisassociateFaces", {"UserId": "anna", "FaceIds": ["0" * 8]}),
        ("SearchUsers", {"UserId": "anna"}),
        ("SearchUsersByImage", {"Image": {"Bytes": b"?"}}),
    ],
)
def test_there_is_no_such_collection(service: Service, operation: str, members: dict[str, object]) -> None:
    with pytest.raises(ResourceNotFoundException):
        service(operation, CollectionId="unknown", **members)


def test_collections_are_listed_to_the_end(service: Service) -> None:
    names = ["c", *(f"c{number}" for number in range(10))]
    for name in names[1:]:
        service("CreateCollection", CollectionId=name)
    listed, answer, pages = list[str](), service("ListCollections", MaxResults=4), 1
    while "NextToken" in answer:
        listed += answer["CollectionIds"]
        assert len(answer["FaceModelVersions"]) == len(answer["CollectionIds"]) == 4
        answer, pages = service("ListCollections", MaxResults=4, NextToken=answer["NextToken"]), pages + 1
    assert (listed + answer["CollectionIds"], pages) == (names, 3)
    assert service("ListCollections", MaxResults=0)["CollectionIds"] == names


def test_a_full_last_page_is_the_last(service: Service) -> None:
    service("CreateCollection", CollectionId="d")
    assert "NextToken" not in service("ListCollections", MaxResults=2)


@pytest.mark.parametrize("token", ["", "nonsense", "ÄÖ", "AAAA", "A" * 255])
def test_only_our_own_tokens_continue_a_list(service: Service, token: str) -> None:
    for operation, members in [("ListCollections", {}), ("ListFaces", {"CollectionId": "c"})]:
        with pytest.raises(InvalidPaginationTokenException):
            service(operation, NextToken=token, **members)


def test_a_token_continues_no_other_list(service: Service) -> None:
    service("CreateCollection", CollectionId="d")
    for name in ("c", "d"):
        service.index(person(1), person(2), collection=name)
    token = service("ListFaces", CollectionId="c", MaxResults=1)["NextToken"]
    for operation, members in [("ListFaces", {"CollectionId": "d"}), ("ListUsers", {"CollectionId": "c"})]:
        with pytest.raises(InvalidPaginationTokenException):
            service(operation, NextToken=token, **members)


def test_collections_do_not_see_one_another(service: Service) -> None:
    service("CreateCollection", CollectionId="d")
    face = service.index(person(1))[0]
    service.index(person(1), collection="d")
    assert service("SearchFaces", CollectionId="c", FaceId=face)["FaceMatches"] == []
    with pytest.raises(InvalidParameterException):
        service("SearchFaces", CollectionId="d", FaceId=face)
    assert service("DeleteFaces", CollectionId="d", FaceIds=[face])["DeletedFaces"] == []


def test_vectors_of_different_models_are_never_compared(service: Service) -> None:
    face = service.index(person(1))[0]
    service("CreateUser", CollectionId="c", UserId="anna")
    service.engine.model_version = "200.0"
    image = service.engine.picture(person(1))
    asked: list[tuple[str, dict[str, object]]] = [
        ("IndexFaces", {"Image": image}),
        ("SearchFaces", {"FaceId": face}),
        ("SearchFacesByImage", {"Image": image}),
        ("AssociateFaces", {"UserId": "anna", "FaceIds": [face]}),
        ("SearchUsers", {"UserId": "anna"}),
        ("SearchUsersByImage", {"Image": image}),
    ]
    for operation, members in asked:
        with pytest.raises(InvalidParameterException):
            service(operation, CollectionId="c", **members)
    service("CreateCollection", CollectionId="d")
    assert service("ListCollections")["FaceModelVersions"] == ["100.1", "200.0"]
    assert service("ListFaces", CollectionId="c")["Faces"][0]["IndexFacesModelVersion"] == "100.1"
