"""The terminal in the hands of staff: unlocked at the screen, looked after, and out of service while they say so."""

from dataclasses import replace

import pytest

from kiosk.domain.identity.staff import TASKS, StaffRole, StaffTask
from kiosk.terminal.session import effects, events, panel_events
from kiosk.terminal.session.machine import begin, step
from kiosk.terminal.session.panel_events import PanelAnswer
from kiosk.terminal.session.states import Attract, EnteringStaff, Session, StaffGate, TerminalPanel
from kiosk.terminal.session.terminal_panel import NEEDED
from kiosk.terminal.session.terminal_report import CameraReport, FoundCustomer, PanelNote
from tests.unit.terminal.session.visits import STAFF, TIMEOUTS, TO_FAIL, VERIFY, Events, after

TO_PANEL: Events = (events.TerminalPressed(), events.StaffEntered(STAFF))
REPORT = CameraReport("Camera", "usb:1", admitted=False, turn_deg=90)
INTENTS: dict[type, events.UserIntent] = {
    panel_events.UnlockPressed: panel_events.UnlockPressed(),
    panel_events.MaintenancePressed: panel_events.MaintenancePressed(),
    panel_events.CameraCheckPressed: panel_events.CameraCheckPressed(),
    panel_events.CameraAdmitted: panel_events.CameraAdmitted(),
    panel_events.TurnAccepted: panel_events.TurnAccepted(),
    panel_events.VolumeChosen: panel_events.VolumeChosen(40),
    panel_events.LookUpPressed: panel_events.LookUpPressed("4711"),
    panel_events.LogFolderChosen: panel_events.LogFolderChosen("/media/stick"),
}


def opened(role: StaffRole = StaffRole.SUPERVISOR, session: Session | None = None) -> Session:
    session, done = after(VERIFY, (*TO_PANEL, events.StaffAccepted(1, TASKS[role])), session)
    assert done == [effects.CheckStaff(1, STAFF)]
    assert isinstance(session.state, TerminalPanel)
    return session


def test_a_locked_terminal_is_unlocked_at_the_screen() -> None:
    locked, _ = step(begin(100.0, TIMEOUTS, VERIFY), events.ReadinessChecked("LOCKED_OUT", 90.0))
    assert locked.notice == "LOCKED_OUT"
    session, done = step(opened(session=locked), panel_events.UnlockPressed())
    assert done == (effects.UnlockTerminal(2, STAFF),)
    assert session.notice == "LOCKED_OUT", "not before the backend has said so"
    session, _ = step(session, PanelAnswer(2, PanelNote.UNLOCKED))
    assert session.notice == ""
    session, _ = step(session, events.DonePressed())
    assert session.state == Attract()


def test_a_lock_is_learnt_from_the_backend_and_forgotten_when_it_says_so() -> None:
    session = begin(100.0, TIMEOUTS, VERIFY)
    session, _ = step(session, events.ReadinessChecked("TOO_MANY_STARTS", 60.0))
    assert session.notice == "LOCKED_OUT"
    session, _ = step(session, events.ReadinessChecked(""))
    assert session.notice == "LOCKED_OUT", "nobody was asked"
    session, _ = step(session, events.ReadinessChecked("", 0.0))
    assert session.notice == ""


def test_a_wrong_pin_leads_nowhere_and_nobody_waits_there_for_ever() -> None:
    session, _ = after(VERIFY, (*TO_PANEL, events.StepFailed(1, "STAFF_REFUSED")))
    assert session.state == EnteringStaff(StaffGate.TERMINAL, "STAFF_REFUSED")
    session, done = step(session, events.Tick(session.now_s + TIMEOUTS.entry_s + 1))
    assert session.state == Attract()
    assert effects.Wipe() in done


def test_the_gesture_opens_nothing_while_a_customer_is_there() -> None:
    session, _ = after(VERIFY, TO_FAIL)
    assert step(session, events.TerminalPressed()) == (session, ())


@pytest.mark.parametrize("role", StaffRole)
@pytest.mark.parametrize("intent", INTENTS)
def test_nobody_does_what_the_role_does_not_allow(role: StaffRole, intent: type) -> None:
    session = opened(role)
    assert isinstance(session.state, TerminalPanel)
    session = replace(session, state=replace(session.state, camera=REPORT))
    _, done = step(session, INTENTS[intent])
    assert bool(done) is (NEEDED[intent] in TASKS[role])


def test_out_of_service_means_out_of_service() -> None:
    session, done = step(opened(), panel_events.MaintenancePressed())
    assert done == (effects.SaveMaintenance(True),)
    session, _ = step(session, events.DonePressed())
    assert (session.state, session.notice) == (Attract(), "TERMINAL_IN_MAINTENANCE")
    refused, done = step(session, events.StartPressed())
    assert (refused.state, done) == (Attract(), ())
    session, done = step(replace(opened(session=replace(session, request_no=0))), panel_events.MaintenancePressed())
    assert done == (effects.SaveMaintenance(False),)
    session, _ = step(session, events.DonePressed())
    started, _ = step(session, events.StartPressed())
    assert started.state != Attract()


def test_one_thing_at_a_time_and_late_answers_change_nothing() -> None:
    session, _ = step(opened(), panel_events.CameraCheckPressed())
    assert step(session, panel_events.UnlockPressed()) == (session, ())
    assert step(session, PanelAnswer(1, PanelNote.UNLOCKED)) == (session, ())
    session, _ = step(session, PanelAnswer(2, camera=REPORT))
    assert isinstance(session.state, TerminalPanel)
    assert (session.state.camera, session.state.busy) == (REPORT, False)
    _, done = step(session, panel_events.CameraAdmitted())
    assert done == (effects.AdmitCamera(3, "usb:1", "Camera"),)
    _, done = step(session, panel_events.TurnAccepted())
    assert done == (effects.SaveTurn(3, 90),)


def test_customers_that_were_found_are_gone_with_the_panel() -> None:
    session, _ = step(opened(), panel_events.LookUpPressed(""))
    session, _ = step(session, PanelAnswer(2, customers=(FoundCustomer("4711", 1.0),)))
    assert "4711" not in repr(session)
    session, done = step(session, events.Tick(session.now_s + TIMEOUTS.panel_s + 1))
    assert session.state == Attract()
    assert effects.Wipe() in done
    assert session.request_no == 2


def test_what_failed_is_said_and_may_be_asked_again() -> None:
    session, _ = step(opened(), panel_events.UnlockPressed())
    session, _ = step(session, events.StepFailed(2, "BACKEND_UNREACHABLE"))
    assert isinstance(session.state, TerminalPanel)
    assert (session.state.code, session.state.busy) == ("BACKEND_UNREACHABLE", False)
    _, done = step(session, panel_events.UnlockPressed())
    assert done == (effects.UnlockTerminal(3, STAFF),)


def test_every_task_of_the_terminal_belongs_to_somebody() -> None:
    assert {*NEEDED.values()} <= {*StaffTask}
    assert all(any(task in TASKS[role] for role in StaffRole) for task in NEEDED.values())


def test_the_volume_is_heard_at_once_and_nothing_beyond_it_is_taken() -> None:
    session, done = step(opened(StaffRole.TECHNICIAN), panel_events.VolumeChosen(40))
    assert (session.volume_percent, done) == (40, (effects.SaveVolume(2, 40),))
    session, _ = step(session, PanelAnswer(2, PanelNote.VOLUME_SAVED))
    session, _ = step(session, panel_events.SampleUnheard())
    assert isinstance(session.state, TerminalPanel)
    assert session.state.note is PanelNote.NO_VOICE
    for percent in (-1, 101):
        assert step(session, panel_events.VolumeChosen(percent)) == (session, ())
    left, _ = step(session, events.DonePressed())
    assert left.volume_percent == 40, "it is the terminal's and not the customer's"
