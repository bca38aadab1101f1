"""Commands about what is held on customers: unlock, delete, hand out, and the trail of who did so."""

import getpass
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.domain.identity.customer_reference import normalise_reference
from kiosk.errors import StorageFailed
from kiosk.settings import Settings, load
from kiosk.system import log
from kiosk.system.exit_codes import Exit

if TYPE_CHECKING:
    from kiosk.backend.api.facade import VerificationService
    from kiosk.backend.challenge.ports import FaceLiveness

Staff = Annotated[str, typer.Option(help="Who does it, for the audit trail; otherwise the user of this computer.")]
Reason = Annotated[str, typer.Option(help="Why, for the audit trail.")]
Customer = Annotated[str, typer.Argument(help="The bank's reference of the customer.")]


def add_commands(app: typer.Typer) -> None:
    """Offer `kiosk unlock`, `kiosk erase`, `kiosk export` and `kiosk audit`."""
    for command in (unlock, erase, export, audit):
        app.command()(command)


def unlock(
    reason: Annotated[str, typer.Option(help="Why, for the audit trail.")],
    customer: Annotated[str, typer.Option(help="Reference of the customer to unlock.")] = "",
    device: Annotated[str, typer.Option(help="Id of the terminal to unlock.")] = "",
    colleague: Annotated[str, typer.Option(help="Number of the member of staff to unlock.")] = "",
    address: Annotated[str, typer.Option(help="Address to unlock, as the log says it.")] = "",
    staff: Staff = "",
) -> None:
    """Let somebody begin again who was locked out after too many failures, also while a backend runs."""
    from kiosk.backend.attempts.ports import Subject, SubjectKind
    from kiosk.backend.attempts.unlock import unlock as unlock_subject
    from kiosk.backend.build.open import open_attempts

    kinds = zip(SubjectKind, (customer, device, colleague, address), strict=True)
    subjects = [Subject(kind, normalise_reference(reference)) for kind, reference in kinds if reference]
    if len(subjects) != 1 or not reason.strip():
        raise typer.BadParameter("say one of --customer, --device, --colleague and --address, and a reason")
    with open_attempts(load()) as parts:
        found = unlock_subject(parts.lockouts, parts.audit, subjects[0], (staff or getpass.getuser(), reason))
    typer.echo("unlocked" if found else "there was nothing to unlock")
    raise typer.Exit(Exit.OK if found else Exit.FAILED)


def erase(customer: Customer, staff: Staff = "", reason: Reason = "") -> None:
    """Delete everything that is held on a customer."""
    from kiosk.backend.privacy.erase_export import erase_person

    with _opened(load()) as service:
        deleted = erase_person(service.identity.privacy, customer, staff or getpass.getuser(), reason)
    for kind, count in deleted.items():
        typer.echo(f"{kind}: {count}")


def export(
    customer: Customer,
    out: Annotated[Path, typer.Option(help="ZIP file to write, which must not exist yet.")],
    staff: Staff = "",
    reason: Reason = "",
) -> None:
    """Write everything that is held on a customer into a ZIP file."""
    from kiosk.backend.privacy.erase_export import export_person

    with _opened(load()) as service:
        zipped = export_person(service.identity.privacy, customer, staff or getpass.getuser(), reason)
    try:
        with out.open("xb") as file:
            out.chmod(0o600)
            file.write(zipped)
    except OSError as error:
        raise typer.BadParameter(f"{out} cannot be written: {type(error).__name__}") from error
    typer.echo(f"{out}: {len(zipped)} bytes")


def audit() -> None:
    """Show what staff did: customers, terminals and colleagues stand there as keyed hashes."""
    from kiosk.backend.build.open import open_attempts

    with open_attempts(load()) as parts:
        for entry in parts.audit.entries():
            at = datetime.fromtimestamp(entry.at_s, UTC).isoformat(timespec="seconds")
            typer.echo("\t".join([at, entry.staff_id, entry.action, entry.subject, entry.reason]))


@contextmanager
def _opened(settings: Settings) -> "Iterator[VerificationService]":
    """Open the service as a backend would, so that all kinds of data are found."""
    with _kept_liveness(settings) as liveness, _service(settings, liveness) as service:
        yield service


def _kept_liveness(settings: Settings) -> "AbstractContextManager[FaceLiveness | None]":
    from kiosk.backend.build.face_liveness import wants_own_liveness

    if not wants_own_liveness(settings):
        return nullcontext()
    from kiosk.rekognition_local.own_liveness import open_kept_liveness

    return open_kept_liveness(settings)


def _service(settings: Settings, liveness: "FaceLiveness | None") -> "VerificationService":
    log.silence_native_libraries()
    from kiosk.backend.build.open import open_service

    try:
        return open_service(settings, own_liveness=liveness)
    except StorageFailed as error:
        raise type(error)(f"{error.detail}; a backend that runs on this data folder can be asked itself") from error
