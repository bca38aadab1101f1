"""Consent is a choice between two that weigh the same, of words whose version is known."""

import hashlib
import json
from dataclasses import astuple

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from kiosk.domain.identity.flow import Flow
from kiosk.domain.language import Language
from kiosk.terminal.session.events import BackPressed, ConsentGiven, ConsentRefused
from kiosk.terminal.session.states import AskingConsent, Attract, ConsentDeclined, Session, Timeouts
from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.catalogue_en import ENGLISH
from kiosk.terminal.ui.text.consent import CONSENT_VERSION
from kiosk.terminal.ui.text.lookup import get_text
from kiosk.terminal.ui.window import KioskWindow
from tests.ui.translations import read, source_file

CONSENTED_TEXTS = (TextKey.CONSENT_TITLE, TextKey.CONSENT_CHOICE, TextKey.AGREE, TextKey.DISAGREE)
DIGESTS = {"2026-12": "3e4fe4909b9a67b3bd12517675d2f05179ff2579f4f2186a01d1bc92be41d19d"}
"""Of what a version says in all languages; a changed word gets a new version, and the old ones stay."""


def digest() -> str:
    english = [ENGLISH.texts[key] for key in CONSENTED_TEXTS]
    english += [part for flow in Flow for part in astuple(ENGLISH.consent[flow])]
    said: dict[str, list[object]] = {Language.ENGLISH: list(english)}
    for language in set(Language) - {Language.ENGLISH}:
        translated = {text: each.forms for (_, text), each in read(source_file(language)).items()}
        said[language] = [translated[text] for text in english]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def test_the_words_belong_to_the_version() -> None:
    assert DIGESTS[CONSENT_VERSION] == digest()


@pytest.fixture
def asked(window: KioskWindow) -> KioskWindow:
    window.resize(1280, 800)
    window.show()
    window.show_session(Session(Timeouts(), 2.0, Attract(), entered_at_s=1.0))
    window.show_session(Session(Timeouts(), 2.0, AskingConsent(), entered_at_s=1.0))
    return window


def button(window: KioskWindow, key: TextKey) -> QPushButton:
    (found,) = [each for each in window.findChildren(QPushButton) if each.isVisible() and each.text() == get_text(key)]
    return found


def test_both_choices_are_as_large_and_look_the_same(asked: KioskWindow) -> None:
    agree, disagree = button(asked, TextKey.AGREE), button(asked, TextKey.DISAGREE)
    assert abs(agree.width() - disagree.width()) <= 1
    assert agree.height() == disagree.height()
    assert agree.property("role") == disagree.property("role")


def test_each_choice_is_told(asked: KioskWindow) -> None:
    told: list[object] = []
    asked.intent_given.connect(told.append)
    button(asked, TextKey.AGREE).click()
    button(asked, TextKey.DISAGREE).click()
    assert told == [ConsentGiven(CONSENT_VERSION), ConsentRefused()]


def test_a_key_pressed_twice_before_agrees_to_nothing(asked: KioskWindow, qtbot: QtBot) -> None:
    told: list[object] = []
    asked.intent_given.connect(told.append)
    focused = asked.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Return)
    QTest.keyClick(focused, Qt.Key.Key_Space)
    assert told == []


def test_who_declines_is_told_of_the_other_way_and_may_read_again(window: KioskWindow) -> None:
    window.show()
    window.show_session(Session(Timeouts(), 2.0, ConsentDeclined(), entered_at_s=1.0))
    told: list[object] = []
    window.intent_given.connect(told.append)
    button(window, TextKey.BACK).click()
    assert told == [BackPressed()]
