"""Live guidance of the nose challenge: one observation in, the next state of guidance out."""

from dataclasses import replace
from math import hypot

from kiosk.domain.faces.face_detail import Box, FaceDetail, Observation, Point, Pose
from kiosk.domain.liveness.challenge import Hint
from kiosk.domain.liveness.company import Company, company_of, find_customer
from kiosk.domain.liveness.guide import Guide, Phase
from kiosk.domain.liveness.guide_policy import GuidePolicy
from kiosk.domain.liveness.nose.challenge import NoseChallenge, is_aside, turn_towards
from kiosk.domain.liveness.nose.directions import (
    HYSTERESIS_OF_MARGINS,
    OUT_OF_AREA,
    direction_hint,
    place_hint,
    way_back,
)

JOINED_S = 0.3
"""A second face of the customer's size for longer than this is somebody, and not the tracker's mistake."""
LEAVING = 1.1
"""The nose leaves a target once it is this far from its middle, in half targets, and comes into it at 1."""


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
    company = company_of(observation.faces, challenge.face_area)
    guide = _with_face(guide, observation, company, challenge, policy)
    elapsed_s = observation.captured_at_s - guide.started_at_s
    if guide.phase is Phase.APPROACH:
        left_s = challenge.time_factor * policy.approach_duration_s - elapsed_s
        guide = _approach(replace(guide, seconds_left=max(left_s, 0.0)), observation, challenge, policy)
    else:
        left_s = _duration_s(challenge, policy) - elapsed_s
        guide = _target(replace(guide, seconds_left=max(left_s, 0.0)), observation, company, challenge, policy)
    return replace(guide, phase=Phase.GAVE_UP) if left_s <= 0 and not guide.finished else guide


def _duration_s(challenge: NoseChallenge, policy: GuidePolicy) -> float:
    usual_s = policy.nose_duration_s + len(challenge.later_targets) * policy.later_target_duration_s
    return challenge.time_factor * usual_s


def _with_face(
    guide: Guide, observation: Observation, company: Company, challenge: NoseChallenge, policy: GuidePolicy
) -> Guide:
    now_s = observation.captured_at_s
    face = find_customer(observation.faces, challenge.face_area)
    if face is None or company is not Company.ALONE:
        # The challenge waits for passers-by; without a face, or with two, its time goes on.
        waited_s = now_s - guide.seen_at_s if guide.seen_at_s is not None and company is Company.PASSERS_BY else 0.0
        since_s = now_s if guide.interrupted_since_s is None else guide.interrupted_since_s
        return replace(
            guide,
            face=None if face is None else face.bounding_box,
            nose=None,
            seen_at_s=now_s,
            interrupted_since_s=since_s,
            started_at_s=guide.started_at_s + (waited_s if guide.phase is Phase.TARGET else 0.0),
        )
    nose = _smoothed(guide.nose, face.nose, policy.smoothing)
    return replace(guide, face=face.bounding_box, nose=nose, seen_at_s=now_s, interrupted_since_s=None)


def _smoothed(before: Point | None, now: Point, weight: float) -> Point:
    if before is None:
        return now
    return Point(before.x + weight * (now.x - before.x), before.y + weight * (now.y - before.y))


def _approach(guide: Guide, observation: Observation, challenge: NoseChallenge, policy: GuidePolicy) -> Guide:
    hint = approach_hint(observation, challenge, policy, guide.hint)
    if hint is not Hint.HOLD_STILL:
        return replace(guide, hint=hint, held_frames=0)
    held = 0 if observation.moving else guide.held_frames + 1
    if held < policy.hold_frames:
        return replace(guide, hint=hint, held_frames=held)
    return replace(
        guide,
        phase=Phase.TARGET,
        hint=direction_hint(observation.faces[0].nose, challenge.nose_target) or Hint.TURN_NOT_SHIFT,
        started_at_s=observation.captured_at_s,
        held_frames=0,
        straight_yaw_deg=observation.faces[0].pose.yaw_deg,
        straight_pitch_deg=observation.faces[0].pose.pitch_deg,
        seconds_left=_duration_s(challenge, policy),
    )


def approach_hint(
    observation: Observation, challenge: NoseChallenge, policy: GuidePolicy, before: Hint | None = None
) -> Hint:
    """What keeps the challenge from beginning, most important first; HOLD_STILL when nothing does.

    Whoever was asked for something `before` has to do a little better than is asked of others.
    """
    match company_of(observation.faces, challenge.face_area):
        case Company.NOBODY:
            return Hint.TOO_DARK if observation.brightness < policy.min_brightness / 2 else Hint.NO_FACE
        case Company.JOINED:
            return Hint.SEVERAL_FACES
        case Company.PASSERS_BY:
            return Hint.OTHERS_PASSING
    return _light_hint(observation, policy, before) or place_hint(observation.faces[0], challenge, policy, before)


def _light_hint(observation: Observation, policy: GuidePolicy, before: Hint | None) -> Hint | None:
    """Say of the light what is wrong with it, unless the face itself is well to be seen."""
    more = 1 + policy.hysteresis * (before in (Hint.TOO_DARK, Hint.TOO_BRIGHT))
    if observation.contrast is not None and observation.contrast >= policy.min_contrast * more:
        return None
    brightness = observation.faces[0].quality.brightness
    if brightness < policy.min_brightness * more:
        return Hint.TOO_DARK
    return Hint.TOO_BRIGHT if brightness > policy.max_brightness / more else None


def _target(
    guide: Guide, observation: Observation, company: Company, challenge: NoseChallenge, policy: GuidePolicy
) -> Guide:
    guide = replace(guide, target_frames=guide.target_frames + 1)
    if company is not Company.ALONE:
        return _wait(guide, company, observation.captured_at_s, policy)
    face = observation.faces[0]
    tolerance = policy.area_tolerance - HYSTERESIS_OF_MARGINS * policy.hysteresis * (guide.hint in OUT_OF_AREA)
    if not challenge.face_area.enlarge(tolerance).holds(face.bounding_box):
        return replace(guide, hint=way_back(face, challenge) or Hint.MOVE_BACK, held_frames=0)
    return _towards(guide, face, observation.captured_at_s, challenge, policy)


def _wait(guide: Guide, company: Company, now_s: float, policy: GuidePolicy) -> Guide:
    """Bridge what does not last; the backend judges whether it is one challenge still."""
    allowed_s, hint = {
        Company.NOBODY: (policy.max_lost_s, Hint.NO_FACE),
        Company.PASSERS_BY: (policy.max_passing_s, Hint.OTHERS_PASSING),
        Company.JOINED: (JOINED_S, Hint.SEVERAL_FACES),
    }[company]
    gave_up = guide.interrupted_since_s is not None and now_s - guide.interrupted_since_s > allowed_s
    return replace(guide, phase=Phase.GAVE_UP if gave_up else guide.phase, hint=hint, held_frames=0)


def _towards(guide: Guide, face: FaceDetail, now_s: float, challenge: NoseChallenge, policy: GuidePolicy) -> Guide:
    nose, target = guide.nose or face.nose, challenge.targets[guide.targets_reached]
    guide = replace(guide, progress=_progress(nose, target, challenge))
    hint = direction_hint(nose, target, guide.hint, LEAVING if guide.held_frames else 1.0)
    if hint is None and not _is_turned(guide, face.pose, target, challenge, policy):
        hint = Hint.TURN_NOT_SHIFT
    if hint is not None:
        return replace(guide, hint=hint, held_frames=0)
    held = guide.held_frames + 1
    since_s = now_s if held == 1 else guide.held_since_s
    guide = replace(guide, hint=Hint.HOLD_STILL, held_frames=held, held_since_s=since_s)
    if held >= policy.hold_frames and now_s - since_s >= policy.hold_s:
        return _reach(guide, nose, challenge, policy)
    return guide


def _reach(guide: Guide, nose: Point, challenge: NoseChallenge, policy: GuidePolicy) -> Guide:
    """The target is held for long enough: on to the next, or the end once there are frames enough."""
    if guide.targets_reached + 1 < len(challenge.targets):
        reached = guide.targets_reached + 1
        target = challenge.targets[reached]
        hint = direction_hint(nose, target) or Hint.TURN_NOT_SHIFT
        progress = _progress(nose, target, challenge)
        return replace(guide, targets_reached=reached, hint=hint, held_frames=0, progress=progress)
    if guide.target_frames < policy.target_frames:
        return guide
    reached = len(challenge.targets)
    return replace(guide, phase=Phase.REACHED, hint=Hint.DONE, progress=1.0, targets_reached=reached)


def _is_turned(guide: Guide, pose: Pose, target: Box, challenge: NoseChallenge, policy: GuidePolicy) -> bool:
    """Whether the head has turned towards the target, as far as is asked for, since it looked straight."""
    yaw_deg, pitch_deg = pose.yaw_deg - guide.straight_yaw_deg, pose.pitch_deg - guide.straight_pitch_deg
    turned_deg = turn_towards(target, challenge, yaw_deg, pitch_deg)
    return turned_deg >= (policy.min_turn_deg if is_aside(target, challenge) else policy.min_nod_deg)


def _progress(nose: Point, target: Box, challenge: NoseChallenge) -> float:
    centre, aspect = challenge.face_area.centre, challenge.aspect
    whole = hypot((target.centre.x - centre.x) * aspect, target.centre.y - centre.y)
    left = hypot((target.centre.x - nose.x) * aspect, target.centre.y - nose.y)
    return min(max(1 - left / whole, 0.0), 1.0) if whole else 0.0
