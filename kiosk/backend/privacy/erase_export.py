"""Everything of one person: deleted by one call, handed out by another."""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kiosk.backend.attempts.audit import AuditTrail
from kiosk.backend.attempts.lockouts import Lockouts
from kiosk.backend.attempts.ports import AttemptStore
from kiosk.backend.attempts.transitions import is_of
from kiosk.backend.ports import Clock
from kiosk.backend.privacy.ports import Person, PersonalData, PersonalDataExport
from kiosk.domain.identity.customer_reference import MAX_USER_ID_CHARS, is_readable, normalise_reference
from kiosk.errors import RequestInvalid

ERASING, ERASED, EXPORTED = "erase begun", "erase", "export"


@dataclass(frozen=True, slots=True)
class PrivacyContext:
    """What erasing, exporting and retention work with."""

    kinds: Sequence[PersonalData]
    """In the order in which they are erased: what leads to others comes last."""
    attempts: AttemptStore
    lockouts: Lockouts
    audit: AuditTrail
    clock: Clock


def erase_person(context: PrivacyContext, customer: str, staff_id: str, reason: str = "") -> Mapping[str, int]:
    """Delete everything of one person; how much of each kind. Raises RequestInvalid and ServiceErrors.

    Whatever fails on the way, the same call deletes the rest: attempts, which lead to all else, go last. That it was
    begun, and why, is in the audit trail before anything is gone.
    """
    person = _person(context, customer)
    # No subject: nothing may lead back to who is gone.
    context.audit.record(staff_id, ERASING, reason=_masked(reason, customer, person.customer))
    deleted = {kind.kind: kind.erase(person) for kind in context.kinds}
    found = ", ".join(f"{name} {count}" for name, count in deleted.items())
    context.audit.record(staff_id, ERASED, reason=found)
    return deleted


def export_person(context: PrivacyContext, customer: str, staff_id: str, reason: str = "") -> bytes:
    """A ZIP file of all that is held on one person; raises RequestInvalid and ServiceErrors."""
    person = _person(context, customer)
    held = {kind.kind: kind.export(person) for kind in context.kinds}
    context.audit.record(staff_id, EXPORTED, person.customer, reason)
    return _zipped(person.customer, context.clock(), held)


def _person(context: PrivacyContext, untrusted: str) -> Person:
    customer = normalise_reference(untrusted)
    if not is_readable(customer, MAX_USER_ID_CHARS) or not customer.strip():
        raise RequestInvalid("customer")
    named = context.attempts.list_naming(customer)
    own = tuple(attempt.id for attempt in named if is_of(attempt, customer))
    return Person(customer, own, tuple(attempt.id for attempt in named if not is_of(attempt, customer)))


def _masked(reason: str, *references: str) -> str:
    for reference in references:
        reason = reason.replace(reference, "[customer]")
    return reason


def _zipped(customer: str, now_s: float, held: Mapping[str, PersonalDataExport]) -> bytes:
    facts = {"customer": customer, "exported_at_s": now_s, **{kind: list(each.facts) for kind, each in held.items()}}
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("person.json", json.dumps(facts, ensure_ascii=False, indent=2))
        for kind, each in held.items():
            for name, data in each.files.items():
                file.writestr(f"{kind}/{name}", data)
    return written.getvalue()
