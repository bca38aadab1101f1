"""Tells on the screen that the terminal cannot run, with whatever still works."""

import logging
import sys
from collections.abc import Callable
from dataclasses import dataclass, field

from kiosk.domain.language import Language
from kiosk.errors import LibraryMissing
from kiosk.system import display, log, system_libraries
from kiosk.system.parent_process import SignsOfLife
from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.lookup import describe_out_of_service, get_text, list_fault_lines

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
    language: Language = Language.ENGLISH
    """The branch's, where a catalogue of it can be read."""

    @property
    def staff_lines(self) -> tuple[str, ...]:
        """What is wrong."""
        return list_fault_lines(self.code, self.detail, self.log_file)


def show(notice: OutOfServiceNotice) -> None:
    """Show it in the product's design, or plainly when that is what fails; nothing where nobody could see it."""
    if not display.is_visible() or _qt_would_abort():
        return
    ways: tuple[Callable[[OutOfServiceNotice], None], ...] = (_in_design, _plainly, _by_the_system)
    for way in ways:
        try:
            way(notice)
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


def _in_design(notice: OutOfServiceNotice) -> None:
    from kiosk.terminal.ui.out_of_service import show

    show(
        lambda: (describe_out_of_service(notice.code), notice.staff_lines),
        notice.language,
        notice.signs_of_life,
        full_screen=notice.full_screen,
        seconds=notice.seconds,
    )


def _plainly(notice: OutOfServiceNotice) -> None:
    from kiosk.terminal.ui.plain_message import show

    show(_sentences(notice), notice.signs_of_life, full_screen=notice.full_screen, seconds=notice.seconds)


def _by_the_system(notice: OutOfServiceNotice) -> None:
    if sys.platform == "win32":
        import ctypes

        icon_error, on_top = 0x10, 0x40000
        ctypes.windll.user32.MessageBoxW(None, _sentences(notice), get_text(TextKey.PRODUCT), icon_error | on_top)


def _sentences(notice: OutOfServiceNotice) -> str:
    message = describe_out_of_service(notice.code)
    return "\n\n".join([message.title, message.advice, get_text(TextKey.STAFF_HEADING), *notice.staff_lines])
