"""A bank's name, logo and colour: shown where they fit, refused where nobody could read them."""

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from hypothesis import strategies
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from kiosk.errors import SettingsInvalid
from kiosk.terminal.session.states import Attract, Session, Timeouts
from kiosk.terminal.ui import theme
from kiosk.terminal.ui.branding import Branding, apply_accent, brand, load_branding, load_logo, needs_light_ground
from kiosk.terminal.ui.theme import LEAST_CONTRAST, TEXT_PAIRS, Palette, contrast, luminance
from kiosk.terminal.ui.widgets.brand_mark import LogoView
from kiosk.terminal.ui.window import KioskWindow

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 60">'
    '<path d="M10 50 L40 10 L70 50 Z" fill="#e8b54a"/><circle cx="95" cy="30" r="20" fill="#f4f1ea"/></svg>'
)


def drawn(folder: Path, width_px: int, height_px: int, ink: str, ground: str | None = None) -> Path:
    """A PNG with a dot in every square of it."""
    image = QImage(width_px, height_px, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent if ground is None else QColor(ground))
    painter = QPainter(image)
    painter.setBrush(QColor(ink))
    side = min(width_px, height_px)
    for x in range(0, width_px, side):
        for y in range(0, height_px, side):
            painter.drawEllipse(QRectF(x, y, side, side).adjusted(1, 1, -1, -1))
    painter.end()
    path = folder / f"logo {width_px}x{height_px} {ink} ł.png"
    assert image.save(str(path))
    return path


def shown(branding: Branding, size: tuple[int, int], qtbot: QtBot) -> tuple[KioskWindow, QImage]:
    """The first screen of a window, and its picture."""
    window = KioskWindow(24.0, branding)
    qtbot.addWidget(window, before_close_func=lambda widget: widget.release())
    window.resize(*size)
    window.show_session(Session(Timeouts(), 1.0, Attract(), entered_at_s=1.0))
    window.show()
    QApplication.processEvents()
    return window, window.grab().toImage()


@pytest.fixture
def chosen(qapp: QApplication) -> Iterator[QApplication]:
    """The application, whose colours are put back."""
    yield qapp
    theme.use(Palette(), qapp)


@pytest.mark.parametrize("colour", ["#ffffff", "#ffd24d", "#3fd0c0", "#8a8a8a", "#ff6b6b", "#5189e6", "#00ff00"])
def test_every_pair_of_text_and_ground_can_be_read_with_a_brands_colour(colour: str) -> None:
    palette = apply_accent(Palette(), colour)
    assert palette.accent == colour
    assert palette.accent_pressed != palette.accent or colour == "#ffffff"
    for text, ground in TEXT_PAIRS:
        assert contrast(QColor(getattr(palette, text)), QColor(getattr(palette, ground))) >= LEAST_CONTRAST


@hypothesis.given(strategies.integers(0, 0xFFFFFF))
def test_any_colour_can_be_read_or_is_refused_with_one_that_can(number: int) -> None:
    try:
        palette = apply_accent(Palette(), f"#{number:06x}")
    except SettingsInvalid as error:
        suggestion = error.detail.rpartition("; ")[2].removesuffix(" would do")
        palette = apply_accent(Palette(), suggestion)
    pairs = [(getattr(palette, text), getattr(palette, ground)) for text, ground in TEXT_PAIRS]
    assert min(contrast(QColor(text), QColor(ground)) for text, ground in pairs) >= LEAST_CONTRAST


def test_a_colour_that_cannot_be_read_is_refused_with_its_contrast() -> None:
    with pytest.raises(SettingsInvalid) as error:
        apply_accent(Palette(), "#c8102e")
    assert error.value.detail == (
        "brand_colour: #c8102e has a contrast of 2.6 to 1 on the screen's dark ground and needs 4.5; #f1506a would do"
    )


def test_without_a_brand_nothing_changes(qapp: QApplication) -> None:
    branding = load_branding("", None, "")
    assert branding.is_empty
    assert branding == Branding()


@pytest.mark.parametrize("size", [(1280, 800), (1080, 1920), (640, 560)])
@pytest.mark.parametrize("shape", [(1600, 40), (40, 1600), (300, 300)])
def test_a_logo_of_any_shape_keeps_it_and_leaves_the_words_room(
    tmp_path: Path, qtbot: QtBot, size: tuple[int, int], shape: tuple[int, int]
) -> None:
    logo = drawn(tmp_path, *shape, "#ffffff")
    window, _ = shown(load_branding("Bank of Łódź and the Surrounding Country", logo, ""), size, qtbot)
    (view,) = window.findChildren(LogoView)
    assert view.width() / view.height() == pytest.approx(shape[0] / shape[1], rel=0.6)
    assert view.width() <= size[0] / 2
    assert view.height() <= size[1] / 7
    for label in window.findChildren(QLabel):
        if label.isVisible() and label.text():
            assert label.height() >= label.heightForWidth(label.width())
            assert window.rect().contains(label.rect().translated(label.mapTo(window, label.rect().topLeft())))


def test_the_brands_colour_is_that_of_the_button(chosen: QApplication, qtbot: QtBot) -> None:
    branding = brand(chosen, "Kestrel Bank", None, "#ffd24d")
    _, picture = shown(branding, (1280, 800), qtbot)
    painted = {picture.pixelColor(x, y).name() for x in range(0, 640, 8) for y in range(400, 640, 8)}
    assert "#ffd24d" in painted
    assert Palette().accent not in painted


def test_a_dark_logo_gets_a_light_ground_and_a_light_one_does_not(tmp_path: Path) -> None:
    palette = Palette()
    assert needs_light_ground(load_logo(drawn(tmp_path, 200, 80, "#0a1a3c")), palette)
    assert not needs_light_ground(load_logo(drawn(tmp_path, 200, 80, "#f0f0f0")), palette)
    assert not needs_light_ground(load_logo(drawn(tmp_path, 200, 81, "#ffffff", ground="#101828")), palette)


@pytest.mark.parametrize("ink", ["#0a1a3c", "#f0f0f0"])
def test_the_logo_can_be_seen(tmp_path: Path, qtbot: QtBot, ink: str) -> None:
    window, picture = shown(load_branding("", drawn(tmp_path, 120, 60, ink), ""), (1280, 800), qtbot)
    (view,) = window.findChildren(LogoView)
    corner = view.mapTo(window, view.rect().topLeft())
    area = picture.copy(view.rect().translated(corner))
    lights = [luminance(area.pixelColor(x, y)) for x in range(area.width()) for y in range(area.height())]
    assert (max(lights) + 0.05) / (min(lights) + 0.05) > 10


def test_a_drawing_is_a_logo(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "logo.svg"
    path.write_text(SVG)
    window, _ = shown(load_branding("", path, ""), (1080, 1920), qtbot)
    (view,) = window.findChildren(LogoView)
    assert view.width() / view.height() == pytest.approx(2, rel=0.05)


def png_header(width_px: int, height_px: int) -> bytes:
    """A PNG file that announces a size and holds hardly a pixel."""
    header = width_px.to_bytes(4, "big") + height_px.to_bytes(4, "big") + bytes([8, 6, 0, 0, 0])
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + png_chunk(b"IDAT", zlib.compress(bytes(9)))


def png_chunk(kind: bytes, content: bytes) -> bytes:
    return len(content).to_bytes(4, "big") + kind + content + zlib.crc32(kind + content).to_bytes(4, "big")


def prefixed(drawing: str) -> bytes:
    return f"<s:svg xmlns:s='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>{drawing}</s:svg>".encode()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "no PNG or SVG"),
        (b"\xff\xd8\xff\xe0 a photograph", "no PNG or SVG"),
        (b"<html><body>404</body></html>", "no PNG or SVG|shows nothing"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 10 10'/>", "shows nothing"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 0 0'><path d='M0 0'/></svg>", "no PNG or SVG"),
        (SVG.encode()[:-40], "no PNG or SVG"),
        (gzip.compress(SVG.encode()), "no PNG or SVG"),
        (SVG.replace("<path", "<image href='data:image/jp2;base64,AAAA'/><path").encode(), "no PNG or SVG"),
        (SVG.replace("<path", "<image href='/etc/passwd.png'/><path").encode("utf-16"), "no PNG or SVG"),
        (prefixed("<s:image href='other.png'/>"), "no PNG or SVG"),
        (SVG.replace("0 0 120 60", "0 0 9000 60").encode(), "more than 4096 pixels"),
        (png_header(60_000, 60_000), "more than 4096 pixels"),
        (png_header(100, 100), "no PNG or SVG"),
        (bytes(2_000_001), "more than 2 MB"),
    ],
)
def test_what_is_no_logo_is_refused(tmp_path: Path, qapp: QApplication, content: bytes, reason: str) -> None:
    path = tmp_path / "logo.png"
    path.write_bytes(content)
    with pytest.raises(SettingsInvalid, match=f"^brand_logo: logo.png .*({reason})"):
        load_logo(path)


def test_a_truncated_png_is_refused(tmp_path: Path) -> None:
    path = drawn(tmp_path, 300, 300, "#ffffff")
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(SettingsInvalid, match="brand_logo"):
        load_logo(path)


def test_a_logo_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsInvalid, match=r"brand_logo: .*logo\.png cannot be read: No such file"):
        load_logo(tmp_path / "logo.png")
    with pytest.raises(SettingsInvalid, match=r"brand_logo: .* cannot be read"):
        load_logo(tmp_path)
