"""The event loop's signs of life."""

import faulthandler
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk.system.parent_process import HEARTBEAT_VARIABLE, SignsOfLife, wanted_signs
from kiosk.terminal.ui import heartbeat
from kiosk.terminal.ui.heartbeat import Heartbeat, run_event_loop


def test_it_counts_in_place_while_the_loop_runs(qtbot: QtBot, tmp_path: Path) -> None:
    counter = tmp_path / "beats"
    beating = Heartbeat(SignsOfLife(counter))
    assert counter.read_text() == ""
    beating.start()
    qtbot.waitUntil(lambda: counter.read_text() != "")
    first = counter.read_text()
    for _ in range(11):
        beating.beat()
    assert int(counter.read_text()) == int(first) + 11
    assert len(counter.read_text()) == len(first)
    beating.stop()


def test_without_a_supervisor_it_only_lets_signals_be_heard(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    assert wanted_signs(None) == SignsOfLife()
    beating = Heartbeat(wanted_signs(None))
    beating.start()
    beating.beat()
    beating.stop()
    monkeypatch.setenv(HEARTBEAT_VARIABLE, "/run/beats")
    assert wanted_signs(None).counter == Path("/run/beats")


def test_a_loop_that_hangs_leaves_the_stacks_of_all_threads(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heartbeat, "HANG_S", 0.05)
    path = tmp_path / "stacks"
    with path.open("w") as stacks:
        beating = Heartbeat(SignsOfLife(None, stacks))
        beating.beat()
        deadline_s = time.monotonic() + 60
        while "test_a_loop_that_hangs" not in path.read_text():
            assert time.monotonic() < deadline_s
        beating.stop()
    faulthandler.cancel_dump_traceback_later()


def test_the_loop_ends_with_the_application(qapp: QApplication, tmp_path: Path) -> None:
    QTimer.singleShot(0, qapp.exit)
    run_event_loop(qapp, Heartbeat(SignsOfLife(tmp_path / "beats")))
