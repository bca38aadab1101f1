"""What is weighed for a pass of the nose challenge, and how much each piece of evidence speaks for or against."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from kiosk.domain.liveness.evidence.appearance import measure_appearance
from kiosk.domain.liveness.evidence.camera import measure_camera
from kiosk.domain.liveness.evidence.expression import BLINKED, MIN_FRAMES, measure_expression
from kiosk.domain.liveness.evidence.gaze import NO_PROOF, measure_gaze
from kiosk.domain.liveness.evidence.light import measure_light
from kiosk.domain.liveness.evidence.path import measure_path
from kiosk.domain.liveness.evidence.room import measure_room
from kiosk.domain.liveness.evidence.suspicion import measure_suspicion
from kiosk.domain.liveness.frames import FrameFacts
from kiosk.domain.liveness.judge_policy import JudgePolicy
from kiosk.domain.liveness.nose.challenge import NoseChallenge
from kiosk.domain.liveness.nose.evidence import TargetEvidence
from kiosk.domain.liveness.nose.shape import measure_shape
from kiosk.domain.liveness.verdict import Reason
from kiosk.domain.liveness.weighing import Scale, Weighed, weigh_piece

PRIOR = -1.5
"""Log-odds before anything is weighed: depth alone does not pass, depth and another piece do."""
PRIOR_OF_EASIER = -3.0
"""Of customers who say that they cannot turn far or need more time: a smaller turn proves less, whoever holds a print
has more tries at it, and nobody can check what they say. With the usual prior reliefs of half a head's depth came to 80
and 89 of 100 with nearer targets, and with more time 4 of 80 attacks to 82, 92, 95 and 98; people to 99."""
PRIOR_OF_ONE_TARGET = 0.0
"""For clients of the samples, which know one target and stop in it: depth alone has to do. It proves less, which their
verdicts say (`terminal_attested` is 0), and a backend that demands enrolled terminals admits none of them."""
STRONG = 1.0
"""Log-odds from which a piece is named as the reason when all together are not enough."""

NOSE_SLOPE = Scale(attack=0.08, neutral=0.16, typical=0.24, against=5.0, in_favour=0.8)
NOSE_FIT = Scale(attack=0.75, neutral=0.9, typical=0.97, against=3.0, in_favour=0.4)
WIDTH_SLOPE = Scale(attack=-0.6, neutral=-0.25, typical=-0.05, against=5.0, in_favour=0.8)
"""Of sessions measured in `shape.py`."""
NOSE_PARALLAX = Scale(attack=0.03, neutral=0.05, typical=0.09, against=5.0, in_favour=1.2)
WIDTH_KEPT = Scale(attack=0.86, neutral=0.92, typical=0.98, against=5.0, in_favour=0.8)
"""Of the frames in the target alone, where there are too few to see how width and nose follow."""
EYE_MOVEMENT = Scale(attack=0.0, neutral=NO_PROOF, typical=0.14, against=1.8, in_favour=2.0)
"""With 2.6 at most 5 more of 204 sessions of people are refused, and 3 fewer of 33 of one lit photograph with painted
eyes accepted."""
ROOM_PX = Scale(attack=26.0, neutral=12.0, typical=5.0, against=5.0, in_favour=1.0)
"""Of a frame 640 wide: 0 to 4 with a fixed camera, 8 to 16 with one in the hand, 16 to 53 of replays that are moved."""

ROOM_PX_IN_HAND = Scale(attack=40.0, neutral=20.0, typical=8.0, against=5.0, in_favour=0.4)
"""Of terminals that the backend expects in customers' hands, before whom every room sways."""

EXPRESSION = Scale(attack=0.105, neutral=0.135, typical=BLINKED, against=5.0, in_favour=0.0)
"""Recordings show the living, too, so that it speaks for nobody."""

LIGHT_ANSWER = Scale(attack=0.1, neutral=0.2, typical=0.5, against=3.5, in_favour=2.0)
"""Nobody can tell a face that a bright room keeps from answering from a recording that does not answer at all: where
light is shown, nothing else makes up for an answer that is not there."""
FACE_SLOPE = Scale(attack=3.2, neutral=1.9, typical=1.2, against=2.0, in_favour=0.2)
"""Way of the eyes a radian of yaw, in outer-eye distances: clips .8 to 2.5, median 1.0; moved replays 2.2."""
FASTEST_DEG_S = Scale(attack=260.0, neutral=160.0, typical=100.0, against=3.0, in_favour=0.0)
FACE_STEP = Scale(attack=0.9, neutral=0.5, typical=0.4, against=4.0, in_favour=0.0)
BRIGHTNESS_STEP = Scale(attack=1.0, neutral=0.35, typical=0.2, against=3.0, in_favour=0.0)
COLOUR_STEP = Scale(attack=1.2, neutral=0.6, typical=0.4, against=3.0, in_favour=0.0)
SCENE_STEP = Scale(attack=1.0, neutral=0.5, typical=0.4, against=3.0, in_favour=0.0)
MOIRE = Scale(attack=24.0, neutral=8.0, typical=4.0, against=3.0, in_favour=0.0)
SENSOR_NOISE = Scale(attack=0.0, neutral=0.05, typical=0.3, against=1.0, in_favour=0.0)
"""What the terminal says of its camera's pixels can only speak against."""

SUSPICION = Scale(attack=1.0, neutral=0.5, typical=0.0, against=4.0, in_favour=0.0)
"""By the description of the bank's own network, which says what its answers mean."""

REASONS: Mapping[str, Reason] = MappingProxyType(
    {
        "nose_slope": Reason.NO_DEPTH,
        "nose_fit": Reason.NO_DEPTH,
        "width_slope": Reason.FACE_DEFORMED,
        "nose_parallax": Reason.NO_DEPTH,
        "width_kept": Reason.FACE_DEFORMED,
        "face_slope": Reason.MOVEMENT_UNNATURAL,
        "fastest_deg_s": Reason.MOVEMENT_UNNATURAL,
        "eye_movement": Reason.EYES_NOT_ON_SCREEN,
        "room_px": Reason.ROOM_MOVED,
        "expression": Reason.FACE_TOO_RIGID,
        "light_answer": Reason.LIGHT_NOT_REFLECTED,
        "face_step": Reason.APPEARANCE_CHANGED,
        "brightness_step": Reason.APPEARANCE_CHANGED,
        "colour_step": Reason.APPEARANCE_CHANGED,
        "scene_step": Reason.APPEARANCE_CHANGED,
        "moire": Reason.SCREEN_PATTERN,
        "sensor_noise": Reason.SCREEN_PATTERN,
        "suspicion": Reason.ATTACK_SUSPECTED,
    }
)
"""What a piece that speaks against a customer is called."""
SWITCHES: Mapping[str, str] = MappingProxyType(
    {
        "face_slope": "use_path",
        "fastest_deg_s": "use_path",
        "eye_movement": "use_gaze",
        "room_px": "use_room",
        "expression": "use_expression",
        "light_answer": "use_light",
        "face_step": "use_appearance",
        "brightness_step": "use_appearance",
        "colour_step": "use_appearance",
        "scene_step": "use_appearance",
        "moire": "use_camera",
        "sensor_noise": "use_camera",
        "suspicion": "use_attack_network",
    }
)
"""The setting of the policy that takes a piece out; the shape is always weighed."""


def weigh_evidence(
    challenge: NoseChallenge,
    frames: Sequence[FrameFacts],
    targets: Sequence[TargetEvidence | None],
    policy: JudgePolicy,
    synthetic: bool,
) -> tuple[Weighed, ...]:
    """Weigh all that the frames show; each frame shows one face, and they come in order.

    Of a camera that is declared as none, for a demonstration, no sensor's traces are expected.
    """
    return (
        *_weigh_shape(challenge, frames, targets),
        *(_weigh_path(challenge, frames) if policy.use_path else ()),
        *_weigh_surroundings(challenge, frames, policy),
        *(_weigh_expression(challenge, frames) if policy.use_expression and challenge.later_targets else ()),
        *(_weigh_light(challenge, frames) if policy.use_light and challenge.light is not None else ()),
        *(_weigh_appearance(frames) if policy.use_appearance else ()),
        *(_weigh_camera(frames) if policy.use_camera and not synthetic else ()),
        *(_weigh_suspicion(frames) if policy.use_attack_network else ()),
    )


def reason_of(piece: Weighed) -> Reason:
    """What a piece that speaks against a customer is called: few frames, as of a slow line, say nothing of a face."""
    too_few = piece.name == "expression" and piece.value is None
    return Reason.TOO_FEW_FRAMES if too_few else REASONS[piece.name]


def prior_of(challenge: NoseChallenge) -> float:
    """Log-odds before anything is weighed."""
    if challenge.has_nearer_targets or challenge.time_factor > 1:
        return PRIOR_OF_EASIER
    return PRIOR if challenge.later_targets else PRIOR_OF_ONE_TARGET


def _weigh_shape(
    challenge: NoseChallenge, frames: Sequence[FrameFacts], targets: Sequence[TargetEvidence | None]
) -> Iterator[Weighed]:
    found = measure_shape(frames, challenge.aspect)
    shape = None if found is None else found.turned
    if shape is None and not challenge.later_targets:
        reached = [target for target in targets if target is not None]
        parallax = min((target.nose_parallax for target in reached), default=None)
        yield weigh_piece("nose_parallax", parallax, NOSE_PARALLAX)
        yield weigh_piece("width_kept", min((target.width_kept for target in reached), default=None), WIDTH_KEPT)
        return
    yield weigh_piece("nose_slope", None if shape is None else shape.nose_slope, NOSE_SLOPE)
    yield weigh_piece("nose_fit", None if shape is None else shape.nose_fit, NOSE_FIT)
    yield weigh_piece("width_slope", None if shape is None else shape.width_slope, WIDTH_SLOPE)


def _weigh_path(challenge: NoseChallenge, frames: Sequence[FrameFacts]) -> Iterator[Weighed]:
    path = measure_path(challenge, frames)
    yield weigh_piece("face_slope", None if path is None else path.face_slope, FACE_SLOPE)
    yield weigh_piece("fastest_deg_s", None if path is None else path.fastest_deg_s, FASTEST_DEG_S)


def _weigh_surroundings(
    challenge: NoseChallenge, frames: Sequence[FrameFacts], policy: JudgePolicy
) -> Iterator[Weighed]:
    if policy.use_gaze:
        gaze = measure_gaze(frames, challenge.aspect)
        yield weigh_piece("eye_movement", None if gaze is None else gaze.own_movement, EYE_MOVEMENT)
    if policy.use_room:
        room = measure_room(challenge, challenge.targets, frames)
        scale = ROOM_PX_IN_HAND if challenge.hand_held else ROOM_PX
        yield weigh_piece("room_px", None if room is None else room.nearest_px, scale)


def _weigh_expression(challenge: NoseChallenge, frames: Sequence[FrameFacts]) -> Iterator[Weighed]:
    expression = measure_expression(frames, challenge.aspect)
    if expression is not None and expression.frames < MIN_FRAMES:
        # Sending less is no way round it.
        yield Weighed("expression", None, -EXPRESSION.against)
        return
    yield weigh_piece("expression", None if expression is None else expression.own_movement, EXPRESSION)


def _weigh_light(challenge: NoseChallenge, frames: Sequence[FrameFacts]) -> Iterator[Weighed]:
    light = measure_light(challenge.light, frames)
    if light is None and any(frame.pixels is not None for frame in frames):
        # The screen was lit, and what a client leaves out or sends too little of is no way round that.
        yield Weighed("light_answer", None, -LIGHT_ANSWER.against)
        return
    yield weigh_piece("light_answer", None if light is None else light.answer, LIGHT_ANSWER)


def _weigh_appearance(frames: Sequence[FrameFacts]) -> Iterator[Weighed]:
    seen = measure_appearance(frames)
    yield weigh_piece("face_step", None if seen is None else seen.face.amount, FACE_STEP)
    yield weigh_piece("brightness_step", None if seen is None else seen.brightness.amount, BRIGHTNESS_STEP)
    yield weigh_piece("colour_step", None if seen is None else seen.colour.amount, COLOUR_STEP)
    yield weigh_piece("scene_step", None if seen is None else seen.scene.amount, SCENE_STEP)


def _weigh_camera(frames: Sequence[FrameFacts]) -> Iterator[Weighed]:
    camera = measure_camera(frames)
    yield weigh_piece("moire", None if camera is None else camera.moire, MOIRE)
    yield weigh_piece("sensor_noise", None if camera is None else camera.noise, SENSOR_NOISE)


def _weigh_suspicion(frames: Sequence[FrameFacts]) -> Iterator[Weighed]:
    """Of a bank without a network of its own nothing is missing."""
    found = measure_suspicion(frames)
    if found is not None:
        yield weigh_piece("suspicion", found.suspicion, SUSPICION)
