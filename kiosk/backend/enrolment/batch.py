"""Enrolling many customers at once from a list of pictures."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Protocol

from kiosk.backend.ports import UserFound
from kiosk.domain.identity.customer_reference import MAX_REFERENCE_CHARS, is_readable, normalise_reference
from kiosk.domain.identity.step_reason import StepReason
from kiosk.errors import Busy, CustomerExists, IdentityError, InputError, PictureMissing, RequestInvalid
from kiosk.system.regular_files import read_regular_file

CUSTOMER, IMAGE, KIND = "customer", "image", "batch"
"""The list's two columns, and what kept images are called."""
MAX_FILE_BYTES = 20_000_000
AHEAD = 4
"""Customers that wait for each thread: enough that none is idle, few enough to keep their pictures in memory."""


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One customer of the list, and in which line."""

    line: int
    customer: str = field(repr=False)
    image: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class BatchRefusal:
    """A line that was skipped, and the code of the reason; references stay in the list."""

    line: int
    code: str


@dataclass(frozen=True, slots=True)
class BatchProgress:
    """How far it is."""

    done: int
    total: int
    enrolled: int
    known: int
    """Enrolled before, by a batch that was stopped for one."""
    refused: tuple[BatchRefusal, ...]


class Enroller(Protocol):
    """Enrols one customer; see `EnrolmentService`."""

    def enrol(self, customer: str, images: Sequence[tuple[str, bytes]]) -> int:
        """How many faces."""
        ...

    def is_enrolled(self, customer: str) -> bool:
        """Whether this customer can be authenticated."""
        ...

    def find_duplicates(self, image: bytes, threshold: float) -> tuple[UserFound, ...]:
        """Enrolled customers who look like this."""
        ...

    def erase(self, customer: str) -> bool:
        """Delete the customer everywhere."""
        ...


def read_list(path: Path) -> list[BatchRow]:
    """The rows of a CSV file with the columns `customer` and `image`; raises RequestInvalid."""
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            reader = csv.DictReader(file, strict=True)
            if not {CUSTOMER, IMAGE} <= {*(reader.fieldnames or ())}:
                raise RequestInvalid(f"{path.name}: the first line must name the columns customer and image")
            return [
                BatchRow(
                    reader.line_num, normalise_reference((row[CUSTOMER] or "").strip()), (row[IMAGE] or "").strip()
                )
                for row in reader
            ]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise RequestInvalid(f"{path.name} cannot be read: {type(error).__name__}") from error


class Batch:
    """Run again after whatever stopped it: who is enrolled already is passed over at once."""

    def __init__(self, enroller: Enroller, folder: Path, parallelism: int, duplicate: float | None = None) -> None:
        """Images are named relative to `folder`, or by whole paths; what is no ordinary file counts as missing.

        `duplicate` is the similarity (0-100) from which whoever is enrolled already is refused; None enrols anyway.
        """
        self._enroller, self._folder, self._parallelism = enroller, folder, parallelism
        self._duplicate = duplicate
        self._alone = Lock()

    def run(self, rows: Iterable[BatchRow], total: int, report: Callable[[BatchProgress], None]) -> BatchProgress:
        """Enrol all rows, several at a time; bad ones are skipped, ServiceErrors end it."""
        enrolled, known, refused = 0, 0, list[BatchRefusal]()
        progress = BatchProgress(0, total, 0, 0, ())
        for row, code in self._outcomes(iter(rows)):
            enrolled, known = enrolled + (not code), known + (code == CustomerExists.code)
            if code not in ("", CustomerExists.code):
                refused.append(BatchRefusal(row.line, code))
            progress = BatchProgress(progress.done + 1, total, enrolled, known, tuple(refused))
            report(progress)
        return progress

    def _outcomes(self, rows: Iterator[BatchRow]) -> Iterator[tuple[BatchRow, str]]:
        """Each row with the code that it was refused with, as they are done."""
        with ThreadPoolExecutor(self._parallelism, thread_name_prefix="batch") as executor:
            waiting = dict[Future[str], BatchRow]()
            try:
                while True:
                    while len(waiting) < self._parallelism * AHEAD and (row := next(rows, None)) is not None:
                        waiting[executor.submit(self._enrol, row)] = row
                    if not waiting:
                        return
                    for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                        yield waiting.pop(future), future.result()
            finally:
                for future in waiting:
                    future.cancel()

    def _enrol(self, row: BatchRow) -> str:
        try:
            if not (is_readable(row.customer, MAX_REFERENCE_CHARS) and row.image):
                raise RequestInvalid
            return self._searched_and_enrolled(row.customer, self._read(row.image))
        except CustomerExists as error:
            # Or somebody is at it, or was killed a moment ago: then a later run will know.
            return error.code if self._enroller.is_enrolled(row.customer) else Busy.code
        except (InputError, IdentityError, PictureMissing) as error:
            return error.code

    def _searched_and_enrolled(self, customer: str, image: bytes) -> str:
        if self._duplicate is None:
            self._enroller.enrol(customer, [(KIND, image)])
            return ""
        if self._enroller.is_enrolled(customer):
            raise CustomerExists
        if self._others(customer, image):
            return StepReason.DUPLICATE_FOUND
        if self._enrolled_alone(customer, image):
            return ""
        # Two lines of one person at the same time took each other back: one after the other, one of them stays.
        with self._alone:
            found = self._others(customer, image) or not self._enrolled_alone(customer, image)
        return StepReason.DUPLICATE_FOUND if found else ""

    def _enrolled_alone(self, customer: str, image: bytes) -> bool:
        """Enrol, and take it back when somebody alike was enrolled meanwhile, or when that cannot be known."""
        self._enroller.enrol(customer, [(KIND, image)])
        kept = False
        try:
            kept = not self._others(customer, image)
        finally:
            if not kept:
                self._enroller.erase(customer)
        return kept

    def _others(self, customer: str, image: bytes) -> bool:
        threshold = 0.0 if self._duplicate is None else self._duplicate
        return any(found.user != customer for found in self._enroller.find_duplicates(image, threshold))

    def _read(self, image: str) -> bytes:
        try:
            return read_regular_file(self._folder / image, MAX_FILE_BYTES)
        except (OSError, ValueError) as error:
            raise PictureMissing from error
