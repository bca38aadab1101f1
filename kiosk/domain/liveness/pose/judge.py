"""The judge of the pose challenge: the first picture, and nothing but what it shows.

It proves much less than a turn: one photograph of somebody passes one draw in eight by luck, and one that is edited, or
a picture that a program made, passes each. So a pass has a confidence of 50, below whatever any caller demands.
"""

from collections.abc import Iterator, Mapping, Sequence

from kiosk.domain.faces.face_detail import FaceDetail
from kiosk.domain.liveness.frames import FrameFacts
from kiosk.domain.liveness.pose.challenge import Eyes, Mouth, PoseChallenge
from kiosk.domain.liveness.pose.expression import Expression, measure_expression
from kiosk.domain.liveness.verdict import Reason, Verdict

CONFIDENCE = 50.0
MAX_TURN_DEG = 20.0
"""The framework's: of yaw, pitch and roll."""
OPEN_EYES, CLOSED_EYES = 0.15, 0.12
"""Openings from which eyes are open, and up to which they are closed; what lies between is neither.

On 40 stills open eyes have 0.18-0.40, those of people who laugh the least; on clips closed ones have 0.03-0.10.
"""
LOOKS_LEFT, LOOKS_RIGHT = 0.4, 0.6
"""The framework's thirds, widened by a fifth: means of both pupils of 38 people who look straight are 0.45-0.57."""
SMILING_MOUTH, SMILE_WIDTH = 0.08, 0.62
"""Opening and width of a mouth that smiles and shows teeth: 0.10-0.31 and 0.67-0.80, of one that speaks 0.49-0.60."""
CLOSED_MOUTH = 0.06
"""Up to which lips are closed: 0.00-0.03, whether they smile or not; the framework refuses closed lips that smile."""


def judge(challenge: PoseChallenge, frames: Sequence[FrameFacts], synthetic: bool) -> Verdict:
    """Decide by the first frame, as the framework does; `frames` may come in any order."""
    first = min(frames, key=lambda frame: frame.sequence, default=None)
    shown = None if first is None or len(first.faces) != 1 else measure_expression(first.faces[0], challenge.aspect)
    reasons = tuple(dict.fromkeys(_reasons(challenge, first, shown)))
    return Verdict(
        passed=not reasons,
        reasons=reasons,
        confidence=0.0 if reasons else CONFIDENCE,
        evidence={} if shown is None else _measurements(shown),
        reference_sequence=reference_sequence(frames),
        audit_sequences=() if first is None else (first.sequence,),
        face_match=None,
        synthetic=synthetic,
    )


def reference_sequence(frames: Sequence[FrameFacts]) -> int | None:
    """The first frame, if it shows one face."""
    first = min(frames, key=lambda frame: frame.sequence, default=None)
    return first.sequence if first is not None and len(first.faces) == 1 else None


def _reasons(challenge: PoseChallenge, first: FrameFacts | None, shown: Expression | None) -> Iterator[Reason]:
    if first is None or not first.faces:
        yield Reason.NO_FACE
        return
    if len(first.faces) > 1:
        yield Reason.SEVERAL_FACES
        return
    yield from _place_reasons(challenge, first.faces[0])
    # Written so that what was not measured, or is no number, fails as well.
    if shown is None or not (_eyes_as_asked(challenge.eyes, shown) and _mouth_as_asked(challenge.mouth, shown)):
        yield Reason.TARGET_NOT_REACHED


def _place_reasons(challenge: PoseChallenge, face: FaceDetail) -> Iterator[Reason]:
    if not 100 * face.bounding_box.area >= challenge.min_face_area_percent:
        yield Reason.FACE_TOO_SMALL
    if not challenge.face_area.holds(face.bounding_box):
        yield Reason.FACE_NOT_IN_AREA
    pose = face.pose
    if not all(abs(angle) <= MAX_TURN_DEG for angle in (pose.yaw_deg, pose.pitch_deg, pose.roll_deg)):
        yield Reason.FACE_DEFORMED


def _eyes_as_asked(eyes: Eyes, shown: Expression) -> bool:
    """The framework passes eyes that look straight where they should look aside; here both have to look there."""
    if eyes is Eyes.CLOSED:
        return shown.eye_opening <= CLOSED_EYES
    gazes = (shown.left_gaze, shown.right_gaze)
    looks = {
        Eyes.OPEN: True,
        Eyes.LOOKING_LEFT: sum(gazes) / 2 <= LOOKS_LEFT,
        Eyes.LOOKING_RIGHT: sum(gazes) / 2 >= LOOKS_RIGHT,
    }
    return shown.eye_opening >= OPEN_EYES and looks[eyes]


def _mouth_as_asked(mouth: Mouth, shown: Expression) -> bool:
    if mouth is Mouth.CLOSED:
        return shown.mouth_opening <= CLOSED_MOUTH
    return shown.mouth_opening >= SMILING_MOUTH and shown.mouth_width >= SMILE_WIDTH


def _measurements(shown: Expression) -> Mapping[str, float]:
    return {
        "eye_opening": shown.eye_opening,
        "left_gaze": shown.left_gaze,
        "right_gaze": shown.right_gaze,
        "mouth_opening": shown.mouth_opening,
        "mouth_width": shown.mouth_width,
    }
