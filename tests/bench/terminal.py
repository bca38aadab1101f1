"""The kiosk's own process: how soon it shows a picture, and how evenly it goes on while it tracks and uploads."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer

from kiosk.settings import load
from kiosk.terminal.app.compose import backend, make_terminal
from kiosk.terminal.camera.demo.attacks import scene
from kiosk.terminal.camera.demo.camera import DemoCamera
from kiosk.terminal.camera.demo.motion import DemoPerson, Temper
from kiosk.terminal.session.states import Challenging
from kiosk.terminal.session.visit_options import VisitOptions
from kiosk.terminal.ui.widgets.camera_view import CameraView
from tests.bench.people import percentile, portrait
from tests.bench.table import Row

FPS = 30.0
START_RUNS = 5
IMPORTS = "import PySide6.QtWidgets, cv2; from mediapipe.python.solutions.face_mesh import FaceMesh"


def start_rows() -> Iterator[Row]:
    """Processes from their start to the first picture, alternating with processes that only import."""
    kiosk_s, bare_s = list[float](), list[float]()
    for _ in range(START_RUNS):
        bare_s.append(_seconds_until_told("-c", f"{IMPORTS}; import time; print(time.time())"))
        kiosk_s.append(_seconds_until_told("-m", "tests.bench.first_preview"))
    whole, part = percentile(kiosk_s, 50), percentile(bare_s, 50)
    yield Row(
        "start of the process to first preview",
        f"{whole:.2f} s",
        f"{part:.2f} s importing alone",
        f"{whole / part:.2f}",
    )


def _seconds_until_told(*arguments: str) -> float:
    """From the start of the process to the time that it prints."""
    began_s = time.time()
    done = subprocess.run([sys.executable, *arguments], check=True, capture_output=True, text=True)
    return float(done.stdout.split()[-1]) - began_s


class Stopwatch(QObject):
    """Notes when the mirror was painted, and how old the picture was."""

    def __init__(self, view: CameraView) -> None:
        super().__init__()
        self.captured_at_s = 0.0
        self.painted_s: list[float] = []
        self.ages_s: list[float] = []
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Qt's hook: one picture counts once, however often it is painted."""
        if event.type() == QEvent.Type.Paint and self.captured_at_s:
            self.painted_s.append(time.monotonic())
            self.ages_s.append(self.painted_s[-1] - self.captured_at_s)
            self.captured_at_s = 0.0
        return False


def preview_rows() -> Iterator[Row]:
    """One attempt of somebody who does not follow: ten seconds of tracking, guiding and uploading at 30 fps."""
    settings = load(camera="demo")
    with tempfile.TemporaryDirectory() as folder, backend(settings, Path(folder)) as served:
        source = partial(DemoCamera, scene(None, portrait(), None), DemoPerson(Temper.IGNORES), FPS)
        terminal = make_terminal(settings, source, served.connect, VisitOptions(), (1280, 800))
        window, controller = terminal.window, terminal.controller
        watch = Stopwatch(window.findChildren(CameraView)[0])
        handle_face = controller._handle_face

        def observed(seen: object) -> None:
            if isinstance(controller.session.state, Challenging):
                watch.captured_at_s = seen.observation.captured_at_s  # type: ignore[attr-defined]
            handle_face(seen)  # type: ignore[arg-type]

        controller._handle_face = observed  # type: ignore[method-assign, assignment]
        controller.session_changed.connect(
            lambda session: (
                terminal.application.quit() if type(session.state).__name__ in ("Verifying", "Trouble") else None
            )
        )
        controller.open()
        window.open(full_screen=False)
        QTimer.singleShot(200, window.start_pressed.emit)
        QTimer.singleShot(2500, window.ready_pressed.emit)
        terminal.application.exec()
        controller.close()
    yield from _preview_table(watch)


def _preview_table(watch: Stopwatch) -> Iterator[Row]:
    intervals_ms = [1e3 * (b - a) for a, b in zip(watch.painted_s[10:], watch.painted_s[11:], strict=False)]
    nominal_ms = 1e3 / FPS
    p99, age = percentile(intervals_ms, 99), percentile(watch.ages_s[10:], 95) * 1e3
    yield Row(
        "frame interval of the preview, p99",
        f"{p99:.1f} ms (median {percentile(intervals_ms, 50):.1f}, {len(intervals_ms)} frames)",
        f"{nominal_ms:.1f} ms nominal",
        f"{p99 / nominal_ms:.2f}",
    )
    yield Row(
        "capture to overlay, p95", f"{age:.1f} ms", f"{nominal_ms:.1f} ms a frame", f"{age / nominal_ms:.2f} frames"
    )
