"""Reads a screen as its layout says: the sentences from top to bottom, then what can be pressed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtWidgets import QAbstractButton, QLabel, QLayout, QLineEdit, QScrollArea, QWidget

from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.lookup import get_text
from kiosk.terminal.ui.widgets.factories import PRIVATE, UNSPOKEN
from kiosk.terminal.ui.widgets.instruction import Instruction


@dataclass(frozen=True, slots=True)
class Reading:
    """What there is to say about a screen."""

    lines: tuple[str, ...]
    controls: tuple[str, ...]

    @property
    def whole(self) -> str:
        """All of it."""
        pressed = get_text(TextKey.SPEECH_BUTTONS, names=", ".join(self.controls)) if self.controls else ""
        return join((*self.lines, pressed))


def read_screen(screen: QWidget, *, privately: bool) -> Reading:
    """Read what is visible; `privately` with what nobody else may hear."""
    lines, controls = list[str](), list[str]()
    for widget in _widgets(screen.layout(), screen):
        if isinstance(widget, QAbstractButton):
            controls.append(widget.accessibleName() or widget.text())
        elif isinstance(widget, QLineEdit):
            controls.append(widget.accessibleName())
        else:
            lines.append(_read(widget, privately=privately))
    return Reading(tuple(dict.fromkeys(line for line in lines if line)), tuple(controls))


def join(sentences: tuple[str, ...]) -> str:
    """One text of sentences, each with an end."""
    return " ".join(each if each[-1] in ".!?:" else f"{each}." for each in sentences if each)


def spell_digits(text: str) -> str:
    """Digits one by one, for nobody writes down what is read as one number of ten digits."""
    return re.sub(r"(?<=\d)\s*(?=\d)", " ", text)


def _read(widget: QWidget, *, privately: bool) -> str:
    if isinstance(widget, Instruction):
        # Not what stands below it for the eyes: who only hears has to turn before the sentence is over.
        return widget.text
    text = widget.text() if isinstance(widget, QLabel) else widget.accessibleName()
    text = ". ".join(part.strip(" .") for part in text.splitlines() if part.strip())
    if not widget.property(PRIVATE) or not text:
        return text
    return spell_digits(text) if privately else get_text(TextKey.SPEECH_PRIVATE)


def _widgets(layout: QLayout | None, screen: QWidget) -> Iterator[QWidget]:
    """Those that are visible on the screen and not left unsaid, containers by what they hold."""
    for index in range(layout.count() if layout is not None else 0):
        item = layout.itemAt(index) if layout is not None else None
        widget = None if item is None else item.widget()
        if widget is None:
            yield from _widgets(None if item is None else item.layout(), screen)
        elif widget.isVisibleTo(screen) and not widget.property(UNSPOKEN):
            yield from _parts(widget, screen)


def _parts(widget: QWidget, screen: QWidget) -> Iterator[QWidget]:
    inner = widget.widget() if isinstance(widget, QScrollArea) else None
    if inner is not None:
        yield from _parts(inner, screen)
    elif widget.layout() is not None:
        yield from _widgets(widget.layout(), screen)
    else:
        yield widget


def describe_control(widget: QWidget) -> str:
    """Name and state of what the keyboard is on; nothing for what cannot be operated."""
    name = widget.accessibleName()
    if isinstance(widget, QLineEdit):
        return get_text(TextKey.SPEECH_LINE, name=name, count=len(widget.text()))
    if not isinstance(widget, QAbstractButton):
        return ""
    name = name or widget.text()
    if widget.isCheckable():
        state = TextKey.SPEECH_CHOSEN if widget.isChecked() else TextKey.SPEECH_NOT_CHOSEN
        return get_text(state, name=name)
    return get_text(TextKey.SPEECH_BUTTON if widget.isEnabled() else TextKey.SPEECH_UNAVAILABLE, name=name)


def describe_typing(line: QLineEdit, before: int, *, privately: bool) -> str:
    """What was just typed after so many letters: a digit itself only where nobody else hears it, and of a PIN never."""
    if len(line.text()) < before:
        return get_text(TextKey.SPEECH_DELETED)
    if privately and line.echoMode() is QLineEdit.EchoMode.Normal:
        return line.text()[line.cursorPosition() - 1]
    return get_text(TextKey.SPEECH_TYPED)
