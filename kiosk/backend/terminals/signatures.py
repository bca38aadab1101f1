"""Whose signature a request carries, looked at before anything of its body is read."""

from collections.abc import Callable
from threading import Lock

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kiosk.backend.ports import Clock
from kiosk.backend.terminals.ports import TerminalStore
from kiosk.contract.http_signature import SignedRequest, read_public_key
from kiosk.domain.identity.terminals import (
    EnrolledTerminal,
    SeenNumbers,
    SignedUse,
    TerminalPolicy,
    check_going_on,
    check_time,
    check_usable,
    note_number,
    note_start,
)
from kiosk.errors import StorageFailed
from kiosk.terminal_errors import TerminalSignatureInvalid

Check = Callable[[EnrolledTerminal, SignedUse], None]


class TerminalSignatures:
    """Checks signed requests; any thread.

    One read, one verification of a signature, and for a start one write. Numbers of requests that start nothing are
    remembered in this process alone: what such a request does twice is answered as once in any case.
    """

    def __init__(self, store: TerminalStore, policy: TerminalPolicy, clock: Clock) -> None:
        self.policy = policy
        self._store, self._clock = store, clock
        self._seen: dict[str, SeenNumbers] = {}
        self._lock = Lock()

    def check_start(self, request: SignedRequest) -> str:
        """The id of the terminal that starts a challenge; raises TerminalErrors and StorageFailed."""
        use = self._verified(request, lambda terminal, _: check_usable(terminal))
        now_s = self._clock()
        after = self._store.change(use.terminal_id, lambda before: note_start(before, use, now_s))
        # One that has just been found out is refused with this request already.
        check_usable(after)
        self._note(use)
        return use.terminal_id

    def check(self, request: SignedRequest) -> str:
        """The id of the terminal that goes on with what it started; raises TerminalErrors and StorageFailed."""
        use = self._verified(request, check_going_on)
        self._note(use)
        return use.terminal_id

    def _verified(self, request: SignedRequest, check: Check) -> SignedUse:
        use = request.use
        check_time(use, self._clock(), self.policy)
        terminal = self._store.load(use.terminal_id)
        try:
            key = Ed25519PublicKey.from_public_bytes(read_public_key(terminal.public_key))
        except (TerminalSignatureInvalid, ValueError):
            raise StorageFailed("a terminal's public key does not read") from None
        try:
            key.verify(request.signature, request.base)
        except InvalidSignature:
            raise TerminalSignatureInvalid("another key, or another request") from None
        check(terminal, use)
        return use

    def _note(self, use: SignedUse) -> None:
        with self._lock:
            self._seen[use.terminal_id] = note_number(self._seen.get(use.terminal_id), use)
