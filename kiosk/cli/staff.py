"""Commands about members of staff."""

import json
import sys
from typing import Annotated, BinaryIO

import typer

from kiosk.errors import RequestInvalid
from kiosk.settings import load

MAX_LINE_BYTES = 256


def add_commands(app: typer.Typer) -> None:
    """Offer `kiosk staff-pin`."""
    app.command()(staff_pin)


def _refuse(given: str | None) -> None:
    """A command line is no place for a secret: every user of this computer reads it in the list of processes."""
    if given is not None:
        raise typer.BadParameter(
            "whoever uses this computer can read a command line, so take another PIN and type it when asked, pipe it "
            "in, or give --pin-file"
        )


def staff_pin(
    staff_id: Annotated[str, typer.Argument(help="Number of the member of staff: letters, digits, dots, hyphens.")],
    pin_file: Annotated[
        typer.FileBinaryRead | None,
        typer.Option(
            metavar="<path>",
            help="File whose first line is the PIN, 6 to 12 digits; otherwise it is asked for, or piped in.",
        ),
    ] = None,
    pin: Annotated[str | None, typer.Option(hidden=True, callback=_refuse)] = None,
) -> None:
    """Make the setting that lets a member of staff in; the PIN itself is stored nowhere."""
    from kiosk.backend.attempts.staff_pins import STAFF_ID, hash_pin

    if STAFF_ID.fullmatch(staff_id) is None:
        raise typer.BadParameter("a staff number has up to 32 letters, digits, dots and hyphens")
    known = load().staff_pins
    try:
        staff = {**known, staff_id: hash_pin(_asked() if pin_file is None else _first_line(pin_file))}
    except RequestInvalid as error:
        raise typer.BadParameter(error.detail) from None
    typer.echo(f"setting of the backend: KIOSK_STAFF_PINS={json.dumps(staff, separators=(',', ':'))}")


def _asked() -> str:
    """Typed unseen and twice where somebody sits at a terminal, else the first line of standard input."""
    if sys.stdin is not None and not sys.stdin.isatty():
        return _first_line(sys.stdin.buffer)
    typed: str = typer.prompt("PIN", hide_input=True, confirmation_prompt=True)
    return typed


def _first_line(file: BinaryIO) -> str:
    return file.readline(MAX_LINE_BYTES).decode("utf-8-sig", "replace").strip()
