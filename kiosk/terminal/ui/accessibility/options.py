"""What a terminal offers to customers who see, hear or move little, and what one of them asked for."""

from dataclasses import dataclass
from enum import StrEnum


class SpeechMode(StrEnum):
    """When the terminal reads its screens aloud."""

    OFF = "off"
    HEADPHONES = "headphones"
    """While headphones are plugged in, and never else."""
    REQUEST = "request"
    """Then, and when a customer asks for it."""
    ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class AccessibilityOptions:
    """How the terminal is set up."""

    speech: SpeechMode = SpeechMode.REQUEST
    headphones: str = ""
    """Part of the name of the sound output that is there while headphones are plugged in; empty for none."""
    volume: float = 0.8
    """That of the voice at first, 0-1."""
    scan_s: float = 1.5
    """How long the focus stays on one control while a single key does everything."""
    panel_diagonal_in: float = 0.0
    """How large the display is, where the operating system does not know; 0 believes it."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What this customer asked for; forgotten when they leave."""

    large_text: bool = False
    high_contrast: bool = False
    speech: bool = False
    one_key: bool = False
    more_time: bool = False
    turns_little: bool = False
    """The head does not turn as far as others'."""

    @property
    def slow(self) -> bool:
        """Whether time limits are longer: hearing a screen and waiting for one's turn take time, too."""
        return self.more_time or self.speech or self.one_key
