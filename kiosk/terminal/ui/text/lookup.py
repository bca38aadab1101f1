"""Chooses what a screen says of a state, a reason, an error or advice, in the language that is used."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import astuple
from enum import Enum

from kiosk.domain.documents.document import Finding, ReadField
from kiosk.domain.identity.consent import Consent
from kiosk.domain.identity.flow import Flow, Outcome
from kiosk.domain.identity.step_reason import StepReason
from kiosk.domain.identity.step_results import DocumentAnswer, Evidence, FailedMeasure, FlowAnswer, JudgedMeasure, Side
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
from kiosk.terminal.ui.text.catalogue import ERROR, FAULT, MEASURE, TextKey
from kiosk.terminal.ui.text.catalogue_en import ENGLISH
from kiosk.terminal.ui.text.message import ConsentNotice, Message
from kiosk.terminal.ui.text.translate import translate, write_measure, write_place

MAX_ADVICE = 2
"""Sentences; nobody keeps more of them in mind."""
LEAST_DAYS_HOURS = 48
"""From here on a time is told in days."""
GROUP_DIGITS = 3
MAX_DETAIL_CHARS = 240
FIRST_SCORES = ("liveness", "similarity", "threshold", "duplicate_similarity")
FIRST_PICTURES = ("selfie", "portrait", "page-front", "page-back", "duplicate-1", "duplicate-2", "duplicate-3")
FURTHER_PICTURES = "audit-"
_OF_PICTURES = frozenset(
    error.code for error in (NoFaceFound, DocumentNotImage, ImageDimensionsExceeded, ImageTooLarge, ImageTooSmall)
)
"""Errors whose own advice helps more with a document than what helps with most."""


def get_text(key: TextKey, **places: object) -> str:
    """Return the text of this key, with its places filled in."""
    deciding = places.get(ENGLISH.plurals.get(key, ""), -1)
    count = deciding if isinstance(deciding, int) else -1
    return _fill(translate(TextKey.__name__, ENGLISH.texts[key], count), places)


def _fill(text: str, places: dict[str, object]) -> str:
    return text.format(**{name: write_place(value) for name, value in places.items()})


def say_in_language(key: Enum, english: str) -> str:
    """Return in the language that is used what belongs to this member in English."""
    return translate(type(key).__name__, english)


def _tell(context: str, message: Message) -> Message:
    return Message(translate(context, message.title), translate(context, message.advice))


def describe_flow(flow: Flow) -> Message:
    """Say what the terminal is for."""
    return _tell(Flow.__name__, ENGLISH.attract[flow])


def describe_consent(retention_hours: float, flow: Flow) -> ConsentNotice:
    """Say what the customer is asked to agree to; shown before anything is taken."""
    taken, purpose, kept = astuple(ENGLISH.consent[flow])
    stays = _fill(translate(Flow.__name__, kept), {"kept": describe_retention(retention_hours)})
    return ConsentNotice(translate(Flow.__name__, taken), translate(Flow.__name__, purpose), stays)


def describe_retention(retention_hours: float) -> str:
    """Say how long something is kept, in a unit that makes a small number and never less than it is."""
    if retention_hours < 1:
        return get_text(TextKey.KEPT_MINUTES, minutes=math.ceil(retention_hours * 60))
    if retention_hours < LEAST_DAYS_HOURS:
        return get_text(TextKey.KEPT_HOURS, hours=math.ceil(retention_hours))
    return get_text(TextKey.KEPT_DAYS, days=math.ceil(retention_hours / 24))


def instruct(hint: Hint) -> str:
    """Say what to do in the challenge."""
    return say_in_language(hint, ENGLISH.hints[hint])


def instruct_page(hint: PageHint) -> str:
    """Say what to do with the page of a document."""
    return say_in_language(hint, ENGLISH.page_hints[hint])


def describe_side(side: Side) -> str:
    """Say which side of the document is wanted."""
    return say_in_language(side, ENGLISH.sides[side])


def name_page(side: Side) -> str:
    """Name the picture of a page, for a screen reader."""
    return say_in_language(side, ENGLISH.page_names[side])


def describe_customer_entry(*, by_staff: bool) -> Message:
    """Say which reference is asked for."""
    if by_staff:
        return Message(get_text(TextKey.CUSTOMER_ENTRY_BY_STAFF_TITLE), get_text(TextKey.CUSTOMER_ENTRY_BY_STAFF_LEAD))
    return Message(get_text(TextKey.CUSTOMER_ENTRY_TITLE), get_text(TextKey.CUSTOMER_ENTRY_LEAD))


def describe_gate(gate: StaffGate) -> Message:
    """Say why number and PIN are asked for."""
    return _tell(StaffGate.__name__, ENGLISH.staff_entry[gate])


def describe_task(task: BackendTask) -> Message:
    """Say what is waited for."""
    return _tell(BackendTask.__name__, ENGLISH.waiting[task])


def describe_error(code: str) -> Message:
    """Say what an error means for the customer; a backend may know codes that we do not."""
    return _tell(ERROR, ENGLISH.errors.get(code, ENGLISH.errors[InternalError.code]))


def describe_problem(code: str, *, by_staff: bool = False) -> str:
    """Say in one line what was wrong with what was typed in; nothing without a code.

    Staff who typed it need not be told to ask staff.
    """
    message = describe_error(code)
    if by_staff:
        return message.title if code else ""
    return f"{message.title}. {message.advice}" if code else ""


def describe_out_of_service(code: str) -> Message:
    """Say what a customer reads instead of a terminal that cannot run."""
    return describe_error(code if code == AlreadyRunning.code else SetupError.code)


def describe_fault(code: str) -> str:
    """Say to staff what keeps the terminal from running."""
    fault = ENGLISH.faults.get(code)
    return get_text(TextKey.FAULT_UNKNOWN) if fault is None else translate(FAULT, fault)


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


def announce_return(seconds: float) -> str:
    """Announce that an idle screen will close."""
    return get_text(TextKey.BACK_TO_START, seconds=max(1, round(seconds)))


def say_return(seconds: float) -> str:
    """Say to whoever does not see it that an idle screen will close."""
    return get_text(TextKey.SPEECH_TIMEOUT, seconds=max(1, round(seconds)))


def advise_on_verdict(reasons: Sequence[Reason]) -> tuple[str, ...]:
    """Say what the customer can do better, most important first."""
    advice = [say_in_language(reason, ENGLISH.verdict_reasons[reason]) for reason in reasons]
    return _shorten_advice(advice, get_text(TextKey.TRY_AGAIN))


def advise_on_document(answer: DocumentAnswer | None, code: str) -> tuple[str, ...]:
    """Say what helps with a refused document, most important first; without scores."""
    document = describe_error(DocumentPagesInvalid.code).advice
    if answer is None:
        return (describe_error(code).advice if code in _OF_PICTURES else document,)
    found = [finding for finding in answer.findings if finding in set(Finding)]
    # Fields that were not read stood in the lines that cannot be seen.
    told = [each for each in found if each != Finding.UNREADABLE or Finding.ZONE_MISSING not in found]
    advice = [advise_on_finding(Finding(finding)) for finding in told]
    advice += [_advise_on_measure(failed, document) for failed in answer.quality]
    return _shorten_advice(advice, document)


def advise_on_finding(finding: Finding) -> str:
    """Say what helps against one finding."""
    return say_in_language(finding, ENGLISH.findings[finding])


def describe_outcome(flow: Flow, answer: FlowAnswer) -> Message:
    """Say how an onboarding or authentication ended."""
    if answer.approved:
        return _tell(Flow.__name__, ENGLISH.approved[flow])
    incomplete = answer.outcome is Outcome.INCOMPLETE
    title = get_text(TextKey.INCOMPLETE_TITLE if incomplete else TextKey.REFUSED_TITLE)
    otherwise = TextKey.TRY_AGAIN if answer.outcome is Outcome.FAILED else TextKey.PLEASE_ASK_STAFF
    advice = [_advise_on_reason(flow, reason) for reason in answer.reasons]
    return Message(title, "\n".join(_shorten_advice(advice, get_text(otherwise))))


def give_customer_number(customer: str) -> str:
    """Tell a new customer the reference that they authenticate with from now on."""
    return get_text(TextKey.NEW_CUSTOMER_NUMBER, customer=_in_groups(customer))


def _in_groups(customer: str) -> str:
    """Digits in groups of three from the front, the last of two to four: nobody copies ten in a row without a mistake.

    Whoever types the number in need not type the spaces; references of a bank's own form are left as they are.
    """
    if not (customer.isascii() and customer.isdigit() and len(customer) > GROUP_DIGITS + 1):
        return customer
    head, rest = customer[:GROUP_DIGITS], customer[GROUP_DIGITS:]
    return f"{head} {_in_groups(rest)}"


def describe_attempt(evidence: Evidence) -> str:
    """Say to staff how the attempt stands."""
    outcome, stage = (
        say_in_language(evidence.outcome, ENGLISH.outcomes[evidence.outcome]),
        name_score(evidence.stage.value),
    )
    return get_text(TextKey.ATTEMPT_STANDS, outcome=outcome, stage=stage)


def list_facts(evidence: Evidence) -> tuple[tuple[str, str], ...]:
    """List what was measured, whom the customer looks like, and what the document says, as names and values."""
    return (
        *(
            (get_text(TextKey.ENROLLED_AS, customer=each.customer), write_measure(each.similarity))
            for each in evidence.duplicates
        ),
        *((name_score(name), get_text(TextKey.NOT_MEASURED)) for name in evidence.not_measured),
        *((name_score(each.name), _describe_measure(each)) for each in evidence.measures),
        *(
            (name_score(name), get_text(TextKey.WEIGHED, value=write_measure(evidence.scores[name])))
            for name in order_names(set(evidence.scores) - _with_limits(evidence), FIRST_SCORES)
        ),
        *((get_text(TextKey.AGREED_TO), f"{each.version} ({each.language})") for each in _given(evidence)),
        *(
            (get_text(TextKey.READ_ON_DOCUMENT, field=name_score(name).lower()), _describe_field(read))
            for name, read in evidence.fields.items()
        ),
    )


def name_duplicates(evidence: Evidence) -> dict[str, str]:
    """Name the pictures of those whom the customer looks like, by whom they show."""
    return {
        f"duplicate-{number}": get_text(TextKey.ENROLLED_AS, customer=each.customer)
        for number, each in enumerate(evidence.duplicates, start=1)
    }


def _with_limits(evidence: Evidence) -> set[str]:
    """Scores that are told with their limits already; the limit of the match among them."""
    judged = {each.name for each in evidence.measures}
    return judged | ({"threshold"} if "similarity" in judged else set())


def _describe_measure(measure: JudgedMeasure) -> str:
    """Say whether it passed, and what is needed, in words."""
    if measure.passed:
        key = TextKey.PASSED_AT_LEAST if measure.at_least else TextKey.PASSED_BELOW
    else:
        key = TextKey.FAILED_AT_LEAST if measure.at_least else TextKey.FAILED_BELOW
    return get_text(key, value=write_measure(measure.value), limit=write_measure(measure.limit))


def _given(evidence: Evidence) -> tuple[Consent, ...]:
    return () if evidence.consent is None else (evidence.consent,)


def order_names(names: Iterable[str], first: Sequence[str]) -> list[str]:
    """Put first what decides, then the rest."""
    known = set(names)
    return [*(name for name in first if name in known), *sorted(known - set(first))]


def name_score(name: str) -> str:
    """Say to staff what a measure, a stage, a picture or a field is called, such as `selfie_yaw_deg`.

    Of a name that only a newer backend knows, words are made.
    """
    if name in ENGLISH.measures:
        return translate(MEASURE, ENGLISH.measures[name])
    further = name.removeprefix(FURTHER_PICTURES)
    if further != name and further.isascii() and further.isdigit():
        return get_text(TextKey.FURTHER_PICTURE, number=int(further))
    return name.replace("_", " ").replace("-", " ").strip().capitalize()


def _describe_field(read: ReadField) -> str:
    """Say what was read and everywhere it stands; what was cut off goes on with three dots."""
    places = ", ".join(say_in_language(each, ENGLISH.sources[each]) for each in (read.source, *read.witnesses))
    return get_text(TextKey.CUT_OFF if read.truncated else TextKey.READ_IN, value=read.value, places=places)


def _advise_on_reason(flow: Flow, reason: str) -> str:
    """What only a newer backend knows is for staff."""
    if reason not in set(StepReason):
        return get_text(TextKey.PLEASE_ASK_STAFF)
    advice = ENGLISH.step_reasons[StepReason(reason)]
    return translate(StepReason.__name__, advice if isinstance(advice, str) else advice[flow])


def _advise_on_measure(failed: FailedMeasure, otherwise: str) -> str:
    table = ENGLISH.selfie_advice if failed.image == "selfie" else ENGLISH.portrait_advice
    return otherwise if failed.advice is None else say_in_language(failed.advice, table[failed.advice])


def _shorten_advice(advice: Sequence[str], otherwise: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(advice))[:MAX_ADVICE] or (otherwise,)
