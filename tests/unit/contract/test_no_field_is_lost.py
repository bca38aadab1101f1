"""What the domain says reaches whoever it is for: a field that is forgotten on its way fails here, by name."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

import pytest

from kiosk.contract import challenge, steps
from kiosk.contract.message import Reply
from kiosk.domain.documents.document import DocumentKind, ReadField, Source
from kiosk.domain.faces.quality import Advice
from kiosk.domain.identity.consent import Consent
from kiosk.domain.identity.flow import AttemptStage, Outcome
from kiosk.domain.identity.staff_actions import StaffAction
from kiosk.domain.identity.step_results import (
    DocumentAnswer,
    Duplicate,
    Evidence,
    FaceMatch,
    FailedMeasure,
    FlowAnswer,
    JudgedMeasure,
)
from kiosk.domain.liveness.verdict import Reason
from tests.factories.verdicts import make_verdict

MATCH = FaceMatch(is_match=True)
FIELD = ReadField("Müller", 99.5, Source.MACHINE_READABLE_ZONE)
MEASURE = FailedMeasure("portrait", "yaw", None, None, Advice.LOOK_STRAIGHT)


@dataclass(frozen=True)
class Journey:
    """Of one dataclass over one message: what is plain, and a value for each field that tells it apart."""

    plain: Any
    telling: Mapping[str, object]
    write: Callable[[Any], Reply]
    read: Callable[[Any], object]
    not_for_this_message: frozenset[str] = frozenset()
    also: Mapping[str, Mapping[str, object]] | None = None
    """What a field's value needs of others to be believed."""
    heard: Mapping[str, tuple[str, object]] | None = None
    """What becomes of a field of which less is told."""

    @property
    def message(self) -> type[Reply]:
        return type(self.write(self.plain))

    def changed(self, name: str) -> Any:
        return replace(self.plain, **{name: self.telling[name]}, **(self.also or {}).get(name, {}))


JOURNEYS = {
    "verdict": Journey(
        plain=make_verdict(Reason.FACE_LOST),
        telling={"passed": True, "reasons": (Reason.NO_DEPTH,), "face_match": 96.5, "synthetic": True},
        also={"passed": {"reasons": ()}},
        heard={"face_match": ("document_matched", True)},
        not_for_this_message=frozenset(
            {"confidence", "evidence", "reference_sequence", "audit_sequences", "not_measured"}
        ),
        write=challenge.VerdictReply.from_verdict,
        read=lambda body: challenge.VerdictReply.read(body).to_answer(),
    ),
    "document": Journey(
        plain=DocumentAnswer(accepted=False),
        telling={
            "accepted": True,
            "kind": DocumentKind.PASSPORT,
            "findings": ("GLARE",),
            "quality": (MEASURE,),
            "face_match": MATCH,
        },
        not_for_this_message=frozenset({"fields"}),
        also={"accepted": {"face_match": MATCH}},
        write=steps.DocumentReply.from_answer,
        read=lambda body: steps.DocumentReply.read(body).to_answer(),
    ),
    "field of a document": Journey(
        plain=ReadField("", 0.0, Source.PRINTED),
        telling={
            "value": "Müller",
            "confidence": 99.5,
            "source": Source.MACHINE_READABLE_ZONE,
            "witnesses": (Source.PRINTED,),
            "truncated": True,
        },
        write=steps.ReadFieldPart.from_field,
        read=lambda body: steps.ReadFieldPart.read(body).to_field(),
    ),
    "measure of a face": Journey(
        plain=FailedMeasure("selfie", "pitch", 0.0, 0.0, Advice.HOLD_STILL),
        telling={"image": "portrait", "measure": "yaw", "advice": Advice.LOOK_STRAIGHT},
        not_for_this_message=frozenset({"value", "limit"}),
        write=steps.FailedMeasurePart.from_measure,
        read=lambda body: steps.FailedMeasurePart.read(body).to_measure(),
    ),
    "match of two faces": Journey(
        plain=FaceMatch(is_match=False, similarity=12.5, threshold=95.5),
        telling={"is_match": True},
        not_for_this_message=frozenset({"similarity", "threshold"}),
        write=lambda match: steps.FaceMatchPart.from_match(match) or pytest.fail("nothing was written"),
        read=lambda body: steps.FaceMatchPart.read(body).to_match(),
    ),
    "duplicate": Journey(
        plain=Duplicate("", 0.0),
        telling={"customer": "C-1", "similarity": 97.5},
        write=steps.DuplicatePart.from_duplicate,
        read=lambda body: steps.DuplicatePart.read(body).to_duplicate(),
    ),
    "enrolment": Journey(
        plain=FlowAnswer(Outcome.FAILED, ("DUPLICATE_FOUND",)),
        telling={
            "outcome": Outcome.INCOMPLETE,
            "reasons": ("CUSTOMER_EXISTS",),
            "customer": "C-1",
        },
        not_for_this_message=frozenset({"face_match", "duplicates"}),
        write=steps.EnrolReply.from_answer,
        read=lambda body: steps.EnrolReply.read(body).to_answer(),
    ),
    "authentication": Journey(
        plain=FlowAnswer(Outcome.FAILED, ("FACE_MISMATCH",)),
        telling={"outcome": Outcome.INCOMPLETE, "reasons": ("FACE_QUALITY_TOO_LOW",), "face_match": MATCH},
        not_for_this_message=frozenset({"customer", "duplicates"}),
        write=steps.AuthenticateReply.from_answer,
        read=lambda body: steps.AuthenticateReply.read(body).to_answer(),
    ),
    "evidence": Journey(
        plain=Evidence(Outcome.OPEN, AttemptStage.LIVENESS, (), {}, ()),
        telling={
            "outcome": Outcome.FAILED,
            "stage": AttemptStage.FACE_MATCH,
            "reasons": ("FACE_MISMATCH",),
            "scores": {"similarity": 12.5},
            "images": (("selfie", b"jpeg"),),
            "duplicates": (Duplicate("C-2", 97.5),),
            "fields": {"name": FIELD},
            "not_measured": ("room_px",),
            "measures": (JudgedMeasure("similarity", 96.0, 95.0, at_least=True, passed=True),),
            "actions": (StaffAction.REVIEW,),
            "consent": Consent("2026-12", "pt"),
        },
        write=steps.EvidenceReply.from_evidence,
        read=lambda body: steps.EvidenceReply.read(body).to_evidence(),
    ),
}


def said(message: Reply) -> dict[str, Any]:
    """As it goes over the wire."""
    found = json.loads(message.model_dump_json(by_alias=True))
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("name", JOURNEYS)
def test_every_field_has_its_journey(name: str) -> None:
    journey = JOURNEYS[name]
    place, model = type(journey.plain).__name__, journey.message.__name__
    new = {field.name for field in fields(journey.plain)} - {*journey.telling, *journey.not_for_this_message}
    assert not new, f"{place} has {new}: say here and in {model} what goes over the wire"
    told = {*journey.message.model_fields}
    assert len(told) == len(journey.telling), f"{model} has {told}, and the journey has others"


@pytest.mark.parametrize(
    ("name", "field"), [(name, field) for name, journey in JOURNEYS.items() for field in journey.telling]
)
def test_a_field_survives_the_wire(name: str, field: str) -> None:
    journey = JOURNEYS[name]
    changed = journey.changed(field)
    where, what = journey.message.__name__, f"{type(changed).__name__}.{field}"
    body = said(journey.write(changed))
    assert body != said(journey.write(journey.plain)), f"{where} does not tell {what}: the model or its from_..."
    name_heard, value = (journey.heard or {}).get(field, (field, journey.telling[field]))
    assert getattr(journey.read(body), name_heard) == value, f"{where} loses {what} when it is read: to_..."


def test_parts_are_told_whole() -> None:
    """A part may be complete and its whole tell another."""
    answer = DocumentAnswer(False, DocumentKind.VISA, {}, ("GLARE",), (MEASURE,), MATCH)
    assert steps.DocumentReply.read(said(steps.DocumentReply.from_answer(answer))).to_answer() == answer
