import base64
import contextlib
import json
from typing import TYPE_CHECKING, Any

import pytest
from botocore.model import ServiceModel, StructureShape
from hypothesis import given
from hypothesis import strategies as some

from kiosk.rekognition_local.errors import (
    ImageTooLargeException,
    RekognitionError,
    SerializationException,
    ValidationException,
)
from kiosk.rekognition_local.model import checked_input, load_model, parsed

if TYPE_CHECKING:
    from collections.abc import Mapping

OPERATIONS = (
    "AssociateFaces",
    "CompareFaces",
    "CreateCollection",
    "CreateFaceLivenessSession",
    "CreateUser",
    "DetectFaces",
    "IndexFaces",
    "ListFaces",
    "SearchFacesByImage",
)
IMAGE = {"Bytes": base64.b64encode(b"x").decode()}


@pytest.fixture(scope="module")
def model() -> ServiceModel:
    return load_model()


def shape(model: ServiceModel, operation: str) -> StructureShape:
    found = model.operation_model(operation).input_shape
    assert found is not None
    return found


def complaint(model: ServiceModel, operation: str, members: dict[str, Any]) -> str:
    with pytest.raises(ValidationException) as caught:
        checked_input(shape(model, operation), members)
    return str(caught.value)


@pytest.mark.parametrize(
    ("operation", "members", "place", "constraint"),
    [
        ("DetectFaces", {}, "image", "Member must not be null"),
        ("DetectFaces", {"Image": None}, "image", "Member must not be null"),
        ("DetectFaces", {"Image": {"Bytes": ""}}, "image.bytes", "Member must have length greater than or equal to 1"),
        (
            "DetectFaces",
            {"Image": {"S3Object": {"Bucket": "ab"}}},
            "image.s3Object.bucket",
            "Member must have length greater than or equal to 3",
        ),
        (
            "DetectFaces",
            {"Image": {"S3Object": {"Bucket": "a b c"}}},
            "image.s3Object.bucket",
            "Member must satisfy regular expression pattern: [0-9A-Za-z\\.\\-_]*",
        ),
        (
            "CompareFaces",
            {"SourceImage": IMAGE, "TargetImage": IMAGE, "SimilarityThreshold": 100.5},
            "similarityThreshold",
            "Member must have value less than or equal to 100",
        ),
        (
            "CompareFaces",
            {"SourceImage": IMAGE, "TargetImage": IMAGE, "QualityFilter": "BEST"},
            "qualityFilter",
            "Member must satisfy enum value set: [NONE, AUTO, LOW, MEDIUM, HIGH]",
        ),
        (
            "AssociateFaces",
            {"CollectionId": "c", "UserId": "u", "FaceIds": []},
            "faceIds",
            "Member must have length greater than or equal to 1",
        ),
        (
            "AssociateFaces",
            {"CollectionId": "c", "UserId": "u", "FaceIds": ["x"]},
            "faceIds.1.member",
            "Member must satisfy regular expression pattern",
        ),
    ],
)
def test_a_broken_limit_is_told_with_its_place(
    model: ServiceModel, operation: str, members: dict[str, Any], place: str, constraint: str
) -> None:
    told = complaint(model, operation, members)
    assert told.startswith("1 validation error detected: ")
    assert f"Value at '{place}' failed to satisfy constraint: {constraint}" in told


def test_all_broken_limits_are_told_at_once(model: ServiceModel) -> None:
    told = complaint(model, "CompareFaces", {"SimilarityThreshold": -1, "QualityFilter": ""})
    assert told.startswith("4 validation errors detected: ")


def test_a_pattern_holds_for_the_whole_value(model: ServiceModel) -> None:
    assert "pattern" in complaint(model, "CreateCollection", {"CollectionId": "good\n"})
    assert "pattern" in complaint(model, "CreateCollection", {"CollectionId": "bad id"})


def test_tags_may_hold_letters_of_every_language(model: ServiceModel) -> None:
    tags = {"Größe Ω": "東京 1.0"}
    members = checked_input(shape(model, "CreateCollection"), {"CollectionId": "c", "Tags": tags})
    assert members["Tags"] == tags
    assert "pattern" in complaint(model, "CreateCollection", {"CollectionId": "c", "Tags": {"aws:x": "1"}})


def test_blobs_are_decoded_and_unknown_members_dropped(model: ServiceModel) -> None:
    members = checked_input(shape(model, "DetectFaces"), {"Image": {**IMAGE, "Url": "x"}, "Extra": 1})
    assert members == {"Image": {"Bytes": b"x"}}


def test_a_blob_that_is_too_long_has_an_error_of_its_own(model: ServiceModel) -> None:
    at_the_limit, beyond = (base64.b64encode(b"x" * size).decode() for size in (5_242_880, 5_242_881))
    checked_input(shape(model, "DetectFaces"), {"Image": {"Bytes": at_the_limit}})
    with pytest.raises(ImageTooLargeException):
        checked_input(shape(model, "DetectFaces"), {"Image": {"Bytes": beyond}})


@pytest.mark.parametrize("number", [1.5, 2**31, -(2**31) - 1, "1", True, [], float("nan"), 1e300, 10**400])
def test_an_integer_is_an_integer(model: ServiceModel, number: object) -> None:
    with pytest.raises(SerializationException):
        checked_input(shape(model, "IndexFaces"), {"CollectionId": "c", "Image": IMAGE, "MaxFaces": number})


@pytest.mark.parametrize("number", [10**309, -(10**309), 10**4000])
def test_a_number_beyond_all_doubles_is_no_number(model: ServiceModel, number: int) -> None:
    with pytest.raises(SerializationException):
        checked_input(
            shape(model, "CompareFaces"), {"SourceImage": IMAGE, "TargetImage": IMAGE, "SimilarityThreshold": number}
        )


@pytest.mark.parametrize(("limit", "taken"), [(-(2**31), 0), (-1, 0), (0, 0), (4, 4), (5, 4), (2**31 - 1, 4)])
def test_a_number_of_audit_images_outside_its_range_is_the_nearest_in_it(
    model: ServiceModel, limit: int, taken: int
) -> None:
    members = checked_input(shape(model, "CreateFaceLivenessSession"), {"Settings": {"AuditImagesLimit": limit}})
    assert members == {"Settings": {"AuditImagesLimit": taken}}


def test_a_whole_number_with_a_point_is_an_integer(model: ServiceModel) -> None:
    members = checked_input(shape(model, "IndexFaces"), {"CollectionId": "c", "Image": IMAGE, "MaxFaces": 3.0})
    assert type(members["MaxFaces"]) is int


json_values = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(),
    lambda inner: some.lists(inner, max_size=4) | some.dictionaries(some.text(), inner, max_size=4),
    max_leaves=12,
)
NAMES = (
    "Image SourceImage TargetImage Bytes S3Object Bucket Name CollectionId FaceIds MaxFaces Settings AuditImagesLimit "
    "Attributes Tags UserId ChallengePreferences SimilarityThreshold"
)
member_names = some.sampled_from(NAMES.split())
requests = some.dictionaries(
    member_names, json_values | some.dictionaries(member_names, json_values, max_size=4), max_size=6
)


@given(operation=some.sampled_from(OPERATIONS), members=requests)
def test_whatever_comes_is_refused_in_the_services_words_or_fits_the_model(
    operation: str, members: dict[str, object]
) -> None:
    checked = _checked(operation, members)
    if checked is not None:
        wanted = shape(load_model(), operation)
        assert set(wanted.required_members) <= checked.keys() <= wanted.members.keys()


def _checked(operation: str, members: object) -> "Mapping[str, Any] | None":
    try:
        return checked_input(shape(load_model(), operation), members)
    except RekognitionError as error:
        assert isinstance(error, SerializationException | ValidationException | ImageTooLargeException)
        return None


@given(some.binary(max_size=200) | json_values.map(lambda value: json.dumps(value).encode()))
def test_a_body_is_an_object_or_refused(body: bytes) -> None:
    with contextlib.suppress(SerializationException):
        assert isinstance(parsed(body), dict)
