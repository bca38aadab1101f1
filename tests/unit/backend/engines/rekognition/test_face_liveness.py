"""What Rekognition Face Liveness and STS may say, and what is made of it."""

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from botocore.response import StreamingBody
from botocore.stub import ANY, Stubber

from kiosk.backend.engines.rekognition.face_liveness import (
    MAX_IMAGE_BYTES,
    STREAM_POLICY,
    RekognitionLiveness,
    StreamImages,
    StreamPlace,
)
from kiosk.backend.stores.aws.clients import AwsResources, connect_face_liveness
from kiosk.domain.liveness.face_movement.challenge import ChallengeType
from kiosk.domain.liveness.face_movement.session_judge import SessionStatus
from kiosk.errors import Busy, InternalError, KioskError, ServiceUnavailable

ID = "00000000-0000-4000-8000-000000000000"
ROLE = "arn:aws:iam::123456789012:role/kiosk-streams"
PLACE = StreamPlace("eu-west-1", ROLE)
OWNER = "123456789012"
EXPIRES = datetime(2026, 12, 1, 8, 15, tzinfo=UTC)
KEY = {
    "AccessKeyId": "ASIAEXAMPLEEXAMPLE",
    "SecretAccessKey": "secret",
    "SessionToken": "secret too",
    "Expiration": EXPIRES,
}


@dataclass(frozen=True)
class Stubs:
    """The service with both of its clients."""

    liveness: RekognitionLiveness
    rekognition: Stubber
    sts: Stubber
    s3: Stubber

    def told(self, members: Mapping[str, Any]) -> None:
        answer = {"SessionId": ID, **members}
        self.rekognition.add_response("get_face_liveness_session_results", answer, {"SessionId": ID})


def stubbed(stack: ExitStack, place: StreamPlace, bucket: str = "") -> Stubs:
    nowhere = "http://127.0.0.1:9"
    resources = AwsResources(
        "eu-west-1", "t", "b", "s", rekognition_endpoint=nowhere, sts_endpoint=nowhere, s3_endpoint=nowhere
    )
    clients = connect_face_liveness(resources)
    images = StreamImages(clients.s3, bucket, OWNER) if bucket else None
    stubs = [stack.enter_context(Stubber(each)) for each in (clients.rekognition, clients.sts, clients.s3)]
    return Stubs(RekognitionLiveness(clients, place, images), stubs[0], stubs[1], stubs[2])


@pytest.fixture
def stubs(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stubs]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "nobody")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "nothing")
    with ExitStack() as stack:
        yield stubbed(stack, PLACE)


@pytest.mark.parametrize("wanted", [None, *ChallengeType])
def test_a_session_is_asked_for_one_kind_or_for_any(stubs: Stubs, wanted: ChallengeType | None) -> None:
    preferences = {} if wanted is None else {"ChallengePreferences": [{"Type": wanted.value}]}
    expected = {"Settings": {"AuditImagesLimit": 3, **preferences}, "ClientRequestToken": ANY}
    stubs.rekognition.add_response("create_face_liveness_session", {"SessionId": ID}, expected)
    assert stubs.liveness.create(wanted, 3) == ID
    assert stubs.liveness.lifetime_s == 180


def test_a_terminal_gets_a_key_that_opens_streams_and_nothing_else(stubs: Stubs) -> None:
    expected = {"RoleArn": ROLE, "RoleSessionName": ID, "DurationSeconds": 900, "Policy": ANY}
    stubs.sts.add_response("assume_role", {"Credentials": KEY}, expected)
    grant = stubs.liveness.grant(ID)
    assert grant is not None
    assert (grant.session_id, grant.region) == (ID, "eu-west-1")
    assert grant.endpoint == "wss://streaming-rekognition.eu-west-1.amazonaws.com"
    key = grant.credentials
    assert (key.access_key_id, key.secret_access_key) == ("ASIAEXAMPLEEXAMPLE", "secret")
    assert (key.session_token, key.expires_at_s) == ("secret too", EXPIRES.timestamp())
    assert "secret" not in repr(grant)
    assert [(each["Effect"], each["Action"]) for each in json.loads(STREAM_POLICY)["Statement"]] == [
        ("Allow", "rekognition:StartFaceLivenessSession")
    ]


def test_no_key_is_given_out_where_no_role_is_set(stubs: Stubs) -> None:
    with ExitStack() as stack:
        assert stubbed(stack, StreamPlace("eu-west-1", "")).liveness.grant(ID) is None


def test_another_endpoint_comes_with_what_is_to_be_trusted(stubs: Stubs) -> None:
    with ExitStack() as stack:
        other = stubbed(stack, StreamPlace("eu-west-1", ROLE, "wss://127.0.0.1:8011", "PEM"))
        other.sts.add_response("assume_role", {"Credentials": KEY})
        grant = other.liveness.grant(ID)
    assert grant is not None
    assert (grant.endpoint, grant.authority_pem) == ("wss://127.0.0.1:8011", "PEM")


def test_a_whole_answer(stubs: Stubs) -> None:
    images = [{"Bytes": b"one"}, {"S3Object": {"Bucket": "elsewhere", "Name": "two"}}]
    stubs.told(
        {
            "Status": "SUCCEEDED",
            "Confidence": 97.25,
            "ReferenceImage": {"Bytes": b"me"},
            "AuditImages": images,
            "Challenge": {"Type": "FaceMovementChallenge", "Version": "1.0.0"},
        }
    )
    found = stubs.liveness.outcome(ID)
    assert (found.status, found.confidence, found.challenge_type) == (
        SessionStatus.SUCCEEDED, 97.25, "FaceMovementChallenge",
    )  # fmt: skip
    assert (found.reference, found.audit) == (b"me", [b"one"])


@pytest.mark.parametrize(
    "members",
    [
        *({"Status": status.value} for status in SessionStatus),
        {"Status": "SUCCEEDED", "Confidence": 100.5},
        {"Status": "SUCCEEDED", "ReferenceImage": {"Bytes": b""}},
    ],
)
def test_nobody_is_sure_of_what_is_left_out(stubs: Stubs, members: Mapping[str, Any]) -> None:
    stubs.told(members)
    found = stubs.liveness.outcome(ID)
    assert (found.status, found.confidence, found.reference) == (members["Status"], 0.0, None)
    assert (found.challenge_type, found.audit) == ("", [])


@pytest.mark.parametrize(
    ("code", "status", "created", "asked"),
    [
        ("ThrottlingException", 400, Busy, Busy),
        ("InternalServerError", 500, ServiceUnavailable, ServiceUnavailable),
        ("AccessDeniedException", 400, InternalError, ServiceUnavailable),
    ],
)
def test_refusals(stubs: Stubs, code: str, status: int, created: type[KioskError], asked: type[KioskError]) -> None:
    stubs.rekognition.add_client_error("create_face_liveness_session", code, http_status_code=status)
    with pytest.raises(created):
        stubs.liveness.create(None, 4)
    stubs.rekognition.add_client_error("get_face_liveness_session_results", code, http_status_code=status)
    with pytest.raises(asked):
        stubs.liveness.outcome(ID)


def test_a_status_of_tomorrow_is_no_pass(stubs: Stubs) -> None:
    stubs.told({"Status": "ALIVE"})
    with pytest.raises(ServiceUnavailable):
        stubs.liveness.outcome(ID)


def test_a_session_that_the_service_forgot_ran_out(stubs: Stubs) -> None:
    stubs.rekognition.add_client_error("get_face_liveness_session_results", "SessionNotFoundException")
    assert stubs.liveness.outcome(ID).status is SessionStatus.EXPIRED


@pytest.mark.parametrize(
    ("code", "status", "told"),
    [("AccessDenied", 403, InternalError), ("Throttling", 400, Busy), ("InternalFailure", 500, ServiceUnavailable)],
)
def test_a_key_that_cannot_be_had(stubs: Stubs, code: str, status: int, told: type[KioskError]) -> None:
    stubs.sts.add_client_error("assume_role", code, http_status_code=status)
    with pytest.raises(told):
        stubs.liveness.grant(ID)


def in_bucket(name: str, bucket: str = "images") -> Mapping[str, Any]:
    return {"S3Object": {"Bucket": bucket, "Name": name}}


def test_images_in_the_bucket_are_read_from_it(stubs: Stubs) -> None:
    with ExitStack() as stack:
        other = stubbed(stack, PLACE, "images")
        settings = {"AuditImagesLimit": 2, "OutputConfig": {"S3Bucket": "images", "S3KeyPrefix": "images/liveness"}}
        expected = {"Settings": settings, "ClientRequestToken": ANY}
        other.rekognition.add_response("create_face_liveness_session", {"SessionId": ID}, expected)
        assert other.liveness.create(None, 2) == ID
        mine, large = (f"images/liveness/{ID}/{name}.jpg" for name in ("ReferenceImage", "AuditImage-0"))
        elsewhere = [in_bucket(mine, "anothers"), in_bucket("images/liveness/another/x.jpg"), in_bucket(large)]
        other.told({"Status": "SUCCEEDED", "ReferenceImage": in_bucket(mine), "AuditImages": elsewhere})
        for name, data in ((large, b"x" * (MAX_IMAGE_BYTES + 1)), (mine, b"me")):
            asked = {"Bucket": "images", "Key": name, "ExpectedBucketOwner": OWNER}
            other.s3.add_response("get_object", {"Body": StreamingBody(BytesIO(data), len(data))}, asked)
        found = other.liveness.outcome(ID)
    assert (found.reference, found.audit) == (b"me", [])


def test_an_image_that_cannot_be_read_leaves_the_result_for_later(stubs: Stubs) -> None:
    with ExitStack() as stack:
        other = stubbed(stack, PLACE, "images")
        other.told({"Status": "SUCCEEDED", "ReferenceImage": in_bucket(f"images/liveness/{ID}/ReferenceImage.jpg")})
        other.s3.add_client_error("get_object", "AccessDenied", http_status_code=403)
        with pytest.raises(ServiceUnavailable):
            other.liveness.outcome(ID)
