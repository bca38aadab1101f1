"""A kiosk that ends as soon as it has shown its first picture; run as a process of its own by `terminal`."""

import tempfile
from functools import partial
from pathlib import Path

from kiosk.app import _backend, _open_camera, _terminal
from kiosk.camera.demo.motion import DemoPerson
from kiosk.settings import load


def main() -> None:
    """Press Start at once and wait for a picture."""
    settings = load(camera="demo")
    with tempfile.TemporaryDirectory() as folder, _backend(settings, Path(folder), synthetic=True) as connect:
        terminal = _terminal(settings, partial(_open_camera, settings, DemoPerson()), connect, None, (1280, 800))
        shown = terminal.window.show_frame

        def first(image: object) -> None:
            shown(image)  # type: ignore[arg-type]
            terminal.application.quit()

        terminal.window.show_frame = first  # type: ignore[method-assign, assignment]
        terminal.controller.open()
        terminal.window.open(full_screen=False)
        terminal.window.start_pressed.emit()
        terminal.application.exec()
        terminal.controller.close()


main()
