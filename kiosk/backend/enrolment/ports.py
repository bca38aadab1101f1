"""Where enrolments are written down."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from kiosk.backend.enrolment.records import Checkpoint, CustomerRecord, Enrolment, EnrolmentState, Layouts, MappedFace
from kiosk.backend.ports import UserFound


class EnrolmentStore(Protocol):
    """Customers, their users, the faces of these, and the layouts they lie in.

    Any thread and several processes may call it; what was written is there, even if the power fails a moment later.
    Every method raises ServiceErrors. A change takes the enrolment as its caller knows it, and does nothing when state
    or claim are others by now.
    """

    def add(self, enrolment: Enrolment) -> None:
        """A pending enrolment; raises CustomerExists when the customer has one, whatever its state."""
        ...

    def find(self, customer: str) -> Enrolment | None:
        """The customer's enrolment, whatever its state."""
        ...

    def of_user(self, user: str) -> Enrolment | None:
        """The enrolment of a user."""
        ...

    def move(self, enrolment: Enrolment, state: EnrolmentState, claim: str) -> bool:
        """Go on to UNDOING or ERASING, under a claim of one's own; whether it was done."""
        ...

    def activate(self, enrolment: Enrolment, now_s: float, layouts_version: int) -> bool:
        """Pending to active, while the layouts are of this version; whether it was done."""
        ...

    def activate_without_face(self, enrolment: Enrolment, now_s: float) -> bool:
        """Pending to WITHOUT_FACE; whether it was done."""
        ...

    def touch(self, enrolment: Enrolment, now_s: float) -> None:
        """The customer was seen now."""
        ...

    def put_face(self, enrolment: Enrolment, face: MappedFace) -> bool:
        """Write down a face of this customer, replacing what is known of it; whether it was done."""
        ...

    def faces(self, user: str) -> tuple[MappedFace, ...]:
        """The user's faces in all collections, by collection and face id."""
        ...

    def drop_faces(self, user: str, faces: Sequence[MappedFace]) -> None:
        """Forget these faces of a user, those that are there."""
        ...

    def remove(self, enrolment: Enrolment) -> None:
        """Forget an enrolment that is being undone or erased, and its faces."""
        ...

    def list_unfinished(self, before_s: float) -> tuple[Enrolment, ...]:
        """Those that were begun before then and are pending, and all that are being undone or erased."""
        ...

    def after(self, user: str, limit: int, state: EnrolmentState = EnrolmentState.ACTIVE) -> tuple[Enrolment, ...]:
        """The next ones in this state, which is whole, by user; a random order that never changes, none at the end."""
        ...

    def layouts(self) -> Layouts | None:
        """The layouts; None before the first."""
        ...

    def put_layouts(self, layouts: Layouts) -> bool:
        """Replace the version before, or be the first; whether it was done."""
        ...

    def checkpoint(self) -> Checkpoint | None:
        """Where the migration stands that is under way."""
        ...

    def put_checkpoint(self, checkpoint: Checkpoint) -> None:
        """Write down where it stands."""
        ...


@dataclass(frozen=True, slots=True)
class CustomerLikeness:
    """How like an enrolled customer somebody is, 0-100, and who of the same shard is more like them, best first."""

    similarity: float
    others: tuple[UserFound, ...] = ()
    has_face: bool = True
    """False for a customer who was enrolled without one."""


class Enrolments(Protocol):
    """Customers who are enrolled, with their faces spread over collections; any thread. Raises ServiceErrors."""

    @property
    def model_version(self) -> str:
        """Of the vectors that are searched now, for the thresholds that belong to it."""
        ...

    def is_enrolled(self, customer: str) -> bool:
        """Whether this customer can be authenticated, by their face or by staff."""
        ...

    def holds(self, customer: str, image: bytes) -> bool:
        """Whether the customer is enrolled with this very picture."""
        ...

    def find_duplicates(self, image: bytes, threshold: float) -> tuple[UserFound, ...]:
        """Enrolled customers (their references in `user`) who look like this, over all shards, best first."""
        ...

    def enrol(self, customer: str, images: Sequence[tuple[str, bytes]]) -> int:
        """Enrol with these (kind, JPEG) images, all or nothing; how many faces. Raises CustomerExists, NoFaceFound and
        FaceQualityTooLow."""
        ...

    def enrol_without_face(self, customer: str, attempt_id: str) -> None:
        """Enrol by the word of staff, with nothing that a face could be found by. Raises CustomerExists."""
        ...

    def is_enrolled_by(self, customer: str, attempt_id: str) -> bool:
        """Whether the customer is enrolled without a face, and was by this very attempt."""
        ...

    def likeness(self, customer: str, image: bytes) -> CustomerLikeness:
        """How like the enrolled customer the largest face is, and who among the others is more alike; raises
        CustomerNotFound and NoFaceFound."""
        ...

    def mark_seen(self, customer: str) -> None:
        """The customer was authenticated, which retention goes by; unknown ones are ignored."""
        ...

    def load_customer(self, customer: str) -> CustomerRecord:
        """All that is held on the customer; raises CustomerNotFound."""
        ...

    def erase(self, customer: str) -> bool:
        """Delete the customer everywhere, or end a deletion that was begun; whether there was one."""
        ...

    def purge_unseen(self, before_s: float) -> int:
        """Erase who was neither enrolled nor authenticated since then; how many."""
        ...
