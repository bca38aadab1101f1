"""The pose challenge by the ratios of drawn faces; whatever was not measured fails."""

from collections import Counter
from dataclasses import replace
from math import inf, nan

import pytest

from kiosk.domain.faces.face_detail import Box, FaceDetail, Point, Pose, Quality
from kiosk.domain.liveness.frames import FrameFacts
from kiosk.domain.liveness.pose.challenge import Eyes, Mouth, PoseChallenge, draw_challenge
from kiosk.domain.liveness.pose.expression import measure_expression
from kiosk.domain.liveness.pose.judge import CONFIDENCE, judge
from kiosk.domain.liveness.verdict import Reason
from tests.factories.faces import frame

ASPECT = 4 / 3
FACE = {"opening": 0.27, "gaze": 0.5, "lips": 0.0, "width": 0.58}
LOOKS = {
    Eyes.OPEN: {},
    Eyes.CLOSED: {"opening": 0.07},
    Eyes.LOOKING_LEFT: {"gaze": 0.3},
    Eyes.LOOKING_RIGHT: {"gaze": 0.7},
}
MOUTHS = {Mouth.CLOSED: {}, Mouth.SMILE: {"lips": 0.18, "width": 0.72}}


def face(opening: float, gaze: float, lips: float, width: float, scale: float = 0.1) -> FaceDetail:
    """Eyes 0.1 high pictures wide, half an eye apart, with these ratios."""
    points = dict[str, tuple[float, float]]()
    for side, left in (("left", -1.25), ("right", 0.25)):
        points |= {
            f"{side}EyeLeft": (left, 0.0),
            f"{side}EyeRight": (left + 1, 0.0),
            f"{side}Pupil": (left + gaze, 0.0),
        }
        for number, x in ((1, 0.3), (2, 0.7)):
            points[f"{side}LidUp{number}"] = (left + x, -opening / 2)
            points[f"{side}LidDown{number}"] = (left + x, opening / 2)
    half = width * 2.5 / 2
    points |= {"mouthLeft": (-half, 2.0), "mouthRight": (half, 2.0), "lipLeft": (-half, 2.0), "lipRight": (half, 2.0)}
    points |= {"lipUp": (0.0, 2.0 - lips * half), "lipDown": (0.0, 2.0 + lips * half)}
    landmarks = {name: Point(0.5 + x * scale / ASPECT, 0.4 + y * scale) for name, (x, y) in points.items()}
    return FaceDetail(Box(0.3, 0.2, 0.4, 0.5), landmarks, Pose(0.0, 0.0, 0.0), Quality(60.0, 60.0), 50.0)


def shown(**changes: float) -> FaceDetail:
    return face(**{**FACE, **changes})


def asked(eyes: Eyes, mouth: Mouth) -> PoseChallenge:
    return replace(draw_challenge("c", 640, 480, lambda n: 0), eyes=eyes, mouth=mouth)


def reasons(challenge: PoseChallenge, *frames: FrameFacts) -> set[Reason]:
    verdict = judge(challenge, frames, synthetic=False)
    assert verdict.passed is not bool(verdict.reasons)
    assert verdict.confidence == (0.0 if verdict.reasons else CONFIDENCE)
    return set(verdict.reasons)


@pytest.mark.parametrize("scale", [0.05, 0.12])
def test_ratios_are_those_of_the_face_whatever_its_size(scale: float) -> None:
    found = measure_expression(face(0.2, 0.4, 0.15, 0.7, scale), ASPECT)
    assert found is not None
    assert found.eye_opening == pytest.approx(0.2)
    assert [found.left_gaze, found.right_gaze] == pytest.approx([0.4, 0.4])
    assert [found.mouth_opening, found.mouth_width] == pytest.approx([0.15, 0.7])


@pytest.mark.parametrize("mouth", Mouth)
@pytest.mark.parametrize("eyes", Eyes)
def test_each_pose_passes_where_it_was_asked_for_and_nowhere_else(eyes: Eyes, mouth: Mouth) -> None:
    picture = frame(0, shown(**LOOKS[eyes], **MOUTHS[mouth]))
    for other_eyes in Eyes:
        for other_mouth in Mouth:
            # Eyes that look aside are open as well.
            right_eyes = other_eyes is eyes or (other_eyes is Eyes.OPEN and eyes is not Eyes.CLOSED)
            expected = set() if right_eyes and other_mouth is mouth else {Reason.TARGET_NOT_REACHED}
            assert reasons(asked(other_eyes, other_mouth), picture) == expected


def test_the_first_picture_is_judged_and_no_other() -> None:
    good, bad = shown(), shown(opening=0.05)
    challenge = asked(Eyes.OPEN, Mouth.CLOSED)
    assert reasons(challenge, frame(1, bad), frame(0, good)) == set()
    assert reasons(challenge, frame(1, good), frame(0, bad)) == {Reason.TARGET_NOT_REACHED}
    assert judge(challenge, [frame(1, bad), frame(0, good)], synthetic=True).synthetic


def test_nobody_and_several_fail() -> None:
    challenge = asked(Eyes.OPEN, Mouth.CLOSED)
    assert reasons(challenge) == {Reason.NO_FACE}
    assert reasons(challenge, frame(0)) == {Reason.NO_FACE}
    assert reasons(challenge, frame(0, shown(), shown())) == {Reason.SEVERAL_FACES}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"pose": Pose(21.0, 0.0, 0.0)}, Reason.FACE_DEFORMED),
        ({"pose": Pose(0.0, -21.0, 0.0)}, Reason.FACE_DEFORMED),
        ({"pose": Pose(0.0, 0.0, nan)}, Reason.FACE_DEFORMED),
        ({"bounding_box": Box(0.4, 0.4, 0.1, 0.1)}, Reason.FACE_TOO_SMALL),
        ({"bounding_box": Box(0.4, 0.4, nan, 0.5)}, Reason.FACE_TOO_SMALL),
        ({"bounding_box": Box(-0.1, 0.2, 0.4, 0.5)}, Reason.FACE_NOT_IN_AREA),
    ],
)
def test_a_face_that_cannot_be_judged_fails(change: dict[str, Pose | Box], reason: Reason) -> None:
    found = reasons(asked(Eyes.OPEN, Mouth.CLOSED), frame(0, replace(shown(), **change)))  # type: ignore[arg-type]
    assert reason in found


@pytest.mark.parametrize("value", [nan, inf, -inf])
@pytest.mark.parametrize("name", FACE)
def test_no_number_is_no_pose(name: str, value: float) -> None:
    for eyes in (Eyes.OPEN, Eyes.CLOSED):
        for mouth in Mouth:
            picture = frame(0, shown(**{**LOOKS[eyes], **MOUTHS[mouth], name: value}))
            assert reasons(asked(eyes, mouth), picture) == {Reason.TARGET_NOT_REACHED}


def test_an_engine_that_sees_no_irises_passes_nobody() -> None:
    whole = shown()
    for missing in whole.landmarks:
        landmarks = {name: point for name, point in whole.landmarks.items() if name != missing}
        assert reasons(asked(Eyes.OPEN, Mouth.CLOSED), frame(0, replace(whole, landmarks=landmarks)))
    collapsed = {name: Point(0.5, 0.5) for name in whole.landmarks}
    assert reasons(asked(Eyes.OPEN, Mouth.CLOSED), frame(0, replace(whole, landmarks=collapsed)))


def test_all_eight_are_drawn() -> None:
    import secrets

    drawn = Counter(
        (each.eyes, each.mouth) for each in (draw_challenge("c", 480, 480, secrets.randbelow) for _ in range(800))
    )
    assert len(drawn) == 8
    assert min(drawn.values()) > 50
