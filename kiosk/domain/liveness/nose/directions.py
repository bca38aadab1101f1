"""Which way the customer is sent: to the middle and the right distance first, to a target later."""

from math import hypot

from kiosk.domain.faces.face_detail import Box, FaceDetail, Point
from kiosk.domain.liveness.challenge import TO_THE_MIDDLE, Hint
from kiosk.domain.liveness.guide_policy import GuidePolicy
from kiosk.domain.liveness.nose.challenge import NoseChallenge, is_aside

OUT_OF_AREA = TO_THE_MIDDLE | {Hint.MOVE_BACK}
HYSTERESIS_OF_MARGINS = 0.1
"""Margins are shares of the area of a few hundredths, so that a share of them would be less than the tracker's noise:
they grow by this share of the area for a hysteresis of 1."""
MOST_OF_A_SIDE = 0.9
"""Of the area's width and height that a face may take up: with margins of 3 % it can then sway by nearly as much. A
broad face whose area is small enough still could do nothing right."""
CLEAR_OF_TARGET = 0.1
"""How far from the first target the nose has to be when the challenge begins, in sizes of the target."""
DIAGONAL_FROM, DIAGONAL_AGAIN_FROM = 0.4, 0.55
"""Sine of the angle between the way and the nearer axis from which a way is diagonal: 24 degrees, and 33 where one
axis was asked for before."""
_DIAGONALS = {
    (Hint.TURN_LEFT, Hint.TURN_UP): Hint.TURN_LEFT_UP,
    (Hint.TURN_LEFT, Hint.TURN_DOWN): Hint.TURN_LEFT_DOWN,
    (Hint.TURN_RIGHT, Hint.TURN_UP): Hint.TURN_RIGHT_UP,
    (Hint.TURN_RIGHT, Hint.TURN_DOWN): Hint.TURN_RIGHT_DOWN,
}


def place_hint(face: FaceDetail, challenge: NoseChallenge, policy: GuidePolicy, before: Hint | None) -> Hint:
    """What is wrong with where the face is, distance first, and with where it looks; HOLD_STILL when nothing is."""
    percent = 100 * face.bounding_box.area / challenge.face_area.area
    least = challenge.min_face_area_percent - 20 + policy.face_area_margin_percent
    if percent < least * _more(policy, before is Hint.MOVE_CLOSER):
        return Hint.MOVE_CLOSER
    smaller = _more(policy, before is Hint.MOVE_BACK)
    if percent > policy.max_face_area_percent / smaller or _share_of_side(face, challenge) > MOST_OF_A_SIDE / smaller:
        return Hint.MOVE_BACK
    if not _in_the_middle(face, challenge, policy, before):
        return way_back(face, challenge) or Hint.MOVE_TO_CENTRE
    straight_deg = policy.max_start_turn_deg / _more(policy, before is Hint.LOOK_STRAIGHT)
    if abs(face.pose.yaw_deg) > straight_deg:
        return Hint.LOOK_STRAIGHT
    return _out_of_target(face.nose, challenge) or Hint.HOLD_STILL


def _share_of_side(face: FaceDetail, challenge: NoseChallenge) -> float:
    """How much of the area's width or height the face takes up, whichever is more."""
    area, box = challenge.face_area, face.bounding_box
    return max(box.width / area.width, box.height / area.height)


def _out_of_target(nose: Point, challenge: NoseChallenge) -> Hint | None:
    """The way out of the first target for a nose that rests there, for the judge wants to see it come."""
    target = challenge.nose_target
    if not target.enlarge(CLEAR_OF_TARGET).contains(nose):
        return None
    if is_aside(target, challenge):
        return Hint.LOOK_STRAIGHT
    return Hint.TURN_UP if target.centre.y > challenge.face_area.centre.y else Hint.TURN_DOWN


def _more(policy: GuidePolicy, broken: bool) -> float:
    return 1 + policy.hysteresis * broken


def _in_the_middle(face: FaceDetail, challenge: NoseChallenge, policy: GuidePolicy, before: Hint | None) -> bool:
    astray = before in TO_THE_MIDDLE
    margin = policy.area_margin + HYSTERESIS_OF_MARGINS * policy.hysteresis * astray
    if not challenge.face_area.enlarge(-margin).holds(face.bounding_box):
        return False
    across, down = _off_middle(face, challenge)
    return max(abs(across), abs(down)) <= policy.max_off_centre / _more(policy, astray)


def _off_middle(face: FaceDetail, challenge: NoseChallenge) -> tuple[float, float]:
    """How far the nose lies from the middle, in image heights, to the right and down."""
    middle = challenge.face_area.centre
    # The nose lies a little below the middle of a face that is well placed, and chins differ.
    return (face.nose.x - middle.x) * challenge.aspect, (face.nose.y - middle.y) / 2


def way_back(face: FaceDetail, challenge: NoseChallenge) -> Hint | None:
    """Where the customer has to move, by what sticks out of the area furthest or lies furthest off its middle.

    None for a face that sticks out on both sides.
    """
    area, box = challenge.face_area, face.bounding_box
    if box.width > area.width or box.height > area.height:
        return None
    centre = box.centre
    across, down = (centre.x - area.centre.x) * challenge.aspect, centre.y - area.centre.y
    # The right half of the unmirrored image is on the customer's left, and on the left of the mirror.
    if abs(across) >= abs(down):
        return Hint.MOVE_RIGHT if across > 0 else Hint.MOVE_LEFT
    return Hint.MOVE_UP if down > 0 else Hint.MOVE_DOWN


def direction_hint(nose: Point, target: Box, before: Hint | None = None, inside: float = 1.0) -> Hint | None:
    """Where the head has to turn, both axes in one; None inside the target, whose half size is `inside`.

    The direction given `before` stays until one of its axes is done.
    """
    off_x = (target.centre.x - nose.x) / (target.width / 2)
    off_y = (target.centre.y - nose.y) / (target.height / 2)
    # The right half of the unmirrored image is on the customer's left, and on the left of the mirror.
    across = Hint.TURN_LEFT if off_x > 0 else Hint.TURN_RIGHT
    along = Hint.TURN_DOWN if off_y > 0 else Hint.TURN_UP
    if max(abs(off_x), abs(off_y)) <= inside:
        return None
    if min(abs(off_x), abs(off_y)) > inside:
        diagonal = _DIAGONALS[across, along]
        slope = min(abs(off_x), abs(off_y)) / hypot(off_x, off_y)
        if before is diagonal or slope > (DIAGONAL_AGAIN_FROM if before in (across, along) else DIAGONAL_FROM):
            return diagonal
        if before in (across, along):
            return before
    return across if abs(off_x) >= abs(off_y) else along
