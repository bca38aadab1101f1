"""The shapes of what a screen says in several parts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """A title and what the customer can do."""

    title: str
    advice: str


@dataclass(frozen=True, slots=True)
class ConsentNotice:
    """What a customer agrees to, in three sentences or so."""

    taken: str
    purpose: str
    kept: str
    """How long; {kept} is a time."""
