"""A kiosk that tells when it shows its first picture; run as a process of its own by `terminal`."""

import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from kiosk.settings import load
from kiosk.terminal.app.compose import backend, make_terminal
from kiosk.terminal.camera.source import Frame
from kiosk.terminal.session.visit_options import VisitOptions


class WallCamera:
    """Films a wall at 30 frames a second: a camera that costs nothing, so that the kiosk alone is measured."""

    name = "wall"
    synthetic = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    def frames(self) -> Iterator[Frame]:
        wall, index = np.full((720, 1280, 3), 120, dtype=np.uint8), 0
        while True:
            yield Frame(wall, time.monotonic(), index)
            index += 1
            time.sleep(1 / 30)


def main() -> None:
    """Press Start at once and wait for a picture; prints the wall clock's time of it."""
    settings = load(camera="demo")
    with tempfile.TemporaryDirectory() as folder, backend(settings, Path(folder)) as served:
        terminal = make_terminal(settings, WallCamera, served.connect, VisitOptions(), (1280, 800))
        shown = terminal.window.show_frame

        def first(image: object) -> None:
            shown(image)  # type: ignore[arg-type]
            sys.stdout.write(f"{time.time()}\n")
            sys.stdout.flush()
            terminal.application.quit()

        terminal.window.show_frame = first  # type: ignore[method-assign, assignment]
        terminal.controller.open()
        terminal.window.open(full_screen=False)
        terminal.window.start_pressed.emit()
        terminal.application.exec()
        terminal.controller.close()


main()
