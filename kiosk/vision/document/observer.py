"""What each stage of reading tells whoever looks on: for `--explain`, tests and staff."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from kiosk.domain.documents.document import FieldName, ReadField
from kiosk.domain.documents.page_facts import PageFacts
from kiosk.domain.documents.printed import PrintedLine
from kiosk.domain.faces.face_detail import Box
from kiosk.vision.arrays import Image
from kiosk.vision.document.barcodes import Barcode
from kiosk.vision.document.page_orientation import UprightPage
from kiosk.vision.document.text import TextLine
from kiosk.vision.document.zone_search import ZoneSearch


@dataclass(frozen=True, slots=True)
class PortraitSearch:
    """The faces of a page and what became of them; boxes in ratios of the upright page."""

    faces: tuple[Box, ...] = ()
    """All that were seen, the largest first."""
    printed: tuple[Box, ...] = ()
    """Those that can be printed on the page, the portrait first."""
    likenesses: tuple[float | None, ...] = field(default=(), repr=False)
    """Similarity 0-100 of each printed face behind the first to the portrait; None where a second look saw no face."""
    copies: int = 0
    """How many of them are smaller copies of the portrait."""
    people: int = 0
    """Whom they show, without copies of the portrait."""


class ReadingObserver(Protocol):
    """Is told what each stage found, in this order, from the thread that reads; what it does with it is its own.

    Boxes and quads are those of the page that was told last; a page that turns out to lie another way is told again,
    with all that follows.
    """

    def find_page(self, index: int, picture: Image, page: UprightPage) -> None:
        """The picture as it was handed in (BGR), and the page in it, upright; `index` is the picture's."""

    def read_text(self, lines: Sequence[TextLine]) -> None:
        """The lines of text with their places on the page."""

    def search_zones(self, search: ZoneSearch, *, thorough: bool) -> None:
        """All candidates for a zone, the best first; `thorough` when a first look had found none."""

    def read_barcodes(self, barcodes: Sequence[Barcode]) -> None:
        """The barcodes; not told where none were looked for."""

    def read_print(self, lines: Sequence[PrintedLine], fields: Mapping[FieldName, ReadField]) -> None:
        """Text outside the zone, and the fields that were found in it."""

    def find_portraits(self, search: PortraitSearch) -> None:
        """The faces."""

    def tell_page(self, facts: PageFacts) -> None:
        """All that the rules are told of the page."""


class SilentObserver:
    """Implements `ReadingObserver` and does nothing."""

    def find_page(self, index: int, picture: Image, page: UprightPage) -> None:
        """See `ReadingObserver`."""

    def read_text(self, lines: Sequence[TextLine]) -> None:
        """See `ReadingObserver`."""

    def search_zones(self, search: ZoneSearch, *, thorough: bool) -> None:
        """See `ReadingObserver`."""

    def read_barcodes(self, barcodes: Sequence[Barcode]) -> None:
        """See `ReadingObserver`."""

    def read_print(self, lines: Sequence[PrintedLine], fields: Mapping[FieldName, ReadField]) -> None:
        """See `ReadingObserver`."""

    def find_portraits(self, search: PortraitSearch) -> None:
        """See `ReadingObserver`."""

    def tell_page(self, facts: PageFacts) -> None:
        """See `ReadingObserver`."""


SILENT: ReadingObserver = SilentObserver()
