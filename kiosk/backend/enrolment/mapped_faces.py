"""What is held on an enrolled customer."""

from dataclasses import dataclass, field

from kiosk.domain.faces.face_detail import Box


@dataclass(frozen=True, slots=True)
class MappedFace:
    """A face in a collection, the kept image that it was indexed of, and where on it."""

    collection: str
    face_id: str
    image: str
    box: Box


@dataclass(frozen=True, slots=True)
class HeldImage:
    """An image that a customer was enrolled with, under the name by which `MappedFace` refers to it."""

    name: str
    kind: str
    jpeg: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Held:
    """All that is held on an enrolled customer; times are seconds since the epoch."""

    customer: str = field(repr=False)
    enrolled_at_s: float
    seen_at_s: float
    """When they were enrolled or authenticated last."""
    images: tuple[HeldImage, ...]
    faces: tuple[MappedFace, ...]
