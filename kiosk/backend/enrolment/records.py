"""What is known of enrolled customers, and where their faces lie."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from kiosk.domain.faces.face_detail import Box
from kiosk.domain.identity.collection_layout import Layout


class EnrolmentState(StrEnum):
    """Where an enrolment stands."""

    PENDING = "pending"
    """Somebody is at it, or was killed."""
    ACTIVE = "active"
    WITHOUT_FACE = "without_face"
    """Whole, and nothing of a face is held: staff alone says who comes."""
    UNDOING = "undoing"
    """It failed: whatever it left is being removed, also what nobody wrote down."""
    ERASING = "erasing"
    """The customer is being deleted."""

    @property
    def is_whole(self) -> bool:
        """Whether the bank knows the customer."""
        return self in (EnrolmentState.ACTIVE, EnrolmentState.WITHOUT_FACE)


@dataclass(frozen=True, slots=True)
class Enrolment:
    """One customer's enrolment; times are seconds since the epoch."""

    user: str
    """Random and opaque: all that collections know of a customer."""
    customer: str = field(repr=False)
    """The bank's reference."""
    state: EnrolmentState
    claim: str
    """Of whoever changed the state last: only they go on with it."""
    started_at_s: float
    seen_at_s: float
    """When the customer was enrolled or authenticated last."""


@dataclass(frozen=True, slots=True)
class Layouts:
    """The collections in use."""

    current: Layout
    """Searched and written."""
    upcoming: Layout | None = None
    """Written as well: a migration fills it."""
    retired: Layout | None = None
    """Nobody uses it any longer; it is to be deleted."""
    version: int = 1
    """Counts every change, so that nobody ends an enrolment that was begun under other layouts."""

    @property
    def written(self) -> tuple[Layout, ...]:
        """Where a new customer must be."""
        return (self.current,) if self.upcoming is None else (self.current, self.upcoming)

    @property
    def known(self) -> tuple[Layout, ...]:
        """Where anything of a customer can be."""
        return self.written if self.retired is None else (*self.written, self.retired)

    def start_move(self, upcoming: Layout | None) -> "Layouts":
        """A migration has begun, or is given up."""
        return replace(self, upcoming=upcoming, version=self.version + 1)

    def switch(self) -> "Layouts":
        """The upcoming layout is the current one."""
        if self.upcoming is None:
            raise ValueError("no migration is under way")
        return Layouts(self.upcoming, None, self.current, self.version + 1)

    def clear(self) -> "Layouts":
        """The retired layout is deleted."""
        return replace(self, retired=None, version=self.version + 1)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How far a migration has come: all users up to and including the last one are done."""

    generation: int
    last_user: str = ""
    customers: int = 0
    images: int = 0
    failed: tuple[str, ...] = ()
    """Users of whom no image could be indexed anew."""


@dataclass(frozen=True, slots=True)
class MappedFace:
    """A face in a collection, the kept image that it was indexed of, and where on it."""

    collection: str
    face_id: str
    image: str
    box: Box


@dataclass(frozen=True, slots=True)
class EnrolledImage:
    """An image that a customer was enrolled with, under the name by which `MappedFace` refers to it."""

    name: str
    kind: str
    jpeg: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class CustomerRecord:
    """All that is held on an enrolled customer; times are seconds since the epoch."""

    customer: str = field(repr=False)
    enrolled_at_s: float
    seen_at_s: float
    """When they were enrolled or authenticated last."""
    images: tuple[EnrolledImage, ...]
    faces: tuple[MappedFace, ...]
