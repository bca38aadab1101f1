"""Recording: true times, parts while it runs, bounded quality and size; and the file that the parts are."""

import threading
import time
from collections.abc import Callable

import cv2
import numpy as np
import pytest

from kiosk.domain.liveness.face_movement.container import check_frame_sizes, read_container
from kiosk.errors import AnalysisFailed
from kiosk.stream_errors import RecordingFailed
from kiosk.terminal.client.liveness_stream import recorder as recorder_module
from kiosk.terminal.client.liveness_stream.recorder import VideoRecorder
from kiosk.terminal.client.liveness_stream.webm import VideoFrame, webm_cluster, webm_head
from kiosk.vision.face_video import FaceVideo
from kiosk.vision.vp8 import encode_vp8

SIZE = (640, 480)


def picture(level: int) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
    return np.full((480, 640, 3), level, np.uint8)


class Line:
    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self.waiting = 0

    @property
    def data(self) -> bytes:
        return b"".join(self.parts)


def recorder(line: Line, encode: Callable[[object, int], bytes] = lambda picture, quality: b"frame") -> VideoRecorder:  # type: ignore[type-arg]
    return VideoRecorder(SIZE, encode, line.parts.append, lambda: line.waiting)


TIMES_S = [0.0, 0.04, 0.13, 0.2, 0.61, 0.7, 1.3, 1.36, 2.0]


def test_opencv_reads_pictures_and_their_times_again() -> None:
    line = Line()
    made: VideoRecorder[object] = VideoRecorder(SIZE, encode_vp8, line.parts.append)  # type: ignore[arg-type]
    for number, at_s in enumerate(TIMES_S):
        made.offer(picture(20 + 20 * number), 1000.0 + at_s)
        time.sleep(0.03)
    made.finish(10)
    container = read_container(line.data[:1000])
    assert container is not None
    assert (container.codec, container.size_px) == ("vp8", SIZE)
    check_frame_sizes(line.data, container)
    assert len(line.parts) > 2
    film = FaceVideo(*SIZE)
    film.add(line.data)
    assert film._is_readable(ended=True)
    seen = [(each.at_s, float(each.bgr.mean())) for each in film._pictures(ended=True)]
    assert [at_s for at_s, _ in seen] == pytest.approx(TIMES_S, abs=0.002)
    assert [level for _, level in seen] == pytest.approx([20 + 20 * number for number in range(len(TIMES_S))], abs=3)


def test_what_a_webp_file_wraps_is_a_key_frame_of_the_size() -> None:
    frame = encode_vp8(picture(100), 60)
    assert frame[3:6] == b"\x9d\x01\x2a"
    assert len(encode_vp8(picture(100), 30)) <= len(encode_vp8(picture(100), 90))
    with pytest.raises((AnalysisFailed, cv2.error)):
        encode_vp8(np.zeros((0, 0, 3), np.uint8), 60)


def test_a_cluster_has_its_frames_in_order() -> None:
    assert webm_cluster([VideoFrame(b"a", 5), VideoFrame(b"b", 40)]).startswith(b"\x1f\x43\xb6\x75")
    with pytest.raises(ValueError, match="order"):
        webm_cluster([VideoFrame(b"a", 40), VideoFrame(b"b", 5)])
    with pytest.raises(ValueError, match="order"):
        webm_cluster([VideoFrame(b"a", 0), VideoFrame(b"b", 31_000)])
    assert webm_head(1280, 720).startswith(b"\x1a\x45\xdf\xa3")


def test_pictures_that_come_too_fast_are_left_out() -> None:
    line, taken = Line(), []

    def encode(shown: object, quality: int) -> bytes:
        taken.append(shown)
        return b"frame"

    made = recorder(line, encode)
    for number in range(120):
        made.offer(number, 5.0 + number / 120)
        time.sleep(0.002)
    made.finish(5)
    assert 20 <= len(taken) <= 26
    assert made.last_at_s > 5.9


def test_a_machine_that_is_too_slow_leaves_pictures_out_and_nobody_waits() -> None:
    line, go_on = Line(), threading.Event()

    def encode(shown: object, quality: int) -> bytes:
        go_on.wait(10)
        return b"frame"

    made = recorder(line, encode)
    began_s = time.monotonic()
    for number in range(60):
        made.offer(number, number / 20)
    assert time.monotonic() - began_s < 1
    assert made.dropped > 40
    go_on.set()
    made.finish(5)
    assert line.data


def test_quality_falls_with_the_size_of_the_video_and_with_what_waits() -> None:
    line, qualities = Line(), []

    def encode(shown: object, quality: int) -> bytes:
        qualities.append(quality)
        return bytes(300_000)

    made = recorder(line, encode)
    for number in range(24):
        made.offer(number, number * 0.3)
        time.sleep(0.02)
    made.finish(5)
    assert qualities == sorted(qualities, reverse=True)
    assert (qualities[0], qualities[-1]) == (70, 40)
    line.waiting = 1_100_000
    again = recorder(line, encode)
    again.offer(1, 0.0)
    again.finish(5)
    assert qualities[-1] == 25


def test_a_video_beyond_the_services_size_is_given_up() -> None:
    line = Line()
    made = recorder(line, lambda shown, quality: bytes(6_000_000))
    for number in range(4):
        made.offer(number, number * 0.6)
        time.sleep(0.05)
    with pytest.raises(RecordingFailed, match="larger"):
        made.finish(5)
    assert len(line.data) < 10_000_000


def test_nothing_recorded_is_no_video() -> None:
    with pytest.raises(RecordingFailed):
        recorder(Line()).finish(1)


@pytest.mark.expect_logs
def test_an_encoder_that_fails_ends_the_recording(caplog: pytest.LogCaptureFixture) -> None:
    def refuse(shown: object, quality: int) -> bytes:
        raise AnalysisFailed("a frame could not be compressed")

    made = recorder(Line(), refuse)
    made.offer(1, 0.0)
    with pytest.raises(AnalysisFailed):
        made.finish(5)

    def break_down(shown: object, quality: int) -> bytes:
        raise ZeroDivisionError

    made = recorder(Line(), break_down)
    made.offer(1, 0.0)
    with pytest.raises(RecordingFailed):
        made.finish(5)
    assert "ZeroDivisionError" in caplog.text


def test_who_leaves_delivers_nothing_more() -> None:
    line = Line()
    made = recorder(line)
    for number in range(10):
        made.offer(number, number / 20)
    made.cancel()
    time.sleep(0.3)
    count = len(line.parts)
    made.offer(11, 3.0)
    time.sleep(0.3)
    assert len(line.parts) == count


def test_a_recorder_that_hangs_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recorder_module, "WAIT_S", 0.01)
    release = threading.Event()

    def hang(shown: object, quality: int) -> bytes:
        release.wait(10)
        return b"frame"

    made = recorder(Line(), hang)
    made.offer(1, 0.0)
    with pytest.raises(RecordingFailed, match="not in time"):
        made.finish(0.2)
    release.set()
