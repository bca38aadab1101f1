"""Every operation once, over HTTP: the raw answer is what the service's model says, and an SDK's parser takes it."""

import base64
import json
from typing import Any

import pytest
from botocore.model import ServiceModel
from botocore.parsers import create_parser

from kiosk.rekognition_local.model import load_model
from tests.unit.rekognition_local.conformance import violations
from tests.unit.rekognition_local.server import Local, another, jpeg, portrait, side_by_side

OPERATIONS = (
    "DetectFaces CompareFaces CreateCollection DescribeCollection ListCollections DeleteCollection IndexFaces "
    "ListFaces DeleteFaces SearchFaces SearchFacesByImage CreateUser DeleteUser ListUsers AssociateFaces "
    "DisassociateFaces SearchUsers SearchUsersByImage CreateFaceLivenessSession GetFaceLivenessSessionResults"
)
"""What issue and README promise."""


def image(*pictures: Any) -> dict[str, str]:
    return {"Bytes": base64.b64encode(jpeg(side_by_side(*pictures))).decode()}


class Recorder:
    """Calls operations, checks every answer, and remembers which were called."""

    def __init__(self, local: Local) -> None:
        self.model: ServiceModel = load_model()
        self._local = local
        self.called: set[str] = set()

    def __call__(self, operation: str, **members: Any) -> dict[str, Any]:
        answer = self._local.call(operation, members)
        shape = self.model.operation_model(operation).output_shape
        assert list(violations(shape, answer, operation)) == []
        self._parse(operation, members, shape)
        self.called.add(operation)
        return answer

    def _parse(self, operation: str, members: dict[str, Any], shape: Any) -> None:
        if operation.startswith(("List", "Describe", "Search", "Detect", "Compare", "Get")):
            response = self._local.post(operation, json.dumps(members).encode())
            raw = {"status_code": 200, "headers": dict(response.headers), "body": response.content}
            assert create_parser("json").parse(raw, shape)["ResponseMetadata"]["RequestId"]


@pytest.fixture
def call(local: Local) -> Recorder:
    return Recorder(local)


def test_every_operation_answers_as_the_model_says(call: Recorder) -> None:
    both, one, other = image(portrait(), another()), image(portrait()), image(another())
    call("DetectFaces", Image=both, Attributes=["ALL"])
    call("CompareFaces", SourceImage=one, TargetImage=both, QualityFilter="AUTO")
    name = {"CollectionId": "conformance"}
    call("CreateCollection", **name, Tags={"purpose": "test"})
    indexed = call("IndexFaces", **name, Image=both, ExternalImageId="both", DetectionAttributes=["ALL"], MaxFaces=1)
    assert indexed["UnindexedFaces"]
    (face,) = (record["Face"]["FaceId"] for record in indexed["FaceRecords"])
    second = call("IndexFaces", **name, Image=other)["FaceRecords"][0]["Face"]["FaceId"]
    for user in ("first", "second"):
        call("CreateUser", **name, UserId=user)
    unknown = "00000000-0000-4000-8000-000000000000"
    joined = call("AssociateFaces", **name, UserId="first", FaceIds=[face, unknown])
    assert joined["UnsuccessfulFaceAssociations"]
    call("DescribeCollection", **name)
    call("ListCollections")
    assert call("ListFaces", **name, MaxResults=1)["NextToken"]
    assert call("ListUsers", **name, MaxResults=1)["NextToken"]
    call("SearchFaces", **name, FaceId=face, FaceMatchThreshold=0)
    assert call("SearchFacesByImage", **name, Image=one)["FaceMatches"]
    call("SearchUsers", **name, FaceId=face, UserMatchThreshold=0)
    call("SearchUsers", **name, UserId="first", UserMatchThreshold=0)
    assert call("SearchUsersByImage", **name, Image=both)["UserMatches"]
    call("DeleteFaces", **name, FaceIds=[second, unknown])
    call("DisassociateFaces", **name, UserId="first", FaceIds=[face, unknown])
    call("DeleteUser", **name, UserId="second")
    call("DeleteCollection", **name)
    session = call("CreateFaceLivenessSession", Settings={"AuditImagesLimit": 2})["SessionId"]
    call("GetFaceLivenessSessionResults", SessionId=session)
    assert call.called == set(OPERATIONS.split())
