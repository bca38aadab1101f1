"""Every language says everything that English says, up to date, in every form and with the same places."""

import re
from collections.abc import Iterator
from string import Formatter

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtGui import QRawFont
from PySide6.QtWidgets import QApplication

from kiosk.domain.language import Language
from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.lookup import describe_retention, get_text, give_customer_number
from kiosk.terminal.ui.text.translate import write_measure, write_number
from kiosk.terminal.ui.text.translations import OWN_NAMES, use_language
from kiosk.terminal.ui.theme import font_files
from tests.ui.translations import FORMS, Source, Translated, read, source_file, sources, update, wanted

OTHERS = [each for each in Language if each is not Language.ENGLISH]
LATIN = re.compile(r"[A-Za-z]{2,}")
STAYS_LATIN = {"JPEG", "PNG", "USB", "Tab", "Enter", "F1", "F2", "F5", "F6"}


@pytest.fixture(autouse=True)
def english_again(qapp: QApplication) -> Iterator[None]:
    use_language(Language.ENGLISH)
    yield
    use_language(Language.ENGLISH)


def messages(language: Language) -> Iterator[tuple[Source, Translated]]:
    found = read(source_file(language))
    yield from ((source, found[source.id]) for source in wanted(language))


def places(text: str) -> list[str]:
    return sorted(name for _, name, *_ in Formatter().parse(text) if name is not None)


@pytest.mark.parametrize("language", Language)
def test_every_text_is_translated_and_no_other_is_left(language: Language) -> None:
    assert source_file(language).read_text(encoding="utf-8") == update(language), "python -m tests.ui.translations"
    unfinished = [source.english for source, translated in messages(language) if not translated.finished]
    assert unfinished == []


@pytest.mark.parametrize("language", Language)
def test_every_form_has_the_places_of_the_english_text(language: Language) -> None:
    for source, translated in messages(language):
        assert len(translated.forms) == (len(FORMS[language]) if source.plural else 1), source.english
        for form, name in zip(translated.forms, FORMS[language], strict=False):
            spelled_out = source.plural and name in ("zero", "one", "two")
            assert places(form) == places(source.english) or (spelled_out and not places(form)), source.english
            assert form.count("\n") == source.english.count("\n"), source.english


@pytest.mark.parametrize("language", Language)
def test_what_is_compiled_says_what_the_catalogue_says(language: Language) -> None:
    compiled = QTranslator()
    assert compiled.load(str(source_file(language).with_suffix(".qm")))
    counts = {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 11, "other": 100}
    for source, translated in messages(language):
        for form, name in zip(translated.forms, FORMS[language], strict=False):
            count = counts[name] if source.plural else -1
            assert compiled.translate(source.context, source.english, None, count) == form, (source.english, name)


@pytest.mark.parametrize("language", OTHERS)
def test_no_text_is_left_in_english(language: Language) -> None:
    same = {source.english for source, translated in messages(language) if translated.forms == (source.english,)}
    assert not {text for text in same if LATIN.search(re.sub(r"\{\w+\}", "", text)) and " " in text}


def test_arabic_has_no_latin_words() -> None:
    for source, translated in messages(Language.ARABIC):
        for form in translated.forms:
            words = set(LATIN.findall(re.sub(r"\{\w+\}", "", form)))
            assert words <= STAYS_LATIN, source.english


@pytest.mark.parametrize(
    ("count", "said"),
    [(1, "ساعة واحدة"), (2, "ساعتين"), (3, "٣ ساعات"), (11, "١١ ساعة"), (24, "٢٤ ساعة")],
)
def test_arabic_counts_in_its_six_forms_and_numerals(count: int, said: str) -> None:
    use_language(Language.ARABIC)
    assert describe_retention(float(count)) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.ENGLISH, "1 day"),
        (Language.PORTUGUESE, "1 dia"),
        (Language.SPANISH, "1 día"),
        (Language.FRENCH, "1 jour"),
        (Language.ARABIC, "يوم واحد"),
    ],
)
def test_one_is_said_as_one(language: Language, said: str) -> None:
    use_language(language)
    assert get_text(TextKey.KEPT_DAYS, days=1) == said


def test_numbers_are_written_as_the_language_does_and_references_never() -> None:
    use_language(Language.ARABIC)
    assert (write_number(1234), write_measure(99.44)) == ("١٢٣٤", "٩٩٫٤")
    assert "123 456 7890" in give_customer_number("1234567890")
    assert "BACKEND_TIMEOUT" in get_text(TextKey.CODE_LINE, code="BACKEND_TIMEOUT")
    use_language(Language.FRENCH)
    assert write_measure(99.44) == "99,4"


def test_groups_of_digits_keep_their_order_between_arabic_words() -> None:
    """From right to left, groups with spaces between them would change places; an isolate keeps them together."""
    use_language(Language.ARABIC)
    assert "\N{FIRST STRONG ISOLATE}123 456 7890\N{POP DIRECTIONAL ISOLATE}" in give_customer_number("1234567890")


def test_english_is_untouched_by_isolates() -> None:
    use_language(Language.ENGLISH)
    assert give_customer_number("1234567890") == "Your customer number is\n123 456 7890\nPlease write it down."


def test_every_letter_of_every_language_is_in_the_product_s_own_typefaces(qapp: QApplication) -> None:
    """In both weights: what the machine happens to have is for other machines to miss."""
    own = [QRawFont(str(file), 20.0) for file in font_files()]
    assert all(font.isValid() for font in own)
    texts = [form for language in Language for _, each in messages(language) for form in each.forms]
    letters = set("".join([*texts, *OWN_NAMES.values(), "٠١٢٣٤٥٦٧٨٩٫"])) - {"\n"}
    assert {letter for letter in letters if sum(font.supportsCharacter(ord(letter)) for font in own) < 2} == set()


def test_a_text_that_is_new_is_unfinished(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.ui import translations

    more = [*sources(), Source("TextKey", "Something new", keys=("texts.NEW",))]
    monkeypatch.setattr(translations, "sources", lambda: more)
    assert "Something new" in update(Language.FRENCH)
    assert update(Language.FRENCH).count('type="unfinished"') == 1
    assert update(Language.FRENCH) != source_file(Language.FRENCH).read_text(encoding="utf-8")
