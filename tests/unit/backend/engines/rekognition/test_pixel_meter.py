"""What Pillow measures on AWS is what OpenCV measures beside the local engine."""

from dataclasses import astuple

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.backend.engines.local.pixel_meter import LocalPixelMeter
from kiosk.backend.engines.rekognition.pixel_meter import PillowPixelMeter
from kiosk.domain.faces.face_detail import FaceDetail
from kiosk.errors import ImageDimensionsExceeded, ImageError
from tests.factories import pictures
from tests.factories.faces import head
from tests.factories.jpeg_files import jpeg


def frame() -> bytes:
    """A photograph of 640x480 with a border."""
    return pictures.jpeg(np.ascontiguousarray(cv2.resize(pictures.astronaut(), (640, 480))))


def grey(picture: bytes) -> NDArray[np.float64]:
    return np.frombuffer(picture, dtype=np.uint8).astype(np.float64)


@pytest.mark.parametrize("face", [head(size=0.2), head(18.0, size=0.25), head(size=0.15, centre=(0.4, 0.45))])
def test_both_meters_say_the_same(face: FaceDetail) -> None:
    theirs, ours = LocalPixelMeter().measure(frame(), frame(), face), PillowPixelMeter().measure(frame(), frame(), face)
    assert np.abs(grey(theirs.scene) - grey(ours.scene)).max() <= 2
    # 640 pixels become 192: whole pixels count for one place or for the other.
    assert np.abs(grey(theirs.context) - grey(ours.context)).mean() <= 1
    # Of the face's grey levels, at the sharpest of its edges.
    assert np.abs(grey(theirs.face) - grey(ours.face)).max() <= 6
    assert np.corrcoef(grey(theirs.face), grey(ours.face))[0, 1] > 0.999
    for one, other in zip(astuple(theirs.light), astuple(ours.light), strict=True):
        assert one == pytest.approx(other, abs=0.003)


def test_a_frame_without_the_whole_picture_has_none() -> None:
    assert PillowPixelMeter().measure(frame(), None, head(size=0.2)).context == b""


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n", frame()[:-400], jpeg("header alone")])
def test_what_is_no_whole_picture_is_refused(data: bytes) -> None:
    with pytest.raises(ImageError):
        PillowPixelMeter().measure(data, None, head(size=0.2))


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded() -> None:
    with pytest.raises(ImageDimensionsExceeded):
        PillowPixelMeter().measure(jpeg("wide", 60000, 60000), None, head(size=0.2))
