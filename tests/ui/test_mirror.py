"""The picture is mirrored once, and what is drawn on it lies where it belongs."""

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from pytestqt.qtbot import QtBot

from kiosk.domain.faces.face_detail import Box, Point
from kiosk.domain.liveness.nose.challenge import challenge_at
from kiosk.terminal.ui.widgets.camera_view import CameraView
from kiosk.terminal.ui.widgets.fit import Fit, fit_picture
from kiosk.terminal.ui.widgets.mirror import compose

AREA = challenge_at("c", 640, 480, 60, 0).face_area
SIZES = [(1280, 800), (1080, 1920), (800, 600), (1920, 1080)]


class CrossOverlay:
    """Draws a green spot at one point of the image."""

    def __init__(self, point: Point) -> None:
        self.point = point

    def paint(self, painter: QPainter, fit: Fit, unit: float, now_s: float) -> None:
        painter.setBrush(painter.pen().color().fromRgb(0, 255, 0))
        painter.drawEllipse(fit.point(self.point), 3, 3)


def lopsided() -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """Red in its left quarter and blue elsewhere, unmirrored BGR."""
    picture = np.zeros((480, 640, 3), np.uint8)
    picture[:] = (255, 0, 0)
    picture[:, :160] = (0, 0, 255)
    return picture


def test_left_of_the_image_is_right_of_the_mirror(qtbot: QtBot) -> None:
    view = CameraView(CrossOverlay(Point(0.25, 0.5)))
    qtbot.addWidget(view)
    view.resize(640, 480)
    view.set_frame(lopsided())
    shown = view.grab().toImage()
    assert shown.pixelColor(600, 100).red() == 255
    assert shown.pixelColor(40, 100).blue() == 255
    assert shown.pixelColor(480, 240).green() == 255


@pytest.mark.parametrize("size", SIZES)
def test_the_picture_lies_where_the_overlay_believes_it(size: tuple[int, int]) -> None:
    frame = np.zeros((480, 640, 3), np.uint8)
    spot = Point(0.6, 0.45)
    cv2.circle(frame, (round(spot.x * 640), round(spot.y * 480)), 8, (255, 255, 255), -1)
    safe = QRectF(0, 150, size[0], size[1] - 280)
    fit = fit_picture(QSize(*size), 4 / 3, AREA, safe)
    pixels = compose(frame, fit, *size)
    high, wide = np.nonzero(pixels[..., 0] > 128)
    assert abs(float(wide.mean()) - fit.point(spot).x()) < 3
    assert abs(float(high.mean()) - fit.point(spot).y()) < 3


@pytest.mark.parametrize("size", SIZES)
def test_the_face_area_stays_in_the_safe_rectangle(size: tuple[int, int]) -> None:
    safe = QRectF(40, 150, size[0] - 80, size[1] - 280)
    fit = fit_picture(QSize(*size), 4 / 3, AREA, safe)
    assert safe.adjusted(-1, -1, 1, 1).contains(fit.rect(AREA))
    assert fit.width / fit.height == pytest.approx(4 / 3)


def test_a_picture_that_may_cover_covers() -> None:
    fit = fit_picture(QSize(1200, 800), 4 / 3, Box(0.45, 0.45, 0.1, 0.1), QRectF(0, 0, 1200, 800))
    assert fit.left <= 0
    assert fit.top <= 0
    assert fit.left + fit.width >= 1200
    assert fit.top + fit.height >= 800


ratios = st.floats(0, 1)


@given(ratios, ratios)
def test_mirroring_twice_is_where_we_began(x: float, y: float) -> None:
    fit = Fit(10, 20, 400, 300)
    once = fit.point(Point(x, y))
    back = fit.point(Point((once.x() - 10) / 400, (once.y() - 20) / 300))
    assert back.x() == pytest.approx(10 + x * 400)
    assert back.y() == pytest.approx(once.y())


def test_a_mirrored_box_keeps_its_size_and_its_centre() -> None:
    fit = Fit(0, 0, 640, 480)
    shown = fit.rect(Box(0.1, 0.2, 0.25, 0.5))
    assert (shown.width(), shown.height()) == (160, 240)
    assert shown.center() == fit.point(Box(0.1, 0.2, 0.25, 0.5).centre)


def test_a_cleared_view_holds_no_picture(qtbot: QtBot) -> None:
    view = CameraView()
    qtbot.addWidget(view)
    view.resize(320, 240)
    view.set_frame(np.full((480, 640, 3), 255, np.uint8))
    view.grab()
    view.clear()
    assert view.grab().toImage().pixelColor(160, 120).lightness() < 40
