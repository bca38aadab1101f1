"""The one terminal of an embedded backend, which started it and whose key lives as long as both."""

from threading import Lock

from kiosk.backend.terminals.ports import TerminalChange
from kiosk.contract.http_signature import read_public_key, terminal_id
from kiosk.domain.identity.terminals import EnrolledTerminal
from kiosk.terminal_errors import TerminalExists, TerminalUnknown


class OwnTerminal:
    """Implements `TerminalStore` in memory: nothing of it is worth keeping when the terminal is gone."""

    def __init__(self, *terminals: EnrolledTerminal) -> None:
        self._lock = Lock()
        self._kept = {terminal.id: terminal for terminal in terminals}

    def add(self, terminal: EnrolledTerminal) -> None:
        """Keep one more."""
        with self._lock:
            if terminal.id in self._kept:
                raise TerminalExists
            self._kept[terminal.id] = terminal

    def load(self, terminal_id: str) -> EnrolledTerminal:
        """The terminal."""
        with self._lock:
            return self._find(terminal_id)

    def change(self, terminal_id: str, change: TerminalChange) -> EnrolledTerminal:
        """Change it under a lock."""
        with self._lock:
            after = change(self._find(terminal_id))
            self._kept[terminal_id] = after
            return after

    def all(self) -> tuple[EnrolledTerminal, ...]:
        """All of them."""
        with self._lock:
            return tuple(self._kept.values())

    def _find(self, terminal_id: str) -> EnrolledTerminal:
        if terminal_id not in self._kept:
            raise TerminalUnknown
        return self._kept[terminal_id]


def own_terminal(public_key: str) -> OwnTerminal:
    """The terminal with this public key; raises TerminalSignatureInvalid for one that is none."""
    return OwnTerminal(EnrolledTerminal(terminal_id(read_public_key(public_key)), public_key, "this terminal", 0.0))
