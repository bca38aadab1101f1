"""What became of a drawn document: accepted or not, and how much of it was read right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.domain.documents.document import FieldName, Finding, ReadField
from tests.factories.documents.drawn import DrawnDocument

FOR_STAFF = frozenset({Finding.UNCONFIRMED, Finding.OTHER_SIDE_MISSING})


class Outcome(StrEnum):
    """The first that applies, the worst first."""

    SILENTLY_WRONG = "silently wrong"
    """Accepted with a field that has a wrong value."""
    COMPLETE = "complete"
    """Every field right, and accepted; or left to staff, where nothing on the document confirms all of it."""
    PARTLY = "partly"
    """Something was read right: refused, or accepted without some of the fields."""
    NOTHING = "none"


@dataclass(frozen=True, slots=True)
class Judged:
    """One reading held against the right values."""

    outcome: Outcome
    is_accepted: bool
    wrong: Sequence[FieldName]
    """Fields with a wrong value, whether the document was accepted or not."""
    right: int
    of: int
    """Fields that the document has."""
    findings: Sequence[str] = field(default=())


def judge(
    document: DrawnDocument, fields: Mapping[FieldName, ReadField], *, is_accepted: bool, findings: Sequence[str] = ()
) -> Judged:
    """Hold what was read against the right values; what is not among them counts for nothing."""
    wrong = [name for name, read in fields.items() if not document.is_right(name, read.value)]
    right = sum(name in fields and name not in wrong for name in document.values)
    if is_accepted and wrong:
        outcome = Outcome.SILENTLY_WRONG
    elif right == len(document.values) and (is_accepted or (document.is_for_staff and {*findings} <= FOR_STAFF)):
        outcome = Outcome.COMPLETE
    else:
        outcome = Outcome.PARTLY if right else Outcome.NOTHING
    return Judged(outcome, is_accepted, wrong, right, len(document.values), findings)
