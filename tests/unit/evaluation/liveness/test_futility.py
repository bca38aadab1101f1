"""Attacks that are cut short: what is said to refuse them refuses whatever comes after, too."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.liveness.challenge import Stage
from kiosk.domain.liveness.frames import FrameFacts, IdentityFacts
from kiosk.domain.liveness.judge_policy import JudgePolicy
from kiosk.domain.liveness.nose.challenge import NoseChallenge, challenge_at
from kiosk.domain.liveness.nose.judge import judge
from kiosk.domain.liveness.verdict import Reason
from kiosk.evaluation.liveness.session.engine import NOT_COMPARED, DeferredEngine
from kiosk.evaluation.liveness.session.futility import (
    EXACT,
    LATE,
    LEFT,
    MISSED,
    OF_TRACKER,
    FutilityWatch,
    Sighting,
    Slack,
)
from kiosk.evaluation.liveness.session.recording import recording_kinds
from tests.factories.faces import frame, head, turning, with_faces
from tests.fakes.face_engine import FakeFaceEngine

POLICY = JudgePolicy()
ONE = challenge_at("id", 640, 480, 57, 10)
TWO = replace(ONE, later_targets=challenge_at("id", 640, 480, -57, 0).targets)
PASSER_BY = head(centre=(0.9, 0.4), size=0.1)


def watch(
    frames: Sequence[FrameFacts], challenge: NoseChallenge = ONE, *origin: Reason, slack: Slack = EXACT
) -> FutilityWatch:
    watching = FutilityWatch(challenge, POLICY, {*origin}, slack)
    for each in frames:
        watching.observe(Sighting(each.stage, each.faces, each.received_at_s))
    return watching


def reasons(frames: Sequence[FrameFacts], challenge: NoseChallenge = ONE) -> set[Reason]:
    return {*judge(challenge, frames, IdentityFacts({}, None), POLICY, synthetic=False).reasons}


def test_a_head_that_turns_into_the_target_is_never_given_up() -> None:
    for count in range(len(turning(ONE)) + 1):
        assert not watch(turning(ONE)[:count]).is_over
    assert not watch(turning(ONE)).refusals


def test_a_face_outside_the_area_ends_it_once_the_sample_s_rule_is_decided_as_well() -> None:
    frames = with_faces(turning(ONE), 6, head(centre=(0.75, 0.5)))
    assert watch(frames[:7]).refusals == LEFT and watch(frames).is_over
    assert watch(turning(ONE)[:2], ONE, Reason.VIRTUAL_CAMERA).refusals
    assert not watch(turning(ONE)[:2], ONE, Reason.VIRTUAL_CAMERA).is_over
    assert watch(turning(ONE), ONE, Reason.VIRTUAL_CAMERA).is_over


def test_a_target_that_was_missed_ends_nothing_before_its_time() -> None:
    still = [frame(i, head()) for i in range(10)]
    assert watch(still).refusals == MISSED and not watch(still).is_over
    late = [replace(each, received_at_s=1000 + 3 * each.sequence) for each in still]
    assert watch(late).refusals == LATE and watch(late).is_over and reasons(late) & MISSED


def test_a_challenge_waits_for_people_who_pass_by() -> None:
    still = [frame(i, head(), PASSER_BY) if i == 2 else frame(i, head()) for i in range(10)]
    after_s = POLICY.nose_duration_s + POLICY.max_passing_s - 0.1
    assert not watch([*still, replace(frame(10, head()), received_at_s=still[0].received_at_s + after_s)]).is_over


def test_frames_of_unknown_terminals_are_refused_whatever_they_show() -> None:
    assert watch(turning(ONE), ONE, Reason.TERMINAL_UNATTESTED).refusals == {Reason.TERMINAL_UNATTESTED}
    assert watch(turning(ONE)[:2], ONE, Reason.CAMERA_NOT_MEASURED).refusals == MISSED


def test_a_challenge_that_never_began_is_refused_for_what_was_wrong_before_it() -> None:
    waiting = [replace(frame(i, head(centre=(0.7, 0.5))), stage=Stage.APPROACH) for i in range(5)]
    assert not watch(waiting).is_over and watch(waiting).refusals & reasons(waiting)


@st.composite
def streams(draw: st.DrawFn) -> list[FrameFacts]:
    """Heads that wander about, with nobody or somebody beside them now and then, at uneven times."""
    frames, now_s = list[FrameFacts](), 1000.0
    for sequence in range(draw(st.integers(1, 12))):
        now_s += draw(st.sampled_from([0.1, 1.0, 4.0]))
        x, y = draw(st.floats(0.36, 0.64)), draw(st.floats(0.4, 0.6))
        face = head(draw(st.floats(-30, 30)), centre=(x, y))
        faces = draw(st.sampled_from([(face,)] * 8 + [(), (face, PASSER_BY)]))
        frames.append(replace(frame(sequence, *faces), received_at_s=now_s))
    return frames


@given(streams(), st.integers(0, 12), st.sampled_from([ONE, TWO]))
def test_what_is_refused_early_is_refused_in_the_end(
    frames: list[FrameFacts], cut: int, challenge: NoseChallenge
) -> None:
    early = watch(frames[:cut], challenge)
    if early.is_over:
        assert reasons(frames[:cut], challenge) & early.refusals
        # Challenges wait for people who pass by, which gives time back.
        assert reasons(frames, challenge) & early.refusals or any(len(each.faces) > 1 for each in frames[cut:])


@given(streams(), st.sampled_from([ONE, TWO]))
def test_what_the_frames_are_refused_for_that_a_refusal_goes_by_all_are_refused_for(
    frames: list[FrameFacts], challenge: NoseChallenge
) -> None:
    foresight = watch(frames, challenge, slack=OF_TRACKER)
    if foresight.has_begun and foresight.refusals:
        chosen = [frames[index] for index in foresight.deciding]
        told = watch(chosen, challenge).foretold(foresight)
        assert not told & reasons(chosen, challenge) or told & reasons(frames, challenge)


def test_a_refusal_that_the_tracker_foresees_goes_by_few_frames() -> None:
    far = [*(frame(i, head()) for i in range(8)), *(frame(i, head(centre=(0.8, 0.5))) for i in range(8, 60))]
    foresight = watch(far, TWO, slack=OF_TRACKER)
    assert foresight.refusals == LEFT and {0, 8} <= {*foresight.deciding} and 7 not in foresight.deciding
    still = [frame(i, head()) for i in range(60)]
    assert len(watch(still, TWO, slack=OF_TRACKER).deciding) <= 12
    assert watch(still, TWO).foretold(watch(still, TWO, slack=OF_TRACKER)) == MISSED


def test_what_the_backend_sees_otherwise_is_not_confirmed() -> None:
    still, turned = [frame(i, head()) for i in range(15)], turning(ONE)
    foresight = watch(still, ONE, slack=OF_TRACKER)
    assert foresight.refusals == MISSED and not watch(turned, ONE).foretold(foresight)
    assert not watch(still, ONE).foretold(watch(with_faces(still, 9, head(centre=(0.8, 0.5))), ONE, slack=OF_TRACKER))


def test_whoever_may_take_longer_is_late_later() -> None:
    still = [replace(frame(i, head()), received_at_s=1000.0 + 2 * i) for i in range(10)]
    slow = replace(ONE, time_factor=2.0)
    assert watch(still).refusals == LATE and watch(still, slow).refusals == MISSED


@given(streams(), st.sampled_from([ONE, TWO]))
def test_what_is_said_at_the_end_is_what_the_judge_says(frames: list[FrameFacts], challenge: NoseChallenge) -> None:
    refusals = watch(frames, challenge).refusals
    assert (
        not refusals
        or not refusals.isdisjoint(reasons(frames, challenge))
        or not any(len(each.faces) == 1 for each in frames)
    )


@given(streams(), st.sampled_from([ONE, TWO]))
def test_rules_say_the_same_where_evidence_is_not_weighed(frames: list[FrameFacts], challenge: NoseChallenge) -> None:
    rules = recording_kinds(POLICY)[1]
    rules.weighs = False
    said = {*rules.judge(challenge, frames, IdentityFacts({}, None), synthetic=False).reasons}
    assert said & (LEFT | LATE) == reasons(frames, challenge) & (LEFT | LATE)
    assert rules.case is not None and rules.case.frames == tuple(frames)


@pytest.mark.parametrize("matters", [True, False])
def test_a_face_is_described_once_and_only_where_it_makes_a_difference(matters: bool) -> None:
    fake = FakeFaceEngine()
    engine = DeferredEngine(fake)
    alice, bob = fake.show(b"alice", head()), fake.show(b"bob", head(), person="bob")
    assert engine.detect(alice) == (head(),) == engine.faces_of(alice) and engine.faces_of(bob) == ()
    described = [engine.describe(each, head()) for each in (alice, alice, bob)]
    engine.matters = lambda: matters
    assert not fake.described
    similarities = engine.similarity(described[0], described[1]), engine.similarity(described[0], described[2])
    assert similarities == ((99.0, 7.0) if matters else (NOT_COMPARED, NOT_COMPARED))
    assert len(fake.described) == (3 if matters else 0)
    engine.next_session()
    assert engine.compares is None and engine.faces_of(alice) == ()
