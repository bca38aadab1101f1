"""Pages with colours, and copies of them in black and white under lights of several tints."""

import cv2
import numpy as np
import pytest

from kiosk.vision.document.colour import is_grey
from tests.factories.document_scenes import Image, pages


def copied(page: Image, tint: tuple[float, float, float], noise: float) -> Image:
    """The page as a copy in black and white would be photographed, as a JPEG file that was read again."""
    grey = cv2.cvtColor(cv2.cvtColor(page, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR).astype(np.float32)
    tinted = grey * np.array(tint) + np.random.default_rng(0).normal(0, noise, grey.shape)
    jpeg = cv2.imencode(".jpg", np.clip(tinted, 0, 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, 70])[1]
    return np.asarray(cv2.imdecode(jpeg, cv2.IMREAD_COLOR), dtype=np.uint8)


@pytest.mark.parametrize("side", ["front", "passport"])
@pytest.mark.parametrize(("tint", "noise"), [((1, 1, 1), 0), ((0.85, 1, 1.06), 6), ((1.1, 1, 0.9), 3)])
def test_a_copy_is_told_from_a_page(side: str, tint: tuple[float, float, float], noise: float) -> None:
    page = pages()[side]
    assert not is_grey(page)
    assert is_grey(copied(page, tint, noise))


@pytest.mark.parametrize("side", ["front", "passport"])
@pytest.mark.parametrize(("light", "noise"), [(0.5, 6), (0.3, 6), (0.15, 4)])
def test_little_light_takes_no_colours(side: str, light: float, noise: float) -> None:
    page, random = pages()[side], np.random.default_rng(1)
    dark = np.clip(page * light + random.normal(0, noise, page.shape), 0, 255).astype(np.uint8)
    assert not is_grey(dark)
    assert is_grey(copied(dark, (1, 1, 1), noise))


@pytest.mark.parametrize("size", [(1, 1), (1, 700), (700, 1), (4, 4)])
def test_any_size_is_allowed(size: tuple[int, int]) -> None:
    assert is_grey(np.full((*size, 3), 200, dtype=np.uint8))
