"""Answers of the steps after the verdict, and everything that is none."""

import base64
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from kiosk.contract.message import Json
from kiosk.contract.steps import (
    AuthenticateReply,
    DecisionReply,
    DocumentBody,
    DocumentReply,
    EnrolReply,
    EvidenceReply,
    PageBody,
)
from kiosk.domain.documents.document import DocumentKind, ReadField, Source
from kiosk.domain.faces.quality import Advice
from kiosk.domain.identity.flow import AttemptStage, Outcome
from kiosk.domain.identity.step_results import DocumentAnswer, Evidence, FaceMatch, FlowAnswer, Page, Side
from kiosk.errors import BackendResponseInvalid

MATCH = {"isMatch": True}
FIELD = {"value": "Müller", "confidence": 99.5, "source": "mrz"}
POOR = {"image": "portrait", "measure": "yaw", "advice": "LOOK_STRAIGHT"}
DOCUMENT = {
    "accepted": True,
    "kind": "passport",
    "findings": [],
    "quality": [],
    "faceMatch": MATCH,
}
ENROLLED = {"outcome": "approved", "reasons": [], "customer": "4711"}
RECOGNISED = {"outcome": "approved", "reasons": [], "faceMatch": MATCH}
EVIDENCE = {
    "outcome": "failed",
    "stage": "face_match",
    "reasons": ["FACE_MISMATCH"],
    "scores": {"similarity": 12.5, "nose_path": -3.0},
    "images": [{"name": "audit-1", "imageBase64": base64.b64encode(b"jpeg").decode()}],
    "duplicates": [{"customer": "1", "similarity": 97}],
    "fields": {"name": FIELD},
}
Parse = Callable[[Mapping[str, Any]], object]


def parse_document(body: Json) -> DocumentAnswer:
    return DocumentReply.read(body).to_answer()


def parse_enrolment(body: Json) -> FlowAnswer:
    return EnrolReply.read(body).to_answer()


def parse_authentication(body: Json) -> FlowAnswer:
    return AuthenticateReply.read(body).to_answer()


def parse_evidence(body: Json) -> Evidence:
    return EvidenceReply.read(body).to_evidence()


def parse_decision(body: Json) -> Outcome:
    return DecisionReply.read(body).outcome


def test_a_document() -> None:
    answer = parse_document(DOCUMENT)
    assert answer.accepted
    assert answer.kind is DocumentKind.PASSPORT
    assert answer.face_match == FaceMatch(is_match=True)
    refused = parse_document({**DOCUMENT, "accepted": False, "findings": ["GLARE", "NEWER"], "quality": [POOR]})
    assert refused.findings == ("GLARE", "NEWER")
    assert refused.quality[0].advice is Advice.LOOK_STRAIGHT
    newer = parse_document(
        {**DOCUMENT, "accepted": False, "kind": "library_card", "quality": [{**POOR, "advice": "X"}]}
    )
    assert (newer.kind, newer.quality[0].advice) == (DocumentKind.UNKNOWN, None)


def test_the_ends_of_flows() -> None:
    assert parse_enrolment(ENROLLED).approved
    found = parse_enrolment({"outcome": "failed", "reasons": ["DUPLICATE_FOUND"], "customer": ""})
    assert found.reasons == ("DUPLICATE_FOUND",)
    assert parse_authentication(RECOGNISED).approved
    assert not parse_authentication({"outcome": "incomplete", "reasons": ["FACE_QUALITY_TOO_LOW"]}).approved
    assert parse_decision({"outcome": "open"}) is Outcome.OPEN


def test_evidence() -> None:
    evidence = parse_evidence(EVIDENCE)
    assert evidence.stage is AttemptStage.FACE_MATCH
    assert evidence.images == (("audit-1", b"jpeg"),)
    assert evidence.scores["nose_path"] == -3.0
    assert [(each.customer, each.similarity) for each in evidence.duplicates] == [("1", 97.0)]
    assert evidence.fields["name"] == ReadField("Müller", 99.5, Source.MACHINE_READABLE_ZONE)


@pytest.mark.parametrize(
    ("parse", "body"), [(parse_document, DOCUMENT), (parse_enrolment, ENROLLED), (parse_authentication, RECOGNISED)]
)
def test_what_an_older_backend_says_besides_is_left_out(parse: Parse, body: Mapping[str, Any]) -> None:
    match = {"isMatch": True, "similarity": 99.1, "threshold": 95}
    older = {**body, "fields": {"name": FIELD}, "duplicates": [{"customer": "1", "similarity": 97}]}
    assert parse({**older, "faceMatch": match}) == parse(body)


@pytest.mark.parametrize(
    ("parse", "body"),
    [
        (parse_document, {**DOCUMENT, "findings": ["GLARE"]}),
        (parse_document, {**DOCUMENT, "quality": [POOR]}),
        (parse_document, {**DOCUMENT, "faceMatch": None}),
        (parse_document, {**DOCUMENT, "faceMatch": {**MATCH, "isMatch": False}}),
        (parse_document, {**DOCUMENT, "faceMatch": {"isMatch": 1}}),
        (parse_document, {**DOCUMENT, "faceMatch": [1]}),
        (parse_document, {**DOCUMENT, "accepted": "true"}),
        (parse_document, {**DOCUMENT, "accepted": False, "findings": ["<b>"]}),
        (parse_document, {}),
        (parse_enrolment, {**ENROLLED, "reasons": ["DUPLICATE_FOUND"]}),
        (parse_enrolment, {**ENROLLED, "outcome": "failed"}),
        (parse_enrolment, {**ENROLLED, "outcome": "great"}),
        (parse_enrolment, {**ENROLLED, "customer": None}),
        (parse_authentication, {**RECOGNISED, "faceMatch": None}),
        (parse_authentication, {**RECOGNISED, "faceMatch": {**MATCH, "isMatch": False}}),
        (parse_authentication, {**RECOGNISED, "reasons": ["FACE_MISMATCH"]}),
        (parse_authentication, {**RECOGNISED, "outcome": "failed"}),
        (parse_evidence, {**EVIDENCE, "stage": "nowhere"}),
        (parse_evidence, {**EVIDENCE, "scores": {"similarity": "high"}}),
        (parse_evidence, {**EVIDENCE, "scores": None}),
        (parse_evidence, {**EVIDENCE, "duplicates": [{"customer": "1", "similarity": 101}]}),
        (parse_evidence, {**EVIDENCE, "fields": {"name": {**FIELD, "source": "guess"}}}),
        (parse_evidence, {**EVIDENCE, "fields": {"name": {**FIELD, "value": "a\nb"}}}),
        (parse_evidence, {**EVIDENCE, "fields": [FIELD]}),
        (parse_evidence, {**EVIDENCE, "images": [{"name": "a", "imageBase64": "%"}]}),
        (parse_evidence, {**EVIDENCE, "images": [{"name": "../a", "imageBase64": ""}]}),
        (parse_evidence, {**EVIDENCE, "images": [{"name": "a", "imageBase64": 7}]}),
        (parse_decision, {"outcome": True}),
    ],
)
def test_what_is_no_answer(parse: Parse, body: Mapping[str, Any]) -> None:
    with pytest.raises(BackendResponseInvalid):
        parse(body)


def test_pages_are_sent_with_their_sides() -> None:
    pages = [Page(Side.FRONT, b"a"), Page(Side.BACK, b"b")]
    body = DocumentBody.of(token="token", pages=[PageBody.from_page(page) for page in pages]).to_json()
    assert body == {
        "token": "token",
        "pages": [{"side": "front", "imageBase64": "YQ=="}, {"side": "back", "imageBase64": "Yg=="}],
    }
