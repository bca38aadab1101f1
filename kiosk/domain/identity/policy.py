"""The numbers that matching, quality, lockout, enrolment and retention go by; every one is a setting."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from kiosk.domain.bounds import require_between
from kiosk.domain.liveness.policy import LOWEST_SIMILARITY


@dataclass(frozen=True, slots=True)
class MatchPolicy:
    """Similarities (0-100) from which two faces count as one person's."""

    regular: float = 95.0
    duplicate: float = 99.0
    """From which somebody who is to be enrolled counts as enrolled already."""
    of_model: Mapping[str, float] = field(default_factory=dict)
    """Thresholds in place of `regular`, by the model's id: `dlib_face_recognition_resnet_model_v1`, a network's name
    with the first sixteen digits of its file's SHA-256, or `rekognition-` with the version of the service's model."""

    def __post_init__(self) -> None:
        """Raises ValueError for thresholds that strangers reach, or nobody."""
        require_between(self, LOWEST_SIMILARITY, 100, "regular", "duplicate")
        if not all(LOWEST_SIMILARITY <= threshold <= 100 for threshold in self.of_model.values()):
            raise ValueError(f"of_model has thresholds between {LOWEST_SIMILARITY:g} and 100")

    def threshold(self, model_id: str) -> float:
        """What similarities of this model are held against."""
        return self.of_model.get(model_id, self.regular)


@dataclass(frozen=True, slots=True)
class LockoutPolicy:
    """Five failures in three minutes lock for half an hour, three locks block (the same whitepaper, 3.2)."""

    failures: int = 5
    window_s: float = 180.0
    lock_s: float = 1800.0
    locks: int = 3
    """Locks after which only staff unlocks."""
    forget_s: float = 86_400.0
    """After so long without a failure the locks are forgotten, but not a block."""

    def __post_init__(self) -> None:
        """Raises ValueError for what would lock nobody, or everybody for good."""
        require_between(self, 1, 100, "failures", "locks")
        require_between(self, 1, 86_400, "window_s", "lock_s")
        require_between(self, 60, 86_400 * 365, "forget_s")


MAX_SHARDS = 256
"""All are searched for every customer who is onboarded."""


@dataclass(frozen=True, slots=True)
class EnrolmentPolicy:
    """Where enrolled faces lie."""

    prefix: str = "kiosk"
    """Of the collections' names."""
    shards: int = 1
    """Collections that customers are spread over; changing it asks for a migration."""

    def __post_init__(self) -> None:
        """Raises ValueError for what no collection can be called."""
        if re.fullmatch("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}", self.prefix) is None:
            raise ValueError("a prefix has up to 64 letters, digits, dots, hyphens and underscores")
        if not 1 <= self.shards <= MAX_SHARDS:
            raise ValueError(f"there are 1 to {MAX_SHARDS} shards")


@dataclass(frozen=True, slots=True)
class RetentionPolicy:
    """How long each kind of data is kept before it is deleted; `BOUNDS_H` is the most that any setting may say.

    Challenges, frames and verdicts go by the setting `retention_hours`.
    """

    session_hours: float = 24.0
    """KYC sessions with their reference and audit images."""
    document_hours: float = 24.0
    """Pages, portraits and fields of documents that nobody was enrolled with."""
    review_hours: float = 24.0 * 7
    """Images of attempts that wait for human review."""
    attempt_hours: float = 24.0 * 90
    """Records of attempts, without images."""
    enrolment_hours: float = 24.0 * 365 * 5
    """Enrolled customers who were not authenticated for so long."""
    audit_hours: float = 24.0 * 365 * 2
    """What staff did, without names."""

    def __post_init__(self) -> None:
        """Raises ValueError for what is kept for longer than `BOUNDS_H` says, or for no time."""
        for name, bound_h in BOUNDS_H.items():
            if not 0 < getattr(self, name) <= bound_h:
                raise ValueError(f"{name} is more than 0 and at most {bound_h:g}")


BOUNDS_H: Mapping[str, float] = {
    "session_hours": 24.0 * 30,
    "document_hours": 24.0 * 30,
    "review_hours": 24.0 * 90,
    "attempt_hours": 24.0 * 365 * 2,
    "enrolment_hours": 24.0 * 365 * 10,
    "audit_hours": 24.0 * 365 * 10,
}


@dataclass(frozen=True, slots=True)
class KycPolicy:
    """What the KYC API goes by, whose own defaults differ from the terminal's."""

    min_liveness: float = 90.0
    min_similarity: float = 90.0
    session_lifetime_s: int = 600
    audit_images: int = 4
    requests_per_minute: int = 120
    """Of one caller."""
    liveness: Literal["nose", "rekognition"] = "nose"
    """`nose`: a terminal completes the session. `rekognition`: Rekognition Face Liveness does, on AWS."""

    def __post_init__(self) -> None:
        """Raises ValueError for thresholds that everybody reaches, or nobody, and for sessions that nobody can end."""
        require_between(self, LOWEST_SIMILARITY, 100, "min_liveness", "min_similarity")
        require_between(self, 30, 3600, "session_lifetime_s")
        require_between(self, 0, 4, "audit_images")
        require_between(self, 1, 1_000_000, "requests_per_minute")
