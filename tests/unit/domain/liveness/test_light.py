import secrets
from itertools import pairwise

from kiosk.domain.liveness.light import STEP_S, Colour, draw_light


def test_halves_differ_and_each_changes_with_every_step() -> None:
    for _ in range(100):
        steps = draw_light(secrets.randbelow).steps
        assert all(step.left is not step.right for step in steps)
        assert all(a.left is not b.left and a.right is not b.right for a, b in pairwise(steps))


def test_every_colour_is_shown_and_none_flashes() -> None:
    shown = {step.left for _ in range(20) for step in draw_light(secrets.randbelow).steps}
    assert shown == set(Colour)
    assert 1 / STEP_S < 3
