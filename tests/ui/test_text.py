"""Every key, code and reason has a text, every text is used, and the texts suit a customer."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, fields
from pathlib import Path
from string import Formatter

import pytest

from kiosk import stream_errors, terminal_errors
from kiosk.domain.documents.document import Finding, Source
from kiosk.domain.faces.quality import Advice
from kiosk.domain.identity.flow import Flow, Outcome
from kiosk.domain.identity.step_reason import StepReason
from kiosk.domain.identity.step_results import DocumentAnswer, FailedMeasure, FlowAnswer, Side
from kiosk.domain.liveness import room_memory
from kiosk.domain.liveness.challenge import Hint
from kiosk.domain.liveness.face_movement import judge as face_movement
from kiosk.domain.liveness.nose import weighed_evidence
from kiosk.domain.liveness.verdict import Reason
from kiosk.errors import KioskError
from kiosk.system.paths import resource
from kiosk.terminal.session.page_capture import PageHint
from kiosk.terminal.session.states import BackendTask, StaffGate
from kiosk.terminal.session.terminal_report import CameraFinding, PanelNote
from kiosk.terminal.ui.screens.document import SIGNS as PAGE_SIGNS
from kiosk.terminal.ui.text.catalogue import Catalogue, TextKey
from kiosk.terminal.ui.text.catalogue_en import ENGLISH
from kiosk.terminal.ui.text.lookup import (
    advise_on_document,
    advise_on_verdict,
    describe_consent,
    describe_error,
    describe_outcome,
    describe_retention,
)
from kiosk.terminal.ui.text.message import ConsentNotice, Message
from kiosk.terminal.ui.widgets.instruction import SIGNS
from kiosk.terminal.ui.window import KioskWindow

TERMINAL = Path(__file__).resolve().parents[2] / "kiosk" / "terminal"
CATALOGUES = ("catalogue.py", "catalogue_en.py", "errors_en.py")
MEMBERS: Mapping[str, Iterable[object]] = {
    "texts": TextKey,
    "attract": Flow,
    "consent": Flow,
    "plurals": ENGLISH.plurals,
    "hints": Hint,
    "verdict_reasons": Reason,
    "staff_entry": StaffGate,
    "sides": Side,
    "page_names": Side,
    "page_hints": PageHint,
    "waiting": BackendTask,
    "findings": Finding,
    "sources": Source,
    "selfie_advice": Advice,
    "portrait_advice": Advice,
    "approved": Flow,
    "step_reasons": StepReason,
    "outcomes": Outcome,
    "panel_notes": PanelNote,
    "camera_findings": CameraFinding,
}


BRANCHES = stream_errors, terminal_errors
"""Of the tree of errors, which the terminal need not have loaded."""


def error_codes(base: type[KioskError] = KioskError) -> Iterator[str]:
    """Of all but those that never leave their module."""
    yield base.code
    for child in base.__subclasses__():
        if not child.__name__.startswith("_"):
            yield from error_codes(child)


def attributes_of(name: str) -> set[str]:
    """All that is asked of this name anywhere in the terminal but in the catalogues."""
    return {
        node.attr
        for path in TERMINAL.rglob("*.py")
        if path.name not in CATALOGUES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == name
    }


def texts_of(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Message | ConsentNotice):
        yield from astuple(value)
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from texts_of(each)


@pytest.mark.parametrize("table", MEMBERS)
def test_every_member_has_a_text(table: str) -> None:
    found = getattr(ENGLISH, table)
    assert set(found) == set(MEMBERS[table])
    assert all(text for text in texts_of(found))


def test_every_advice_by_flow_is_for_each() -> None:
    assert all(isinstance(advice, str) or set(advice) == set(Flow) for advice in ENGLISH.step_reasons.values())


def test_every_table_is_checked_and_looked_up() -> None:
    tables = {field.name for field in fields(Catalogue)}
    assert tables == {*MEMBERS, "errors", "faults", "measures"}
    assert tables == attributes_of("ENGLISH")


def test_every_text_is_used() -> None:
    assert set(TextKey.__members__) == attributes_of("TextKey") & set(TextKey.__members__)


def test_every_error_has_words_and_no_other_code_has() -> None:
    codes = set(error_codes())
    assert set(ENGLISH.errors) == codes
    assert set(ENGLISH.faults) <= codes


def test_places_are_named() -> None:
    """By position they would be wrong in a language that says things in another order."""
    texts = [text for field in fields(Catalogue) for text in texts_of(getattr(ENGLISH, field.name))]
    places = [name for text in texts for _, name, *_ in Formatter().parse(text) if name is not None]
    assert places
    assert all(name.isidentifier() for name in places)


@pytest.mark.parametrize("hint", list(Hint))
def test_every_hint_is_short_and_has_a_drawn_sign(hint: Hint) -> None:
    assert 0 < len(ENGLISH.hints[hint]) <= 34
    assert resource(f"icons/{SIGNS[hint]}.svg").is_file()


@pytest.mark.parametrize("hint", list(PageHint))
def test_every_hint_on_a_page_has_a_drawn_sign(hint: PageHint) -> None:
    assert resource(f"icons/{PAGE_SIGNS[hint]}.svg").is_file()


def test_a_code_of_a_newer_backend_gets_words_too() -> None:
    assert describe_error("NEVER_SEEN") == describe_error("INTERNAL_ERROR")


def test_advice_is_short_and_says_nothing_twice() -> None:
    reasons = [Reason.HEAD_NOT_TURNED, Reason.TARGET_NOT_REACHED, Reason.NO_FACE, Reason.SEVERAL_FACES]
    expected = (ENGLISH.verdict_reasons[Reason.HEAD_NOT_TURNED], ENGLISH.verdict_reasons[Reason.NO_FACE])
    assert advise_on_verdict(reasons) == expected
    assert len(advise_on_verdict([])) == 1


def test_no_customer_reads_a_score() -> None:
    for table in (ENGLISH.verdict_reasons, ENGLISH.step_reasons, ENGLISH.findings, ENGLISH.errors):
        assert not any(re.search(r"\d|%|score|confidence", text) for text in texts_of(table))


@pytest.mark.parametrize("finding", list(Finding))
def test_every_finding_on_a_document_is_told(finding: Finding) -> None:
    assert advise_on_document(DocumentAnswer(False, findings=(finding,)), "") == (ENGLISH.findings[finding],)


def test_fields_that_stood_in_hidden_lines_are_not_told_besides() -> None:
    hidden = DocumentAnswer(False, findings=(Finding.ZONE_MISSING, Finding.UNREADABLE))
    assert advise_on_document(hidden, "") == (ENGLISH.findings[Finding.ZONE_MISSING],)


@pytest.mark.parametrize("advice", list(Advice))
@pytest.mark.parametrize("image", ["selfie", "portrait"])
def test_every_measure_of_a_face_is_told(image: str, advice: Advice) -> None:
    failed = FailedMeasure(image, "brightness", 1.0, 25.0, advice)
    table = ENGLISH.selfie_advice if image == "selfie" else ENGLISH.portrait_advice
    assert advise_on_document(DocumentAnswer(False, quality=(failed,)), "") == (table[advice],)


@pytest.mark.parametrize("piece", [*weighed_evidence.REASONS, *face_movement.REASONS, room_memory.EVIDENCE])
def test_every_piece_of_evidence_has_a_name_for_staff(piece: str) -> None:
    assert piece in ENGLISH.measures


@pytest.mark.parametrize("flow", [Flow.ONBOARD, Flow.AUTHENTICATE])
@pytest.mark.parametrize("outcome", list(Outcome))
@pytest.mark.parametrize("reason", [*StepReason, "NEVER_SEEN", ""])
def test_every_end_has_words_without_codes_and_scores(flow: Flow, outcome: Outcome, reason: str) -> None:
    message = describe_outcome(flow, FlowAnswer(outcome, (reason,) if reason else ()))
    assert message.title
    assert message.advice
    assert not re.search(r"\d|%|_", message.title + message.advice)


def test_only_an_approval_sounds_like_one() -> None:
    approved = {message.title for message in ENGLISH.approved.values()}
    for outcome in set(Outcome) - {Outcome.APPROVED}:
        assert describe_outcome(Flow.ONBOARD, FlowAnswer(outcome)).title not in approved


def test_a_newer_backend_may_find_more() -> None:
    unknown = DocumentAnswer(False, findings=("UPSIDE_DOWN",), quality=(FailedMeasure("selfie", "x", 1.0, 2.0, None),))
    assert advise_on_document(unknown, "") == (describe_error("DOCUMENT_PAGES_INVALID").advice,)
    assert advise_on_document(None, "NEVER_SEEN")


def test_the_notice_says_what_is_taken_why_and_how_long_it_stays(qapp: object) -> None:
    for flow in Flow:
        notice = describe_consent(24.0, flow)
        assert "pictures of your face" in notice.taken
        assert "check" in notice.purpose
        assert "24 hours" in notice.kept
    assert "document" in describe_consent(24.0, Flow.ONBOARD).purpose
    assert "stay" in describe_consent(24.0, Flow.ONBOARD).kept


@pytest.mark.parametrize(
    ("hours", "said"),
    [(0.25, "15 minutes"), (1.0, "1 hour"), (1.2, "2 hours"), (47.0, "47 hours"), (48.0, "2 days"), (720.0, "30 days")],
)
def test_a_retention_is_told_in_a_unit_that_people_count_in(window: KioskWindow, hours: float, said: str) -> None:
    assert describe_retention(hours) == said
