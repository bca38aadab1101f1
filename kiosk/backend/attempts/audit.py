"""The record of what staff did."""

import re
from dataclasses import dataclass
from typing import Protocol

from kiosk.backend.ports import ReferenceHasher, Stored
from kiosk.domain.identity.customer_reference import normalise_reference

MAX_REASON_CHARS = 500
AUDITED = "audited"
REFERENCE_DIGITS = 4
"""A word with so many is taken for somebody's reference, or for the number of a document."""
_WORD = re.compile(r"\[?\w(?:\S*\w)?\]?")
_HASHED = re.compile(r"\[[0-9a-f]{32}\]")


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """What a member of staff did, and when (seconds since the epoch); `subject` is a keyed hash, never a reference."""

    at_s: float
    staff_id: str
    action: str
    subject: str
    reason: str


class AuditTrail(Protocol):
    """What staff did, in order, never changed; any thread. Raises ServiceErrors."""

    def record(self, staff_id: str, action: str, subject: str = "", reason: str = "") -> None:
        """Append an entry; the customer or device that `subject` names is kept as a keyed hash, also in the reason."""
        ...

    def entries(self) -> tuple[AuditEntry, ...]:
        """All that are kept, the oldest first."""
        ...

    def purge_before(self, time_s: float) -> int:
        """Delete those recorded before then; how many."""
        ...


def new_entry(key_of: ReferenceHasher, at_s: float, staff_id: str, action: str, told: tuple[str, str]) -> AuditEntry:
    """An entry about (subject, reason) without the subject's reference, and without what may be anybody else's.

    A customer who is not known yet may be named all the same, and the entry outlives what is held on them.
    """
    subject, reason = told[0], told[1][: 4 * MAX_REASON_CHARS]
    hashed = key_of(AUDITED, subject) if subject else ""
    reason = reason.replace(subject, f"[{hashed}]") if subject else reason
    reason = _WORD.sub(lambda word: _unnamed(key_of, word[0]), reason)
    return AuditEntry(at_s, staff_id, action, hashed, reason[:MAX_REASON_CHARS])


def _unnamed(key_of: ReferenceHasher, word: str) -> str:
    if _HASHED.fullmatch(word) or sum(map(str.isdigit, word)) < REFERENCE_DIGITS:
        return word
    return f"[{key_of(AUDITED, normalise_reference(word))}]"


class StoredAuditEntry(Stored):
    """What a member of staff did."""

    value: AuditEntry
