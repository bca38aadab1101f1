"""Videos that are decoded while they arrive, by a real decoder on a real thread."""

import io
import math
import threading
from itertools import chain

import cv2
import numpy as np
import pytest

from kiosk.domain.liveness.face_movement.container import VideoRefused, read_frames
from kiosk.vision.arriving_video import AHEAD, WORTH_OPENING, ArrivingVideo
from tests.factories.nearing_head import film

MOST_BYTES = 10_000_000
COUNT = 40
SHADES = np.random.default_rng(3).integers(0, 255, (48, 64, 3), dtype=np.uint8)
PICTURES = [
    np.asarray(cv2.resize(np.roll(SHADES, 3 * shift, axis=1), (640, 480)), dtype=np.uint8) for shift in range(COUNT)
]
DATA = film(PICTURES, 20.0).data


def open_video(stream: io.BufferedIOBase) -> cv2.VideoCapture:
    return cv2.VideoCapture(stream, cv2.CAP_FFMPEG, (cv2.CAP_PROP_N_THREADS, 1))  # type: ignore[call-overload,no-any-return]


def refuse(stream: io.BufferedIOBase) -> cv2.VideoCapture:
    stream.read(100)
    raise VideoRefused("The video cannot be read")


def break_down(stream: io.BufferedIOBase) -> cv2.VideoCapture:
    raise cv2.error("out of memory")


def run_out_of_memory(stream: io.BufferedIOBase) -> cv2.VideoCapture:
    raise MemoryError


def test_each_part_gives_its_frames_before_the_next_comes() -> None:
    video, times_s = ArrivingVideo(open_video, MOST_BYTES), list[float]()
    for place in range(0, len(DATA), len(DATA) // 5 + 1):
        video.add(DATA[place : place + len(DATA) // 5 + 1], ended=False)
        found = [at_s for at_s, _ in video.frames()]
        assert found
        times_s += found
    video.add(b"", ended=True)
    times_s += [at_s for at_s, _ in video.frames()]
    video.close()
    assert times_s == pytest.approx([number / 20 for number in range(COUNT)], abs=0.001)


def test_a_video_too_short_for_the_decoder_gives_frames_as_it_arrives() -> None:
    data = film(PICTURES[:12], 4.0).data
    video, found = ArrivingVideo(open_video, MOST_BYTES), list[list[float]]()
    ends = [frame.end for frame in read_frames(data)]
    for begin, end in ((0, ends[3]), (ends[3], ends[7]), (ends[7], len(data))):
        video.add(data[begin:end], ended=False)
        found.append([at_s for at_s, _ in video.frames()])
    video.add(b"", ended=True)
    found.append([at_s for at_s, _ in video.frames()])
    video.close()
    assert [len(each) for each in found] == [3, 4, 4, 1], "all that is there but the last"
    assert list(chain.from_iterable(found)) == pytest.approx([number / 4 for number in range(12)], abs=0.001)


def test_one_in_many_small_parts_is_not_opened_for_each() -> None:
    opened = list[int]()

    def count(stream: io.BufferedIOBase) -> cv2.VideoCapture:
        opened.append(1)
        return open_video(stream)

    data = film(PICTURES[:12], 4.0).data
    video = ArrivingVideo(count, MOST_BYTES)
    for begin in range(0, len(data), 500):
        video.add(data[begin : begin + 500], ended=False)
        list(video.frames())
    video.add(b"", ended=True)
    list(video.frames())
    video.close()
    assert len(opened) <= math.log(len(data) / 500) / math.log(WORTH_OPENING) + 2


def test_nothing_is_waited_for_before_anything_came() -> None:
    video = ArrivingVideo(open_video, MOST_BYTES)
    assert not list(video.frames())
    video.close()
    assert not list(video.frames())


@pytest.mark.parametrize("arrived", [0, 200, 3000, len(DATA) // 2])
def test_one_that_is_slow_to_arrive_holds_up_no_other(arrived: int) -> None:
    slow, other = ArrivingVideo(open_video, MOST_BYTES), ArrivingVideo(open_video, MOST_BYTES)
    slow.add(DATA[:arrived], ended=False)
    found = len(list(slow.frames()))
    other.add(DATA, ended=True)
    assert len(list(other.frames())) == COUNT
    slow.add(DATA[arrived:], ended=True)
    assert found + len(list(slow.frames())) == COUNT
    for each in (slow, other):
        each.close()


@pytest.mark.expect_logs
@pytest.mark.parametrize("open_", [refuse, break_down, run_out_of_memory])
def test_whoever_takes_frames_learns_that_there_are_none(open_: object) -> None:
    video = ArrivingVideo(open_, MOST_BYTES)  # type: ignore[arg-type]
    video.add(DATA[:200], ended=False)
    video.add(b"", ended=True)
    with pytest.raises(VideoRefused):
        list(video.frames())
    video.close()


def test_no_more_is_decoded_than_is_looked_at() -> None:
    opened = threading.Event()
    grabbed = list[int]()

    class Counted:
        def __init__(self, video: cv2.VideoCapture) -> None:
            self._video = video
            opened.set()

        def __getattr__(self, name: str) -> object:
            if name == "grab":
                grabbed.append(1)
            return getattr(self._video, name)

    video = ArrivingVideo(lambda stream: Counted(open_video(stream)), MOST_BYTES)  # type: ignore[arg-type,return-value]
    video.add(DATA, ended=True)
    frames = video.frames()
    next(frames)
    assert opened.wait(10)
    for _ in range(3):
        next(frames)
    assert len(grabbed) <= 4 + AHEAD + 1
    video.close()
    assert not list(frames), "its pictures are forgotten"
