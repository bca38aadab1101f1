"""What an engine says of faces, with positions as ratios (0-1) of the unmirrored image."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """A position: x grows to the right of the unmirrored image, y grows downwards."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle in ratios of the image."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.top + self.height

    @property
    def centre(self) -> Point:
        """The middle of the rectangle."""
        return Point(self.left + self.width / 2, self.top + self.height / 2)

    @property
    def area(self) -> float:
        """Share of the image that the rectangle covers."""
        return self.width * self.height

    def enlarge(self, ratio: float) -> "Box":
        """The same centre, each side moved out by `ratio` of the width or height."""
        return Box(
            self.left - self.width * ratio,
            self.top - self.height * ratio,
            self.width * (1 + 2 * ratio),
            self.height * (1 + 2 * ratio),
        )

    def contains(self, point: Point) -> bool:
        """Whether the point lies inside or on the edge."""
        return self.left <= point.x <= self.right and self.top <= point.y <= self.bottom

    def holds(self, other: "Box") -> bool:
        """Whether the other rectangle lies wholly inside."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.right <= self.right
            and other.bottom <= self.bottom
        )


@dataclass(frozen=True, slots=True)
class Pose:
    """Rotation of the head in degrees, 0 when it faces the camera.

    Yaw is positive towards the right of the unmirrored image, pitch is positive downwards, roll is clockwise.
    """

    yaw_deg: float
    pitch_deg: float
    roll_deg: float


@dataclass(frozen=True, slots=True)
class Quality:
    """Brightness and sharpness of the face, both 0-100."""

    brightness: float
    sharpness: float


@dataclass(frozen=True, slots=True)
class FaceDetail:
    """One face: bounding box, landmarks by Amazon Rekognition's names, pose, quality and confidence (0-100)."""

    bounding_box: Box
    landmarks: Mapping[str, Point]
    pose: Pose
    quality: Quality
    confidence: float
    occluded: bool | None = None
    """Whether something covers eyes, nose or mouth; None when the engine did not look or cannot know."""
    occlusion_confidence: float = 0.0
    """How sure that is, 50-100; 0 when it is not known."""

    @property
    def nose(self) -> Point:
        """The tip of the nose."""
        return self.landmarks["nose"]


@dataclass(frozen=True, slots=True)
class Observation:
    """What the tracker saw in one frame; `captured_at_s` is on the kiosk's monotonic clock."""

    captured_at_s: float
    faces: tuple[FaceDetail, ...]
    brightness: float
    """Of the first face, or of the whole image when there is none to measure; 0-100."""
    contrast: float | None = None
    """Grey levels (0-255) between the darker and the brighter quarter of the first face; None where not measured."""
    moving: bool = False
    """Whether the part of the camera's picture that is shown has just moved; nothing begins meanwhile."""
