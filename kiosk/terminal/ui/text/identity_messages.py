"""What the screens of onboarding and authentication say; see `text` for all others."""

from collections.abc import Iterable, Mapping, Sequence

from kiosk.domain.documents.document import Finding
from kiosk.domain.faces.quality import Advice
from kiosk.domain.identity.flow import Flow, Outcome
from kiosk.domain.identity.step_results import DocumentAnswer, Evidence, FailedMeasure, FlowAnswer, Side
from kiosk.terminal.session.page_capture import PageHint
from kiosk.terminal.session.states import BackendTask, StaffGate
from kiosk.terminal.ui.text.message import Message

ATTRACT = {
    Flow.ONBOARD: Message(
        "Become a customer", "Have your passport or identity card ready. It takes about two minutes."
    ),
    Flow.AUTHENTICATE: Message("Welcome back", "Enter your customer number and look into the camera."),
}
READY_DOCUMENT = "Have your passport or identity card at hand: we photograph it after the face check."

ENTRY_CUSTOMER = Message("Your customer number", "You find it on your card or in a letter from us.")
ENTRY_CUSTOMER_STAFF = Message("The customer's reference", "The customer is enrolled under this reference.")
ENTRY_STAFF = {
    StaffGate.BEGIN: Message("Staff sign-in", "Enter your staff number and PIN to begin."),
    StaffGate.PANEL: Message("For our staff", "Please enter your staff number and PIN."),
}
CUSTOMER_NUMBER, STAFF_NUMBER, PIN = "Customer number", "Staff number", "PIN"
REFERENCE = "Customer reference"
CONTINUE, CANCEL, BACK, DELETE = "Continue", "Cancel", "Back", "Delete"

SIDES = {
    Side.FRONT: "The front: the side with your photo",
    Side.BACK: "The back of your document",
}
CAPTURE, SKIP_BACK, CHOOSE_FILES = "Take picture", "It has no back", "Choose files"
PICTURES, FILE_TITLE = "Pictures", "Pictures of the document: the front, then the back"
HINTS = {
    PageHint.SHOW: "Hold your document in front of the camera",
    PageHint.CLOSER: "Bring it a little closer",
    PageHint.FLAT: "Hold it flat towards the camera",
    PageHint.GLARE: "Tilt it a little: light is reflected",
    PageHint.BLURRED: "A little further away, and hold still",
    PageHint.HOLD_STILL: "Hold still",
}
TURN_OVER = "Now turn your document over"
TAKING = "Well done"
CHECK_PAGE = Message("Can you read everything?", "The whole page should be sharp and without bright spots.")
KEEP_PAGE, RETAKE_PAGE = "Use this picture", "Take it again"
PAGE_NAMES = {Side.FRONT: "Picture of the front", Side.BACK: "Picture of the back"}

WAITING = {
    BackendTask.CHECK_STAFF: Message("One moment, please", "We check your staff number."),
    BackendTask.READ_DOCUMENT: Message("We read your document", "This takes a few seconds. You can put it away."),
    BackendTask.ENROL: Message("Almost done", "We set up your face check."),
    BackendTask.AUTHENTICATE: Message("Checking", "This takes a few seconds."),
    BackendTask.FETCH_EVIDENCE: Message("One moment, please", "We fetch what was recorded."),
    BackendTask.DECIDE: Message("One moment, please", "Your decision is recorded."),
}

APPROVED = {
    Flow.ONBOARD: Message("Welcome, all done", "We will recognise you from now on."),
    Flow.AUTHENTICATE: Message("Thank you, it is you", "You can go on."),
}
REFUSED = Message("We could not confirm that it is you", "")
INCOMPLETE = Message("We are not quite finished", "")
DOCUMENT_REFUSED = "We need another look at your document"
SELFIE_REFUSED = "We need another look at your face"
RETRY, DONE, STAFF = "Try again", "Done", "For staff"
ASK_STAFF = "Or ask a member of staff: there is always another way."

FINDINGS = {
    Finding.NO_PAGE: "Show the whole page, with all four corners.",
    Finding.GLARE: "Tilt the document a little, so that no light is reflected.",
    Finding.BLURRED: "Hold the document still until the picture is taken.",
    Finding.PAGE_TOO_SMALL: "Bring the document closer to the camera.",
    Finding.UNREADABLE: "We cannot read the text. Hold the page flat and in good light.",
    Finding.NO_PORTRAIT: "We cannot see the photo. Show the side with the photo first.",
    Finding.SEVERAL_PORTRAITS: "We see more than one face. Show one document, and nothing else.",
    Finding.CHECK_DIGIT_WRONG: "We cannot read the lines of letters at the edge. Show them clearly.",
    Finding.EXPIRED: "This document has expired. Please use one that is still valid.",
    Finding.FIELDS_DISAGREE: "The two sides do not fit together. Show both sides of one document.",
}
"""Advice on a document."""

SELFIE_ADVICE = {
    Advice.LOOK_STRAIGHT: "Look straight into the camera.",
    Advice.LEVEL_HEAD: "Keep your head level.",
    Advice.HOLD_STILL: "Hold your head still.",
    Advice.MORE_LIGHT: "Face the light.",
    Advice.UNCOVER_FACE: "Take off hat, mask and sunglasses.",
    Advice.COME_CLOSER: "Come a little closer to the camera.",
}
PORTRAIT_ADVICE = {
    Advice.LOOK_STRAIGHT: "Hold the document flat towards the camera.",
    Advice.LEVEL_HEAD: "Hold the document upright.",
    Advice.HOLD_STILL: "Hold the document still.",
    Advice.MORE_LIGHT: "Hold the document into the light.",
    Advice.UNCOVER_FACE: "Keep your fingers off the photo.",
    Advice.COME_CLOSER: "Bring the document closer to the camera.",
}
_AGAIN = "We could not confirm this try. Please try again."
_PLEASE_STAFF = "Please ask a member of staff."

REASONS: Mapping[str, str | Mapping[Flow, str]] = {
    "FACE_MISMATCH": {
        Flow.ONBOARD: "Your face does not match the photo on the document.",
        Flow.AUTHENTICATE: "Your face does not match this customer number.",
    },
    "FACE_QUALITY_TOO_LOW": "We cannot see your face well enough. Face the light and uncover your face.",
    "NO_FACE_FOUND": "We cannot see your face well enough. Face the light and uncover your face.",
    "DUPLICATE_FOUND": "It seems that you are a customer already. Please ask a member of staff.",
    "CUSTOMER_EXISTS": "This customer number is taken. Please ask a member of staff.",
    "CUSTOMER_NOT_FOUND": "We do not know this customer number. Please ask a member of staff.",
    "MODELS_DIFFER": "Your enrolment has to be renewed. Please ask a member of staff.",
    "TOO_MANY_DOCUMENTS": "We could not read the document. Please ask a member of staff.",
    "SENT_TO_REVIEW": "A colleague looks at it and we get back to you.",
}
RETRYABLE = frozenset({"FACE_MISMATCH", "FACE_QUALITY_TOO_LOW", "NO_FACE_FOUND"})
"""Reasons that another try may change."""

PANEL_TITLE = "What was recorded"
SCORES, RESULT, PICTURES_TITLE = "Scores", "Result", "Pictures"
REVIEW, OVERRIDE, ENROL, FINISH = "Send to review", "Override", "Enrol", "Finish"
REASON_LABEL = "Reason, for the record"
PRESET_REASONS = ("Document checked by hand", "Customer known in person", "Picture quality")
NO_SCORES = "No scores were recorded."

MAX_ADVICE = 2
_STAFF = "Please ask a member of staff."
_OURS = Message("Something went wrong on our side", "It is not about you. Please try again.")
_EXPIRED = Message("The time ran out", "Please try again.")
_FACE = Message("We cannot see your face well enough", "Face the light and uncover your face, then try again.")
_DOCUMENT = Message("We cannot read your document", "Place it flat, without reflections, and try again.")
_CUSTOMER = Message("We do not know this customer number", "Check the number, or ask a member of staff.")

ERRORS = {
    "LOCKED_OUT": Message("Too many attempts", "Please wait half an hour, or ask a member of staff."),
    "RATE_LIMITED": Message("Many people are being checked", "Please try again in a moment."),
    "NO_FACE_FOUND": _FACE,
    "FACE_QUALITY_TOO_LOW": _FACE,
    "DOCUMENT_NOT_IMAGE": _DOCUMENT,
    "DOCUMENT_PAGES_INVALID": _DOCUMENT,
    "CUSTOMER_NOT_FOUND": _CUSTOMER,
    "CUSTOMER_EXISTS": Message("This customer number is taken", _STAFF),
    "COLLECTION_NOT_FOUND": _OURS,
    "USER_NOT_FOUND": _CUSTOMER,
    "MODELS_DIFFER": Message("Your enrolment has to be renewed", _STAFF),
    "STEP_MISSING": _OURS,
    "LIVENESS_NOT_PASSED": _EXPIRED,
    "ATTEMPT_NOT_FOUND": _EXPIRED,
    "KYC_SESSION_NOT_FOUND": _EXPIRED,
    "KYC_SESSION_EXPIRED": _EXPIRED,
    "KYC_SESSION_USED": Message("This check is no longer open", _STAFF),
    "KYC_SESSION_FAILED": _OURS,
    "LIVENESS_TOO_LOW": _OURS,
    "FACE_MATCH_FAILED": _OURS,
    "SIMILARITY_TOO_LOW": _OURS,
    "STAFF_REFUSED": Message("This number or PIN is wrong", "Please try again."),
}


OUTCOMES = {
    Outcome.OPEN: "Not decided yet",
    Outcome.APPROVED: "Approved",
    Outcome.FAILED: "Failed",
    Outcome.INCOMPLETE: "Incomplete",
    Outcome.ABANDONED: "Abandoned",
}


def staff_result(evidence: Evidence) -> str:
    """How the attempt stands, for staff."""
    return f"{OUTCOMES[evidence.outcome]} ({score_name(evidence.stage.value)})"


FIRST_SCORES = ("liveness", "similarity", "threshold", "duplicate_similarity")
FIRST_PICTURES = ("selfie", "portrait")


def in_order(names: Iterable[str], first: Sequence[str]) -> list[str]:
    """What decides first, then the rest."""
    known = set(names)
    return [*(name for name in first if name in known), *sorted(known - set(first))]


def score_name(name: str) -> str:
    """A measure's or picture's name such as `selfie_yaw_deg`, for staff."""
    return name.replace("_", " ").replace("-", " ").strip().capitalize()


def your_number(customer: str) -> str:
    """Tells a new customer the reference that they authenticate with from now on."""
    return f"Your customer number is {customer}. Please write it down."


def privacy_notice(flow: Flow, kept: str) -> str:
    """What is taken and how long it stays; `kept` is a time in words."""
    if flow is Flow.ONBOARD:
        return (
            "We take pictures of your face and your document to check that the document is yours, and keep them "
            f"encrypted for {kept}. What recognises your face stays for as long as you are our customer."
        )
    return (
        "We take pictures of your face and compare them with those of your enrolment. "
        f"They are kept encrypted for {kept} and then deleted."
    )


def document_advice(answer: DocumentAnswer | None, code: str) -> tuple[str, ...]:
    """What helps with a refused document, most important first; without scores."""
    if answer is None:
        return (ERRORS.get(code, _DOCUMENT).advice,)
    said = [FINDINGS[Finding(code)] for code in answer.findings if code in set(Finding)]
    said += [_measure_advice(each) for each in answer.quality]
    return _short(said, _DOCUMENT.advice)


def outcome_words(flow: Flow, answer: FlowAnswer) -> Message:
    """How it ended, in the customer's words."""
    if answer.approved:
        return APPROVED.get(flow, APPROVED[Flow.AUTHENTICATE])
    title = (INCOMPLETE if answer.outcome is Outcome.INCOMPLETE else REFUSED).title
    said = [_reason_advice(flow, reason) for reason in answer.reasons]
    return Message(title, "\n".join(_short(said, _AGAIN if answer.outcome is Outcome.FAILED else _PLEASE_STAFF)))


def may_retry(answer: FlowAnswer) -> bool:
    """Whether another try makes sense."""
    return answer.outcome is Outcome.FAILED and RETRYABLE.issuperset(answer.reasons)


def _reason_advice(flow: Flow, reason: str) -> str:
    said = REASONS.get(reason, _PLEASE_STAFF)
    return said if isinstance(said, str) else said.get(flow, _AGAIN)


def _measure_advice(failed: FailedMeasure) -> str:
    table = SELFIE_ADVICE if failed.image == "selfie" else PORTRAIT_ADVICE
    return _DOCUMENT.advice if failed.advice is None else table[failed.advice]


def _short(said: Sequence[str], otherwise: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(said))[:MAX_ADVICE] or (otherwise,)
