"""What a face-movement challenge asks for, and how one is drawn."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from kiosk.domain.faces.face_detail import Box

OVAL_WIDTH_SHARES = (74, 80)
"""Percent of three quarters of a wide video's height, or of an upright video's width, between which the oval is drawn;
80 is the service's own."""
OVAL_ASPECT = 1.618
"""Height over width of the oval, and of the box that clients put around a face (the service's)."""
MAX_OFFSET_PERCENT = 3
"""Of the video's sides by which the oval's centre may lie beside the middle."""
START_SHARE = 0.3
"""Of the oval's width: half of the face's width must be below before recording, or clients say `move back`."""
MATCH_OVERLAP = 0.7
"""Intersection over union of face and oval at which clients take the face to be in it."""
FIT_TIMEOUT_MS = 15_000
FIRST_COLOUR_MS, COLOUR_MS = 75, 475
COLOURS = 7
"""After the first, which is black."""

Rgb = tuple[int, int, int]


class ChallengeType(StrEnum):
    """The service's names of both kinds."""

    MOVEMENT = "FaceMovementChallenge"
    MOVEMENT_AND_LIGHT = "FaceMovementAndLightChallenge"


VERSIONS: Mapping[ChallengeType, str] = MappingProxyType(
    {ChallengeType.MOVEMENT_AND_LIGHT: "2.0.0", ChallengeType.MOVEMENT: "1.0.0"}
)
"""Which of the service's versions these are, in the order of the service's own choice."""


@dataclass(frozen=True, slots=True)
class Oval:
    """Where the face must come to, in pixels of the unmirrored video."""

    width_px: float
    height_px: float
    centre_x_px: float
    centre_y_px: float


@dataclass(frozen=True, slots=True)
class ColourStep:
    """A colour that covers the client's screen at once (`flat_ms`) or from the top downwards (`downscroll_ms`)."""

    rgb: Rgb
    flat_ms: int
    downscroll_ms: int

    @property
    def duration_ms(self) -> int:
        """How long the step takes."""
        return self.flat_ms + self.downscroll_ms


@dataclass(frozen=True, slots=True)
class FaceMovementChallenge:
    """One attempt; the sizes are those that the client announced for its video."""

    width_px: int
    height_px: int
    oval: Oval
    colours: tuple[ColourStep, ...] = ()
    """In the order in which the screen shows them once the face is in the oval; none without light."""

    @property
    def type(self) -> ChallengeType:
        """Which kind it is."""
        return ChallengeType.MOVEMENT_AND_LIGHT if self.colours else ChallengeType.MOVEMENT

    @property
    def aspect(self) -> float:
        """Width over height of the video."""
        return self.width_px / self.height_px

    @property
    def oval_box(self) -> Box:
        """The box around the oval, in ratios of the video."""
        oval = self.oval
        return Box(
            (oval.centre_x_px - oval.width_px / 2) / self.width_px,
            (oval.centre_y_px - oval.height_px / 2) / self.height_px,
            oval.width_px / self.width_px,
            oval.height_px / self.height_px,
        )


BLACK: Rgb = (0, 0, 0)
PALETTE: tuple[Rgb, ...] = (
    (255, 0, 0),
    (0, 255, 0),
    (0, 0, 255),
    (255, 255, 0),
    (255, 0, 255),
    (0, 255, 255),
    (255, 255, 255),
)


def draw_challenge(
    width_px: int, height_px: int, randbelow: Callable[[int], int], *, with_light: bool
) -> FaceMovementChallenge:
    """Draw a challenge for videos of this size; `randbelow(n)` must come from a secure generator."""
    base_px = 0.75 * height_px if width_px >= height_px else width_px
    least, most = OVAL_WIDTH_SHARES
    oval_width_px = base_px * (least + randbelow(most - least + 1)) / 100
    oval = Oval(
        oval_width_px,
        OVAL_ASPECT * oval_width_px,
        width_px * (0.5 + _offset(randbelow)),
        # The oval is nearly as high as the video, and all of it has to be seen.
        height_px * 0.5,
    )
    return FaceMovementChallenge(width_px, height_px, oval, _draw_colours(randbelow) if with_light else ())


def _offset(randbelow: Callable[[int], int]) -> float:
    return (randbelow(2 * MAX_OFFSET_PERCENT + 1) - MAX_OFFSET_PERCENT) / 100


def _draw_colours(randbelow: Callable[[int], int]) -> tuple[ColourStep, ...]:
    steps = [ColourStep(BLACK, FIRST_COLOUR_MS, 0)]
    for _ in range(COLOURS):
        others = [rgb for rgb in PALETTE if rgb != steps[-1].rgb]
        steps.append(ColourStep(others[randbelow(len(others))], 0, COLOUR_MS))
    return tuple(steps)
