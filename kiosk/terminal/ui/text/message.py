"""The shape of what a screen says when something cannot go on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """A title and what the customer can do."""

    title: str
    advice: str
