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


class Finding(StrEnum):
    """What is wrong with a document or its pictures; stable codes that cross the wire."""

    NO_PAGE = "NO_PAGE"
    GLARE = "GLARE"
    BLURRED = "BLURRED"
    PAGE_TOO_SMALL = "PAGE_TOO_SMALL"
    UNREADABLE = "UNREADABLE"
    """The name, the document's number, the date of birth or that of expiry was not found."""
    NO_PORTRAIT = "NO_PORTRAIT"
    SEVERAL_PORTRAITS = "SEVERAL_PORTRAITS"
    CHECK_DIGIT_WRONG = "CHECK_DIGIT_WRONG"
    EXPIRED = "EXPIRED"
    FIELDS_DISAGREE = "FIELDS_DISAGREE"
    """The machine-readable zone and the printed text, or two pages, say different things."""


@dataclass(frozen=True, slots=True)
class ReadField:
    """One field with how sure the reader is (0-100)."""

    value: str = field(repr=False)
    confidence: float
    source: Source


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
        """Whether nothing speaks against the document."""
        return not self.findings
