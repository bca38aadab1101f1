"""What the terminal and the backend say to each other after the verdict, read as strictly as the rest of the wire."""

import base64
import re
from collections.abc import Sequence

from kiosk.contract.message import Json
from kiosk.domain.documents.document import DocumentKind, ReadField, Source
from kiosk.domain.faces.quality import Advice
from kiosk.domain.identity.flow import AttemptStage, Outcome
from kiosk.domain.identity.step_results import (
    DocumentAnswer,
    Duplicate,
    Evidence,
    FaceMatch,
    FailedMeasure,
    FlowAnswer,
    Page,
)
from kiosk.errors import BackendResponseInvalid
from kiosk.terminal.client.fields import flag, items, number, odd, part, score, text, texts

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,63}")
_TEXT = re.compile(r"[^\x00-\x1f\x7f]{0,256}")


def document_request(token: str, pages: Sequence[Page]) -> Json:
    """Body of `POST /challenge/{id}/document`."""
    encoded = [{"side": page.side.value, "imageBase64": base64.b64encode(page.jpeg).decode("ascii")} for page in pages]
    return {"token": token, "pages": encoded}


def parse_document(body: Json) -> DocumentAnswer:
    """The answer to `POST /challenge/{id}/document`; an accepted document has nothing against it, and a match."""
    match, kind = _match(body), text(body, "kind", _WORD)
    read = part(body.get("fields", {}), "fields")
    answer = DocumentAnswer(
        accepted=flag(body, "accepted"),
        # A newer backend may know more kinds.
        kind=DocumentKind(kind) if kind in set(DocumentKind) else DocumentKind.UNKNOWN,
        fields={_word(name): _field(part(value, "fields")) for name, value in read.items()},
        findings=_words(body, "findings"),
        quality=tuple(_measure(part(item, "quality")) for item in items(body, "quality")),
        face_match=match,
    )
    if answer.accepted and (answer.findings or answer.quality or match is None or not match.is_match):
        raise BackendResponseInvalid("a document accepted with something against it")
    return answer


def parse_enrolment(body: Json) -> FlowAnswer:
    """The answer to `POST /challenge/{id}/enrol`; an approved one has no reasons against it."""
    outcome, reasons = _outcome(body), _words(body, "reasons")
    if (outcome is Outcome.APPROVED) is bool(reasons):
        raise BackendResponseInvalid("an outcome that does not agree with its reasons")
    found = (part(item, "duplicates") for item in items(body, "duplicates"))
    duplicates = tuple(Duplicate(text(item, "customer", _TEXT), _score(item, "similarity")) for item in found)
    return FlowAnswer(outcome, reasons, text(body, "customer", _TEXT), duplicates)


def parse_authentication(body: Json) -> FlowAnswer:
    """The answer to `POST /challenge/{id}/authenticate`; an approved one has a match and no reasons against it."""
    outcome, reasons, match = _outcome(body), _words(body, "reasons"), _match(body)
    passed = not reasons and match is not None and match.is_match
    if (outcome is Outcome.APPROVED) is not passed:
        raise BackendResponseInvalid("an outcome that does not agree with its reasons")
    return FlowAnswer(outcome, reasons, face_match=match)


def parse_evidence(body: Json) -> Evidence:
    """The answer to `POST /challenge/{id}/evidence`."""
    stage = text(body, "stage", _WORD)
    return Evidence(
        outcome=_outcome(body),
        stage=AttemptStage(stage) if stage in set(AttemptStage) else odd("stage"),
        reasons=_words(body, "reasons"),
        scores={_word(name): number(value, "scores") for name, value in part(body.get("scores"), "scores").items()},
        images=tuple(_image(part(item, "images")) for item in items(body, "images")),
    )


def parse_decision(body: Json) -> Outcome:
    """The answer to `POST /challenge/{id}/decision`."""
    return _outcome(body)


def _word(name: str) -> str:
    return name if _WORD.fullmatch(name) else odd("a name")


def _words(body: Json, name: str) -> tuple[str, ...]:
    return tuple(map(_word, texts(body, name)))


def _score(body: Json, name: str) -> float:
    return score(body.get(name), name)


def _outcome(body: Json) -> Outcome:
    outcome = text(body, "outcome", _WORD)
    return Outcome(outcome) if outcome in set(Outcome) else odd("outcome")


def _match(body: Json) -> FaceMatch | None:
    if body.get("faceMatch") is None:
        return None
    match = part(body["faceMatch"], "faceMatch")
    return FaceMatch(flag(match, "isMatch"), _score(match, "similarity"), _score(match, "threshold"))


def _field(read: Json) -> ReadField:
    source = text(read, "source", _WORD)
    known = Source(source) if source in set(Source) else odd("source")
    return ReadField(text(read, "value", _TEXT), _score(read, "confidence"), known)


def _measure(item: Json) -> FailedMeasure:
    advice = text(item, "advice", _WORD)
    return FailedMeasure(
        image=text(item, "image", _WORD),
        measure=text(item, "measure", _WORD),
        value=number(item.get("value"), "value"),
        limit=number(item.get("limit"), "limit"),
        advice=Advice(advice) if advice in set(Advice) else None,
    )


def _image(item: Json) -> tuple[str, bytes]:
    encoded = item.get("imageBase64")
    try:
        image = base64.b64decode(encoded if isinstance(encoded, str) else odd("imageBase64"), validate=True)
    except ValueError:
        odd("imageBase64")
    return text(item, "name", _WORD), image
