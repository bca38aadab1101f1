"""Brings the catalogues of Qt Linguist up to date with the English texts: `python -m tests.ui.translations`.

A text that is new, or whose English has changed, becomes an unfinished message, which `tests/ui/test_translations.py`
fails on until somebody has translated it, here or in Qt Linguist. What is no longer said is dropped. The compiled
files beside them are what the terminal reads.
"""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from enum import Enum
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import PySide6

from kiosk.domain.language import Language
from kiosk.system.paths import resource
from kiosk.terminal.ui.text.catalogue import ERROR, FAULT, MEASURE, Catalogue
from kiosk.terminal.ui.text.catalogue_en import ENGLISH
from kiosk.terminal.ui.text.message import ConsentNotice, Message
from kiosk.terminal.ui.text.translations import catalogue_name

LOCALES = {Language.PORTUGUESE: "pt_PT"}
"""What a catalogue's words are written for, where that is narrower than its language."""
FORMS = {
    Language.ENGLISH: ("one", "other"),
    Language.PORTUGUESE: ("one", "other"),
    Language.SPANISH: ("one", "other"),
    Language.FRENCH: ("one", "other"),
    Language.ARABIC: ("zero", "one", "two", "few", "many", "other"),
}
"""Of a text with a number, in the order that Qt Linguist writes them in."""
_CODES = {"errors": ERROR, "faults": FAULT, "measures": MEASURE}

Id = tuple[str, str]
"""Context and English text."""


@dataclass(frozen=True, slots=True)
class Source:
    """A text to translate."""

    context: str
    english: str
    plural: bool = False
    keys: tuple[str, ...] = ()
    """Where it is used, for translators."""

    @property
    def id(self) -> Id:
        """What a translation is found by."""
        return self.context, self.english


@dataclass(frozen=True, slots=True)
class Translated:
    """A message of a catalogue; one form, or as many as the language has."""

    forms: tuple[str, ...] = field(default=())
    finished: bool = False


def sources() -> list[Source]:
    """All texts of the English catalogue, each once for each context."""
    found: dict[Id, Source] = {}
    for table in fields(Catalogue):
        if table.name == "plurals":
            continue
        for context, key, english in _texts(table.name, getattr(ENGLISH, table.name)):
            before = found.get((context, english), Source(context, english))
            plural = key in {f"texts.{each.name}" for each in ENGLISH.plurals}
            found[before.id] = Source(context, english, before.plural or plural, (*before.keys, key))
    return sorted(found.values(), key=lambda each: each.context)


def _texts(table: str, entries: Mapping[Enum | str, object]) -> Iterator[tuple[str, str, str]]:
    for key, value in entries.items():
        context = type(key).__name__ if isinstance(key, Enum) else _CODES[table]
        name = f"{table}.{key.name if isinstance(key, Enum) else key}"
        for part, english in _parts(value):
            yield context, name + part, english


def _parts(value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, Message):
        yield from ((".title", value.title), (".advice", value.advice))
    elif isinstance(value, ConsentNotice):
        yield from ((f".{part}", english) for part, english in asdict(value).items())
    elif isinstance(value, Mapping):
        yield from ((f".{flow.name}", each) for flow, each in value.items())
    elif isinstance(value, str):
        yield "", value


def wanted(language: Language) -> list[Source]:
    """What its catalogue holds: of English, whose texts are the sources, only those with several forms."""
    return [each for each in sources() if each.plural or language is not Language.ENGLISH]


def source_file(language: Language) -> Path:
    """The catalogue that people translate in."""
    return resource(catalogue_name(language)).with_suffix(".ts")


def read(file: Path) -> dict[Id, Translated]:
    """What a catalogue of Qt Linguist holds; nothing where there is none."""
    if not file.exists():
        return {}
    found = {}
    for context in ElementTree.parse(file).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is not None:
                forms = [each.text or "" for each in translation.iter("numerusform")] or [translation.text or ""]
                finished = translation.get("type") is None and all(forms)
                found[context.findtext("name", ""), message.findtext("source", "")] = Translated(tuple(forms), finished)
    return found


def write(language: Language, messages: list[tuple[Source, Translated]]) -> str:
    """The same in the form in which Qt Linguist saves it."""
    name = LOCALES.get(language, language.value)
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<!DOCTYPE TS>"]
    lines.append(f'<TS version="2.1" language="{name}" sourcelanguage="en">')
    context = ""
    for source, translated in messages:
        if source.context != context:
            lines += ["</context>"] if context else []
            context = source.context
            lines += ["<context>", f"    <name>{context}</name>"]
        lines += _message(source, translated)
    return "\n".join([*lines, "</context>", "</TS>", ""])


def _message(source: Source, translated: Translated) -> Iterator[str]:
    yield '    <message numerus="yes">' if source.plural else "    <message>"
    yield f"        <source>{_xml(source.english)}</source>"
    yield f"        <extracomment>{_xml(', '.join(source.keys))}</extracomment>"
    kind = "" if translated.finished else ' type="unfinished"'
    if source.plural:
        yield f"        <translation{kind}>"
        yield from (f"            <numerusform>{_xml(form)}</numerusform>" for form in translated.forms)
        yield "        </translation>"
    else:
        yield f"        <translation{kind}>{_xml(''.join(translated.forms))}</translation>"
    yield "    </message>"


def _xml(text: str) -> str:
    return escape(text, {'"': "&quot;", "'": "&apos;"})


def update(language: Language) -> str:
    """The catalogue of this language as it has to be for the English texts of now."""
    known = read(source_file(language))
    empty = {False: Translated(("",)), True: Translated(("",) * len(FORMS[language]))}
    messages = []
    for source in wanted(language):
        translated = known.get(source.id, empty[source.plural])
        fits = len(translated.forms) == len(empty[source.plural].forms)
        messages.append((source, translated if fits else empty[source.plural]))
    return write(language, messages)


def compile_catalogue(language: Language, target: Path) -> None:
    """Make the file that the terminal reads."""
    program = Path(PySide6.__file__).parent / ("lrelease.exe" if sys.platform == "win32" else "lrelease")
    subprocess.run([program, "-silent", source_file(language), "-qm", target], check=True)


def main() -> None:
    """Update and compile all of them."""
    for language in Language:
        file = source_file(language)
        file.parent.mkdir(exist_ok=True)
        file.write_text(update(language), encoding="utf-8")
        compile_catalogue(language, file.with_suffix(".qm"))
        messages = read(file)
        unfinished = sum(not each.finished for each in messages.values())
        sys.stdout.write(f"{file.name}: {len(messages)} messages, {unfinished} unfinished\n")


if __name__ == "__main__":
    main()
