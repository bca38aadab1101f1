"""Enrolled customers and others who claim to be them, over HTTP."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from kiosk.backend.build.maintenance import run_maintenance
from kiosk.backend.enrolment.ports import CustomerLikeness
from kiosk.backend.ports import UserFound
from kiosk.domain.faces.face_detail import Pose
from kiosk.domain.identity.flow import AttemptStage, Outcome
from tests.factories.faces import head
from tests.factories.visits import Terminal
from tests.fakes.served_backend import assert_refused, served

TURNED = replace(head(), pose=Pose(0.0, -35.0, 0.0))
CUSTOMER = "c-anna"


@pytest.fixture(autouse=True, scope="module")
def enrolled(terminal: Terminal) -> Iterator[None]:
    terminal.onboarded("anna", CUSTOMER)
    yield


def test_a_customer_is_recognised(terminal: Terminal) -> None:
    visit = terminal.begin("authenticate", CUSTOMER).pass_liveness("anna")
    answer = visit.authenticate().json()
    assert (answer["outcome"], answer["reasons"]) == ("approved", [])
    assert answer["faceMatch"]["isMatch"]
    assert visit.authenticate().json() == answer
    assert_refused(visit.authenticate("r2"), 409, "CHALLENGE_CLOSED")
    attempt = terminal.branch.identity.attempts.load(visit.id)
    assert (attempt.outcome, attempt.stage, attempt.customer) == (Outcome.APPROVED, AttemptStage.FACE_MATCH, CUSTOMER)
    assert attempt.measures["similarity"] > 95
    assert answer["faceMatch"] == {"isMatch": True}
    held = terminal.branch.identity.enrolments.load_customer(CUSTOMER)
    assert held.seen_at_s == terminal.branch.clock.now_s


def test_somebody_else_is_not(terminal: Terminal) -> None:
    visit = terminal.begin("authenticate", CUSTOMER).pass_liveness("bruno")
    answer = visit.authenticate().json()
    assert (answer["outcome"], answer["reasons"]) == ("failed", ["FACE_MISMATCH"])
    assert not answer["faceMatch"]["isMatch"]
    assert visit.authenticate().json() == answer
    assert_refused(visit.authenticate("r2"), 409, "CHALLENGE_CLOSED")


def test_whoever_is_more_like_another_customer_is_not(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    visit = terminal.begin("authenticate", CUSTOMER).pass_liveness("anna")
    alike = CustomerLikeness(99.0, (UserFound("c-twin", 99.5),))
    monkeypatch.setattr(terminal.branch.identity.enrolments, "likeness", lambda *_: alike)
    answer = visit.authenticate().json()
    assert (answer["outcome"], answer["faceMatch"]["isMatch"]) == ("failed", False)


@pytest.mark.expect_logs
@pytest.mark.parametrize("similarity", [float("nan"), -1.0, 101.0])
def test_what_is_no_similarity_passes_nobody(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, similarity: float
) -> None:
    visit = terminal.begin("authenticate", CUSTOMER).pass_liveness("anna")
    monkeypatch.setattr(terminal.branch.identity.enrolments, "likeness", lambda *_: CustomerLikeness(similarity))
    assert_refused(visit.authenticate(), 500, "ANALYSIS_FAILED")


def test_a_face_that_cannot_be_compared(terminal: Terminal) -> None:
    visit = terminal.begin("authenticate", CUSTOMER).pass_liveness("anna", TURNED)
    answer = visit.authenticate().json()
    assert (answer["outcome"], answer["reasons"]) == ("incomplete", ["FACE_QUALITY_TOO_LOW"])
    assert answer["faceMatch"] is None


def test_who_was_erased_meanwhile(terminal: Terminal) -> None:
    terminal.onboarded("cleo", "c-cleo")
    visit = terminal.begin("authenticate", "c-cleo").pass_liveness("cleo")
    terminal.branch.identity.enrolments.erase("c-cleo")
    answer = visit.authenticate().json()
    assert (answer["outcome"], answer["reasons"]) == ("failed", ["FACE_MISMATCH"])


def test_whether_there_is_such_a_customer_is_told_to_staff_alone(terminal: Terminal) -> None:
    known = terminal.begin("authenticate", CUSTOMER).pass_liveness("greta")
    unknown = terminal.begin("authenticate", "c-nobody").pass_liveness("greta")
    assert known.started.keys() == unknown.started.keys()
    heard, also_heard = known.authenticate(), unknown.authenticate()
    assert (
        heard.json()
        == also_heard.json()
        == {
            "outcome": "failed",
            "reasons": ["FACE_MISMATCH"],
            "faceMatch": {"isMatch": False},
        }
    )
    assert (heard.status_code, [*heard.headers]) == (also_heard.status_code, [*also_heard.headers])
    assert known.evidence().json()["reasons"] == ["FACE_MISMATCH"]
    assert unknown.evidence().json()["reasons"] == ["CUSTOMER_NOT_FOUND"]
    attempt = terminal.branch.identity.attempts.load(unknown.id)
    assert (attempt.outcome, attempt.reasons) == (Outcome.FAILED, ("CUSTOMER_NOT_FOUND",))


def test_a_number_that_nobody_has_is_locked_like_any_other(terminal: Terminal) -> None:
    for _ in range(5):
        terminal.begin("authenticate", "c-none").pass_liveness("emil").authenticate()
    assert_refused(terminal.start("authenticate", "c-none"), 429, "LOCKED_OUT")


def test_starts_that_are_refused(terminal: Terminal) -> None:
    assert_refused(terminal.start("authenticate", ""), 400, "REQUEST_INVALID")
    assert_refused(terminal.start("dance", ""), 400, "REQUEST_INVALID")
    assert_refused(terminal.start("onboard", "x" * 65), 400, "REQUEST_INVALID")
    assert_refused(terminal.start("onboard", "a\x00b"), 400, "REQUEST_INVALID")
    assert_refused(terminal.start("onboard", deviceId="x" * 65), 400, "REQUEST_INVALID")
    assert_refused(terminal.start("onboard", sessionId="s-1"), 400, "REQUEST_INVALID")


def test_without_a_passed_challenge(terminal: Terminal) -> None:
    visit = terminal.begin("authenticate", CUSTOMER)
    assert_refused(visit.authenticate(), 409, "LIVENESS_NOT_PASSED")
    visit.fail_liveness(b"nobody")
    assert_refused(visit.authenticate(), 409, "LIVENESS_NOT_PASSED")


def test_five_failures_lock_the_customer_out_also_of_the_match(terminal: Terminal) -> None:
    terminal.onboarded("dana", "c-dana")
    waiting = terminal.begin("authenticate", "c-dana").pass_liveness("dana")
    for _ in range(5):
        terminal.begin("authenticate", "c-dana").pass_liveness("emil").authenticate()
    refused = terminal.start("authenticate", "c-dana")
    assert_refused(refused, 429, "LOCKED_OUT")
    assert 0 < int(refused.headers["Retry-After"]) <= 1800
    assert_refused(waiting.authenticate(), 429, "LOCKED_OUT")


def test_a_customer_who_leaves(terminal: Terminal) -> None:
    visit = terminal.begin("authenticate", CUSTOMER).pass_liveness("anna")
    assert_refused(visit.post("abandon", stage="face_match", reason="because"), 400, "REQUEST_INVALID")
    assert_refused(visit.post("abandon", stage="nowhere", reason="LEFT"), 400, "REQUEST_INVALID")
    for _ in range(2):
        assert visit.post("abandon", stage="face_match", reason="CUSTOMER_LEFT").json() == {}
    assert_refused(visit.authenticate(), 409, "CHALLENGE_CLOSED")
    attempt = terminal.branch.identity.attempts.load(visit.id)
    assert (attempt.outcome, attempt.reasons) == (Outcome.ABANDONED, ("CUSTOMER_LEFT",))


def test_what_nobody_ended_is_ended_in_time(terminal: Terminal) -> None:
    visit = terminal.begin("authenticate", CUSTOMER).pass_liveness("anna")
    terminal.branch.clock.now_s += 3600
    run_maintenance(terminal.branch.identity)
    assert terminal.branch.identity.attempts.load(visit.id).outcome is Outcome.ABANDONED


def test_a_backend_without_engines_only_tells_who_is_live(terminal: Terminal) -> None:
    from contextlib import ExitStack

    from kiosk.backend.api.facade import ChallengeService

    bare = ChallengeService(terminal.branch.service._context, ExitStack())
    with served(bare, terminal.branch.settings) as url:
        other = Terminal(terminal.branch, url)
        assert_refused(other.start("onboard"), 400, "REQUEST_INVALID")
        assert_refused(other.post("/staff/check", staffId="s-1", pin="1"), 404, "ROUTE_NOT_FOUND")
        assert other.start("verify").status_code == 200
        other._session.close()
