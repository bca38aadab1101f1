"""Makes Qt's application object, once per process."""

import logging
import os
from collections.abc import Sequence

import cv2  # noqa: F401
from PySide6.QtCore import QCameraPermission, QCoreApplication, Qt
from PySide6.QtWidgets import QApplication

from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.lookup import get_text
from kiosk.terminal.ui.theme import load_fonts

logger = logging.getLogger(__name__)


Application = QApplication
"""What runs the event loop, for whoever puts a terminal together without knowing Qt."""


def make_application(arguments: Sequence[str]) -> Application:
    """Qt with the product's fonts; must run before any widget is made. A process has one, whoever asks again."""
    undo_cv2_paths()
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    application = QApplication(list(arguments))
    application.setApplicationDisplayName(get_text(TextKey.PRODUCT))
    load_fonts()
    return application


def undo_cv2_paths() -> None:
    """WORKAROUND(opencv-python 4.11): on Linux `import cv2`, done above, points Qt at plugins of another Qt."""
    for name in ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR"):
        if "cv2" in os.environ.get(name, ""):
            del os.environ[name]


def request_camera_permission(application: QCoreApplication) -> None:
    """Have the operating system ask now, while the staff who set the terminal up are there, not the first customer.

    Only macOS asks, once; the answer is looked up whenever a camera is opened.
    """
    permission = QCameraPermission()

    def log_answer() -> None:
        logger.info("permission to use cameras: %s", application.checkPermission(permission).name)

    if application.checkPermission(permission) is Qt.PermissionStatus.Undetermined:
        application.requestPermission(permission, application, log_answer)
