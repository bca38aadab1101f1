from dataclasses import replace

import pytest

from kiosk.domain.liveness.evidence.suspicion import measure_suspicion
from kiosk.domain.liveness.frames import SCENE_HEIGHT_PX, SCENE_WIDTH_PX, FrameFacts, FramePixels
from kiosk.domain.liveness.nose.weighed_evidence import SUSPICION
from tests.factories.faces import frame, head
from tests.factories.liveness_pixels import FLAT_FACE, PLAIN

PIXELS = FramePixels(FLAT_FACE, bytes(SCENE_WIDTH_PX * SCENE_HEIGHT_PX), PLAIN)


def said(*numbers: float | None) -> list[FrameFacts]:
    return [replace(frame(at, head()), pixels=replace(PIXELS, suspicion=each)) for at, each in enumerate(numbers)]


def test_the_median_counts_for_single_frames_decide_nothing() -> None:
    found = measure_suspicion(said(0.1, 1.0, 0.2, None))
    assert found is not None
    assert (found.suspicion, found.frames) == (0.2, 3)


def test_without_a_network_nothing_is_missing() -> None:
    assert measure_suspicion(said(None, None)) is None
    assert measure_suspicion([frame(0, head())]) is None


def test_what_is_no_number_is_the_worst_there_is() -> None:
    found = measure_suspicion(said(float("nan"), float("inf"), 0.0))
    assert found is not None
    assert found.suspicion == 1.0


@pytest.mark.parametrize(("suspicion", "weight"), [(0.0, 0.0), (0.5, 0.0), (0.75, -2.0), (1.0, -4.0)])
def test_it_speaks_for_nobody(suspicion: float, weight: float) -> None:
    assert SUSPICION.weigh(suspicion) == weight
