"""Qt's own messages go to the log."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from kiosk.system.log import FILE_ONLY

logger = logging.getLogger("qt")

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}

_LIBRARIES_TRIED = "qt.multimedia.symbolsresolver"
"""Qt tries one sound system after the other (PipeWire, PulseAudio, ALSA), and warns of each that is not there."""


@contextmanager
def log_qt_messages() -> Iterator[None]:
    """Pass Qt's messages on for as long as Python can still be called."""

    def take(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        level = logging.INFO if context.category == _LIBRARIES_TRIED else _LEVELS.get(kind, logging.WARNING)
        logger.log(level, "%s", message, extra=FILE_ONLY)

    qInstallMessageHandler(take)
    try:
        yield
    finally:
        qInstallMessageHandler(None)
