"""What customers and staff read of errors, in English, by the errors' codes."""

from kiosk.terminal.ui.text.message import Message

PLEASE_ASK_STAFF = "Please ask a member of staff."
_INSTALL_AGAIN = "A file of the program is missing or damaged. Install the program again."
_CAMERA = Message("The camera is not working at the moment", "Please wait a little.")
_CAMERA_STAFF = Message("The camera cannot be used", PLEASE_ASK_STAFF)
_NETWORK = Message("We cannot reach our service", "Please try again in a moment.")
_OURS = Message("Something went wrong on our side", "It has nothing to do with you. Please try again.")
_OUT_OF_SERVICE = Message("This terminal is out of service", PLEASE_ASK_STAFF)
_ALREADY_OPEN = Message("This terminal is already open", "It is open in another window.")
_BUSY = Message("Our service is very busy", "Please try again in a moment.")
_EXPIRED = Message("The time ran out", "Please try again.")
_ID_PHOTO = Message("We cannot see a face on your document", PLEASE_ASK_STAFF)
_FACE = Message(
    "We cannot see your face well enough", "Face the light, take off anything that covers your face, and try again."
)
_DOCUMENT = Message("We cannot read your document", "Hold it straight, so that it does not shine, and try again.")
_PICTURE_TOO_LARGE = Message("This picture is too large", "Choose a smaller one.")
_CUSTOMER = Message("We do not know this customer number", "Check the number, or ask a member of staff.")

ERRORS = {
    **dict.fromkeys(("REQUEST_INVALID", "REQUEST_TIMEOUT", "REQUEST_HEAD_TOO_LARGE", "CONTENT_TYPE_REFUSED"), _OURS),
    **dict.fromkeys(("IMAGE_NOT_BASE64", "IMAGE_NOT_JPEG", "IMAGE_TRUNCATED"), _OURS),
    # Frames are made to size: these are of files that staff chose.
    "IMAGE_TOO_LARGE": _PICTURE_TOO_LARGE,
    "IMAGE_TOO_SMALL": Message("This picture is too small", "Choose one in which the document can be read."),
    "IMAGE_DIMENSIONS_EXCEEDED": _PICTURE_TOO_LARGE,
    "IMAGE_SIZE_MISMATCH": _OURS,
    "ID_PHOTO_NO_FACE": _ID_PHOTO,
    "ID_PHOTO_SEVERAL_FACES": Message("We see more than one face on your document", PLEASE_ASK_STAFF),
    "SETTINGS_INVALID": _OUT_OF_SERVICE,
    "CHALLENGE_NOT_FOUND": _EXPIRED,
    "CHALLENGE_CLOSED": _EXPIRED,
    "NO_FRAMES": _OURS,
    "FRAME_LIMIT_REACHED": _EXPIRED,
    "FRAME_OUT_OF_ORDER": _OURS,
    "FRAME_CONFLICT": _OURS,
    "CONSENT_MISSING": Message("This check cannot begin here", PLEASE_ASK_STAFF),
    "SYNTHETIC_REFUSED": _OUT_OF_SERVICE,
    "TOKEN_INVALID": _OURS,
    "TOKEN_EXPIRED": _EXPIRED,
    "API_KEY_INVALID": _OUT_OF_SERVICE,
    "TERMINAL_UNSIGNED": _OUT_OF_SERVICE,
    "TERMINAL_UNKNOWN": _OUT_OF_SERVICE,
    "TERMINAL_REVOKED": _OUT_OF_SERVICE,
    "TERMINAL_DOUBLED": _OUT_OF_SERVICE,
    "TERMINAL_MISMATCH": _OURS,
    "TERMINAL_CLOCK_WRONG": Message(
        "The clock of this terminal is wrong", "Please ask a member of staff to set its date and time."
    ),
    "TERMINAL_SIGNATURE_INVALID": _OURS,
    "TERMINAL_SIGNATURE_REPLAYED": _OURS,
    "TERMINAL_EXISTS": _OUT_OF_SERVICE,
    "TERMINAL_KEY_UNUSABLE": _OUT_OF_SERVICE,
    "BUSY": _BUSY,
    "ANALYSIS_FAILED": _OURS,
    "SERVICE_UNAVAILABLE": _OURS,
    "STORAGE_FAILED": _OURS,
    "STORAGE_FULL": _OURS,
    "STORE_DAMAGED": _OURS,
    "STORE_TAMPERED": Message("We cannot go on with this check", PLEASE_ASK_STAFF),
    "SECRETS_FAILED": _OURS,
    "NO_CHALLENGE_POSSIBLE": Message("We check this in another way", PLEASE_ASK_STAFF),
    "FRAMES_NOT_TAKEN": _OURS,
    "LIVENESS_NOT_CARRIED_OUT": _OURS,
    "LIVENESS_IN_PROGRESS": _OURS,
    "SESSION_NOT_FOUND": Message("This check is no longer open", PLEASE_ASK_STAFF),
    "INTERNAL_ERROR": _OURS,
    "BACKEND_UNREACHABLE": _NETWORK,
    "BACKEND_TIMEOUT": _NETWORK,
    "BACKEND_RESPONSE_INVALID": _OURS,
    **dict.fromkeys(("STREAM_UNREACHABLE", "STREAM_TIMEOUT"), _NETWORK),
    "STREAM_CLOSED": Message("The connection was interrupted", "Please try again."),
    **dict.fromkeys(
        ("STREAM_ANSWER_INVALID", "STREAM_ACCESS_REFUSED", "STREAM_SERVICE_FAILED", "RECORDING_FAILED"), _OURS
    ),
    **dict.fromkeys(("STREAM_CREDENTIALS_EXPIRED", "STREAM_SESSION_OVER"), _EXPIRED),
    "STREAM_BUSY": _BUSY,
    "STREAM_VIDEO_REFUSED": Message("We could not use the pictures", "Please try again."),
    "CAMERA_MISSING": _CAMERA,
    "CAMERA_BUSY": _CAMERA,
    "CAMERA_LOST": _CAMERA,
    "CAMERA_FORBIDDEN": Message(
        "The camera cannot be used", "Please ask a member of staff to allow this program the camera."
    ),
    "CAMERA_NOT_ADMITTED": _CAMERA_STAFF,
    "CLIP_UNREADABLE": _CAMERA_STAFF,
    "TERMINAL_IN_MAINTENANCE": Message("This terminal is being looked after", PLEASE_ASK_STAFF),
    **dict.fromkeys(("LIBRARY_MISSING", "MODEL_MISSING", "MODEL_DAMAGED", "RESOURCE_MISSING"), _OUT_OF_SERVICE),
    "DATA_FOLDER_UNUSABLE": _OUT_OF_SERVICE,
    "ALREADY_RUNNING": _ALREADY_OPEN,
    "PICTURE_MISSING": _OUT_OF_SERVICE,
    **dict.fromkeys(
        ("EVALUATION_ERROR", "EVALUATION_INCOMPLETE", "EVALUATION_INTERRUPTED", "NOTHING_TO_EVALUATE"), _OUT_OF_SERVICE
    ),
    **dict.fromkeys(("LABELS_MISSING", "LABELS_INVALID", "TOO_FEW_PEOPLE", "OUTPUT_UNUSABLE"), _OUT_OF_SERVICE),
    "LOCKED_OUT": Message("Too many attempts", "Please wait a while, or ask a member of staff."),
    "TOO_MANY_STARTS": Message("Too many tries in a short time", "Please wait a while, or ask a member of staff."),
    "RATE_LIMITED": _BUSY,
    "NO_FACE_FOUND": _FACE,
    "FACE_QUALITY_TOO_LOW": _FACE,
    "DOCUMENT_NOT_IMAGE": Message("This file is not a picture we can read", "Choose a whole JPEG or PNG file."),
    "DOCUMENT_PAGES_INVALID": _DOCUMENT,
    "CUSTOMER_NOT_FOUND": _CUSTOMER,
    "CUSTOMER_EXISTS": Message("This customer number is taken", PLEASE_ASK_STAFF),
    "COLLECTION_NOT_FOUND": _OURS,
    "USER_NOT_FOUND": _CUSTOMER,
    "MODELS_DIFFER": Message("Your face check has to be set up again", PLEASE_ASK_STAFF),
    "STEP_MISSING": _OURS,
    "LIVENESS_NOT_PASSED": _EXPIRED,
    "ATTEMPT_NOT_FOUND": _EXPIRED,
    "KYC_SESSION_NOT_FOUND": _EXPIRED,
    "KYC_SESSION_EXPIRED": _EXPIRED,
    "KYC_SESSION_USED": Message("This check is no longer open", PLEASE_ASK_STAFF),
    "KYC_SESSION_FAILED": _OURS,
    "LIVENESS_TOO_LOW": _OURS,
    "FACE_MATCH_FAILED": _OURS,
    "SIMILARITY_TOO_LOW": _OURS,
    "STAFF_REFUSED": Message("This number or PIN is wrong", "Please try again."),
    "STAFF_NOT_ALLOWED": Message("Your role does not allow this", "Please ask a colleague whose role does."),
}

FAULTS = {
    "SETTINGS_INVALID": "A setting has a value that cannot be used.",
    "DATA_FOLDER_UNUSABLE": "The data folder cannot be made or written.",
    "ALREADY_RUNNING": "Two terminals cannot share a data folder.",
    "LIBRARY_MISSING": "The operating system lacks a library that the program needs.",
    "MODEL_MISSING": _INSTALL_AGAIN,
    "MODEL_DAMAGED": _INSTALL_AGAIN,
    "RESOURCE_MISSING": _INSTALL_AGAIN,
    "PICTURE_MISSING": "A picture that the command line names cannot be read.",
    "TERMINAL_KEY_UNUSABLE": "The key of this terminal cannot be read or kept.",
    "STORAGE_FAILED": "The database or its key cannot be read or written.",
    "STORAGE_FULL": "The disk of the backend is full.",
    "STORE_DAMAGED": "A database is damaged and must be restored from a copy.",
    "STORE_TAMPERED": "The database holds what this program has not written.",
    "BACKEND_UNREACHABLE": "The verification service on this computer could not be started.",
}
