"""What members of staff see and decide, over HTTP."""

import base64

import pytest

from kiosk.backend.attempts.lockouts import AT_TERMINAL
from kiosk.backend.attempts.ports import Subject, SubjectKind
from kiosk.backend.attempts.staff_pins import StaffPins, hash_pin
from kiosk.backend.challenge.start import Started
from kiosk.domain.documents.document import Finding
from kiosk.domain.identity.flow import AttemptStage, Outcome
from kiosk.errors import RequestInvalid, SettingsInvalid
from tests.factories.faces import head
from tests.factories.jpeg_files import digest, jpeg
from tests.factories.visits import Terminal, Visit
from tests.fakes.branch import PIN, STAFF
from tests.fakes.served_backend import assert_refused


@pytest.fixture(autouse=True)
def unlocked(terminal: Terminal) -> None:
    """Whatever the test before tried."""
    for number in (STAFF, "s-2", "s-unknown", AT_TERMINAL):
        terminal.branch.identity.staff._lockouts.unlock(Subject(SubjectKind.STAFF, number))


def mismatched(terminal: Terminal, person: str) -> Visit:
    """Somebody whose document shows another face."""
    visit = terminal.begin("onboard").pass_liveness(person)
    assert not visit.document(f"{person}'s sister").json()["accepted"]
    return visit


def test_pins(terminal: Terminal) -> None:
    assert "override" in terminal.post("/staff/check", staffId=STAFF, pin=PIN).json()["tasks"]
    assert "override" in terminal.post("/staff/check", staffId=STAFF, pin=PIN, deviceId="t9").json()["tasks"]
    assert_refused(terminal.post("/staff/check", staffId=STAFF, pin=PIN, deviceId="t" * 65), 400, "REQUEST_INVALID")
    for staff_id, pin in ((STAFF, "654321"), ("s-2", PIN), (STAFF, "")):
        assert_refused(terminal.post("/staff/check", staffId=staff_id, pin=pin), 403, "STAFF_REFUSED")
    for staff_id in ("", "s\n1", "x" * 33):
        assert_refused(terminal.post("/staff/check", staffId=staff_id, pin=PIN), 400, "REQUEST_INVALID")
    assert_refused(terminal.post("/staff/check", staffId=STAFF, pin=7), 400, "REQUEST_INVALID")


@pytest.mark.parametrize("staff_id", [STAFF, "s-unknown"])
def test_five_wrong_pins_lock_a_number_also_one_that_does_not_exist(terminal: Terminal, staff_id: str) -> None:
    for _ in range(5):
        assert_refused(terminal.post("/staff/check", staffId=staff_id, pin="000000"), 403, "STAFF_REFUSED")
    refused = terminal.post("/staff/check", staffId=staff_id, pin=PIN)
    assert_refused(refused, 429, "LOCKED_OUT")
    assert int(refused.headers["Retry-After"]) > 1700
    visit = terminal.begin("onboard").fail_liveness(jpeg("a"))
    if staff_id == STAFF:
        assert_refused(visit.evidence(), 429, "LOCKED_OUT")
        assert_refused(visit.decide("override"), 429, "LOCKED_OUT")


def test_evidence_is_scores_and_pictures(terminal: Terminal) -> None:
    visit = mismatched(terminal, "alba")
    answer = visit.evidence().json()
    assert (answer["outcome"], answer["stage"], answer["reasons"]) == ("failed", "face_match", ["FACE_MISMATCH"])
    assert {"liveness", "similarity", "threshold", "yaw_deg"} <= answer["scores"].keys()
    assert [each["name"] for each in answer["images"]] == ["selfie", "portrait", "page-front"]
    judged = {each["name"]: each["passed"] for each in answer["measures"]}
    assert not judged["similarity"]
    assert judged["liveness"]
    assert judged["selfie_yaw_deg"]
    assert judged["portrait_sharpness"]
    assert answer["actions"] == ["review", "override"]
    assert all(base64.b64decode(each["imageBase64"])[:2] == b"\xff\xd8" for each in answer["images"])
    assert_refused(visit.post("evidence", staffId=STAFF, pin="111111"), 403, "STAFF_REFUSED")


def test_evidence_has_the_frames_that_the_verdict_names(terminal: Terminal) -> None:
    visit, branch = terminal.begin("onboard"), terminal.branch
    verdict = branch.pass_liveness(Started(visit.challenge, str(visit.started["token"]), 0, 0), "judith")
    assert verdict.passed
    assert verdict.reference_sequence is not None
    visit.document("judith's sister")
    images = {each["name"]: base64.b64decode(each["imageBase64"]) for each in visit.evidence().json()["images"]}
    audit = [f"audit-{number}" for number, _ in enumerate(verdict.audit_sequences, start=1)]
    assert audit
    assert list(images) == ["selfie", *audit, "portrait", "page-front"]
    frames = {frame.sequence: frame.digest for frame in branch.service._context.store.frames(visit.id)}
    shown = [digest(images[name]) for name in ("selfie", *audit)]
    assert shown == [frames[sequence] for sequence in (verdict.reference_sequence, *verdict.audit_sequences)]
    assert len({*shown[1:]}) == len(audit)


def test_staff_at_one_terminal_is_counted_by_its_attempts(terminal: Terminal) -> None:
    visit = Visit(terminal, terminal.start("onboard", deviceId="t-staff").json()).fail_liveness(jpeg("a"))
    assert_refused(visit.post("evidence", staffId=STAFF, pin="111111"), 403, "STAFF_REFUSED")
    lockouts = terminal.branch.identity.staff._lockouts
    assert lockouts.unlock(Subject(SubjectKind.STAFF, AT_TERMINAL + "t-staff"))


def test_an_override_of_the_match_goes_on_to_enrolment_without_the_other_face(terminal: Terminal) -> None:
    visit = mismatched(terminal, "bella")
    assert visit.decide("override", "the document is older than the beard").json() == {"outcome": "open"}
    assert visit.enrol("c-bella", "r9").json()["outcome"] == "approved"
    images = terminal.branch.identity.enrolments.load_customer("c-bella").images
    assert [image.kind for image in images] == ["selfie"], "another face does not become hers"
    attempt = terminal.branch.identity.attempts.load(visit.id)
    assert attempt.outcome is Outcome.APPROVED
    assert attempt.details["staff_id"] == STAFF
    assert attempt.details["decision"] == "override"
    assert attempt.details["staff_reason"] == "the document is older than the beard"
    last = terminal.branch.identity.audit.entries()[-1]
    assert (last.staff_id, last.action, last.reason) == (STAFF, "override", "the document is older than the beard")


def test_an_override_of_a_document_keeps_duplicates_out(terminal: Terminal) -> None:
    terminal.onboarded("clara", "c-clara")
    visit = terminal.begin("onboard").pass_liveness("clara")
    visit.document("clara", Finding.EXPIRED)
    assert visit.decide("override").json() == {"outcome": "open"}
    assert visit.enrol("c-clara-2").json()["reasons"] == ["DUPLICATE_FOUND"]
    shown = visit.evidence().json()
    assert shown["scores"]["duplicate_similarity"] > 95
    assert [each["customer"] for each in shown["duplicates"]] == ["c-clara"]
    assert "duplicate-1" in [each["name"] for each in shown["images"]]
    assert shown["actions"] == ["review", "override"]
    assert visit.decide("override", "twins").json() == {"outcome": "open"}
    assert visit.enrol("c-clara-2", "r2").json()["outcome"] == "approved"


def test_an_override_of_liveness_asks_for_the_document_still(terminal: Terminal) -> None:
    visit = terminal.begin("onboard")
    assert_refused(visit.decide("override"), 409, "LIVENESS_NOT_PASSED")
    visit.fail_liveness(terminal.show(jpeg("diana"), "diana", head()))
    assert [visit.decide("override").json() for _ in range(2)] == [{"outcome": "open"}] * 2
    assert_refused(visit.enrol(), 409, "STEP_MISSING")
    answer = visit.document("diana").json()
    assert answer["accepted"], answer
    assert visit.enrol("c-diana").json()["outcome"] == "approved"


def test_without_a_picture_nobody_is_overridden(terminal: Terminal) -> None:
    visit = terminal.begin("onboard")
    visit.terminal.branch.fail_liveness(Started(visit.challenge, str(visit.started["token"]), 0, 0))
    assert_refused(visit.decide("override"), 409, "LIVENESS_NOT_PASSED")
    assert visit.decide("review").json() == {"outcome": "incomplete"}


def test_an_authentication_is_overridden_at_once(terminal: Terminal) -> None:
    terminal.onboarded("edith", "c-edith")
    visit = terminal.begin("authenticate", "c-edith").pass_liveness("fanny")
    assert_refused(visit.decide("override"), 409, "STEP_MISSING")
    assert visit.authenticate().json()["outcome"] == "failed"
    assert [visit.decide("override").json() for _ in range(2)] == [{"outcome": "approved"}] * 2
    assert terminal.branch.identity.attempts.load(visit.id).outcome is Outcome.APPROVED


def test_a_review_keeps_the_pictures(terminal: Terminal) -> None:
    visit = mismatched(terminal, "greta")
    assert visit.decide("review").json() == {"outcome": "incomplete"}
    assert_refused(visit.enrol(), 409, "CHALLENGE_CLOSED")
    attempt = terminal.branch.identity.attempts.load(visit.id)
    assert (attempt.outcome, attempt.stage) == (Outcome.INCOMPLETE, AttemptStage.REVIEW)
    assert attempt.reasons == ("FACE_MISMATCH", "SENT_TO_REVIEW")
    assert terminal.branch.identity.reviews.names(visit.id) == ("portrait", "selfie")
    assert visit.decide("override").json() == {"outcome": "open"}


def test_decisions_that_are_refused(terminal: Terminal) -> None:
    visit = mismatched(terminal, "helga")
    for reason in ("", "  ", "x" * 501, "a\nb"):
        assert_refused(visit.decide("override", reason), 400, "REQUEST_INVALID")
    assert_refused(visit.decide("forget"), 400, "REQUEST_INVALID")
    assert_refused(visit.decide("override", pin="999999"), 403, "STAFF_REFUSED")
    assert visit.evidence().json()["outcome"] == "failed"
    approved = terminal.onboarded("irma", "c-irma")
    assert_refused(approved.decide("override"), 409, "CHALLENGE_CLOSED")
    assert_refused(approved.decide("review"), 409, "CHALLENGE_CLOSED")


def test_what_the_setting_holds() -> None:
    for pin in ("12345", "1234567890123", "abcdef", ""):
        with pytest.raises(RequestInvalid):
            hash_pin(pin)
    assert hash_pin("123456") != hash_pin("123456")
    for text in ("", "123456", "scrypt:AAAA:AAAA", "md5:" + hash_pin("123456")[7:], hash_pin("123456") + ":"):
        with pytest.raises(SettingsInvalid):
            StaffPins({"s-1": text}, None, str)  # type: ignore[arg-type]
