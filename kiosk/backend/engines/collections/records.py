"""What the store keeps."""

from dataclasses import dataclass

from kiosk.domain.faces.face_detail import Box


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection; its vectors are all of one version of the face model."""

    key: int
    name: str
    model_version: str
    created_at_s: float


@dataclass(frozen=True, slots=True)
class NewFace:
    """A face to be indexed."""

    box: Box
    confidence: float
    vector: tuple[float, ...]
    quality: float | None = None
    """What the picture is worth as a reference, 0-100; None where nobody has measured it."""


@dataclass(frozen=True, slots=True)
class IndexedImage:
    """An image that faces were indexed of, under one external id."""

    key: int
    image_id: str
    external_image_id: str | None


@dataclass(frozen=True, slots=True)
class IndexedFace:
    """A face that was indexed."""

    key: int
    face_id: str
    image_key: int
    image_id: str
    external_image_id: str | None
    user_key: int | None
    user_id: str | None
    box: Box
    confidence: float


@dataclass(frozen=True, slots=True)
class User:
    """A user, and how many faces are associated with them."""

    key: int
    user_id: str
    face_count: int
