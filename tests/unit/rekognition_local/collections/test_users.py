"""CreateUser, DeleteUser, ListUsers, AssociateFaces, DisassociateFaces, SearchUsers, SearchUsersByImage."""

import uuid

import pytest

from kiosk.rekognition_local.collections.once import REMEMBERED_S
from kiosk.rekognition_local.errors import (
    ConflictException,
    IdempotentParameterMismatchException,
    InvalidParameterException,
    ResourceNotFoundException,
    ServiceQuotaExceededException,
)
from tests.fakes.collection_engine import Service, person, photo

UNKNOWN = str(uuid.UUID(int=1))


@pytest.fixture
def anna(service: Service) -> Service:
    """With a user, anna."""
    service("CreateUser", CollectionId="c", UserId="anna")
    return service


def associate(service: Service, *face_ids: str, user: str = "anna", **members: object) -> dict[str, object]:
    return service("AssociateFaces", CollectionId="c", UserId=user, FaceIds=list(face_ids), **members)


def faces_of(service: Service, user: str = "anna") -> list[str]:
    return [face["FaceId"] for face in service("ListFaces", CollectionId="c", UserId=user)["Faces"]]


def test_users_come_and_go(anna: Service) -> None:
    assert anna("ListUsers", CollectionId="c") == {"Users": [{"UserId": "anna", "UserStatus": "CREATED"}]}
    face = anna.index(person(1))[0]
    assert associate(anna, face) == {
        "AssociatedFaces": [{"FaceId": face}],
        "UnsuccessfulFaceAssociations": [],
        "UserStatus": "ACTIVE",
    }
    assert anna("ListUsers", CollectionId="c") == {"Users": [{"UserId": "anna", "UserStatus": "ACTIVE"}]}
    assert anna("DeleteUser", CollectionId="c", UserId="anna") == {}
    assert anna("ListUsers", CollectionId="c") == {"Users": []}
    assert "UserId" not in anna("ListFaces", CollectionId="c")["Faces"][0]
    assert anna("DeleteFaces", CollectionId="c", FaceIds=[face])["DeletedFaces"] == [face]


def test_user_ids_are_unique_within_a_collection(anna: Service) -> None:
    anna("CreateCollection", CollectionId="d")
    anna("CreateUser", CollectionId="d", UserId="anna")
    anna("CreateUser", CollectionId="c", UserId="Anna")
    with pytest.raises(ConflictException):
        anna("CreateUser", CollectionId="c", UserId="anna")


def test_there_is_no_such_user(service: Service) -> None:
    face = service.index(person(1))[0]
    for operation, members in [
        ("DeleteUser", {}),
        ("AssociateFaces", {"FaceIds": [face]}),
        ("DisassociateFaces", {"FaceIds": [face]}),
        ("SearchUsers", {}),
        ("ListFaces", {}),
    ]:
        with pytest.raises(ResourceNotFoundException):
            service(operation, CollectionId="c", UserId="nobody", **members)


def test_users_are_listed_to_the_end_in_order(service: Service) -> None:
    names = [f"user-{number}" for number in (5, 3, 9, 1, 7, 2)]
    for name in names:
        service("CreateUser", CollectionId="c", UserId=name)
    listed, answer = list[str](), service("ListUsers", CollectionId="c", MaxResults=4)
    listed += [user["UserId"] for user in answer["Users"]]
    answer = service("ListUsers", CollectionId="c", MaxResults=4, NextToken=answer["NextToken"])
    assert "NextToken" not in answer
    assert listed + [user["UserId"] for user in answer["Users"]] == names


def test_association_says_what_it_could_not_do(anna: Service) -> None:
    anna("CreateUser", CollectionId="c", UserId="berta")
    own, alike, others, stranger = anna.index(person(1))[0], *anna.index(photo(1, 1), person(2), person(3))
    associate(anna, own)
    associate(anna, others, user="berta")
    answer = associate(anna, own, UNKNOWN, others, stranger, alike, alike)
    assert answer["AssociatedFaces"] == [{"FaceId": alike}]
    refused = {str(each["FaceId"]): each for each in answer["UnsuccessfulFaceAssociations"]}  # type: ignore[attr-defined]
    assert refused[UNKNOWN] == {"FaceId": UNKNOWN, "Reasons": ["FACE_NOT_FOUND"]}
    assert refused[others] == {"FaceId": others, "UserId": "berta", "Reasons": ["ASSOCIATED_TO_A_DIFFERENT_USER"]}
    assert refused[stranger]["Reasons"] == ["LOW_MATCH_CONFIDENCE"]
    assert refused[stranger]["Confidence"] < 75
    assert len(refused) == 3
    assert faces_of(anna) == sorted([own, alike])


def test_the_first_faces_are_compared_with_nobody(anna: Service) -> None:
    faces = anna.index(person(2), photo(1, 1), photo(1, 2))
    answer = associate(anna, *faces, UserMatchThreshold=100)
    assert answer["AssociatedFaces"] == [{"FaceId": face} for face in faces]
    assert answer["UnsuccessfulFaceAssociations"] == []


@pytest.mark.parametrize(("threshold", "associated"), [(None, 0), (75, 0), (60, 1), (0, 1), (100, 0)])
def test_the_threshold_of_association_is_75(anna: Service, threshold: float | None, associated: int) -> None:
    own, similar = anna.index(person(1), photo(1, 1, 0.69))
    associate(anna, own)
    wanted: dict[str, object] = {} if threshold is None else {"UserMatchThreshold": threshold}
    answer = anna("AssociateFaces", CollectionId="c", UserId="anna", FaceIds=[similar], **wanted)
    assert len(answer["AssociatedFaces"]) == associated


def test_disassociation_says_what_it_could_not_do(anna: Service) -> None:
    anna("CreateUser", CollectionId="c", UserId="berta")
    own, free, others = anna.index(person(1), person(2), person(3))
    associate(anna, own)
    associate(anna, others, user="berta")
    answer = anna("DisassociateFaces", CollectionId="c", UserId="anna", FaceIds=[UNKNOWN, own, free, others])
    assert answer == {
        "DisassociatedFaces": [{"FaceId": own}],
        "UnsuccessfulFaceDisassociations": [
            {"FaceId": UNKNOWN, "Reasons": ["FACE_NOT_FOUND"]},
            {"FaceId": others, "UserId": "berta", "Reasons": ["ASSOCIATED_TO_A_DIFFERENT_USER"]},
        ],
        "UserStatus": "CREATED",
    }
    assert faces_of(anna) == []
    assert anna("SearchUsers", CollectionId="c", FaceId=own)["UserMatches"] == []


def test_a_user_has_100_faces_at_most(anna: Service) -> None:
    ids = [face for shot in range(0, 102, 3) for face in anna.index(*(photo(1, shot + i, 0.1) for i in range(3)))]
    associate(anna, *ids[:60])
    answer = associate(anna, *ids[60:])
    assert len(answer["AssociatedFaces"]) == 40  # type: ignore[arg-type]
    assert answer["UnsuccessfulFaceAssociations"] == [{"FaceId": face, "Reasons": []} for face in ids[100:]]
    with pytest.raises(ServiceQuotaExceededException):
        associate(anna, ids[100])
    assert associate(anna, ids[0])["AssociatedFaces"] == []


def test_a_request_is_carried_out_once(anna: Service) -> None:
    face = anna.index(person(1))[0]
    first = associate(anna, face, ClientRequestToken="t1")
    anna("DisassociateFaces", CollectionId="c", UserId="anna", FaceIds=[face])
    assert associate(anna, face, ClientRequestToken="t1") == first
    assert faces_of(anna) == []
    for _ in range(2):
        anna("CreateUser", CollectionId="c", UserId="berta", ClientRequestToken="t1")
        anna("DeleteUser", CollectionId="c", UserId="anna", ClientRequestToken="t1")
    assert anna("ListUsers", CollectionId="c")["Users"] == [{"UserId": "berta", "UserStatus": "CREATED"}]


def test_a_request_token_is_not_for_another_request(anna: Service) -> None:
    anna("CreateUser", CollectionId="c", UserId="berta", ClientRequestToken="t1")
    with pytest.raises(IdempotentParameterMismatchException):
        anna("CreateUser", CollectionId="c", UserId="clara", ClientRequestToken="t1")


def test_a_failed_request_may_be_tried_again_and_an_old_one_is_forgotten(anna: Service) -> None:
    members = {"CollectionId": "c", "UserId": "berta", "ClientRequestToken": "t1"}
    with pytest.raises(ResourceNotFoundException):
        anna("DeleteUser", **members)
    anna("CreateUser", **members)
    anna("DeleteUser", **members)
    anna.now_s += REMEMBERED_S + 1
    anna("CreateUser", **members)
    assert len(anna("ListUsers", CollectionId="c")["Users"]) == 2


def people(service: Service) -> list[str]:
    """anna with three faces, berta with one; a face of anna's that is nobody's, and one of a stranger."""
    for name in ("anna", "berta"):
        service("CreateUser", CollectionId="c", UserId=name)
    *annas, free = [service.index(photo(1, shot, 0.3))[0] for shot in range(4)]
    associate(service, *annas)
    associate(service, *service.index(person(2)), user="berta")
    return [free, service.index(person(3))[0]]


def test_users_are_found_by_face(service: Service) -> None:
    free, stranger = people(service)
    answer = service("SearchUsers", CollectionId="c", FaceId=free)
    (match,) = answer["UserMatches"]
    assert match["User"] == {"UserId": "anna", "UserStatus": "ACTIVE"}
    assert match["Similarity"] > 99
    assert (answer["SearchedFace"], answer["FaceModelVersion"]) == ({"FaceId": free}, "100.1")
    assert service("SearchUsers", CollectionId="c", FaceId=stranger)["UserMatches"] == []


def test_users_are_found_by_user(service: Service) -> None:
    free, _ = people(service)
    service("CreateUser", CollectionId="c", UserId="ann")
    associate(service, free, user="ann")
    answer = service("SearchUsers", CollectionId="c", UserId="ann", MaxUsers=1)
    assert [match["User"]["UserId"] for match in answer["UserMatches"]] == ["anna"]
    assert answer["SearchedUser"] == {"UserId": "ann"}
    everybody = service("SearchUsers", CollectionId="c", UserId="anna", UserMatchThreshold=0)["UserMatches"]
    assert [match["User"]["UserId"] for match in everybody] == ["ann", "berta"]


def test_a_user_without_faces_is_like_nobody(anna: Service) -> None:
    answer = anna("SearchUsers", CollectionId="c", UserId="anna", UserMatchThreshold=0)
    assert answer == {"UserMatches": [], "FaceModelVersion": "100.1", "SearchedUser": {"UserId": "anna"}}


@pytest.mark.parametrize("members", [{}, {"UserId": "anna", "FaceId": UNKNOWN}, {"FaceId": UNKNOWN}])
def test_a_search_is_for_one_user_or_one_face(anna: Service, members: dict[str, str]) -> None:
    with pytest.raises(InvalidParameterException):
        anna("SearchUsers", CollectionId="c", **members)


def test_users_are_found_by_image(service: Service) -> None:
    people(service)
    image = service.engine.picture(photo(1, 9), person(2), person(3))
    service.engine.blur(image, 2)
    answer = service("SearchUsersByImage", CollectionId="c", Image=image, QualityFilter="AUTO")
    assert [match["User"]["UserId"] for match in answer["UserMatches"]] == ["anna"]
    assert answer["SearchedFace"]["FaceDetail"]["BoundingBox"]["Left"] == 0.05
    assert [each["Reasons"] for each in answer["UnsearchedFaces"]] == [["FACE_NOT_LARGEST"], ["LOW_SHARPNESS"]]
    assert all("BoundingBox" in each["FaceDetails"] for each in answer["UnsearchedFaces"])


def test_an_image_without_faces_finds_no_users(service: Service) -> None:
    answer = service("SearchUsersByImage", CollectionId="c", Image=service.engine.picture())
    assert answer == {"UserMatches": [], "FaceModelVersion": "100.1", "UnsearchedFaces": []}


def test_a_user_follows_their_faces(anna: Service) -> None:
    """Disassociate the one and associate the other person: the vector is the new one's, nothing remains of the old."""
    first, second = anna.index(person(1), person(2))
    associate(anna, first)
    anna("DisassociateFaces", CollectionId="c", UserId="anna", FaceIds=[first])
    associate(anna, second)
    assert anna("SearchUsers", CollectionId="c", FaceId=first)["UserMatches"] == []
    assert anna("SearchUsers", CollectionId="c", FaceId=second)["UserMatches"][0]["Similarity"] == 100.0
