"""What Rekognition Face Liveness may say, and what is made of it."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from botocore.stub import Stubber

from kiosk.backend.engines.rekognition.face_liveness import RekognitionLiveness
from kiosk.backend.kyc.records import Status
from kiosk.errors import Busy, KioskError, KycSessionFailed, KycSessionNotFound, ServiceUnavailable
from tests.fakes.aws_services import aws_settings, clients_of

ID = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def stub() -> Iterator[tuple[RekognitionLiveness, Stubber]]:
    client = clients_of(aws_settings("http://127.0.0.1:9", max_attempts=1)).rekognition
    with Stubber(client) as stubber:
        yield RekognitionLiveness(client), stubber


def test_it_asks_for_as_many_audit_images_as_wanted(stub: tuple[RekognitionLiveness, Stubber]) -> None:
    liveness, stubber = stub
    stubber.add_response("create_face_liveness_session", {"SessionId": ID})
    assert liveness.create(3) == ID
    assert liveness.lifetime_s == 180


def test_a_whole_answer(stub: tuple[RekognitionLiveness, Stubber]) -> None:
    liveness, stubber = stub
    images = [{"Bytes": b"one"}, {"S3Object": {"Bucket": "elsewhere", "Name": "two"}}]
    answer = {
        "SessionId": ID,
        "Status": "SUCCEEDED",
        "Confidence": 97.25,
        "ReferenceImage": {"Bytes": b"me"},
        "AuditImages": images,
    }
    stubber.add_response("get_face_liveness_session_results", answer, {"SessionId": ID})
    found = liveness.outcome(ID)
    assert (found.status, found.confidence, found.reference, found.audit) == (Status.SUCCEEDED, 97.25, b"me", [b"one"])


@pytest.mark.parametrize(
    ("members", "status", "expired"),
    [
        ({"Status": "CREATED"}, Status.CREATED, False),
        ({"Status": "IN_PROGRESS"}, Status.IN_PROGRESS, False),
        ({"Status": "EXPIRED"}, Status.CREATED, True),
        ({"Status": "FAILED"}, Status.FAILED, False),
        ({"Status": "SUCCEEDED"}, Status.SUCCEEDED, False),
        ({"Status": "SUCCEEDED", "Confidence": 100.5}, Status.SUCCEEDED, False),
        ({"Status": "SUCCEEDED", "ReferenceImage": {"Bytes": b""}}, Status.SUCCEEDED, False),
    ],
)
def test_nobody_is_sure_of_what_is_left_out(
    stub: tuple[RekognitionLiveness, Stubber], members: Mapping[str, Any], status: Status, expired: bool
) -> None:
    liveness, stubber = stub
    stubber.add_response("get_face_liveness_session_results", {"SessionId": ID, **members})
    found = liveness.outcome(ID)
    assert (found.status, found.expired, found.confidence, found.reference) == (status, expired, 0.0, None)


@pytest.mark.parametrize(
    ("code", "status", "created", "asked"),
    [
        ("ThrottlingException", 400, Busy, Busy),
        ("InternalServerError", 500, ServiceUnavailable, ServiceUnavailable),
        ("AccessDeniedException", 400, KycSessionFailed, ServiceUnavailable),
        ("SessionNotFoundException", 400, KycSessionFailed, KycSessionNotFound),
    ],
)
def test_refusals(
    stub: tuple[RekognitionLiveness, Stubber],
    code: str,
    status: int,
    created: type[KioskError],
    asked: type[KioskError],
) -> None:
    liveness, stubber = stub
    stubber.add_client_error("create_face_liveness_session", code, http_status_code=status)
    with pytest.raises(created):
        liveness.create(4)
    stubber.add_client_error("get_face_liveness_session_results", code, http_status_code=status)
    with pytest.raises(asked):
        liveness.outcome(ID)


def test_a_status_of_tomorrow_is_no_pass(stub: tuple[RekognitionLiveness, Stubber]) -> None:
    liveness, stubber = stub
    stubber.add_response("get_face_liveness_session_results", {"SessionId": ID, "Status": "ALIVE"})
    with pytest.raises(ServiceUnavailable):
        liveness.outcome(ID)
