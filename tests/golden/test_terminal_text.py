"""Every word that customers and staff read on the terminal, and what is chosen for every state, reason and error."""

from collections.abc import Iterator, Mapping
from dataclasses import astuple
from itertools import product

import pytest
from PySide6.QtWidgets import QApplication

from kiosk import stream_errors, terminal_errors
from kiosk.domain.documents.document import Finding
from kiosk.domain.faces.quality import Advice
from kiosk.domain.identity.flow import AttemptStage, Flow, Outcome
from kiosk.domain.identity.step_results import DocumentAnswer, Evidence, FailedMeasure, FlowAnswer, Side
from kiosk.domain.language import Language
from kiosk.domain.liveness.challenge import Hint
from kiosk.domain.liveness.verdict import Reason
from kiosk.errors import KioskError
from kiosk.terminal.session.page_capture import PageHint
from kiosk.terminal.session.states import BackendTask, Decided, StaffGate
from kiosk.terminal.ui.text import lookup
from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.catalogue_en import ENGLISH
from kiosk.terminal.ui.text.message import Message
from kiosk.terminal.ui.text.translations import load_languages, use_language
from tests.golden.expectation import expect_json

STEP_REASONS = (
    "CANCELLED", "CUSTOMER_EXISTS", "CUSTOMER_NOT_FOUND", "DUPLICATE_FOUND", "FACE_MISMATCH", "FACE_QUALITY_TOO_LOW",
    "MODELS_DIFFER", "NO_FACE_FOUND", "SENT_TO_REVIEW", "TIMED_OUT", "TOO_MANY_DOCUMENTS",
)  # fmt: skip
DOCUMENT_CODES = (
    "DOCUMENT_NOT_IMAGE", "DOCUMENT_PAGES_INVALID", "IMAGE_DIMENSIONS_EXCEEDED", "IMAGE_NOT_JPEG", "IMAGE_TOO_LARGE",
    "IMAGE_TOO_SMALL", "IMAGE_TRUNCATED", "INTERNAL_ERROR", "NO_FACE_FOUND",
)  # fmt: skip
"""With which a session refuses a document."""
CHOSEN = (TextKey.TRY_AGAIN, TextKey.PLEASE_ASK_STAFF, TextKey.FAULT_UNKNOWN)
NEWER = "NEVER_SEEN"
"""What only a newer backend knows."""


BRANCHES = stream_errors, terminal_errors
"""Of the tree of errors, which the terminal need not have loaded."""


def error_codes(base: type[KioskError] = KioskError) -> Iterator[str]:
    yield base.code
    for kind in base.__subclasses__():
        if not kind.__name__.startswith("_"):
            yield from error_codes(kind)


CODES = (*sorted(set(error_codes())), NEWER, "")


def said(message: Message) -> list[str]:
    return [message.title, message.advice]


def texts() -> Mapping[str, str]:
    """Each text without a place in it, by its key; what is only chosen stands among the answers."""
    return {key.name: text for key, text in ENGLISH.texts.items() if "{" not in text and key not in CHOSEN}


def tables() -> Mapping[str, Mapping[str, object]]:
    """One text for each member of an enumeration."""
    return {
        "hint": {each: lookup.instruct(each) for each in Hint},
        "page hint": {each: lookup.instruct_page(each) for each in PageHint},
        "side": {each: lookup.describe_side(each) for each in Side},
        "picture of a page": {each: lookup.name_page(each) for each in Side},
        "wait": {each: said(lookup.describe_task(each)) for each in BackendTask},
        "staff entry": {each: said(lookup.describe_gate(each)) for each in StaffGate},
        "flow": {each: said(lookup.describe_flow(each)) for each in Flow},
        "error": {each or "none": said(lookup.describe_error(each)) for each in CODES},
        "fault": {each or "none": lookup.describe_fault(each) for each in CODES},
        "out of service": {each or "none": said(lookup.describe_out_of_service(each)) for each in CODES},
        "reason of a verdict": {each: lookup.advise_on_verdict([each]) for each in Reason},
        "finding on a document": {
            each: lookup.advise_on_document(DocumentAnswer(False, findings=(each,)), "") for each in Finding
        },
        "refused document without an answer": {
            each: lookup.advise_on_document(None, each) for each in (*DOCUMENT_CODES, NEWER)
        },
    }


def answers() -> Mapping[str, object]:
    """What is put together."""
    stuck = (FailedMeasure("selfie", "x", 1.0, 2.0, None),)
    both = DocumentAnswer(False, findings=tuple(Finding), quality=stuck)
    evidence = [Evidence(outcome, stage, (), {}, ()) for outcome, stage in product(Outcome, AttemptStage)]
    return {
        "verdict without reasons": lookup.advise_on_verdict([]),
        "verdict with every reason": lookup.advise_on_verdict(list(Reason)),
        "verdict with two of one advice": lookup.advise_on_verdict([Reason.HEAD_NOT_TURNED, Reason.TARGET_NOT_REACHED]),
        "document: nothing known": lookup.advise_on_document(DocumentAnswer(False, findings=(NEWER,)), ""),
        "document: everything": lookup.advise_on_document(both, ""),
        "document: a newer measure": lookup.advise_on_document(DocumentAnswer(False, quality=stuck), ""),
        "measures": {
            f"{image} {advice}": lookup.advise_on_document(
                DocumentAnswer(False, quality=(FailedMeasure(image, "x", 1.0, 2.0, advice),)), ""
            )
            for image, advice in product(("selfie", "portrait"), Advice)
        },
        "consent": {
            f"{flow} {hours:g}": astuple(lookup.describe_consent(hours, flow))
            for flow, hours in product(Flow, (0.5, 24.0))
        },
        "time-out": [lookup.announce_return(seconds) for seconds in (0.2, 5.4, 10.0)],
        "number of a customer": lookup.give_customer_number("1234567890"),
        "evidence": [lookup.describe_attempt(each) for each in evidence],
        "for staff": [
            *lookup.list_fault_lines("MODEL_DAMAGED", "a.tflite", "/var/log/kiosk.log"),
            *lookup.list_fault_lines(NEWER, "", ""),
            *lookup.list_fault_lines("SETTINGS_INVALID", "x" * 500, ""),
        ],
    }


def outcomes() -> Iterator[tuple[str, list[object]]]:
    """How an onboarding or authentication ended: title, advice, and whether another try makes sense."""
    for flow, outcome, reason in product(Flow, Outcome, (*STEP_REASONS, NEWER, "")):
        answer = FlowAnswer(outcome, (reason,) if reason else ())
        message = lookup.describe_outcome(flow, answer)
        yield f"{flow} {outcome} {reason}".strip(), [*said(message), Decided(answer).may_retry]
    many = FlowAnswer(Outcome.FAILED, STEP_REASONS)
    yield "with every reason", [*said(lookup.describe_outcome(Flow.ONBOARD, many)), Decided(many).may_retry]


@pytest.fixture
def english(qapp: QApplication) -> None:
    """As a terminal has it, with the forms of its plurals, whatever another test chose before."""
    load_languages(Language)
    use_language(Language.ENGLISH)


@pytest.mark.usefixtures("english")
def test_terminal_text() -> None:
    value = {"texts": texts(), "tables": tables(), "answers": answers(), "outcomes": dict(outcomes())}
    expect_json("terminal_text.json", value)
