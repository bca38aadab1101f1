"""What an idle terminal finds out about itself, and what its first screen makes of it."""

import logging
from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from kiosk.errors import BackendUnreachable
from kiosk.terminal.session.events import ReadinessChecked, ServiceFailed
from kiosk.terminal.session.machine import begin, step
from kiosk.terminal.session.states import Attract, Session, Starting, Timeouts
from kiosk.terminal.ui.idle_check import IdleCheck, Readiness
from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.lookup import describe_error, describe_flow, get_text
from kiosk.terminal.ui.threads import Workers
from kiosk.terminal.ui.window import KioskWindow


@pytest.fixture
def told() -> list[str]:
    return []


def checking(
    told: list[str], workers: Workers, ask: Callable[[], object], camera: str = "", *, idle: bool = True
) -> IdleCheck:
    def answer(_: bool) -> Readiness:
        ask()
        return Readiness()

    return IdleCheck(workers, lambda: camera, answer, lambda event: told.append(event.code), lambda: idle)


def _has_grown(told: list[str], before: int) -> bool:
    return len(told) > before


def fail() -> None:
    raise BackendUnreachable


@pytest.mark.expect_logs
def test_a_dead_backend_is_said_and_so_is_its_return(
    qtbot: QtBot, told: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    answers: list[Callable[[], None]] = [fail, fail, lambda: None]
    with Workers() as workers:
        check = checking(told, workers, lambda: answers.pop(0)())
        for _ in range(3):
            before = len(told)
            check.check()
            qtbot.waitUntil(partial(_has_grown, told, before))
    assert told == ["BACKEND_UNREACHABLE", "BACKEND_UNREACHABLE", ""]
    assert caplog.text.count("could not work: BACKEND_UNREACHABLE") == 1
    assert caplog.text.count("could work again") == 1


@pytest.mark.expect_logs
def test_a_missing_camera_is_said_without_asking_the_backend(told: list[str]) -> None:
    with Workers() as workers:
        checking(told, workers, fail, "CAMERA_MISSING").check()
    assert told == ["CAMERA_MISSING"]


def test_nothing_is_asked_while_somebody_is_there(told: list[str]) -> None:
    with Workers() as workers:
        checking(told, workers, fail, "CAMERA_MISSING", idle=False).check()
    assert told == []


def idle() -> Session:
    return begin(0.0, Timeouts())


def visible_words(window: KioskWindow) -> str:
    return " ".join(each.text() for each in window.findChildren(QLabel) if each.isVisible())


def test_an_idle_terminal_that_cannot_work_invites_nobody(qtbot: QtBot) -> None:
    window = KioskWindow()
    qtbot.addWidget(window)
    window.show()
    broken, _ = step(idle(), ReadinessChecked("BACKEND_UNREACHABLE"))
    window.show_session(broken)
    (start,) = (each for each in window.findChildren(QPushButton) if each.objectName() == "start")
    assert describe_error("BACKEND_UNREACHABLE").title in visible_words(window)
    assert get_text(TextKey.CODE_LINE, code="BACKEND_UNREACHABLE") in visible_words(window)
    assert not start.isVisible()
    repaired, _ = step(broken, ReadinessChecked(""))
    window.show_session(repaired)
    assert describe_flow(repaired.visit.flow).title in visible_words(window)
    assert start.isVisible()


@pytest.mark.parametrize(("code", "notice"), [("LOCKED_OUT", "LOCKED_OUT"), ("BACKEND_TIMEOUT", "")])
def test_a_terminal_that_is_refused_says_so_until_that_is_over(code: str, notice: str) -> None:
    asked = Session(Timeouts(), 100.0, Starting(), attempt=1, attempt_closed=False)
    refused, _ = step(asked, ServiceFailed(1, code, 120.0))
    back = Session(Timeouts(), 150.0, Attract(), refused_until_s=refused.refused_until_s)
    assert back.notice == notice
    assert Session(Timeouts(), 220.0, Attract(), refused_until_s=refused.refused_until_s).notice == ""


def test_what_is_refused_to_one_customer_is_refused_to_nobody_else() -> None:
    asked = Session(Timeouts(), 100.0, Starting(), attempt=1, attempt_closed=False, customer="C-1")
    refused, _ = step(asked, ServiceFailed(1, "LOCKED_OUT", 120.0))
    assert refused.refused_until_s == 0


@pytest.mark.expect_logs
def test_a_lock_is_learnt_at_the_first_check_and_asked_for_until_it_is_over(qtbot: QtBot) -> None:
    asked, told = list[bool](), list[ReadinessChecked]()
    answers = [Readiness("LOCKED_OUT", 90.0), Readiness("LOCKED_OUT", 80.0), Readiness("", 0.0), Readiness()]
    idle = True

    def ask(about_lock: bool) -> Readiness:
        asked.append(about_lock)
        return answers[len(asked) - 1] if about_lock or len(asked) > 3 else Readiness()

    with Workers() as workers:
        check = IdleCheck(workers, lambda: "", ask, told.append, lambda: idle)
        for count in range(1, 5):
            check.check()
            qtbot.waitUntil(partial(_are, told, count))
        idle = False
        check.check()
        idle = True
        answers.append(Readiness())
        check.check()
        qtbot.waitUntil(partial(_are, told, 5))
    assert asked == [True, True, True, False, True], "asked anew after somebody was there, and else not"
    assert [(each.code, each.refused_s) for each in told[:3]] == [("LOCKED_OUT", 90.0), ("LOCKED_OUT", 80.0), ("", 0.0)]
    assert told[3].refused_s is None


def _are(told: list[ReadinessChecked], count: int) -> bool:
    return len(told) == count
