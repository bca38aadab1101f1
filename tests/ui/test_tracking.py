"""Which pictures of the tracking thread belong to a challenge."""

import numpy as np

from kiosk.domain.faces.face_detail import Box, Observation
from kiosk.terminal.ui.tracking import Tracked, TrackingMode

BEFORE, AFTER = Box(0.2, 0.2, 0.4, 0.5), Box(0.21, 0.2, 0.4, 0.5)


def _tracked(part: Box, zoom: float | None = None) -> Tracked:
    return Tracked(np.zeros((480, 640, 3), np.uint8), Observation(0.0, (), 50.0), part=part, zoom=zoom)


def test_once_it_is_fixed_pictures_of_another_part_are_left_out() -> None:
    mode = TrackingMode()
    assert mode.admits(_tracked(BEFORE))
    assert mode.admits(_tracked(AFTER))
    mode.part = BEFORE
    assert mode.admits(_tracked(BEFORE))
    assert not mode.admits(_tracked(AFTER))


def test_what_was_under_way_with_another_zoom_is_left_out() -> None:
    mode = TrackingMode()
    mode.zoom = 1.0
    assert mode.admits(_tracked(BEFORE, zoom=1.0))
    assert not mode.admits(_tracked(BEFORE))
