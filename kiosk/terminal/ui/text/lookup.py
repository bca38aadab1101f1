"""Chooses what a screen says of a state, a reason, an error or advice, out of the catalogue."""

from collections.abc import Iterable, Sequence

from kiosk.domain.documents.document import Finding
from kiosk.domain.identity.flow import Flow, Outcome
from kiosk.domain.identity.step_reason import StepReason
from kiosk.domain.identity.step_results import DocumentAnswer, Evidence, FailedMeasure, FlowAnswer, Side
from kiosk.domain.liveness.challenge import Hint
from kiosk.domain.liveness.verdict import Reason
from kiosk.errors import (
    AlreadyRunning,
    DocumentNotImage,
    DocumentPagesInvalid,
    ImageDimensionsExceeded,
    ImageTooLarge,
    ImageTooSmall,
    InternalError,
    NoFaceFound,
    SetupError,
)
from kiosk.terminal.session.page_capture import PageHint
from kiosk.terminal.session.states import BackendTask, StaffGate
from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.catalogue_en import ENGLISH
from kiosk.terminal.ui.text.message import Message

MAX_ADVICE = 2
"""Sentences; nobody keeps more of them in mind."""
MAX_DETAIL_CHARS = 240
FIRST_SCORES = ("liveness", "similarity", "threshold", "duplicate_similarity")
FIRST_PICTURES = ("selfie", "portrait")
_OF_PICTURES = frozenset(
    error.code for error in (NoFaceFound, DocumentNotImage, ImageDimensionsExceeded, ImageTooLarge, ImageTooSmall)
)
"""Errors whose own advice helps more with a document than what helps with most."""


def get_text(key: TextKey, **places: object) -> str:
    """Return the text of this key, with its places filled in."""
    return ENGLISH.texts[key].format(**places)


def describe_flow(flow: Flow) -> Message:
    """Say what the terminal is for."""
    return ENGLISH.attract[flow]


def describe_privacy(retention_hours: float, flow: Flow = Flow.VERIFY) -> str:
    """Say what is taken and how long it stays; shown before anything is taken."""
    unit = TextKey.KEPT_HOUR if retention_hours == 1 else TextKey.KEPT_HOURS
    return ENGLISH.privacy[flow].format(kept=get_text(unit, hours=f"{retention_hours:g}"))


def instruct(hint: Hint) -> str:
    """Say what to do in the challenge."""
    return ENGLISH.hints[hint]


def instruct_page(hint: PageHint) -> str:
    """Say what to do with the page of a document."""
    return ENGLISH.page_hints[hint]


def describe_side(side: Side) -> str:
    """Say which side of the document is wanted."""
    return ENGLISH.sides[side]


def name_page(side: Side) -> str:
    """Name the picture of a page, for a screen reader."""
    return ENGLISH.page_names[side]


def describe_customer_entry(*, by_staff: bool) -> Message:
    """Say which reference is asked for."""
    if by_staff:
        return Message(get_text(TextKey.CUSTOMER_ENTRY_BY_STAFF_TITLE), get_text(TextKey.CUSTOMER_ENTRY_BY_STAFF_LEAD))
    return Message(get_text(TextKey.CUSTOMER_ENTRY_TITLE), get_text(TextKey.CUSTOMER_ENTRY_LEAD))


def describe_gate(gate: StaffGate) -> Message:
    """Say why number and PIN are asked for."""
    return ENGLISH.staff_entry[gate]


def describe_task(task: BackendTask) -> Message:
    """Say what is waited for."""
    return ENGLISH.waiting[task]


def describe_error(code: str) -> Message:
    """Say what an error means for the customer; a backend may know codes that we do not."""
    return ENGLISH.errors.get(code, ENGLISH.errors[InternalError.code])


def describe_problem(code: str) -> str:
    """Say in one line what was wrong with what was typed in; nothing without a code."""
    message = describe_error(code)
    return f"{message.title}. {message.advice}" if code else ""


def describe_out_of_service(code: str) -> Message:
    """Say what a customer reads instead of a terminal that cannot run."""
    return describe_error(code if code == AlreadyRunning.code else SetupError.code)


def describe_fault(code: str) -> str:
    """Say to staff what keeps the terminal from running."""
    return ENGLISH.faults.get(code, get_text(TextKey.FAULT_UNKNOWN))


def list_fault_lines(code: str, detail: str, log_file: str) -> tuple[str, ...]:
    """List the small print for staff, without lines that would be empty."""
    lines = (
        describe_fault(code),
        shorten(detail),
        get_text(TextKey.CODE_LINE, code=code),
        get_text(TextKey.LOG_LINE, file=log_file) if log_file else "",
    )
    return tuple(line for line in lines if line)


def shorten(detail: str) -> str:
    """Cut a detail to what a screen has room for; the log has it all."""
    return detail if len(detail) <= MAX_DETAIL_CHARS else detail[: MAX_DETAIL_CHARS - 1] + "…"


def describe_upload(sent: int, total: int) -> str:
    """Say how far the upload is."""
    return get_text(TextKey.SENT_ALL) if sent >= total else get_text(TextKey.SENDING, sent=sent, total=total)


def count_upload(sent: int, total: int) -> str:
    """Say the same in a corner, while the challenge runs."""
    return get_text(TextKey.SENT, sent=sent, total=total) if total else ""


def announce_return(seconds: float) -> str:
    """Announce that an idle screen will close."""
    return get_text(TextKey.BACK_TO_START, seconds=max(1, round(seconds)))


def advise_on_verdict(reasons: Sequence[Reason]) -> tuple[str, ...]:
    """Say what the customer can do better, most important first."""
    return _shorten_advice([ENGLISH.verdict_reasons[reason] for reason in reasons], get_text(TextKey.TRY_AGAIN))


def advise_on_document(answer: DocumentAnswer | None, code: str) -> tuple[str, ...]:
    """Say what helps with a refused document, most important first; without scores."""
    document = describe_error(DocumentPagesInvalid.code).advice
    if answer is None:
        return (describe_error(code).advice if code in _OF_PICTURES else document,)
    advice = [ENGLISH.findings[Finding(finding)] for finding in answer.findings if finding in set(Finding)]
    advice += [_advise_on_measure(failed, document) for failed in answer.quality]
    return _shorten_advice(advice, document)


def describe_outcome(flow: Flow, answer: FlowAnswer) -> Message:
    """Say how an onboarding or authentication ended."""
    if answer.approved:
        return ENGLISH.approved[flow]
    incomplete = answer.outcome is Outcome.INCOMPLETE
    title = get_text(TextKey.INCOMPLETE_TITLE if incomplete else TextKey.REFUSED_TITLE)
    otherwise = TextKey.TRY_AGAIN if answer.outcome is Outcome.FAILED else TextKey.PLEASE_ASK_STAFF
    advice = [_advise_on_reason(flow, reason) for reason in answer.reasons]
    return Message(title, "\n".join(_shorten_advice(advice, get_text(otherwise))))


def give_customer_number(customer: str) -> str:
    """Tell a new customer the reference that they authenticate with from now on."""
    return get_text(TextKey.NEW_CUSTOMER_NUMBER, customer=customer)


def describe_attempt(evidence: Evidence) -> str:
    """Say to staff how the attempt stands."""
    stage = name_score(evidence.stage.value)
    return get_text(TextKey.ATTEMPT_STANDS, outcome=ENGLISH.outcomes[evidence.outcome], stage=stage)


def list_facts(evidence: Evidence) -> tuple[tuple[str, str], ...]:
    """List what was measured, whom the customer looks like, and what the document says, as names and values."""
    return (
        *(
            (get_text(TextKey.ENROLLED_AS, customer=each.customer), f"{each.similarity:.3g}")
            for each in evidence.duplicates
        ),
        *((name_score(name), f"{evidence.scores[name]:.3g}") for name in order_names(evidence.scores, FIRST_SCORES)),
        *(
            (get_text(TextKey.READ_ON_DOCUMENT, field=name_score(name).lower()), read.value)
            for name, read in evidence.fields.items()
        ),
    )


def order_names(names: Iterable[str], first: Sequence[str]) -> list[str]:
    """Put first what decides, then the rest."""
    known = set(names)
    return [*(name for name in first if name in known), *sorted(known - set(first))]


def name_score(name: str) -> str:
    """Make words for staff out of the name of a measure, a stage or a picture, such as `selfie_yaw_deg`."""
    return name.replace("_", " ").replace("-", " ").strip().capitalize()


def _advise_on_reason(flow: Flow, reason: str) -> str:
    """What only a newer backend knows is for staff."""
    if reason not in set(StepReason):
        return get_text(TextKey.PLEASE_ASK_STAFF)
    advice = ENGLISH.step_reasons[StepReason(reason)]
    return advice if isinstance(advice, str) else advice[flow]


def _advise_on_measure(failed: FailedMeasure, otherwise: str) -> str:
    table = ENGLISH.selfie_advice if failed.image == "selfie" else ENGLISH.portrait_advice
    return otherwise if failed.advice is None else table[failed.advice]


def _shorten_advice(advice: Sequence[str], otherwise: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(advice))[:MAX_ADVICE] or (otherwise,)
