"""The contract of DocumentReader: what it refuses before any network or service is asked."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from kiosk.backend.engines.local.document_reader import LocalDocumentReader
from kiosk.backend.engines.textract.document_reader import TextractReader
from kiosk.backend.ports import DocumentReader
from kiosk.errors import (
    DocumentNotImage,
    DocumentPagesInvalid,
    ImageDimensionsExceeded,
    ImageTooLarge,
    ImageTooSmall,
    ImageTruncated,
    KioskError,
)
from tests.factories.jpeg_files import jpeg
from tests.factories.png_files import END, data, header, png
from tests.fakes.aws_services import aws_settings, clients_of
from tests.fakes.failing_servers import closed_port

TODAY = date(2026, 11, 21)
GOOD = jpeg()


def textract() -> DocumentReader:
    clients = clients_of(aws_settings(closed_port(), max_attempts=1))
    return TextractReader(clients.textract, clients.rekognition)


@pytest.fixture(scope="module", params=[LocalDocumentReader, textract], ids=["local", "aws"])
def reader(request: pytest.FixtureRequest) -> Iterator[DocumentReader]:
    make: Callable[[], DocumentReader] = request.param
    yield make()


@pytest.mark.parametrize(
    ("untrusted_pages", "meaning"),
    [
        ([], DocumentPagesInvalid),
        ([GOOD] * 3, DocumentPagesInvalid),
        ([b""], DocumentNotImage),
        ([b"%PDF-1.7\n" + bytes(200)], DocumentNotImage),
        ([GOOD, b"<html>"], DocumentNotImage),
        ([GOOD[:-40]], ImageTruncated),
        ([GOOD + bytes(6 * 1024 * 1024)], ImageTooLarge),
        ([png(header(90_000, 90_000), data(), END)], ImageDimensionsExceeded),
        ([png(header(40, 40), data(), END)], ImageTooSmall),
        ([png(header(96, 80), END)], ImageTruncated),
        ([png(header(96, 80), END) + b"\xff\xff\xff\0IDAT"], DocumentNotImage),
        ([png(header(96, 80), data(), END) + b"more"], DocumentNotImage),
    ],
)
def test_what_is_no_document(reader: DocumentReader, untrusted_pages: list[bytes], meaning: type[KioskError]) -> None:
    with pytest.raises(meaning):
        reader.read(untrusted_pages, TODAY)
