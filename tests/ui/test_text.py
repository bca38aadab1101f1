"""Every code has words, and the words suit a customer."""

import re
from collections.abc import Iterator

import pytest

from kiosk.domain.documents.document import Finding
from kiosk.domain.faces.quality import Advice
from kiosk.domain.identity.flow import Flow, Outcome
from kiosk.domain.identity.step_results import DocumentAnswer, FailedMeasure, FlowAnswer
from kiosk.domain.liveness.challenge import Hint
from kiosk.domain.liveness.verdict import Reason
from kiosk.errors import KioskError
from kiosk.system.paths import resource
from kiosk.terminal.session.page_capture import PageHint
from kiosk.terminal.session.states import BackendTask
from kiosk.terminal.ui.screens.document import SIGNS as PAGE_SIGNS
from kiosk.terminal.ui.text import identity_messages, messages
from kiosk.terminal.ui.widgets.instruction import SIGNS


def error_codes(base: type[KioskError] = KioskError) -> Iterator[str]:
    """Of all but those that never leave their module."""
    yield base.code
    for child in base.__subclasses__():
        if not child.__name__.startswith("_"):
            yield from error_codes(child)


@pytest.mark.parametrize("hint", list(Hint))
def test_every_hint_has_a_short_sentence_and_a_drawn_sign(hint: Hint) -> None:
    assert 0 < len(messages.HINTS[hint]) <= 34
    assert resource(f"icons/{SIGNS[hint]}.svg").is_file()


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_advice(reason: Reason) -> None:
    assert messages.advice([reason]) == (messages.REASONS[reason],)


@pytest.mark.parametrize("code", sorted(set(error_codes())))
def test_every_error_has_words(code: str) -> None:
    assert code in messages.ERRORS


def test_a_code_of_a_newer_backend_gets_words_too() -> None:
    assert messages.trouble("NEVER_SEEN") == messages.trouble("INTERNAL_ERROR")


def test_advice_is_short_and_says_nothing_twice() -> None:
    reasons = [Reason.HEAD_NOT_TURNED, Reason.TARGET_NOT_REACHED, Reason.NO_FACE, Reason.SEVERAL_FACES]
    assert messages.advice(reasons) == (messages.REASONS[Reason.HEAD_NOT_TURNED], messages.REASONS[Reason.NO_FACE])
    assert len(messages.advice([])) == 1


def test_no_customer_reads_a_score() -> None:
    sentences = [
        *messages.REASONS.values(),
        *(word for words in messages.ERRORS.values() for word in (words.title, words.advice)),
    ]
    assert not any(re.search(r"\d|%|score|confidence", sentence) for sentence in sentences)


def test_the_privacy_notice_says_how_long_pictures_are_kept() -> None:
    assert "24 hours" in messages.privacy_notice(24.0)
    assert "1 hour and" in messages.privacy_notice(1.0)


@pytest.mark.parametrize("finding", list(Finding))
def test_every_finding_on_a_document_has_advice(finding: Finding) -> None:
    assert identity_messages.document_advice(DocumentAnswer(False, findings=(finding,)), "") == (
        identity_messages.FINDINGS[finding],
    )


@pytest.mark.parametrize("advice", list(Advice))
@pytest.mark.parametrize("image", ["selfie", "portrait"])
def test_every_measure_of_a_face_has_advice(image: str, advice: Advice) -> None:
    failed = FailedMeasure(image, "brightness", 1.0, 25.0, advice)
    said = identity_messages.document_advice(DocumentAnswer(False, quality=(failed,)), "")
    table = identity_messages.SELFIE_ADVICE if image == "selfie" else identity_messages.PORTRAIT_ADVICE
    assert said == (table[advice],)


@pytest.mark.parametrize("hint", list(PageHint))
def test_every_hint_on_a_page_has_a_sentence_and_a_drawn_sign(hint: PageHint) -> None:
    assert identity_messages.HINTS[hint]
    assert resource(f"icons/{PAGE_SIGNS[hint]}.svg").is_file()


@pytest.mark.parametrize("task", list(BackendTask))
def test_every_wait_says_what_for(task: BackendTask) -> None:
    assert identity_messages.WAITING[task].title


@pytest.mark.parametrize("flow", [Flow.ONBOARD, Flow.AUTHENTICATE])
@pytest.mark.parametrize("outcome", list(Outcome))
@pytest.mark.parametrize("reason", [*identity_messages.REASONS, "NEVER_SEEN", ""])
def test_every_end_has_words_without_codes_and_scores(flow: Flow, outcome: Outcome, reason: str) -> None:
    words = identity_messages.outcome_words(flow, FlowAnswer(outcome, (reason,) if reason else ()))
    assert words.title
    assert words.advice
    assert not re.search(r"\d|%|_", words.title + words.advice)


def test_only_an_approval_sounds_like_one() -> None:
    approved = {words.title for words in identity_messages.APPROVED.values()}
    for outcome in set(Outcome) - {Outcome.APPROVED}:
        assert identity_messages.outcome_words(Flow.ONBOARD, FlowAnswer(outcome)).title not in approved


def test_a_newer_backend_may_find_more() -> None:
    unknown = DocumentAnswer(False, findings=("UPSIDE_DOWN",), quality=(FailedMeasure("selfie", "x", 1.0, 2.0, None),))
    assert identity_messages.document_advice(unknown, "") == (identity_messages.ERRORS["DOCUMENT_NOT_IMAGE"].advice,)
    assert identity_messages.document_advice(None, "NEVER_SEEN")


def test_the_privacy_notice_names_the_document_and_what_stays() -> None:
    assert "document" in messages.privacy_notice(24.0, Flow.ONBOARD)
    assert "stays" in messages.privacy_notice(24.0, Flow.ONBOARD)
    assert "24 hours" in messages.privacy_notice(24.0, Flow.AUTHENTICATE)
