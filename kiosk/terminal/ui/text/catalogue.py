"""The keys of what the terminal says, and what its catalogue holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from kiosk.domain.documents.document import Finding, Source
from kiosk.domain.faces.quality import Advice
from kiosk.domain.identity.flow import Flow, Outcome
from kiosk.domain.identity.step_reason import StepReason
from kiosk.domain.identity.step_results import Side
from kiosk.domain.liveness.challenge import Hint
from kiosk.domain.liveness.verdict import Reason
from kiosk.terminal.session.page_capture import PageHint
from kiosk.terminal.session.states import BackendTask, StaffGate
from kiosk.terminal.session.terminal_report import CameraFinding, PanelNote
from kiosk.terminal.ui.text.message import ConsentNotice, Message

ERROR, FAULT, MEASURE = "Error", "Fault", "Measure"
"""The contexts of texts by code; those by a member of an enumeration have its name."""


class TextKey(Enum):
    """A text that a screen asks for by name; what belongs to a member of another enumeration has a table below.

    No string, so that a key which nobody looked up is an error of types and not a word on the screen.
    """

    # The product
    PRODUCT = auto()
    DEMONSTRATION = auto()
    LANGUAGE = auto()

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
    READY_CIRCLES = auto()
    READY_CIRCLES_NEAR = auto()
    TURNS_LITTLE = auto()
    READY_NEAR = auto()
    STAY_AWAY = auto()
    READY_LIGHT = auto()
    READY_LIGHT_OFF = auto()
    READY_LIGHT_NEAR = auto()
    READY_LIGHT_NEAR_OFF = auto()
    NO_LIGHT = auto()
    READY_DOCUMENT = auto()
    OTHER_WAY = auto()
    OTHER_WAY_NEAR = auto()
    OTHER_WAY_BUTTON = auto()
    CONSENT_TITLE = auto()
    CONSENT_CHOICE = auto()
    AGREE = auto()
    DISAGREE = auto()
    DECLINED_TITLE = auto()
    DECLINED_LEAD = auto()
    KEPT_MINUTES = auto()
    KEPT_HOURS = auto()
    KEPT_DAYS = auto()

    # Buttons of several screens
    CONTINUE = auto()
    CANCEL = auto()
    RETRY = auto()
    DONE = auto()
    BACK = auto()
    DELETE = auto()
    NEXT_LINE = auto()
    CLOSE = auto()
    STAFF_BUTTON = auto()

    # The challenge and its verdict
    CHALLENGE_STEP_POSITION = auto()
    CHALLENGE_STEP_TURN = auto()
    CHALLENGE_STEP_TURNS = auto()
    CHALLENGE_STEP_NEAR = auto()
    CHALLENGE_STEP_CHECK = auto()
    KEEP_LOOKING = auto()
    KEEP_IN_OVAL = auto()
    STARTING = auto()
    CHECKING_TITLE = auto()
    CHECKING_LEAD = auto()
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
    WRITTEN_DOWN = auto()

    # The staff's panel
    PANEL_TITLE = auto()
    ATTEMPT_STANDS = auto()
    NO_SCORES = auto()
    NOT_MEASURED = auto()
    ENROLLED_AS = auto()
    FURTHER_PICTURE = auto()
    AGREED_TO = auto()
    READ_ON_DOCUMENT = auto()
    READ_IN = auto()
    CUT_OFF = auto()
    DECISION_REASON = auto()
    DECISION_CHECKED_BY_HAND = auto()
    DECISION_KNOWN_IN_PERSON = auto()
    DECISION_PICTURE_QUALITY = auto()
    DECIDE_REVIEW = auto()
    DECIDE_OVERRIDE = auto()
    DECIDE_WITHOUT_FACE = auto()
    NO_FACE_COMPARED = auto()
    READ_DOCUMENT = auto()
    ENROL = auto()
    FINISH = auto()

    PASSED_AT_LEAST = auto()
    PASSED_BELOW = auto()
    FAILED_AT_LEAST = auto()
    FAILED_BELOW = auto()
    WEIGHED = auto()

    # Somebody who is perhaps gone
    STILL_THERE = auto()
    STILL_THERE_SECONDS = auto()
    STILL_HERE = auto()

    # The terminal in the hands of staff
    TERMINAL_TITLE = auto()
    TERMINAL_READY = auto()
    TERMINAL_LOCKED = auto()
    TERMINAL_NOT_READY = auto()
    TERMINAL_OUT_OF_SERVICE = auto()
    TERMINAL_VERSION = auto()
    TERMINAL_ID = auto()
    UNLOCK = auto()
    OUT_OF_SERVICE = auto()
    INTO_SERVICE = auto()
    CHECK_CAMERA = auto()
    ADMIT_CAMERA = auto()
    TURN_CAMERA = auto()
    EXPORT_LOGS = auto()
    LOG_FOLDER_TITLE = auto()
    FIND_CUSTOMER = auto()
    ENROLLED_LATELY = auto()
    CUSTOMER_FOUND = auto()
    ONE_MOMENT = auto()
    CAMERA_LINE = auto()
    CAMERA_IS_ADMITTED = auto()
    CAMERA_IS_STRANGE = auto()
    CAMERA_LIGHT = auto()
    PRINT_NUMBER = auto()
    VOLUME = auto()
    TRY_VOLUME = auto()
    VOLUME_SAMPLE = auto()
    # For whoever sees, hears or moves little
    ACCESS_BUTTON = auto()
    ACCESS_TITLE = auto()
    ACCESS_LARGE = auto()
    ACCESS_LARGE_HELP = auto()
    ACCESS_CONTRAST = auto()
    ACCESS_CONTRAST_HELP = auto()
    ACCESS_TIME = auto()
    ACCESS_TIME_HELP = auto()
    ACCESS_ONE_KEY = auto()
    ACCESS_ONE_KEY_HELP = auto()
    ACCESS_SPEECH = auto()
    ACCESS_SPEECH_HELP = auto()
    ACCESS_NO_VOICE = auto()
    ACCESS_REPEAT = auto()
    ACCESS_PAUSE = auto()
    ACCESS_RESUME = auto()
    ACCESS_QUIETER = auto()
    ACCESS_LOUDER = auto()
    ACCESS_CLOSE = auto()
    MORE_TIME = auto()
    MORE_TIME_HELP = auto()
    SPEECH_WELCOME = auto()
    SPEECH_BUTTONS = auto()
    SPEECH_BUTTON = auto()
    SPEECH_UNAVAILABLE = auto()
    SPEECH_CHOSEN = auto()
    SPEECH_NOT_CHOSEN = auto()
    SPEECH_LINE = auto()
    SPEECH_TYPED = auto()
    SPEECH_DELETED = auto()
    SPEECH_PRIVATE = auto()
    SPEECH_TIMEOUT = auto()

    # A terminal that cannot run
    STAFF_HEADING = auto()
    FAULT_UNKNOWN = auto()
    CODE_LINE = auto()
    LOG_LINE = auto()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All texts of the terminal in English; every table has an entry for each member of its enumeration.

    Places in braces are filled in by `lookup`, under the same names in every language. The English text itself is what
    translations are found by, in the context of its enumeration.
    """

    texts: Mapping[TextKey, str]
    plurals: Mapping[TextKey, str]
    """The place whose number decides the form of a text, for those that have several."""
    attract: Mapping[Flow, Message]
    consent: Mapping[Flow, ConsentNotice]
    """Whoever changes a word of it gives it another version."""
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
    sources: Mapping[Source, str]
    """Where on a document something was read, in words for staff."""
    selfie_advice: Mapping[Advice, str]
    portrait_advice: Mapping[Advice, str]
    approved: Mapping[Flow, Message]
    step_reasons: Mapping[StepReason, str | Mapping[Flow, str]]
    """Advice; by the flow where it means something else in each."""
    outcomes: Mapping[Outcome, str]
    panel_notes: Mapping[PanelNote, str]
    camera_findings: Mapping[CameraFinding, str]
    """What a check of the camera came to, in words for staff."""
    errors: Mapping[str, Message]
    """By the codes of `kiosk.errors`."""
    measures: Mapping[str, str]
    """Names for staff, by those of the backend: of measures, stages, pictures, and fields of documents."""
    faults: Mapping[str, str]
    """What is wrong when a terminal cannot run, in words for staff; by the codes of `kiosk.errors`."""
