"""Live guidance of the face-movement challenge: one observation in, the next state of guidance out."""

from dataclasses import dataclass, replace
from enum import StrEnum

from kiosk.domain.faces.face_detail import Box, FaceDetail, Observation
from kiosk.domain.liveness.challenge import Hint
from kiosk.domain.liveness.face_movement.geometry import client_box, overlap
from kiosk.domain.liveness.face_movement.guided_challenge import MovementChallenge
from kiosk.domain.liveness.guide import Guide, Phase
from kiosk.domain.liveness.guide_policy import GuidePolicy
from kiosk.domain.liveness.verdict import Reason

FAR_FACE = 0.25
"""Of the oval's width: a face that is smaller stands so far away that its video shows too little of it."""
OFF_CENTRE = 0.3
"""Of the oval's sides by which a face may lie beside its middle before the recording begins."""
SLACK = 0.06
"""By how much of a bound a hint outlasts what it was given for, so that it does not flicker."""
LOST_OVERLAP = 0.35
"""With less of an overlap a face has left the oval, and no colours are shown to it."""


class MovementStep(StrEnum):
    """What the customer does at present."""

    PLACE = "place"
    """Finding the place from which to begin; nothing is recorded."""
    COME_NEAR = "come_near"
    HOLD = "hold"
    """The face fills the oval and stays there."""
    LIGHT = "light"
    """The screen shows colours."""
    END = "end"


@dataclass(frozen=True, slots=True)
class MovementGuide(Guide):
    """Adds what a client tells the server of its video; times are on the kiosk's monotonic clock."""

    step: MovementStep = MovementStep.PLACE
    hint_since_s: float = 0.0
    """When the present hint was first given."""
    fit: float = 0.0
    """How well the face fills the oval, 0-1."""
    start_overlap: float = 0.0
    """How much of it there was when the recording began."""
    initial_face: Box | None = None
    """The face with which the recording began, by the measure of the service's clients."""
    matched_at_s: float | None = None
    """When the face first filled the oval."""
    away_since_s: float | None = None
    """Since when there is no face, or none near the oval while colours are shown; None while there is one."""

    @property
    def stretch(self) -> tuple[object, ...]:
        """Coming near, staying there and the light are parts of their own."""
        return self.phase, self.step


def begin(now_s: float, policy: GuidePolicy) -> MovementGuide:
    """Return the state before the first observation."""
    return MovementGuide(
        Phase.APPROACH,
        Hint.NO_FACE,
        started_at_s=now_s,
        hold_frames=policy.hold_frames,
        seconds_left=policy.approach_duration_s,
        hint_since_s=float("-inf"),
    )


def advance(guide: Guide, observation: Observation, challenge: MovementChallenge, policy: GuidePolicy) -> MovementGuide:
    """Take one observation into account; a finished guide stays as it is."""
    assert isinstance(guide, MovementGuide)
    if guide.finished:
        return guide
    face = observation.faces[0] if len(observation.faces) == 1 else None
    box = None if face is None else client_box(face, challenge.movement)
    seen = replace(
        guide,
        face=box,
        nose=None if face is None else face.nose,
        fit=0.0 if box is None else fit_oval(box, challenge),
        seconds_left=max(_limit_s(guide, challenge, policy) - (observation.captured_at_s - guide.started_at_s), 0.0),
    )
    if seen.seconds_left <= 0 and guide.step in (MovementStep.PLACE, MovementStep.COME_NEAR):
        return replace(seen, phase=Phase.GAVE_UP)
    if guide.step is MovementStep.PLACE:
        return _place(seen, observation, challenge, policy)
    return _record(seen, observation, challenge, policy)


def finish_light(guide: MovementGuide) -> MovementGuide:
    """Take into account that all colours were shown."""
    if guide.finished or guide.step is not MovementStep.LIGHT:
        return guide
    return _reach(guide)


def fit_oval(face: Box, challenge: MovementChallenge) -> float:
    """Return how well a face fills the oval, 0-1: their overlap, or 1 for one that exceeds it as the server allows."""
    oval, rules = challenge.face_area, challenge.rules
    beyond_x, beyond_y = rules.excess_width * oval.width, rules.excess_height * oval.height
    exceeds_sides = oval.left - face.left > beyond_x and face.right - oval.right > beyond_x
    exceeds_ends = oval.top - face.top > beyond_y or face.bottom - oval.bottom > beyond_y
    share = overlap(face, oval)
    return 1.0 if exceeds_sides or (exceeds_ends and share > 0.5) else share


def _limit_s(guide: MovementGuide, challenge: MovementChallenge, policy: GuidePolicy) -> float:
    return policy.approach_duration_s if guide.step is MovementStep.PLACE else challenge.rules.fit_timeout_s


def _place(
    guide: MovementGuide, observation: Observation, challenge: MovementChallenge, policy: GuidePolicy
) -> MovementGuide:
    wanted = place_hint(guide, observation, challenge, policy)
    held = guide.held_frames + 1 if wanted is Hint.HOLD_STILL else 0
    guide = replace(_give_hint(guide, wanted, observation.captured_at_s, policy), held_frames=held)
    if held < policy.hold_frames or guide.face is None:
        return guide
    return replace(
        _give_at_once(guide, Hint.MOVE_CLOSER, observation.captured_at_s),
        phase=Phase.TARGET,
        step=MovementStep.COME_NEAR,
        started_at_s=observation.captured_at_s,
        held_frames=0,
        initial_face=guide.face,
        start_overlap=guide.fit,
        seconds_left=challenge.rules.fit_timeout_s,
    )


def place_hint(
    guide: MovementGuide, observation: Observation, challenge: MovementChallenge, policy: GuidePolicy
) -> Hint:
    """Return what keeps the recording from beginning, most important first; HOLD_STILL when nothing does."""
    if not observation.faces:
        return Hint.TOO_DARK if observation.brightness < policy.min_brightness / 2 else Hint.NO_FACE
    if len(observation.faces) > 1 or guide.face is None:
        return Hint.SEVERAL_FACES
    return (
        _light_hint(guide, observation.faces[0], policy)
        or _distance_hint(guide, guide.face, challenge)
        or Hint.HOLD_STILL
    )


def _light_hint(guide: MovementGuide, face: FaceDetail, policy: GuidePolicy) -> Hint | None:
    brightness = face.quality.brightness
    if brightness < policy.min_brightness * _bound(guide, Hint.TOO_DARK):
        return Hint.TOO_DARK
    return Hint.TOO_BRIGHT if brightness * _bound(guide, Hint.TOO_BRIGHT) > policy.max_brightness else None


def _distance_hint(guide: MovementGuide, face: Box, challenge: MovementChallenge) -> Hint | None:
    oval = challenge.face_area
    share = face.width / 2 / oval.width
    if not share * _bound(guide, Hint.MOVE_BACK) < challenge.rules.start_share:
        return Hint.MOVE_BACK
    if share < FAR_FACE / 2 * _bound(guide, Hint.MOVE_CLOSER):
        return Hint.MOVE_CLOSER
    aside = max(abs(face.centre.x - oval.centre.x) / oval.width, abs(face.centre.y - oval.centre.y) / oval.height)
    return Hint.MOVE_TO_CENTRE if aside * _bound(guide, Hint.MOVE_TO_CENTRE) > OFF_CENTRE else None


def _bound(guide: MovementGuide, hint: Hint) -> float:
    """What the measured value is strained by while its hint is given already."""
    return 1 + SLACK if guide.hint is hint else 1.0


def _record(
    guide: MovementGuide, observation: Observation, challenge: MovementChallenge, policy: GuidePolicy
) -> MovementGuide:
    guide = replace(guide, target_frames=guide.target_frames + 1)
    now_s = observation.captured_at_s
    if len(observation.faces) > 1:
        return replace(_give_at_once(guide, Hint.SEVERAL_FACES, now_s), phase=Phase.GAVE_UP)
    away = guide.face is None or (guide.step is MovementStep.LIGHT and guide.fit < LOST_OVERLAP)
    since_s = (guide.away_since_s or now_s) if away else None
    guide = replace(guide, away_since_s=since_s)
    if since_s is not None and now_s - since_s > policy.lost_face_s:
        return replace(_give_at_once(guide, Hint.NO_FACE, now_s), phase=Phase.GAVE_UP)
    match guide.step:
        case MovementStep.COME_NEAR:
            return _come_near(guide, now_s, challenge, policy)
        case MovementStep.HOLD:
            return _hold(guide, now_s, challenge, policy)
        case _:
            return guide


def _come_near(guide: MovementGuide, now_s: float, challenge: MovementChallenge, policy: GuidePolicy) -> MovementGuide:
    matched = guide.fit > challenge.rules.match_overlap
    guide = replace(guide, progress=1.0 if matched else _progress(guide, challenge))
    if matched:
        held = _give_at_once(guide, Hint.HOLD_STILL, now_s)
        return replace(held, step=MovementStep.HOLD, matched_at_s=guide.matched_at_s or now_s, held_since_s=now_s)
    return _give_hint(guide, _hint_on_the_way(guide, challenge), now_s, policy)


def _hint_on_the_way(guide: MovementGuide, challenge: MovementChallenge) -> Hint:
    face, oval = guide.face, challenge.face_area
    if face is None:
        return Hint.NO_FACE
    aside = max(abs(face.centre.x - oval.centre.x) / oval.width, abs(face.centre.y - oval.centre.y) / oval.height)
    if aside * _bound(guide, Hint.MOVE_TO_CENTRE) > OFF_CENTRE:
        return Hint.MOVE_TO_CENTRE
    too_large = face.width > oval.width / challenge.rules.match_overlap
    return Hint.MOVE_BACK if too_large else Hint.MOVE_CLOSER


def _hold(guide: MovementGuide, now_s: float, challenge: MovementChallenge, policy: GuidePolicy) -> MovementGuide:
    """Stay in the oval for a moment; who leaves it comes near once more, in the time that is left."""
    with_light = bool(challenge.movement.colours)
    if guide.face is not None and guide.fit < challenge.rules.match_overlap * (1 - 3 * SLACK):
        back = replace(guide, step=MovementStep.COME_NEAR)
        return _give_hint(back, _hint_on_the_way(back, challenge), now_s, policy)
    if now_s - guide.held_since_s < (policy.before_light_s if with_light else policy.near_hold_s):
        return guide
    if guide.face is None or guide.target_frames < policy.target_frames:
        return guide
    return replace(guide, step=MovementStep.LIGHT) if with_light else _reach(guide)


def _reach(guide: MovementGuide) -> MovementGuide:
    return replace(guide, phase=Phase.REACHED, step=MovementStep.END, hint=Hint.DONE, progress=1.0)


def _progress(guide: MovementGuide, challenge: MovementChallenge) -> float:
    whole = challenge.rules.match_overlap - guide.start_overlap
    return min(max((guide.fit - guide.start_overlap) / whole, 0.0), 1.0) if whole > 0 else 0.0


def _give_hint(guide: MovementGuide, wanted: Hint, now_s: float, policy: GuidePolicy) -> MovementGuide:
    """A hint stays for long enough to be read and followed."""
    if wanted is guide.hint or now_s - guide.hint_since_s < policy.least_hint_s:
        return guide
    return _give_at_once(guide, wanted, now_s)


def _give_at_once(guide: MovementGuide, wanted: Hint, now_s: float) -> MovementGuide:
    return guide if wanted is guide.hint else replace(guide, hint=wanted, hint_since_s=now_s)


def reason_of(guide: MovementGuide) -> Reason:
    """Return what went wrong, of a guide that gave up: to a service its stream is but one without an end."""
    match guide.hint:
        case Hint.SEVERAL_FACES:
            return Reason.SEVERAL_FACES
        case Hint.NO_FACE:
            return Reason.NO_FACE if guide.step is MovementStep.PLACE else Reason.FACE_LOST
        case Hint.MOVE_TO_CENTRE:
            return Reason.FACE_NOT_IN_AREA
        case Hint.TOO_DARK | Hint.TOO_BRIGHT:
            return Reason.NO_FACE
        case _:
            return Reason.FACE_TOO_SMALL
