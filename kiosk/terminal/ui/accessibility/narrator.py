"""Decides what is said and when, so that whoever only hears is neither flooded nor left behind."""

from collections.abc import Callable
from enum import IntEnum

from kiosk.terminal.ui.accessibility.speech import Speech

VOLUME_STEP = 0.2
LEAST_VOLUME = 0.2


class Urgency(IntEnum):
    """What may break into what."""

    HINT = 0
    """Waits for what is being said, in place of older hints that wait: half a sentence helps nobody."""
    FOCUS = 1
    """What the keyboard is on: at once, for whoever moves it has heard enough of what was before."""
    SCREEN = 2
    """Another screen: at once, and what was to be said of the last one is dropped."""
    ALERT = 3
    """A time-out: at once; what it broke into is heard again by repeating."""


class Narrator:
    """Speaks while it is enabled; lives in the GUI thread."""

    def __init__(self, speech: Speech, language: Callable[[], str]) -> None:
        """`language` is asked before each sentence, for it may change on every screen."""
        self._speech, self._language = speech, language
        self._enabled = self._speaking = self._paused = False
        self._waiting = ""
        self._last = ""
        self._volume = self._output = 1.0
        speech.when_finished(self._go_on)

    @property
    def enabled(self) -> bool:
        """Whether anything is said."""
        return self._enabled

    @property
    def available(self) -> bool:
        """Whether this machine has a voice."""
        return self._speech.available

    @property
    def paused(self) -> bool:
        """Whether the customer asked for a moment's silence."""
        return self._paused

    @property
    def volume(self) -> float:
        """How loudly, 0-1."""
        return self._volume

    def enable(self) -> None:
        """Speak from now on."""
        self._enabled = True

    def disable(self) -> None:
        """Fall silent, and keep nothing of what was said."""
        self._enabled = self._paused = False
        self._last = ""
        self._drop()

    def announce(self, text: str, urgency: Urgency) -> None:
        """Say it, now or after what is being said."""
        if not self._enabled or not text:
            return
        if urgency is Urgency.HINT and (self._speaking or self._paused):
            self._waiting = text
            return
        if urgency is not Urgency.FOCUS:
            self._waiting = ""
        self._say(text)

    def repeat(self) -> None:
        """Say the last thing again."""
        if self._enabled and self._last:
            self._waiting = ""
            self._say(self._last)

    def pause(self) -> None:
        """Hold on in the middle of the sentence."""
        self._paused = True
        self._speech.pause()

    def resume(self) -> None:
        """Go on, with what came meanwhile after it."""
        self._paused = False
        self._speech.resume()
        if not self._speaking:
            self._go_on()

    def change_volume(self, steps: int) -> float:
        """Speak louder or, with a negative number, more quietly; never so that nothing is heard."""
        self.set_volume(self._volume + steps * VOLUME_STEP)
        return self._volume

    def set_volume(self, ratio: float) -> None:
        """Speak this loudly, 0-1, of what the terminal allows."""
        self._volume = round(min(1.0, max(LEAST_VOLUME, ratio)), 2)
        self._speech.set_volume(self._volume * self._output)

    def set_output(self, ratio: float) -> None:
        """Be no louder than this at all, 0-1; at 0 nobody hears anything, which is staff's choice alone."""
        self._output = min(1.0, max(0.0, ratio))
        self._speech.set_volume(self._volume * self._output)

    def say_sample(self, text: str) -> bool:
        """Say it although nobody asked to be spoken to; whether there is a voice for it."""
        if self._speech.available:
            self._speech.say(text, self._language())
        return self._speech.available

    def _say(self, text: str) -> None:
        self._last, self._speaking, self._paused = text, True, False
        self._speech.say(text, self._language())

    def _go_on(self) -> None:
        self._speaking = False
        if self._waiting and self._enabled and not self._paused:
            text, self._waiting = self._waiting, ""
            self._say(text)

    def _drop(self) -> None:
        self._waiting, self._speaking = "", False
        self._speech.stop()
