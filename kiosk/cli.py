"""The command line: `kiosk demo`, `kiosk run`, `kiosk backend`.

Exit status: 0 when all went well (for `demo`: the customer passed), 1 when the demo customer failed, 2 when it could
not be run at all.
"""

import sys
from enum import IntEnum
from pathlib import Path
from typing import Annotated

import typer

from kiosk import settings as settings_module
from kiosk.camera.demo.attack import Attack
from kiosk.errors import KioskError

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)


class Exit(IntEnum):
    """What the process tells whoever started it."""

    PASSED = 0
    FAILED = 1
    NOT_RUN = 2


Size = Annotated[str, typer.Option(help="Size of the window in pixels, for example 1080x1920.")]


@app.command()
def demo(
    attack: Annotated[Attack | None, typer.Option(help="Present an attack instead of a live person.")] = None,
    another: Annotated[Path | None, typer.Option(help="Picture of another person, for attacks that need one.")] = None,
    report: Annotated[Path | None, typer.Option(help="Write screenshots and verdict.json into this folder.")] = None,
    size: Size = "1280x800",
) -> None:
    """Watch a demo person take the challenge in front of a backend that runs for the demonstration only."""
    from kiosk.app import Demonstration, run_demo

    passed = run_demo(settings_module.load(camera="demo"), Demonstration(attack, another, report), _size(size))
    raise typer.Exit(Exit.PASSED if passed else Exit.FAILED)


@app.command()
def run(
    camera: Annotated[str | None, typer.Option(help="Number or name of a camera, a video file, or `demo`.")] = None,
    backend: Annotated[str | None, typer.Option(help="Address of a backend; otherwise the embedded one.")] = None,
    id_photo: Annotated[Path | None, typer.Option(help="JPEG of the document's portrait, for the face match.")] = None,
    full_screen: Annotated[bool, typer.Option("--full-screen/--windowed")] = False,
    size: Size = "1280x800",
) -> None:
    """Run the kiosk."""
    from kiosk.app import run_kiosk

    given = {"camera": camera, "backend_url": backend, "full_screen": full_screen or None}
    settings = settings_module.load(**{name: value for name, value in given.items() if value is not None})
    run_kiosk(settings, id_photo, _size(size))


@app.command()
def backend(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on; 0 picks a free one.", min=0, max=65535)] = 8008,
    until_input_ends: Annotated[bool, typer.Option(hidden=True)] = False,
) -> None:
    """Serve the verification backend alone, for the terminals of a branch."""
    from kiosk.app import run_backend

    run_backend(settings_module.load(), host, port, until_input_ends=until_input_ends)


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    if not (width.isdigit() and height.isdigit()) or min(int(width), int(height)) < 480:
        raise typer.BadParameter("a size looks like 1280x800, and is at least 480 pixels each way")
    return int(width), int(height)


def main() -> None:
    """Run the command line; every error of ours ends as one line and exit status 2."""
    try:
        app()
    except KioskError as error:
        sys.stderr.write(f"kiosk: {error.code}: {error.detail}\n")
        sys.exit(Exit.NOT_RUN)
