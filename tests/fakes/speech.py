"""A voice whose words are written down, and which takes as long as a test wants."""

from collections.abc import Callable


class HeardSpeech:
    """Implements `Speech`; says everything at once unless it is told to take its time."""

    def __init__(self, *, at_once: bool = True, available: bool = True) -> None:
        self.heard: list[tuple[str, str]] = []
        self.listeners: list[Callable[[str], None]] = []
        self.stopped = self.paused = self.resumed = 0
        self.volume = 1.0
        self.available = available
        self._at_once = at_once
        self._finished: Callable[[], None] = lambda: None

    @property
    def words(self) -> list[str]:
        return [text for text, _ in self.heard]

    def say(self, text: str, language: str) -> None:
        self.heard.append((text, language))
        for listener in self.listeners:
            listener(text)
        if self._at_once:
            self.finish()

    def finish(self) -> None:
        """The sentence has been said to its end."""
        self._finished()

    def stop(self) -> None:
        self.stopped += 1

    def pause(self) -> None:
        self.paused += 1

    def resume(self) -> None:
        self.resumed += 1

    def set_volume(self, ratio: float) -> None:
        self.volume = ratio

    def when_finished(self, finished: Callable[[], None]) -> None:
        self._finished = finished
