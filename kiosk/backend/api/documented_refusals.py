"""The refusals of each address, for its OpenAPI document: their statuses and bodies, and which errors they tell."""

from collections.abc import Mapping
from typing import Any, Final

from kiosk import errors, stream_errors, terminal_errors
from kiosk.backend.api.refusals import refusal_in
from kiosk.contract.dialects import Contract
from kiosk.contract.error_table import ErrorReply, FrameworkErrorReply, KycRefusal, kyc_of
from kiosk.contract.kyc import ErrorAnswer
from kiosk.contract.message import Reply
from kiosk.errors import KioskError

Responses = dict[int | str, dict[str, Any]]
Kinds = tuple[type[KioskError], ...]

_RETRY_AFTER: Final = {
    "Retry-After": {"description": "Seconds after which to ask again.", "schema": {"type": "integer"}}
}
_ANY: Kinds = (
    errors.ApiKeyInvalid, errors.RequestInvalid, errors.ImageTooLarge, errors.InternalError, errors.StorageFailed,
    errors.ServiceUnavailable, errors.Busy, errors.RequestTimeout, errors.RequestHeadTooLarge,
    errors.ContentTypeRefused, errors.StorageFull, errors.StoreDamaged, errors.StoreTampered,
)  # fmt: skip
_SIGNATURE: Kinds = (
    terminal_errors.TerminalUnsigned, terminal_errors.TerminalUnknown, terminal_errors.TerminalRevoked,
    terminal_errors.TerminalDoubled, terminal_errors.TerminalClockWrong, terminal_errors.TerminalSignatureInvalid,
    terminal_errors.TerminalSignatureReplayed,
)  # fmt: skip
_TOKEN: Kinds = (
    *_SIGNATURE, terminal_errors.TerminalMismatch, errors.TokenInvalid, errors.TokenExpired, errors.SecretsFailed,
    errors.ChallengeNotFound,
)  # fmt: skip
_JPEG: Kinds = (
    errors.ImageNotBase64, errors.ImageNotJpeg, errors.ImageTruncated, errors.ImageDimensionsExceeded,
    errors.ImageTooSmall, errors.AnalysisFailed,
)  # fmt: skip
_STEP: Kinds = (
    *_TOKEN, errors.LockedOut, errors.LivenessNotPassed, errors.ChallengeClosed, errors.StepMissing,
    errors.AttemptNotFound, errors.AnalysisFailed,
)  # fmt: skip
_STAFF: Kinds = (errors.StaffRefused, errors.StaffNotAllowed, errors.LockedOut)
_FRAME: Kinds = (
    *_TOKEN, *_JPEG, errors.ImageSizeMismatch, errors.ChallengeClosed, errors.FrameLimitReached,
    errors.FrameOutOfOrder, errors.FrameConflict, stream_errors.FramesNotTaken,
)  # fmt: skip
_VERDICT: Kinds = (
    *_TOKEN, errors.ChallengeClosed, errors.NoFrames, errors.AnalysisFailed, stream_errors.LivenessNotCarriedOut,
    stream_errors.LivenessInProgress,
)  # fmt: skip

_KYC_ANY: Kinds = (
    errors.ApiKeyInvalid, errors.RateLimited, errors.ImageTooLarge, errors.RequestInvalid, errors.InternalError,
    errors.ServiceUnavailable, errors.RequestTimeout, errors.RequestHeadTooLarge, errors.ContentTypeRefused,
)  # fmt: skip
_KYC_SESSION: Kinds = (errors.KycSessionNotFound, errors.KycSessionExpired, errors.StoreTampered)
_KYC_IMAGE: Kinds = (
    errors.ImageNotJpeg, errors.ImageTruncated, errors.ImageDimensionsExceeded, errors.ImageTooSmall,
    errors.FaceMatchFailed,
)  # fmt: skip


def _told(*kinds: type[KioskError], dialects: tuple[Contract, ...] = (Contract.SAMPLE,)) -> Responses:
    """What is answered beside success, by status: the body, and an example of every error under its code."""
    found: dict[int, dict[str, Reply]] = {}
    for contract in dialects:
        for kind in sorted(set(kinds), key=lambda kind: kind.code):
            status, body = refusal_in(contract, kind.code)
            name = kind.code if len(dialects) == 1 else f"{contract.value} {kind.code}"
            found.setdefault(status, {})[name] = body
    responses: Responses = {status: _response(status, found[status]) for status in sorted(found)}
    model = _model({type(body) for bodies in found.values() for body in bodies.values()})
    # Otherwise FastAPI would describe its own, which nobody ever gets.
    return responses if 422 in responses else {**responses, "default": {"model": model, "description": "Another error"}}


def _response(status: int, bodies: Mapping[str, Reply]) -> dict[str, Any]:
    examples = {name: {"value": body.model_dump(by_alias=True)} for name, body in bodies.items()}
    return {
        "model": _model({type(body) for body in bodies.values()}),
        "description": ", ".join(bodies),
        "content": {"application/json": {"examples": examples}},
        **({"headers": _RETRY_AFTER} if status in (429, 503) else {}),
    }


def _model(models: set[type[Reply]]) -> Any:
    """The one, or either of both samples'."""
    return models.pop() if len(models) == 1 else ErrorReply | FrameworkErrorReply


def _told_to_callers(*kinds: type[KioskError]) -> Responses:
    """What the KYC API answers beside success, by status, each with its numbers."""
    answers: Mapping[int, KycRefusal] = {kyc_of(kind.code).number: kyc_of(kind.code) for kind in (*_KYC_ANY, *kinds)}
    found: Responses = {}
    for number, answer in sorted(answers.items()):
        response = found.setdefault(answer.status, {"model": ErrorAnswer, "description": ""})
        response["description"] += f"{', ' if response['description'] else ''}{number} {answer.message}"
        if answer.status == 429:
            response["headers"] = _RETRY_AFTER
    return found if 422 in found else {**found, "default": {"model": ErrorAnswer, "description": "Any other error"}}


STARTING = _told(
    *_ANY, *_SIGNATURE, *_JPEG, errors.ConsentMissing, errors.SyntheticRefused, errors.LockedOut, errors.TooManyStarts,
    errors.SessionNotFound, errors.IdPhotoNoFace, errors.IdPhotoSeveralFaces, errors.SecretsFailed,
    stream_errors.NoChallengePossible,
)  # fmt: skip
ADDING_FRAMES = _told(*_ANY, *_FRAME)
ASKING_FOR_VERDICTS = _told(*_ANY, *_VERDICT, dialects=(Contract.SAMPLE, Contract.FRAMEWORK))
"""At the one address that both samples share; which of them speaks is told by the form of the id."""
FRAMEWORK_STARTING = _told(
    *_ANY,
    *_SIGNATURE,
    errors.ConsentMissing,
    errors.LockedOut,
    errors.TooManyStarts,
    errors.SecretsFailed,
    dialects=(Contract.FRAMEWORK,),
)
FRAMEWORK_ADDING_FRAMES = _told(*_ANY, *_FRAME, dialects=(Contract.FRAMEWORK,))

READING_DOCUMENTS = _told(*_ANY, *_STEP, *_JPEG, errors.DocumentPagesInvalid, errors.DocumentNotImage)
TAKING_STEPS = _told(*_ANY, *_STEP)
ABANDONING = _told(*_ANY, *_TOKEN)
CHECKING_STAFF = _told(*_ANY, *_STAFF)
ASKING_WHETHER_READY = _told(*_ANY)
SHOWING_EVIDENCE = _told(*_ANY, *_TOKEN, *_STAFF)
DECIDING = _told(*_ANY, *_STEP, *_STAFF, errors.CustomerNotFound)
BEGINNING_WITHOUT_FACE = _told(*_ANY, *_SIGNATURE, *_STAFF, errors.CustomerNotFound, errors.SecretsFailed)
MEASURING = _told(errors.ApiKeyInvalid)
BEING_UNWELL: Final[Responses] = {
    503: {"model": ErrorReply, "description": "STORAGE_FULL, STORAGE_FAILED, STORE_DAMAGED, SERVICE_UNAVAILABLE"}
}
"""Of `/health` alone, which tells errors that have other statuses elsewhere."""

CREATING_SESSIONS = _told_to_callers(errors.KycSessionFailed)
READING_RESULTS = _told_to_callers(*_KYC_SESSION)
VERIFYING = _told_to_callers(*_KYC_SESSION, errors.LivenessTooLow)
COMPARING = _told_to_callers(errors.ImageNotBase64, *_KYC_IMAGE)
IDENTIFYING = _told_to_callers(
    *_KYC_SESSION, *_KYC_IMAGE, errors.DocumentPagesInvalid, errors.LivenessTooLow, errors.SimilarityTooLow
)
