"""The voice of the operating system, by way of Qt: WinRT or SAPI, AVSpeech, or speech-dispatcher."""

import logging
from collections.abc import Callable, Sequence

from PySide6.QtCore import QLocale, QObject
from PySide6.QtTextToSpeech import QTextToSpeech

logger = logging.getLogger(__name__)

_FOR_TESTS = "mock"
"""Qt's engine that says nothing and is always there."""
_RATE = -0.1
"""A little slower than usual: who hears a terminal for the first time does not know what is coming."""


def list_engines() -> tuple[str, ...]:
    """Return the names of Qt's engines that this program brings along, whether or not they find a voice."""
    return tuple(name for name in QTextToSpeech.availableEngines() if name != _FOR_TESTS)


class QtSpeech(QObject):
    """Implements `Speech` with the first engine that works; the engine is made when it is first needed."""

    def __init__(self, engines: Sequence[str] | None = None) -> None:
        super().__init__()
        self._names = list_engines() if engines is None else tuple(engines)
        self._engine: QTextToSpeech | None = None
        self._finished: Callable[[], None] = lambda: None
        self._speaking, self._language, self._volume = False, "", 1.0

    @property
    def available(self) -> bool:
        """Whether an engine works and has a voice."""
        return self._find() is not None

    def say(self, text: str, language: str) -> None:
        """Say it, unless there is no voice for this language: another one's would not be understood."""
        engine = self._find()
        if engine is None or not self._choose_voice(engine, language):
            self._finished()
            return
        self._speaking = False
        engine.say(text)
        self._speaking = True

    def stop(self) -> None:
        """Fall silent at once."""
        self._speaking = False
        if self._engine is not None:
            self._engine.stop(QTextToSpeech.BoundaryHint.Immediate)

    def pause(self) -> None:
        """Hold on before the next word."""
        if self._engine is not None:
            self._engine.pause(QTextToSpeech.BoundaryHint.Immediate)

    def resume(self) -> None:
        """Go on."""
        if self._engine is not None:
            self._engine.resume()

    def set_volume(self, ratio: float) -> None:
        """Speak this loudly, 0-1."""
        self._volume = ratio
        if self._engine is not None:
            self._engine.setVolume(ratio)

    def when_finished(self, finished: Callable[[], None]) -> None:
        """Call this at the end of whatever is said."""
        self._finished = finished

    def _find(self) -> QTextToSpeech | None:
        while self._engine is None and self._names:
            name, *rest = self._names
            engine = QTextToSpeech(name, self)
            if engine.state() is QTextToSpeech.State.Error or not engine.availableLocales():
                logger.info("speech engine %s has no voice: %s", name, engine.errorString())
                self._names = tuple(rest)
                engine.deleteLater()
                continue
            engine.setRate(_RATE)
            engine.setVolume(self._volume)
            engine.stateChanged.connect(self._follow)
            self._engine = engine
        return self._engine

    def _choose_voice(self, engine: QTextToSpeech, language: str) -> bool:
        """Whether the engine speaks this language, in whatever country's way."""
        if language == self._language:
            return True
        wanted = QLocale(language)
        spoken = [each for each in engine.availableLocales() if each.language() == wanted.language()]
        if not spoken:
            logger.warning("no voice speaks %s", language)
            return False
        exact = next((each for each in spoken if each.territory() == wanted.territory()), spoken[0])
        engine.setLocale(exact)
        self._language = language
        return True

    def _follow(self, state: QTextToSpeech.State) -> None:
        if self._speaking and state in (QTextToSpeech.State.Ready, QTextToSpeech.State.Error):
            self._speaking = False
            self._finished()
