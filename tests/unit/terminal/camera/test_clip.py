from itertools import islice
from pathlib import Path

import cv2
import pytest

from kiosk.errors import ClipUnreadable
from kiosk.terminal.camera.clip import ClipCamera
from tests.fakes.cameras import picture
from tests.fakes.clock import FakeClock

FPS, FRAMES = 20.0, 6


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    path = tmp_path / "clip.mp4"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"mp4v"), FPS, (64, 48))
    for index in range(FRAMES):
        writer.write(picture(20 + 30 * index, 64, 48))
    writer.release()
    return path


def test_a_clip_plays_at_its_own_pace_and_ends(clip: Path) -> None:
    clock = FakeClock(100.0)
    with ClipCamera(clip, clock=clock, sleep=clock.sleep) as camera:
        frames = list(camera.frames())
    assert [frame.index for frame in frames] == list(range(FRAMES))
    assert [frame.captured_at_s - 100 for frame in frames] == pytest.approx([index / FPS for index in range(FRAMES)])
    assert [int(frame.image.mean()) for frame in frames] == pytest.approx([20 + 30 * i for i in range(6)], abs=6)
    assert frames[0].image.shape == (48, 64, 3)
    assert camera.synthetic


def test_a_loop_goes_on_and_counts_on(clip: Path) -> None:
    clock = FakeClock(100.0)
    with ClipCamera(clip, loop=True, clock=clock, sleep=clock.sleep) as camera:
        frames = list(islice(camera.frames(), 3 * FRAMES))
    assert [frame.index for frame in frames] == list(range(3 * FRAMES))
    assert frames[FRAMES].image.mean() == pytest.approx(frames[0].image.mean(), abs=2)


def test_a_slow_reader_gets_no_burst_afterwards(clip: Path) -> None:
    clock = FakeClock(100.0)
    with ClipCamera(clip, clock=clock, sleep=clock.sleep) as camera:
        frames = camera.frames()
        next(frames)
        clock.sleep(1.0)
        times_s = [next(frames).captured_at_s for _ in range(3)]
    assert times_s == pytest.approx([101.0, 101.0, 101.05])


def test_a_closed_clip_delivers_nothing(clip: Path) -> None:
    with ClipCamera(clip) as camera:
        pass
    assert list(camera.frames()) == []


@pytest.mark.parametrize("content", [None, b"", b"no video at all", b"\x00\x00\x00\x18ftypmp42" + bytes(64)])
def test_what_is_no_video_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "broken.mp4"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ClipUnreadable), ClipCamera(path) as camera:
        next(camera.frames())


@pytest.mark.parametrize("name", ["http://127.0.0.1/clip.mp4", "frame%03d.png", "/dev/null", "."])
def test_what_is_no_file_is_refused(name: str) -> None:
    with pytest.raises(ClipUnreadable), ClipCamera(Path(name)):
        pass


@pytest.mark.parametrize(
    "name", ["liveportrait/d19.mp4", "pyfeat/face_noface.mov", "intel/head-pose-face-detection-female.gif"]
)
def test_real_clips_play(testdata: Path, name: str) -> None:
    clock = FakeClock(100.0)
    with ClipCamera(testdata / "clips" / name, loop=True, clock=clock, sleep=clock.sleep) as camera:
        frames = list(islice(camera.frames(), 10))
    assert len({frame.image.shape for frame in frames}) == 1
    assert frames[0].image.mean() > 5
    assert 0.2 < frames[-1].captured_at_s - frames[0].captured_at_s < 2.0
