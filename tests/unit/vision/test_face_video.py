"""Videos in all formats that clients send, whole, in parts and damaged; nobody looks at faces here."""

import gc
import threading
import weakref
from pathlib import Path
from typing import Any

import cv2
import hypothesis
import numpy as np
import pytest
from hypothesis import strategies

from kiosk.domain.liveness.face_movement.container import VideoRefused, check_frame_sizes, read_container, read_frames
from kiosk.vision import face_video
from kiosk.vision.face_video import MAX_BYTES, FaceVideo
from tests.factories.nearing_head import Image, film

FILMS = Path(__file__).parent / "films"
"""Drawn patterns in H.264, which OpenCV reads and does not write; made with PyAV."""


class NoMesh:
    """Implements as much of `FaceMesh` as a video without faces needs."""

    def points(self, rgb: object) -> list[Any]:
        return []


def pictures(count: int = 12, width_px: int = 640, height_px: int = 480) -> list[Image]:
    ramp = np.tile(np.linspace(0, 200, width_px, dtype=np.uint8), (height_px, 1))
    return [np.dstack([np.roll(ramp, 9 * shift, axis=1)] * 3) for shift in range(count)]


def looked_at(data: bytes, *parts: int, width_px: int = 640, height_px: int = 480) -> FaceVideo:
    """A video that arrived in parts up to these places, and was looked at after each."""
    video = FaceVideo(width_px, height_px)
    for begin, end in zip((0, *parts), (*parts, len(data)), strict=True):
        video.add(data[begin:end])
        video.analyse(NoMesh(), ended=end == len(data))  # type: ignore[arg-type]
    return video


def times(video: FaceVideo) -> list[float]:
    return [round(each.received_at_s, 2) for each in video.facts()]


@pytest.fixture(scope="module", params=["VP80", "VP90", "h264.mkv", "h264_fragmented.mp4"])
def data(request: pytest.FixtureRequest) -> bytes:
    name = str(request.param)
    return (FILMS / name).read_bytes() if "." in name else film(pictures(), 15.0, name).data


def test_frames_and_their_times_are_those_of_the_file(data: bytes) -> None:
    found = times(looked_at(data))
    # Twelve frames at fifteen a second, of which at most twelve in a second and the last ones are looked at.
    assert found[:3] == [0.0, 0.13, 0.27]
    assert found[-4:] == [0.53, 0.6, 0.67, 0.73]
    assert found == sorted(set(found))


@pytest.mark.parametrize("count", [4, 9, 40])
def test_a_video_in_parts_is_the_same_video(data: bytes, count: int) -> None:
    whole, parts = looked_at(data), looked_at(data, *(len(data) * part // count for part in range(1, count)))
    assert [(each.digest, each.received_at_s) for each in parts.facts()] == [
        (each.digest, each.received_at_s) for each in whole.facts()
    ]
    assert [each.sequence for each in parts.facts()] == list(range(len(parts.facts())))


def test_its_pictures_can_be_had_once_more(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    video = looked_at(data)
    wanted = [video.facts()[2].received_at_s, video.facts()[-1].received_at_s]
    monkeypatch.setattr(FaceVideo, "_keep_again", None)
    found = video.pictures(wanted)
    assert sorted(found) == sorted(wanted), "and nothing is decoded for what is there"
    assert found[wanted[0]].shape == (480, 640, 3)


def test_pictures_of_a_long_video_are_decoded_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(face_video, "MOST_KEPT", 2)
    video = looked_at(film(pictures(), 15.0).data)
    wanted = [each.received_at_s for each in video.facts()][1:4]
    first = video.pictures(wanted)
    assert sorted(first) == wanted
    monkeypatch.setattr(FaceVideo, "_keep_again", None)
    assert all(np.array_equal(picture, first[at_s]) for at_s, picture in video.pictures(wanted).items())


def test_what_has_arrived_is_looked_at_before_more_comes(data: bytes) -> None:
    video = FaceVideo(640, 480)
    video.add(data[:-100])
    video.analyse(NoMesh(), ended=False)  # type: ignore[arg-type]
    assert len(video.facts()) >= 4
    video.add(data[-100:])
    video.analyse(NoMesh(), ended=True)  # type: ignore[arg-type]
    assert {each.digest for each in video.facts()} == {each.digest for each in looked_at(data).facts()}


def test_no_decoder_is_left_of_a_client_that_vanishes(data: bytes) -> None:
    before = set(threading.enumerate())
    video = FaceVideo(640, 480)
    video.add(data[: len(data) // 2])
    video.analyse(NoMesh(), ended=False)  # type: ignore[arg-type]
    begun = set(threading.enumerate()) - before
    assert [each.name for each in begun] == ["video-decoder"]
    video.close()
    for thread in begun:
        thread.join(10)
    assert not set(threading.enumerate()) - before


def test_its_pictures_are_forgotten_with_it(data: bytes) -> None:
    before = set(threading.enumerate())
    gc.disable()
    try:
        video = weakref.ref(looked_at(data, len(data) // 2))
        for thread in set(threading.enumerate()) - before:
            thread.join(10)
        assert video() is None
    finally:
        gc.enable()


def test_a_frame_of_another_size_than_the_heads_is_not_decoded() -> None:
    data = bytearray(film(pictures(3), 15.0).data)
    place = data.index(b"\x9d\x01\x2a") + 3
    data[place : place + 4] = (16_383).to_bytes(2, "little") * 2
    with pytest.raises(VideoRefused, match="size"):
        looked_at(bytes(data))


@pytest.mark.parametrize("codec", ["VP80", "VP90"])
def test_a_head_of_another_size_than_the_frames_is_refused(codec: str) -> None:
    data = bytearray(film(pictures(3), 15.0, codec).data)
    # Matroska's PixelWidth of two bytes.
    place = data.index(b"\xb0\x82\x02\x80")
    data[place + 2 : place + 4] = (320).to_bytes(2, "big")
    with pytest.raises(VideoRefused, match="size"):
        looked_at(bytes(data))
    with pytest.raises(VideoRefused, match="size"):
        looked_at(bytes(data), width_px=320)


@pytest.mark.parametrize("parts", [1, 3])
def test_times_that_go_back_are_no_times_of_a_video(parts: int) -> None:
    data = bytearray(film(pictures(), 15.0).data)
    # A block's time stands before its flags and its data.
    places = [each.begin - 3 for each in read_frames(bytes(data))]
    early, late = places[3], places[9]
    data[late : late + 2] = data[early : early + 2]
    with pytest.raises(VideoRefused, match="times"):
        looked_at(bytes(data), *(len(data) * part // parts for part in range(1, parts)))


def test_other_formats_are_refused() -> None:
    webm = film(pictures(3), 15.0).data
    for data in (b"\xff\xd8\xff" + bytes(2000), webm.replace(b"V_VP8", b"V_AV1"), webm.replace(b"webm", b"wxyz")):
        with pytest.raises(VideoRefused):
            looked_at(data)
    with pytest.raises(VideoRefused, match="too large"):
        FaceVideo(640, 480).add(bytes(MAX_BYTES + 1))


def test_a_video_without_frames_shows_none() -> None:
    data = film(pictures(3), 15.0).data
    head = data[: data.index(b"\x1f\x43\xb6\x75")]
    with pytest.raises(VideoRefused):
        looked_at(head)


@hypothesis.settings(max_examples=60)
@hypothesis.given(strategies.data())
def test_heads_that_are_damaged_are_refused_or_read(data: strategies.DataObject) -> None:
    good = (FILMS / data.draw(strategies.sampled_from(["h264.mkv", "h264_fragmented.mp4"]))).read_bytes()[:900]
    damaged = bytearray(good[: data.draw(strategies.integers(0, len(good)))])
    for _ in range(data.draw(strategies.integers(0, 8))):
        if damaged:
            damaged[data.draw(strategies.integers(0, len(damaged) - 1))] = data.draw(strategies.integers(0, 255))
    try:
        found = read_container(bytes(damaged))
        if found is not None:
            check_frame_sizes(bytes(damaged), found)
    except VideoRefused:
        pass


def test_the_reader_of_opencv_brings_ffmpeg() -> None:
    assert cv2.CAP_FFMPEG in cv2.videoio_registry.getStreamBufferedBackends()
