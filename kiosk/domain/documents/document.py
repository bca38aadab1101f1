"""What was read on an identity document."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.domain.faces.face_detail import Box


class DocumentKind(StrEnum):
    """What kind of document the pages belong to."""

    PASSPORT = "passport"
    ID_CARD = "id_card"
    VISA = "visa"
    DRIVING_LICENCE = "driving_licence"
    RESIDENCE_PERMIT = "residence_permit"
    """Of somebody who is not a citizen; not accepted unless a bank says so."""
    UNKNOWN = "unknown"


class FieldName(StrEnum):
    """What is looked for; dates are ISO 8601, countries three letters as in ICAO 9303."""

    NAME = "name"
    SURNAME = "surname"
    GIVEN_NAMES = "given_names"
    DOCUMENT_NUMBER = "document_number"
    DATE_OF_BIRTH = "date_of_birth"
    DATE_OF_EXPIRY = "date_of_expiry"
    NATIONALITY = "nationality"
    ISSUING_STATE = "issuing_state"
    SEX = "sex"


class Source(StrEnum):
    """Where on the document a field was read."""

    MACHINE_READABLE_ZONE = "mrz"
    PRINTED = "printed"
    BARCODE = "barcode"


class Finding(StrEnum):
    """What is wrong with a document or its pictures; stable codes that cross the wire.

    In the order in which they help a customer, who reads the first two.
    """

    NO_PAGE = "NO_PAGE"
    SEVERAL_DOCUMENTS = "SEVERAL_DOCUMENTS"
    """More than one document lies in a picture."""
    BLACK_AND_WHITE = "BLACK_AND_WHITE"
    """The page has no colours, as copies have none."""
    COPY_SUSPECTED = "COPY_SUSPECTED"
    """The page has a screen's or a press's grid over it, or lies in a window: staff look at the document itself."""
    KIND_NOT_ACCEPTED = "KIND_NOT_ACCEPTED"
    """The kind or its issuing state was recognised, and is not among those that the bank accepts."""
    GLARE = "GLARE"
    BLURRED = "BLURRED"
    PAGE_TOO_SMALL = "PAGE_TOO_SMALL"
    PHOTO_PAGE_MISSING = "PHOTO_PAGE_MISSING"
    """A passport's other page or cover was shown."""
    ZONE_COVERED = "ZONE_COVERED"
    """A hand, a finger or a sticker lies over the machine-readable zone, so that nobody knows what stands there."""
    ZONE_MISSING = "ZONE_MISSING"
    """The page says passport or shows rows of fillers, and no machine-readable zone was read."""
    OTHER_SIDE_MISSING = "OTHER_SIDE_MISSING"
    """One side of a card was shown, and neither zone nor barcode is on it."""
    UNREADABLE = "UNREADABLE"
    """The kind, the name, the document's number, the date of birth or that of expiry was not found."""
    NO_PORTRAIT = "NO_PORTRAIT"
    SEVERAL_PORTRAITS = "SEVERAL_PORTRAITS"
    CHECK_DIGIT_WRONG = "CHECK_DIGIT_WRONG"
    EXPIRED = "EXPIRED"
    FIELDS_DISAGREE = "FIELDS_DISAGREE"
    """The machine-readable zone, the barcode and the printed text, or two pages, say different things."""
    IMPLAUSIBLE = "IMPLAUSIBLE"
    """A state that ICAO does not list, an age or an order of dates that nobody has, or a number of another form than
    its state's."""
    BIRTH_INCOMPLETE = "BIRTH_INCOMPLETE"
    """The day, month or year of birth is not known, which the standard allows."""
    NAME_TRUNCATED = "NAME_TRUNCATED"
    """The zone has no room for the whole name, of which print alone shows the rest."""
    UNCONFIRMED = "UNCONFIRMED"
    """Name, number, birth or expiry was read in one place alone, and nothing else on the document says the same."""


@dataclass(frozen=True, slots=True)
class ReadField:
    """One field with how sure the reader is (0-100), and what else on the document says the same."""

    value: str = field(repr=False)
    """Dates are ISO 8601; of one that is not known whole, the year alone or year and month."""
    confidence: float
    source: Source
    witnesses: tuple[Source, ...] = ()
    """Other places that were read by themselves and agree."""
    truncated: bool = False
    """Whether it is a name that the zone cut off, so that nothing but print shows the rest."""


@dataclass(frozen=True, slots=True)
class Portrait:
    """The holder's portrait: an upright JPEG crop with room around the face, and where it was found."""

    page: int
    """Index of the page."""
    box: Box
    """Of the crop, in ratios of that page's picture as it was handed in."""
    jpeg: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class DocumentReading:
    """All that was read on the pages of one document; whoever acts on it goes by `findings`."""

    kind: DocumentKind
    fields: Mapping[FieldName, ReadField]
    findings: tuple[Finding, ...]
    portrait: Portrait | None
    pages: int

    @property
    def acceptable(self) -> bool:
        """Whether the document was recognised, all that is needed was read twice, and nothing speaks against it."""
        return not self.findings
