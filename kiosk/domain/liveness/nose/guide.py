"""Live guidance of the nose challenge: one observation in, the next state of guidance out."""

from dataclasses import replace

from kiosk.domain.faces.face_detail import FaceDetail, Observation, Point
from kiosk.domain.liveness.challenge import Hint
from kiosk.domain.liveness.guide import Guide, Phase
from kiosk.domain.liveness.guide_policy import GuidePolicy
from kiosk.domain.liveness.nose.challenge import NoseChallenge


def begin(now_s: float, policy: GuidePolicy) -> Guide:
    """The state before the first observation."""
    return Guide(
        Phase.APPROACH,
        Hint.NO_FACE,
        started_at_s=now_s,
        hold_frames=policy.hold_frames,
        seconds_left=policy.approach_duration_s,
    )


def advance(guide: Guide, observation: Observation, challenge: NoseChallenge, policy: GuidePolicy) -> Guide:
    """Take one observation into account; a finished guide stays as it is."""
    if guide.finished:
        return guide
    guide = _with_face(guide, observation, policy)
    elapsed_s = observation.captured_at_s - guide.started_at_s
    if guide.phase is Phase.APPROACH:
        left_s = policy.approach_duration_s - elapsed_s
        guide = _approach(replace(guide, seconds_left=max(left_s, 0.0)), observation, challenge, policy)
    else:
        left_s = policy.nose_duration_s - elapsed_s
        guide = _target(replace(guide, seconds_left=max(left_s, 0.0)), observation, challenge, policy)
    return replace(guide, phase=Phase.GAVE_UP) if left_s <= 0 and not guide.finished else guide


def _with_face(guide: Guide, observation: Observation, policy: GuidePolicy) -> Guide:
    if len(observation.faces) != 1:
        return replace(guide, face=None, nose=None, faceless_frames=guide.faceless_frames + 1)
    face = observation.faces[0]
    return replace(
        guide, face=face.bounding_box, nose=_smoothed(guide.nose, face.nose, policy.smoothing), faceless_frames=0
    )


def _smoothed(before: Point | None, now: Point, weight: float) -> Point:
    if before is None:
        return now
    return Point(before.x + weight * (now.x - before.x), before.y + weight * (now.y - before.y))


def _approach(guide: Guide, observation: Observation, challenge: NoseChallenge, policy: GuidePolicy) -> Guide:
    hint = approach_hint(observation, challenge, policy)
    if hint is not Hint.HOLD_STILL:
        return replace(guide, hint=hint, held_frames=0)
    held = guide.held_frames + 1
    if held < policy.hold_frames:
        return replace(guide, hint=hint, held_frames=held)
    return replace(
        guide,
        phase=Phase.TARGET,
        hint=direction_hint(observation.faces[0].nose, challenge) or Hint.TURN_NOT_SHIFT,
        started_at_s=observation.captured_at_s,
        held_frames=0,
        straight_yaw_deg=observation.faces[0].pose.yaw_deg,
        seconds_left=policy.nose_duration_s,
    )


def approach_hint(observation: Observation, challenge: NoseChallenge, policy: GuidePolicy) -> Hint:
    """What keeps the challenge from beginning, most important first; HOLD_STILL when nothing does."""
    if not observation.faces:
        return Hint.TOO_DARK if observation.brightness < policy.min_brightness / 2 else Hint.NO_FACE
    if len(observation.faces) > 1:
        return Hint.SEVERAL_FACES
    face = observation.faces[0]
    return _light_hint(face, policy) or _place_hint(face, challenge, policy) or Hint.HOLD_STILL


def _light_hint(face: FaceDetail, policy: GuidePolicy) -> Hint | None:
    if face.quality.brightness < policy.min_brightness:
        return Hint.TOO_DARK
    if face.quality.brightness > policy.max_brightness:
        return Hint.TOO_BRIGHT
    return None


def _place_hint(face: FaceDetail, challenge: NoseChallenge, policy: GuidePolicy) -> Hint | None:
    area = challenge.face_area
    percent = 100 * face.bounding_box.area / area.area
    if percent < challenge.min_face_area_percent - 20 + policy.face_area_margin_percent:
        return Hint.MOVE_CLOSER
    if percent > policy.max_face_area_percent:
        return Hint.MOVE_BACK
    off_centre = max(
        abs(face.nose.x - area.centre.x) * challenge.aspect,
        # The nose lies a little below the middle of a face that is well placed, and chins differ.
        abs(face.nose.y - area.centre.y) / 2,
    )
    if not area.enlarge(-policy.area_margin).holds(face.bounding_box) or off_centre > policy.max_off_centre:
        return Hint.MOVE_TO_CENTRE
    return Hint.LOOK_STRAIGHT if abs(face.pose.yaw_deg) > policy.max_start_turn_deg else None


def _target(guide: Guide, observation: Observation, challenge: NoseChallenge, policy: GuidePolicy) -> Guide:
    guide = replace(guide, target_frames=guide.target_frames + 1)
    if len(observation.faces) > 1:
        return replace(guide, phase=Phase.GAVE_UP, hint=Hint.SEVERAL_FACES)
    if not observation.faces:
        gave_up = guide.faceless_frames > policy.max_faceless_frames
        phase = Phase.GAVE_UP if gave_up else guide.phase
        return replace(guide, phase=phase, hint=Hint.NO_FACE, held_frames=0)
    face = observation.faces[0]
    if not challenge.face_area.enlarge(policy.area_tolerance).holds(face.bounding_box):
        return replace(guide, hint=Hint.MOVE_TO_CENTRE, held_frames=0)
    return _towards(guide, face, observation.captured_at_s, challenge, policy)


def _towards(guide: Guide, face: FaceDetail, now_s: float, challenge: NoseChallenge, policy: GuidePolicy) -> Guide:
    nose = guide.nose or face.nose
    guide = replace(guide, progress=_progress(nose, challenge))
    hint = direction_hint(nose, challenge, guide.hint)
    turn_deg = (face.pose.yaw_deg - guide.straight_yaw_deg) * challenge.target_side
    if hint is None and turn_deg < policy.min_turn_deg:
        hint = Hint.TURN_NOT_SHIFT
    if hint is not None:
        return replace(guide, hint=hint, held_frames=0)
    held = guide.held_frames + 1
    since_s = now_s if held == 1 else guide.held_since_s
    guide = replace(guide, hint=Hint.HOLD_STILL, held_frames=held, held_since_s=since_s)
    long_enough = held >= policy.hold_frames and now_s - since_s >= policy.hold_s
    if long_enough and guide.target_frames >= policy.target_frames:
        return replace(guide, phase=Phase.REACHED, hint=Hint.DONE, progress=1.0)
    return guide


def direction_hint(nose: Point, challenge: NoseChallenge, before: Hint | None = None) -> Hint | None:
    """Where the nose has to go; None inside the target.

    The direction given `before` stays until it is done; otherwise the one that is further off comes first.
    """
    target = challenge.nose_target
    off_x = (target.centre.x - nose.x) / (target.width / 2)
    off_y = (target.centre.y - nose.y) / (target.height / 2)
    # The right half of the unmirrored image is on the customer's left, and on the left of the mirror.
    across = Hint.TURN_LEFT if off_x > 0 else Hint.TURN_RIGHT
    along = Hint.TURN_DOWN if off_y > 0 else Hint.TURN_UP
    open_hints = [hint for off, hint in sorted([(abs(off_x), across), (abs(off_y), along)], reverse=True) if off > 1]
    if before in open_hints:
        return before
    return open_hints[0] if open_hints else None


def _progress(nose: Point, challenge: NoseChallenge) -> float:
    target, centre = challenge.nose_target.centre, challenge.face_area.centre
    whole = abs(target.x - centre.x)
    return min(max(1 - abs(target.x - nose.x) / whole, 0.0), 1.0) if whole else 0.0
