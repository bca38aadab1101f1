"""What the screens of onboarding and authentication say; see `text` for all others."""

from kiosk.ui.words import Words

_STAFF = "Please ask a member of staff."
_OURS = Words("Something went wrong on our side", "It is not about you. Please try again.")
_EXPIRED = Words("The time ran out", "Please try again.")
_FACE = Words("We cannot see your face well enough", "Face the light and uncover your face, then try again.")
_DOCUMENT = Words("We cannot read your document", "Place it flat, without reflections, and try again.")
_CUSTOMER = Words("We do not know this customer number", "Check the number, or ask a member of staff.")

ERRORS = {
    "LOCKED_OUT": Words("Too many attempts", "Please wait half an hour, or ask a member of staff."),
    "RATE_LIMITED": Words("Many people are being checked", "Please try again in a moment."),
    "NO_FACE_FOUND": _FACE,
    "FACE_QUALITY_TOO_LOW": _FACE,
    "DOCUMENT_NOT_IMAGE": _DOCUMENT,
    "DOCUMENT_PAGES_INVALID": _DOCUMENT,
    "CUSTOMER_NOT_FOUND": _CUSTOMER,
    "CUSTOMER_EXISTS": Words("This customer number is taken", _STAFF),
    "COLLECTION_NOT_FOUND": _OURS,
    "USER_NOT_FOUND": _CUSTOMER,
    "MODELS_DIFFER": Words("Your enrolment has to be renewed", _STAFF),
    "STEP_MISSING": _OURS,
    "LIVENESS_NOT_PASSED": _EXPIRED,
    "ATTEMPT_NOT_FOUND": _EXPIRED,
    "KYC_SESSION_NOT_FOUND": _EXPIRED,
    "KYC_SESSION_EXPIRED": _EXPIRED,
    "KYC_SESSION_USED": Words("This check is no longer open", _STAFF),
    "KYC_SESSION_FAILED": _OURS,
    "LIVENESS_TOO_LOW": _OURS,
    "FACE_MATCH_FAILED": _OURS,
    "SIMILARITY_TOO_LOW": _OURS,
    "STAFF_REFUSED": Words("This number or PIN is wrong", "Please try again."),
}
