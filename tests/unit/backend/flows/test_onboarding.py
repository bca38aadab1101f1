"""Document, enrolment and duplicates over HTTP, with engines that are told what they see."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event
from typing import Any

import pytest

from kiosk.backend.build.maintenance import run_maintenance
from kiosk.backend.flows.enrol import EnrolRequest
from kiosk.backend.flows.enrol import enrol as enrol_step
from kiosk.backend.ports import UserFound
from kiosk.domain.documents.document import Finding
from kiosk.domain.faces.face_detail import Pose
from kiosk.domain.identity.flow import AttemptStage, Outcome
from kiosk.domain.images.document_pages import TERMINAL_PAGE_LIMITS
from kiosk.errors import FaceQualityTooLow, ServiceUnavailable
from tests.factories.faces import head
from tests.factories.jpeg_files import jpeg
from tests.factories.visits import Terminal, Visit
from tests.fakes.served_backend import assert_refused

TURNED = replace(head(), pose=Pose(40.0, 0.0, 0.0))
PDF = b"%PDF-1.7 not a picture"


class Killed(BaseException):
    """As if the process had ended there."""


def _kill_after_enrolment(terminal: Terminal, patched: pytest.MonkeyPatch) -> None:
    identity = terminal.branch.identity
    enrolling = identity.enrolments.enrol

    def save(record: object) -> bool:
        raise Killed

    def enrol(*given: Any) -> int:
        count = enrolling(*given)
        patched.setattr(identity.flows, "save", save)
        return int(count)

    patched.setattr(identity.enrolments, "enrol", enrol)


def ready(terminal: Terminal, person: str, customer: str = "") -> Visit:
    """Somebody whose document was accepted."""
    visit = terminal.begin("onboard", customer).pass_liveness(person)
    mended = visit.document(person).json()
    assert mended["accepted"], (mended["quality"], mended["faceMatch"])
    return visit


def held(terminal: Terminal, customer: str) -> list[str]:
    return sorted(image.kind for image in terminal.branch.identity.enrolments.load_customer(customer).images)


def test_a_new_customer_is_enrolled_with_selfie_and_portrait(terminal: Terminal) -> None:
    visit = terminal.begin("onboard").pass_liveness("ada")
    answer = visit.document("ada").json()
    assert answer["accepted"]
    assert answer["kind"] == "id_card"
    assert (answer["findings"], answer["quality"], answer["faceMatch"]) == ([], [], {"isMatch": True})
    shown = visit.evidence().json()
    assert shown["fields"]["name"] == {
        "value": "John Doe", "confidence": 99.0, "source": "mrz", "witnesses": ["printed"], "truncated": False,
    }  # fmt: skip
    assert shown["scores"]["threshold"] == 95.0
    enrolled = visit.enrol().json()
    assert (enrolled["outcome"], enrolled["reasons"]) == ("approved", [])
    assert enrolled["customer"].isdigit()
    assert len(enrolled["customer"]) == 10
    assert held(terminal, enrolled["customer"]) == ["portrait", "selfie"]
    attempt = terminal.branch.identity.attempts.load(visit.id)
    assert (attempt.outcome, attempt.stage) == (Outcome.APPROVED, AttemptStage.ENROLMENT)
    assert attempt.customer == enrolled["customer"]
    assert attempt.measures["similarity"] > 95
    assert attempt.measures["enrolled_faces"] == 2
    assert {"selfie_yaw_deg", "portrait_sharpness", "duplicates"} <= attempt.measures.keys()


def test_the_same_person_is_enrolled_once(terminal: Terminal) -> None:
    terminal.onboarded("berta", "c-berta")
    visit = ready(terminal, "berta")
    again = visit.enrol().json()
    assert (again["outcome"], again["reasons"]) == ("failed", ["DUPLICATE_FOUND"])
    assert "c-berta" not in str(again)
    assert [each["customer"] for each in visit.evidence().json()["duplicates"]] == ["c-berta"]
    assert not terminal.branch.identity.enrolments.is_enrolled(again["customer"])


def test_who_is_like_the_portrait_alone_is_found_too(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    enrolments, searched = terminal.branch.identity.enrolments, list[bytes]()
    found = [(UserFound("c-old", 99.2),), (UserFound("c-twin", 99.1), UserFound("c-old", 99.7))]

    def duplicates(image: bytes, threshold: float) -> tuple[UserFound, ...]:
        searched.append(image)
        return found[len(searched) - 1]

    monkeypatch.setattr(enrolments, "find_duplicates", duplicates)
    visit = ready(terminal, "bruna")
    answer = visit.enrol("c-bruna").json()
    assert (answer["outcome"], answer["reasons"]) == ("failed", ["DUPLICATE_FOUND"])
    assert visit.evidence().json()["duplicates"] == [
        {"customer": "c-old", "similarity": 99.7},
        {"customer": "c-twin", "similarity": 99.1},
    ]
    assert len(set(searched)) == 2
    assert not enrolments.is_enrolled("c-bruna")


def test_a_request_is_answered_again_and_enrols_once(terminal: Terminal) -> None:
    visit = ready(terminal, "carla")
    first = visit.enrol("c-carla", "r1").json()
    assert visit.enrol("c-carla", "r1").json() == first
    assert_refused(visit.enrol("c-carla", "r2"), 409, "CHALLENGE_CLOSED")
    assert_refused(visit.enrol("c-other", "r3"), 409, "CHALLENGE_CLOSED")
    assert not terminal.branch.identity.enrolments.is_enrolled("c-other")


@pytest.mark.expect_logs
def test_two_at_once_enrol_one_customer(terminal: Terminal) -> None:
    visits = [ready(terminal, "dora"), ready(terminal, "dora")]
    with ThreadPoolExecutor() as pool:
        answers = [*pool.map(lambda pair: pair[1].enrol(f"c-dora-{pair[0]}").json(), enumerate(visits))]
    approved = [answer["customer"] for answer in answers if answer["outcome"] == "approved"]
    assert len(approved) <= 1, answers
    enrolled = [f"c-dora-{n}" for n in range(2) if terminal.branch.identity.enrolments.is_enrolled(f"c-dora-{n}")]
    assert enrolled == approved


@pytest.mark.expect_logs
def test_one_attempt_twice_at_once_enrols_one_customer(terminal: Terminal) -> None:
    visit = ready(terminal, "ella")
    with ThreadPoolExecutor() as pool:
        answers = [*pool.map(lambda n: visit.enrol(f"c-ella-{n}", f"r{n}"), range(4))]
    approved = [each.json()["customer"] for each in answers if each.json().get("outcome") == "approved"]
    assert len(approved) == 1
    assert {each.status_code for each in answers} <= {200, 400, 409, 503}
    enrolments = terminal.branch.identity.enrolments
    assert [f"c-ella-{n}" for n in range(4) if enrolments.is_enrolled(f"c-ella-{n}")] == approved


def test_a_reference_that_is_taken(terminal: Terminal) -> None:
    terminal.onboarded("frida", "c-frida")
    assert terminal.start("onboard", "c-frida").status_code == 200, "a start tells nobody who is enrolled"
    visit = ready(terminal, "gerda")
    answer = visit.enrol("c-frida").json()
    assert (answer["outcome"], answer["reasons"]) == ("incomplete", ["CUSTOMER_EXISTS"])
    assert visit.decide("override").json() == {"outcome": "open"}
    assert visit.enrol("c-gerda", "r2").json()["outcome"] == "approved"


def test_the_reference_of_the_start_holds(terminal: Terminal) -> None:
    visit = ready(terminal, "hanna", "c-hanna")
    assert_refused(visit.enrol("c-somebody-else"), 400, "REQUEST_INVALID")
    assert visit.enrol("").json()["customer"] == "c-hanna"


def test_another_face_on_the_document_ends_the_attempt(terminal: Terminal) -> None:
    visit = terminal.begin("onboard").pass_liveness("ida")
    answer = visit.document("judith").json()
    assert not answer["accepted"]
    assert not answer["faceMatch"]["isMatch"]
    assert_refused(visit.document("ida"), 409, "CHALLENGE_CLOSED")
    assert_refused(visit.enrol(), 409, "CHALLENGE_CLOSED")
    attempt = terminal.branch.identity.attempts.load(visit.id)
    assert (attempt.outcome, attempt.reasons) == (Outcome.FAILED, ("FACE_MISMATCH",))


@pytest.mark.parametrize("finding", [*Finding])
def test_what_is_wrong_with_a_document_can_be_mended(terminal: Terminal, finding: Finding) -> None:
    person = f"kim {finding}"
    visit = terminal.begin("onboard").pass_liveness(person)
    answer = visit.document(person, finding).json()
    assert (answer["accepted"], answer["findings"]) == (False, [finding])
    assert_refused(visit.enrol(), 409, "STEP_MISSING")
    mended = visit.document(person).json()
    assert mended["accepted"], (mended["quality"], mended["faceMatch"])


def test_a_document_without_a_portrait_is_no_match(terminal: Terminal) -> None:
    visit = terminal.begin("onboard").pass_liveness("lena")
    page = terminal.branch.reader.show(jpeg("no portrait", 1000, 700), None, Finding.NO_PORTRAIT)
    answer = visit.pages(page).json()
    assert (answer["accepted"], answer["findings"], answer["faceMatch"]) == (False, ["NO_PORTRAIT"], None)
    page = terminal.branch.reader.show(jpeg("nobody there", 1000, 700), jpeg("a vase", 300, 400))
    answer = visit.pages(page).json()
    assert (answer["accepted"], answer["findings"], answer["faceMatch"]) == (False, ["NO_PORTRAIT"], None)


def test_faces_are_measured_before_they_are_compared(terminal: Terminal) -> None:
    visit = terminal.begin("onboard").pass_liveness("mia")
    answer = visit.document("mia", face=TURNED).json()
    expected = {"image": "portrait", "measure": "yaw", "advice": "LOOK_STRAIGHT"}
    assert (answer["accepted"], answer["quality"], answer["faceMatch"]) == (False, [expected], None)
    assert visit.evidence().json()["scores"]["portrait_yaw"] == 40.0
    assert visit.document("mia").json()["accepted"]


def test_a_selfie_that_cannot_be_compared_ends_the_attempt(terminal: Terminal) -> None:
    visit = terminal.begin("onboard").pass_liveness("nora", TURNED)
    answer = visit.document("nora").json()
    assert not answer["accepted"]
    assert [each["image"] for each in answer["quality"]] == ["selfie"]
    assert_refused(visit.document("nora"), 409, "CHALLENGE_CLOSED")
    assert terminal.branch.identity.attempts.load(visit.id).outcome is Outcome.INCOMPLETE


def test_after_six_documents_the_attempt_has_failed(terminal: Terminal) -> None:
    visit = terminal.begin("onboard").pass_liveness("olga")
    same = terminal.page("olga", Finding.GLARE)
    answers = [visit.pages(same).json() for _ in range(9)]
    assert all(answer == answers[0] for answer in answers), "the same pages are no further try"
    for _ in range(5):
        assert visit.document("olga", Finding.BLURRED).status_code == 200
    assert_refused(visit.document("olga"), 409, "CHALLENGE_CLOSED")
    attempt = terminal.branch.identity.attempts.load(visit.id)
    assert attempt.reasons == ("TOO_MANY_DOCUMENTS", "BLURRED")


@pytest.mark.expect_logs
def test_two_documents_at_once_are_read_one_after_the_other(terminal: Terminal) -> None:
    visit = terminal.begin("onboard").pass_liveness("paula")
    pages = [terminal.page("paula", Finding.GLARE), terminal.page("paula")]
    begun, go_on = Event(), Event()

    def slowly() -> None:
        begun.set()
        assert go_on.wait(10)

    terminal.branch.reader.before = slowly
    try:
        with ThreadPoolExecutor() as pool:
            first = pool.submit(visit.pages, pages[0])
            assert begun.wait(10)
            assert_refused(visit.pages(pages[1]), 503, "BUSY")
            assert_refused(visit.enrol(), 409, "STEP_MISSING")
            go_on.set()
            assert not first.result().json()["accepted"]
    finally:
        terminal.branch.reader.before = lambda: None
    assert visit.pages(pages[1]).json()["accepted"]


@pytest.mark.expect_logs
def test_a_service_that_fails_decides_nothing(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise ServiceUnavailable("the reader")

    visit = terminal.begin("onboard").pass_liveness("rosa")
    page = terminal.page("rosa")
    terminal.branch.reader.before = fail
    assert_refused(visit.pages(page), 503, "SERVICE_UNAVAILABLE")
    terminal.branch.reader.before = lambda: None
    assert visit.pages(page).json()["accepted"]
    enrolments = terminal.branch.identity.enrolments
    with monkeypatch.context() as patched:
        # The second time, after the enrolment; each time with the selfie and with the portrait.
        found = iter([(), (), ServiceUnavailable("collections")])

        def duplicates(image: bytes, threshold: float) -> object:
            outcome = next(found)
            if isinstance(outcome, Exception):
                raise outcome
            return outcome

        patched.setattr(enrolments, "find_duplicates", duplicates)
        assert_refused(visit.enrol("c-rosa"), 503, "SERVICE_UNAVAILABLE")
        assert not enrolments.is_enrolled("c-rosa")
    assert visit.enrol("c-rosa", "r2").json()["outcome"] == "approved"


@pytest.mark.expect_logs
def test_a_process_that_was_killed_after_the_enrolment_goes_on(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = ready(terminal, "silvia")
    identity = terminal.branch.identity
    with monkeypatch.context() as patched:
        _kill_after_enrolment(terminal, patched)
        with pytest.raises(Killed):
            enrol_step(identity, EnrolRequest(visit.id, visit.started["token"], "r1", "c-silvia"))
    assert_refused(visit.enrol("c-silvia"), 503, "BUSY")
    assert_refused(visit.decide("override"), 503, "BUSY")
    terminal.branch.clock.now_s += 61
    assert_refused(visit.decide("review"), 503, "BUSY")
    assert_refused(visit.enrol("c-another", "r2"), 400, "REQUEST_INVALID")
    assert_refused(visit.enrol("c-silvia", "r2"), 409, "CHALLENGE_CLOSED")
    assert visit.enrol("c-silvia").json()["outcome"] == "approved"


def test_a_face_that_collections_refuse_enrols_nobody(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise FaceQualityTooLow

    visit = ready(terminal, "tina")
    with monkeypatch.context() as patched:
        patched.setattr(terminal.branch.identity.enrolments, "enrol", refuse)
        answer = visit.enrol("c-tina").json()
    assert (answer["outcome"], answer["reasons"]) == ("incomplete", ["FACE_QUALITY_TOO_LOW"])
    assert not terminal.branch.identity.enrolments.is_enrolled("c-tina")


@pytest.mark.parametrize(
    ("images", "status", "code"),
    [
        ([], 400, "DOCUMENT_PAGES_INVALID"),
        ([jpeg("1"), jpeg("2"), jpeg("3")], 400, "DOCUMENT_PAGES_INVALID"),
        ([PDF], 400, "DOCUMENT_NOT_IMAGE"),
        ([b""], 400, "DOCUMENT_NOT_IMAGE"),
        ([jpeg("cut")[:-4]], 400, "IMAGE_TRUNCATED"),
        ([jpeg("small", 40, 40)], 422, "IMAGE_TOO_SMALL"),
        ([jpeg("huge", 9000, 9000)], 413, "IMAGE_DIMENSIONS_EXCEEDED"),
        ([bytes(TERMINAL_PAGE_LIMITS.max_bytes + 1)], 413, "IMAGE_TOO_LARGE"),
        ([bytes(2 * TERMINAL_PAGE_LIMITS.max_bytes + 30_000)], 413, "IMAGE_TOO_LARGE"),
    ],
)
def test_pages_that_are_none(terminal: Terminal, images: list[bytes], status: int, code: str) -> None:
    visit = terminal.begin("onboard").pass_liveness("ulla")
    assert_refused(visit.pages(*images), status, code)
    assert terminal.branch.identity.flows.load(visit.id) is None


def test_the_larger_limit_holds_for_documents_alone(terminal: Terminal) -> None:
    visit = terminal.begin("onboard").pass_liveness("vera")
    assert_refused(visit.post("enrol", requestId="r1", customer="c" * 7_000_000), 413, "IMAGE_TOO_LARGE")


def test_requests_that_are_none(terminal: Terminal) -> None:
    visit = ready(terminal, "wanda")
    encoded = [{"side": "front", "imageBase64": "%%%"}]
    assert_refused(visit.post("document", pages=encoded), 400, "IMAGE_NOT_BASE64")
    assert_refused(visit.post("document", pages=[{"side": "left", "imageBase64": ""}]), 400, "REQUEST_INVALID")
    both = [{"side": "front", "imageBase64": "AAAA"}] * 2
    assert_refused(visit.post("document", pages=both), 400, "DOCUMENT_PAGES_INVALID")
    assert_refused(visit.post("document"), 400, "REQUEST_INVALID")
    assert_refused(visit.enrol("c\n"), 400, "REQUEST_INVALID")
    assert_refused(visit.enrol("c" * 65), 400, "REQUEST_INVALID")
    assert_refused(visit.enrol(request_id=""), 400, "REQUEST_INVALID")
    assert_refused(visit.enrol(request_id="r-1"), 400, "REQUEST_INVALID")
    other = terminal.begin("onboard")
    other.started["token"] = visit.started["token"]
    for answer in (other.document("wanda"), other.enrol(), other.authenticate(), other.evidence()):
        assert_refused(answer, 403, "TOKEN_INVALID")


def test_steps_without_a_passed_challenge(terminal: Terminal) -> None:
    visit = terminal.begin("onboard")
    assert_refused(visit.document("xenia"), 409, "LIVENESS_NOT_PASSED")
    visit.fail_liveness(jpeg("xenia"))
    assert_refused(visit.document("xenia"), 409, "LIVENESS_NOT_PASSED")
    assert_refused(visit.enrol(), 409, "LIVENESS_NOT_PASSED")
    for flow in ("verify", "authenticate"):
        customer = "c-yvonne" if flow == "authenticate" else ""
        if customer:
            terminal.onboarded("yvonne", customer)
        other = terminal.begin(flow, customer).pass_liveness("yvonne")
        assert_refused(other.document("yvonne"), 409, "CHALLENGE_CLOSED")
        assert_refused(other.enrol(), 409, "CHALLENGE_CLOSED")


def test_an_attempt_has_ten_minutes_after_its_challenge(terminal: Terminal) -> None:
    visit = ready(terminal, "zoe")
    lifetime_s = terminal.branch.settings.session_lifetime_s
    terminal.branch.clock.now_s += lifetime_s + 590
    assert visit.enrol().json()["outcome"] == "approved"
    visit = terminal.begin("onboard").pass_liveness("zora")
    terminal.branch.clock.now_s += lifetime_s + 601
    assert_refused(visit.document("zora"), 403, "TOKEN_EXPIRED")


@pytest.mark.expect_logs
def test_an_enrolment_that_nobody_was_told_of_is_taken_back(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    identity = terminal.branch.identity
    visit = ready(terminal, "zita")
    with monkeypatch.context() as patched:
        _kill_after_enrolment(terminal, patched)
        with pytest.raises(Killed):
            enrol_step(identity, EnrolRequest(visit.id, visit.started["token"], "r1", "c-zita"))
    run_maintenance(identity)
    assert identity.enrolments.is_enrolled("c-zita"), "the terminal may still ask"
    terminal.branch.clock.now_s += 3600
    run_maintenance(identity)
    assert not identity.enrolments.is_enrolled("c-zita")
    assert not [*identity.flows.list_unsettled(terminal.branch.clock.now_s)]
    assert identity.attempts.load(visit.id).outcome is Outcome.ABANDONED
