"""What the kiosk asks for while it guides; every number is a setting."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GuidePolicy:
    """What the kiosk asks of the customer; stricter than the judge, so that what looks right is right."""

    area_margin: float = 0.03
    """The face must stay this share of the area inside its edge, until the challenge runs."""
    area_tolerance: float = 0.08
    face_area_margin_percent: int = 5
    """Added to what the judge asks for."""
    max_face_area_percent: int = 82
    max_off_centre: float = 0.07
    """How far from the middle the nose may start, in image heights: nobody may stand in the target."""
    max_start_turn_deg: float = 10.0
    """How straight the customer looks before the challenge begins."""
    min_turn_deg: float = 16.0
    """Measured on 20 faces: the judge's engine saw up to 4.2 degrees less of the same turn than the kiosk's tracker."""
    min_brightness: float = 38.0
    max_brightness: float = 95.0
    hold_frames: int = 3
    """Frames in the area before the challenge begins, and frames in the target before it ends."""
    hold_s: float = 0.2
    """Time in the target before it ends: long enough that the backend gets some frames of it."""
    target_frames: int = 8
    """Frames from the challenge's beginning to its end: a slow machine sees few, and the judge wants six."""
    max_faceless_frames: int = 4
    approach_duration_s: float = 30.0
    nose_duration_s: float = 10.0
    smoothing: float = 0.6
    """Weight of the newest nose position against the smoothed one before it."""
