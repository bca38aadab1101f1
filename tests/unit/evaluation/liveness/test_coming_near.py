"""Sessions of coming near: what is seen grows in perspective, is lit from near, follows the guidance, and is judged."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from kiosk.domain.faces.face_detail import Box
from kiosk.domain.liveness.challenge import Hint
from kiosk.domain.liveness.face_movement.guide import MovementGuide
from kiosk.domain.liveness.guide import Phase
from kiosk.errors import NothingToEvaluate
from kiosk.evaluation.liveness.material import Material, gather
from kiosk.evaluation.liveness.near.sessions import NearSessions
from kiosk.evaluation.liveness.outcome import Outcome
from kiosk.evaluation.liveness.simulation.approach import Approach, NearSeen, Pace
from kiosk.evaluation.liveness.simulation.coming_near import Bend, solid
from kiosk.evaluation.liveness.simulation.head import HeadPose, draw_head
from kiosk.evaluation.liveness.simulation.light import Illumination
from kiosk.evaluation.liveness.simulation.portrait import FACE_PX, NOSE_PX, TEXTURE_HEIGHT_PX, TEXTURE_WIDTH_PX, Texture
from kiosk.evaluation.liveness.simulation.whole_screen import at_distance, screen_share
from kiosk.evaluation.liveness.simulation.window import crop_window
from kiosk.evaluation.liveness.species.chances import Chances
from kiosk.evaluation.liveness.species.near import NEAR_SPECIES, PRESENTATIONS
from kiosk.evaluation.liveness.species.registry import SPECIES, choose
from kiosk.settings import load
from kiosk.terminal.camera.demo import people
from tests.unit.evaluation.liveness.test_simulation import egg

WINDOW = crop_window(1.0, 640, 480)
OVAL = Box(0.3, 0.05, 0.4, 0.9)
PACE = Pace(0.6, 0.3, 0.0, (0.0, 0.0), (0.0, 0.0))


def seen(hint: Hint, face: Box | None = None) -> NearSeen:
    return NearSeen(MovementGuide(Phase.TARGET, hint, started_at_s=0.0, face=face), OVAL, WINDOW)


def moved(approach: Approach, hint: Hint, seconds: float, face: Box | None = None) -> Approach:
    for step in range(round(seconds * 20)):
        approach.move(step / 20, 0.05, seen(hint, face))
    return approach


def test_whoever_is_told_to_comes_nearer_and_grows_as_things_do() -> None:
    near = moved(Approach(PACE, 900.0), Hint.MOVE_CLOSER, 1.2)
    assert 0.2 < near.distance_m < 0.4
    assert near.face_px * near.distance_m == pytest.approx(900 * 0.14)
    assert near.way == pytest.approx(np.log2(0.6 / near.distance_m))
    assert moved(Approach(PACE, 900.0), Hint.MOVE_BACK, 1.2).distance_m > 0.6
    assert moved(Approach(PACE, 900.0), Hint.HOLD_STILL, 1.2).distance_m == 0.6


def test_whoever_stands_aside_goes_to_the_oval() -> None:
    aside = Box(0.6, 0.3, 0.2, 0.4)
    assert moved(Approach(PACE, 900.0), Hint.MOVE_TO_CENTRE, 0.5, aside).x_px < -20


def test_ears_go_back_as_a_head_comes_near_and_stay_on_a_picture() -> None:
    """Marks beside the nose, as far as ears: they move against the nose by perspective alone."""
    image = np.full((TEXTURE_HEIGHT_PX, TEXTURE_WIDTH_PX, 3), 120, np.uint8)
    for side in (-1, 1):
        x = round(NOSE_PX[0] + side * 0.4 * FACE_PX)
        image[300:360, x - 6 : x + 6] = (0, 0, 255)
    texture = Texture("egg", image, np.ones(image.shape[:2], np.float32), egg()[:468])

    def between(distance_m: float, depth: float) -> float:
        """The distance of the marks, in widths of the face at the nose."""
        face_px = 900 * 0.14 / distance_m
        layer = draw_head(
            texture, HeadPose(face_px=face_px), WINDOW, at_distance(Illumination(), distance_m), solid(depth)
        )
        red = np.flatnonzero((layer.image[..., 2].astype(int) - layer.image[..., 0] > 60).any(axis=0))
        return float(np.ptp(red)) / face_px

    assert between(0.25, 1.0) < 0.93 * between(0.6, 1.0)
    assert between(0.25, 0.0) == pytest.approx(between(0.6, 0.0), rel=0.02)


def test_prints_are_bent_by_their_radius_and_some_more_and_more() -> None:
    assert Bend().degrees(1.0) == 0.0
    assert Bend(60).degrees(0.0) == pytest.approx(133.7, abs=0.1)
    gradual = Bend(60, is_gradual=True)
    assert [gradual.degrees(way) for way in (-0.5, 0.0, 0.5, 2.0)] == pytest.approx([0.0, 0.0, 66.8, 133.7], abs=0.1)


def test_the_screen_lights_what_is_near_more_and_never_more_than_it_shines() -> None:
    light = Illumination()
    shares = [screen_share(at_distance(light, distance_m)) for distance_m in (0.6, 0.3, 0.15, 0.01)]
    assert shares == sorted(shares)
    assert shares[-1] <= np.pi * light.panel_cd_m2 / light.face_lux


def test_species_are_of_one_challenge() -> None:
    assert {each.name for each in NEAR_SPECIES} == {*PRESENTATIONS}
    assert not {*PRESENTATIONS} & {*SPECIES}
    assert choose(("near_flat",), near=True)[0].goal == 0.0
    for names, near in ((("near_flat",), False), (("flat_print",), True)):
        with pytest.raises(NothingToEvaluate):
            choose(names, near=near)


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Material:
    """Two people in the public domain."""
    folder = tmp_path_factory.mktemp("people")
    for name, path in (("grace", people.demo_person()), ("eileen", people.another_person())):
        (folder / name).mkdir()
        shutil.copy(path, folder / name / f"face{path.suffix}")
    (folder / "out").mkdir()
    return gather(folder, Path(folder / "out"))


@pytest.mark.parametrize("with_light", [False, True])
def test_people_pass_and_what_is_flat_or_recorded_does_not(material: Material, with_light: bool) -> None:
    sessions = NearSessions(load(), with_light=with_light)

    def result(species: str) -> Outcome:
        random = np.random.default_rng(7)
        return sessions.run(Outcome(species, "grace", 0, passed=False), Chances(material, "grace", random, load()))

    try:
        genuine, flat = result("near_genuine"), result("near_flat")
        assert genuine.passed, genuine.reasons
        assert genuine.score >= 80 and all(genuine.without.values())
        assert flat.reasons[0] == "NO_DEPTH" and not flat.passed
        if with_light:
            for replay in (result("near_replay"), result("near_replay_tablet")):
                assert replay.reasons == ("LIGHT_NOT_REFLECTED",) and replay.score < 80
    finally:
        sessions.close()
