"""Every word that customers and staff read on the terminal, and what is chosen for every state, reason and error."""

from collections.abc import Iterator, Mapping
from itertools import product

from kiosk.domain.documents.document import Finding
from kiosk.domain.faces.quality import Advice
from kiosk.domain.identity.flow import AttemptStage, Flow, Outcome
from kiosk.domain.identity.step_results import DocumentAnswer, Evidence, FailedMeasure, FlowAnswer, Side
from kiosk.domain.liveness.challenge import Hint
from kiosk.domain.liveness.verdict import Reason
from kiosk.errors import KioskError
from kiosk.terminal.session.page_capture import PageHint
from kiosk.terminal.session.states import BackendTask, StaffGate
from kiosk.terminal.ui.text import identity_messages as identity
from kiosk.terminal.ui.text import messages
from kiosk.terminal.ui.text.message import Message
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
NEWER = "NEVER_SEEN"
"""What only a newer backend knows."""


def error_codes(base: type[KioskError] = KioskError) -> Iterator[str]:
    yield base.code
    for kind in base.__subclasses__():
        if not kind.__name__.startswith("_"):
            yield from error_codes(kind)


CODES = (*sorted(set(error_codes())), NEWER, "")


def said(message: Message) -> list[str]:
    return [message.title, message.advice]


def texts() -> Mapping[str, str]:
    """Each text without a place in it, by its key."""
    tips = {
        f"TIP_{name}_{part}": line
        for name, (_, *lines) in zip(("FACE", "DISTANCE", "ALONE"), messages.READY_TIPS, strict=True)
        for part, line in zip(("TITLE", "ADVICE"), lines, strict=True)
    }
    presets = ("CHECKED_BY_HAND", "KNOWN_IN_PERSON", "PICTURE_QUALITY")
    steps = ("POSITION", "TURN", "CHECK")
    return {
        **tips,
        **{f"DECISION_{name}": line for name, line in zip(presets, identity.PRESET_REASONS, strict=True)},
        **{f"CHALLENGE_STEP_{name}": line for name, line in zip(steps, messages.STEPS, strict=True)},
        "PRODUCT": messages.PRODUCT,
        "DEMONSTRATION": messages.DEMONSTRATION,
        "ATTRACT_PRIVACY": messages.ATTRACT_PRIVACY,
        "READY_TITLE": messages.READY_TITLE,
        "READY_DOCUMENT": identity.READY_DOCUMENT,
        "OTHER_WAY": messages.OTHER_WAY,
        "STARTING": messages.STARTING,
        "CHECKING_TITLE": messages.CHECKING_TITLE,
        "CHECKING_LEAD": messages.CHECKING_LEAD,
        "SENT_ALL": messages.SENT_ALL,
        "PASSED_TITLE": messages.PASSED_TITLE,
        "PASSED_LIVE_TITLE": messages.PASSED_LIVE_TITLE,
        "PASSED_MATCH": messages.PASSED_MATCH,
        "PASSED_LIVE": messages.PASSED_LIVE,
        "FAILED_TITLE": messages.FAILED_TITLE,
        "ASK_STAFF": messages.ASK_STAFF,
        "TROUBLE_RECOVERS": messages.TROUBLE_RECOVERS,
        "TROUBLE_ASK_STAFF": messages.TROUBLE_ASK_STAFF,
        "START": messages.START,
        "CONTINUE": messages.CONTINUE,
        "CANCEL": messages.CANCEL,
        "RETRY": messages.RETRY,
        "DONE": messages.DONE,
        "BACK": identity.BACK,
        "DELETE": identity.DELETE,
        "CLOSE": messages.CLOSE,
        "STAFF_HEADING": messages.FOR_STAFF,
        "STAFF_BUTTON": identity.STAFF,
        "CUSTOMER_ENTRY_TITLE": identity.ENTRY_CUSTOMER.title,
        "CUSTOMER_ENTRY_LEAD": identity.ENTRY_CUSTOMER.advice,
        "CUSTOMER_ENTRY_BY_STAFF_TITLE": identity.ENTRY_CUSTOMER_STAFF.title,
        "CUSTOMER_ENTRY_BY_STAFF_LEAD": identity.ENTRY_CUSTOMER_STAFF.advice,
        "CUSTOMER_NUMBER": identity.CUSTOMER_NUMBER,
        "CUSTOMER_REFERENCE": identity.REFERENCE,
        "STAFF_NUMBER": identity.STAFF_NUMBER,
        "PIN": identity.PIN,
        "CAPTURE_PAGE": identity.CAPTURE,
        "SKIP_BACK": identity.SKIP_BACK,
        "CHOOSE_FILES": identity.CHOOSE_FILES,
        "FILE_DIALOG_TITLE": identity.FILE_TITLE,
        "FILE_DIALOG_FILTER": identity.PICTURES,
        "TURN_OVER": identity.TURN_OVER,
        "PAGE_TAKEN": identity.TAKING,
        "CHECK_PAGE_TITLE": identity.CHECK_PAGE.title,
        "CHECK_PAGE_LEAD": identity.CHECK_PAGE.advice,
        "KEEP_PAGE": identity.KEEP_PAGE,
        "RETAKE_PAGE": identity.RETAKE_PAGE,
        "DOCUMENT_REFUSED_TITLE": identity.DOCUMENT_REFUSED,
        "SELFIE_REFUSED_TITLE": identity.SELFIE_REFUSED,
        "REFUSED_TITLE": identity.REFUSED.title,
        "INCOMPLETE_TITLE": identity.INCOMPLETE.title,
        "PANEL_TITLE": identity.PANEL_TITLE,
        "NO_SCORES": identity.NO_SCORES,
        "DECISION_REASON": identity.REASON_LABEL,
        "DECIDE_REVIEW": identity.REVIEW,
        "DECIDE_OVERRIDE": identity.OVERRIDE,
        "ENROL": identity.ENROL,
        "FINISH": identity.FINISH,
    }


def tables() -> Mapping[str, Mapping[str, object]]:
    """One text for each member of an enumeration."""
    return {
        "hint": {each: messages.HINTS[each] for each in Hint},
        "page hint": {each: identity.HINTS[each] for each in PageHint},
        "side": {each: identity.SIDES[each] for each in Side},
        "picture of a page": {each: identity.PAGE_NAMES[each] for each in Side},
        "wait": {each: said(identity.WAITING[each]) for each in BackendTask},
        "staff entry": {each: said(identity.ENTRY_STAFF[each]) for each in StaffGate},
        "flow": {each: said(messages.attract(each)) for each in Flow},
        "error": {each or "none": said(messages.trouble(each)) for each in CODES},
        "fault": {each or "none": messages.fault(each) for each in CODES},
        "out of service": {each or "none": said(messages.cannot_run(each)) for each in CODES},
        "reason of a verdict": {each: messages.advice([each]) for each in Reason},
        "finding on a document": {
            each: identity.document_advice(DocumentAnswer(False, findings=(each,)), "") for each in Finding
        },
        "refused document without an answer": {
            each: identity.document_advice(None, each) for each in (*DOCUMENT_CODES, NEWER)
        },
    }


def answers() -> Mapping[str, object]:
    """What is put together."""
    stuck = (FailedMeasure("selfie", "x", 1.0, 2.0, None),)
    both = DocumentAnswer(False, findings=tuple(Finding), quality=stuck)
    evidence = [Evidence(outcome, stage, (), {}, ()) for outcome, stage in product(Outcome, AttemptStage)]
    return {
        "verdict without reasons": messages.advice([]),
        "verdict with every reason": messages.advice(list(Reason)),
        "verdict with two of one advice": messages.advice([Reason.HEAD_NOT_TURNED, Reason.TARGET_NOT_REACHED]),
        "document: nothing known": identity.document_advice(DocumentAnswer(False, findings=(NEWER,)), ""),
        "document: everything": identity.document_advice(both, ""),
        "document: a newer measure": identity.document_advice(DocumentAnswer(False, quality=stuck), ""),
        "measures": {
            f"{image} {advice}": identity.document_advice(
                DocumentAnswer(False, quality=(FailedMeasure(image, "x", 1.0, 2.0, advice),)), ""
            )
            for image, advice in product(("selfie", "portrait"), Advice)
        },
        "privacy": {
            f"{flow} {hours:g}": messages.privacy_notice(hours, flow) for flow, hours in product(Flow, (0.5, 1.0, 24.0))
        },
        "upload": [messages.sending(3, 9), messages.sending(9, 9), messages.sent_so_far(3, 9)],
        "upload without frames": messages.sent_so_far(0, 0),
        "time-out": [messages.back_to_start(seconds) for seconds in (0.2, 5.4, 10.0)],
        "number of a customer": identity.your_number("1234567890"),
        "evidence": [identity.staff_result(each) for each in evidence],
        "for staff": [
            *messages.staff_lines("MODEL_DAMAGED", "a.tflite", "/var/log/kiosk.log"),
            *messages.staff_lines(NEWER, "", ""),
            *messages.staff_lines("SETTINGS_INVALID", "x" * 500, ""),
        ],
    }


def outcomes() -> Iterator[tuple[str, list[object]]]:
    """How an onboarding or authentication ended: title, advice, and whether another try makes sense."""
    for flow, outcome, reason in product(Flow, Outcome, (*STEP_REASONS, NEWER, "")):
        answer = FlowAnswer(outcome, (reason,) if reason else ())
        message = identity.outcome_words(flow, answer)
        yield f"{flow} {outcome} {reason}".strip(), [*said(message), identity.may_retry(answer)]
    many = FlowAnswer(Outcome.FAILED, STEP_REASONS)
    yield "with every reason", [*said(identity.outcome_words(Flow.ONBOARD, many)), identity.may_retry(many)]


def test_terminal_text() -> None:
    value = {"texts": texts(), "tables": tables(), "answers": answers(), "outcomes": dict(outcomes())}
    expect_json("terminal_text.json", value)
