"""Recorded people before the tracker and the guide: however they move, what they are told can be read."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from kiosk.domain.liveness.challenge import Hint
from kiosk.domain.liveness.guide import Guide, with_instruction
from kiosk.domain.liveness.guide_policy import GuidePolicy
from kiosk.domain.liveness.nose.challenge import challenge_at
from kiosk.domain.liveness.nose.guide import advance, begin
from kiosk.vision.tracker import FrameSize, Tracker
from tests.e2e.recorded import HEIGHT_PX, WIDTH_PX, Recording, recording

CLIPS = (
    "liveportrait/d3.mp4", "liveportrait/d12.mp4", "liveportrait/d14.mp4", "liveportrait/d19.mp4",
    "pyfeat/face_noface.mov", "pyfeat/noface_face.mov", "pyfeat/single_face.mp4",
)  # fmt: skip
CHALLENGE = replace(
    challenge_at("id", WIDTH_PX, HEIGHT_PX, 60, -20),
    later_targets=(challenge_at("id", WIDTH_PX, HEIGHT_PX, -60, 20).nose_target,),
)


def read(recorded: Recording) -> list[tuple[float, Hint]]:
    """Each hint that was shown and when; a challenge that has ended begins anew."""
    policy, told = GuidePolicy(), list[tuple[float, Hint]]()
    guide: Guide = begin(recorded.times_s[0], policy)
    with Tracker(FrameSize(WIDTH_PX, HEIGHT_PX, 1.0)) as tracker:
        for image, time_s in zip(recorded.images, recorded.times_s, strict=True):
            before = replace(begin(time_s, policy), instruction=guide.instruction) if guide.finished else guide
            guide = with_instruction(before, advance(before, tracker.observe(image, time_s), CHALLENGE, policy), time_s)
            if not told or told[-1][1] is not guide.told:
                told.append((time_s, guide.told))
    return told


@pytest.mark.parametrize("framed", [True, False])
@pytest.mark.parametrize("name", CLIPS)
def test_hints_change_once_a_second_at_most(testdata: Path, name: str, framed: bool) -> None:
    if framed and name == "pyfeat/noface_face.mov":
        pytest.skip("nobody is there at its beginning to be framed")
    told = read(recording(testdata / "clips" / name, framed=framed))
    assert told
    assert all(later - earlier >= 1.0 for (earlier, _), (later, _) in pairwise(told)), told
