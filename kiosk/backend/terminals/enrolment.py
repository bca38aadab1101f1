"""Enrols, lists and revokes terminals, each with a word in the audit trail."""

import re
from dataclasses import dataclass, replace

from kiosk.backend.attempts.audit import AuditTrail
from kiosk.backend.ports import Clock
from kiosk.backend.terminals.ports import TerminalStore
from kiosk.contract.http_signature import read_public_key, terminal_id, write_public_key
from kiosk.domain.identity.terminals import EnrolledTerminal
from kiosk.errors import RequestInvalid

NAME = re.compile(r"[^\W_](?:[\w .,()/-]{0,62}[\w)])?")
"""What people call a terminal by: a line of letters, digits, spaces and a few signs."""


@dataclass(frozen=True, slots=True)
class TerminalEnrolment:
    """What these commands work with."""

    store: TerminalStore
    audit: AuditTrail
    clock: Clock

    def enrol(self, public_key: str, name: str, staff: str) -> EnrolledTerminal:
        """Let the terminal with this public key start challenges.

        Raises TerminalExists, RequestInvalid for a name that is none, and TerminalSignatureInvalid for such a key.
        """
        raw = read_public_key(public_key)
        if NAME.fullmatch(name) is None:
            raise RequestInvalid("name")
        new = EnrolledTerminal(terminal_id(raw), write_public_key(raw), name, self.clock())
        self.audit.record(staff, "enrol terminal", new.id)
        self.store.add(new)
        return new

    def revoke(self, named: str, staff: str, reason: str) -> EnrolledTerminal:
        """Refuse the terminal with this id from now on, for good; raises TerminalUnknown and RequestInvalid."""
        if not reason.strip():
            raise RequestInvalid("reason")
        self.store.load(named)
        self.audit.record(staff, "revoke terminal", named, reason)
        at_s = self.clock()
        return self.store.change(
            named, lambda before: before if before.revoked_at_s is not None else _revoked(before, at_s)
        )

    def all(self) -> tuple[EnrolledTerminal, ...]:
        """All that are or were enrolled."""
        return self.store.all()


def _revoked(terminal: EnrolledTerminal, at_s: float) -> EnrolledTerminal:
    """What its room looked like is of no more use to anybody."""
    return replace(terminal, revoked_at_s=at_s, room=None)
