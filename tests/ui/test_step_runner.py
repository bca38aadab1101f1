"""What a session asks of the backend goes over real HTTP and comes back as one event, whatever happens."""

import base64
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from kiosk.domain.identity.flow import AttemptStage, Outcome
from kiosk.domain.identity.step_results import Evidence, FlowAnswer, Page, Side, StaffDecision
from kiosk.terminal.client.backend import BackendClient
from kiosk.terminal.client.backoff import RetryPolicy
from kiosk.terminal.session import effects, events
from kiosk.terminal.session.events import Event
from kiosk.terminal.session.page_capture import PageView
from kiosk.terminal.session.states import Staff
from kiosk.terminal.ui.backend_steps import BackendSteps
from kiosk.terminal.ui.step_runner import StepRunner
from kiosk.terminal.ui.threads import Workers
from kiosk.terminal.ui.tracking import PageTracked
from tests.factories.answers import started
from tests.fakes.fault_server import Reply, Server, hang_up, ok, raw, serving, status

PAGES = (Page(Side.FRONT, b"front"),)
STAFF = Staff("007", "1234")
READ = {
    "accepted": True,
    "kind": "passport",
    "findings": [],
    "quality": [],
    "faceMatch": {"isMatch": True},
}
ENROLLED = {"outcome": "approved", "reasons": [], "customer": "42"}
KNOWN = {"outcome": "approved", "reasons": [], "faceMatch": READ["faceMatch"]}
EVIDENCE = {
    "outcome": "failed",
    "stage": "face_match",
    "reasons": ["FACE_MISMATCH"],
    "scores": {"similarity": 61.0},
    "images": [{"name": "selfie", "imageBase64": base64.b64encode(b"jpeg").decode()}],
}


class Reported:
    """Events as they come."""

    def __init__(self, qtbot: QtBot, workers: Workers, url: str) -> None:
        self._qtbot = qtbot
        retry = RetryPolicy(max_attempts=2, base_s=0.01, cap_s=0.02)
        self.events: list[Event] = []
        calls = BackendSteps(partial(BackendClient, url, read_timeout_s=1.0, retry=retry))
        self.runner = StepRunner(workers, calls, self.events.append)

    def after(self, effect: effects.StepRequest) -> Event:
        self.events.clear()
        self.runner.carry_out(effect, started())
        self._qtbot.waitUntil(lambda: bool(self.events), timeout=8000)
        return self.events[0]


@pytest.fixture
def workers() -> Iterator[Workers]:
    with Workers() as made:
        yield made


def reported(qtbot: QtBot, workers: Workers, server: Server) -> Reported:
    return Reported(qtbot, workers, server.url)


def test_every_question_has_its_answer(qtbot: QtBot, workers: Workers) -> None:
    replies = (ok(), ok(**READ), ok(**ENROLLED), ok(**KNOWN), ok(**EVIDENCE), ok(outcome="incomplete"))
    with serving(*replies) as server:
        at = reported(qtbot, workers, server)
        assert at.after(effects.CheckStaff(1, STAFF)) == events.StaffAccepted(1)
        read = at.after(effects.ReadDocument(2, PAGES))
        assert isinstance(read, events.DocumentRead)
        assert read.answer.accepted
        enrolled = at.after(effects.Enrol(3, ""))
        assert isinstance(enrolled, events.FlowEnded)
        assert (enrolled.request_no, enrolled.answer.approved, enrolled.answer.customer) == (3, True, "42")
        known = at.after(effects.Authenticate(4))
        assert isinstance(known, events.FlowEnded)
        assert isinstance(known.answer, FlowAnswer)
        evidence = at.after(effects.FetchEvidence(5, STAFF))
        assert isinstance(evidence, events.EvidenceReceived)
        assert isinstance(evidence.evidence, Evidence)
        assert evidence.evidence.images == (("selfie", b"jpeg"),)
        decided = at.after(effects.Decide(6, STAFF, StaffDecision.REVIEW, "dark"))
        assert decided == events.DecisionTaken(6, StaffDecision.REVIEW, Outcome.INCOMPLETE)
        paths = [request.path.rsplit("/", 1)[-1] for request in server.script.requests]
    assert paths == ["check", "document", "enrol", "authenticate", "evidence", "decision"]


@pytest.mark.expect_logs
@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (hang_up, "BACKEND_UNREACHABLE"),
        (raw(b"<html>", "text/html"), "BACKEND_RESPONSE_INVALID"),
        (ok(), "BACKEND_RESPONSE_INVALID"),
        (ok(outcome="approved", reasons="none"), "BACKEND_RESPONSE_INVALID"),
        (status(409, {"code": "STEP_MISSING", "message": ""}), "STEP_MISSING"),
        (status(403, {"code": "TOKEN_EXPIRED", "message": ""}), "TOKEN_EXPIRED"),
    ],
)
def test_a_backend_that_fails_approves_nobody(qtbot: QtBot, workers: Workers, reply: Reply, code: str) -> None:
    with serving(reply) as server:
        at = reported(qtbot, workers, server)
        for effect in (effects.Enrol(3, "4711"), effects.Authenticate(3)):
            assert at.after(effect) == events.StepFailed(3, code)


def test_who_leaves_is_told_without_waiting_and_without_complaint(qtbot: QtBot, workers: Workers) -> None:
    with serving(ok(), hang_up) as server:
        at = reported(qtbot, workers, server)
        at.runner.abandon(started(), AttemptStage.DOCUMENT, "CANCELLED")
        qtbot.waitUntil(lambda: len(server.script.requests) == 1)
        body = server.script.requests[0].body
        assert (body["stage"], body["reason"]) == ("document", "CANCELLED")
        at.runner.abandon(started(), AttemptStage.DOCUMENT, "CANCELLED")
        qtbot.waitUntil(lambda: len(server.script.requests) >= 2)
    assert at.events == []


@pytest.mark.expect_logs
def test_without_what_a_step_needs_it_fails(qtbot: QtBot, workers: Workers) -> None:
    seen: list[Event] = []
    runner = StepRunner(workers, None, seen.append)
    runner.carry_out(effects.Authenticate(1), started())
    runner.carry_out(effects.TakePage(2, Side.FRONT), started())
    assert seen == [events.StepFailed(1, "INTERNAL_ERROR"), events.StepFailed(2, "INTERNAL_ERROR")]
    runner.abandon(started(), AttemptStage.DOCUMENT, "CANCELLED")


def test_the_newest_picture_is_the_one_that_is_taken(qtbot: QtBot, workers: Workers) -> None:
    seen: list[Event] = []
    runner = StepRunner(workers, None, seen.append)
    runner.report_page(PageTracked(np.zeros((72, 128, 3), np.uint8), PageView()), 7)
    assert seen == [events.PageSeen(7, PageView())]
    runner.carry_out(effects.TakePage(7, Side.BACK), None)
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert isinstance(seen[1], events.PageTaken)
    assert (seen[1].request_no, seen[1].page.side) == (7, Side.BACK)


def test_files_are_read_or_refused(qtbot: QtBot, workers: Workers, tmp_path: Path) -> None:
    seen: list[Event] = []
    runner = StepRunner(workers, None, seen.append)
    (tmp_path / "text.pdf").write_bytes(b"%PDF-1.7")
    runner.choose_files([str(tmp_path / "text.pdf")])
    qtbot.waitUntil(lambda: seen == [events.FilesRefused("DOCUMENT_NOT_IMAGE")])
