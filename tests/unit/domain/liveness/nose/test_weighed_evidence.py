"""What a client leaves out is no way round the evidence."""

from dataclasses import replace

from kiosk.domain.liveness.frames import FrameFacts
from kiosk.domain.liveness.judge_policy import JudgePolicy
from kiosk.domain.liveness.nose.challenge import NoseChallenge, draw_challenge
from kiosk.domain.liveness.nose.weighed_evidence import LIGHT_ANSWER, REASONS, SWITCHES, reason_of, weigh_evidence
from kiosk.domain.liveness.verdict import Reason
from kiosk.domain.liveness.weighing import Weighed
from tests.factories.faces import turning
from tests.factories.liveness_pixels import scene, textured_room, with_scenes

CHALLENGE = draw_challenge("id", 640, 480, lambda below: below // 2)


def light_weight(challenge: NoseChallenge, frames: list[FrameFacts]) -> float:
    pieces = weigh_evidence(challenge, frames, (), JudgePolicy(), synthetic=False)
    return next(piece.log_odds for piece in pieces if piece.name == "light_answer")


def seen() -> list[FrameFacts]:
    """Frames whose pixels were measured, of a turn before a screen that is said to show nothing."""
    frames = turning(CHALLENGE)
    return with_scenes(frames, [scene(textured_room())] * len(frames))


def test_frames_without_the_steps_of_the_light_speak_against_whoever_sends_them() -> None:
    assert light_weight(CHALLENGE, seen()) == -LIGHT_ANSWER.against


def test_too_few_frames_to_measure_the_light_speak_against_whoever_sends_them() -> None:
    few = [replace(frame, untrusted_light_step=index) for index, frame in enumerate(seen()[-9:])]
    assert light_weight(CHALLENGE, few) == -LIGHT_ANSWER.against


def test_a_backend_that_sees_no_pixels_holds_the_light_against_nobody() -> None:
    assert light_weight(CHALLENGE, turning(CHALLENGE)) == 0


def test_every_piece_has_a_reason_and_one_switch_at_most() -> None:
    assert {*SWITCHES} <= {*REASONS}
    assert {*SWITCHES.values()} == {name for name in JudgePolicy.__dataclass_fields__ if name.startswith("use_")}


def room_weight(right_px: int, *, hand_held: bool) -> float:
    """What a room weighs that has gone so far, in pixels of a scene 160 wide, when the head is turned."""
    challenge = replace(CHALLENGE, hand_held=hand_held)
    frames, room = turning(challenge), textured_room()
    scenes = [scene(room, right_px if abs(frame.faces[0].pose.yaw_deg) > 10 else 0) for frame in frames]
    pieces = weigh_evidence(challenge, with_scenes(frames, scenes), (), JudgePolicy(), synthetic=False)
    return next(piece.log_odds for piece in pieces if piece.name == "room_px")


def test_a_room_may_sway_before_a_terminal_that_is_held_in_the_hand_and_before_no_other() -> None:
    assert room_weight(4, hand_held=False) < -1 < 0 < room_weight(4, hand_held=True)
    assert room_weight(0, hand_held=False) == 1 > room_weight(0, hand_held=True) > 0
    assert room_weight(12, hand_held=True) == -5


def test_few_frames_are_not_called_a_rigid_face() -> None:
    few, still = Weighed("expression", None, -5.0), Weighed("expression", 0.02, -5.0)
    assert (reason_of(few), reason_of(still)) == (Reason.TOO_FEW_FRAMES, Reason.FACE_TOO_RIGID)
    assert reason_of(Weighed("light_answer", None, -3.5)) is Reason.LIGHT_NOT_REFLECTED
