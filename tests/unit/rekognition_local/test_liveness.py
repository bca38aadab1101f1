"""Liveness sessions: the service's side over HTTP, and the port by which a challenge completes them."""

import base64
import io
import json
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import Image as Pillow

from kiosk.domain.liveness.verdict import Reason, Verdict
from kiosk.errors import SessionNotFound, StorageFailed
from kiosk.rekognition_local.errors import (
    InvalidParameterException,
    InvalidS3ObjectException,
    SessionNotFoundException,
)
from kiosk.rekognition_local.liveness.fitting import MAX_BYTES, fitting
from kiosk.rekognition_local.liveness.operations import liveness_operations
from kiosk.rekognition_local.liveness.records import SESSION_LIFE_S
from kiosk.rekognition_local.liveness.sessions import OneChallengeSessions
from kiosk.rekognition_local.liveness.store import SessionStore
from kiosk.rekognition_local.model import load_model
from tests.factories.verdicts import make_verdict
from tests.unit.rekognition_local.conformance import violations
from tests.unit.rekognition_local.server import Local, jpeg, portrait

KEY = bytes(range(32))
CHALLENGE = "c" * 32


def in_base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def verdict(*reasons: Reason, confidence: float = 91.5) -> Verdict:
    return make_verdict(*reasons, confidence=confidence, reference_sequence=3, audit_sequences=(1, 2))


class NoFaces:
    """Implements as much of the analyser as results need."""

    def largest_face(self, picture: object) -> None:
        return None


class Bucket:
    """Implements `Bucket` in memory; `broken` refuses everything."""

    def __init__(self) -> None:
        self.objects: dict[tuple[str, str], tuple[bytes, str]] = {}
        self.broken = False

    def write(self, bucket: str, name: str, data: bytes, kms_key_id: str) -> None:
        if self.broken:
            raise InvalidS3ObjectException
        self.objects[bucket, name] = data, kms_key_id


class Desk:
    """Store, port and operations over one clock."""

    def __init__(self, path: Path) -> None:
        self.now_s, self.path, self.bucket = 1_000_000.0, path, Bucket()
        self.store = SessionStore(path, KEY)
        self.sessions = OneChallengeSessions(self.store, self.bucket, lambda: self.now_s)
        self._operations = liveness_operations(self.store, NoFaces(), lambda: self.now_s, has_bucket=True)  # type: ignore[arg-type]

    def create(self, **members: Any) -> str:
        return str(self._operations["CreateFaceLivenessSession"](members)["SessionId"])

    def results(self, session_id: str) -> dict[str, Any]:
        return dict(self._operations["GetFaceLivenessSessionResults"]({"SessionId": session_id}))

    def completed(self, outcome: Verdict, audit: int = 2, **members: Any) -> dict[str, Any]:
        session_id = self.create(**members)
        self.sessions.begin(session_id, CHALLENGE)
        self.sessions.complete(session_id, CHALLENGE, outcome, jpeg(portrait()), [jpeg(portrait(), 50)] * audit)
        return self.results(session_id)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "liveness.sqlite3")
    with closing(desk.store):
        yield desk


def test_a_session_goes_from_created_to_succeeded(desk: Desk) -> None:
    session_id = desk.create(Settings={"AuditImagesLimit": 4})
    assert desk.results(session_id) == {"SessionId": session_id, "Status": "CREATED"}
    desk.sessions.begin(session_id, CHALLENGE)
    begun = desk.results(session_id)
    assert begun["Status"] == "IN_PROGRESS"
    assert begun["Challenge"] == {"Type": "FaceMovementChallenge", "Version": "1.0.0"}
    desk.sessions.complete(session_id, CHALLENGE, verdict(), b"\xff\xd8" + jpeg(portrait())[2:], [jpeg(portrait())])
    answer = desk.results(session_id)
    assert (answer["Status"], answer["Confidence"]) == ("SUCCEEDED", 91.5)
    assert answer["ReferenceImage"] == {"Bytes": jpeg(portrait())}
    assert answer["AuditImages"] == [{"Bytes": jpeg(portrait())}]
    assert answer["Feedback"] == []


@pytest.mark.parametrize("limit", range(5))
def test_no_more_audit_images_than_were_asked_for(desk: Desk, limit: int) -> None:
    answer = desk.completed(verdict(), 6, Settings={"AuditImagesLimit": limit})
    assert len(answer["AuditImages"]) == limit


def test_unless_asked_for_there_are_no_audit_images(desk: Desk) -> None:
    assert desk.completed(verdict(), 4)["AuditImages"] == []


def test_a_verdict_without_a_reference_image_is_a_result(desk: Desk) -> None:
    session_id = desk.create()
    desk.sessions.begin(session_id, CHALLENGE)
    desk.sessions.complete(session_id, CHALLENGE, verdict(Reason.NO_FACE), None, [])
    answer = desk.results(session_id)
    assert "ReferenceImage" not in answer
    assert answer["Feedback"] == [{"Code": "FACE_NOT_VISIBLE", "Message": "The face was not visible all the time."}]


@pytest.mark.parametrize("reason", [reason for reason in Reason if reason is not Reason.LOW_CONFIDENCE])
def test_what_the_backend_refused_passes_no_threshold(desk: Desk, reason: Reason) -> None:
    answer = desk.completed(verdict(reason, confidence=99.0))
    assert (answer["Status"], answer["Confidence"]) == ("SUCCEEDED", 0.0)


def test_evidence_that_is_merely_weak_keeps_its_confidence(desk: Desk) -> None:
    assert desk.completed(verdict(Reason.LOW_CONFIDENCE, confidence=72.0))["Confidence"] == 72.0


def test_a_session_is_for_one_challenge_once(desk: Desk) -> None:
    session_id = desk.create()
    with pytest.raises(SessionNotFound):
        desk.sessions.complete(session_id, CHALLENGE, verdict(), None, [])
    desk.sessions.begin(session_id, CHALLENGE)
    with pytest.raises(SessionNotFound):
        desk.sessions.begin(session_id, "d" * 32)
    with pytest.raises(SessionNotFound):
        desk.sessions.complete(session_id, "d" * 32, verdict(), None, [])
    desk.sessions.complete(session_id, CHALLENGE, verdict(Reason.NO_FACE), None, [])
    with pytest.raises(SessionNotFound):
        desk.sessions.complete(session_id, CHALLENGE, verdict(), None, [])
    assert desk.results(session_id)["Confidence"] == 0.0
    with pytest.raises(SessionNotFound):
        desk.sessions.begin("00000000-0000-4000-8000-000000000000", CHALLENGE)


@pytest.mark.parametrize("how", ["not begun", "another challenge", "completed", "expired"])
def test_a_challenge_that_has_no_session_puts_nothing_into_the_bucket(desk: Desk, how: str) -> None:
    session_id = desk.create(Settings={"OutputConfig": {"S3Bucket": "evidence"}})
    if how != "not begun":
        desk.sessions.begin(session_id, "d" * 32 if how == "another challenge" else CHALLENGE)
    if how == "completed":
        desk.sessions.complete(session_id, CHALLENGE, verdict(), jpeg(portrait()), [])
    if how == "expired":
        desk.now_s += SESSION_LIFE_S + 1
    before = dict(desk.bucket.objects)
    with pytest.raises(SessionNotFound):
        desk.sessions.complete(session_id, CHALLENGE, verdict(), jpeg(portrait(), 30), [])
    assert desk.bucket.objects == before


@pytest.mark.parametrize(("after_s", "good"), [(SESSION_LIFE_S, True), (SESSION_LIFE_S + 1, False)])
def test_a_session_waits_three_minutes_for_its_challenge(desk: Desk, after_s: float, good: bool) -> None:
    session_id = desk.create()
    desk.now_s += after_s
    assert desk.results(session_id)["Status"] == ("CREATED" if good else "EXPIRED")
    if good:
        desk.sessions.begin(session_id, CHALLENGE)
    else:
        with pytest.raises(SessionNotFound):
            desk.sessions.begin(session_id, CHALLENGE)


def test_a_challenge_that_never_ends_expires(desk: Desk) -> None:
    session_id = desk.create()
    desk.now_s += 100
    desk.sessions.begin(session_id, CHALLENGE)
    desk.now_s += SESSION_LIFE_S
    assert desk.results(session_id)["Status"] == "IN_PROGRESS"
    desk.now_s += 1
    answer = desk.results(session_id)
    assert answer["Status"] == "EXPIRED"
    assert "Confidence" not in answer
    with pytest.raises(SessionNotFound):
        desk.sessions.complete(session_id, CHALLENGE, verdict(), None, [])


def test_a_result_does_not_expire_until_it_is_forgotten(desk: Desk) -> None:
    session_id = desk.completed(verdict())["SessionId"]
    desk.now_s += 1000
    assert desk.results(session_id)["Status"] == "SUCCEEDED"
    desk.store.purge_before(desk.now_s)
    with pytest.raises(SessionNotFoundException):
        desk.results(session_id)
    assert desk.store.images(session_id) == {}


def test_the_same_request_token_is_the_same_session(desk: Desk) -> None:
    first = desk.create(ClientRequestToken="one")
    assert desk.create(ClientRequestToken="one", Settings={"AuditImagesLimit": 3}) == first
    assert len({first, desk.create(ClientRequestToken="two"), desk.create(), desk.create()}) == 4


def test_images_go_to_the_bucket_that_was_named(desk: Desk) -> None:
    output = {"S3Bucket": "evidence", "S3KeyPrefix": "branch/7/"}
    answer = desk.completed(
        verdict(), Settings={"OutputConfig": output, "AuditImagesLimit": 1}, KmsKeyId="alias/evidence"
    )
    name = f"branch/7/{answer['SessionId']}/ReferenceImage.jpg"
    assert answer["ReferenceImage"] == {"S3Object": {"Bucket": "evidence", "Name": name}}
    assert desk.bucket.objects["evidence", name] == (jpeg(portrait()), "alias/evidence")
    assert len(desk.bucket.objects) == 2


@pytest.mark.expect_logs
def test_without_its_images_in_the_bucket_a_session_fails(desk: Desk) -> None:
    desk.bucket.broken = True
    answer = desk.completed(verdict(), Settings={"OutputConfig": {"S3Bucket": "evidence"}})
    assert answer["Status"] == "FAILED"
    assert not {"Confidence", "ReferenceImage", "AuditImages"} & answer.keys()


def test_a_bucket_needs_an_endpoint(desk: Desk) -> None:
    operations = liveness_operations(desk.store, NoFaces(), time.time, has_bucket=False)  # type: ignore[arg-type]
    with pytest.raises(InvalidParameterException):
        operations["CreateFaceLivenessSession"]({"Settings": {"OutputConfig": {"S3Bucket": "evidence"}}})


def test_versions_are_a_range(desk: Desk) -> None:
    def preferring(least: str, most: str) -> str:
        versions = {"Minimum": least, "Maximum": most}
        preference = {"Type": "FaceMovementAndLightChallenge", "Versions": versions}
        return desk.create(Settings={"ChallengePreferences": [preference]})

    assert preferring("1.0.0", "1.10.0")
    with pytest.raises(InvalidParameterException):
        preferring("1.10.0", "1.9.0")


def test_nothing_lies_open_and_another_key_opens_nothing(desk: Desk) -> None:
    desk.completed(verdict(), ClientRequestToken="Jane-Doe", Settings={"AuditImagesLimit": 2})
    with desk.store._database.transaction():
        stored = b"".join(path.read_bytes() for path in desk.path.parent.glob("liveness.sqlite3*"))
    for secret in (b"Jane-Doe", b"Confidence", b"confidence", b"SUCCEEDED", jpeg(portrait())[100:160]):
        assert secret not in stored
    with pytest.raises(StorageFailed):
        SessionStore(desk.path, bytes(32))


def test_what_was_told_survives_a_power_failure(desk: Desk) -> None:
    with desk.store._database.transaction() as connection:
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,)


def test_sessions_survive_a_restart(desk: Desk) -> None:
    answer = desk.completed(verdict(Reason.FACE_LOST), Settings={"AuditImagesLimit": 2})
    with closing(SessionStore(desk.path, KEY)) as again:
        operations = liveness_operations(again, NoFaces(), lambda: desk.now_s, has_bucket=True)  # type: ignore[arg-type]
        assert operations["GetFaceLivenessSessionResults"]({"SessionId": answer["SessionId"]}) == answer


def test_an_image_that_is_too_large_is_made_smaller() -> None:
    noise = np.random.default_rng(0).integers(0, 256, (900, 1200, 3), dtype=np.uint8)
    large = jpeg(noise)
    assert len(large) > 3 * MAX_BYTES
    smaller = fitting(large)
    assert len(smaller) <= MAX_BYTES
    assert Pillow.open(io.BytesIO(smaller)).width >= 300
    assert fitting(jpeg(portrait(), 50)) == jpeg(portrait(), 50)
    assert cv2.imdecode(np.frombuffer(smaller, dtype=np.uint8), cv2.IMREAD_COLOR) is not None


def test_results_are_as_the_model_says(desk: Desk) -> None:
    shape = load_model().operation_model("GetFaceLivenessSessionResults").output_shape
    answers = [desk.results(desk.create()), desk.completed(verdict(*Reason), Settings={"AuditImagesLimit": 2})]
    for answer in answers:
        assert list(violations(shape, json.loads(json.dumps(answer, default=in_base64)))) == []


def test_a_session_that_nobody_created_is_not_found(local: Local) -> None:
    client = local.client()
    with pytest.raises(client.exceptions.SessionNotFoundException):
        client.get_face_liveness_session_results(SessionId="00000000-0000-4000-8000-000000000000")
