"""Drawn documents through Textract's adapter: what the local reader accepts and refuses, it does too."""

from typing import Any, cast

import pytest

from kiosk.backend.engines.textract.document_reader import TextractReader
from kiosk.domain.documents.document import DocumentReading, Finding
from tests.factories.documents.alterations import ALTERATIONS
from tests.factories.documents.corpus import KINDS
from tests.factories.documents.drawn import DrawnDocument
from tests.factories.documents.forgeries import FORGERIES, WRONG_PAIRS
from tests.factories.documents.holders import TODAY
from tests.factories.documents.outcomes import FOR_STAFF, judge
from tests.factories.jpeg_files import jpeg
from tests.fakes.drawn_textract import DrawnRekognition, DrawnTextract

SEEDS = range(60, 63)
PAINTED = frozenset({
    "zone whitened", "zone cut off", "zone hidden by a serial number", "portrait beside a cut-out zone",
    "birth in the zone, digits wrong", "number in the zone, digits wrong", "two passports in one picture",
    "another's card beside one's own", "second face on the page", "expiry struck out of the zone",
    "back of another, name painted over", "portrait over its ghost", "zone of another above its own",
})  # fmt: skip
"""Pictures that were cut and painted over, of which nobody knows what is read."""
FORGED = {name: forge for name, forge in {**FORGERIES, **WRONG_PAIRS, **ALTERATIONS}.items() if name not in PAINTED}


def read(document: DrawnDocument) -> DocumentReading:
    reader = TextractReader(DrawnTextract(document), cast(Any, DrawnRekognition(document.pages)))
    return reader.read([jpeg()] * len(document.pages), TODAY)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_good_is_read_and_accepted_or_left_to_staff(kind: str) -> None:
    for seed in SEEDS:
        document = KINDS[kind](seed)
        reading = read(document)
        judged = judge(document, reading.fields, is_accepted=reading.acceptable)
        assert not judged.wrong and judged.right == judged.of, (seed, judged)
        # Nobody looks at barcodes there.
        for_staff = document.is_for_staff or kind == "US licence"
        assert {*reading.findings} <= (FOR_STAFF if for_staff else set[Finding]()), seed


@pytest.mark.parametrize("name", FORGED)
def test_what_must_be_refused_is_refused(name: str) -> None:
    for seed in SEEDS:
        document = FORGED[name](seed)
        assert all(page.lines for page in document.pages)
        assert not read(document).acceptable, seed
