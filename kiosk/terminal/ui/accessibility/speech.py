"""The port through which the terminal speaks."""

from collections.abc import Callable
from typing import Protocol


class Speech(Protocol):
    """Says one thing at a time; lives in the GUI thread and never blocks it."""

    @property
    def available(self) -> bool:
        """Whether this machine can say anything at all."""

    def say(self, text: str, language: str) -> None:
        """Begin to say it in this language (BCP 47), in place of what is being said."""

    def stop(self) -> None:
        """Say no more of it, at once."""

    def pause(self) -> None:
        """Hold on, until `resume` or something else is said."""

    def resume(self) -> None:
        """Go on where it held on."""

    def set_volume(self, ratio: float) -> None:
        """Speak this loudly from now on, 0-1."""

    def when_finished(self, finished: Callable[[], None]) -> None:
        """Call this whenever something has been said to its end, which `stop` does not count as."""


class SilentSpeech:
    """For a machine that has no voice: nothing is said."""

    @property
    def available(self) -> bool:
        """It cannot say anything."""
        return False

    def say(self, text: str, language: str) -> None:
        """Say nothing."""

    def stop(self) -> None:
        """Go on saying nothing."""

    def pause(self) -> None:
        """Go on saying nothing."""

    def resume(self) -> None:
        """Go on saying nothing."""

    def set_volume(self, ratio: float) -> None:
        """There is nothing to hear."""

    def when_finished(self, finished: Callable[[], None]) -> None:
        """Nothing ever begins."""
