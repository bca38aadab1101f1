from dataclasses import replace

import pytest

from kiosk.domain.faces.face_detail import FaceDetail
from kiosk.domain.liveness.frames import FrameFacts, IdentityFacts
from kiosk.domain.liveness.judge_policy import JudgePolicy
from kiosk.domain.liveness.nose.challenge import challenge_at
from kiosk.domain.liveness.nose.gaps import gap_edges
from kiosk.domain.liveness.nose.judge import judge, proving_sequences
from kiosk.domain.liveness.verdict import Reason, Verdict
from tests.factories.faces import head, turning

POLICY = JudgePolicy()
CHALLENGE = challenge_at("id", 640, 480, 57, 10)
NEIGHBOUR, PASSER_BY = head(centre=(0.62, 0.5)), head(centre=(0.9, 0.4), size=0.1)


def interrupted(
    index: int, *others: FaceDetail, count: int = 4, for_s: float = 0.5, seen: bool = True
) -> list[FrameFacts]:
    """A turn of which one frame is seen for so long with others, or with nobody."""
    frames = turning(CHALLENGE)
    before, after = frames[:index], frames[index:]
    kept = before[-1].faces if seen else ()
    gap = [
        replace(
            before[-1],
            sequence=index + i,
            received_at_s=before[-1].received_at_s + for_s * (i + 1) / (count + 1),
            faces=(*kept, *others),
            digest=f"{i:064}",
        )
        for i in range(count)
    ]
    late = [replace(each, sequence=each.sequence + count, received_at_s=each.received_at_s + for_s) for each in after]
    return [*before, *gap, *late]


def compared(frames: list[FrameFacts], similarity: float = 99.0) -> IdentityFacts:
    return IdentityFacts({each.sequence: similarity for each in frames if len(each.faces) == 1}, None)


def decide(frames: list[FrameFacts], identity: IdentityFacts | None = None) -> Verdict:
    return judge(CHALLENGE, frames, compared(frames) if identity is None else identity, POLICY, synthetic=False)


def test_a_face_that_is_lost_for_a_moment_is_the_same_one_when_it_comes_back() -> None:
    verdict = decide(interrupted(6, seen=False))
    assert verdict.passed, verdict


def test_passers_by_are_waited_for() -> None:
    assert decide(interrupted(6, PASSER_BY, for_s=4)).passed
    assert decide(interrupted(6, head(centre=(0.5, 0.505)), for_s=1)).passed, "one face that was found twice"


def test_what_is_waited_for_passers_by_is_no_time_of_the_customers() -> None:
    frames = interrupted(6, PASSER_BY, for_s=5)
    slow = [replace(each, received_at_s=each.received_at_s * 1.0) for each in frames]
    assert Reason.TIMED_OUT not in decide(slow).reasons


@pytest.mark.parametrize(
    ("frames", "reason"),
    [
        (interrupted(6, seen=False, for_s=2.2), Reason.FACE_LOST),
        (interrupted(6, PASSER_BY, for_s=6.5), Reason.SEVERAL_FACES),
        (interrupted(6, NEIGHBOUR, count=1), Reason.SEVERAL_FACES),
        (interrupted(6, head(size=0.3, centre=(0.9, 0.5)), count=1), Reason.SEVERAL_FACES),
    ],
)
def test_what_lasts_or_joins_ends_the_challenge(frames: list[FrameFacts], reason: Reason) -> None:
    assert reason in decide(frames).reasons


def test_a_nose_that_comes_back_elsewhere_was_somebody_elses() -> None:
    frames = interrupted(6, seen=False)
    moved = head(centre=(0.4, 0.38))
    back = [replace(each, faces=(moved,)) if each.sequence == 10 else each for each in frames]
    assert Reason.PATH_NOT_CONTINUOUS in decide(back).reasons


def test_no_gap_lets_another_person_take_over() -> None:
    frames = interrupted(6, seen=False)
    changed = replace(compared(frames), same_person={**compared(frames).same_person, 10: 40.0})
    assert Reason.PERSON_CHANGED in decide(frames, changed).reasons
    uncompared = {key: value for key, value in compared(frames).same_person.items() if key != 10}
    assert Reason.PERSON_CHANGED in decide(frames, replace(changed, same_person=uncompared)).reasons
    assert Reason.PERSON_CHANGED in decide(frames, IdentityFacts({}, None)).reasons
    not_a_number = {**compared(frames).same_person, 5: float("nan")}
    assert Reason.PERSON_CHANGED in decide(frames, replace(changed, same_person=not_a_number)).reasons


def test_both_sides_of_a_gap_are_compared() -> None:
    frames = interrupted(6, PASSER_BY)
    assert {5, 10} <= set(proving_sequences(CHALLENGE, frames, POLICY))
    assert list(gap_edges([each for each in frames if len(each.faces) == 1])) == [5, 10]


def test_whoever_is_lost_again_and_again_fails() -> None:
    frames = turning(CHALLENGE)
    lost = [replace(each, faces=()) if each.sequence in (3, 6, 9, 12) else each for each in frames]
    assert Reason.FACE_LOST in decide(lost).reasons
    assert (
        Reason.FACE_LOST
        not in decide([replace(each, faces=()) if each.sequence in (3, 6) else each for each in frames]).reasons
    )
