"""The face-movement challenge as a terminal carries it out: what the stream's server told, in ratios of the video."""

from dataclasses import dataclass
from typing import ClassVar

from kiosk.domain.liveness.challenge import Challenge
from kiosk.domain.liveness.face_movement.challenge import FaceMovementChallenge


@dataclass(frozen=True, slots=True)
class MatchRules:
    """By what the server lets clients take a face to be far enough away, and to be in the oval."""

    start_share: float
    """Of the oval's width: half of the face's width must be below before the recording begins."""
    match_overlap: float
    """Intersection over union of face and oval from which the face is in it."""
    excess_width: float
    excess_height: float
    """By how much of the oval's sides a face may exceed it and still be in it."""
    fit_timeout_s: float
    """From the first frame to the match."""


@dataclass(frozen=True, slots=True)
class MovementChallenge(Challenge):
    """Come near until the face fills the oval; sizes are those of the recorded video."""

    kind: ClassVar[str] = "face-movement"

    movement: FaceMovementChallenge
    rules: MatchRules


@dataclass(frozen=True, slots=True)
class MovementAndLightChallenge(MovementChallenge):
    """The same, and stay there while the screen shows colours."""

    kind: ClassVar[str] = "face-movement-and-light"


def challenge_of(challenge_id: str, movement: FaceMovementChallenge, rules: MatchRules) -> MovementChallenge:
    """Return the challenge of the kind that fits: with light where there are colours to show."""
    made = MovementAndLightChallenge if movement.colours else MovementChallenge
    return made(challenge_id, movement.width_px, movement.height_px, movement.oval_box, 0, movement, rules)
