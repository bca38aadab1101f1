"""What staff sees and decides, behind their PIN."""

from dataclasses import replace

import pytest

from kiosk.domain.identity.flow import Outcome
from kiosk.domain.identity.step_results import (
    StaffDecision,
)
from kiosk.terminal.session import effects, events
from kiosk.terminal.session.machine import step
from kiosk.terminal.session.states import (
    CapturingDocument,
    Decided,
    EnteringStaff,
    Result,
    StaffGate,
    StaffPanel,
    Waiting,
)
from tests.unit.terminal.session.visits import (
    ACCEPTED,
    APPROVED,
    ASSISTED,
    EVIDENCE,
    FILES,
    LIVE,
    MISMATCH,
    ONBOARD,
    STAFF,
    TO_ASSISTED,
    Events,
    after,
    verdict,
)


def test_staff_begins_an_assisted_attempt_and_lets_it_enrol() -> None:
    live = (*TO_ASSISTED, *LIVE, events.FilesChosen(FILES), events.DocumentRead(3, ACCEPTED))
    session, done = after(ASSISTED, live)
    assert done[0] == effects.CheckStaff(1, STAFF)
    assert (session.state, session.customer, session.staff_id) == (EnteringStaff(StaffGate.PANEL), "4711", "007")
    panel = (events.StaffEntered(STAFF), events.EvidenceReceived(4, EVIDENCE))
    session, _ = after(ASSISTED, panel, session)
    assert session.state == StaffPanel(EVIDENCE, STAFF)
    session, done = after(ASSISTED, (events.EnrolPressed(), events.FlowEnded(5, APPROVED)), session)
    assert (done, session.passed) == ([effects.Enrol(5, "4711")], True)


def test_a_wrong_pin_leads_nowhere() -> None:
    session, _ = after(
        ASSISTED, (events.StartPressed(), events.StaffEntered(STAFF), events.StepFailed(1, "STAFF_REFUSED"))
    )
    assert session.state == EnteringStaff(StaffGate.BEGIN, "STAFF_REFUSED")
    late, _ = after(ASSISTED, (events.StaffEntered(STAFF), events.Tick(200.0)), session)
    assert late.state == EnteringStaff(StaffGate.BEGIN, "BACKEND_TIMEOUT")


def test_what_staff_sees_is_behind_the_pin_each_time() -> None:
    failed = (*TO_ASSISTED, *LIVE[:-1], events.VerdictReceived(1, verdict(False)))
    session, _ = after(ASSISTED, (*failed, events.StaffPressed()))
    assert session.state == EnteringStaff(StaffGate.PANEL)
    assert isinstance(after(ASSISTED, [events.BackPressed()], session)[0].state, Result)
    alone, _ = after(ONBOARD, (events.StartPressed(), *LIVE[:-1], events.VerdictReceived(1, verdict(False))))
    assert step(alone, events.StaffPressed()) == (alone, ())


@pytest.mark.parametrize(
    ("way", "follows"),
    [
        ((*TO_ASSISTED, *LIVE[:-1], events.VerdictReceived(1, verdict(False))), CapturingDocument),
        ((*TO_ASSISTED, *LIVE, events.FilesChosen(FILES), events.DocumentRead(3, MISMATCH)), Waiting),
    ],
)
def test_an_override_goes_on_where_the_attempt_failed(way: Events, follows: type[object]) -> None:
    session, _ = after(ASSISTED, (*way, events.StaffPressed(), events.StaffEntered(STAFF)))
    session, _ = after(ASSISTED, [events.EvidenceReceived(session.request_no, EVIDENCE)], session)
    assert step(session, events.DecisionPressed(StaffDecision.OVERRIDE, " ")) == (session, ())
    session, done = after(ASSISTED, [events.DecisionPressed(StaffDecision.OVERRIDE, "known")], session)
    assert done == [effects.Decide(session.request_no, STAFF, StaffDecision.OVERRIDE, "known")]
    taken = events.DecisionTaken(session.request_no, StaffDecision.OVERRIDE, Outcome.OPEN)
    session, done = after(ASSISTED, [taken], session)
    assert isinstance(session.state, follows)
    assert not session.passed
    assert not session.attempt_closed


def test_review_ends_the_attempt_without_a_pass() -> None:
    panel = replace(
        after(ASSISTED, TO_ASSISTED)[0], state=StaffPanel(EVIDENCE, STAFF), request_no=7, attempt_closed=False
    )
    asked = events.DecisionPressed(StaffDecision.REVIEW, "dark")
    taken = events.DecisionTaken(8, StaffDecision.REVIEW, Outcome.INCOMPLETE)
    session, _ = after(ASSISTED, [asked, taken], panel)
    assert isinstance(session.state, Decided)
    assert not session.passed


def test_nobody_enrols_from_the_panel_what_was_not_accepted() -> None:
    panel = replace(after(ASSISTED, TO_ASSISTED)[0], state=StaffPanel(EVIDENCE, STAFF))
    assert step(panel, events.EnrolPressed()) == (panel, ())
