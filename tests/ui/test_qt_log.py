"""What Qt says reaches the log with the weight that it has for a branch."""

import logging

import pytest
from PySide6.QtCore import QLoggingCategory, qCWarning, qWarning

from kiosk.terminal.ui.qt_log import log_qt_messages


@pytest.mark.expect_logs
def test_a_warning_is_one(caplog: pytest.LogCaptureFixture) -> None:
    with log_qt_messages():
        qWarning("the screen is gone")

    assert [(record.levelno, record.message) for record in caplog.records] == [(logging.WARNING, "the screen is gone")]


def test_a_sound_system_that_is_not_installed_is_no_warning(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    category = QLoggingCategory("qt.multimedia.symbolsresolver")  # type: ignore[arg-type]  # The stub says bytes.

    with log_qt_messages():
        qCWarning(category, "Couldn't load pipewire-0.3 library")  # type: ignore[arg-type]

    assert [record.levelno for record in caplog.records] == [logging.INFO]
