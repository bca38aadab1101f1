"""Pictures on which the reader was wrong, drawn by others, with what is right; they lie beside the repository."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kiosk.domain.documents.document import DocumentReading, FieldName, Finding
from tests.factories.documents.drawn import DrawnDocument

FOLDER = "documents"
DAY = date(2026, 11, 29)
"""On which one of them expires."""
NAME, NUMBER, BIRTH, EXPIRY = (
    FieldName.NAME, FieldName.DOCUMENT_NUMBER, FieldName.DATE_OF_BIRTH, FieldName.DATE_OF_EXPIRY,
)  # fmt: skip
_ERIKSSON = {NAME: "ANNA MARIA ERIKSSON", NUMBER: "L898902C3", BIRTH: "1974-08-12", EXPIRY: "2035-04-15"}
_SPECIMEN = {NAME: "GRACE ANNA SPECIMEN", NUMBER: "UT0123456", BIRTH: "1986-12-09"}


@dataclass(frozen=True, slots=True)
class HandedIn:
    """Files of one document's pages, and what must hold of their reading."""

    files: Sequence[str]
    values: Mapping[FieldName, str] = field(default_factory=dict)
    """Must be read so."""
    is_accepted: bool | None = None
    """None where either is right."""
    findings: Sequence[Finding] = ()
    """Of which one at least is said."""
    not_findings: Sequence[Finding] = ()
    may_be_refused: bool = False
    """Whether the document may be refused with its values unread."""

    def faults(self, reading: DocumentReading) -> Iterator[str]:
        """What is wrong with the reading, in a few words each."""
        document = DrawnDocument("handed in", (), self.values)
        for name, read in reading.fields.items():
            if not document.is_right(name, read.value) and not (read.truncated and not reading.acceptable):
                yield f"{name} wrong"
        if not self.may_be_refused or reading.acceptable:
            yield from (f"{name} not read" for name in self.values if name not in reading.fields)
        if self.is_accepted not in (None, reading.acceptable):
            yield "accepted" if reading.acceptable else f"refused for {', '.join(reading.findings)}"
        if self.findings and not {*self.findings} & {*reading.findings}:
            yield f"said {', '.join(reading.findings) or 'nothing'} instead of {' or '.join(self.findings)}"
        yield from (f"said {each}" for each in self.not_findings if each in reading.findings)


HANDED_IN: Mapping[str, HandedIn] = {
    "zone of another": HandedIn(["Z_other"], {}, False, [Finding.FIELDS_DISAGREE]),
    "zone hidden by a serial number": HandedIn(
        ["Z_bad_serial"], {}, False, [Finding.CHECK_DIGIT_WRONG, Finding.EXPIRED, Finding.UNREADABLE]
    ),
    "serial number in the margin": HandedIn(["SN_vert"], _ERIKSSON, True),
    "typed sheet": HandedIn(["TYPED"], {}, False, [Finding.UNREADABLE]),
    "zone whitened": HandedIn(["Z_blank"], {}, False, [Finding.UNREADABLE]),
    "open booklet": HandedIn(["BK0"], _ERIKSSON, True),
    "open booklet, text crosswise": HandedIn(["BK90"], _ERIKSSON, True),
    "month first": HandedIn(["U2"], {NAME: "GRACE ANNA SAMPLE", BIRTH: "1975-03-07", EXPIRY: "2031-04-05"}),
    "worn fillers": HandedIn(["FW"], {NAME: "VERA SPECIMEN"}, may_be_refused=True),
    "lone name": HandedIn(["N01"], {NAME: "AHMADI"}),
    "name cut off in the zone": HandedIn(
        ["M12"], {NAME: "DON SUBASINGHE CHAMINDA PRIYANTHA RAJAPAKSE PATHIRANNEHELAGE"}
    ),
    "for life": HandedIn(["M17a", "M17b"], {}, None, (), [Finding.EXPIRED]),
    "French 2x36": HandedIn(
        ["M01a", "M01b"],
        {NAME: "ALAIN PIERRE MARTIN", NUMBER: "130595012345", BIRTH: "1970-12-31", EXPIRY: "2028-05-14"},
        None,
        (),
        [Finding.CHECK_DIGIT_WRONG],
    ),
    "TD1 with wrong digits": HandedIn(
        ["W1a", "W1b"], _SPECIMEN, False, [Finding.CHECK_DIGIT_WRONG], [Finding.NO_PORTRAIT]
    ),
    "birth without day": HandedIn(["M02"], {NAME: "THI LAN NGUYEN"}, None, [Finding.BIRTH_INCOMPLETE]),
    "birth unknown": HandedIn(["M04"], {NAME: "ADA OKAFOR"}, None, [Finding.BIRTH_INCOMPLETE]),
    "expires today": HandedIn(["M18"], {}, None, (), [Finding.EXPIRED]),
    "both sides, one above the other": HandedIn(["A4_0"], _SPECIMEN),
    "both sides, turned": HandedIn(["A4_90"], _SPECIMEN),
    "both sides, side by side": HandedIn(["A4_side"], _SPECIMEN),
    "US licence": HandedIn(
        ["L1"], {NAME: "GRACE MIDDLE ADAMS", NUMBER: "B5568240", BIRTH: "1975-02-03", EXPIRY: "2031-02-01"}
    ),
    "lookalikes that print confirms": HandedIn(["M24b"], {NUMBER: "BO0055421"}, True),
}
SAME_VERDICT = ("both sides, one above the other", "both sides, turned", "both sides, side by side")
