"""Every word that a customer or a member of staff reads in English; the rest of the program speaks in codes."""

from collections.abc import Mapping

from kiosk.domain.documents.document import Finding
from kiosk.domain.faces.quality import Advice
from kiosk.domain.identity.flow import Flow, Outcome
from kiosk.domain.identity.step_reason import StepReason
from kiosk.domain.identity.step_results import Side
from kiosk.domain.liveness.challenge import Hint
from kiosk.domain.liveness.verdict import Reason
from kiosk.terminal.session.page_capture import PageHint
from kiosk.terminal.session.states import BackendTask, StaffGate
from kiosk.terminal.ui.text.catalogue import Catalogue, TextKey
from kiosk.terminal.ui.text.message import Message

_ALONE = "Please be alone in front of the camera."
_IN_OVAL = "Keep your whole face inside the oval."
_CLOSER = "Come a little closer, so that your face fills the oval."
_STEADY = "Move slowly and keep looking at the screen."
_TURN = "Keep your body still and turn only your head to the circle."
_LIGHT = "Face the light and take off anything that covers your face."
_TRY_AGAIN = "We could not confirm this try. Please try again."
_FACE_UNCLEAR = "We cannot see your face well enough. Face the light and uncover your face."
_PLEASE_ASK_STAFF = "Please ask a member of staff."
_INSTALL_AGAIN = "A file of the program is missing or damaged. Install the program again."

_IT_IS_YOU = Message("Thank you, it is you", "You can go on.")
_CAMERA = Message("The camera is taking a break", "Please wait a moment.")
_CAMERA_STAFF = Message("The camera cannot be used", _PLEASE_ASK_STAFF)
_NETWORK = Message("We cannot reach our service", "Please try again in a moment.")
_OURS = Message("Something went wrong on our side", "It is not about you. Please try again.")
_OUT_OF_SERVICE = Message("This terminal is out of service", _PLEASE_ASK_STAFF)
_ALREADY_OPEN = Message("This terminal is already open", "You find it in another window.")
_BUSY = Message("Many people are being checked", "Please try again in a moment.")
_EXPIRED = Message("The time ran out", "Please try again.")
_ID_PHOTO = Message("We cannot see a face on your document", _PLEASE_ASK_STAFF)
_FACE = Message("We cannot see your face well enough", "Face the light and uncover your face, then try again.")
_DOCUMENT = Message("We cannot read your document", "Place it flat, without reflections, and try again.")
_PICTURE_TOO_LARGE = Message("This picture is too large", "Choose one with fewer pixels, or compress it more.")
_CUSTOMER = Message("We do not know this customer number", "Check the number, or ask a member of staff.")

_TEXTS: Mapping[TextKey, str] = {
    # The product
    TextKey.PRODUCT: "Face check",
    TextKey.DEMONSTRATION: "DEMONSTRATION",
    # The attract screen and what comes before the challenge
    TextKey.START: "Start",
    TextKey.ATTRACT_PRIVACY: "The camera is off until you press Start.",
    TextKey.READY_TITLE: "Before we begin",
    TextKey.TIP_FACE_TITLE: "Show your whole face",
    TextKey.TIP_FACE_ADVICE: "Take off hat, mask and sunglasses.",
    TextKey.TIP_DISTANCE_TITLE: "An arm's length away",
    TextKey.TIP_DISTANCE_ADVICE: "So that your face fills the oval.",
    TextKey.TIP_ALONE_TITLE: "Be alone in the picture",
    TextKey.TIP_ALONE_ADVICE: "With the light in front of you.",
    TextKey.READY_DOCUMENT: "Have your passport or identity card at hand: we photograph it after the face check.",
    TextKey.OTHER_WAY: "You would rather not, or cannot turn your head? Ask a member of staff for another way.",
    TextKey.KEPT_HOUR: "{hours} hour",
    TextKey.KEPT_HOURS: "{hours} hours",
    # Buttons of several screens
    TextKey.CONTINUE: "Continue",
    TextKey.CANCEL: "Cancel",
    TextKey.RETRY: "Try again",
    TextKey.DONE: "Done",
    TextKey.BACK: "Back",
    TextKey.DELETE: "Delete",
    TextKey.CLOSE: "Close",
    TextKey.STAFF_BUTTON: "For staff",
    # The challenge and its verdict
    TextKey.CHALLENGE_STEP_POSITION: "Get in position",
    TextKey.CHALLENGE_STEP_TURN: "Turn to the circle",
    TextKey.CHALLENGE_STEP_CHECK: "Checking",
    TextKey.STARTING: "One moment, please",
    TextKey.SENT: "Sent {sent} of {total}",
    TextKey.CHECKING_TITLE: "Checking",
    TextKey.CHECKING_LEAD: "You can relax now. This takes a few seconds.",
    TextKey.SENDING: "Sending {sent} of {total}",
    TextKey.SENT_ALL: "Everything has been sent",
    TextKey.PASSED_TITLE: "Thank you, it is you",
    TextKey.PASSED_LIVE_TITLE: "Thank you, all done",
    TextKey.PASSED_MATCH: "You match your document.",
    TextKey.PASSED_LIVE: "We saw a live person before the camera.",
    TextKey.FAILED_TITLE: "That did not work yet",
    TextKey.ASK_STAFF: "Or ask a member of staff: there is always another way.",
    TextKey.TRY_AGAIN: _TRY_AGAIN,
    TextKey.BACK_TO_START: "Back to the start in {seconds} s. Touch the screen to stay.",
    # Trouble
    TextKey.TROUBLE_RECOVERS: "We go on by ourselves as soon as the camera is back.",
    TextKey.TROUBLE_ASK_STAFF: "If it does not help, ask a member of staff.",
    # Who comes
    TextKey.CUSTOMER_ENTRY_TITLE: "Your customer number",
    TextKey.CUSTOMER_ENTRY_LEAD: "You find it on your card or in a letter from us.",
    TextKey.CUSTOMER_ENTRY_BY_STAFF_TITLE: "The customer's reference",
    TextKey.CUSTOMER_ENTRY_BY_STAFF_LEAD: "The customer is enrolled under this reference.",
    TextKey.CUSTOMER_NUMBER: "Customer number",
    TextKey.CUSTOMER_REFERENCE: "Customer reference",
    TextKey.STAFF_NUMBER: "Staff number",
    TextKey.PIN: "PIN",
    # The document
    TextKey.CAPTURE_PAGE: "Take picture",
    TextKey.SKIP_BACK: "It has no back",
    TextKey.CHOOSE_FILES: "Choose files",
    TextKey.FILE_DIALOG_TITLE: "Pictures of the document: the front, then the back",
    TextKey.FILE_DIALOG_FILTER: "Pictures",
    TextKey.TURN_OVER: "Now turn your document over",
    TextKey.PAGE_TAKEN: "Well done",
    TextKey.CHECK_PAGE_TITLE: "Can you read everything?",
    TextKey.CHECK_PAGE_LEAD: "The whole page should be sharp and without bright spots.",
    TextKey.KEEP_PAGE: "Use this picture",
    TextKey.RETAKE_PAGE: "Take it again",
    TextKey.DOCUMENT_REFUSED_TITLE: "We need another look at your document",
    TextKey.SELFIE_REFUSED_TITLE: "We need another look at your face",
    # How it ended
    TextKey.REFUSED_TITLE: "We could not confirm that it is you",
    TextKey.INCOMPLETE_TITLE: "We are not quite finished",
    TextKey.PLEASE_ASK_STAFF: _PLEASE_ASK_STAFF,
    TextKey.NEW_CUSTOMER_NUMBER: "Your customer number is {customer}. Please write it down.",
    # The staff's panel
    TextKey.PANEL_TITLE: "What was recorded",
    TextKey.ATTEMPT_STANDS: "{outcome} ({stage})",
    TextKey.NO_SCORES: "No scores were recorded.",
    TextKey.ENROLLED_AS: "Enrolled as {customer}",
    TextKey.READ_ON_DOCUMENT: "Document: {field}",
    TextKey.DECISION_REASON: "Reason, for the record",
    TextKey.DECISION_CHECKED_BY_HAND: "Document checked by hand",
    TextKey.DECISION_KNOWN_IN_PERSON: "Customer known in person",
    TextKey.DECISION_PICTURE_QUALITY: "Picture quality",
    TextKey.DECIDE_REVIEW: "Send to review",
    TextKey.DECIDE_OVERRIDE: "Override",
    TextKey.ENROL: "Enrol",
    TextKey.FINISH: "Finish",
    # A terminal that cannot run
    TextKey.STAFF_HEADING: "For staff",
    TextKey.FAULT_UNKNOWN: "The program failed and the log says why.",
    TextKey.CODE_LINE: "Code: {code}",
    TextKey.LOG_LINE: "Log: {file}",
}

_ATTRACT = {
    Flow.VERIFY: Message(
        "Confirm it is you", "A quick look into the camera and one turn of your head. It takes less than a minute."
    ),
    Flow.ONBOARD: Message(
        "Become a customer", "Have your passport or identity card ready. It takes about two minutes."
    ),
    Flow.AUTHENTICATE: Message("Welcome back", "Enter your customer number and look into the camera."),
}

_PRIVACY = {
    Flow.VERIFY: (
        "We take pictures of your face to check that you are present and that the document is yours. "
        "They are kept encrypted for {kept} and then deleted."
    ),
    Flow.ONBOARD: (
        "We take pictures of your face and your document to check that the document is yours, and keep them "
        "encrypted for {kept}. What recognises your face stays for as long as you are our customer."
    ),
    Flow.AUTHENTICATE: (
        "We take pictures of your face and compare them with those of your enrolment. "
        "They are kept encrypted for {kept} and then deleted."
    ),
}

_HINTS = {
    Hint.NO_FACE: "Look into the camera",
    Hint.SEVERAL_FACES: "One person only, please",
    Hint.MOVE_CLOSER: "Move a little closer",
    Hint.MOVE_BACK: "Move back a little",
    Hint.MOVE_TO_CENTRE: "Bring your face into the oval",
    Hint.LOOK_STRAIGHT: "Look straight ahead",
    Hint.HOLD_STILL: "Hold still",
    Hint.TURN_LEFT: "Turn your head left",
    Hint.TURN_RIGHT: "Turn your head right",
    Hint.TURN_UP: "Tip your head up",
    Hint.TURN_DOWN: "Tip your head down",
    Hint.TURN_NOT_SHIFT: "Turn your head, do not lean",
    Hint.TOO_DARK: "Too dark: face the light",
    Hint.TOO_BRIGHT: "Too bright: step out of the light",
    Hint.DONE: "Well done",
}

_VERDICT_REASONS = {
    Reason.NO_FACE: _LIGHT,
    Reason.SEVERAL_FACES: _ALONE,
    Reason.FACE_NOT_IN_AREA: _IN_OVAL,
    Reason.FACE_TOO_SMALL: _CLOSER,
    Reason.FACE_LOST: _STEADY,
    Reason.FACE_LEFT_AREA: _IN_OVAL,
    Reason.TOO_FEW_FRAMES: _STEADY,
    Reason.TARGET_NOT_REACHED: _TURN,
    Reason.TARGET_ALREADY_REACHED: "Look straight ahead until the circle appears.",
    Reason.WRONG_SIDE: "Turn your head towards the circle.",
    Reason.TIMED_OUT: "The time ran out. Begin to turn as soon as the circle appears.",
    Reason.HEAD_NOT_TURNED: _TURN,
    Reason.NO_DEPTH: _TRY_AGAIN,
    Reason.FACE_DEFORMED: _TRY_AGAIN,
    Reason.PATH_NOT_CONTINUOUS: _STEADY,
    Reason.FROZEN_FRAMES: _TRY_AGAIN,
    Reason.FRAMES_MISSING: _TRY_AGAIN,
    Reason.CHAIN_BROKEN: _TRY_AGAIN,
    Reason.PERSON_CHANGED: _ALONE,
    Reason.LOW_CONFIDENCE: _LIGHT,
    # The photo of the document that was given beforehand, in the flow verify.
    Reason.FACE_MISMATCH: "We could not match your face with the photo on your document.",
}

_STAFF_ENTRY = {
    StaffGate.BEGIN: Message("Staff sign-in", "Enter your staff number and PIN to begin."),
    StaffGate.PANEL: Message("For our staff", "Please enter your staff number and PIN."),
}

_SIDES = {
    Side.FRONT: "The front: the side with your photo",
    Side.BACK: "The back of your document",
}

_PAGE_NAMES = {Side.FRONT: "Picture of the front", Side.BACK: "Picture of the back"}

_PAGE_HINTS = {
    PageHint.SHOW: "Hold your document in front of the camera",
    PageHint.CLOSER: "Bring it a little closer",
    PageHint.FLAT: "Hold it flat towards the camera",
    PageHint.GLARE: "Tilt it a little: light is reflected",
    PageHint.BLURRED: "A little further away, and hold still",
    PageHint.HOLD_STILL: "Hold still",
}

_WAITING = {
    BackendTask.CHECK_STAFF: Message("One moment, please", "We check your staff number."),
    BackendTask.READ_DOCUMENT: Message("We read your document", "This takes a few seconds. You can put it away."),
    BackendTask.ENROL: Message("Almost done", "We set up your face check."),
    BackendTask.AUTHENTICATE: Message("Checking", "This takes a few seconds."),
    BackendTask.FETCH_EVIDENCE: Message("One moment, please", "We fetch what was recorded."),
    BackendTask.DECIDE: Message("One moment, please", "Your decision is recorded."),
}

_FINDINGS = {
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

_SELFIE_ADVICE = {
    Advice.LOOK_STRAIGHT: "Look straight into the camera.",
    Advice.LEVEL_HEAD: "Keep your head level.",
    Advice.HOLD_STILL: "Hold your head still.",
    Advice.MORE_LIGHT: "Face the light.",
    Advice.LESS_LIGHT: "Turn away from the bright light.",
    Advice.UNCOVER_FACE: "Take off hat, mask and sunglasses.",
    Advice.COME_CLOSER: "Come a little closer to the camera.",
}

_PORTRAIT_ADVICE = {
    Advice.LOOK_STRAIGHT: "Hold the document flat towards the camera.",
    Advice.LEVEL_HEAD: "Hold the document upright.",
    Advice.HOLD_STILL: "Hold the document still.",
    Advice.MORE_LIGHT: "Hold the document into the light.",
    Advice.LESS_LIGHT: "Tilt the document so that no light reflects in the photo.",
    Advice.UNCOVER_FACE: "Keep your fingers off the photo.",
    Advice.COME_CLOSER: "Bring the document closer to the camera.",
}

_APPROVED = {
    Flow.VERIFY: _IT_IS_YOU,
    Flow.ONBOARD: Message("Welcome, all done", "We will recognise you from now on."),
    Flow.AUTHENTICATE: _IT_IS_YOU,
}

_STEP_REASONS: Mapping[StepReason, str | Mapping[Flow, str]] = {
    # The document before the camera, or the enrolment.
    StepReason.FACE_MISMATCH: {
        Flow.VERIFY: _TRY_AGAIN,
        Flow.ONBOARD: "Your face does not match the photo on the document.",
        # Also for a number that nobody has: which numbers there are is nobody's business.
        Flow.AUTHENTICATE: "Your face and this customer number do not go together. Please check the number.",
    },
    StepReason.FACE_QUALITY_TOO_LOW: _FACE_UNCLEAR,
    StepReason.NO_FACE_FOUND: _FACE_UNCLEAR,
    StepReason.DUPLICATE_FOUND: "It seems that you are a customer already. Please ask a member of staff.",
    StepReason.CUSTOMER_EXISTS: "This customer number is taken. Please ask a member of staff.",
    StepReason.CUSTOMER_NOT_FOUND: "We do not know this customer number. Please ask a member of staff.",
    StepReason.MODELS_DIFFER: "Your enrolment has to be renewed. Please ask a member of staff.",
    StepReason.TOO_MANY_DOCUMENTS: "We could not read the document. Please ask a member of staff.",
    StepReason.SENT_TO_REVIEW: "A colleague looks at it and we get back to you.",
    StepReason.CANCELLED: _PLEASE_ASK_STAFF,
    StepReason.TIMED_OUT: _PLEASE_ASK_STAFF,
}

_OUTCOMES = {
    Outcome.OPEN: "Not decided yet",
    Outcome.APPROVED: "Approved",
    Outcome.FAILED: "Failed",
    Outcome.INCOMPLETE: "Incomplete",
    Outcome.ABANDONED: "Abandoned",
}

_ERRORS = {
    "REQUEST_INVALID": _OURS,
    "REQUEST_TIMEOUT": _OURS,
    "REQUEST_HEAD_TOO_LARGE": _OURS,
    "CONTENT_TYPE_REFUSED": _OURS,
    "IMAGE_NOT_BASE64": _OURS,
    "IMAGE_NOT_JPEG": _OURS,
    "IMAGE_TRUNCATED": _OURS,
    # Frames are made to size: these are of files that staff chose.
    "IMAGE_TOO_LARGE": _PICTURE_TOO_LARGE,
    "IMAGE_TOO_SMALL": Message("This picture is too small", "Choose one in which the document can be read."),
    "IMAGE_DIMENSIONS_EXCEEDED": _PICTURE_TOO_LARGE,
    "IMAGE_SIZE_MISMATCH": _OURS,
    "ID_PHOTO_NO_FACE": _ID_PHOTO,
    "ID_PHOTO_SEVERAL_FACES": Message("We see more than one face on your document", _PLEASE_ASK_STAFF),
    "SETTINGS_INVALID": _OUT_OF_SERVICE,
    "CHALLENGE_NOT_FOUND": _EXPIRED,
    "CHALLENGE_CLOSED": _EXPIRED,
    "NO_FRAMES": _OURS,
    "FRAME_LIMIT_REACHED": _EXPIRED,
    "FRAME_OUT_OF_ORDER": _OURS,
    "FRAME_CONFLICT": _OURS,
    "SYNTHETIC_REFUSED": _OUT_OF_SERVICE,
    "TOKEN_INVALID": _OURS,
    "TOKEN_EXPIRED": _EXPIRED,
    "API_KEY_INVALID": _OUT_OF_SERVICE,
    "BUSY": _BUSY,
    "ANALYSIS_FAILED": _OURS,
    "SERVICE_UNAVAILABLE": _OURS,
    "STORAGE_FAILED": _OURS,
    "STORAGE_FULL": _OURS,
    "STORE_DAMAGED": _OURS,
    "STORE_TAMPERED": Message("We cannot go on with this check", _PLEASE_ASK_STAFF),
    "SECRETS_FAILED": _OURS,
    "SESSION_NOT_FOUND": Message("This check is no longer open", _PLEASE_ASK_STAFF),
    "INTERNAL_ERROR": _OURS,
    "BACKEND_UNREACHABLE": _NETWORK,
    "BACKEND_TIMEOUT": _NETWORK,
    "BACKEND_RESPONSE_INVALID": _OURS,
    "CAMERA_MISSING": _CAMERA,
    "CAMERA_BUSY": _CAMERA,
    "CAMERA_LOST": _CAMERA,
    "CAMERA_FORBIDDEN": Message(
        "The camera cannot be used", "Please ask a member of staff to allow this program the camera."
    ),
    "CLIP_UNREADABLE": _CAMERA_STAFF,
    "LIBRARY_MISSING": _OUT_OF_SERVICE,
    "MODEL_MISSING": _OUT_OF_SERVICE,
    "MODEL_DAMAGED": _OUT_OF_SERVICE,
    "RESOURCE_MISSING": _OUT_OF_SERVICE,
    "DATA_FOLDER_UNUSABLE": _OUT_OF_SERVICE,
    "ALREADY_RUNNING": _ALREADY_OPEN,
    "PICTURE_MISSING": _OUT_OF_SERVICE,
    "EVALUATION_ERROR": _OUT_OF_SERVICE,
    "NOTHING_TO_EVALUATE": _OUT_OF_SERVICE,
    "LABELS_MISSING": _OUT_OF_SERVICE,
    "LABELS_INVALID": _OUT_OF_SERVICE,
    "TOO_FEW_PEOPLE": _OUT_OF_SERVICE,
    "OUTPUT_UNUSABLE": _OUT_OF_SERVICE,
    "EVALUATION_INCOMPLETE": _OUT_OF_SERVICE,
    "EVALUATION_INTERRUPTED": _OUT_OF_SERVICE,
    "LOCKED_OUT": Message("Too many attempts", "Please wait half an hour, or ask a member of staff."),
    "TOO_MANY_STARTS": Message(
        "Too many tries in a short time", "Please wait ten minutes, then take your time, or ask a member of staff."
    ),
    "RATE_LIMITED": _BUSY,
    "NO_FACE_FOUND": _FACE,
    "FACE_QUALITY_TOO_LOW": _FACE,
    "DOCUMENT_NOT_IMAGE": Message("This file is not a picture we can read", "Choose a whole JPEG or PNG file."),
    "DOCUMENT_PAGES_INVALID": _DOCUMENT,
    "CUSTOMER_NOT_FOUND": _CUSTOMER,
    "CUSTOMER_EXISTS": Message("This customer number is taken", _PLEASE_ASK_STAFF),
    "COLLECTION_NOT_FOUND": _OURS,
    "USER_NOT_FOUND": _CUSTOMER,
    "MODELS_DIFFER": Message("Your enrolment has to be renewed", _PLEASE_ASK_STAFF),
    "STEP_MISSING": _OURS,
    "LIVENESS_NOT_PASSED": _EXPIRED,
    "ATTEMPT_NOT_FOUND": _EXPIRED,
    "KYC_SESSION_NOT_FOUND": _EXPIRED,
    "KYC_SESSION_EXPIRED": _EXPIRED,
    "KYC_SESSION_USED": Message("This check is no longer open", _PLEASE_ASK_STAFF),
    "KYC_SESSION_FAILED": _OURS,
    "LIVENESS_TOO_LOW": _OURS,
    "FACE_MATCH_FAILED": _OURS,
    "SIMILARITY_TOO_LOW": _OURS,
    "STAFF_REFUSED": Message("This number or PIN is wrong", "Please try again."),
}

_FAULTS = {
    "SETTINGS_INVALID": "A setting has a value that cannot be used.",
    "DATA_FOLDER_UNUSABLE": "The data folder cannot be made or written.",
    "ALREADY_RUNNING": "Two terminals cannot share a data folder.",
    "LIBRARY_MISSING": "The operating system lacks a library that the program needs.",
    "MODEL_MISSING": _INSTALL_AGAIN,
    "MODEL_DAMAGED": _INSTALL_AGAIN,
    "RESOURCE_MISSING": _INSTALL_AGAIN,
    "PICTURE_MISSING": "A picture that the command line names cannot be read.",
    "STORAGE_FAILED": "The database or its key cannot be read or written.",
    "STORAGE_FULL": "The disk of the backend is full.",
    "STORE_DAMAGED": "A database is damaged and must be restored from a copy.",
    "STORE_TAMPERED": "The database holds what this program has not written.",
    "BACKEND_UNREACHABLE": "The verification service on this computer could not be started.",
}

ENGLISH = Catalogue(
    texts=_TEXTS,
    attract=_ATTRACT,
    privacy=_PRIVACY,
    hints=_HINTS,
    verdict_reasons=_VERDICT_REASONS,
    staff_entry=_STAFF_ENTRY,
    sides=_SIDES,
    page_names=_PAGE_NAMES,
    page_hints=_PAGE_HINTS,
    waiting=_WAITING,
    findings=_FINDINGS,
    selfie_advice=_SELFIE_ADVICE,
    portrait_advice=_PORTRAIT_ADVICE,
    approved=_APPROVED,
    step_reasons=_STEP_REASONS,
    outcomes=_OUTCOMES,
    errors=_ERRORS,
    faults=_FAULTS,
)
