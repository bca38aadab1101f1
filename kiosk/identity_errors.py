"""The branch of the error tree that says why finding out who somebody is cannot go on; see `kiosk.errors`.

KioskError
└── IdentityError
    ├── FaceError          NoFaceFound, FaceQualityTooLow
    ├── DocumentError      DocumentNotImage, DocumentPagesInvalid
    ├── CustomerError      CustomerNotFound, CustomerExists
    ├── CollectionError    CollectionNotFound, UserNotFound, ModelsDiffer
    ├── StepError          StepMissing, LivenessNotPassed, AttemptNotFound
    ├── KycSessionError    KycSessionNotFound, KycSessionExpired, KycSessionUsed, KycSessionFailed,
    │                      LivenessTooLow, FaceMatchFailed, SimilarityTooLow
    └── StaffError         StaffRefused
KycRefused, of a service that the kiosk asked, is a BackendRefused.
"""

from kiosk.errors import BackendRefused, KioskError


class IdentityError(KioskError):
    """Finding out who somebody is cannot go on."""

    code = "STEP_MISSING"


class FaceError(IdentityError):
    """A face cannot be used."""

    code = "NO_FACE_FOUND"


class NoFaceFound(FaceError):
    """No face was found on a picture; `detail` says on which."""


class FaceQualityTooLow(FaceError):
    """A face cannot be compared; `detail` names the measures that failed."""


class DocumentError(IdentityError):
    """A document cannot be read."""

    code = "DOCUMENT_NOT_IMAGE"


class DocumentNotImage(DocumentError):
    """A page is not a picture, a PDF file for one."""


class DocumentPagesInvalid(DocumentError):
    """There are no pages, or more than a document has."""


class CustomerError(IdentityError):
    """The customer's reference does not allow this."""

    code = "CUSTOMER_NOT_FOUND"


class CustomerNotFound(CustomerError):
    """Nobody is enrolled under this reference."""


class CustomerExists(CustomerError):
    """Somebody is enrolled under this reference already."""


class CollectionError(IdentityError):
    """A collection of faces does not allow this."""

    code = "COLLECTION_NOT_FOUND"


class CollectionNotFound(CollectionError):
    """No collection has this name."""


class UserNotFound(CollectionError):
    """The collection has no such user."""


class ModelsDiffer(CollectionError):
    """Vectors of different model versions cannot be compared."""


class StepError(IdentityError):
    """A step of a flow was asked for before its time."""

    code = "STEP_MISSING"


class StepMissing(StepError):
    """A step that must come first was not taken or not passed; `detail` names it."""


class LivenessNotPassed(StepError):
    """The challenge has no verdict, or failed."""


class AttemptNotFound(StepError):
    """No attempt has this id."""


class KycSessionError(IdentityError):
    """A session of the KYC API does not allow this."""

    code = "KYC_SESSION_NOT_FOUND"


class KycSessionNotFound(KycSessionError):
    """No session has this id, or it is another caller's."""


class KycSessionExpired(KycSessionError):
    """The session's time is over."""


class KycSessionUsed(KycSessionError):
    """The session was used before, and can be used once."""


class KycSessionFailed(KycSessionError):
    """The session could not be created."""


class LivenessTooLow(KycSessionError):
    """The confidence that the person is live is below the threshold; `detail` is the sentence that says so."""


class FaceMatchFailed(KycSessionError):
    """Two faces could not be compared."""


class SimilarityTooLow(KycSessionError):
    """Two faces are too unlike; `detail` is the sentence that says so."""


class StaffError(IdentityError):
    """A member of staff may not do this."""

    code = "STAFF_REFUSED"


class StaffRefused(StaffError):
    """No member of staff has this number and PIN."""


class KycRefused(BackendRefused):
    """A KYC service said no: `number` is its error code, 1009 for one, and `message` is meant for people."""

    code = "BACKEND_UNREACHABLE"

    def __init__(self, number: int, status: int, message: str) -> None:
        super().__init__(f"KYC_{number}", status)
        self.number = number
        self.message = message
