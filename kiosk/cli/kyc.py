"""Commands around the KYC API: keys for its callers, and a look at a service from outside."""

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.domain.images.limits import MAX_BYTES
from kiosk.settings import CALLER_NAME, load
from kiosk.system.exit_codes import Exit
from kiosk.system.regular_files import read_regular_file

if TYPE_CHECKING:
    from kiosk.terminal.client.kyc import KycClient


def add_commands(app: typer.Typer) -> None:
    """Offer `kiosk api-key` and `kiosk kyc-check`."""
    app.command()(api_key)
    app.command()(kyc_check)


def api_key(
    caller: Annotated[str, typer.Argument(help="Name of the program: letters, digits, dots, hyphens.")],
) -> None:
    """Make a key for a caller of the KYC API; it is shown once and stored nowhere."""
    from kiosk.backend.api.kyc_callers import new_key

    if re.fullmatch(CALLER_NAME, caller) is None:
        raise typer.BadParameter("a caller's name has up to 64 letters, digits, dots and hyphens")
    key, digest = new_key()
    callers = {**load().kyc_api_keys, caller: digest}
    typer.echo(f"key of {caller}, for its header X-Api-Key: {key}")
    typer.echo(f"setting of the backend: KIOSK_KYC_API_KEYS={json.dumps(callers, separators=(',', ':'))}")


def kyc_check(
    pages: Annotated[list[Path], typer.Argument(help="Pictures of the document: the front, and perhaps the back.")],
    session: Annotated[str, typer.Option(help="Id of a liveness session that was completed.")],
    url: Annotated[str, typer.Option(help="Address of the KYC service; otherwise the one that is set.")] = "",
) -> None:
    """Ask a KYC service whether a document is that of whoever completed a session, which this uses up.

    The key for the service is the setting KIOSK_KYC_API_KEY.
    """
    from kiosk.terminal.client.kyc import KycClient
    from kiosk.terminal_errors import KycRefused

    settings = load()
    client = KycClient(url or settings.kyc_url, settings.kyc_api_key.get_secret_value())
    try:
        passed, message = _checked(client, session, pages)
    except KycRefused as refused:
        passed, message = False, f"{refused.number} {refused.message}"
    finally:
        client.close()
    typer.echo(f"{'pass' if passed else 'fail'}: {message}")
    raise typer.Exit(Exit.OK if passed else Exit.FAILED)


def _checked(client: "KycClient", session: str, pages: list[Path]) -> tuple[bool, str]:
    try:
        # A byte more than may be sent: then the service says that it is too large.
        pictures = [read_regular_file(page, MAX_BYTES + 1) for page in pages]
    except OSError as error:
        raise typer.BadParameter(f"a picture cannot be read: {type(error).__name__}") from error
    found = client.identify(session, pictures)
    return found.passed, found.message
