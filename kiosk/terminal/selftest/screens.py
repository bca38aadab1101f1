"""What Qt brings and what it draws: plugins, resources, typeface, and the window itself, all without a display."""

import os
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.domain.language import Language
from kiosk.errors import CameraError, CameraLost, ResourceMissing
from kiosk.settings import Settings
from kiosk.system import paths
from kiosk.terminal.camera.demo import people
from kiosk.terminal.camera.open import open_camera
from kiosk.terminal.camera.turned import set_upright
from kiosk.terminal.selftest.report import Check, Skipped
from kiosk.terminal.selftest.states import every_state
from kiosk.terminal.session.states import Session, Timeouts

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication

    from kiosk.terminal.camera.source import CameraSource
    from kiosk.terminal.ui.window import KioskWindow

OFFSCREEN = "offscreen"
NATIVE = {"win32": "windows", "darwin": "cocoa"}
"""Qt's plugin for real displays by `sys.platform`; on Linux there are two."""
NATIVE_ON_LINUX = ("xcb", "wayland")
DRAWING_PX = 64
CAMERA_TIMEOUT_S = 15.0
SIZE_PX, SMALL_PX = (1280, 800), (640, 560)
LEAST_COLOURS = 50
"""Of a screen with text and a drawing; a blank one has one."""


class Screens:
    """The checks that share one Qt application, which lives as long as this."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._application: QApplication | None = None

    def checks(self) -> tuple[Check, ...]:
        """All but the camera's."""
        return (
            Check("Qt platform plugins", _platform_plugins),
            Check("Qt image plugins", self._image_plugins),
            Check("Qt multimedia", self._multimedia),
            Check("voice", self._voice),
            Check("style sheet", _style_sheet),
            Check("icons", lambda: self._drawings("icons")),
            Check("illustrations", lambda: self._drawings("art")),
            Check("typeface", self._typeface),
            Check("translations", _translations),
            Check("branding", self._branding),
            Check("first screen", self._first_screen),
            Check("all screens", self._all_screens),
        )

    def camera_check(self, *, asked_for: bool) -> Check:
        """Take one picture, if that is asked for."""
        return Check("camera", self._camera if asked_for else _camera_not_asked_for)

    def _qt(self) -> "QApplication":
        """Qt on no display; it would end the whole process where its plugin is missing, so that is looked at first."""
        if self._application is None:
            from PySide6.QtWidgets import QApplication

            os.environ["QT_QPA_PLATFORM"] = OFFSCREEN
            running = QApplication.instance()
            if isinstance(running, QApplication):
                self._application = running
            else:
                _platform_plugins()
                from kiosk.terminal.ui.application import make_application

                self._application = make_application(sys.argv[:1])
        return self._application

    def _image_plugins(self) -> str:
        from PySide6.QtGui import QImageReader

        self._qt()
        for path in (people.demo_person(), paths.resource("icons/face.svg")):
            reader = QImageReader(str(path))
            if reader.read().isNull():
                raise ResourceMissing(f"Qt cannot read {path.suffix} files: {reader.errorString()}")
        return " ".join(sorted(bytes(each.data()).decode() for each in QImageReader.supportedImageFormats()))

    def _multimedia(self) -> str:
        from PySide6.QtMultimedia import QMediaDevices, QMediaFormat

        self._qt()
        codecs = QMediaFormat().supportedVideoCodecs(QMediaFormat.ConversionMode.Decode)
        if not codecs:
            raise ResourceMissing("Qt has no multimedia backend, so that it sees no cameras")
        return f"{len(codecs)} video codecs, {len(QMediaDevices.videoInputs())} cameras"

    def _voice(self) -> str:
        from kiosk.terminal.ui.accessibility.qt_speech import QtSpeech, list_engines

        self._qt()
        if self._settings.speech == "off":
            raise Skipped("screens are not read aloud, as the settings say")
        engines = _list_names(list_engines())
        if not QtSpeech().available:
            raise Skipped(f"this machine has no voice, so that no screen is read aloud (looked for: {engines})")
        return engines

    def _drawings(self, folder: str) -> str:
        from PySide6.QtGui import QImage, QPainter

        from kiosk.terminal.ui.widgets.icon import load_drawing

        self._qt()
        names = sorted(path.stem for path in paths.resource(folder).glob("*.svg"))
        if not names:
            raise ResourceMissing(f"there is no drawing in {folder}")
        for name in names:
            image = QImage(DRAWING_PX, DRAWING_PX, QImage.Format.Format_ARGB32)
            image.fill(0)
            painter = QPainter(image)
            load_drawing(f"{folder}/{name}", "text").render(painter)
            painter.end()
            if colours(image) < 2:
                raise ResourceMissing(f"{folder}/{name}.svg draws nothing")
        return f"{len(names)} drawn"

    def _typeface(self) -> str:
        from PySide6.QtGui import QFont, QFontDatabase, QFontInfo

        self._qt()
        for family in ("Fira Sans", "IBM Plex Sans Arabic"):
            weights = QFontDatabase.styles(family)
            if not {"Regular", "SemiBold"} <= set(weights):
                raise ResourceMissing(f"{family} has {', '.join(weights) or 'no weight'}, not Regular and SemiBold")
        return f"{QFontInfo(QFont('Fira Sans', 20)).family()} {', '.join(weights)}; {family}"

    def _branding(self) -> str:
        from kiosk.terminal.ui.branding import load_branding

        self._qt()
        settings = self._settings
        branding = load_branding(settings.brand_name, settings.brand_logo, settings.brand_colour)
        if branding.is_empty:
            raise Skipped("none is set")
        return f"{settings.brand_name or 'no name'}, {settings.brand_logo or 'no logo'}, {branding.palette.accent}"

    def _first_screen(self) -> str:
        application = self._qt()
        with opened_window(SIZE_PX) as window:
            application.processEvents()
            seen = colours(window.grab().toImage())
        if seen < LEAST_COLOURS:
            raise ResourceMissing(f"the first screen is blank: {seen} colours")
        return f"{SIZE_PX[0]}x{SIZE_PX[1]}, {seen} colours"

    def _all_screens(self) -> str:
        application = self._qt()
        shown = 0
        with opened_window(SMALL_PX) as window:
            for state in every_state():
                window.show_session(Session(Timeouts(), 2.0, state, entered_at_s=1.0))
                application.processEvents()
                if colours(window.grab().toImage()) < 2:
                    raise ResourceMissing(f"the screen for {type(state).__name__} is blank")
                shown += 1
        return f"{shown} shown"

    def _camera(self) -> str:
        if self._settings.camera == "demo":
            raise Skipped("the demo person needs none")
        application = self._qt()
        taking = _Taking(_source(self._settings))
        taking.start()
        deadline_s = time.monotonic() + CAMERA_TIMEOUT_S
        # Qt's part of a camera lives in this thread, and is served here.
        while taking.is_alive() and time.monotonic() < deadline_s:
            application.processEvents()
            taking.join(0.01)
        return taking.seen()


def _source(settings: Settings) -> "CameraSource":
    source = open_camera(settings.camera, settings.capture_width_px, settings.capture_height_px, loop=False)
    return set_upright(source, settings.camera_turn_deg, mirrored=settings.camera_mirrored)


class _Taking(threading.Thread):
    """Takes one picture with a camera, which is read on a thread of its own."""

    def __init__(self, camera: "CameraSource") -> None:
        super().__init__(name="selftest camera", daemon=True)
        self._camera = camera
        self._seen = ""
        self._error: CameraError = CameraLost("no picture came in time")

    def run(self) -> None:
        """Open, take one picture, close."""
        try:
            with self._camera as camera:
                picture = next(camera.frames()).image
                self._seen = f"{camera.name}, {picture.shape[1]}x{picture.shape[0]}"
        except CameraError as error:
            self._error = error

    def seen(self) -> str:
        """Name and size; raises CameraError."""
        if not self._seen:
            raise self._error
        return self._seen


@contextmanager
def opened_window(size: tuple[int, int]) -> Iterator["KioskWindow"]:
    """The terminal's window with nothing behind it."""
    from kiosk.terminal.ui.window import KioskWindow

    window = KioskWindow()
    window.resize(*size)
    window.open(full_screen=False)
    try:
        yield window
    finally:
        window.release()
        window.close()
        window.deleteLater()


def colours(image: "QImage") -> int:
    """How many different colours a picture has."""
    import numpy as np
    from PySide6.QtGui import QImage

    plain = image.convertToFormat(QImage.Format.Format_ARGB32)
    return int(np.unique(np.frombuffer(plain.constBits(), dtype=np.uint32)).size)


def _camera_not_asked_for() -> str:
    raise Skipped("not asked for; add --camera")


def _platform_plugins() -> str:
    from PySide6.QtCore import QLibraryInfo

    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforms"
    found = {path.stem.removeprefix("lib").removeprefix("q") for path in folder.glob("*q*")}
    native = [NATIVE[sys.platform]] if sys.platform in NATIVE else NATIVE_ON_LINUX
    absent = [name for name in (OFFSCREEN, *native) if name not in found]
    if absent:
        raise ResourceMissing(f"{', '.join(absent)} not among Qt's platform plugins ({_list_names(found)})")
    return _list_names(found)


def _list_names(names: Iterable[str]) -> str:
    return " ".join(sorted(names)) or "none"


def _style_sheet() -> str:
    from kiosk.terminal.ui.theme import Shape, style_sheet

    sheet = style_sheet(Shape(portrait=False, unit=1.0))
    if "$" in sheet.partition("*/")[2]:
        raise ResourceMissing("theme.qss names a colour that the theme does not have")
    return f"{sheet.count('{')} rules"


def _translations() -> str:
    from PySide6.QtCore import QTranslator

    from kiosk.terminal.ui.text.translations import catalogue_name

    wanted = [paths.resource(catalogue_name(language)) for language in Language]
    damaged = [path.name for path in wanted if not QTranslator().load(str(path))]
    if damaged:
        raise ResourceMissing(f"missing or damaged: {', '.join(damaged)}")
    return _list_names(path.stem for path in wanted)
