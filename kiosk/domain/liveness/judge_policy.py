"""What the backend accepts as alive; every number is a setting."""

from dataclasses import dataclass, fields
from math import inf

LOWEST_SIMILARITY = 50.0
"""A threshold below would let strangers pass, as would a share of one that was meant to be percent."""


@dataclass(frozen=True, slots=True)
class JudgePolicy:
    """What the backend accepts.

    The turn, depth and width thresholds come from measurements on real turning heads and on simulated flat and
    bent photographs; `tests/bench/attacks.py` repeats them.
    """

    face_area_tolerance_percent: int = 20
    """Subtracted from the challenge's `min_face_area_percent` (the seeds' tolerance)."""
    area_tolerance: float = 0.1
    """The face may leave the area by this share of the area's size on each side."""
    target_tolerance: float = 0.25
    """The target is enlarged by this share on each side: the backend's landmarks differ a little from the kiosk's."""
    nose_duration_s: float = 12.0
    """Time from the first frame of the challenge to the target, by the backend's clock."""
    min_frames: int = 6
    min_target_frames: int = 2
    """Frames inside the target that carry all the evidence of a turn."""
    min_turn_deg: float = 11.0
    """Change of yaw between the reference and the target; flat photographs stay under 10.1 even at 55 degrees."""
    min_nose_parallax: float = 0.05
    """Residual of the nose after a homography of the rest of the face, in outer-eye distances."""
    min_width_kept: float = 0.93
    """Width of the face to its height against the reference, after the turn is accounted for; photographs shrink."""
    max_step: float = 0.15
    """Longest jump of the nose between consecutive frames, as a share of the image height, per 1/12 s."""
    max_gap_s: float = 3.0
    """Longest silence between two frames of the challenge."""
    max_frozen_share: float = 0.3
    """Share of frames that may repeat the bytes of the frame before."""
    min_same_person_similarity: float = 90.0
    """Of the frames of one challenge: strangers reach it twice in a thousand pairs, and one who takes a turn must pass
    it in every frame that is compared."""
    min_confidence: float = 80.0
    min_face_match_similarity: float = 95.0

    def __post_init__(self) -> None:
        """Raises ValueError for a number that nothing can be held against, and for similarities that strangers reach.

        Comparisons with what is no number are false, and so would let everybody pass.
        """
        for each in fields(self):
            if not 0 <= getattr(self, each.name) < inf:
                raise ValueError(f"{each.name} is a number, and not below 0")
        for name in ("min_same_person_similarity", "min_confidence", "min_face_match_similarity"):
            if not LOWEST_SIMILARITY <= getattr(self, name) <= 100:
                raise ValueError(f"{name} is between {LOWEST_SIMILARITY:g} and 100")
