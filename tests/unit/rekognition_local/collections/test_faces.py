"""IndexFaces, ListFaces, DeleteFaces, SearchFaces, SearchFacesByImage."""

import uuid

import pytest

from kiosk.backend.engines.collections.records import NewFace
from kiosk.domain.faces.face_detail import Box
from kiosk.rekognition_local.collections.index_faces import insert
from kiosk.rekognition_local.errors import InvalidImageFormatException, InvalidParameterException
from tests.fakes.collection_engine import Service, person, photo, similarity

UNKNOWN = str(uuid.UUID(int=1))


def test_an_indexed_face_is_described(service: Service) -> None:
    answer = service(
        "IndexFaces", CollectionId="c", Image=service.engine.picture(person(1)), ExternalImageId="customer:1.jpg"
    )
    assert answer["FaceModelVersion"] == "100.1"
    assert answer["UnindexedFaces"] == []
    (record,) = answer["FaceRecords"]
    face, detail = record["Face"], record["FaceDetail"]
    assert face["BoundingBox"] == detail["BoundingBox"] == {"Left": 0.05, "Top": 0.2, "Width": 0.3, "Height": 0.3}
    assert face["Confidence"] == detail["Confidence"] == 99.5
    assert face["ExternalImageId"] == "customer:1.jpg"
    assert face["IndexFacesModelVersion"] == "100.1"
    assert "UserId" not in face
    assert "EyesOpen" not in detail
    assert service("ListFaces", CollectionId="c") == {"Faces": [face], "FaceModelVersion": "100.1"}


def test_attributes_are_given_when_they_are_asked_for(service: Service) -> None:
    answer = service(
        "IndexFaces", CollectionId="c", Image=service.engine.picture(person(1)), DetectionAttributes=["EYES_OPEN"]
    )
    assert "EyesOpen" in answer["FaceRecords"][0]["FaceDetail"]


def test_faces_of_an_image_share_its_id_and_come_the_largest_first(service: Service) -> None:
    answer = service("IndexFaces", CollectionId="c", Image=service.engine.picture(person(1), person(2), person(3)))
    faces = [record["Face"] for record in answer["FaceRecords"]]
    assert len({face["ImageId"] for face in faces}) == 1
    assert len({face["FaceId"] for face in faces}) == 3
    widths = [face["BoundingBox"]["Width"] for face in faces]
    assert widths == sorted(widths, reverse=True)


def test_an_image_is_not_indexed_twice(service: Service) -> None:
    image = service.engine.picture(person(1), person(2))
    answers = [service("IndexFaces", CollectionId="c", Image=image, ExternalImageId="a") for _ in range(2)]
    assert answers[0] == answers[1]
    assert service("DescribeCollection", CollectionId="c")["FaceCount"] == 2
    other = service("IndexFaces", CollectionId="c", Image=image, ExternalImageId="b")
    nameless = service("IndexFaces", CollectionId="c", Image=image)
    ids = {each["FaceRecords"][0]["Face"]["ImageId"] for each in (answers[0], other, nameless)}
    assert len(ids) == 3
    assert service("DescribeCollection", CollectionId="c")["FaceCount"] == 6


@pytest.mark.parametrize(("shift", "same"), [(0.0, True), (0.01, True), (0.02, False), (0.1, False)])
def test_a_face_that_overlaps_another_of_the_image_is_its_own(service: Service, shift: float, same: bool) -> None:
    """Side 0.3: boxes that lie 0.01 apart share 0.94 of what both cover, and 0.02 apart 0.88."""
    boxes = [Box(0.2 + offset, 0.2, 0.3, 0.3) for offset in (0.0, shift)]
    ids = list[str]()
    for box in boxes:
        with service.store.work() as work:
            new = NewFace(box, 99.0, tuple(person(1)))
            ids += [face.face_id for face in insert(work.open("c"), "digest", None, [new])]
    assert (ids[0] == ids[1]) == same
    assert service("DescribeCollection", CollectionId="c")["FaceCount"] == (1 if same else 2)


def test_overlapping_faces_that_are_indexed_together_are_two(service: Service) -> None:
    new = [NewFace(Box(left, 0.2, 0.3, 0.3), 99.0, tuple(person(number))) for left, number in ((0.2, 1), (0.21, 2))]
    with service.store.work() as work:
        first = insert(work.open("c"), "digest", None, new)
    with service.store.work() as work:
        again = insert(work.open("c"), "digest", None, new)
    assert len({face.face_id for face in first}) == 2
    assert again == first


def test_a_deleted_face_can_be_indexed_again(service: Service) -> None:
    image = service.engine.picture(person(1), person(2))
    first, second = (
        record["Face"]["FaceId"] for record in service("IndexFaces", CollectionId="c", Image=image)["FaceRecords"]
    )
    service("DeleteFaces", CollectionId="c", FaceIds=[first])
    again = [record["Face"]["FaceId"] for record in service("IndexFaces", CollectionId="c", Image=image)["FaceRecords"]]
    assert again[1] == second
    assert again[0] not in (first, second)
    assert service("DescribeCollection", CollectionId="c")["FaceCount"] == 2


def test_the_largest_faces_are_indexed_and_the_others_named(service: Service) -> None:
    image = service.engine.picture(person(1), person(2), person(3))
    answer = service("IndexFaces", CollectionId="c", Image=image, MaxFaces=1)
    assert len(answer["FaceRecords"]) == 1
    assert [each["Reasons"] for each in answer["UnindexedFaces"]] == [["EXCEEDS_MAX_FACES"]] * 2


@pytest.mark.parametrize(("quality_filter", "indexed"), [("AUTO", 1), ("HIGH", 1), ("NONE", 2)])
def test_poor_faces_are_filtered(service: Service, quality_filter: str, indexed: int) -> None:
    image = service.engine.picture(person(1), person(2))
    service.engine.blur(image, 0)
    answer = service("IndexFaces", CollectionId="c", Image=image, QualityFilter=quality_filter)
    assert len(answer["FaceRecords"]) == indexed
    assert [each["Reasons"] for each in answer["UnindexedFaces"]] == [["LOW_SHARPNESS"]] * (2 - indexed)


def test_of_too_many_faces_the_poor_ones_go_first(service: Service) -> None:
    image = service.engine.picture(person(1), person(2))
    service.engine.blur(image, 0)
    answer = service("IndexFaces", CollectionId="c", Image=image, QualityFilter="NONE", MaxFaces=1)
    assert answer["FaceRecords"][0]["FaceDetail"]["Quality"]["Sharpness"] == 80.0
    assert answer["UnindexedFaces"][0]["Reasons"] == ["EXCEEDS_MAX_FACES"]


def test_an_image_without_faces_leaves_nothing_behind(service: Service) -> None:
    answer = service("IndexFaces", CollectionId="c", Image=service.engine.picture(), ExternalImageId="secret")
    assert answer == {"FaceRecords": [], "FaceModelVersion": "100.1", "UnindexedFaces": []}


def test_what_is_no_image_is_refused(service: Service) -> None:
    for operation in ("IndexFaces", "SearchFacesByImage", "SearchUsersByImage"):
        with pytest.raises(InvalidImageFormatException):
            service(operation, CollectionId="c", Image={"Bytes": b"no image"})


def test_faces_are_listed_to_the_end_in_order(service: Service) -> None:
    ids = sorted(face for number in range(0, 30, 3) for face in service.index(*map(person, range(number, number + 3))))
    listed, answer = list[str](), service("ListFaces", CollectionId="c", MaxResults=7)
    while "NextToken" in answer:
        assert len(answer["Faces"]) == 7
        listed += [face["FaceId"] for face in answer["Faces"]]
        answer = service("ListFaces", CollectionId="c", MaxResults=7, NextToken=answer["NextToken"])
    assert listed + [face["FaceId"] for face in answer["Faces"]] == ids


def test_a_list_goes_on_after_what_was_deleted_meanwhile(service: Service) -> None:
    ids = sorted(service.index(*map(person, range(3))))
    answer = service("ListFaces", CollectionId="c", MaxResults=1)
    service("DeleteFaces", CollectionId="c", FaceIds=ids[:2])
    rest = service("ListFaces", CollectionId="c", NextToken=answer["NextToken"])
    assert [face["FaceId"] for face in rest["Faces"]] == ids[2:]


def test_lists_are_filtered_by_face_and_user(service: Service) -> None:
    ids = sorted(service.index(photo(1, 1), photo(1, 2), photo(1, 3)))
    service("CreateUser", CollectionId="c", UserId="anna")
    service("AssociateFaces", CollectionId="c", UserId="anna", FaceIds=ids[:2])

    def listed(**members: object) -> list[str]:
        faces, answer = list[str](), service("ListFaces", CollectionId="c", MaxResults=1, **members)
        while "NextToken" in answer:
            faces += [face["FaceId"] for face in answer["Faces"]]
            answer = service("ListFaces", CollectionId="c", MaxResults=1, NextToken=answer["NextToken"], **members)
        return faces + [face["FaceId"] for face in answer["Faces"]]

    assert listed(FaceIds=[ids[2], UNKNOWN, ids[0]]) == [ids[0], ids[2]]
    assert listed(UserId="anna") == ids[:2]
    assert listed(UserId="anna", FaceIds=ids[1:]) == ids[1:2]
    assert service("ListFaces", CollectionId="c", FaceIds=ids[:1])["Faces"][0]["UserId"] == "anna"


def test_deletion_says_what_it_could_not_do(service: Service) -> None:
    free, taken = service.index(person(1), person(2))
    service("CreateUser", CollectionId="c", UserId="anna")
    service("AssociateFaces", CollectionId="c", UserId="anna", FaceIds=[taken])
    assert service("DeleteFaces", CollectionId="c", FaceIds=[UNKNOWN, taken, free, free]) == {
        "DeletedFaces": [free],
        "UnsuccessfulFaceDeletions": [
            {"FaceId": UNKNOWN, "Reasons": ["FACE_NOT_FOUND"]},
            {"FaceId": taken, "UserId": "anna", "Reasons": ["ASSOCIATED_TO_AN_EXISTING_USER"]},
        ],
    }


def test_a_search_finds_the_same_person_the_most_similar_first(service: Service) -> None:
    distances = (0.55, 0.3, 0.1)
    alike = [service.index(photo(1, shot, distance))[0] for shot, distance in enumerate(distances)]
    service.index(person(2))
    image = service.engine.picture(person(1), person(2))
    answer = service("SearchFacesByImage", CollectionId="c", Image=image)
    assert answer["SearchedFaceBoundingBox"] == {"Left": 0.05, "Top": 0.2, "Width": 0.3, "Height": 0.3}
    assert (answer["SearchedFaceConfidence"], answer["FaceModelVersion"]) == (99.5, "100.1")
    assert [match["Face"]["FaceId"] for match in answer["FaceMatches"]] == alike[::-1]
    assert [match["Similarity"] for match in answer["FaceMatches"]] == pytest.approx(
        [similarity(distance) for distance in distances[::-1]], abs=1e-3
    )
    best = service("SearchFacesByImage", CollectionId="c", Image=image, MaxFaces=1)["FaceMatches"]
    assert [match["Face"]["FaceId"] for match in best] == alike[2:]


def test_the_threshold_is_80_unless_another_is_asked_for(service: Service) -> None:
    just, not_quite = service.index(photo(1, 1, 0.659), photo(1, 2, 0.661))
    service.index(person(2))
    image = service.engine.picture(person(1))

    def found(**members: float) -> list[str]:
        answer = service("SearchFacesByImage", CollectionId="c", Image=image, **members)
        return [match["Face"]["FaceId"] for match in answer["FaceMatches"]]

    assert found() == [just]
    assert found(FaceMatchThreshold=79) == [just, not_quite]
    assert len(found(FaceMatchThreshold=0)) == 3
    assert found(FaceMatchThreshold=100) == []


def test_a_face_is_not_its_own_match(service: Service) -> None:
    searched, twin, other = service.index(person(1), person(1), photo(1, 1, 0.5))
    answer = service("SearchFaces", CollectionId="c", FaceId=searched, MaxFaces=1)
    assert answer["SearchedFaceId"] == searched
    assert [(match["Face"]["FaceId"], match["Similarity"]) for match in answer["FaceMatches"]] == [(twin, 100.0)]
    both = service("SearchFaces", CollectionId="c", FaceId=searched)["FaceMatches"]
    assert [match["Face"]["FaceId"] for match in both] == [twin, other]


def test_a_search_needs_a_face(service: Service) -> None:
    service.index(person(1))
    with pytest.raises(InvalidParameterException, match="no faces"):
        service("SearchFacesByImage", CollectionId="c", Image=service.engine.picture())
    with pytest.raises(InvalidParameterException, match="not found"):
        service("SearchFaces", CollectionId="c", FaceId=UNKNOWN)


def test_a_search_may_want_a_good_face(service: Service) -> None:
    first, second = service.index(person(1), person(2))
    image = service.engine.picture(person(1), person(2))
    service.engine.blur(image, 0)

    def found(**members: str) -> str:
        answer = service("SearchFacesByImage", CollectionId="c", Image=image, **members)
        return str(answer["FaceMatches"][0]["Face"]["FaceId"])

    assert found() == first
    assert found(QualityFilter="AUTO") == second


def test_deleted_faces_are_not_found(service: Service) -> None:
    ids = service.index(photo(1, 1), photo(1, 2))
    service("DeleteFaces", CollectionId="c", FaceIds=ids[:1])
    answer = service("SearchFacesByImage", CollectionId="c", Image=service.engine.picture(person(1)))
    assert [match["Face"]["FaceId"] for match in answer["FaceMatches"]] == ids[1:]
