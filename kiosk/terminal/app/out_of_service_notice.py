"""Tells on the screen that the terminal cannot run, with whatever still works."""

import logging
import sys
from collections.abc import Callable
from dataclasses import dataclass, field

from kiosk.errors import LibraryMissing
from kiosk.system import display, log, system_libraries
from kiosk.system.parent_process import SignsOfLife
from kiosk.terminal.ui.text import messages

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class OutOfServiceNotice:
    """What is said, and for how long."""

    code: str
    detail: str
    log_file: str
    full_screen: bool
    seconds: float
    """0 stays until it is closed."""
    signs_of_life: SignsOfLife = field(default_factory=SignsOfLife)

    @property
    def staff_lines(self) -> tuple[str, ...]:
        """What is wrong."""
        return messages.staff_lines(self.code, self.detail, self.log_file)


def show(word: OutOfServiceNotice) -> None:
    """Show it in the product's design, or plainly when that is what fails; nothing where nobody could see it."""
    if not display.is_visible() or _qt_would_abort():
        return
    ways: tuple[Callable[[OutOfServiceNotice], None], ...] = (_in_design, _plainly, _by_the_system)
    for way in ways:
        try:
            way(word)
        except Exception:  # whatever kept the terminal from running may keep this way from working, too
            logger.warning(
                "the message cannot be shown %s", way.__name__.strip("_"), exc_info=True, extra=log.FILE_ONLY
            )
        else:
            return


def _qt_would_abort() -> bool:
    """Qt ends the process when a library of the display is missing, and nobody can catch that."""
    try:
        system_libraries.require(system_libraries.ALWAYS, system_libraries.ON_X11)
    except LibraryMissing:
        return True
    return False


def _in_design(word: OutOfServiceNotice) -> None:
    from kiosk.terminal.ui.out_of_service import show

    words = messages.cannot_run(word.code)
    show(words, word.staff_lines, word.signs_of_life, full_screen=word.full_screen, seconds=word.seconds)


def _plainly(word: OutOfServiceNotice) -> None:
    from kiosk.terminal.ui.plain_message import show

    show(_sentences(word), word.signs_of_life, full_screen=word.full_screen, seconds=word.seconds)


def _by_the_system(word: OutOfServiceNotice) -> None:
    if sys.platform == "win32":
        import ctypes

        icon_error, on_top = 0x10, 0x40000
        ctypes.windll.user32.MessageBoxW(None, _sentences(word), messages.PRODUCT, icon_error | on_top)


def _sentences(word: OutOfServiceNotice) -> str:
    words = messages.cannot_run(word.code)
    return "\n\n".join([words.title, words.advice, messages.FOR_STAFF, *word.staff_lines])
