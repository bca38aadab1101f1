"""The judge of videos: one who comes near passes, and each thing that is not so fails by its name."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from math import nan

import pytest

from kiosk.domain.liveness.face_movement.challenge import FaceMovementChallenge
from kiosk.domain.liveness.face_movement.claims import ClientClaims
from kiosk.domain.liveness.face_movement.facts import ReliefFact, VideoFacts
from kiosk.domain.liveness.face_movement.judge import COMPARED_EVERY_S, compared_frames, judge
from kiosk.domain.liveness.frames import FrameFacts, IdentityFacts
from kiosk.domain.liveness.verdict import Reason
from tests.factories.faces import head
from tests.factories.films import SKIN, challenge, film_of, lit

MOVEMENT, LIGHT = challenge(), challenge(with_light=True)


@pytest.mark.parametrize("wanted", [MOVEMENT, LIGHT], ids=["movement", "light"])
def test_one_who_comes_near_passes(wanted: FaceMovementChallenge) -> None:
    verdict = judge(wanted, film_of(wanted))
    assert verdict.reasons == ()
    assert verdict.passed
    assert 85 < verdict.confidence < 100
    assert verdict.reference_sequence in {frame.sequence for frame in film_of(wanted).frames}
    assert len(verdict.audit_sequences) == 4
    assert verdict.not_measured == ()


def _flat(facts: VideoFacts) -> VideoFacts:
    return replace(facts, relief=ReliefFact(0.003, 0.0, 0.1, 0.1))


def _somebody_else(facts: VideoFacts) -> VideoFacts:
    return replace(facts, identity=IdentityFacts({5: 99.0, 20: 40.0}, None))


def _frame(facts: VideoFacts, number: int, **changes: object) -> VideoFacts:
    frames = list(facts.frames)
    frames[number] = replace(frames[number], **changes)  # type: ignore[arg-type]
    return replace(facts, frames=tuple(frames))


def _claiming(**changes: object) -> Callable[[VideoFacts], VideoFacts]:
    return lambda facts: replace(facts, claims=replace(facts.claims, **changes))  # type: ignore[arg-type]


WRONG: dict[str, tuple[Callable[[VideoFacts], VideoFacts], Reason]] = {
    "a photograph": (_flat, Reason.NO_DEPTH),
    "a photograph that is bent": (
        lambda facts: replace(facts, relief=ReliefFact(0.06, 0.008, 0.9, 0.1)),
        Reason.NO_DEPTH,
    ),
    "relief that nobody measured": (lambda facts: replace(facts, relief=None), Reason.NO_DEPTH),
    "relief that is no number": (
        lambda facts: replace(facts, relief=ReliefFact(nan, nan, nan, 0.1)),
        Reason.NO_DEPTH,
    ),
    "somebody else": (_somebody_else, Reason.PERSON_CHANGED),
    "nobody compared": (lambda facts: replace(facts, identity=IdentityFacts({}, None)), Reason.PERSON_CHANGED),
    "a likeness that is no number": (
        lambda facts: replace(facts, identity=IdentityFacts({5: nan}, None)),
        Reason.PERSON_CHANGED,
    ),
    "two faces": (lambda facts: _frame(facts, 7, faces=(head(), head())), Reason.SEVERAL_FACES),
    "no face": (
        lambda facts: replace(facts, frames=tuple(replace(each, faces=()) for each in facts.frames)),
        Reason.NO_FACE,
    ),
    "a face that is lost": (
        lambda facts: replace(
            facts,
            frames=tuple(replace(each, faces=()) if each.sequence % 4 == 0 else each for each in facts.frames),
        ),
        Reason.FACE_LOST,
    ),
    "a jump": (lambda facts: _frame(facts, 10, faces=(head(size=0.4),)), Reason.PATH_NOT_CONTINUOUS),
    "a still": (
        lambda facts: replace(facts, frames=tuple(replace(each, digest="0" * 64) for each in facts.frames)),
        Reason.FROZEN_FRAMES,
    ),
    "a gap": (
        lambda facts: replace(facts, frames=(*facts.frames[:6], *facts.frames[-3:])),
        Reason.FRAMES_MISSING,
    ),
    "a few frames": (lambda facts: replace(facts, frames=facts.frames[:4]), Reason.TOO_FEW_FRAMES),
    "no frame": (lambda facts: replace(facts, frames=()), Reason.TOO_FEW_FRAMES),
    "a client that says nothing": (
        lambda facts: replace(facts, claims=ClientClaims()),
        Reason.TARGET_NOT_REACHED,
    ),
    "another length": (_claiming(video_end_ms=1_700_000_030_000), Reason.FRAMES_MISSING),
    "a video that arrives sooner than it was filmed": (
        lambda facts: replace(facts, arrival_s=-1.0),
        Reason.FRAMES_MISSING,
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_not_so_is_named(name: str) -> None:
    change, reason = WRONG[name]
    verdict = judge(MOVEMENT, change(film_of(MOVEMENT)))
    assert not verdict.passed
    assert verdict.confidence == 0
    assert reason in verdict.reasons


@pytest.mark.parametrize(
    ("shape", "reason"),
    [
        ({"near": 0.2}, Reason.TARGET_NOT_REACHED),
        ({"near": 0.26}, Reason.TARGET_NOT_REACHED),
        ({"far": 0.41}, Reason.TARGET_ALREADY_REACHED),
        ({"seconds": 60.0}, Reason.TIMED_OUT),
        ({"seconds": 0.2}, Reason.PATH_NOT_CONTINUOUS),
    ],
)
def test_how_the_face_has_to_come(shape: dict[str, float], reason: Reason) -> None:
    verdict = judge(MOVEMENT, film_of(MOVEMENT, **shape))
    assert not verdict.passed
    assert reason in verdict.reasons


def test_amplifys_component_takes_the_first_black_for_over_at_once() -> None:
    facts = lit(film_of(LIGHT), LIGHT)
    first, second, *others = facts.claims.colours
    early = replace(facts.claims, colours=(replace(first, began_at_ms=second.began_at_ms), second, *others))
    assert judge(LIGHT, replace(facts, claims=early)).passed
    late = (first, replace(second, began_at_ms=others[0].began_at_ms), *others)
    assert not judge(LIGHT, replace(facts, claims=replace(facts.claims, colours=late))).passed


def _other_colours(facts: VideoFacts) -> VideoFacts:
    """A video that was made with another sequence, while the client claims the right one."""
    order = (0, 5, 1, 7, 3, 2, 6, 4)
    steps = tuple(LIGHT.colours[place] for place in order)
    return replace(lit(facts, replace(LIGHT, colours=steps)), claims=facts.claims)


def _swapped(facts: VideoFacts) -> VideoFacts:
    colours = facts.claims.colours
    return replace(facts, claims=replace(facts.claims, colours=(colours[1], colours[0], *colours[2:])))


def _late(facts: VideoFacts) -> VideoFacts:
    colours = tuple(
        replace(each, began_at_ms=each.began_at_ms + 3000 * (each.number > 3)) for each in facts.claims.colours
    )
    return replace(facts, claims=replace(facts.claims, colours=colours))


@pytest.mark.parametrize(
    "change",
    [
        lambda facts: lit(facts, LIGHT, share=0.0),
        lambda facts: lit(facts, LIGHT, lag_s=1.0),
        lambda facts: lit(facts, LIGHT, lag_s=-0.6),
        lambda facts: replace(facts, frames=tuple(replace(each, pixels=None) for each in facts.frames)),
        _other_colours,
        _swapped,
        _late,
        _claiming(colours=()),
    ],
)
def test_light_that_does_not_follow_the_colours_fails(change: Callable[[VideoFacts], VideoFacts]) -> None:
    verdict = judge(LIGHT, change(film_of(LIGHT)))
    assert not verdict.passed
    assert Reason.LIGHT_NOT_REFLECTED in verdict.reasons


def _beside(facts: VideoFacts, glows: float) -> VideoFacts:
    """The same with colours on what is beside the head, so many times as strong as on the face."""
    return replace(facts, frames=tuple(_lit_beside(each, glows) for each in facts.frames))


def _lit_beside(each: FrameFacts, glows: float) -> FrameFacts:
    assert each.pixels is not None
    light = each.pixels.light
    changes = [1 + glows * (lit / skin - 1) for lit, skin in zip(light.left_face, SKIN, strict=True)]
    red, green, blue = (0.1 * change for change in changes)
    return replace(each, pixels=replace(each.pixels, light=replace(light, surroundings=(red, green, blue))))


@pytest.mark.parametrize(
    ("share", "glows", "passed"),
    [(0.06, 0.0, True), (0.06, 0.2, True), (0.06, 1.0, False), (0.3, 0.2, True), (0.3, 1.0, True)],
)
def test_what_shines_as_a_whole_and_weakly_is_glass(share: float, glows: float, passed: bool) -> None:
    verdict = judge(LIGHT, _beside(lit(film_of(LIGHT), LIGHT, share=share), glows))
    assert verdict.passed is passed
    assert verdict.evidence["light_beside"] == pytest.approx(glows, abs=0.03)


def test_where_nothing_is_beside_the_head_its_light_is_not_measured() -> None:
    facts = lit(film_of(LIGHT), LIGHT)
    verdict = judge(LIGHT, replace(facts, frames=tuple(_without_surroundings(each) for each in facts.frames)))
    assert verdict.passed and "light_beside" not in verdict.evidence


def _without_surroundings(each: FrameFacts) -> FrameFacts:
    assert each.pixels is not None
    dark = replace(each.pixels.light, surroundings=(0.0, 0.0, 0.0))
    return replace(each, pixels=replace(each.pixels, light=dark))


def test_automatic_exposure_and_a_room_that_grows_darker_take_nothing_away() -> None:
    facts = lit(film_of(LIGHT), LIGHT)

    def exposed(number: int, each: FrameFacts) -> FrameFacts:
        assert each.pixels is not None
        gain = 1.0 / (1 + number / 20 + (number % 7) / 3)
        face = tuple(gain * channel for channel in each.pixels.light.left_face)
        light = replace(each.pixels.light, left_face=face, right_face=face)  # type: ignore[arg-type]
        return replace(each, pixels=replace(each.pixels, light=light))

    frames = tuple(exposed(number, each) for number, each in enumerate(facts.frames))
    verdict = judge(LIGHT, replace(facts, frames=frames))
    assert verdict.passed and verdict.evidence["light_correlation"] > 0.95


def test_light_of_glass_is_not_enough() -> None:
    verdict = judge(LIGHT, lit(film_of(LIGHT), LIGHT, share=0.02))
    assert verdict.reasons == (Reason.LIGHT_NOT_REFLECTED,)


@pytest.mark.parametrize("lag_s", [0.0, 0.1, 0.25])
@pytest.mark.parametrize("share", [0.06, 0.3])
def test_screens_may_be_late_and_rooms_bright(lag_s: float, share: float) -> None:
    assert judge(LIGHT, lit(film_of(LIGHT), LIGHT, lag_s=lag_s, share=share)).passed


def test_more_relief_than_a_head_has_speaks_against_it() -> None:
    """As of a photograph that is bent while it comes near."""
    film = film_of(MOVEMENT)
    assert not judge(MOVEMENT, replace(film, relief=ReliefFact(0.13, 0.03, 0.78, 0.1))).passed


def test_the_first_face_is_compared_with_one_a_second_and_the_last() -> None:
    frames = film_of(MOVEMENT).frames
    for count in range(len(frames) + 1):
        compared = compared_frames(frames[:count])
        assert (compared[:1], compared[-1:]) == (frames[:count][:1], frames[:count][-1:])
        times_s = [each.received_at_s for each in compared]
        assert all(after - before >= COMPARED_EVERY_S for before, after in pairwise(times_s[:-1]))
