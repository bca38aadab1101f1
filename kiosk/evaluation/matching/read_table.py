"""Lists with a heading row, separated by commas, semicolons or tabs."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from kiosk.errors import LabelsInvalid, LabelsMissing

SEPARATORS = ("\t", ";", ",")
Row = tuple[int, Mapping[str, str]]
"""The line's number, and its values by column."""


def read_rows(path: Path) -> tuple[tuple[str, ...], list[Row]]:
    """Columns and rows; raises LabelsInvalid, and LabelsMissing for a file without a heading row."""
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            head = file.readline()
            file.seek(0)
            separator = max(SEPARATORS, key=head.count)
            reader = csv.DictReader(file, delimiter=separator, strict=True, restval="")
            columns = tuple(name.strip() for name in reader.fieldnames or ())
            if not any(columns):
                raise LabelsMissing(f"{path.name} is empty: the first line names the columns")
            if len({*columns}) < len(columns):
                raise LabelsInvalid(f"{path.name}: two columns have one name")
            reader.fieldnames = columns
            return columns, list(_rows(path.name, reader))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise LabelsInvalid(f"{path.name} cannot be read: {type(error).__name__}") from error


def _rows(name: str, reader: "csv.DictReader[str]") -> Iterator[Row]:
    for row in reader:
        # What stands beyond the last column has the key None.
        if None in row:
            raise LabelsInvalid(f"{name}: line {reader.line_num} has more values than there are columns")
        yield reader.line_num, {column: value.strip() for column, value in row.items()}
