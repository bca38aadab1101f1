"""Where enrolled terminals are kept."""

from collections.abc import Callable
from typing import Protocol

from kiosk.backend.ports import Stored
from kiosk.domain.identity.terminals import EnrolledTerminal

TerminalChange = Callable[[EnrolledTerminal], EnrolledTerminal]
"""Returns the terminal as it is to be; may raise, and may be called more than once by a store that retries."""


class TerminalStore(Protocol):
    """Enrolled terminals by their ids; any thread. Raises StorageFailed, and on AWS Busy and ServiceUnavailable."""

    def add(self, terminal: EnrolledTerminal) -> None:
        """Keep a new one; raises TerminalExists for an id that is or was enrolled."""
        ...

    def load(self, terminal_id: str) -> EnrolledTerminal:
        """The terminal as it stands; raises TerminalUnknown."""
        ...

    def change(self, terminal_id: str, change: TerminalChange) -> EnrolledTerminal:
        """Change it while nobody else does, and return it as it is then; raises TerminalUnknown, and what `change`
        raises."""
        ...

    def all(self) -> tuple[EnrolledTerminal, ...]:
        """All that are or were enrolled, by the time of their enrolment."""
        ...


class StoredTerminal(Stored):
    """An enrolled terminal."""

    value: EnrolledTerminal
