from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.liveness.challenge import Stage
from kiosk.domain.liveness.frames import FrameFacts, IdentityFacts
from kiosk.domain.liveness.judge_policy import JudgePolicy
from kiosk.domain.liveness.nose.challenge import NoseChallenge, challenge_at
from kiosk.domain.liveness.nose.judge import judge, reference_sequence
from kiosk.domain.liveness.verdict import Reason, Verdict
from tests.factories.faces import frame, head, turning, with_faces

POLICY = JudgePolicy()
CHALLENGE = challenge_at("id", 640, 480, 57, 10)
OTHER_SIDE = challenge_at("id", 640, 480, -57, 10)
NOBODY = IdentityFacts({}, None)
NEIGHBOUR, PASSER_BY = head(centre=(0.62, 0.5)), head(centre=(0.9, 0.4), size=0.1)


def decide(frames: list[FrameFacts], challenge: NoseChallenge = CHALLENGE, identity: IdentityFacts = NOBODY) -> Verdict:
    return judge(challenge, frames, identity, POLICY, synthetic=False)


@pytest.mark.parametrize("challenge", [CHALLENGE, OTHER_SIDE])
def test_a_head_that_turns_into_the_target_passes(challenge: NoseChallenge) -> None:
    verdict = decide(turning(challenge), challenge)
    assert verdict.passed, verdict
    assert verdict.confidence >= POLICY.min_confidence
    assert verdict.reference_sequence is not None
    assert 1 <= len(verdict.audit_sequences) <= 4


def test_frames_may_come_in_any_order() -> None:
    assert decide(turning(CHALLENGE)[::-1]).passed


def test_the_same_frames_fail_for_a_target_on_the_other_side() -> None:
    assert decide(turning(CHALLENGE), OTHER_SIDE).reasons == (Reason.WRONG_SIDE,)


def test_somebody_who_keeps_still_does_not_reach_the_target() -> None:
    assert decide([frame(i, head()) for i in range(60)]).reasons == (Reason.TARGET_NOT_REACHED,)


def test_shifting_the_head_is_no_turn() -> None:
    frames = [frame(i, head(0, centre=(0.5 + min(i, 20) * 0.0045, 0.5))) for i in range(30)]
    assert decide(frames).reasons[0] is Reason.HEAD_NOT_TURNED


def test_a_flat_face_has_no_depth_even_when_yaw_is_reported() -> None:
    flat = [
        replace(each, faces=(replace(head(0, centre=(each.faces[0].nose.x, 0.5)), pose=each.faces[0].pose),))
        for each in turning(CHALLENGE)
    ]
    assert Reason.NO_DEPTH in decide(flat).reasons


def test_a_face_that_narrows_is_a_bent_photograph() -> None:
    honest = turning(CHALLENGE)
    bent = honest[:4] + [frame(each.sequence, head(each.faces[0].pose.yaw_deg, stretch=0.85)) for each in honest[4:]]
    assert Reason.FACE_DEFORMED in decide(bent).reasons


@pytest.mark.parametrize(("faces", "reason"), [((), Reason.FACE_LOST), ((head(), NEIGHBOUR), Reason.SEVERAL_FACES)])
def test_the_first_and_last_judged_frame_show_one_face(faces: tuple[object, ...], reason: Reason) -> None:
    frames = turning(CHALLENGE)
    for index in (0, len(frames) - 1):
        assert reason in decide(with_faces(frames, index, *faces)).reasons  # type: ignore[arg-type]


def test_leaving_the_area_fails() -> None:
    frames = with_faces(turning(CHALLENGE), 6, head(centre=(0.75, 0.5)))
    assert Reason.FACE_LEFT_AREA in decide(frames).reasons


def test_a_small_face_fails() -> None:
    assert Reason.FACE_TOO_SMALL in decide(turning(CHALLENGE, size=0.14)).reasons


def test_the_servers_clock_decides_about_time() -> None:
    frames = [replace(each, received_at_s=1000 + each.sequence * 0.9) for each in turning(CHALLENGE)]
    assert decide(frames).reasons == (Reason.TIMED_OUT,)


def test_who_asked_for_more_time_has_it_within_the_policy() -> None:
    frames = [replace(each, received_at_s=1000 + each.sequence * 0.9) for each in turning(CHALLENGE)]
    slow = replace(CHALLENGE, time_factor=2.0)
    assert Reason.TIMED_OUT not in decide(frames, slow).reasons
    assert decide(frames, slow).evidence["time_factor"] == 2
    stricter = replace(POLICY, longer_time_factor=1.0)
    assert judge(slow, frames, NOBODY, stricter, synthetic=False).reasons == (Reason.TIMED_OUT,)


def test_a_jump_of_the_nose_is_no_path() -> None:
    frames = with_faces(turning(CHALLENGE), 5, head(centre=(0.40, 0.38)))
    assert Reason.PATH_NOT_CONTINUOUS in decide(frames).reasons


def test_missing_frozen_and_unchained_frames_are_told() -> None:
    frames = turning(CHALLENGE)
    assert Reason.FRAMES_MISSING in decide(frames[:3] + frames[4:]).reasons
    assert Reason.FROZEN_FRAMES in decide([replace(each, digest="0" * 64) for each in frames]).reasons
    assert decide([replace(each, chained=False) for each in frames]).reasons == (Reason.CHAIN_BROKEN,)


def doubled(frames: list[FrameFacts]) -> list[FrameFacts]:
    """As the sample's client sends them: in place of every second one, the one before once more."""
    return [replace(each, faces=of.faces, digest=of.digest) for each, of in zip(frames, halved(frames), strict=True)]


def halved(frames: list[FrameFacts]) -> list[FrameFacts]:
    return [frames[index - index % 2] for index in range(len(frames))]


def test_pictures_that_arrive_twice_count_once() -> None:
    honest = turning(CHALLENGE)
    assert decide(doubled(honest)).passed
    assert decide(doubled(honest)).evidence["good_frames"] < decide(honest).evidence["good_frames"]
    still = doubled([frame(i, head()) for i in range(60)])
    assert decide(still).reasons == (Reason.TARGET_NOT_REACHED,)


def test_one_turned_picture_sent_twice_is_one_picture() -> None:
    *straight, turned = turning(CHALLENGE, to_deg=20, hold=1)
    again = replace(turned, sequence=turned.sequence + 1, received_at_s=turned.received_at_s + 1 / 12)
    path = [each for each in straight if not CHALLENGE.nose_target.enlarge(0.25).contains(each.faces[0].nose)]
    frames = [replace(each, sequence=number) for number, each in enumerate([*path, turned, again])]
    assert decide(frames).reasons == (Reason.TOO_FEW_FRAMES,)
    assert Reason.TOO_FEW_FRAMES not in decide([*frames[:-1], replace(frames[-1], digest="f" * 64)]).reasons


def test_a_third_copy_is_a_picture_that_stands_still() -> None:
    frames = turning(CHALLENGE, frames=60)
    slow = [
        replace(each, faces=frames[i - i % 4].faces, digest=frames[i - i % 4].digest) for i, each in enumerate(frames)
    ]
    assert Reason.FROZEN_FRAMES in decide(slow).reasons


def test_the_chain_of_a_terminal_excuses_no_copies() -> None:
    chained = [replace(each, chained=True) for each in doubled(turning(CHALLENGE))]
    assert decide(chained).reasons == (Reason.FROZEN_FRAMES,)


def test_another_person_or_another_document_fails() -> None:
    assert decide(turning(CHALLENGE), identity=IdentityFacts({9: 40.0}, None)).reasons == (Reason.PERSON_CHANGED,)
    assert decide(turning(CHALLENGE), identity=IdentityFacts({}, 94.9)).reasons == (Reason.FACE_MISMATCH,)
    assert decide(turning(CHALLENGE), identity=IdentityFacts({9: 99.0}, 99.0)).face_match == 99.0


@pytest.mark.parametrize(
    ("faces", "reason"),
    [
        ((), Reason.NO_FACE),
        ((head(), head()), Reason.SEVERAL_FACES),
        ((head(size=0.1),), Reason.FACE_TOO_SMALL),
        ((head(centre=(0.8, 0.5)),), Reason.FACE_NOT_IN_AREA),
    ],
)
def test_an_approach_never_passes_and_says_why(faces: tuple[object, ...], reason: Reason) -> None:
    frames = [frame(i, *faces, stage=Stage.APPROACH) for i in range(20)]  # type: ignore[arg-type]
    assert decide(frames).reasons == (reason,)
    assert not decide([replace(each, stage=Stage.APPROACH) for each in turning(CHALLENGE)]).passed


def test_no_frames_at_all_fail() -> None:
    assert decide([]).reasons == (Reason.TOO_FEW_FRAMES,)


@given(st.lists(st.integers(0, 32), max_size=6))
def test_fewer_frames_never_crash_the_judge(picked: list[int]) -> None:
    frames = turning(CHALLENGE)
    verdict = decide([frames[index] for index in sorted(set(picked))])
    assert not verdict.passed


def test_the_reference_is_sharp_and_straight() -> None:
    frames = turning(CHALLENGE)
    face = frames[2].faces[0]
    sharp = with_faces(frames, 2, replace(face, quality=replace(face.quality, sharpness=90.0)))
    assert reference_sequence(CHALLENGE, sharp) == 2
    assert reference_sequence(CHALLENGE, []) is None


LEFT_THEN_RIGHT = replace(OTHER_SIDE, later_targets=(CHALLENGE.nose_target,))
RIGHT_THEN_LEFT = replace(CHALLENGE, later_targets=(OTHER_SIDE.nose_target,))
WITH_A_NOD = replace(
    LEFT_THEN_RIGHT, later_targets=(CHALLENGE.nose_target, challenge_at("id", 640, 480, 5, 48).nose_target)
)


@pytest.mark.parametrize("challenge", [LEFT_THEN_RIGHT, RIGHT_THEN_LEFT, WITH_A_NOD])
def test_all_targets_in_their_order_pass(challenge: NoseChallenge) -> None:
    verdict = decide(turning(challenge), challenge)
    assert verdict.passed, verdict
    assert verdict.evidence["targets_reached"] == len(challenge.targets)


@pytest.mark.parametrize(
    ("shown", "asked"),
    [(LEFT_THEN_RIGHT, RIGHT_THEN_LEFT), (LEFT_THEN_RIGHT, WITH_A_NOD), (CHALLENGE, RIGHT_THEN_LEFT)],
)
def test_what_was_recorded_for_another_challenge_fails(shown: NoseChallenge, asked: NoseChallenge) -> None:
    assert not decide(turning(shown), asked).passed


def test_who_tries_many_poses_in_the_target_proves_none() -> None:
    """One good pose among many bad ones was enough as long as good frames alone were looked at."""
    honest = turning(CHALLENGE, hold=5)
    flat = [replace(honest[-1], faces=(head(20, depth=0.0, centre=(0.58, 0.52)),)) for _ in range(20)]
    frames = [frame(i, each.faces[0]) for i, each in enumerate([*honest, *flat])]
    assert not decide(frames).passed
