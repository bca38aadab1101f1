"""The tracking pipeline against the bare face mesh on the same frames."""

import time
from collections.abc import Iterator

import cv2
import numpy as np

from kiosk.domain.liveness.guide_policy import GuidePolicy
from kiosk.domain.liveness.nose.challenge import challenge_at
from kiosk.domain.liveness.nose.guide import advance, begin
from kiosk.vision.crop import centre_crop, to_size
from kiosk.vision.face_mesh import MAX_FACES, MIN_CONFIDENCE
from kiosk.vision.jpeg import encode_jpeg
from kiosk.vision.tracker import FrameSize, Tracker
from tests.bench.people import camera_frames, percentile
from tests.bench.table import Row

FRAMES, WARM_UP = 240, 20


def rows() -> Iterator[Row]:
    """Crop, convert, mesh, observation and guide, alternating frame by frame with the bare mesh."""
    from mediapipe.python.solutions.face_mesh import FaceMesh

    policy, challenge = GuidePolicy(approach_duration_s=600), challenge_at("bench", 640, 480, 57, 5)
    guide, pipeline_s, bare_s = begin(0.0, policy), list[float](), list[float]()
    bare = FaceMesh(False, MAX_FACES, False, MIN_CONFIDENCE, MIN_CONFIDENCE)
    with Tracker(FrameSize(640, 480, 1.8)) as tracker:
        for index, image in enumerate(camera_frames(FRAMES)):
            ready = cv2.cvtColor(tracker.crop(image), cv2.COLOR_BGR2RGB)
            began_s = time.perf_counter()
            bare.process(ready)
            bare_s.append(time.perf_counter() - began_s)
            began_s = time.perf_counter()
            guide = advance(guide, tracker.observe(tracker.crop(image), index / 30), challenge, policy)
            pipeline_s.append(time.perf_counter() - began_s)
    bare.close()
    whole, part = np.median(pipeline_s[WARM_UP:]) * 1e3, np.median(bare_s[WARM_UP:]) * 1e3
    yield Row(
        "tracking pipeline, median of a frame", f"{whole:.2f} ms", f"{part:.2f} ms bare FaceMesh", f"{whole / part:.2f}"
    )
    yield _size_row()


def _size_row() -> Row:
    from kiosk.terminal.client.upload.jpeg_quality import SizedEncoder

    encoder = SizedEncoder(encode_jpeg)
    frames = (to_size(centre_crop(image, 640, 480, 1.8), 640, 480) for image in camera_frames(60))
    sizes = [float(len(encoder(frame))) for frame in frames]
    inside = sum(15_000 <= size <= 20_000 for size in sizes)
    span = f"{percentile(sizes, 5) / 1000:.1f}-{percentile(sizes, 95) / 1000:.1f} kB (p5-p95)"
    return Row("uploaded frame", span, "15-20 kB", f"{inside}/{len(sizes)} inside")
