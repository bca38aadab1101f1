"""Commands about members of staff."""

import json
from typing import Annotated

import typer

from kiosk.errors import RequestInvalid
from kiosk.settings import load


def add_commands(app: typer.Typer) -> None:
    """Offer `kiosk staff-pin`."""
    app.command()(staff_pin)


def staff_pin(
    staff_id: Annotated[str, typer.Argument(help="Number of the member of staff: letters, digits, dots, hyphens.")],
    pin: Annotated[str, typer.Option(help="6 to 12 digits.", prompt="PIN", hide_input=True, confirmation_prompt=True)],
) -> None:
    """Make the setting that lets a member of staff in; the PIN itself is stored nowhere."""
    from kiosk.backend.attempts.staff_pins import STAFF_ID, hash_pin

    if STAFF_ID.fullmatch(staff_id) is None:
        raise typer.BadParameter("a staff number has up to 32 letters, digits, dots and hyphens")
    try:
        staff = {**load().staff_pins, staff_id: hash_pin(pin)}
    except RequestInvalid as error:
        raise typer.BadParameter(error.detail) from None
    typer.echo(f"setting of the backend: KIOSK_STAFF_PINS={json.dumps(staff, separators=(',', ':'))}")
