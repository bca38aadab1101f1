"""Commands about the key of this terminal, with which it signs what it asks a shared backend."""

import typer

from kiosk.settings import load
from kiosk.system.exit_codes import Exit
from kiosk.terminal_errors import TerminalKeyUnusable

_KEY = typer.Typer(no_args_is_help=True)


def add_commands(app: typer.Typer) -> None:
    """Offer `kiosk terminal-key create`, `show` and `delete`."""
    app.add_typer(_KEY, name="terminal-key", help="The key with which this terminal signs what it asks a backend.")


@_KEY.command()
def create() -> None:
    """Make a key on this terminal, and say what a backend enrols it by."""
    from kiosk.system.data_folder import prepare_data_dir
    from kiosk.system.terminal_key_store import open_terminal_key_store
    from kiosk.terminal.client.signing import SigningKey

    settings = load()
    prepare_data_dir(settings.data_dir)
    store = open_terminal_key_store(settings.data_dir)
    if store.load() is not None:
        raise TerminalKeyUnusable("there is a key already: show it, or delete it first")
    key = SigningKey.generate()
    store.save(key.private)
    _tell(key.terminal_id, key.public_text, store.place)


@_KEY.command()
def show() -> None:
    """Say what a backend enrols this terminal by, and where its key lies; never the key itself."""
    from kiosk.system.terminal_key_store import open_terminal_key_store
    from kiosk.terminal.client.signing import SigningKey

    store = open_terminal_key_store(load().data_dir)
    kept = store.load()
    if kept is None:
        typer.echo("this terminal has no key; make one with: kiosk terminal-key create")
        raise typer.Exit(Exit.FAILED)
    key = SigningKey(kept)
    _tell(key.terminal_id, key.public_text, store.place)


@_KEY.command()
def delete() -> None:
    """Forget the key of this terminal, which backends refuse from then on; revoke it there as well."""
    from kiosk.system.terminal_key_store import open_terminal_key_store

    deleted = open_terminal_key_store(load().data_dir).delete()
    typer.echo("deleted" if deleted else "there was no key")
    raise typer.Exit(Exit.OK if deleted else Exit.FAILED)


def _tell(terminal_id: str, public_text: str, place: str) -> None:
    typer.echo(f"terminal: {terminal_id}")
    typer.echo(f"public key: {public_text}")
    typer.echo(f"kept in: {place}")
    typer.echo(f'at the backend: kiosk terminals enrol {public_text} --name "WHERE IT STANDS"')
