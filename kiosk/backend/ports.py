"""What the use cases need from the outside world, as small protocols."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from kiosk.domain.documents.document import DocumentReading
from kiosk.domain.faces.face_detail import Box, FaceDetail
from kiosk.domain.faces.quality_components import NativeMeasures
from kiosk.domain.liveness.frames import FramePixels
from kiosk.errors import StorageFailed

Clock = Callable[[], float]
"""Seconds since the epoch."""


@dataclass(frozen=True, slots=True)
class Descriptor:
    """Numbers that describe a face; those of different models cannot be compared."""

    model_id: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class StoredFace:
    """The one face of an image of a challenge: a frame's sequence number or `ID_PHOTO`, and where the image lies."""

    sequence: int
    blob: str
    face: FaceDetail | None = None
    """None when nobody has kept it: whoever needs it looks at the image again."""


PreparedPair = tuple[StoredFace, StoredFace | None]
"""A face, and the one that it will be compared with; None when that one is not known yet."""


class FaceEngine(Protocol):
    """Turns images into facts; any thread may call it, several at a time."""

    @property
    def model_id(self) -> str:
        """Names the model that faces are compared with."""
        ...

    def detect(self, jpeg: bytes) -> tuple[FaceDetail, ...]:
        """All faces (an engine may stop at two); raises ImageErrors, Busy, ServiceUnavailable and AnalysisFailed."""
        ...


class PixelMeter(Protocol):
    """Measures what faces alone do not tell: light, surroundings, appearance; any thread, several at a time."""

    def measure(self, jpeg: bytes, context_jpeg: bytes | None, face: FaceDetail) -> FramePixels:
        """What the pixels of a frame with this face show; raises ImageErrors and AnalysisFailed."""
        ...


class DescriptorEngine(FaceEngine, Protocol):
    """An engine that hands out what it compares faces by."""

    def describe(self, jpeg: bytes, face: FaceDetail) -> Descriptor:
        """The descriptor of one face, in about 250 ms; raises ImageTruncated and AnalysisFailed."""
        ...

    def similarity(self, a: Descriptor, b: Descriptor) -> float:
        """How alike two faces are, 0-100; raises AnalysisFailed when the models differ."""
        ...


class FaceMatcher(Protocol):
    """Whether the faces of a challenge are one person's: prepared as images arrive, so that the verdict need not wait.

    Any thread may call it. The images lie in the blob store, and what it finds out is kept by the challenge store.
    """

    @property
    def compares_cheaply(self) -> bool:
        """Whether every frame may be compared with many others; otherwise each pair is paid for."""
        ...

    @property
    def waiting(self) -> int:
        """How much prepared work is not done yet, over all challenges."""
        ...

    def prepare(self, challenge_id: str, pairs: Sequence[PreparedPair]) -> None:
        """Do what can be done before the verdict compares these; raises nothing, what fails is left undone."""
        ...

    def list_prepared(self, challenge_id: str) -> frozenset[int]:
        """Sequence numbers of the faces that cost little to compare with the first one; raises ServiceErrors."""
        ...

    def match(self, challenge_id: str, pairs: Sequence[tuple[StoredFace, StoredFace]]) -> tuple[float, ...]:
        """Similarity 0-100 of each pair; raises ImageErrors and ServiceErrors."""
        ...


class TokenSecrets(Protocol):
    """What tokens are signed with; any thread. Each secret has at least 32 random bytes."""

    def current(self) -> tuple[bytes, ...]:
        """The newest first, which signs; all of them verify. Raises SecretsFailed."""
        ...

    def reload(self) -> tuple[bytes, ...]:
        """The same, asked anew: another backend may have signed with a newer one. Raises SecretsFailed."""
        ...


class BlobStore(Protocol):
    """Images, encrypted at rest; any thread, may block for a write, every method raises StorageFailed.

    What was put can be got at once, by any other process as well. A folder is a challenge's id; folders and names
    consist of letters, digits and hyphens.
    """

    def put(self, folder: str, name: str, data: bytes) -> None:
        """Store under this name, replacing what was there."""
        ...

    def get(self, folder: str, name: str) -> bytes:
        """What was stored; raises StorageFailed when there is nothing."""
        ...

    def delete(self, folder: str, name: str) -> None:
        """Delete it if it is there."""
        ...

    def keep_only(self, folder: str, names: Collection[str]) -> None:
        """Delete everything in a folder but these."""
        ...

    def names(self, folder: str) -> tuple[str, ...]:
        """All names in a folder, sorted; none for an unknown folder."""
        ...

    def purge_before(self, time_s: float) -> int:
        """Delete everything stored before then; returns how many images."""
        ...


StoredModel = TypeVar("StoredModel", bound="Stored")


class Stored(BaseModel):
    """Every infinite or undefined number is refused: none could be told apart from a pass when it is compared."""

    model_config = ConfigDict(allow_inf_nan=False, ser_json_bytes="base64", val_json_bytes="base64")


def dump_stored(stored: Stored) -> bytes:
    """JSON of a stored value."""
    return stored.model_dump_json().encode()


def load_stored(model: type[StoredModel], data: bytes, context: object = None) -> StoredModel:
    """Read the stored value, with what its validators need to know; raises StorageFailed when the JSON is none."""
    try:
        return model.model_validate_json(data, context=context)
    except ValidationError:
        # Without its cause, which quotes what was stored.
        raise StorageFailed(f"{model.__name__} does not read") from None


@dataclass(frozen=True, slots=True)
class SizedFace:
    """A face and the size of its picture, which says how many pixels it has."""

    face: FaceDetail
    picture_width_px: int
    picture_height_px: int
    native: NativeMeasures | None = None
    """What was measured of its pixels; only of a picture's largest face, and by engines that see pixels at all."""


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

    def faces(self, image: bytes, limit: int = 20) -> tuple[SizedFace, ...]:
        """Faces with all measures of quality, the largest first, at most `limit`; raises ImageErrors and ServiceErrors.

        Who asks for one alone may be answered sooner.
        """
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


class Metrics(Protocol):
    """Numbers for whoever runs the service; any thread, never raises, and labels never hold personal data."""

    def count(self, name: str, amount: float = 1.0, **labels: str) -> None:
        """Add to a counter; `name` is one of `kiosk.backend.metrics.names`."""
        ...

    def observe(self, name: str, value: float, **labels: str) -> None:
        """Add a value to a distribution."""
        ...


ReferenceHasher = Callable[[str, str], str]
"""A keyed hash of (what it names, reference) in place of the reference, to look it up by: nobody can guess it back."""
