"""Every code has words, and the words suit a customer."""

import re
from collections.abc import Iterator

import pytest

from kiosk.errors import KioskError
from kiosk.liveness.challenge import Hint
from kiosk.liveness.verdict import Reason
from kiosk.paths import resource
from kiosk.ui import text
from kiosk.ui.widgets.instruction import SIGNS


def error_codes(base: type[KioskError] = KioskError) -> Iterator[str]:
    yield base.code
    for child in base.__subclasses__():
        yield from error_codes(child)


@pytest.mark.parametrize("hint", list(Hint))
def test_every_hint_has_a_short_sentence_and_a_drawn_sign(hint: Hint) -> None:
    assert 0 < len(text.HINTS[hint]) <= 34
    assert resource(f"icons/{SIGNS[hint]}.svg").is_file()


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_advice(reason: Reason) -> None:
    assert text.advice([reason]) == (text.REASONS[reason],)


@pytest.mark.parametrize("code", sorted(set(error_codes())))
def test_every_error_has_words(code: str) -> None:
    assert code in text.ERRORS


def test_a_code_of_a_newer_backend_gets_words_too() -> None:
    assert text.trouble("NEVER_SEEN") == text.trouble("INTERNAL_ERROR")


def test_advice_is_short_and_says_nothing_twice() -> None:
    reasons = [Reason.HEAD_NOT_TURNED, Reason.TARGET_NOT_REACHED, Reason.NO_FACE, Reason.SEVERAL_FACES]
    assert text.advice(reasons) == (text.REASONS[Reason.HEAD_NOT_TURNED], text.REASONS[Reason.NO_FACE])
    assert len(text.advice([])) == 1


def test_no_customer_reads_a_score() -> None:
    sentences = [
        *text.REASONS.values(),
        *(word for words in text.ERRORS.values() for word in (words.title, words.advice)),
    ]
    assert not any(re.search(r"\d|%|score|confidence", sentence) for sentence in sentences)


def test_the_privacy_notice_says_how_long_pictures_are_kept() -> None:
    assert "24 hours" in text.privacy_notice(24.0)
    assert "1 hour and" in text.privacy_notice(1.0)
