"""The numbers that matching, enrolment and the KYC API go by; every one is a setting."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from kiosk.domain.bounds import require_between
from kiosk.domain.liveness.judge_policy import LOWEST_SIMILARITY


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


MAX_SHARDS = 256
"""All are searched for every customer who is onboarded."""


@dataclass(frozen=True, slots=True)
class EnrolmentPolicy:
    """Where enrolled faces lie."""

    prefix: str = "kiosk"
    """Of the collections' names."""
    shards: int = 1
    """Collections that customers are spread over; changing it asks for a migration."""
    second_picture_below: float = 75.0
    """Of 100, by `sample_quality`: with a poorer selfie or portrait a good frame of the challenge is enrolled as well.
    None of 57 photographs and portraits that pass the gate is poorer; who closes the eyes is."""
    min_sample_quality: float = 60.0
    """With a selfie below this, and no good frame beside it, nobody is enrolled. None of 57 pictures nor of 123 frames
    of four people that pass the gate is below. A third of the face blown out is, or little sharpness and light in a
    turned face; neither of these alone, nor closed eyes.
    """

    def __post_init__(self) -> None:
        """Raises ValueError for what no collection can be called."""
        if re.fullmatch("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}", self.prefix) is None:
            raise ValueError("a prefix has up to 64 letters, digits, dots, hyphens and underscores")
        if not 1 <= self.shards <= MAX_SHARDS:
            raise ValueError(f"there are 1 to {MAX_SHARDS} shards")
        require_between(self, 0, 95, "min_sample_quality", "second_picture_below")


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
    """`nose`: a terminal completes the session. `rekognition`: a page streams to `face_liveness__service`."""

    def __post_init__(self) -> None:
        """Raises ValueError for thresholds that everybody reaches, or nobody, and for sessions that nobody can end."""
        require_between(self, LOWEST_SIMILARITY, 100, "min_liveness", "min_similarity")
        require_between(self, 30, 3600, "session_lifetime_s")
        require_between(self, 0, 4, "audit_images")
        require_between(self, 1, 1_000_000, "requests_per_minute")
