from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.terminal.camera.device.facts import DeviceFacts, StreamFacts
from kiosk.terminal.camera.device.meter import REMEMBERED, StreamMeter
from kiosk.terminal.camera.device.metered import CameraWitness
from kiosk.terminal.camera.source import CameraSource, Frame
from kiosk.terminal.ui.camera_facts import told_device, told_stream

SIZE = (480, 640, 3)
RNG = np.random.default_rng(7)
SCENE = RNG.integers(40, 200, SIZE).astype(np.float64)


def sensor(count: int, noise: float = 1.5) -> list[NDArray[np.uint8]]:
    return [np.clip(SCENE + RNG.normal(0, noise, SIZE), 0, 255).astype(np.uint8) for _ in range(count)]


def measured(images: list[NDArray[np.uint8]], times_s: list[float] | None = None) -> StreamFacts:
    meter = StreamMeter()
    for index, image in enumerate(images):
        meter.observe(Frame(image, times_s[index] if times_s else index / 30 + 0.002 * (index % 3), index))
    facts = meter.facts()
    assert facts is not None
    return facts


def test_a_sensor_s_pictures_neither_repeat_nor_keep_still() -> None:
    facts = measured(sensor(30))
    assert (facts.frames, facts.repeated, facts.returned, facts.silent_pairs) == (30, 0, 0, 0)
    assert facts.noise_pairs == 29
    assert 1.0 < facts.noise_level < 3.0
    assert facts.interval_deviation_ms > 0.5


def test_a_clock_that_is_made_up_is_seen() -> None:
    facts = measured(sensor(30), [index / 30 for index in range(30)])
    assert facts.interval_median_ms == pytest.approx(33.3, abs=0.1)
    assert facts.interval_deviation_ms < 1e-6


def test_a_loop_is_seen_however_noisy_it_was() -> None:
    loop = sensor(12)
    assert measured(loop * 2).returned == 12
    assert measured(loop[:4] * 2).returned == 0


def test_a_still_picture_is_seen() -> None:
    facts = measured(sensor(1) * 30)
    assert (facts.repeated, facts.returned, facts.noise_pairs) == (29, 0, 0)


def test_a_face_that_moves_before_a_drawn_background_is_silent() -> None:
    images = []
    for index in range(30):
        image = SCENE.astype(np.uint8)
        image[100:300, 100 + index : 300 + index] = RNG.integers(0, 255, (200, 200, 3))
        images.append(image)
    facts = measured(images)
    assert facts.silent_pairs == facts.noise_pairs == 29


@pytest.mark.parametrize("level", [0, 255])
def test_where_a_sensor_is_blind_nothing_is_said(level: int) -> None:
    images = [np.full(SIZE, level, np.uint8) for _ in range(30)]
    for index, image in enumerate(images):
        image[:8, :8] = index
    facts = measured(images)
    assert (facts.noise_pairs, facts.returned) == (0, 0)


@pytest.mark.parametrize("size", [(8, 8, 3), (100, 100, 3)])
def test_pictures_that_are_too_small_show_no_noise(size: tuple[int, int, int]) -> None:
    facts = measured([RNG.integers(40, 200, size).astype(np.uint8) for _ in range(5)])
    assert facts.noise_pairs == 0


def test_a_picture_of_another_size_is_compared_with_none() -> None:
    facts = measured([*sensor(2), RNG.integers(40, 200, (240, 320, 3)).astype(np.uint8), *sensor(1)])
    assert facts.noise_pairs == 1


def test_one_picture_measures_nothing_and_memory_stays_bounded() -> None:
    meter = StreamMeter()
    meter.observe(Frame(sensor(1)[0], 0.0, 0))
    assert meter.facts() is None
    small = RNG.integers(40, 200, (16, 16, 3)).astype(np.uint8)
    for index in range(REMEMBERED + 50):
        meter.observe(Frame(small + np.uint8(index % 50), index / 30, index))
    facts = meter.facts()
    assert facts is not None
    assert facts.frames == REMEMBERED
    assert len(meter._last_at) <= REMEMBERED


class _Camera:
    def __init__(self, facts: DeviceFacts | None) -> None:
        self.name, self.synthetic, self.device_facts = "0", False, facts

    def __enter__(self) -> "_Camera":
        return self

    def __exit__(self, *_: object) -> None:
        self.name = "closed"

    def frames(self) -> Iterator[Frame]:
        self.name = "a webcam"
        yield from (Frame(image, index / 30, index) for index, image in enumerate(sensor(3)))


def test_a_camera_is_watched_on_its_way_and_forgotten_when_another_opens() -> None:
    witness = CameraWitness()
    assert told_device(witness.facts.device) is None
    assert told_stream(witness.facts.stream) is None
    facts = DeviceFacts("a webcam", "linux", "/dev/video0", "uvc\nvideo", "usb", "046d", "0825")
    open_watched = witness.watch(lambda: _Camera(facts))
    source: CameraSource = open_watched()
    with source:
        assert len(list(source.frames())) == 3
        assert source.name == "a webcam"
    assert witness.facts.device == facts
    device, stream = told_device(witness.facts.device), told_stream(witness.facts.stream)
    assert device is not None
    assert device.driver == "uvcvideo"
    assert stream is not None
    assert stream.frames == 3
    with open_watched():
        assert witness.facts.stream is None
