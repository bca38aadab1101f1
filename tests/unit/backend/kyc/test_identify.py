import http.client
import threading
from datetime import UTC, datetime
from functools import partial

import pytest
import requests

from kiosk import errors
from kiosk.backend.api.body_gate import LANES
from kiosk.backend.api.challenge_addresses import Work
from kiosk.domain.documents.document import Finding
from kiosk.domain.identity.flow import Flow, Outcome
from kiosk.domain.liveness.verdict import Reason
from tests.factories.faces import head
from tests.factories.jpeg_files import jpeg
from tests.fakes.clock import START_S
from tests.fakes.kyc_backend import IDENTITY, Bench, assert_refused

FRONT, BACK, EXPIRED, BOBS, BARE, DARK = (jpeg(tag) for tag in ("front", "back", "expired", "bob", "bare", "dark"))


@pytest.fixture(scope="module", autouse=True)
def documents(kyc: Bench) -> None:
    portrait = kyc.comparer.show(jpeg("portrait"))
    kyc.reader.show(FRONT, portrait)
    kyc.reader.show(EXPIRED, portrait, Finding.EXPIRED, Finding.CHECK_DIGIT_WRONG)
    kyc.reader.show(BOBS, kyc.comparer.show(jpeg("bob's portrait"), "bob"))
    kyc.reader.show(BARE, None, Finding.SEVERAL_PORTRAITS)
    kyc.reader.show(DARK, kyc.comparer.show(jpeg("turned portrait"), "alice", head(40)))


@pytest.fixture(autouse=True)
def at_the_start(kyc: Bench) -> None:
    kyc.clock.now_s = START_S
    kyc.attempts.ended.clear()


def ended(kyc: Bench) -> list[tuple[Outcome, tuple[str, ...]]]:
    """Of the attempts that are no sessions'."""
    return [how for name, how in kyc.attempts.ended.items() if kyc.attempts.begun[name].flow is Flow.ONBOARD]


def test_a_person_and_their_document(kyc: Bench) -> None:
    response = kyc.identify(kyc.completed(), [FRONT, BACK])
    assert response.status_code == 200
    assert response.text == (
        '{"kycAnalysis":{"totalDocuments":2,"extractedData":'
        '{"name":"John Doe","idNumber":"123456789","dateOfBirth":"1990-01-15"}},'
        '"livenessVerification":{"isLive":true,"confidence":99.5},'
        '"faceMatchResult":{"isMatch":true,"similarity":96.45},'
        '"overallSuccess":true,'
        '"message":"KYC verification successful. Documents: 2, Liveness: 99.50%, Face Match: ✓"}'
    )
    assert kyc.reader.today == datetime.fromtimestamp(START_S, UTC).date()
    assert ended(kyc) == [(Outcome.APPROVED, ())]


def test_the_order_of_files_does_not_matter_and_one_may_do(kyc: Bench) -> None:
    first, second = (kyc.identify(kyc.completed(), pages).json() for pages in ([FRONT, BACK], [BACK, FRONT]))
    assert first == second
    assert kyc.identify(kyc.completed(), [FRONT]).json()["kycAnalysis"]["totalDocuments"] == 1


def test_a_document_that_is_not_acceptable_is_no_success_and_says_why(kyc: Bench) -> None:
    found = kyc.identify(kyc.completed(), [EXPIRED]).json()
    assert found["overallSuccess"] is False
    assert found["faceMatchResult"]["isMatch"] is True
    assert found["kycAnalysis"]["findings"] == ["EXPIRED", "CHECK_DIGIT_WRONG"]
    assert found["message"] == (
        "KYC verification failed. Documents: 1, Liveness: 99.50%, Face Match: ✓, Document: expired, check digit wrong"
    )
    assert ended(kyc) == [(Outcome.FAILED, ("EXPIRED", "CHECK_DIGIT_WRONG"))]


def test_somebody_else_is_an_error_and_uses_the_session_up(kyc: Bench) -> None:
    session_id = kyc.completed()
    message = assert_refused(kyc.identify(session_id, [BOBS]), 422, 1011)
    assert message == "Face similarity 12.50% is below required threshold 90.00%"
    assert "already been used" in assert_refused(kyc.identify(session_id, [FRONT]), 400, 1007)
    assert kyc.verify(session_id).status_code == 200, "that is another use"
    assert ended(kyc) == [(Outcome.FAILED, ("SIMILARITY_TOO_LOW",))]


@pytest.mark.parametrize("page", [BARE, BACK, DARK])
def test_what_cannot_be_compared_leaves_the_session_to_another_attempt(kyc: Bench, page: bytes) -> None:
    session_id = kyc.completed()
    assert "portrait" in assert_refused(kyc.identify(session_id, [page]), 500, 1010)
    assert kyc.identify(session_id, [FRONT]).json()["overallSuccess"] is True


@pytest.mark.expect_logs
def test_what_fails_on_our_side_leaves_the_session_to_another_attempt(
    kyc: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise errors.ServiceUnavailable("reader")

    session_id = kyc.completed()
    monkeypatch.setattr(kyc.reader, "before", fail)
    assert_refused(kyc.identify(session_id, [FRONT]), 503, 5001)
    monkeypatch.undo()
    assert kyc.identify(session_id, [FRONT]).status_code == 200
    assert ended(kyc) == [(Outcome.INCOMPLETE, ("SERVICE_UNAVAILABLE",)), (Outcome.APPROVED, ())]


def test_of_several_at_once_one_is_answered(kyc: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    session_id, statuses, together = kyc.completed(), list[int](), threading.Event()
    monkeypatch.setattr(kyc.reader, "before", partial(together.wait, 10))

    def ask() -> None:
        statuses.append(kyc.identify(session_id, [FRONT]).status_code)
        together.set()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(statuses) == [200, 400, 400, 400]


@pytest.mark.expect_logs
def test_callers_do_not_take_the_whole_machine(kyc: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    pictures = LANES[Work.PICTURES]
    at_work, together = pictures.places // 2, threading.Event()
    sessions = [kyc.completed() for _ in range(at_work + pictures.line_per_address + 1)]
    reading, refused = threading.Semaphore(0), list[requests.Response]()

    def wait() -> None:
        reading.release()
        together.wait(10)

    def ask(session_id: str) -> None:
        response = kyc.identify(session_id, [FRONT])
        if response.status_code == 503:
            refused.append(response)
            together.set()

    monkeypatch.setattr(kyc.reader, "before", wait)
    asked = [threading.Thread(target=ask, args=[session_id]) for session_id in sessions]
    for thread in asked:
        thread.start()
    for thread in asked:
        thread.join(20)
    (response,) = refused
    assert_refused(response, 503, 5001)
    assert response.headers["retry-after"] == "2"


def test_without_liveness_no_document_helps(kyc: Bench) -> None:
    waiting, failed = kyc.created(), kyc.created()
    assert "0.00%" in assert_refused(kyc.identify(waiting, [FRONT]), 422, 1009)
    kyc.complete(waiting)
    assert kyc.identify(waiting, [FRONT]).status_code == 200
    kyc.complete(failed, 99.0, Reason.NO_DEPTH, passed=False)
    assert_refused(kyc.identify(failed, [FRONT]), 422, 1009)
    done = kyc.completed()
    kyc.clock.now_s += 600
    assert_refused(kyc.identify(done, [FRONT]), 400, 1007)
    assert_refused(kyc.identify("abc-def456-ghi789", [FRONT]), 404, 1008)


@pytest.mark.parametrize(
    ("page", "status", "number"),
    [
        (b"%PDF-1.7", 400, 4002),
        (b"", 400, 4002),
        (FRONT[:30], 400, 4003),
        (jpeg("tiny", 20, 20), 422, 4220),
        (jpeg("vast", 12_000, 100), 413, 4131),
        (FRONT + bytes(5_300_000), 413, 4130),
    ],
)
def test_pages_must_be_pictures(kyc: Bench, page: bytes, status: int, number: int) -> None:
    session_id = kyc.completed()
    assert_refused(kyc.identify(session_id, [FRONT, page]), status, number)
    assert kyc.identify(session_id, [FRONT]).status_code == 200, "nothing was used up"


def test_forms_must_be_whole(kyc: Bench) -> None:
    session_id, url = kyc.completed(), kyc.url + IDENTITY
    file, form = ("files", ("a.jpg", FRONT)), {"liveness_session_id": session_id}
    ask = partial(requests.post, url, timeout=10)
    assert_refused(ask(files=[("liveness_session_id", (None, session_id))]), 400, 4004)
    assert_refused(ask(data=form, files=[file] * 3), 400, 4004)
    assert_refused(ask(data=form, files=[file] * 30), 400, 4000)
    assert assert_refused(ask(files=[file]), 400, 4000).endswith(": liveness_session_id")
    assert assert_refused(ask(data=form), 400, 4000).endswith(": files")
    assert assert_refused(ask(json=form), 400, 4000).endswith(": files")
    assert_refused(ask(data=form, files=[("files", (None, "text"))]), 400, 4000)
    assert_refused(ask(data={"liveness_session_id": "x" * 5000}, files=[file]), 400, 4000)
    assert_refused(ask(data=b"nothing", headers={"Content-Type": "multipart/form-data"}), 400, 4000)
    broken = {"Content-Type": "multipart/form-data; boundary=x"}
    assert_refused(ask(data=b'--x\r\nContent-Disposition: form-data; name="files"; fil', headers=broken), 400, 4000)
    assert kyc.identify(session_id, [FRONT]).status_code == 200


def test_long_uploads_are_refused_before_they_are_sent(kyc: Bench) -> None:
    connection = http.client.HTTPConnection(kyc.url.removeprefix("http://"), timeout=10)
    connection.putrequest("POST", IDENTITY)
    connection.putheader("Content-Length", "10600000")
    connection.endheaders()
    response = connection.getresponse()
    assert response.status == 413
    assert b'"errorCode":4130' in response.read()
    connection.close()
