"""Drawn documents through the local reader: what is good is read, and what must be refused is refused.

A few of each; `python -m tests.bench documents` reads thousands.
"""

from pathlib import Path

import numpy as np
import pytest

from kiosk.backend.engines.local.face_engine import LocalFaceEngine
from kiosk.backend.engines.local.load import LocalEngines
from kiosk.backend.ports import DocumentReader
from kiosk.domain.documents.document import DocumentReading, Finding
from kiosk.vision.jpeg import encode_jpeg
from tests.factories.documents.alterations import ALTERATIONS
from tests.factories.documents.conditions import CONDITIONS
from tests.factories.documents.corpus import KINDS
from tests.factories.documents.covers import cover
from tests.factories.documents.forgeries import FORGERIES, WRONG_PAIRS
from tests.factories.documents.handed_in import DAY, FOLDER, HANDED_IN
from tests.factories.documents.holders import TODAY
from tests.factories.documents.outcomes import Outcome, judge
from tests.factories.documents.sheet import Image

GOOD = (
    ("TD1", "perspective"),
    ("French 2x36", "as it is"),
    ("EU licence", "as it is"),
    ("US licence", "both sides in one picture"),
    ("passport, Greek", "as it is"),
)
FORGED = (
    "typed sheet", "zone whitened", "portrait beside a cut-out zone", "zone of another, same number",
    "sex in the zone", "back of another, same number", "barcode of another", "zone of another above its own",
    "birth of the zone noted elsewhere", "portrait over its ghost",
)  # fmt: skip
SEEN = ("serial number in the margin", "lone name", "TD1 with wrong digits", "lookalikes that print confirms")


@pytest.fixture
def reader(local_engines: tuple[LocalFaceEngine, LocalEngines]) -> DocumentReader:
    """The one that other tests have as well, so that its networks are loaded once."""
    return local_engines[1].reader


def read(reader: DocumentReader, pictures: list[Image]) -> DocumentReading:
    return reader.read([encode_jpeg(picture, 92) for picture in pictures], TODAY)


@pytest.mark.parametrize(("kind", "condition"), GOOD)
def test_what_is_good_is_read(reader: DocumentReader, kind: str, condition: str) -> None:
    document = KINDS[kind](31)
    reading = read(reader, CONDITIONS[condition](document, np.random.default_rng(31)))
    judged = judge(document, reading.fields, is_accepted=reading.acceptable, findings=reading.findings)
    assert judged.outcome is Outcome.COMPLETE, (judged, document.values.keys() - reading.fields.keys())


@pytest.mark.parametrize("forgery", FORGED)
def test_what_must_be_refused_is_refused(reader: DocumentReader, forgery: str) -> None:
    document = {**FORGERIES, **WRONG_PAIRS, **ALTERATIONS}[forgery](32)
    reading = read(reader, [page.image for page in document.pages])
    assert reading.findings
    assert not reading.acceptable


@pytest.mark.parametrize(
    ("kind", "name"),
    [("passport", "thumb, skin VI"), ("TD1", "palm, skin II"), ("TD2", "sticker, yellow")],
)
def test_what_lies_on_the_zone_is_one_clear_finding(reader: DocumentReader, kind: str, name: str) -> None:
    reading = read(reader, cover(KINDS[kind](5001), name, 5001))
    assert reading.findings == (Finding.ZONE_COVERED,)


@pytest.mark.parametrize("name", SEEN)
def test_pictures_on_which_it_was_wrong(reader: DocumentReader, inputs: Path, name: str) -> None:
    handed_in = HANDED_IN[name]
    pages = [(inputs / FOLDER / f"{file}.jpg").read_bytes() for file in handed_in.files]
    assert list(handed_in.faults(reader.read(pages, DAY))) == []
