"""What enrolment, migration and batches work with."""

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.backend.enrolment.ports import EnrolmentStore
from kiosk.backend.ports import BlobStore, Clock, FaceCollections
from kiosk.domain.identity.policy import EnrolmentPolicy

WrapCollections = Callable[[FaceCollections], FaceCollections]
"""Puts something around collections that counts what they are asked."""


@dataclass(frozen=True, slots=True)
class EnrolmentContext:
    """Put together once, for this machine or for AWS."""

    collections: FaceCollections
    store: EnrolmentStore
    blobs: BlobStore
    """Keeps the images for as long as their customer is enrolled."""
    policy: EnrolmentPolicy
    clock: Clock
    parallelism: int
    """Shards that are searched and images that are indexed at a time."""
    alone: bool = False
    """Whether no other process can be at work on the same customers, so that whatever is pending was left behind."""
