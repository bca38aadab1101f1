import base64
import re
import threading
from datetime import UTC, datetime

import pytest

from kiosk.backend.challenge.start import StartRequest
from kiosk.domain.identity.flow import Outcome
from kiosk.domain.liveness.verdict import Reason
from kiosk.errors import SessionNotFound
from tests.factories.customers import Customer
from tests.factories.jpeg_files import REFERENCE, jpeg
from tests.fakes.clock import START_S
from tests.fakes.kyc_backend import Bench, assert_refused

UUID4 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
NEVER = "00000000-0000-4000-8000-000000000000"


@pytest.fixture(autouse=True)
def at_the_start(kyc: Bench) -> None:
    kyc.clock.now_s = START_S


@pytest.mark.parametrize(
    "body", [None, {}, {"settings": {}}, {"settings": {"auditImagesLimit": 4}}, {"settings": None}]
)
def test_a_session_is_created_as_documented(kyc: Bench, body: object) -> None:
    kyc.clock.now_s = START_S + 0.9
    response = kyc.call("POST", "/api/liveness/session", body)
    found = response.json()
    assert response.status_code == 200
    assert list(found) == ["sessionId", "status", "createdAt", "expiryDate"]
    assert UUID4.fullmatch(found["sessionId"])
    assert found["status"] == "CREATED"
    assert found["createdAt"] == datetime.fromtimestamp(START_S, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert found["expiryDate"] == datetime.fromtimestamp(START_S + 600, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.mark.parametrize("limit", [-1, 5, "4", 2.5, True])
def test_nonsense_is_no_session(kyc: Bench, limit: object) -> None:
    response = kyc.call("POST", "/api/liveness/session", {"settings": {"auditImagesLimit": limit}})
    assert assert_refused(response, 400, 4000).endswith(": auditImagesLimit")
    assert_refused(kyc.call("POST", "/api/liveness/session", []), 400, 4000)


def test_a_session_that_waits_is_in_progress(kyc: Bench) -> None:
    session_id = kyc.created()
    found = kyc.results(session_id).json()
    timestamp = found.pop("timestamp")
    assert timestamp == datetime.fromtimestamp(kyc.clock.now_s, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert found == {
        "sessionId": session_id,
        "status": "IN_PROGRESS",
        "confidence": 0.0,
        "isLive": False,
        "referenceImage": None,
        "auditImages": [],
        "message": "Liveness verification is in progress",
    }
    for _ in range(2):
        message = assert_refused(kyc.verify(session_id), 422, 1009)
        assert message == "Liveness confidence 0.00% is below required threshold 90.00%"
    kyc.complete(session_id)
    assert kyc.verify(session_id).status_code == 200, "what nobody completed was not used up"


def test_a_live_person_has_results_as_documented_as_often_as_anybody_asks(kyc: Bench) -> None:
    session_id = kyc.completed(99.5)
    for _ in range(2):
        found = kyc.results(session_id).json()
        assert list(found) == [
            "sessionId", "status", "confidence", "isLive", "referenceImage", "auditImages", "timestamp", "message",
        ]  # fmt: skip
        assert (found["status"], found["confidence"], found["isLive"]) == ("SUCCEEDED", 99.5, True)
        assert base64.b64decode(found["referenceImage"]) == REFERENCE
        assert [base64.b64decode(image) for image in found["auditImages"]] == [jpeg(f"audit {n}") for n in range(4)]
        assert found["message"] == "Liveness verified with 99.50% confidence"
    assert kyc.attempts.begun[session_id].expires_at_s == START_S + 600
    assert kyc.attempts.ended[session_id] == (Outcome.APPROVED, ())


def test_a_session_is_verified_once(kyc: Bench) -> None:
    session_id = kyc.completed(99.5)
    response = kyc.verify(session_id)
    assert (response.status_code, response.text) == (
        200, f'{{"sessionId":"{session_id}","confidence":99.5,"isLive":true}}',
    )  # fmt: skip
    assert "already been used" in assert_refused(kyc.verify(session_id), 400, 1007)
    assert kyc.results(session_id).status_code == 200


def test_of_many_that_verify_at_once_one_does(kyc: Bench) -> None:
    session_id, statuses = kyc.completed(), list[int]()
    threads = [threading.Thread(target=lambda: statuses.append(kyc.verify(session_id).status_code)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(statuses) == [200] + [400] * 5


@pytest.mark.parametrize(
    ("confidence", "reasons", "passed", "told"),
    [
        (85.0, (), True, "85.00"),
        (89.9999, (), True, "89.99"),
        (60.0, (Reason.LOW_CONFIDENCE,), False, "60.00"),
        (99.0, (Reason.NO_DEPTH,), False, "0.00"),
        (99.0, (Reason.LOW_CONFIDENCE, Reason.PERSON_CHANGED), False, "0.00"),
    ],
)
def test_whoever_is_not_live_has_failed(
    kyc: Bench, confidence: float, reasons: tuple[Reason, ...], passed: bool, told: str
) -> None:
    session_id = kyc.created()
    kyc.complete(session_id, confidence, *reasons, passed=passed)
    found = kyc.results(session_id).json()
    assert (found["status"], found["isLive"], found["confidence"]) == ("FAILED", False, float(told))
    sentence = f"Liveness confidence {told}% is below required threshold 90.00%"
    assert found["message"] == sentence
    assert assert_refused(kyc.verify(session_id), 422, 1009) == sentence


def test_a_session_that_nobody_created_is_not_found(kyc: Bench) -> None:
    for session_id in (NEVER, "abc123-def456-ghi789", "%2e%2e", NEVER.upper().replace("4", "a"), "x" * 300):
        assert_refused(kyc.results(session_id), 404, 1008)
        assert_refused(kyc.verify(session_id), 404, 1008)
        with pytest.raises(SessionNotFound):
            kyc.sessions.begin(session_id, "challenge")


def test_time_runs_out(kyc: Bench) -> None:
    waiting, begun, done = kyc.created(), kyc.created(), kyc.completed()
    kyc.sessions.begin(begun, "challenge")
    kyc.clock.now_s = START_S + 600
    for session_id in (waiting, begun):
        assert assert_refused(kyc.results(session_id), 400, 1007) == "Liveness session expired"
        assert_refused(kyc.verify(session_id), 400, 1007)
        with pytest.raises(SessionNotFound):
            kyc.complete(session_id)
    assert_refused(kyc.verify(done), 400, 1007)
    assert kyc.results(done).status_code == 200, "results are kept for as long as they may be"
    kyc.sessions.purge_before(START_S + 1)
    assert_refused(kyc.results(done), 404, 1008)


def test_a_session_is_completed_by_its_own_challenge_once(kyc: Bench) -> None:
    session_id = kyc.created()
    kyc.complete(session_id)
    with pytest.raises(SessionNotFound):
        kyc.complete(session_id)
    other = kyc.created()
    kyc.sessions.begin(other, "mine")
    with pytest.raises(SessionNotFound):
        kyc.complete(other)


def test_fewer_audit_images_are_kept_when_fewer_are_wanted(kyc: Bench) -> None:
    created = kyc.call("POST", "/api/liveness/session", {"settings": {"auditImagesLimit": 0}}).json()
    kyc.complete(created["sessionId"])
    assert kyc.results(created["sessionId"]).json()["auditImages"] == []


def test_the_nose_challenge_completes_a_session(kyc: Bench) -> None:
    session_id = kyc.created()
    customer = Customer(kyc.service, kyc.engine, kyc.clock)
    request = StartRequest("customer", 640, 480, session_id=session_id)
    started = kyc.service.start(request)
    with pytest.raises(SessionNotFound):
        kyc.service.start(request)
    customer.turn(started)
    verdict = customer.verify(started)
    assert verdict.passed and verdict.audit_sequences
    found = kyc.results(session_id).json()
    assert (found["status"], found["isLive"]) == ("SUCCEEDED", True)
    assert len(found["auditImages"]) == len(verdict.audit_sequences)
    assert kyc.verify(session_id).status_code == 200
