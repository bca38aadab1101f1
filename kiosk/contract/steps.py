"""The messages of the steps after the verdict: document, enrolment, authentication, and what staff may do."""

import base64
from dataclasses import asdict
from typing import Annotated, Final, Self

from pydantic import Field

from kiosk.contract.challenge import ChallengeId, ConsentBody, Token
from kiosk.contract.message import Body, Listed, Number, Positive, Reference, Reply, Score, Text, Word
from kiosk.domain.documents.document import DocumentKind, ReadField, Source
from kiosk.domain.faces.quality import Advice
from kiosk.domain.identity.consent import Consent
from kiosk.domain.identity.flow import AttemptStage, Flow, Outcome
from kiosk.domain.identity.origin import Origin
from kiosk.domain.identity.staff import TASKS, StaffProof, StaffRole, StaffTask
from kiosk.domain.identity.staff_actions import EVERY_BACKEND_KNOWS, StaffAction
from kiosk.domain.identity.step_results import (
    DocumentAnswer,
    Duplicate,
    Evidence,
    FaceMatch,
    FailedMeasure,
    FlowAnswer,
    JudgedMeasure,
    Page,
    Side,
    StaffDecision,
)
from kiosk.errors import BackendResponseInvalid

WITHOUT_FACE_PATH: Final = "/challenge/without-face"

# JSON has no enumerations, so strictness would refuse every member.
SideName = Annotated[Side, Field(strict=False)]
StageName = Annotated[AttemptStage, Field(strict=False)]
DecisionName = Annotated[StaffDecision, Field(strict=False)]
OutcomeName = Annotated[Outcome, Field(strict=False)]
SourceName = Annotated[Source, Field(strict=False)]


class PageBody(Body):
    """One page of a document."""

    side: SideName
    image_base64: str = Field(repr=False)

    @classmethod
    def from_page(cls, page: Page) -> Self:
        """Wrap a page up."""
        return cls.of(side=page.side, image_base64=base64.b64encode(page.jpeg).decode("ascii"))


class DocumentBody(Body):
    """Body of `POST /challenge/{id}/document`; of more pages than these not even the number is looked at."""

    token: str = Field(repr=False)
    pages: list[PageBody] = Field(max_length=8)


class EnrolBody(Body):
    """Body of `POST /challenge/{id}/enrol`."""

    token: str = Field(repr=False)
    request_id: str
    customer: Reference = Field("", repr=False)


class AuthenticateBody(Body):
    """Body of `POST /challenge/{id}/authenticate`."""

    token: str = Field(repr=False)
    request_id: str


class AbandonBody(Body):
    """Body of `POST /challenge/{id}/abandon`."""

    token: str = Field(repr=False)
    stage: StageName
    reason: str


class StaffBody(Body):
    """Body of `POST /staff/check`."""

    staff_id: str
    pin: str = Field(repr=False)
    device_id: str = ""

    def proof_from(self, origin: Origin) -> StaffProof:
        """Who says to be there, and where."""
        return StaffProof(self.staff_id, self.pin, self.device_id, origin)


class StaffReply(Reply):
    """Answer to `POST /staff/check`: what the member of staff may do."""

    tasks: Listed[Word] = Field(default_factory=lambda: [each.value for each in StaffTask])

    @classmethod
    def from_role(cls, role: StaffRole) -> Self:
        """Tell what this role may do."""
        return cls(tasks=sorted(each.value for each in TASKS[role]))

    def to_tasks(self) -> frozenset[StaffTask]:
        """Return the tasks that this version knows."""
        return frozenset(each for each in StaffTask if each in self.tasks)


class WithoutFaceBody(StaffBody):
    """Body of `POST /challenge/without-face`."""

    flow: Annotated[Flow, Field(strict=False)] = Flow.VERIFY
    customer: Reference = Field("", repr=False)
    consent: ConsentBody | None = None
    """What the customer had agreed to before they chose another way; None for nothing."""


class BegunReply(Reply):
    """Answer to `POST /challenge/without-face`."""

    id: ChallengeId
    token: Token = Field(repr=False)
    expires_at: Positive
    """Seconds since the epoch."""


class EvidenceBody(StaffBody):
    """Body of `POST /challenge/{id}/evidence`."""

    token: str = Field(repr=False)


class DecisionBody(StaffBody):
    """Body of `POST /challenge/{id}/decision`."""

    token: str = Field(repr=False)
    decision: DecisionName
    reason: str = Field(repr=False)


class FaceMatchPart(Reply):
    """Whether two faces count as one person's; how alike they are is shown to staff alone."""

    is_match: bool

    @classmethod
    def from_match(cls, match: FaceMatch | None) -> Self | None:
        """Tell of a match, if there is one."""
        return None if match is None else cls(is_match=match.is_match)

    def to_match(self) -> FaceMatch:
        """Return the match."""
        return FaceMatch(self.is_match)


class ReadFieldPart(Reply):
    """One field of a document."""

    value: Text = Field(repr=False)
    confidence: Score
    source: SourceName
    witnesses: Listed[SourceName] = Field(default_factory=list)
    truncated: bool = False

    @classmethod
    def from_field(cls, read: ReadField) -> Self:
        """Tell all of a field."""
        return cls(
            value=read.value,
            confidence=read.confidence,
            source=read.source,
            witnesses=list(read.witnesses),
            truncated=read.truncated,
        )

    def to_field(self) -> ReadField:
        """Return the field."""
        return ReadField(self.value, float(self.confidence), self.source, tuple(self.witnesses), self.truncated)


class FailedMeasurePart(Reply):
    """A measure of a face that is not met, and what helps; by how much it is missed is shown to staff alone."""

    image: Word
    measure: Word
    advice: Word

    @classmethod
    def from_measure(cls, failed: FailedMeasure) -> Self:
        """Tell of a measure."""
        assert failed.advice is not None, "only a terminal may not know an advice"
        return cls(image=failed.image, measure=failed.measure, advice=failed.advice)

    def to_measure(self) -> FailedMeasure:
        """Return the measure."""
        return FailedMeasure(
            image=self.image,
            measure=self.measure,
            value=None,
            limit=None,
            advice=Advice(self.advice) if self.advice in set(Advice) else None,
        )


class DocumentReply(Reply):
    """Answer to `POST /challenge/{id}/document`."""

    accepted: bool
    kind: Word
    findings: Listed[Word] = Field(default_factory=list)
    quality: Listed[FailedMeasurePart] = Field(default_factory=list)
    face_match: FaceMatchPart | None = None

    @classmethod
    def from_answer(cls, answer: DocumentAnswer) -> Self:
        """Tell what was made of a document, and nothing of what was read on it."""
        return cls(
            accepted=answer.accepted,
            kind=answer.kind,
            findings=list(answer.findings),
            quality=[FailedMeasurePart.from_measure(each) for each in answer.quality],
            face_match=FaceMatchPart.from_match(answer.face_match),
        )

    def to_answer(self) -> DocumentAnswer:
        """Return it; raises BackendResponseInvalid when what was accepted has something against it, or no match."""
        matched = self.face_match is not None and self.face_match.is_match
        if self.accepted and (self.findings or self.quality or not matched):
            raise BackendResponseInvalid("a document accepted with something against it")
        return DocumentAnswer(
            accepted=self.accepted,
            # A newer backend may know more kinds.
            kind=DocumentKind(self.kind) if self.kind in set(DocumentKind) else DocumentKind.UNKNOWN,
            findings=tuple(self.findings),
            quality=tuple(each.to_measure() for each in self.quality),
            face_match=None if self.face_match is None else self.face_match.to_match(),
        )


class DuplicatePart(Reply):
    """A customer who is enrolled already and looks like this one."""

    customer: Text = Field(repr=False)
    similarity: Score

    @classmethod
    def from_duplicate(cls, duplicate: Duplicate) -> Self:
        """Tell all of a duplicate."""
        return cls(customer=duplicate.customer, similarity=duplicate.similarity)

    def to_duplicate(self) -> Duplicate:
        """Return the duplicate."""
        return Duplicate(self.customer, float(self.similarity))


class EnrolReply(Reply):
    """Answer to `POST /challenge/{id}/enrol`."""

    outcome: OutcomeName
    reasons: Listed[Word] = Field(default_factory=list)
    customer: Text = Field(repr=False)

    @classmethod
    def from_answer(cls, answer: FlowAnswer) -> Self:
        """Tell how an onboarding ended."""
        return cls(
            outcome=answer.outcome,
            reasons=list(answer.reasons),
            customer=answer.customer,
        )

    def to_answer(self) -> FlowAnswer:
        """Return it; raises BackendResponseInvalid for an approval with reasons against it, and for none without."""
        if (self.outcome is Outcome.APPROVED) is bool(self.reasons):
            raise BackendResponseInvalid("an outcome that does not agree with its reasons")
        return FlowAnswer(self.outcome, tuple(self.reasons), self.customer)


class AuthenticateReply(Reply):
    """Answer to `POST /challenge/{id}/authenticate`."""

    outcome: OutcomeName
    reasons: Listed[Word] = Field(default_factory=list)
    face_match: FaceMatchPart | None = None

    @classmethod
    def from_answer(cls, answer: FlowAnswer) -> Self:
        """Tell how an authentication ended."""
        return cls(
            outcome=answer.outcome,
            reasons=list(answer.reasons),
            face_match=FaceMatchPart.from_match(answer.face_match),
        )

    def to_answer(self) -> FlowAnswer:
        """Return it; raises BackendResponseInvalid unless what is approved, and nothing else, has a match and no
        reasons against it."""
        match = None if self.face_match is None else self.face_match.to_match()
        passed = not self.reasons and match is not None and match.is_match
        if (self.outcome is Outcome.APPROVED) is not passed:
            raise BackendResponseInvalid("an outcome that does not agree with its reasons")
        return FlowAnswer(self.outcome, tuple(self.reasons), face_match=match)


class PicturePart(Reply):
    """A picture of an attempt."""

    name: Word
    image_base64: str = Field(repr=False)

    @classmethod
    def from_picture(cls, name: str, jpeg: bytes) -> Self:
        """Wrap a picture up."""
        return cls(name=name, image_base64=base64.b64encode(jpeg).decode("ascii"))

    def to_picture(self) -> tuple[str, bytes]:
        """Return name and JPEG file; raises BackendResponseInvalid."""
        try:
            return self.name, base64.b64decode(self.image_base64, validate=True)
        except ValueError as error:
            raise BackendResponseInvalid("imageBase64 is missing or not as agreed") from error


class JudgedMeasurePart(Reply):
    """A measurement with its limit."""

    name: Word
    value: Number
    limit: Number
    at_least: bool
    passed: bool

    @classmethod
    def from_measure(cls, measure: JudgedMeasure) -> Self:
        """Tell all of a measure."""
        return cls(
            name=measure.name,
            value=measure.value,
            limit=measure.limit,
            at_least=measure.at_least,
            passed=measure.passed,
        )

    def to_measure(self) -> JudgedMeasure:
        """Return the measure."""
        return JudgedMeasure(self.name, float(self.value), float(self.limit), self.at_least, self.passed)


class ConsentPart(Reply):
    """What the customer agreed to."""

    version: Text
    language: Text


class EvidenceReply(Reply):
    """Answer to `POST /challenge/{id}/evidence`."""

    outcome: OutcomeName
    stage: StageName
    reasons: Listed[Word] = Field(default_factory=list)
    scores: dict[Word, Number] = Field(repr=False)
    images: Listed[PicturePart] = Field(default_factory=list, repr=False)
    duplicates: Listed[DuplicatePart] = Field(default_factory=list, repr=False)
    fields: dict[Word, ReadFieldPart] = Field(default_factory=dict, repr=False)
    not_measured: Listed[Word] = Field(default_factory=list)
    measures: Listed[JudgedMeasurePart] = Field(default_factory=list, repr=False)
    actions: Listed[Word] = Field(default_factory=lambda: [each.value for each in EVERY_BACKEND_KNOWS])
    consent: ConsentPart | None = Field(None, exclude_if=lambda consent: consent is None)
    """What the customer agreed to; none where that happened elsewhere."""

    @classmethod
    def from_evidence(cls, evidence: Evidence) -> Self:
        """Tell all of what staff may see."""
        return cls(
            outcome=evidence.outcome,
            stage=evidence.stage,
            reasons=list(evidence.reasons),
            scores=dict(evidence.scores),
            images=[PicturePart.from_picture(*each) for each in evidence.images],
            duplicates=[DuplicatePart.from_duplicate(each) for each in evidence.duplicates],
            fields={name: ReadFieldPart.from_field(read) for name, read in evidence.fields.items()},
            not_measured=list(evidence.not_measured),
            measures=[JudgedMeasurePart.from_measure(each) for each in evidence.measures],
            actions=[each.value for each in evidence.actions],
            consent=None if (given := evidence.consent) is None else ConsentPart(**asdict(given)),
        )

    def to_evidence(self) -> Evidence:
        """Return the evidence; raises BackendResponseInvalid for a picture that is no base64."""
        return Evidence(
            outcome=self.outcome,
            stage=self.stage,
            reasons=tuple(self.reasons),
            scores={name: float(value) for name, value in self.scores.items()},
            images=tuple(each.to_picture() for each in self.images),
            duplicates=tuple(each.to_duplicate() for each in self.duplicates),
            fields={name: read.to_field() for name, read in self.fields.items()},
            not_measured=tuple(self.not_measured),
            measures=tuple(each.to_measure() for each in self.measures),
            # A newer backend may know more of them.
            actions=tuple(each for each in StaffAction if each in self.actions),
            consent=None if self.consent is None else Consent(self.consent.version, self.consent.language),
        )


class DecisionReply(Reply):
    """Answer to `POST /challenge/{id}/decision`."""

    outcome: OutcomeName


class DoneReply(Reply):
    """Answer to what is done once it is answered at all: an empty object."""
