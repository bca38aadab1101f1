"""What the kiosk asks for while it guides; every number is a setting."""

from dataclasses import dataclass

from kiosk.domain.bounds import require_between


@dataclass(frozen=True, slots=True)
class GuidePolicy:
    """What the kiosk asks of the customer; stricter than the judge, so that what looks right is right."""

    area_margin: float = 0.03
    """The face must stay this share of the area inside its edge, until the challenge runs."""
    area_tolerance: float = 0.08
    face_area_margin_percent: int = 9
    """Added to what the judge asks for: a face that is smaller has to turn further for the same target."""
    max_face_area_percent: int = 82
    max_off_centre: float = 0.07
    """How far from the middle the nose may start, in image heights: nobody may stand in the target."""
    max_start_turn_deg: float = 10.0
    """How straight the customer looks before the challenge begins."""
    min_turn_deg: float = 16.0
    """Measured on 20 faces: the judge's engine saw up to 4.2 degrees less of the same turn than the kiosk's tracker."""
    min_nod_deg: float = 8.0
    """Towards a target above or below."""
    min_brightness: float = 38.0
    """Below, and above the next, a face is asked into other light, unless its own contrast shows it well enough."""
    max_brightness: float = 95.0
    min_contrast: float = 8.0
    """Grey levels (0-255) between a face's darker and brighter quarter that show it well however dark or bright it is.
    Measured on recordings: 10 to 60 as filmed, very dark faces in lit rooms among them; 8 or less for a quarter of the
    light, where comparing begins to suffer."""
    hysteresis: float = 0.1
    """By this share of a limit the customer must do better once it was broken, so that nobody stands on the edge."""
    hold_frames: int = 3
    """Frames in the area before the challenge begins, and frames in the target before it ends."""
    hold_s: float = 0.2
    """Time in the target before it ends: long enough that the backend gets some frames of it."""
    target_frames: int = 8
    """Frames from the challenge's beginning to its end: a slow machine sees few, and the judge wants six."""
    max_lost_s: float = 1.0
    """For so long the face may not be seen while the challenge runs; less than the judge bridges."""
    max_passing_s: float = 4.0
    """For so long others may pass by while the challenge runs, which waits for them."""
    approach_duration_s: float = 30.0
    nose_duration_s: float = 10.0
    later_target_duration_s: float = 4.0
    """More for each target after the first."""
    smoothing: float = 0.6
    """Weight of the newest nose position against the smoothed one before it."""
    near_hold_s: float = 0.5
    """Of the face-movement challenges: time in the oval before the end, where no colours follow."""
    before_light_s: float = 1.0
    """Time in the oval before the first colour (the service's clients wait as long)."""
    lost_face_s: float = 0.6
    """For how long the face may be lost once the recording runs, or away from the oval while colours are shown."""
    least_hint_s: float = 1.0
    """How long a hint of theirs stays at least, unless the next step begins."""

    def __post_init__(self) -> None:
        """Raises ValueError for what nobody could do, or what would never end."""
        require_between(self, 0, 1, "area_margin", "area_tolerance", "max_off_centre", "hysteresis", "smoothing")
        require_between(self, 0, 100, "face_area_margin_percent", "max_face_area_percent")
        require_between(self, 0, 90, "max_start_turn_deg", "min_turn_deg", "min_nod_deg")
        require_between(self, 0, 255, "min_brightness", "max_brightness", "min_contrast")
        require_between(self, 0, 1_000, "hold_frames", "target_frames")
        require_between(self, 0, 60, "hold_s", "max_lost_s", "max_passing_s", "near_hold_s", "before_light_s")
        require_between(self, 0, 60, "lost_face_s", "least_hint_s", "later_target_duration_s")
        require_between(self, 0.1, 600, "approach_duration_s", "nose_duration_s")
