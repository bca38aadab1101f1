"""The JSON bodies of the KYC API, in the spelling and order of its documentation."""

from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints

from kiosk.contract.message import Body, Reply
from kiosk.contract.stream import StreamGrantReply

Percent = Annotated[float, Field(ge=0, le=100)]
Base64 = Annotated[str, Field(description="Base64 of a JPEG or PNG file.", json_schema_extra={"format": "byte"})]
SESSION_ID = "[A-Za-z0-9_-]{1,128}"
"""The form of a session's id, which becomes part of addresses."""
SessionId = Annotated[str, StringConstraints(pattern=f"^{SESSION_ID}$")]
MAX_AUDIT_IMAGES = 4


class _Answer(Reply):
    # What may be left out is not said to be there.
    model_config = ConfigDict(allow_inf_nan=False, json_schema_serialization_defaults_required=False)


class SessionSettings(Body):
    """What a caller wants of a session."""

    audit_images_limit: int | None = Field(
        None, ge=0, le=MAX_AUDIT_IMAGES, description="At most so many; 4 by default."
    )


class SessionRequest(Body):
    """Body of `POST /api/liveness/session`, which may be left out."""

    settings: SessionSettings | None = None


class CompareRequest(Body):
    """Body of `POST /api/liveness/compare-faces`."""

    source_image: Base64
    target_image: Base64


class SessionAnswer(_Answer):
    """A session that waits for its challenge."""

    session_id: str
    status: Literal["CREATED"]
    created_at: str = Field(description="ISO 8601 in UTC, by whole seconds.")
    expiry_date: str
    stream: StreamGrantReply | None = Field(
        None,
        exclude_if=lambda stream: stream is None,
        description="Where a page opens the session's stream, and with what; not there when a terminal completes it.",
    )


class ResultsAnswer(_Answer):
    """How a session stands."""

    session_id: str
    status: Literal["SUCCEEDED", "FAILED", "IN_PROGRESS"]
    confidence: Percent
    is_live: bool
    reference_image: Base64 | None = Field(description="Null while there is none.")
    audit_images: list[Base64]
    timestamp: str
    message: str


class VerifyAnswer(_Answer):
    """Somebody is live."""

    session_id: str
    confidence: Percent
    is_live: bool


class CompareAnswer(_Answer):
    """How alike the largest faces of two pictures are."""

    similarity: Percent
    is_match: bool
    confidence: Percent
    threshold: Percent


class ExtractedData(_Answer):
    """What was read; null where nothing was."""

    name: str | None
    id_number: str | None
    date_of_birth: str | None = Field(description="ISO 8601.")


class KycAnalysis(_Answer):
    """The document; `findings` is an addition to the documented members, there only when something is wrong."""

    total_documents: int
    extracted_data: ExtractedData
    findings: list[str] = Field([], description="What speaks against the document, such as EXPIRED.")


class LivenessVerification(_Answer):
    """The session's verdict."""

    is_live: bool
    confidence: Percent


class FaceMatchResult(_Answer):
    """The live face against the document's portrait."""

    is_match: bool
    similarity: Percent


class IdentityAnswer(_Answer):
    """Everything together."""

    kyc_analysis: KycAnalysis
    liveness_verification: LivenessVerification
    face_match_result: FaceMatchResult
    overall_success: bool
    message: str


class ErrorAnswer(_Answer):
    """Every error below `/api`."""

    error_code: int
    message: str
    status: int
    timestamp: str


def iso_time(time_s: float) -> str:
    """ISO 8601 in UTC by whole seconds: 2025-11-10T12:30:00Z."""
    return datetime.fromtimestamp(time_s, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
