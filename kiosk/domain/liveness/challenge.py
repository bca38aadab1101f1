"""What the challenges of all kinds have in common, and the stages and hints of carrying one out."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from kiosk.domain.faces.face_detail import Box


class Stage(StrEnum):
    """The part of the session that a frame was taken in."""

    APPROACH = "approach"
    """The customer is still finding the place; such a frame can explain a failure but never pass."""
    CHALLENGE = "challenge"
    """The challenge is running; every such frame is judged."""


@dataclass(frozen=True, slots=True)
class Challenge:
    """One attempt of some kind: where the face must be, in ratios of the unmirrored image.

    Each kind is a class of its own, which says what else the customer has to do.
    """

    kind: ClassVar[str] = ""
    """Names the kind on the wire and in stores; the registries of both sides are keyed by it."""

    id: str
    image_width_px: int
    image_height_px: int
    face_area: Box
    min_face_area_percent: int
    """How much of the face area the face should cover; the judge grants a tolerance of 20 points."""

    @property
    def aspect(self) -> float:
        """Width over height of the image."""
        return self.image_width_px / self.image_height_px


class Hint(StrEnum):
    """The one instruction that the customer gets; left and right are the customer's own (and the mirror's)."""

    NO_FACE = "no_face"
    SEVERAL_FACES = "several_faces"
    OTHERS_PASSING = "others_passing"
    """People behind or beside the customer; the challenge waits until they have gone."""
    MOVE_CLOSER = "move_closer"
    MOVE_BACK = "move_back"
    MOVE_TO_CENTRE = "move_to_centre"
    MOVE_LEFT = "move_left"
    MOVE_RIGHT = "move_right"
    MOVE_UP = "move_up"
    MOVE_DOWN = "move_down"
    LOOK_STRAIGHT = "look_straight"
    HOLD_STILL = "hold_still"
    TURN_LEFT = "turn_left"
    TURN_RIGHT = "turn_right"
    TURN_UP = "turn_up"
    TURN_DOWN = "turn_down"
    TURN_LEFT_UP = "turn_left_up"
    TURN_LEFT_DOWN = "turn_left_down"
    TURN_RIGHT_UP = "turn_right_up"
    TURN_RIGHT_DOWN = "turn_right_down"
    TURN_NOT_SHIFT = "turn_not_shift"
    """The nose is in the target but the head was moved there rather than turned."""
    TOO_DARK = "too_dark"
    TOO_BRIGHT = "too_bright"
    DONE = "done"


TO_THE_MIDDLE = frozenset({Hint.MOVE_TO_CENTRE, Hint.MOVE_LEFT, Hint.MOVE_RIGHT, Hint.MOVE_UP, Hint.MOVE_DOWN})
"""What is asked of whoever stands beside the face area."""
