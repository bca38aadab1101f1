"""Which documents a bank accepts; every number is a setting."""

import re
from dataclasses import dataclass

from kiosk.domain.documents.document import DocumentKind

DEFAULT_KINDS = (DocumentKind.PASSPORT, DocumentKind.ID_CARD, DocumentKind.DRIVING_LICENCE)


@dataclass(frozen=True, slots=True)
class DocumentPolicy:
    """Kinds and issuing states that are accepted; a document of any other is read and refused."""

    kinds: tuple[DocumentKind, ...] = DEFAULT_KINDS
    states: tuple[str, ...] = ()
    """Codes of ICAO Doc 9303, part 3, such as `POL`; empty accepts all that are listed there."""
    specimens: bool = True
    """Whether the states of specimens (`UTO`) count as states. A bank that serves customers says no."""

    def __post_init__(self) -> None:
        """Raises ValueError for no kinds, an unknown one, and for codes that no state has."""
        if not self.kinds or DocumentKind.UNKNOWN in self.kinds:
            raise ValueError("kinds are some of " + ", ".join(each for each in DocumentKind if each != "unknown"))
        if not all(re.fullmatch("[A-Z]{1,3}", state) for state in self.states):
            raise ValueError("states are codes of one to three capitals, such as POL or D")
