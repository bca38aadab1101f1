"""The pose challenge: how eyes and mouth are to look, one of eight at random."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from kiosk.domain.faces.face_detail import Box
from kiosk.domain.liveness.challenge import Challenge


class Eyes(StrEnum):
    """As the framework spells it; left and right are those of the uploaded picture, which its client mirrors."""

    OPEN = "OPEN"
    CLOSED = "CLOSED"
    LOOKING_LEFT = "LOOKING_LEFT"
    LOOKING_RIGHT = "LOOKING_RIGHT"


class Mouth(StrEnum):
    """As the framework spells it; a smile shows teeth."""

    CLOSED = "CLOSED"
    SMILE = "SMILE"


WHOLE_PICTURE = Box(0.0, 0.0, 1.0, 1.0)
MIN_FACE_PERCENT = 5
"""Of the picture: a face a quarter as wide as a square one, in which eyes of 480 pixels' width still have 25."""


@dataclass(frozen=True, slots=True)
class PoseChallenge(Challenge):
    """One attempt: what a single picture has to show."""

    kind: ClassVar[str] = "pose"

    eyes: Eyes
    mouth: Mouth


def draw_challenge(challenge_id: str, width_px: int, height_px: int, randbelow: Callable[[int], int]) -> PoseChallenge:
    """Draw a challenge for images of this size; `randbelow(n)` must come from a secure generator."""
    eyes, mouth = tuple(Eyes), tuple(Mouth)
    return PoseChallenge(
        id=challenge_id,
        image_width_px=width_px,
        image_height_px=height_px,
        face_area=WHOLE_PICTURE,
        min_face_area_percent=MIN_FACE_PERCENT,
        eyes=eyes[randbelow(len(eyes))],
        mouth=mouth[randbelow(len(mouth))],
    )
