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

import requests

from kiosk.contract.message import Json
from kiosk.errors import BackendResponseInvalid, KycRefused
from kiosk.terminal.client.backoff import retry_after_s
from kiosk.terminal.client.fields import flag, odd, part, text
from kiosk.terminal.client.http_transport import Failure, Repeat

SESSION_ID = re.compile(r"[A-Za-z0-9_-]{1,128}")
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
            found = json.loads(written, parse_constant=odd)
        except ValueError:
            found = json.loads(_BARE_POINT.sub(lambda match: match[1] or "", written), parse_constant=odd)
    except (ValueError, RecursionError) as error:
        raise BackendResponseInvalid("the body is not JSON") from error
    return part(found, "body")


def session_of(body: Json) -> KycSession:
    """The answer to `POST /api/liveness/session`."""
    status = str(body.get("status", ""))
    return KycSession(text(body, "sessionId", SESSION_ID), status, _time(body, "createdAt"), _time(body, "expiryDate"))


def results_of(body: Json) -> KycResults:
    """The answer to `GET /api/liveness/session/{id}/results`."""
    audit = body.get("auditImages") or []
    images = audit if isinstance(audit, list) else odd("auditImages")
    return KycResults(
        session_id=text(body, "sessionId", SESSION_ID),
        status=str(body.get("status", "")),
        confidence=_score(body, "confidence"),
        is_live=flag(body, "isLive") and body.get("status") == "SUCCEEDED",
        message=_message(body),
        reference=_image(body.get("referenceImage")),
        audit=tuple(image for image in map(_image, images) if image is not None),
    )


def verified_of(body: Json) -> float | None:
    """The confidence in the answer to `POST /api/liveness/verify/{id}`, which is one only when somebody is live."""
    return _score(body, "confidence") if flag(body, "isLive") else odd("isLive")


def match_of(body: Json) -> KycMatch:
    """The answer to `POST /api/liveness/compare-faces`, or the part of another."""
    return KycMatch(flag(body, "isMatch"), _score(body, "similarity"), _score(body, "threshold"))


def identity_of(body: Json) -> KycIdentity:
    """The answer to `POST /api/kyc/analyze/identity-with-liveness`."""
    analysis = part(body.get("kycAnalysis"), "kycAnalysis")
    liveness = part(body.get("livenessVerification"), "livenessVerification")
    match = match_of(part(body.get("faceMatchResult"), "faceMatchResult"))
    documents = analysis.get("totalDocuments")
    return KycIdentity(
        passed=flag(body, "overallSuccess") and flag(liveness, "isLive") and match.is_match,
        documents=documents if isinstance(documents, int) else 0,
        extracted=part(analysis.get("extractedData") or {}, "extractedData"),
        liveness=_score(liveness, "confidence"),
        match=match,
        message=_message(body),
    )


def _error(body: bytes) -> tuple[int, str]:
    """The number and the sentence of an error, 0 and nothing when there are none."""
    try:
        found = parsed(body)
    except BackendResponseInvalid:
        return 0, ""
    number = found.get("errorCode")
    return (number if isinstance(number, int) and not isinstance(number, bool) else 0), _message(found)


def _message(body: Json) -> str:
    said = body.get("message")
    return "".join(filter(str.isprintable, said))[:MAX_MESSAGE_CHARS] if isinstance(said, str) else ""


def _score(body: Json, name: str) -> float | None:
    """A percentage, also as text; None when it is missing or none."""
    value = body.get(name)
    try:
        number = float(value) if isinstance(value, int | float | str) and not isinstance(value, bool) else None
    except ValueError:
        return None
    return number if number is not None and isfinite(number) and 0 <= number <= 100 else None


def _time(body: Json, name: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(body.get(name)))
    except ValueError:
        return None
    return found if found.tzinfo else None


def _image(value: object) -> bytes | None:
    if not isinstance(value, str) or not value:
        return None
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        return None
