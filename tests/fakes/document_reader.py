"""A reader that is told what a document says."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from kiosk.domain.documents.document import (
    DocumentKind,
    DocumentReading,
    FieldName,
    Finding,
    Portrait,
    ReadField,
    Source,
)
from kiosk.domain.faces.face_detail import Box
from tests.factories.jpeg_files import digest


class FakeDocumentReader:
    """Implements `DocumentReader`; reads whatever page it knows, wherever it lies among the others."""

    def __init__(self) -> None:
        self.documents: dict[str, DocumentReading] = {}
        self.before: Callable[[], object] = lambda: None
        self.today: date | None = None

    def read(self, pages: Sequence[bytes], today: date) -> DocumentReading:
        self.before()
        self.today = today
        known = [self.documents[digest(page)] for page in pages if digest(page) in self.documents]
        empty = DocumentReading(DocumentKind.UNKNOWN, {}, (Finding.NO_PORTRAIT,), None, len(pages))
        return replace(known[0], pages=len(pages)) if known else empty

    def show(self, page: bytes, portrait: bytes | None, *findings: Finding) -> bytes:
        def read(value: str) -> ReadField:
            return ReadField(value, 99.0, Source.MACHINE_READABLE_ZONE, (Source.PRINTED,))

        fields = {
            FieldName.NAME: read("John Doe"),
            FieldName.DOCUMENT_NUMBER: read("123456789"),
            FieldName.DATE_OF_BIRTH: read("1990-01-15"),
        }
        shown = None if portrait is None else Portrait(0, Box(0.1, 0.1, 0.3, 0.5), portrait)
        self.documents[digest(page)] = DocumentReading(DocumentKind.ID_CARD, fields, findings, shown, 1)
        return page
