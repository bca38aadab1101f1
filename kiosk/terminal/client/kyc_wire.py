"""What a KYC service answers, read as the documentation prints it, which is not always JSON.

Whoever misses a score may still be told whether faces match; whoever misses that is told nothing.
"""

import base64
import binascii
import json
import re
import time
from dataclasses import dataclass, field
from datetime import datetime
from math import isfinite
from typing import Annotated, Any, NoReturn

import requests
from pydantic import BeforeValidator, Field

from kiosk.contract.kyc import SessionId
from kiosk.contract.message import Json, Reply
from kiosk.errors import BackendResponseInvalid
from kiosk.terminal.client.backoff import retry_after_s
from kiosk.terminal.client.http_transport import Failure, Repeat
from kiosk.terminal_errors import KycRefused

TRANSIENT = frozenset({1006, 5001})
"""Error codes after which the same request may succeed."""
_BARE_POINT = re.compile(r'("(?:\\.|[^"\\])*")|(?<=\d)\.(?=[\s,}\]])')
"""A text, or the point of a number that ends with it: `95.` is how the documentation prints a similarity."""
MAX_MESSAGE_CHARS = 300


@dataclass(frozen=True, slots=True)
class KycSession:
    """A session that waits for its challenge; times are None when the service did not tell them so that one can."""

    id: str
    status: str
    created_at: datetime | None
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class KycResults:
    """How a session stands; status is SUCCEEDED, FAILED or IN_PROGRESS."""

    session_id: str
    status: str
    confidence: float | None
    is_live: bool
    message: str
    reference: bytes | None = field(repr=False)
    audit: tuple[bytes, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class KycMatch:
    """Whether two faces are one person's, and how alike they are if the service says so."""

    is_match: bool
    similarity: float | None
    threshold: float | None = None


@dataclass(frozen=True, slots=True)
class KycIdentity:
    """A document and a session together."""

    passed: bool
    """Whether the service says so of the whole and of each part."""
    documents: int
    extracted: Json = field(repr=False)
    liveness: float | None
    match: KycMatch
    message: str


def judge(response: requests.Response, body: bytes) -> Json | Failure:
    """What an answer means: only what may go away by itself is worth asking again."""
    if response.status_code == 200:
        return parsed(body)
    number, message = _error(body)
    refused = KycRefused(number, response.status_code, message)
    transient = number in TRANSIENT or response.status_code in (429, 503)
    pause_s = retry_after_s(response.headers.get("Retry-After"), time.time())
    return Failure(refused, Repeat.ALWAYS if transient else Repeat.NEVER, pause_s)


def parsed(body: bytes) -> Json:
    """The JSON object, or what is one but for numbers that end with a point; raises BackendResponseInvalid."""
    try:
        written = body.decode("utf-8")
        try:
            found = json.loads(written, parse_constant=_refuse)
        except ValueError:
            found = json.loads(_BARE_POINT.sub(lambda match: match[1] or "", written), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise BackendResponseInvalid("the body is not JSON") from error
    if not isinstance(found, dict):
        raise BackendResponseInvalid("the body is not a JSON object")
    return found


def _refuse(constant: str) -> NoReturn:
    raise BackendResponseInvalid(f"{constant} is not JSON")


def _score(value: object) -> float | None:
    """A percentage, also as text; None when it is none."""
    try:
        number = float(value) if isinstance(value, int | float | str) and not isinstance(value, bool) else None
    except (ValueError, OverflowError):
        return None
    return number if number is not None and isfinite(number) and 0 <= number <= 100 else None


def _sentence(value: object) -> str:
    return "".join(filter(str.isprintable, value))[:MAX_MESSAGE_CHARS] if isinstance(value, str) else ""


def _time(value: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return found if found.tzinfo else None


def _picture(value: object) -> bytes | None:
    if not isinstance(value, str) or not value:
        return None
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        return None


def _count(value: object) -> int:
    return int(value) if isinstance(value, int) else 0


def _error_number(value: object) -> int:
    return 0 if isinstance(value, bool) else _count(value)


Score = Annotated[float | None, BeforeValidator(_score)]
Sentence = Annotated[str, BeforeValidator(_sentence)]
Time = Annotated[datetime | None, BeforeValidator(_time)]
Picture = Annotated[bytes | None, BeforeValidator(_picture)]
Status = Annotated[str, BeforeValidator(str)]


class ForgivingSession(Reply):
    """A `SessionAnswer` of anybody's."""

    session_id: SessionId
    status: Status = ""
    created_at: Time = None
    expiry_date: Time = None


class ForgivingResults(Reply):
    """A `ResultsAnswer` of anybody's."""

    session_id: SessionId
    status: Status = ""
    confidence: Score = None
    is_live: bool
    reference_image: Picture = Field(None, repr=False)
    audit_images: Annotated[list[Picture], BeforeValidator(lambda value: value or [])] = Field(
        default_factory=list, repr=False
    )
    message: Sentence = ""


class ForgivingLiveness(Reply):
    """A `VerifyAnswer` or a `LivenessVerification` of anybody's."""

    is_live: bool
    confidence: Score = None


class ForgivingMatch(Reply):
    """A `CompareAnswer` or a `FaceMatchResult` of anybody's."""

    is_match: bool
    similarity: Score = None
    threshold: Score = None


class ForgivingAnalysis(Reply):
    """A `KycAnalysis` of anybody's."""

    total_documents: Annotated[int, BeforeValidator(_count)] = 0
    extracted_data: Annotated[dict[str, Any], BeforeValidator(lambda value: value or {})] = Field(
        default_factory=dict, repr=False
    )


class ForgivingIdentity(Reply):
    """An `IdentityAnswer` of anybody's."""

    kyc_analysis: ForgivingAnalysis
    liveness_verification: ForgivingLiveness
    face_match_result: ForgivingMatch
    overall_success: bool
    message: Sentence = ""


class ForgivingError(Reply):
    """An `ErrorAnswer` of anybody's: 0 and nothing when it is none."""

    error_code: Annotated[int, BeforeValidator(_error_number)] = 0
    message: Sentence = ""


def session_of(body: Json) -> KycSession:
    """The answer to `POST /api/liveness/session`."""
    read = ForgivingSession.read(body)
    return KycSession(read.session_id, read.status, read.created_at, read.expiry_date)


def results_of(body: Json) -> KycResults:
    """The answer to `GET /api/liveness/session/{id}/results`."""
    read = ForgivingResults.read(body)
    return KycResults(
        session_id=read.session_id,
        status=read.status,
        confidence=read.confidence,
        is_live=read.is_live and read.status == "SUCCEEDED",
        message=read.message,
        reference=read.reference_image,
        audit=tuple(image for image in read.audit_images if image is not None),
    )


def verified_of(body: Json) -> float | None:
    """The confidence in the answer to `POST /api/liveness/verify/{id}`, which is one only when somebody is live."""
    read = ForgivingLiveness.read(body)
    if not read.is_live:
        raise BackendResponseInvalid("isLive is missing or not as agreed")
    return read.confidence


def match_of(body: Json) -> KycMatch:
    """The answer to `POST /api/liveness/compare-faces`."""
    return _match(ForgivingMatch.read(body))


def identity_of(body: Json) -> KycIdentity:
    """The answer to `POST /api/kyc/analyze/identity-with-liveness`."""
    read = ForgivingIdentity.read(body)
    match, liveness = _match(read.face_match_result), read.liveness_verification
    return KycIdentity(
        passed=read.overall_success and liveness.is_live and match.is_match,
        documents=read.kyc_analysis.total_documents,
        extracted=read.kyc_analysis.extracted_data,
        liveness=liveness.confidence,
        match=match,
        message=read.message,
    )


def _match(read: ForgivingMatch) -> KycMatch:
    return KycMatch(read.is_match, read.similarity, read.threshold)


def _error(body: bytes) -> tuple[int, str]:
    """The number and the sentence of an error, 0 and nothing when there are none."""
    try:
        read = ForgivingError.read(parsed(body))
    except BackendResponseInvalid:
        return 0, ""
    return read.error_code, read.message
