"""Every word that a customer reads; the rest of the program speaks in codes."""

from collections.abc import Sequence

from kiosk.domain.identity.flow import Flow
from kiosk.domain.liveness.challenge import Hint
from kiosk.domain.liveness.verdict import Reason
from kiosk.terminal.ui.text import identity_messages
from kiosk.terminal.ui.text.message import Message

PRODUCT = "Face check"
DEMONSTRATION = "DEMONSTRATION"

ATTRACT_TITLE = "Confirm it is you"
ATTRACT_LEAD = "A quick look into the camera and one turn of your head. It takes less than a minute."
ATTRACT_PRIVACY = "The camera is off until you press Start."

READY_TITLE = "Before we begin"
READY_TIPS = (
    ("bare_face", "Show your whole face", "Take off hat, mask and sunglasses."),
    ("arms_length", "An arm's length away", "So that your face fills the oval."),
    ("light_in_front", "Be alone in the picture", "With the light in front of you."),
)
OTHER_WAY = "You would rather not, or cannot turn your head? Ask a member of staff for another way."

STEPS = ("Get in position", "Turn to the circle", "Checking")
STARTING = "One moment, please"
CHECKING_TITLE = "Checking"
CHECKING_LEAD = "You can relax now. This takes a few seconds."
SENT_ALL = "Everything has been sent"

PASSED_TITLE = "Thank you, it is you"
PASSED_LIVE_TITLE = "Thank you, all done"
PASSED_MATCH = "You match your document."
PASSED_LIVE = "We saw a live person before the camera."
FAILED_TITLE = "That did not work yet"
ASK_STAFF = "Or ask a member of staff: there is always another way."

TROUBLE_RECOVERS = "We go on by ourselves as soon as the camera is back."
TROUBLE_ASK_STAFF = "If it does not help, ask a member of staff."

START, CONTINUE, CANCEL, RETRY, DONE = "Start", "Continue", "Cancel", "Try again", "Done"

HINTS = {
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

_ALONE = "Please be alone in front of the camera."
_IN_OVAL = "Keep your whole face inside the oval."
_CLOSER = "Come a little closer, so that your face fills the oval."
_STEADY = "Move slowly and keep looking at the screen."
_TURN = "Keep your body still and turn only your head to the circle."
_LIGHT = "Face the light and take off anything that covers your face."
_AGAIN = "We could not confirm this try. Please try again."
_MATCH = "We could not match your face with the photo on your document."

REASONS = {
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
    Reason.NO_DEPTH: _AGAIN,
    Reason.FACE_DEFORMED: _AGAIN,
    Reason.PATH_NOT_CONTINUOUS: _STEADY,
    Reason.FROZEN_FRAMES: _AGAIN,
    Reason.FRAMES_MISSING: _AGAIN,
    Reason.CHAIN_BROKEN: _AGAIN,
    Reason.PERSON_CHANGED: _ALONE,
    Reason.LOW_CONFIDENCE: _LIGHT,
    Reason.FACE_MISMATCH: _MATCH,
}
"""Advice; what would teach an attacker more than a customer stays unsaid."""

MAX_ADVICE = 2


_CAMERA = Message("The camera is taking a break", "Please wait a moment.")
_CAMERA_STAFF = Message("The camera cannot be used", "Please ask a member of staff.")
_NETWORK = Message("We cannot reach our service", "Please try again in a moment.")
_OURS = Message("Something went wrong on our side", "It is not about you. Please try again.")
_OUT_OF_SERVICE = Message("This terminal is out of service", "Please ask a member of staff.")
_ALREADY_OPEN = Message("This terminal is already open", "You find it in another window.")
_BUSY = Message("Many people are being checked", "Please try again in a moment.")
_EXPIRED = Message("The time ran out", "Please try again.")
_ID_PHOTO = Message("We cannot see a face on your document", "Please ask a member of staff.")

ERRORS = {
    "REQUEST_INVALID": _OURS,
    "IMAGE_NOT_BASE64": _OURS,
    "IMAGE_NOT_JPEG": _OURS,
    "IMAGE_TRUNCATED": _OURS,
    "IMAGE_TOO_LARGE": _OURS,
    "IMAGE_TOO_SMALL": _OURS,
    "IMAGE_DIMENSIONS_EXCEEDED": _OURS,
    "IMAGE_SIZE_MISMATCH": _OURS,
    "ID_PHOTO_NO_FACE": _ID_PHOTO,
    "ID_PHOTO_SEVERAL_FACES": Message("We see more than one face on your document", "Please ask a member of staff."),
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
    "SECRETS_FAILED": _OURS,
    "SESSION_NOT_FOUND": Message("This check is no longer open", "Please ask a member of staff."),
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
    **identity_messages.ERRORS,
}


MAX_DETAIL = 240
FOR_STAFF = "For staff"
CLOSE = "Close"
_INSTALL_AGAIN = "A file of the program is missing or damaged. Install the program again."

FAULTS = {
    "SETTINGS_INVALID": "A setting has a value that cannot be used.",
    "DATA_FOLDER_UNUSABLE": "The data folder cannot be made or written.",
    "ALREADY_RUNNING": "Two terminals cannot share a data folder.",
    "LIBRARY_MISSING": "The operating system lacks a library that the program needs.",
    "MODEL_MISSING": _INSTALL_AGAIN,
    "MODEL_DAMAGED": _INSTALL_AGAIN,
    "RESOURCE_MISSING": _INSTALL_AGAIN,
    "PICTURE_MISSING": "A picture that the command line names cannot be read.",
    "STORAGE_FAILED": "The database or its key cannot be read or written.",
    "BACKEND_UNREACHABLE": "The verification service on this computer could not be started.",
}
"""What is wrong when a terminal cannot run, in words for staff."""


def fault(code: str) -> str:
    """What staff reads of an error that keeps the terminal from running."""
    return FAULTS.get(code, "The program failed and the log says why.")


def cannot_run(code: str) -> Message:
    """What a customer reads instead of a terminal that cannot run."""
    return _ALREADY_OPEN if code == "ALREADY_RUNNING" else _OUT_OF_SERVICE


def shorten(detail: str) -> str:
    """As much of it as a screen has room for; the log has it all."""
    return detail if len(detail) <= MAX_DETAIL else detail[: MAX_DETAIL - 1] + "…"


def staff_lines(code: str, detail: str, log_file: str) -> tuple[str, ...]:
    """The small print below that, without lines that would be empty."""
    lines = (fault(code), shorten(detail), f"Code: {code}", f"Log: {log_file}" if log_file else "")
    return tuple(line for line in lines if line)


def attract(flow: Flow) -> Message:
    """What the terminal is for."""
    return identity_messages.ATTRACT.get(flow, Message(ATTRACT_TITLE, ATTRACT_LEAD))


def trouble(code: str) -> Message:
    """Words for an error code; a backend may know codes that we do not."""
    return ERRORS.get(code, _OURS)


def advice(reasons: Sequence[Reason]) -> tuple[str, ...]:
    """What the customer can do better, most important first, at most two sentences."""
    said = dict.fromkeys(REASONS[reason] for reason in reasons)
    return tuple(said)[:MAX_ADVICE] or (_AGAIN,)


def privacy_notice(retention_hours: float, flow: Flow = Flow.VERIFY) -> str:
    """What is taken and how long it stays; shown before anything is taken."""
    kept = f"{retention_hours:g} hour" + ("" if retention_hours == 1 else "s")
    if flow is not Flow.VERIFY:
        return identity_messages.privacy_notice(flow, kept)
    return (
        "We take pictures of your face to check that you are present and that the document is yours. "
        f"They are kept encrypted for {kept} and then deleted."
    )


def sending(sent: int, total: int) -> str:
    """Progress of the upload."""
    return SENT_ALL if sent >= total else f"Sending {sent} of {total}"


def back_to_start(seconds: float) -> str:
    """Announces that an idle screen will close."""
    return f"Back to the start in {max(1, round(seconds))} s. Touch the screen to stay."


def sent_so_far(sent: int, total: int) -> str:
    """The same in a corner, while the challenge runs."""
    return f"Sent {sent} of {total}" if total else ""
