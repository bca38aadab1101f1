"""What finding out who somebody is needs from the outside world; see `ports` for what finding out liveness needs."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from kiosk.backend.enrolment.mapped_faces import Held
from kiosk.domain.documents.document import DocumentReading
from kiosk.domain.faces.face_detail import Box, FaceDetail
from kiosk.domain.identity.flow import Attempt, AttemptStage, Flow, Outcome


@dataclass(frozen=True, slots=True)
class SizedFace:
    """A face and the size of its picture, which says how many pixels it has."""

    face: FaceDetail
    picture_width_px: int
    picture_height_px: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """How alike the largest faces of two pictures are, 0-100 on the scale of this model."""

    similarity: float
    model_id: str


class FaceComparer(Protocol):
    """Looks at pictures and compares the faces on them; any thread, several at a time."""

    @property
    def model_id(self) -> str:
        """Names the model that faces are compared with."""
        ...

    def faces(self, image: bytes) -> tuple[SizedFace, ...]:
        """All faces with all measures of quality, the largest first; raises ImageErrors and ServiceErrors."""
        ...

    def compare(self, source: bytes, target: bytes) -> Comparison:
        """Compare the largest face of each; raises NoFaceFound, ImageErrors and ServiceErrors."""
        ...


class DocumentReader(Protocol):
    """Reads identity documents; any thread."""

    def read(self, pages: Sequence[bytes], today: date) -> DocumentReading:
        """Read the one or two pages of a document; raises ImageErrors and ServiceErrors, findings are no errors."""
        ...


@dataclass(frozen=True, slots=True)
class FaceRecord:
    """A face in a collection."""

    face_id: str
    image_id: str
    box: Box
    confidence: float


@dataclass(frozen=True, slots=True)
class FaceFound:
    """A face of a collection that is like the one searched for; `user` is empty when it is nobody's."""

    face_id: str
    similarity: float
    user: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class UserFound:
    """A user of a collection whose vector is like the face searched for."""

    user: str = field(repr=False)
    similarity: float


@dataclass(frozen=True, slots=True)
class CollectionFacts:
    """A collection: its vectors are all of one model version."""

    name: str
    model_version: str
    faces: int
    users: int


class FaceCollections(Protocol):
    """Vectors of faces and users, in Rekognition's terms; any thread.

    Every method raises ServiceErrors, and those that take a collection raise CollectionNotFound. Users and external
    image ids are opaque ids of ours, never a customer's own reference. Repeating any call is harmless.
    """

    @property
    def model_version(self) -> str:
        """Of the vectors that new collections get."""
        ...

    def create(self, collection: str) -> None:
        """Create it, of the present model version, unless it is there."""
        ...

    def delete(self, collection: str) -> None:
        """Delete it with everything in it, if it is there."""
        ...

    def describe(self, collection: str) -> CollectionFacts:
        """What it holds."""
        ...

    def names(self) -> tuple[str, ...]:
        """All collections."""
        ...

    def index(self, collection: str, image: bytes, external_image_id: str) -> FaceRecord:
        """Add the largest face; raises NoFaceFound, FaceQualityTooLow and ImageErrors."""
        ...

    def faces(self, collection: str) -> tuple[tuple[str, str], ...]:
        """(face id, external image id) of all faces."""
        ...

    def delete_faces(self, collection: str, face_ids: Sequence[str]) -> None:
        """Delete them, also where they are a user's; unknown ones are ignored."""
        ...

    def create_user(self, collection: str, user: str) -> None:
        """Create the user unless it is there."""
        ...

    def delete_user(self, collection: str, user: str) -> None:
        """Delete the user, whose faces stay, if it is there."""
        ...

    def associate(self, collection: str, user: str, face_ids: Sequence[str]) -> tuple[str, ...]:
        """Make these faces the user's; returns those that are, without the ones too unlike. Raises UserNotFound."""
        ...

    def disassociate(self, collection: str, user: str, face_ids: Sequence[str]) -> None:
        """Take faces from a user; raises UserNotFound."""
        ...

    def search_faces(self, collection: str, image: bytes, threshold: float, limit: int) -> tuple[FaceFound, ...]:
        """Faces like the largest one of the image, the most similar first; raises NoFaceFound and ImageErrors."""
        ...

    def search_users(self, collection: str, image: bytes, threshold: float, limit: int) -> tuple[UserFound, ...]:
        """Users like the largest face of the image, the most similar first; raises NoFaceFound and ImageErrors."""
        ...


class AttemptLog(Protocol):
    """Records every attempt, counts what it says about the business, and locks out who fails too often; any thread.

    Raises StorageFailed; unknown ids are ignored but for `load`, and so is what comes after the end.
    """

    def begin(self, attempt: Attempt) -> None:
        """Record a new attempt, unless this customer or device is locked out: raises LockedOut."""
        ...

    def check(self, customer: str, device: str) -> None:
        """Raises LockedOut as `begin` would, and records nothing; asked before anybody hears who is enrolled."""
        ...

    def trying(self, attempt_id: str) -> AbstractContextManager[None]:
        """Around a step that tells somebody whom a face belongs to: counts a try of its customer and device, so that no
        more are at work at once than may fail.

        Raises LockedOut when one of them was locked out since the attempt began, Busy and AttemptNotFound.
        """
        ...

    def advance(
        self,
        attempt_id: str,
        stage: AttemptStage,
        *,
        customer: str = "",
        measures: Mapping[str, float] | None = None,
        details: Mapping[str, str] | None = None,
    ) -> None:
        """The attempt has come this far and never goes back; measures and details are added to those it has."""
        ...

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
        """The attempt is over, at the stage where it stands or this one; counts once. FAILED counts for lockout, and
        APPROVED of other flows than VERIFY clears the customer's failures. INCOMPLETE may be ended once more, by
        staff."""
        ...

    def reopen(self, attempt_id: str, *, details: Mapping[str, str]) -> None:
        """Staff takes up an attempt that ended without approval, at the stage REVIEW; `details` has their `decision`.
        An approved one is ignored."""
        ...

    def load(self, attempt_id: str) -> Attempt:
        """The attempt as recorded; raises AttemptNotFound."""
        ...

    def sweep(self) -> int:
        """End every open attempt whose time ran out as abandoned; how many."""
        ...


class Metrics(Protocol):
    """Numbers for whoever runs the service; any thread, never raises, and labels never hold personal data."""

    def count(self, name: str, amount: float = 1.0, **labels: str) -> None:
        """Add to a counter; `name` is one of `kiosk.backend.metrics.names`."""
        ...

    def observe(self, name: str, value: float, **labels: str) -> None:
        """Add a value to a distribution."""
        ...


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like an enrolled customer somebody is, 0-100, and who of the same shard is more like them, best first."""

    similarity: float
    others: tuple[UserFound, ...] = ()


class Enrolments(Protocol):
    """Customers who are enrolled, with their faces spread over collections; any thread. Raises ServiceErrors."""

    @property
    def model_version(self) -> str:
        """Of the vectors that are searched now, for the thresholds that belong to it."""
        ...

    def enrolled(self, customer: str) -> bool:
        """Whether this customer can be authenticated."""
        ...

    def duplicates(self, image: bytes, threshold: float) -> tuple[UserFound, ...]:
        """Enrolled customers (their references in `user`) who look like this, over all shards, best first."""
        ...

    def enrol(self, customer: str, images: Sequence[tuple[str, bytes]]) -> int:
        """Enrol with these (kind, JPEG) images, all or nothing; how many faces. Raises CustomerExists, NoFaceFound and
        FaceQualityTooLow."""
        ...

    def likeness(self, customer: str, image: bytes) -> Likeness:
        """How like the enrolled customer the largest face is, and who among the others is more alike; raises
        CustomerNotFound and NoFaceFound."""
        ...

    def seen(self, customer: str) -> None:
        """The customer was authenticated, which retention goes by; unknown ones are ignored."""
        ...

    def held(self, customer: str) -> Held:
        """All that is held on the customer; raises CustomerNotFound."""
        ...

    def erase(self, customer: str) -> bool:
        """Delete the customer everywhere, or end a deletion that was begun; whether there was one."""
        ...

    def purge_unseen(self, before_s: float) -> int:
        """Erase who was neither enrolled nor authenticated since then; how many."""
        ...


@dataclass(frozen=True, slots=True)
class AttemptPlan:
    """What a terminal says of an attempt when it starts one; untrusted."""

    flow: Flow = Flow.VERIFY
    customer: str = field(default="", repr=False)
    device: str = ""
