"""`kiosk read-document`: what the reader makes of a document, and whether a bank would be told that it is accepted."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.domain.documents.document import DocumentReading, FieldName, ReadField
from kiosk.domain.documents.forgery_signs import ForgerySign
from kiosk.errors import DocumentError, ImageError, PictureMissing
from kiosk.settings import Settings, load
from kiosk.system import log
from kiosk.system.branch_time import date_at
from kiosk.system.exit_codes import Exit
from kiosk.system.owner_files import prepare_folder, write_result
from kiosk.system.regular_files import read_regular_file

if TYPE_CHECKING:
    from kiosk.backend.engines.local.document_reader import LocalDocumentReader

SIDES = ("front", "back")
NAME_WIDTH, VALUE_WIDTH = 18, 34


def add_commands(app: typer.Typer) -> None:
    """Offer `kiosk read-document`."""
    app.command()(read_document)


def read_document(
    front: Annotated[Path, typer.Argument(help="Picture of the page, or of the front.")],
    back: Annotated[Path | None, typer.Argument(help="Picture of the back.")] = None,
    explain: Annotated[
        Path | None,
        typer.Option(help="Folder for what each stage found, as pictures and JSON: personal data, yours to delete."),
    ] = None,
) -> None:
    """Show what is read on a document, and whether it would be accepted: status 0, else 1. Nothing is stored.

    The portrait is compared with nobody.
    """
    log.silence_native_libraries()
    settings = load()
    pages = [_read_page(path, side) for path, side in zip((front, back), SIDES, strict=True) if path is not None]
    if explain is not None:
        prepare_folder(explain)
    reading, signs = _read(settings, pages, explain)
    for line in describe(reading, signs):
        typer.echo(line)
    raise typer.Exit(Exit.OK if reading.acceptable else Exit.FAILED)


def describe(reading: DocumentReading, signs: Sequence[ForgerySign]) -> list[str]:
    """Lines for people: the kind, every field with where it was read, every finding with advice, and the verdict."""
    from kiosk.terminal.ui.text.lookup import advise_on_finding

    fields = [_field_line(name, reading.fields[name]) for name in FieldName if name in reading.fields]
    findings = [f"{finding}: {advise_on_finding(finding)}" for finding in reading.findings]
    hints = [f"for staff to look at: {sign}" for sign in signs]
    verdict = "accepted" if reading.acceptable else "refused"
    return [f"{'kind':{NAME_WIDTH}}{reading.kind}", *fields, *findings, *hints, verdict]


def _field_line(name: FieldName, read: ReadField) -> str:
    agreeing = ", ".join(read.witnesses) or "nothing else"
    told = f"{read.source} {read.confidence:.0f}, agrees: {agreeing}{', cut off' if read.truncated else ''}"
    return f"{name.replace('_', ' '):{NAME_WIDTH}}{read.value:{VALUE_WIDTH}} {told}"


def _read_page(path: Path, side: str) -> bytes:
    """The file, whose name may be what the document says; raises PictureMissing, DocumentNotImage and ImageErrors."""
    from kiosk.domain.images.document_pages import UPLOAD_LIMITS
    from kiosk.domain.images.limits import check_picture
    from kiosk.vision.picture_files import describe_refusal

    try:
        page = read_regular_file(path, UPLOAD_LIMITS.max_bytes + 1)
        check_picture(page, UPLOAD_LIMITS)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise PictureMissing(f"the picture of the {side} cannot be read: {reason}") from error
    except (DocumentError, ImageError) as error:
        raise type(error)(f"the picture of the {side} {describe_refusal(error, UPLOAD_LIMITS)}") from error
    return page


def _read(
    settings: Settings, pages: Sequence[bytes], explain: Path | None
) -> tuple[DocumentReading, Sequence[ForgerySign]]:
    """The reading, and what speaks for a copy."""
    from kiosk.vision.document.explanation import ReadingExplanation

    reader, explanation = _reader(settings), ReadingExplanation()
    try:
        reading = reader.read(pages, date_at(time.time(), settings.time_zone), explanation)
    finally:
        reader.close()
    if explain is not None:
        for name, content in explanation.files(reading):
            write_result(explain / name, content)
    return reading, explanation.signs()


def _reader(settings: Settings) -> "LocalDocumentReader":
    """The one that a backend of this machine has."""
    from kiosk.backend.engines.local.document_reader import LocalDocumentReader
    from kiosk.backend.engines.local.load import DeferredComparer
    from kiosk.vision.descriptor_models import load_descriptor_model

    comparer = DeferredComparer(load_descriptor_model(settings.descriptor_model))
    return LocalDocumentReader(comparer, policy=settings.accepted_documents)
