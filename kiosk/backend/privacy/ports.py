"""Data about people, one kind at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

Facts = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class PersonalDataExport:
    """What one kind of data holds on a person: facts that JSON can say, and images by file name."""

    facts: Sequence[Facts] = field(default=(), repr=False)
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Person:
    """Whose data: the bank's reference, and the attempts that are theirs, by whose ids much else is kept."""

    customer: str = field(repr=False)
    attempt_ids: tuple[str, ...] = ()
    mentioned_in: tuple[str, ...] = ()
    """Attempts of others, which name this customer as somebody who looks alike."""


class PersonalData(Protocol):
    """One kind of data; any thread. Every method raises ServiceErrors and may be repeated."""

    @property
    def kind(self) -> str:
        """Names it in answers and in the export."""
        ...

    def purge(self, now_s: float) -> int:
        """Delete what has been kept long enough; how many."""
        ...

    def erase(self, person: Person) -> int:
        """Delete all of this person's; how many."""
        ...

    def export(self, person: Person) -> PersonalDataExport:
        """All of this person's."""
        ...
