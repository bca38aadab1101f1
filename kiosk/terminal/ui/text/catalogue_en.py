"""Every word that a customer or a member of staff reads in English; the rest of the program speaks in codes."""

from collections.abc import Mapping

from kiosk.domain.identity.flow import Flow, Outcome
from kiosk.domain.identity.step_reason import StepReason
from kiosk.domain.identity.step_results import Side
from kiosk.domain.liveness.challenge import Hint
from kiosk.domain.liveness.verdict import Reason
from kiosk.terminal.session.page_capture import PageHint
from kiosk.terminal.session.states import BackendTask, StaffGate
from kiosk.terminal.ui.text.catalogue import Catalogue, TextKey
from kiosk.terminal.ui.text.documents_en import FINDINGS, PORTRAIT_ADVICE, SELFIE_ADVICE, SOURCES
from kiosk.terminal.ui.text.errors_en import ERRORS, FAULTS, PLEASE_ASK_STAFF
from kiosk.terminal.ui.text.measures_en import MEASURES
from kiosk.terminal.ui.text.message import ConsentNotice, Message
from kiosk.terminal.ui.text.panel_en import CAMERA_FINDINGS, PANEL_NOTES

_ALONE = "Please be alone in front of the camera."
_IN_OVAL = "Keep your whole face inside the oval."
_CLOSER = "Come a little closer, so that your face fills the oval."
_STEADY = "Move slowly and keep looking at the screen."
_TURN = "Keep your body still and turn only your head to the circle."
_LIGHT = "Face the light and take off anything that covers your face."
_TRY_AGAIN = "We could not confirm this try. Please try again."
_FACE_UNCLEAR = "We cannot see your face well enough. Face the light and take off anything that covers it."

_IT_IS_YOU = Message("Thank you, it is you", "You can go on.")

_TEXTS: Mapping[TextKey, str] = {
    # The product
    TextKey.PRODUCT: "Face check",
    TextKey.DEMONSTRATION: "DEMONSTRATION",
    TextKey.LANGUAGE: "Language",
    # The attract screen and what comes before the challenge
    TextKey.START: "Start",
    TextKey.ATTRACT_PRIVACY: "The camera is off until you press Start.",
    TextKey.READY_TITLE: "Before we begin",
    TextKey.TIP_FACE_TITLE: "Show your whole face",
    TextKey.TIP_FACE_ADVICE: "Take off hat, mask and sunglasses.",
    TextKey.TIP_DISTANCE_TITLE: "An arm's length away",
    TextKey.TIP_DISTANCE_ADVICE: "Then your face fills the oval.",
    TextKey.TIP_ALONE_TITLE: "Be alone in the picture",
    TextKey.TIP_ALONE_ADVICE: "With the light in front of you.",
    TextKey.READY_CIRCLES: (
        "Three circles appear, one after another. Turn your head towards each, and keep looking at it."
    ),
    TextKey.READY_LIGHT: (
        "While you turn your head, the screen changes colour two or three times a second. "
        "If flickering light can give you a seizure or a headache, choose the check without it."
    ),
    TextKey.READY_LIGHT_OFF: (
        "The screen does not change colour while you turn your head. A colleague may confirm the check in its place."
    ),
    TextKey.READY_CIRCLES_NEAR: (
        "Four circles appear, one after another, all of them near. Turn your head towards each, and keep looking at it."
    ),
    TextKey.TURNS_LITTLE: "I cannot turn far",
    TextKey.READY_NEAR: "Stand an arm's length away, then come nearer until your face fills the oval, and hold still.",
    TextKey.STAY_AWAY: "I cannot come nearer",
    TextKey.READY_LIGHT_NEAR: (
        "At the end the whole screen changes colour about twice a second, for a few seconds. "
        "If flickering light can give you a seizure or a headache, choose the check without it."
    ),
    TextKey.READY_LIGHT_NEAR_OFF: (
        "The screen does not change colour while you come nearer. A colleague may confirm the check in its place."
    ),
    TextKey.NO_LIGHT: "No coloured light",
    TextKey.READY_DOCUMENT: "Have your passport or identity card ready. We take pictures of it after the face check.",
    TextKey.OTHER_WAY: "You cannot turn your head, or would rather not? Ask a member of staff for another way.",
    TextKey.OTHER_WAY_NEAR: "You can do neither, or would rather not? Ask a member of staff for another way.",
    TextKey.OTHER_WAY_BUTTON: "Go on with a colleague",
    TextKey.CONSENT_TITLE: "May we take pictures of you?",
    TextKey.CONSENT_CHOICE: "You decide. If you do not agree, a member of staff helps you in another way.",
    TextKey.AGREE: "I agree",
    TextKey.DISAGREE: "I do not agree",
    TextKey.DECLINED_TITLE: "No picture was taken",
    TextKey.DECLINED_LEAD: "Please ask a member of staff. There is another way, without pictures of your face.",
    TextKey.KEPT_MINUTES: "{minutes} minutes",
    TextKey.KEPT_HOURS: "{hours} hours",
    TextKey.KEPT_DAYS: "{days} days",
    # Buttons of several screens
    TextKey.CONTINUE: "Continue",
    TextKey.CANCEL: "Cancel",
    TextKey.RETRY: "Try again",
    TextKey.DONE: "Done",
    TextKey.BACK: "Back",
    TextKey.DELETE: "Delete",
    TextKey.NEXT_LINE: "Next line",
    TextKey.CLOSE: "Close",
    TextKey.STAFF_BUTTON: "For staff",
    # The challenge and its verdict
    TextKey.CHALLENGE_STEP_POSITION: "Get in position",
    TextKey.CHALLENGE_STEP_TURN: "Turn to the circle",
    TextKey.CHALLENGE_STEP_TURNS: "Circle {number} of {count}",
    TextKey.CHALLENGE_STEP_NEAR: "Come nearer: {percent}\N{NO-BREAK SPACE}%",
    TextKey.CHALLENGE_STEP_CHECK: "Checking",
    TextKey.KEEP_LOOKING: "Keep your eyes on the circle",
    TextKey.KEEP_IN_OVAL: "Keep your face in the oval",
    TextKey.STARTING: "One moment, please",
    TextKey.CHECKING_TITLE: "Checking",
    TextKey.CHECKING_LEAD: "You can relax now. This takes a few seconds.",
    TextKey.PASSED_TITLE: "Thank you, it is you",
    TextKey.PASSED_LIVE_TITLE: "Thank you, all done",
    TextKey.PASSED_MATCH: "Your face matches the photo on your document.",
    TextKey.PASSED_LIVE: "The check was successful.",
    TextKey.FAILED_TITLE: "That did not work yet",
    TextKey.ASK_STAFF: "Or ask a member of staff: there is always another way.",
    TextKey.TRY_AGAIN: _TRY_AGAIN,
    TextKey.BACK_TO_START: "This screen closes in {seconds} seconds. Touch it if you need more time.",
    # Trouble
    TextKey.TROUBLE_RECOVERS: "We go on as soon as the camera works again. You need not do anything.",
    TextKey.TROUBLE_ASK_STAFF: "If it does not help, ask a member of staff.",
    # Who comes
    TextKey.CUSTOMER_ENTRY_TITLE: "Your customer number",
    TextKey.CUSTOMER_ENTRY_LEAD: "You find it on your card or in a letter from us.",
    TextKey.CUSTOMER_ENTRY_BY_STAFF_TITLE: "The customer's reference",
    TextKey.CUSTOMER_ENTRY_BY_STAFF_LEAD: "The customer will be registered under this reference.",
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
    TextKey.PLEASE_ASK_STAFF: PLEASE_ASK_STAFF,
    TextKey.NEW_CUSTOMER_NUMBER: "Your customer number is\n{customer}\nPlease write it down.",
    TextKey.WRITTEN_DOWN: "I have written it down",
    # The staff's panel
    TextKey.PANEL_TITLE: "What was recorded",
    TextKey.ATTEMPT_STANDS: "{outcome} ({stage})",
    TextKey.NO_SCORES: "No scores were recorded.",
    TextKey.NOT_MEASURED: "not measured",
    TextKey.ENROLLED_AS: "Enrolled as {customer}",
    TextKey.FURTHER_PICTURE: "Further picture {number}",
    TextKey.AGREED_TO: "Agreed to pictures by the notice",
    TextKey.READ_ON_DOCUMENT: "Document: {field}",
    TextKey.READ_IN: "{value} ({places})",
    TextKey.CUT_OFF: "{value} … ({places})",
    TextKey.DECISION_REASON: "Reason, for the record",
    TextKey.DECISION_CHECKED_BY_HAND: "Document checked by hand",
    TextKey.DECISION_KNOWN_IN_PERSON: "Customer known in person",
    TextKey.DECISION_PICTURE_QUALITY: "Picture quality",
    TextKey.DECIDE_REVIEW: "Send to review",
    TextKey.DECIDE_OVERRIDE: "Override",
    TextKey.DECIDE_WITHOUT_FACE: "Confirm identity",
    TextKey.NO_FACE_COMPARED: "No face is compared. Look at the document and at the customer yourself, then confirm.",
    TextKey.READ_DOCUMENT: "Read document",
    TextKey.ENROL: "Enrol",
    TextKey.FINISH: "Finish",
    TextKey.PASSED_AT_LEAST: "Passed: {value}, at least {limit} is needed",
    TextKey.PASSED_BELOW: "Passed: {value}, up to {limit} is allowed",
    TextKey.FAILED_AT_LEAST: "Not passed: {value}, at least {limit} is needed",
    TextKey.FAILED_BELOW: "Not passed: {value}, only below {limit} is allowed",
    TextKey.WEIGHED: "{value}, no limit of its own",
    # Somebody who is perhaps gone
    TextKey.STILL_THERE: "Are you still there?",
    TextKey.STILL_THERE_SECONDS: "If not, we delete everything in {seconds} s and go back to the start.",
    TextKey.STILL_HERE: "I am still here",
    # The terminal in the hands of staff
    TextKey.TERMINAL_TITLE: "This terminal",
    TextKey.TERMINAL_READY: "Ready for customers",
    TextKey.TERMINAL_LOCKED: "Locked after too many tries",
    TextKey.TERMINAL_NOT_READY: "Not working: {title} ({code})",
    TextKey.TERMINAL_OUT_OF_SERVICE: "Taken out of service by staff",
    TextKey.TERMINAL_VERSION: "Version",
    TextKey.TERMINAL_ID: "Terminal",
    TextKey.UNLOCK: "Unlock",
    TextKey.OUT_OF_SERVICE: "Take out of service",
    TextKey.INTO_SERVICE: "Put into service",
    TextKey.CHECK_CAMERA: "Check camera",
    TextKey.ADMIT_CAMERA: "Admit this camera",
    TextKey.TURN_CAMERA: "Turn pictures by {degrees}°",
    TextKey.EXPORT_LOGS: "Save logs",
    TextKey.LOG_FOLDER_TITLE: "Folder for the logs",
    TextKey.FIND_CUSTOMER: "Find customer",
    TextKey.ENROLLED_LATELY: "Enrolled here lately",
    TextKey.CUSTOMER_FOUND: "{customer}, enrolled {when}",
    TextKey.ONE_MOMENT: "One moment, please",
    TextKey.CAMERA_LINE: "Camera: {name}, {width} x {height}, {fps} pictures a second",
    TextKey.CAMERA_IS_ADMITTED: "This camera is admitted.",
    TextKey.CAMERA_IS_STRANGE: "This camera is not admitted: no customer is filmed with it.",
    TextKey.CAMERA_LIGHT: "Light: {brightness} of 255, {white} % of the picture is white",
    TextKey.PRINT_NUMBER: "Print it",
    TextKey.VOLUME: "Volume: {percent}\N{NO-BREAK SPACE}%",
    TextKey.TRY_VOLUME: "Try the volume",
    TextKey.VOLUME_SAMPLE: "This terminal speaks this loudly.",
    # For whoever sees, hears or moves little
    TextKey.ACCESS_BUTTON: "Help with seeing, hearing and pressing",
    TextKey.ACCESS_TITLE: "What makes it easier for you?",
    TextKey.ACCESS_LARGE: "Larger letters",
    TextKey.ACCESS_LARGE_HELP: "Everything is written larger; longer pages can be scrolled.",
    TextKey.ACCESS_CONTRAST: "High contrast",
    TextKey.ACCESS_CONTRAST_HELP: "White and yellow on black.",
    TextKey.ACCESS_TIME: "More time",
    TextKey.ACCESS_TIME_HELP: "Every screen waits ten times as long for you.",
    TextKey.ACCESS_ONE_KEY: "One key for everything",
    TextKey.ACCESS_ONE_KEY_HELP: (
        "The frame goes from button to button. Press any key, or touch the screen, to press the one in it."
    ),
    TextKey.ACCESS_SPEECH: "Read aloud",
    TextKey.ACCESS_SPEECH_HELP: "A voice reads every screen and says where to turn.",
    TextKey.ACCESS_NO_VOICE: "This terminal has no voice. Please ask a member of staff.",
    TextKey.ACCESS_REPEAT: "Say it again",
    TextKey.ACCESS_PAUSE: "Pause the voice",
    TextKey.ACCESS_RESUME: "Go on speaking",
    TextKey.ACCESS_QUIETER: "Quieter",
    TextKey.ACCESS_LOUDER: "Louder",
    TextKey.ACCESS_CLOSE: "Back to the check",
    TextKey.MORE_TIME: "I need more time",
    TextKey.MORE_TIME_HELP: "The screen stays, as often as you press this.",
    TextKey.SPEECH_WELCOME: (
        "This terminal reads aloud now. Tab goes to the next button and Enter "
        "presses it. F1 says it again, F2 pauses, F5 and F6 change the volume."
    ),
    TextKey.SPEECH_BUTTONS: "Buttons: {names}",
    TextKey.SPEECH_BUTTON: "{name}, button",
    TextKey.SPEECH_UNAVAILABLE: "{name}, button, not available yet",
    TextKey.SPEECH_CHOSEN: "{name}, chosen",
    TextKey.SPEECH_NOT_CHOSEN: "{name}, not chosen",
    TextKey.SPEECH_LINE: "{name}, to type in, {count} entered",
    TextKey.SPEECH_TYPED: "entered",
    TextKey.SPEECH_DELETED: "deleted",
    TextKey.SPEECH_PRIVATE: "What stands here is for you alone. Plug in headphones to hear it",
    TextKey.SPEECH_TIMEOUT: "In {seconds} seconds we go back to the start. Press any key to stay.",
    # A terminal that cannot run
    TextKey.STAFF_HEADING: "For staff",
    TextKey.FAULT_UNKNOWN: "The program failed. The log says why.",
    TextKey.CODE_LINE: "Code: {code}",
    TextKey.LOG_LINE: "Log: {file}",
}

_PLURALS = {
    TextKey.KEPT_MINUTES: "minutes",
    TextKey.KEPT_HOURS: "hours",
    TextKey.KEPT_DAYS: "days",
    TextKey.BACK_TO_START: "seconds",
}

_ATTRACT = {
    Flow.VERIFY: Message(
        "Confirm it is you",
        "A quick look into the camera and a few movements of your head. It takes less than a minute.",
    ),
    Flow.ONBOARD: Message(
        "Become a customer", "Have your passport or identity card ready. It takes about two minutes."
    ),
    Flow.AUTHENTICATE: Message("Welcome back", "Enter your customer number, then look into the camera."),
}

_PICTURES_KEPT = "We keep them, encrypted, for {kept}. Then they are deleted."
_CONSENT = {
    Flow.VERIFY: ConsentNotice(
        "We take pictures of your face while you look into the camera.",
        "A computer program checks in them that you are a real person, and that it is you.",
        _PICTURES_KEPT,
    ),
    Flow.ONBOARD: ConsentNotice(
        "We take pictures of your face, and of your passport or identity card.",
        "A computer program compares them, to check that the document is yours and that you are not registered yet.",
        "We keep them, encrypted, for {kept}. The picture that we recognise you by, and what a computer measures in "
        "it, stay for as long as you are our customer.",
    ),
    Flow.AUTHENTICATE: ConsentNotice(
        "We take pictures of your face while you look into the camera.",
        "A computer program compares them with the picture from when you became our customer, to check that it is you.",
        _PICTURES_KEPT,
    ),
}

_HINTS = {
    Hint.NO_FACE: "Look into the camera",
    Hint.SEVERAL_FACES: "One person only, please",
    Hint.OTHERS_PASSING: "One moment, people are passing",
    Hint.MOVE_CLOSER: "Move a little closer",
    Hint.MOVE_BACK: "Move back a little",
    Hint.MOVE_TO_CENTRE: "Bring your face into the oval",
    Hint.MOVE_LEFT: "Move a little to the left",
    Hint.MOVE_RIGHT: "Move a little to the right",
    Hint.MOVE_UP: "Move up a little",
    Hint.MOVE_DOWN: "Move down a little",
    Hint.LOOK_STRAIGHT: "Look straight ahead",
    Hint.HOLD_STILL: "Hold still",
    Hint.TURN_LEFT: "Turn your head left",
    Hint.TURN_RIGHT: "Turn your head right",
    Hint.TURN_UP: "Tip your head up",
    Hint.TURN_DOWN: "Tip your head down",
    Hint.TURN_LEFT_UP: "Turn your head left and up",
    Hint.TURN_LEFT_DOWN: "Turn your head left and down",
    Hint.TURN_RIGHT_UP: "Turn your head right and up",
    Hint.TURN_RIGHT_DOWN: "Turn your head right and down",
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
    Reason.FACE_TOO_RIGID: "Relax your face, and take off anything that covers it.",
    Reason.PATH_NOT_CONTINUOUS: _STEADY,
    Reason.FROZEN_FRAMES: _TRY_AGAIN,
    Reason.FRAMES_MISSING: _TRY_AGAIN,
    Reason.CHAIN_BROKEN: _TRY_AGAIN,
    Reason.PERSON_CHANGED: _ALONE,
    Reason.ROOM_MOVED: "Stand still while you turn your head. Nothing should move behind you.",
    Reason.EYES_NOT_ON_SCREEN: "Keep looking at the circle while you turn your head.",
    Reason.APPEARANCE_CHANGED: _STEADY,
    Reason.MOVEMENT_UNNATURAL: "Turn only your head, do not lean, and take your time.",
    Reason.LIGHT_NOT_REFLECTED: "Come a little closer to the screen, away from windows and lamps.",
    Reason.LIGHT_NOT_SHOWN: "No coloured light was shown, so a colleague confirms the check. Please ask for one.",
    Reason.SCREEN_PATTERN: _TRY_AGAIN,
    Reason.ATTACK_SUSPECTED: _TRY_AGAIN,
    Reason.LOW_CONFIDENCE: _LIGHT,
    # The photo of the document that was given beforehand, in the flow verify.
    Reason.FACE_MISMATCH: "We could not match your face with the photo on your document.",
    Reason.STREAM_FAILED: _TRY_AGAIN,
    Reason.REFERENCE_UNUSABLE: _FACE_UNCLEAR,
    # What is wrong with a terminal or its camera no customer can change, and nobody who tampers with it hears of.
    Reason.TERMINAL_UNATTESTED: PLEASE_ASK_STAFF,
    Reason.VIRTUAL_CAMERA: PLEASE_ASK_STAFF,
    Reason.TIMING_TOO_PERFECT: PLEASE_ASK_STAFF,
    Reason.PICTURES_RETURNED: PLEASE_ASK_STAFF,
    Reason.CAMERA_SUSPECTED: PLEASE_ASK_STAFF,
    Reason.CAMERA_NOT_MEASURED: _TRY_AGAIN,
    Reason.CLOCK_JUMPED: _TRY_AGAIN,
}

_STAFF_ENTRY = {
    StaffGate.BEGIN: Message("Staff sign-in", "Enter your staff number and PIN to begin."),
    StaffGate.PANEL: Message("For our staff", "Please enter your staff number and PIN."),
    StaffGate.WITHOUT_FACE: Message(
        "Please call a colleague",
        "The camera is off. They look at your document, and enter number and PIN here.",
    ),
    StaffGate.TERMINAL: Message("This terminal, for our staff", "Please enter your staff number and PIN."),
}

_SIDES = {
    Side.FRONT: "The front: the side with your photo",
    Side.BACK: "The back of your document",
}

_PAGE_NAMES = {Side.FRONT: "Picture of the front", Side.BACK: "Picture of the back"}

_PAGE_HINTS = {
    PageHint.SHOW: "Hold your document in front of the camera",
    PageHint.CLOSER: "Bring it a little closer",
    PageHint.FLAT: "Hold it straight to the camera",
    PageHint.GLARE: "It is shining: tilt it a little",
    PageHint.BLURRED: "A little further away, and hold still",
    PageHint.HOLD_STILL: "Hold still",
}

_WAITING = {
    BackendTask.CHECK_STAFF: Message("One moment, please", "We are checking your staff number."),
    BackendTask.BEGIN_WITHOUT_FACE: Message("One moment, please", "We are checking your staff number."),
    BackendTask.OPEN_TERMINAL: Message("One moment, please", "We are checking your staff number."),
    BackendTask.READ_DOCUMENT: Message("Reading your document", "This takes a few seconds. You can put it away."),
    BackendTask.ENROL: Message("Almost done", "We are setting up your face check."),
    BackendTask.AUTHENTICATE: Message("Checking", "This takes a few seconds."),
    BackendTask.FETCH_EVIDENCE: Message("One moment, please", "We are getting what was recorded."),
    BackendTask.DECIDE: Message("One moment, please", "We record your decision."),
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
        Flow.AUTHENTICATE: "This face and this customer number do not belong together. Please check the number.",
    },
    StepReason.FACE_QUALITY_TOO_LOW: _FACE_UNCLEAR,
    StepReason.NO_FACE_FOUND: _FACE_UNCLEAR,
    StepReason.DUPLICATE_FOUND: "It seems that you are a customer already. Please ask a member of staff.",
    StepReason.CUSTOMER_EXISTS: "This customer number is taken. Please ask a member of staff.",
    StepReason.CUSTOMER_NOT_FOUND: "We do not know this customer number. Please ask a member of staff.",
    StepReason.NO_FACE_ENROLLED: PLEASE_ASK_STAFF,
    StepReason.MODELS_DIFFER: "Your face check has to be set up again. Please ask a member of staff.",
    StepReason.TOO_MANY_DOCUMENTS: "We could not read the document. Please ask a member of staff.",
    StepReason.SENT_TO_REVIEW: "One of us will look at it. We will contact you.",
    StepReason.CANCELLED: PLEASE_ASK_STAFF,
    StepReason.TIMED_OUT: PLEASE_ASK_STAFF,
}

_OUTCOMES = {
    Outcome.OPEN: "Not decided yet",
    Outcome.APPROVED: "Approved",
    Outcome.FAILED: "Failed",
    Outcome.INCOMPLETE: "Incomplete",
    Outcome.ABANDONED: "Abandoned",
}

ENGLISH = Catalogue(
    texts=_TEXTS,
    plurals=_PLURALS,
    attract=_ATTRACT,
    consent=_CONSENT,
    hints=_HINTS,
    verdict_reasons=_VERDICT_REASONS,
    staff_entry=_STAFF_ENTRY,
    sides=_SIDES,
    page_names=_PAGE_NAMES,
    page_hints=_PAGE_HINTS,
    waiting=_WAITING,
    findings=FINDINGS,
    sources=SOURCES,
    selfie_advice=SELFIE_ADVICE,
    portrait_advice=PORTRAIT_ADVICE,
    approved=_APPROVED,
    step_reasons=_STEP_REASONS,
    outcomes=_OUTCOMES,
    panel_notes=PANEL_NOTES,
    camera_findings=CAMERA_FINDINGS,
    measures=MEASURES,
    errors=ERRORS,
    faults=FAULTS,
)
