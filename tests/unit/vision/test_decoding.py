"""What passed the check decodes as it was announced, in little memory."""

import json
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from kiosk.domain.images.limits import MAX_PIXELS, CheckedPicture, PictureLimits, check_picture
from kiosk.errors import ImageDimensionsExceeded, ImageError, ImageNotJpeg, ImageTruncated
from kiosk.vision.decoding import decode
from tests.factories import png_files
from tests.factories.mutated_pictures import seeds

ROOT = Path(__file__).parents[3]
MOST_MB = 400
"""On top of what a process has: the largest picture takes 75 MB, and 300 MB while it is decoded and turned."""
DECODED = "decoded"
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory of a process is bounded as Linux does")


def decode_mutations(number: int, count: int) -> dict[str, object]:
    """What a process says that decoded so many damaged pictures."""
    command = [sys.executable, "-m", "tests.unit.vision.decode_mutations", str(number), str(count)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"the process ended with {done.returncode}: {done.stderr[-2000:]}"
    # OpenCV says no more of an allocation that failed.
    assert "too large" not in done.stderr
    assert "exception" not in done.stderr
    said: dict[str, object] = json.loads(done.stdout)
    return said


@pytest.mark.parametrize("number", range(4))
def test_no_damage_stops_or_fills_a_process_that_decodes(number: int) -> None:
    said = decode_mutations(number, 2_500)
    ends = said["ends"]
    assert isinstance(ends, dict)
    assert ends.keys() <= {
        DECODED,
        "not decoded",
        *(error.__name__ for error in ImageError.__subclasses__()),
    }
    assert ends[DECODED] > 250, "hardly anything reached the decoder"
    assert isinstance(said["peak_mb"], int)
    assert said["peak_mb"] < MOST_MB


@pytest.mark.parametrize("place", range(len(seeds()) - 1))
def test_whole_pictures_decode(place: int) -> None:
    picture = check_picture(seeds()[place])
    assert decode(picture, upright=False).shape == (80, 96, 3)
    assert decode(picture).shape == ((96, 80, 3) if picture.orientation == 6 else (80, 96, 3))


def test_a_decoder_that_finds_none_is_an_error() -> None:
    with pytest.raises(ImageTruncated):
        decode(CheckedPicture(b"\xff\xd8\xff\xd9", (96, 80)))


@pytest.mark.parametrize(("side_px", "limit_px"), [(30_000, 50_000_000), (5_001, MAX_PIXELS), (7_072, 50_000_000)])
def test_a_bomb_of_pixels_is_not_unpacked(side_px: int, limit_px: int) -> None:
    file = png_files.png(png_files.header(side_px, side_px, 1, png_files.GREY), png_files.data(b""), png_files.END)
    with pytest.raises(ImageDimensionsExceeded):
        check_picture(file, PictureLimits(max_pixels=limit_px))


@pytest.mark.parametrize("extension", [".jp2", ".bmp", ".tiff", ".webp", ".ppm", ".ras", ".hdr", ".pfm"])
def test_what_opencv_could_decode_besides_reaches_no_decoder(extension: str) -> None:
    black = np.zeros((80, 96, 3), np.uint8)
    file = cv2.imencode(extension, black.astype(np.float32) if extension in (".hdr", ".pfm") else black)[1].tobytes()
    assert cv2.imdecode(np.frombuffer(file, np.uint8), cv2.IMREAD_COLOR) is not None
    with pytest.raises(ImageNotJpeg):
        check_picture(file)
