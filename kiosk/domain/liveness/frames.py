"""What the backend knows of the frames of one challenge when it judges them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.domain.faces.face_detail import FaceDetail
from kiosk.domain.liveness.challenge import Stage


@dataclass(frozen=True, slots=True)
class FrameFacts:
    """One analysed frame; `received_at_s` is the backend's clock, seconds since the epoch."""

    sequence: int
    stage: Stage
    received_at_s: float
    digest: str
    """SHA-256 of the JPEG file in hex."""
    chained: bool | None
    """Whether the hash chain held up to here; None when the client sends none."""
    faces: tuple[FaceDetail, ...]


@dataclass(frozen=True, slots=True)
class IdentityFacts:
    """Similarities (0-100) of the person over the challenge, worked out by the face engine."""

    same_person: Mapping[int, float]
    """By sequence number: similarity of that frame's face with the first frame's."""
    document: float | None
    """Similarity of the reference image with the ID photo; None without one."""


def chain_link(previous: str, sequence: int, timestamp_ms: int, digest: str) -> str:
    """Next link of the hash chain in hex: SHA-256 over the link before, sequence, client time and frame digest.

    The first link's `previous` is the challenge's id.
    """
    return hashlib.sha256(f"{previous}|{sequence}|{timestamp_ms}|{digest}".encode()).hexdigest()
