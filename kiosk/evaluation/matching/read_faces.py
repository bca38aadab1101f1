"""Reads what is compared: a folder with a folder a person, or a list of pairs; and labels of either."""

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kiosk.errors import LabelsInvalid, LabelsMissing, NothingToEvaluate
from kiosk.evaluation.matching.labelled import (
    Folder,
    Labels,
    LeftOut,
    ListedPair,
    PairsList,
    Picture,
    Reason,
    Side,
)
from kiosk.evaluation.matching.read_table import Row, read_rows

SAME: Mapping[str, bool] = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
PERSON_COLUMNS = ("person", "identity")
PICTURE_COLUMNS = ("picture", "path")
_PAIR_COLUMNS = {"a", "b", "same", "similarity"}


@dataclass(frozen=True, slots=True)
class LabelsFile:
    """What a file says of people, or of pictures."""

    by_person: Mapping[str, Labels]
    by_picture: Mapping[str, Labels]
    sha256: str

    def of(self, person: str, picture: str) -> Labels:
        """Everything that is said of this picture of this person."""
        return {**self.by_person.get(person, {}), **self.by_picture.get(picture, {})}


def read_folder(folder: Path, output: Path) -> Folder:
    """Every file below a person's folder; hidden ones and the folder of results are passed over.

    Raises NothingToEvaluate, and LabelsMissing where pictures lie in no person's folder.
    """
    try:
        entries = sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))
    except OSError as error:
        raise NothingToEvaluate(f"{folder}: {error.strerror or type(error).__name__}") from error
    people = [entry for entry in entries if entry.is_dir() and entry.resolve() != output.resolve()]
    loose = [LeftOut(Reason.LABELS_MISSING, entry.name) for entry in entries if not entry.is_dir()]
    if not people:
        if loose:
            raise LabelsMissing(f"{folder} holds {len(loose)} files and no folders: each person has a folder")
        raise NothingToEvaluate(f"{folder} is empty: it holds a folder for each person")
    unread = list[LeftOut]()
    pictures = tuple(picture for person in people for picture in _pictures(folder, person, unread))
    if not pictures:
        raise NothingToEvaluate(f"{folder} holds {len(people)} folders and no pictures")
    return Folder(pictures, (*loose, *unread))


def read_pairs(path: Path) -> PairsList:
    """Every line of a list; raises LabelsMissing and LabelsInvalid."""
    columns, rows = read_rows(path)
    missing = _missing_columns({*columns})
    if missing:
        raise LabelsMissing(f"{path.name} lacks {missing}; it has {', '.join(columns)}")
    if not rows:
        raise NothingToEvaluate(f"{path.name} has no pairs")
    sides = (_side_columns(columns, "a"), _side_columns(columns, "b"))
    pairs = tuple(_pair(path.name, row, sides) for row in rows)
    return PairsList(pairs, _sha256(path))


def read_labels(path: Path) -> LabelsFile:
    """A line for each person or picture; raises LabelsMissing and LabelsInvalid."""
    columns, rows = read_rows(path)
    person = next((name for name in PERSON_COLUMNS if name in columns), None)
    picture = next((name for name in PICTURE_COLUMNS if name in columns), None)
    if person is None and picture is None:
        raise LabelsMissing(f"{path.name} needs a column person or picture; it has {', '.join(columns)}")
    others = [name for name in columns if name not in (*PERSON_COLUMNS, *PICTURE_COLUMNS)]
    by_person, by_picture = dict[str, Labels](), dict[str, Labels]()
    for line, row in rows:
        key, found = (row[picture], by_picture) if picture else (row[person or ""], by_person)
        labels = {name: row[name] for name in others}
        if found.setdefault(key, labels) != labels:
            raise LabelsInvalid(f"{path.name}: line {line} says something else of whom an earlier line names")
    return LabelsFile(by_person, by_picture, _sha256(path))


def label_folder(folder: Folder, labels: LabelsFile) -> Folder:
    """The folder with what the file says of its pictures."""
    said = (replace(each, labels=labels.of(each.person, each.name)) for each in folder.pictures)
    return replace(folder, pictures=tuple(said))


def label_pairs(pairs: PairsList, labels: LabelsFile) -> PairsList:
    """The list with what the file says of its people and pictures; the list's own columns count more."""

    def with_labels(side: Side) -> Side:
        return replace(side, labels={**labels.of(side.person, side.picture), **side.labels})

    return replace(
        pairs, pairs=tuple(replace(each, a=with_labels(each.a), b=with_labels(each.b)) for each in pairs.pairs)
    )


def pictures_of(pairs: Sequence[ListedPair], folder: Path) -> tuple[Picture, ...]:
    """Every picture that a list names, once."""
    names = dict.fromkeys(side.picture for pair in pairs for side in (pair.a, pair.b))
    return tuple(Picture(name, folder / name) for name in names)


def _pictures(folder: Path, person: Path, unread: list[LeftOut]) -> Iterator[Picture]:
    def fail(error: OSError) -> None:
        unread.append(LeftOut(Reason.PICTURE_MISSING, str(error.filename)))

    for place, _, names in os.walk(person, onerror=fail, followlinks=False):
        for name in sorted(names):
            if not name.startswith("."):
                path = Path(place, name)
                yield Picture(path.relative_to(folder).as_posix(), path, person.name)


def _missing_columns(columns: set[str]) -> str:
    if "same" not in columns:
        return "the column same"
    if "similarity" in columns or {"a", "b"} <= columns:
        return ""
    return "the columns a and b, or similarity"


@dataclass(frozen=True, slots=True)
class _SideColumns:
    """Which columns speak of one side of a pair."""

    picture: str
    person: str
    labels: Mapping[str, str]
    """By the label's name."""


def _side_columns(columns: Sequence[str], suffix: str) -> _SideColumns:
    """Of one side `sex_a`, and `sex` where a column speaks of both."""
    labels = dict[str, str]()
    for column in columns:
        stem, _, end = column.rpartition("_")
        is_sided = end in ("a", "b") and {f"{stem}_a", f"{stem}_b"} <= {*columns}
        if column in _PAIR_COLUMNS or (is_sided and (end != suffix or stem in PERSON_COLUMNS)):
            continue
        labels[stem if is_sided else column] = column
    person = next((f"{name}_{suffix}" for name in PERSON_COLUMNS if f"{name}_{suffix}" in columns), "")
    return _SideColumns(suffix if suffix in columns else "", person, labels)


def _pair(name: str, row: Row, sides: tuple[_SideColumns, _SideColumns]) -> ListedPair:
    line, values = row
    same = SAME.get(values["same"].lower())
    if same is None:
        raise LabelsInvalid(f"{name}: line {line}: same is 1 or 0")
    a, b = (_side(values, columns) for columns in sides)
    if "similarity" in values:
        return ListedPair(line, same, a, b, _similarity(name, line, values["similarity"]))
    if not (a.picture and b.picture):
        raise LabelsInvalid(f"{name}: line {line} names one picture")
    return ListedPair(line, same, a, b)


def _side(values: Mapping[str, str], columns: _SideColumns) -> Side:
    labels = {label: values[column] for label, column in columns.labels.items()}
    return Side(values.get(columns.picture, ""), values.get(columns.person, ""), labels)


def _similarity(name: str, line: int, text: str) -> float:
    try:
        similarity = float(text)
    except ValueError:
        similarity = float("nan")
    if not 0 <= similarity <= 100:
        raise LabelsInvalid(f"{name}: line {line}: a similarity is a number from 0 to 100")
    return similarity


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
