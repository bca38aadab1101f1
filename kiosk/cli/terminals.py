"""Commands about the terminals that a shared backend serves."""

import getpass
from datetime import UTC, datetime
from typing import Annotated

import typer

from kiosk.domain.identity.terminals import EnrolledTerminal
from kiosk.errors import RequestInvalid
from kiosk.settings import load
from kiosk.terminal_errors import TerminalSignatureInvalid, TerminalUnknown

_TERMINALS = typer.Typer(no_args_is_help=True)
Staff = Annotated[str, typer.Option(help="Who does it, for the audit trail; otherwise the user of this computer.")]


def add_commands(app: typer.Typer) -> None:
    """Offer `kiosk terminals enrol`, `list` and `revoke`."""
    app.add_typer(_TERMINALS, name="terminals", help="The terminals that this backend serves, each by its own key.")


@_TERMINALS.command()
def enrol(
    public_key: Annotated[str, typer.Argument(help="What `kiosk terminal-key show` says on the terminal.")],
    name: Annotated[str, typer.Option(help="Where it stands, for people.")],
    staff: Staff = "",
) -> None:
    """Let a terminal start challenges, also while a backend runs."""
    from kiosk.backend.build.open import open_terminals

    with open_terminals(load()) as terminals:
        try:
            enrolled = terminals.enrol(public_key, name, staff or getpass.getuser())
        except (RequestInvalid, TerminalSignatureInvalid) as error:
            raise typer.BadParameter(f"{error.detail}: see what kiosk terminal-key show says") from None
    typer.echo(f"enrolled: {enrolled.id}")


@_TERMINALS.command(name="list")
def list_terminals() -> None:
    """Show the terminals that are or were enrolled, one a line, and how they stand."""
    from kiosk.backend.build.open import open_terminals

    with open_terminals(load()) as terminals:
        for terminal in terminals.all():
            typer.echo("\t".join([terminal.id, _standing(terminal), _day(terminal.enrolled_at_s), terminal.name]))


@_TERMINALS.command()
def revoke(
    terminal_id: Annotated[str, typer.Argument(help="Id of the terminal, as `kiosk terminals list` says it.")],
    reason: Annotated[str, typer.Option(help="Why, for the audit trail.")],
    staff: Staff = "",
) -> None:
    """Refuse a terminal's key from now on and for good, also while a backend runs; a new key can be enrolled."""
    from kiosk.backend.build.open import open_terminals

    with open_terminals(load()) as terminals:
        try:
            terminals.revoke(terminal_id, staff or getpass.getuser(), reason)
        except (RequestInvalid, TerminalUnknown) as error:
            raise typer.BadParameter(error.detail or "no such terminal") from None
    typer.echo("revoked")


def _standing(terminal: EnrolledTerminal) -> str:
    if terminal.revoked_at_s is not None:
        return f"revoked {_day(terminal.revoked_at_s)}"
    if terminal.doubled_at_s is not None:
        return f"on two devices {_day(terminal.doubled_at_s)}"
    standing = "never seen" if not terminal.runs else f"started {_day(terminal.signed_at_s)}"
    moved = None if terminal.room is None else terminal.room.moved_at_s
    return standing if moved is None else f"{standing}, sees another room since {_day(moved)}"


def _day(at_s: float) -> str:
    return datetime.fromtimestamp(at_s, UTC).isoformat(timespec="seconds")
