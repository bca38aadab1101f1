"""Stand-ins for what the KYC API asks: who is on a picture, what a document says, and who wrote an attempt down."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from kiosk.backend.metrics.no_metrics import NoMetrics
from kiosk.backend.ports import Comparison, SizedFace
from kiosk.domain.documents.document import (
    DocumentKind,
    DocumentReading,
    FieldName,
    Finding,
    Portrait,
    ReadField,
    Source,
)
from kiosk.domain.faces.face_detail import Box, FaceDetail
from kiosk.domain.identity.flow import Attempt, AttemptStage, Outcome
from kiosk.errors import NoFaceFound
from kiosk.rekognition_local.liveness.no_attempts import NoAttempts
from tests.faces import head
from tests.unit.backend.fakes import digest, jpeg

ALIKE = 96.4567


class FakeComparer:
    """Implements `FaceComparer`; sees what it was shown, and nobody otherwise. Two persons are alike as it was told."""

    model_id = "fake"

    def __init__(self) -> None:
        self._seen: dict[str, tuple[str, tuple[FaceDetail, ...]]] = {}
        self.before: Callable[[], object] = lambda: None
        self.unlike = 12.5

    def show(self, image: bytes, person: str = "alice", *faces: FaceDetail) -> bytes:
        self._seen[digest(image)] = person, faces or (head(),)
        return image

    def faces(self, image: bytes) -> tuple[SizedFace, ...]:
        self.before()
        _, faces = self._seen.get(digest(image), ("", ()))
        return tuple(SizedFace(face, 640, 480) for face in faces)

    def compare(self, source: bytes, target: bytes) -> Comparison:
        people = [self._seen.get(digest(image), ("", ()))[0] for image in (source, target)]
        if not all(people):
            raise NoFaceFound
        return Comparison(ALIKE if people[0] == people[1] else self.unlike, self.model_id)


class FakeReader:
    """Implements `DocumentReader`; reads whatever page it knows, wherever it lies among the others."""

    def __init__(self) -> None:
        self.documents: dict[str, DocumentReading] = {}
        self.before: Callable[[], object] = lambda: None
        self.today: date | None = None

    def read(self, pages: Sequence[bytes], today: date) -> DocumentReading:
        self.before()
        self.today = today
        known = [self.documents[digest(page)] for page in pages if digest(page) in self.documents]
        empty = DocumentReading(DocumentKind.UNKNOWN, {}, (Finding.NO_PORTRAIT,), None, len(pages))
        return replace(known[0], pages=len(pages)) if known else empty

    def show(self, page: bytes, portrait: bytes | None, *findings: Finding) -> bytes:
        def read(value: str) -> ReadField:
            return ReadField(value, 99.0, Source.MACHINE_READABLE_ZONE)

        fields = {
            FieldName.NAME: read("John Doe"),
            FieldName.DOCUMENT_NUMBER: read("123456789"),
            FieldName.DATE_OF_BIRTH: read("1990-01-15"),
        }
        shown = None if portrait is None else Portrait(0, Box(0.1, 0.1, 0.3, 0.5), portrait)
        self.documents[digest(page)] = DocumentReading(DocumentKind.ID_CARD, fields, findings, shown, 1)
        return page


class FakeMetrics(NoMetrics):
    """Remembers what was counted, with its labels."""

    def __init__(self) -> None:
        self.counted: list[tuple[str, dict[str, str]]] = []

    def count(self, name: str, amount: float = 1.0, **labels: str) -> None:
        self.counted.append((name, labels))


class FakeAttempts(NoAttempts):
    """Remembers how attempts began and ended."""

    def __init__(self) -> None:
        self.begun: dict[str, Attempt] = {}
        self.ended: dict[str, tuple[Outcome, tuple[str, ...]]] = {}

    def begin(self, attempt: Attempt) -> None:
        self.begun[attempt.id] = attempt

    def end(
        self,
        attempt_id: str,
        outcome: Outcome,
        *,
        reasons: Sequence[str] = (),
        stage: AttemptStage | None = None,
        measures: Mapping[str, float] | None = None,
        details: Mapping[str, str] | None = None,
    ) -> None:
        self.ended[attempt_id] = outcome, tuple(reasons)


REFERENCE = jpeg("reference")
"""What the live person's reference image is."""
