"""How drawn documents are read: complete, partly, not at all, or silently wrong, by kind and condition.

Silently wrong, a document that is accepted with a field of a wrong value, is what must not be; nor may a forgery or a
wrong pair be accepted. Each share has the upper bound of its exact 95 % interval.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kiosk.backend.engines.local.load import load_engines
from kiosk.backend.ports import DocumentReader
from kiosk.domain.calibration.binomial import clopper_pearson
from kiosk.vision.jpeg import encode_jpeg
from tests.bench.table import Row
from tests.factories.documents.alterations import ALTERATIONS
from tests.factories.documents.conditions import CONDITIONS, COPIES
from tests.factories.documents.corpus import KINDS
from tests.factories.documents.drawn import DrawnDocument
from tests.factories.documents.forgeries import FORGERIES, WRONG_PAIRS
from tests.factories.documents.handed_in import DAY, FOLDER, HANDED_IN
from tests.factories.documents.holders import TODAY
from tests.factories.documents.outcomes import Judged, Outcome, judge

QUALITY = 92
PER_CELL = 1
"""Documents of each kind under each condition, and of each forgery three times as many, unless more are asked for."""
FORGERIES_PER_CELL = 3
FIRST_SEED = 1_000
"""Tests draw from smaller ones."""

Image = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Case:
    """One reading with where it came from, so that it can be drawn again."""

    kind: str
    condition: str
    seed: int
    judged: Judged


def rows(inputs: Path, per_cell: int = PER_CELL) -> Iterator[Row]:
    """Genuine documents by condition and by kind, then what must be refused, then every case that must not be; and
    pictures on which the reader was wrong once, where they are."""
    reader = load_engines("")[1].reader
    if (inputs / FOLDER).is_dir():
        yield from _handed_in_rows(reader, inputs / FOLDER)
    genuine = list(read_genuine(reader, per_cell))
    for name, cases in _by(genuine, lambda case: case.condition):
        yield _genuine_row(f"condition: {name}", cases)
    for name, cases in _by(genuine, lambda case: case.kind):
        yield _genuine_row(f"kind: {name}", cases)
    yield _genuine_row("all genuine documents", genuine)
    yield _refused_row("good pictures that are refused", [case for case in genuine if case.condition == "as it is"])
    worst = [case for case in genuine if case.judged.outcome is Outcome.SILENTLY_WRONG]
    tables = (("copy", None), ("forgery", FORGERIES), ("alteration", ALTERATIONS), ("wrong pair", WRONG_PAIRS))
    for title, table in tables:
        cases = list(read_copies(reader, per_cell) if table is None else read_forged(reader, table, per_cell))
        for name, some in _by(cases, lambda case: case.condition):
            yield _accepted_row(f"{title}: {name}", some)
        yield _accepted_row(f"all of these: {title}", cases)
        worst += [case for case in cases if case.judged.is_accepted]
    for case in worst:
        fields = ", ".join(case.judged.wrong) or "accepted"
        yield Row(f"must not be: {case.kind}, {case.condition}, seed {case.seed}", fields, "", "")


def _handed_in_rows(reader: DocumentReader, folder: Path) -> Iterator[Row]:
    faults = dict[str, str]()
    for name, handed_in in HANDED_IN.items():
        pages = [(folder / f"{file}.jpg").read_bytes() for file in handed_in.files]
        if found := ", ".join(handed_in.faults(reader.read(pages, DAY))):
            faults[name] = found
    yield Row("pictures on which it was wrong", f"{len(HANDED_IN) - len(faults)} right", f"{len(HANDED_IN)}", "")
    yield from (Row(f"still wrong: {name}", found, "", "") for name, found in faults.items())


def read_genuine(reader: DocumentReader, per_cell: int) -> Iterator[Case]:
    """Each kind under each condition."""
    for condition, change in CONDITIONS.items():
        for kind, draw in KINDS.items():
            for seed in range(FIRST_SEED, FIRST_SEED + per_cell):
                document = draw(seed)
                pictures = change(document, np.random.default_rng([seed, 5]))
                yield Case(kind, condition, seed, read(reader, document, pictures))


def read_copies(reader: DocumentReader, per_cell: int) -> Iterator[Case]:
    """Copies of each kind."""
    for condition, change in COPIES.items():
        for kind, draw in KINDS.items():
            for seed in range(FIRST_SEED, FIRST_SEED + per_cell):
                document = draw(seed)
                pictures = change(document, np.random.default_rng([seed, 5]))
                yield Case(kind, condition, seed, read(reader, document, pictures))


def read_forged(
    reader: DocumentReader, table: Mapping[str, Callable[[int], DrawnDocument]], per_cell: int
) -> Iterator[Case]:
    """Each forgery of the table."""
    for condition, forge in table.items():
        for seed in range(FIRST_SEED, FIRST_SEED + FORGERIES_PER_CELL * per_cell):
            document = forge(seed)
            yield Case(document.kind, condition, seed, read(reader, document, [page.image for page in document.pages]))


def read(reader: DocumentReader, document: DrawnDocument, pictures: Sequence[Image]) -> Judged:
    """Read pictures of a document as files, and hold the reading against its right values."""
    reading = reader.read([encode_jpeg(picture, QUALITY) for picture in pictures], TODAY)
    findings = [str(finding) for finding in reading.findings]
    return judge(document, reading.fields, is_accepted=reading.acceptable, findings=findings)


def _by(cases: Sequence[Case], name_of: Callable[[Case], str]) -> Iterator[tuple[str, list[Case]]]:
    for name in dict.fromkeys(map(name_of, cases)):
        yield name, [case for case in cases if name_of(case) == name]


def _genuine_row(name: str, cases: Sequence[Case]) -> Row:
    counts = Counter(case.judged.outcome for case in cases)
    of = len(cases)
    shown = ", ".join(f"{counts[outcome]} {outcome}" for outcome in (Outcome.COMPLETE, Outcome.PARTLY, Outcome.NOTHING))
    fields = sum(case.judged.right for case in cases) / max(sum(case.judged.of for case in cases), 1)
    shown = f"{shown}; {100 * fields:.0f} % of fields"
    return Row(name, shown, *_share(counts[Outcome.SILENTLY_WRONG], of, Outcome.SILENTLY_WRONG))


def _refused_row(name: str, cases: Sequence[Case]) -> Row:
    return Row(name, "", *_share(sum(not case.judged.is_accepted for case in cases), len(cases), "refused"))


def _accepted_row(name: str, cases: Sequence[Case]) -> Row:
    said = Counter(finding for case in cases for finding in case.judged.findings)
    findings = ", ".join(f"{finding} {count}" for finding, count in said.most_common(3))
    return Row(name, findings, *_share(sum(case.judged.is_accepted for case in cases), len(cases), "accepted"))


def _share(count: int, of: int, what: str) -> tuple[str, str]:
    """What was counted, and the upper bound of its share."""
    return f"{count} of {of} {what}", f"<= {100 * clopper_pearson(count, of).high:.3g} %"
