"""Reads and replaces tables of a Windows Installer database, as text that `msiinfo` and `msibuild` exchange."""

import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

CODEPAGE_UTF8 = 65001
_HEADER_LINES = 3


@dataclass(slots=True)
class Table:
    """Rows of text by column; an empty text is null."""

    header: str
    """Columns, their types, and the table's name with its keys."""
    rows: list[dict[str, str]] = field(default_factory=list)

    @property
    def columns(self) -> list[str]:
        """Names of the columns, in order."""
        return self.header.split("\n")[0].split("\t")

    def add(self, **values: str | int) -> None:
        """Append a row; columns that are not named stay null."""
        self.rows.append({column: str(values.get(column, "")) for column in self.columns})

    def row(self, key: str) -> dict[str, str]:
        """The row whose first column is this; raises KeyError."""
        for row in self.rows:
            if row[self.columns[0]] == key:
                return row
        raise KeyError(key)

    def text(self) -> str:
        """The form that is imported."""
        lines = ("\t".join(row[column] for column in self.columns) for row in self.rows)
        return "\n".join((self.header, *lines)) + "\n"


def read(msi: Path, name: str) -> Table:
    """One table of the database."""
    exported = _run(["msiinfo", "export", str(msi), name]).replace("\r\n", "\n")
    lines = exported.split("\n")
    table = Table("\n".join(lines[:_HEADER_LINES]))
    for line in lines[_HEADER_LINES:]:
        if line:
            table.rows.append(dict(zip(table.columns, line.split("\t"), strict=True)))
    return table


def replace(msi: Path, tables: dict[str, Table], folder: Path) -> None:
    """Put tables in place of those of the database, whose texts may then be any Unicode."""
    codepage = folder / "_ForceCodepage.idt"
    codepage.write_text(f"\n\n{CODEPAGE_UTF8}\t_ForceCodepage\n", encoding="ascii", newline="\r\n")
    # Each in a call of its own: a database keeps the code page that it was opened with.
    _run(["msibuild", str(msi), "-i", str(codepage)])
    arguments = []
    for name, table in tables.items():
        file = folder / f"{name}.idt"
        file.write_text(table.text(), encoding="utf-8", newline="\r\n")
        arguments += ["-i", str(file)]
    _run(["msibuild", str(msi), *arguments])


def _run(command: list[str]) -> str:
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "G_DEBUG": "fatal-warnings"}
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8", env=environment).stdout  # noqa: S603
