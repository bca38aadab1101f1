"""Puts the English texts into the language that is used, by Qt's translators.

Qt is asked only where it has been loaded: before, nobody can have chosen a language, and the words for a machine that
Qt does not run on must not need it.
"""

import sys

from kiosk.domain.language import Language

LANGUAGE_PROPERTY = "language of the texts"
"""Of Qt's application: the code of the language that is used."""
_ISOLATE, _END_ISOLATE = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


def _has_qt() -> bool:
    return "PySide6.QtCore" in sys.modules


def current_language() -> Language:
    """Return the language that is used; English until one was chosen."""
    if not _has_qt():
        return Language.ENGLISH
    from PySide6.QtCore import QCoreApplication

    application = QCoreApplication.instance()
    chosen = None if application is None else application.property(LANGUAGE_PROPERTY)
    return Language(chosen) if chosen else Language.ENGLISH


def translate(context: str, english: str, count: int = -1) -> str:
    """Return the text in the language that is used, in the form for this count where it has several."""
    if not _has_qt():
        return english
    from PySide6.QtCore import QCoreApplication

    return QCoreApplication.translate(context, english, None, count)


def write_number(number: int) -> str:
    """Write a number with the numerals of the language; references and codes never come here."""
    if not _has_qt():
        return str(number)
    from PySide6.QtCore import QLocale

    locale = QLocale(current_language().value)
    locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    return locale.toString(number)


def write_measure(measure: float) -> str:
    """Write a measure with the numerals of the language, in three digits."""
    if not _has_qt():
        return f"{measure:.3g}"
    from PySide6.QtCore import QLocale

    locale = QLocale(current_language().value)
    locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    return locale.toString(measure, "g", 3)


def write_place(value: object) -> str:
    """Write what fills a place: numbers in numerals, all else as it is, safe from text of the other direction."""
    if isinstance(value, int):
        return write_number(value)
    return f"{_ISOLATE}{value}{_END_ISOLATE}" if current_language().is_right_to_left else str(value)
