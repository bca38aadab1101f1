"""The number of a new customer, on the screen, in a code and on paper, and a number that is to be looked at again."""

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
import zxingcpp
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QPushButton

from kiosk.domain.identity.flow import Outcome
from kiosk.domain.identity.step_results import FlowAnswer
from kiosk.errors import OutputUnusable
from kiosk.terminal.session import effects, events
from kiosk.terminal.session.machine import step
from kiosk.terminal.session.states import Attract, Decided, EnteringCustomer
from kiosk.terminal.ui.printing import find_printer, print_slip
from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.lookup import get_text
from kiosk.terminal.ui.widgets.private_line import PrivateLine
from kiosk.terminal.ui.widgets.qr_code import QrCode, draw_qr, encode_qr
from kiosk.terminal.ui.window import KioskWindow
from tests.factories import sessions as made

NUMBER = "1234567890"
WELCOMED = Decided(FlowAnswer(Outcome.APPROVED, (), NUMBER))


def read(image: QImage) -> list[str]:
    """What any phone's camera reads."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    pixels = np.frombuffer(grey.constBits(), np.uint8).reshape(grey.height(), grey.bytesPerLine())[:, : grey.width()]
    return [each.text for each in zxingcpp.read_barcodes(np.ascontiguousarray(pixels))]


@pytest.mark.parametrize("size", [(1280, 800), (1080, 1920), (800, 600)])
def test_the_number_can_be_photographed_from_the_screen(window: KioskWindow, size: tuple[int, int]) -> None:
    window.resize(*size)
    window.show()
    window.show_session(made.session(replace(made.ONBOARD, number_code=True), WELCOMED))
    assert read(window.grab().toImage()) == [NUMBER]
    window.show_session(made.session(made.ONBOARD, Attract()))
    code = window.findChild(QrCode)
    assert isinstance(code, QrCode)
    assert not code._text
    assert not code._matrix


def test_nobody_else_gets_a_code_or_a_print(window: KioskWindow) -> None:
    options = replace(made.AUTHENTICATE, number_code=True, prints=True)
    window.show()
    window.show_session(made.session(options, WELCOMED))
    assert read(window.grab().toImage()) == []
    session = made.session(options, WELCOMED)
    assert step(session, events.PrintPressed()) == (session, ())


def test_a_press_prints_the_number(window: KioskWindow) -> None:
    session = made.session(replace(made.ONBOARD, prints=True), WELCOMED)
    assert step(session, events.PrintPressed())[1] == (effects.PrintNumber(NUMBER),)
    assert NUMBER not in repr(effects.PrintNumber(NUMBER))
    wishes = list[object]()
    window.intent_given.connect(wishes.append)
    window._clock = lambda: 1e9
    window.show()
    window.show_session(session)
    name = get_text(TextKey.PRINT_NUMBER)
    (found,) = (each for each in window.findChildren(QPushButton) if each.accessibleName() == name)
    found.click()
    assert wishes == [events.PrintPressed()]


def test_paper_has_the_number_in_a_code(window: KioskWindow, tmp_path: Path) -> None:
    file = tmp_path / "slip.pdf"
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    print_slip(printer, "Your customer number is\n123 456 7890", NUMBER)
    assert file.read_bytes().startswith(b"%PDF")
    image = QImage(600, 600, QImage.Format.Format_RGB32)
    image.fill(QColor("grey"))
    painter = QPainter(image)
    draw_qr(painter, encode_qr(NUMBER), QRectF(0, 0, 600, 600))
    painter.end()
    assert read(image) == [NUMBER]


def test_a_printer_that_is_not_there_is_said(window: KioskWindow) -> None:
    with pytest.raises(OutputUnusable, match="no such printer"):
        find_printer("no printer has this name")


@pytest.mark.parametrize("text", ["", "x" * 257])
def test_what_no_code_is_for_is_none(text: str) -> None:
    assert encode_qr(text) == ()


def test_a_number_that_is_to_be_checked_is_still_there_and_gone_with_the_customer(window: KioskWindow) -> None:
    session = made.session(made.AUTHENTICATE, Decided(FlowAnswer(Outcome.FAILED, ("FACE_MISMATCH",))))
    session, _ = step(replace(session, customer="4711"), events.RetryPressed())
    assert session.state == EnteringCustomer(typed="4711")
    assert "4711" not in repr(session)
    window.show()
    window.show_session(session)
    (line,) = (each for each in window.findChildren(PrivateLine) if each.isVisible())
    assert line.text() == "4711"
    line.backspace()
    window.show_session(replace(session, now_s=session.now_s + 1))
    assert line.text() == "471", "what the customer changes stays changed"
    window.show_session(step(session, events.CancelPressed())[0])
    assert line.text() == ""
    line.undo()
    assert line.text() == ""


def test_cv2_reads_what_zxing_reads() -> None:
    """Two readers that have nothing in common."""
    matrix = np.pad(np.array(encode_qr(NUMBER), dtype=np.uint8), 4)
    picture = cv2.resize(255 * (1 - matrix), None, fx=8, fy=8, interpolation=cv2.INTER_NEAREST)
    assert cv2.QRCodeDetector().detectAndDecode(picture)[0] == NUMBER
