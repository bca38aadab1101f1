"""Videos as the terminal records them, each frame a picture by itself, which need no FFmpeg."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from kiosk.domain.liveness.face_movement.container import VideoRefused
from kiosk.terminal.client.liveness_stream.webm import VideoFrame, webm_cluster, webm_head
from kiosk.vision.decoding import decode_vp8
from kiosk.vision.vp8 import encode_vp8
from tests.factories.nearing_head import film
from tests.unit.vision.test_face_video import looked_at, pictures, times

AT_MS = (0, 70, 150, 31_000)
WITHOUT_FFMPEG = """
import sys
from kiosk.domain.liveness.face_movement.container import VideoRefused
from tests.unit.vision.test_face_video import looked_at
from tests.unit.vision.test_key_frame_video import recorded
print(len(looked_at(recorded()).facts()))
try:
    looked_at(open(sys.argv[1], "rb").read())
except VideoRefused as error:
    print(error)
"""


def recorded() -> bytes:
    frames = [
        VideoFrame(encode_vp8(picture, 90), at_ms) for picture, at_ms in zip(pictures(len(AT_MS)), AT_MS, strict=True)
    ]
    return webm_head(640, 480) + webm_cluster(frames[:2]) + webm_cluster(frames[2:3]) + webm_cluster(frames[3:])


def test_a_recording_of_the_terminal_is_read_with_its_own_times() -> None:
    data = recorded()
    video = looked_at(data, len(data) // 3, 2 * len(data) // 3)
    assert times(video) == [0.0, 0.07, 0.15, 31.0]
    found = video.pictures([0.15])
    assert list(found) == [0.15]
    assert np.abs(found[0.15].astype(int) - pictures(3)[2].astype(int)).mean() < 3


def test_a_recording_is_read_up_to_where_it_is_cut_off() -> None:
    data = recorded()
    assert times(looked_at(data[:-100])) == [0.0, 0.07, 0.15]


def test_frames_that_are_no_pictures_are_refused() -> None:
    cut = VideoFrame(encode_vp8(pictures(1)[0], 90)[:30], 0)
    with pytest.raises(VideoRefused, match="size"):
        looked_at(webm_head(640, 480) + webm_cluster([cut]))


def test_nothing_else_than_a_key_frame_is_decoded() -> None:
    frame = encode_vp8(pictures(1)[0], 90)
    size_px = (640, 480)
    assert decode_vp8(frame, size_px) is not None
    for wrong in (b"", frame[:20], b"\x2f" + frame):
        assert decode_vp8(wrong, size_px) is None
    assert decode_vp8(frame, (480, 640)) is None


def test_without_ffmpeg_recordings_are_read_and_other_videos_refused(tmp_path: Path) -> None:
    """As in the installed program."""
    other = tmp_path / "other.webm"
    other.write_bytes(film(pictures(), 15.0).data)
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_FFMPEG, str(other)],
        env={**os.environ, "OPENCV_VIDEOIO_PRIORITY_FFMPEG": "0", "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == ["4", "The video cannot be read"]
