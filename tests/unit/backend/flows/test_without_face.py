"""Customers who show no face, over HTTP: staff identifies them, and nothing else passes them."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from kiosk.backend.attempts.lockouts import AT_TERMINAL
from kiosk.backend.attempts.ports import Subject, SubjectKind
from kiosk.backend.attempts.staff_pins import hash_pin
from kiosk.backend.enrolment.records import EnrolmentState
from kiosk.backend.flows.recover import recover
from kiosk.domain.documents.document import Finding
from kiosk.domain.identity.flow import AttemptStage, Outcome
from kiosk.domain.identity.staff import StaffRole
from tests.factories.jpeg_files import jpeg
from tests.factories.visits import Answer, Terminal, Visit, terminal_in
from tests.fakes.branch import PIN, STAFF
from tests.fakes.served_backend import assert_refused

PROOF = {"staffId": STAFF, "pin": PIN}


@pytest.fixture(scope="module")
def terminal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    numbers = (STAFF, "teller", "technician")
    settings = {
        "staff_pins": {number: hash_pin(PIN) for number in numbers},
        "staff_roles": {"teller": StaffRole.TELLER, "technician": StaffRole.TECHNICIAN},
        # Nobody is asked to agree to pictures that nobody takes.
        "demand_consent": True,
    }
    with terminal_in(tmp_path_factory.mktemp("branch"), **settings) as made:
        yield made


@pytest.fixture(autouse=True)
def unlocked(terminal: Terminal) -> None:
    for number in (STAFF, "teller", "technician", AT_TERMINAL, AT_TERMINAL + "t1"):
        terminal.branch.identity.staff._lockouts.unlock(Subject(SubjectKind.STAFF, number))


def ask(terminal: Terminal, flow: str, customer: str = "", **fields: object) -> Answer:
    body = {**PROOF, "deviceId": "t1", "flow": flow, "customer": customer, **fields}
    return terminal.post("/challenge/without-face", **body)


def begin(terminal: Terminal, flow: str, customer: str = "") -> Visit:
    answer = ask(terminal, flow, customer)
    assert answer.status_code == 200, answer.text
    return Visit(terminal, answer.json())


def enrolled(terminal: Terminal, customer: str) -> Visit:
    visit = begin(terminal, "onboard", customer)
    assert visit.decide("without_face").json() == {"outcome": "open"}
    assert visit.enrol(customer).json()["outcome"] == "approved"
    return visit


def test_an_onboarding_without_a_face_ends_as_every_other(terminal: Terminal) -> None:
    visit = begin(terminal, "onboard")
    seen = visit.evidence().json()
    assert (seen["outcome"], seen["stage"], seen["images"]) == ("open", "review", [])
    assert seen["actions"] == ["review", "read_document", "without_face"]
    assert visit.decide("without_face", "passport 1234567 and the person looked at").json() == {"outcome": "open"}
    answer = visit.enrol()
    assert answer.json()["outcome"] == "approved"
    number = answer.json()["customer"]
    assert number.isdigit()
    assert visit.enrol().json() == answer.json(), "the same request again"
    attempt = terminal.branch.identity.attempts.load(visit.id)
    assert (attempt.outcome, attempt.stage, attempt.customer) == (Outcome.APPROVED, AttemptStage.ENROLMENT, number)
    assert attempt.measures["face_compared"] == 0.0
    assert attempt.details["without_face"] == attempt.details["staff_id"] == STAFF
    assert attempt.details["decision"] == "without_face"
    trail = terminal.branch.identity.audit.entries()[-3:]
    assert [(each.staff_id, each.action) for each in trail] == [
        (STAFF, "begin without face"),
        (STAFF, "evidence"),
        (STAFF, "without_face"),
    ]
    assert "looked at" in trail[-1].reason
    assert "1234567" not in trail[-1].reason


def test_whoever_was_enrolled_without_a_face_comes_back_by_way_of_staff_alone(terminal: Terminal) -> None:
    enrolled(terminal, "c-anna")
    by_face = terminal.start("authenticate", "c-anna", consent={"version": "1", "language": "en"})
    tried = Visit(terminal, by_face.json()).pass_liveness("anna")
    answer = tried.authenticate().json()
    stranger = terminal.start("authenticate", "c-nobody", consent={"version": "1", "language": "en"})
    unknown = Visit(terminal, stranger.json()).pass_liveness("nobody").authenticate().json()
    assert answer == unknown == {"outcome": "failed", "reasons": ["FACE_MISMATCH"], "faceMatch": {"isMatch": False}}
    assert tried.evidence().json()["reasons"] == ["NO_FACE_ENROLLED"], "staff reads why"
    before = terminal.branch.identity.enrolments.load_customer("c-anna").seen_at_s
    terminal.branch.clock.now_s += 60
    visit = begin(terminal, "authenticate", "c-anna")
    assert_refused(visit.authenticate(), 409, "CHALLENGE_CLOSED")
    assert [visit.decide("without_face").json() for _ in range(2)] == [{"outcome": "approved"}] * 2
    assert terminal.branch.identity.attempts.load(visit.id).outcome is Outcome.APPROVED
    assert terminal.branch.identity.enrolments.load_customer("c-anna").seen_at_s > before


def test_somebody_with_a_face_may_come_without_it_too(terminal: Terminal) -> None:
    visit = Visit(
        terminal, terminal.start("onboard", "c-bert", consent={"version": "1", "language": "en"}).json()
    ).pass_liveness("bert")
    visit.document("bert")
    visit.enrol("c-bert")
    assert begin(terminal, "authenticate", "c-bert").decide("without_face").json() == {"outcome": "approved"}


def test_a_check_alone_is_confirmed(terminal: Terminal) -> None:
    visit = begin(terminal, "verify")
    assert visit.decide("without_face").json() == {"outcome": "approved"}
    assert_refused(visit.decide("review"), 409, "CHALLENGE_CLOSED")


def test_a_document_is_read_for_staff_and_no_picture_of_it_kept(terminal: Terminal) -> None:
    visit = begin(terminal, "onboard", "c-carl")
    read = visit.document("carl").json()
    assert (read["accepted"], read["faceMatch"]) == (False, None), "whoever accepts it is staff"
    seen = visit.evidence().json()
    assert seen["fields"]
    assert seen["images"] == []
    assert not terminal.branch.identity.documents.names(visit.id)
    expired = visit.document("carl", Finding.EXPIRED).json()
    assert expired["findings"] == ["EXPIRED"]
    assert visit.evidence().json()["reasons"] == ["EXPIRED"]
    assert visit.decide("without_face").json() == {"outcome": "open"}
    assert_refused(visit.document("carl"), 409, "CHALLENGE_CLOSED")
    assert visit.enrol("c-carl").json()["outcome"] == "approved"


def test_so_many_documents_are_read_and_no_more(terminal: Terminal) -> None:
    visit = begin(terminal, "authenticate", enrolled_number(terminal, "c-dora"))
    for number in range(6):
        assert visit.document(f"dora {number}").status_code == 200
    assert_refused(visit.document("dora again"), 409, "CHALLENGE_CLOSED")
    assert visit.evidence().json()["actions"] == ["review", "without_face"]


def enrolled_number(terminal: Terminal, customer: str) -> str:
    enrolled(terminal, customer)
    return customer


def test_no_client_s_word_passes_anybody(terminal: Terminal) -> None:
    visit = begin(terminal, "onboard")
    assert_refused(visit.enrol(), 409, "STEP_MISSING")
    assert_refused(visit.post("verify"), 409, "CHALLENGE_CLOSED")
    frame = {"timestamp": 0, "frameBase64": "aaaa", "token": visit.started["token"]}
    put = terminal._session.put(f"{terminal.url}/challenge/{visit.id}/frames", json=frame, timeout=20)
    assert_refused(put, 409, "CHALLENGE_CLOSED")
    assert_refused(visit.decide("override"), 409, "CHALLENGE_CLOSED")
    ordinary = terminal.start("onboard", consent={"version": "1", "language": "en"})
    with_face = Visit(terminal, ordinary.json()).fail_liveness(jpeg("edgar"))
    assert_refused(with_face.decide("without_face"), 409, "CHALLENGE_CLOSED")
    assert terminal.branch.identity.attempts.load(visit.id).outcome is Outcome.OPEN


@pytest.mark.parametrize("number", ["teller", "technician"])
def test_the_role_decides(terminal: Terminal, number: str) -> None:
    assert_refused(ask(terminal, "onboard", staffId=number), 403, "STAFF_NOT_ALLOWED")
    visit = begin(terminal, "onboard")
    decision = {"decision": "without_face", "reason": "known", "pin": PIN}
    assert_refused(visit.post("decision", staffId=number, **decision), 403, "STAFF_NOT_ALLOWED")
    seen = visit.post("evidence", staffId=number, pin=PIN)
    if number == "teller":
        assert seen.json()["actions"] == ["review"]
    else:
        assert_refused(seen, 403, "STAFF_NOT_ALLOWED")


def test_wrong_pins_are_refused_and_lock(terminal: Terminal) -> None:
    for _ in range(5):
        assert_refused(ask(terminal, "verify", pin="000000"), 403, "STAFF_REFUSED")
    assert_refused(ask(terminal, "verify"), 429, "LOCKED_OUT")


def test_bad_input(terminal: Terminal) -> None:
    assert_refused(ask(terminal, "authenticate"), 400, "REQUEST_INVALID")
    assert_refused(ask(terminal, "authenticate", "c-unknown"), 404, "CUSTOMER_NOT_FOUND")
    assert_refused(ask(terminal, "settle"), 400, "REQUEST_INVALID")
    assert_refused(ask(terminal, "onboard", " c"), 400, "REQUEST_INVALID")
    assert_refused(ask(terminal, "onboard", deviceId="t\n"), 400, "REQUEST_INVALID")
    visit = begin(terminal, "verify")
    for reason in ("", "  ", "x" * 501):
        assert_refused(visit.decide("without_face", reason), 400, "REQUEST_INVALID")


def test_a_locked_customer_is_served_by_staff(terminal: Terminal) -> None:
    enrolled(terminal, "c-frida")
    for _ in range(5):
        started = terminal.start("authenticate", "c-frida", consent={"version": "1", "language": "en"})
        Visit(terminal, started.json()).pass_liveness("somebody else").authenticate()
    assert_refused(
        terminal.start("authenticate", "c-frida", consent={"version": "1", "language": "en"}), 429, "LOCKED_OUT"
    )
    assert begin(terminal, "authenticate", "c-frida").decide("without_face").json() == {"outcome": "approved"}
    again = terminal.start("authenticate", "c-frida", consent={"version": "1", "language": "en"})
    # A lock that holds is not ended by it.
    assert_refused(again, 429, "LOCKED_OUT")


def test_what_staff_are_unsure_of_waits_and_what_is_left_is_over(terminal: Terminal) -> None:
    visit = begin(terminal, "onboard")
    assert visit.decide("review").json() == {"outcome": "incomplete"}
    assert visit.decide("without_face").json() == {"outcome": "open"}, "another look"
    left = begin(terminal, "onboard")
    assert left.post("abandon", stage="review", reason="TIMED_OUT").status_code == 200
    assert_refused(left.decide("without_face"), 409, "CHALLENGE_CLOSED")
    assert terminal.branch.identity.attempts.load(left.id).outcome is Outcome.ABANDONED


def test_a_number_that_is_taken_is_replaced(terminal: Terminal) -> None:
    enrolled(terminal, "c-gina")
    visit = begin(terminal, "onboard", "c-gina")
    visit.decide("without_face")
    assert visit.enrol("c-gina").json()["reasons"] == ["CUSTOMER_EXISTS"]
    assert visit.decide("without_face").json() == {"outcome": "open"}
    assert visit.enrol("c-gina-2", "r2").json()["outcome"] == "approved"


def test_an_enrolment_that_nobody_heard_of_is_taken_back(terminal: Terminal) -> None:
    visit, identity = begin(terminal, "onboard", "c-hans"), terminal.branch.identity
    visit.decide("without_face")
    flow = identity.flows.load(visit.id)
    assert flow is not None
    begun = flow.with_progress(replace(flow.progress, request_id="r1"))
    assert identity.flows.save(begun)
    identity.enrolments.enrol_without_face("c-hans", visit.id)
    enrolled(terminal, "c-other")
    terminal.branch.clock.now_s += 3600
    assert recover(identity) == 1
    assert not identity.enrolments.is_enrolled("c-hans")
    assert identity.enrolments.is_enrolled("c-other"), "which another attempt has enrolled"


def test_whoever_was_enrolled_without_a_face_is_erased_and_forgotten_in_time(terminal: Terminal) -> None:
    enrolled(terminal, "c-ida")
    enrolled(terminal, "c-jan")
    enrolments = terminal.branch.identity.enrolments
    assert enrolments.erase("c-ida")
    assert not enrolments.is_enrolled("c-ida")
    assert enrolments.purge_unseen(terminal.branch.clock.now_s + 1) >= 1
    assert not enrolments.is_enrolled("c-jan")
    assert EnrolmentState.WITHOUT_FACE.is_whole


def test_a_terminal_hears_whether_anybody_could_sign_in(
    terminal: Terminal, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert terminal.post("/terminal/readiness", deviceId="t1").json()["staffed"] is True
    with terminal_in(tmp_path_factory.mktemp("nobody"), staff_pins={}) as alone:
        assert alone.post("/terminal/readiness", deviceId="t1").json()["staffed"] is False
        assert_refused(ask(alone, "verify"), 403, "STAFF_REFUSED")
