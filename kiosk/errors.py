"""Every error the product raises on purpose, as one tree.

A class's code is its name in capitals, `ImageNotJpeg` is IMAGE_NOT_JPEG; where a class says otherwise, its code is that
of the leaf that is meant when nothing closer is known. Codes are stable and cross the wire; words for
customers and operators live in `kiosk.terminal.ui.text`.

    KioskError
    ├── InputError         what somebody handed in cannot be used; below it ImageError
    ├── ChallengeError     the challenge does not allow this; what concerns streams in `kiosk.stream_errors`
    ├── AccessError        the caller may not do this, or not now; below it TerminalError,
    │                      in `kiosk.terminal_errors` as all that concerns keys of terminals
    ├── IdentityError      finding out who somebody is cannot go on; below it FaceError, DocumentError, CustomerError,
    │                      CollectionError, StepError, KycSessionError and StaffError
    ├── ServiceError       our own side failed and the customer may try again; below it StorageFailed
    ├── BackendError       the kiosk got no answer from its backend, or BackendRefused with the code that it gave;
    │                      KycRefused in `kiosk.terminal_errors` is that
    │                      of a KYC service; below it StreamError, in `kiosk.stream_errors`
    ├── CameraError        no picture
    ├── EvaluationError    error rates cannot be measured
    └── SetupError         the machine lacks something
"""

import re
from typing import ClassVar


class KioskError(Exception):
    """Base of the tree; `detail` is for logs and operators and never holds personal data."""

    code: ClassVar[str] = "INTERNAL_ERROR"

    def __init_subclass__(cls) -> None:
        """A class that states no code of its own has its name as code."""
        if "code" not in vars(cls):
            cls.code = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).upper()

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail or self.code)
        self.detail = detail


class InputError(KioskError):
    """What somebody handed in cannot be used."""

    code = "REQUEST_INVALID"


class RequestInvalid(InputError):
    """A field is missing, mistyped or out of range; `detail` names the field."""


class RequestTimeout(InputError):
    """The request did not arrive in time; `detail` says what was missing of it."""


class RequestHeadTooLarge(InputError):
    """Address and headers of the request are longer, or more, than anybody needs."""


class ContentTypeRefused(InputError):
    """The body is of a kind, or compressed in a way, that this address does not take."""


class ImageError(InputError):
    """The bytes are not an image that can be used."""

    code = "IMAGE_NOT_JPEG"


class ImageNotBase64(ImageError):
    """The text is not strict base64."""


class ImageNotJpeg(ImageError):
    """The bytes are not a JPEG file."""


class ImageTruncated(ImageError):
    """The JPEG file ends too early or does not decode."""


class ImageTooLarge(ImageError):
    """The file has more bytes than allowed."""


class ImageTooSmall(ImageError):
    """The image has too few pixels to show a face."""


class ImageDimensionsExceeded(ImageError):
    """The header announces more pixels than we are willing to decode."""


class ImageSizeMismatch(ImageError):
    """The image is not of the size that the challenge was started for, for example turned by 90 degrees."""


class IdPhotoNoFace(InputError):
    """No face was found on the ID photo."""


class IdPhotoSeveralFaces(InputError):
    """More than one face was found on the ID photo."""


class SettingsInvalid(InputError):
    """A setting has a value that cannot be used; `detail` names it."""


class ChallengeError(KioskError):
    """The challenge does not allow this."""

    code = "CHALLENGE_CLOSED"


class ChallengeNotFound(ChallengeError):
    """No challenge has this id."""


class ChallengeClosed(ChallengeError):
    """The challenge has its verdict, or is being judged."""


class NoFrames(ChallengeError):
    """A verdict was asked for before any frame arrived."""


class FrameLimitReached(ChallengeError):
    """The challenge holds as many frames as it may."""


class FrameOutOfOrder(ChallengeError):
    """The sequence number is lower than one that has arrived."""


class FrameConflict(ChallengeError):
    """The sequence number was used before, for other bytes."""


class ConsentMissing(ChallengeError):
    """Nobody says that the customer agreed to pictures, and the backend demands it."""


class SyntheticRefused(ChallengeError):
    """The camera is not a real device and the backend was not started for a demonstration."""


class SessionNotFound(ChallengeError):
    """No liveness session with this id waits for a challenge: it is unknown, used or expired."""


class AccessError(KioskError):
    """The caller may not do this."""

    code = "TOKEN_INVALID"


class TokenInvalid(AccessError):
    """The token is forged, malformed, or belongs to another challenge."""


class TokenExpired(AccessError):
    """The token was good once; the session is over."""


class ApiKeyInvalid(AccessError):
    """The terminal did not present the backend's key."""


class LockedOut(AccessError):
    """Too many attempts failed; `retry_after_s` says when the next one may begin, None when only staff can unlock."""

    def __init__(self, detail: str = "", retry_after_s: float | None = None) -> None:
        super().__init__(detail)
        self.retry_after_s = retry_after_s


class RateLimited(AccessError):
    """The caller asks more often than agreed; `retry_after_s` says when to come back."""

    def __init__(self, detail: str = "", retry_after_s: float = 1.0) -> None:
        super().__init__(detail)
        self.retry_after_s = retry_after_s


class TooManyStarts(RateLimited):
    """Too many challenges were started and left; `retry_after_s` says when the next one may begin."""


class ServiceError(KioskError):
    """Our own side failed; the customer may try again."""

    code = "INTERNAL_ERROR"


class Busy(ServiceError):
    """More work is waiting than can be done in time; `retry_after_s` says when to come back."""

    def __init__(self, detail: str = "", retry_after_s: float = 1.0) -> None:
        super().__init__(detail)
        self.retry_after_s = retry_after_s


class ServiceUnavailable(ServiceError):
    """A service that the backend relies on does not answer, or fails for now; `detail` names it."""


class AnalysisFailed(ServiceError):
    """The face engine failed on an image that looked usable."""


class StorageFailed(ServiceError):
    """The store could not read or write."""


class StorageFull(StorageFailed):
    """The disk has no room for what has to be kept."""


class StoreDamaged(StorageFailed):
    """A database is not what was written: it must be repaired or restored before anybody can be served."""


class StoreTampered(StorageFailed):
    """What is stored does not fit together: it was changed, exchanged or taken away by somebody without the key."""


class SecretsFailed(ServiceError):
    """The secret that tokens are signed with is missing, cannot be read, or is too short."""


class InternalError(ServiceError):
    """Something that should never happen did."""


class BackendError(KioskError):
    """The kiosk could not get an answer from its backend."""

    code = "BACKEND_UNREACHABLE"

    correlation_id: str = ""
    """Of the request, which the backend's log has as well; empty before there was one."""
    host: str = ""
    """That was asked."""


class BackendUnreachable(BackendError):
    """No connection, or it broke, or the backend kept answering 5xx or 429 until patience ran out."""


class BackendTimeout(BackendError):
    """The backend did not answer in time."""


class BackendResponseInvalid(BackendError):
    """The backend answered something that is not in the contract."""


class BackendRefused(BackendError):
    """The backend understood and said no; `refused_code` is its code and `status` the HTTP status.

    `retry_after_s` says when a refusal ends by itself, None when it does not or nobody knows.
    """

    code = "BACKEND_UNREACHABLE"

    def __init__(self, refused_code: str, status: int, detail: str = "", retry_after_s: float | None = None) -> None:
        super().__init__(detail or refused_code)
        self.refused_code = refused_code
        self.status = status
        self.retry_after_s = retry_after_s


class CameraError(KioskError):
    """No picture comes from the camera."""

    code = "CAMERA_LOST"


class CameraMissing(CameraError):
    """No camera with this name or number is connected."""


class CameraBusy(CameraError):
    """Another program holds the camera."""


class CameraLost(CameraError):
    """The camera stopped delivering frames."""


class CameraForbidden(CameraError):
    """The operating system does not let this program use the camera."""


class ClipUnreadable(CameraError):
    """The video file is missing, is no video, or has no frames."""


class EvaluationError(KioskError):
    """Error rates cannot be measured."""


class NothingToEvaluate(EvaluationError):
    """What is to be measured is missing or empty, or none of it can be used."""


class LabelsMissing(EvaluationError):
    """Nothing says whose the pictures are, or a list lacks a column; `detail` says what is expected."""


class LabelsInvalid(EvaluationError):
    """A list cannot be read; `detail` names the line."""


class TooFewPeople(EvaluationError):
    """There is no pair of different people, without whom no false match can be measured."""


class OutputUnusable(EvaluationError):
    """The folder for results cannot be made or written, or holds a damaged cache."""


class EvaluationIncomplete(EvaluationError):
    """A service did not answer for longer than patience lasts; what was measured is kept for the next run."""


class EvaluationInterrupted(EvaluationError):
    """Somebody stopped it; what was measured is kept for the next run."""


class SetupError(KioskError):
    """The machine lacks something; `detail` says what to install or which file to name."""

    code = "LIBRARY_MISSING"


class LibraryMissing(SetupError):
    """A shared library of the operating system is not installed."""


class ModelMissing(SetupError):
    """A model file is missing."""


class ModelDamaged(SetupError):
    """A model file is not the one that this version was made with."""


class ResourceMissing(SetupError):
    """A file of the program is missing; `detail` names it."""


class DataFolderUnusable(SetupError):
    """The folder for databases, keys and logs cannot be made or written."""


class AlreadyRunning(SetupError):
    """Another kiosk works with the same data folder."""


class PictureMissing(SetupError):
    """A picture that the demonstration needs is missing or cannot be read."""


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


class StaffNotAllowed(StaffError):
    """The member of staff is known, and what was asked for is for colleagues with another role."""
