"""What the analyser says of a face beyond what the rules of liveness want to know."""

from dataclasses import dataclass

from kiosk.domain.faces.face_detail import FaceDetail


@dataclass(frozen=True, slots=True)
class Judged:
    """A yes or no, and how sure it is: 50-100."""

    value: bool
    confidence: float


UNSURE = Judged(False, 50.0)
"""Of a face that was not looked at, or is too blurred: no is as good as yes."""


@dataclass(frozen=True, slots=True)
class Gaze:
    """Where the eyes look, relative to the head's own axis, in degrees: yaw to the image's right, pitch upwards."""

    yaw_deg: float
    pitch_deg: float
    confidence: float


@dataclass(frozen=True, slots=True)
class AnalysedFace:
    """One face of a picture; `detail.landmarks` holds Rekognition's 30 landmarks, `leftPupil` and `rightPupil` too."""

    detail: FaceDetail
    eyes_open: Judged
    mouth_open: Judged
    gaze: Gaze
    width_px: int
    """Of the bounding box, in the picture as it was read."""
    height_px: int
    smile: Judged = UNSURE
    eyeglasses: Judged = UNSURE
    sunglasses: Judged = UNSURE
    worth: float | None = None
    """As a reference, 0-100; None where nobody has measured it."""
