"""The keys of what the terminal says, and what a catalogue of one language holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from kiosk.domain.documents.document import Finding
from kiosk.domain.faces.quality import Advice
from kiosk.domain.identity.flow import Flow, Outcome
from kiosk.domain.identity.step_reason import StepReason
from kiosk.domain.identity.step_results import Side
from kiosk.domain.liveness.challenge import Hint
from kiosk.domain.liveness.verdict import Reason
from kiosk.terminal.session.page_capture import PageHint
from kiosk.terminal.session.states import BackendTask, StaffGate
from kiosk.terminal.ui.text.message import Message


class TextKey(Enum):
    """A text that a screen asks for by name; what belongs to a member of another enumeration has a table below.

    No string, so that a key which nobody looked up is an error of types and not a word on the screen.
    """

    # The product
    PRODUCT = auto()
    DEMONSTRATION = auto()

    # The attract screen and what comes before the challenge
    START = auto()
    ATTRACT_PRIVACY = auto()
    READY_TITLE = auto()
    TIP_FACE_TITLE = auto()
    TIP_FACE_ADVICE = auto()
    TIP_DISTANCE_TITLE = auto()
    TIP_DISTANCE_ADVICE = auto()
    TIP_ALONE_TITLE = auto()
    TIP_ALONE_ADVICE = auto()
    READY_DOCUMENT = auto()
    OTHER_WAY = auto()
    KEPT_HOUR = auto()
    KEPT_HOURS = auto()

    # Buttons of several screens
    CONTINUE = auto()
    CANCEL = auto()
    RETRY = auto()
    DONE = auto()
    BACK = auto()
    DELETE = auto()
    CLOSE = auto()
    STAFF_BUTTON = auto()

    # The challenge and its verdict
    CHALLENGE_STEP_POSITION = auto()
    CHALLENGE_STEP_TURN = auto()
    CHALLENGE_STEP_CHECK = auto()
    STARTING = auto()
    SENT = auto()
    CHECKING_TITLE = auto()
    CHECKING_LEAD = auto()
    SENDING = auto()
    SENT_ALL = auto()
    PASSED_TITLE = auto()
    PASSED_LIVE_TITLE = auto()
    PASSED_MATCH = auto()
    PASSED_LIVE = auto()
    FAILED_TITLE = auto()
    ASK_STAFF = auto()
    TRY_AGAIN = auto()
    BACK_TO_START = auto()

    # Trouble
    TROUBLE_RECOVERS = auto()
    TROUBLE_ASK_STAFF = auto()

    # Who comes
    CUSTOMER_ENTRY_TITLE = auto()
    CUSTOMER_ENTRY_LEAD = auto()
    CUSTOMER_ENTRY_BY_STAFF_TITLE = auto()
    CUSTOMER_ENTRY_BY_STAFF_LEAD = auto()
    CUSTOMER_NUMBER = auto()
    CUSTOMER_REFERENCE = auto()
    STAFF_NUMBER = auto()
    PIN = auto()

    # The document
    CAPTURE_PAGE = auto()
    SKIP_BACK = auto()
    CHOOSE_FILES = auto()
    FILE_DIALOG_TITLE = auto()
    FILE_DIALOG_FILTER = auto()
    TURN_OVER = auto()
    PAGE_TAKEN = auto()
    CHECK_PAGE_TITLE = auto()
    CHECK_PAGE_LEAD = auto()
    KEEP_PAGE = auto()
    RETAKE_PAGE = auto()
    DOCUMENT_REFUSED_TITLE = auto()
    SELFIE_REFUSED_TITLE = auto()

    # How it ended
    REFUSED_TITLE = auto()
    INCOMPLETE_TITLE = auto()
    PLEASE_ASK_STAFF = auto()
    NEW_CUSTOMER_NUMBER = auto()

    # The staff's panel
    PANEL_TITLE = auto()
    ATTEMPT_STANDS = auto()
    NO_SCORES = auto()
    ENROLLED_AS = auto()
    READ_ON_DOCUMENT = auto()
    DECISION_REASON = auto()
    DECISION_CHECKED_BY_HAND = auto()
    DECISION_KNOWN_IN_PERSON = auto()
    DECISION_PICTURE_QUALITY = auto()
    DECIDE_REVIEW = auto()
    DECIDE_OVERRIDE = auto()
    ENROL = auto()
    FINISH = auto()

    # A terminal that cannot run
    STAFF_HEADING = auto()
    FAULT_UNKNOWN = auto()
    CODE_LINE = auto()
    LOG_LINE = auto()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All texts of one language; every table has an entry for each member of its enumeration.

    Places in braces are filled in by `lookup`, under the same names in every language.
    """

    texts: Mapping[TextKey, str]
    attract: Mapping[Flow, Message]
    privacy: Mapping[Flow, str]
    """What is taken and how long it stays; {kept} is a time."""
    hints: Mapping[Hint, str]
    verdict_reasons: Mapping[Reason, str]
    """Advice; what would teach an attacker more than a customer stays unsaid."""
    staff_entry: Mapping[StaffGate, Message]
    sides: Mapping[Side, str]
    page_names: Mapping[Side, str]
    page_hints: Mapping[PageHint, str]
    waiting: Mapping[BackendTask, Message]
    findings: Mapping[Finding, str]
    """Advice on a document."""
    selfie_advice: Mapping[Advice, str]
    portrait_advice: Mapping[Advice, str]
    approved: Mapping[Flow, Message]
    step_reasons: Mapping[StepReason, str | Mapping[Flow, str]]
    """Advice; by the flow where it means something else in each."""
    outcomes: Mapping[Outcome, str]
    errors: Mapping[str, Message]
    """By the codes of `kiosk.errors`."""
    faults: Mapping[str, str]
    """What is wrong when a terminal cannot run, in words for staff; by the codes of `kiosk.errors`."""
