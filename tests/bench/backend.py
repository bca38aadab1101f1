"""The local backend behind real HTTP against the bare face engine, and how soon it answers `verify`."""

import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from kiosk.backend.build import build_local
from kiosk.backend.local.face_engine import LocalFaceEngine
from kiosk.backend.use_cases.start import StartRequest
from kiosk.camera.demo.head import SolidHead
from kiosk.camera.demo.motion import Motion
from kiosk.camera.demo.portrait import stand
from kiosk.client.backend import BackendClient
from kiosk.client.jpeg_quality import SizedEncoder
from kiosk.client.wire import EncodedFrame, StartedChallenge
from kiosk.liveness.challenge import Stage
from kiosk.liveness.frames import chain_link
from kiosk.liveness.nose_challenge import challenge_at
from kiosk.settings import load
from kiosk.vision.crop import centre_crop, to_size
from kiosk.vision.jpeg import encode_jpeg
from tests.bench.people import percentile, portrait
from tests.bench.table import Row
from tests.unit.backend.http import served

ATTEMPTS = 12
PACE_S = 1 / 12
TURN_DEG = 22.0


def rows() -> Iterator[Row]:
    """Whole attempts at the pace of a kiosk for `verify`, frames as fast as they go for the throughput."""
    engine, jpegs = LocalFaceEngine(), _attempt()
    with tempfile.TemporaryDirectory() as folder:
        settings = load(data_dir=Path(folder), allow_synthetic=True)
        with build_local(settings, engine) as service, served(service, settings) as url:
            client = BackendClient(url)

            def started(photo: bytes | None) -> StartedChallenge:
                request = StartRequest("bench", 640, 480, untrusted_synthetic=True, id_photo=photo)
                made = service.start_chosen(request, lambda name, *_: replace(challenge_at(name, 640, 480, 57, 5)))
                return StartedChallenge(made.challenge, made.token)

            yield _verify_row(
                [_timed_verify(client, started(encode_jpeg(portrait().image, 90)), jpegs) for _ in range(ATTEMPTS)]
            )
            yield _throughput_row(client, started(None), engine, jpegs)


def _verify_row(answers: list[tuple[float, bool]]) -> Row:
    times_ms = [seconds * 1e3 for seconds, _ in answers]
    passed = sum(passed for _, passed in answers)
    p95 = percentile(times_ms, 95)
    value = f"median {percentile(times_ms, 50):.0f} ms, p95 {p95:.0f} ms ({passed}/{len(answers)} passed)"
    return Row("answer of verify after the last frame", value, "300 ms", f"{p95 / 300:.2f}")


def _timed_verify(client: BackendClient, started: StartedChallenge, jpegs: list[bytes]) -> tuple[float, bool]:
    for frame in _frames(started, jpegs):
        began_s = time.perf_counter()
        client.send_frame(started, frame)
        time.sleep(max(PACE_S - (time.perf_counter() - began_s), 0))
    began_s = time.perf_counter()
    verdict = client.verify(started)
    return time.perf_counter() - began_s, verdict.passed


def _throughput_row(
    client: BackendClient, started: StartedChallenge, engine: LocalFaceEngine, jpegs: list[bytes]
) -> Row:
    """Approach frames, which are analysed and stored but never described, alternating with the bare engine."""
    many = (jpegs * 20)[:200]
    served_s, bare_s = list[float](), list[float]()
    for frame in _frames(started, many, Stage.APPROACH):
        began_s = time.perf_counter()
        engine.detect(frame.jpeg)
        bare_s.append(time.perf_counter() - began_s)
        began_s = time.perf_counter()
        client.send_frame(started, frame)
        served_s.append(time.perf_counter() - began_s)
    served_fps, bare_fps = 1 / np.median(served_s), 1 / np.median(bare_s)
    return Row(
        "frames a second through HTTP, checks and store",
        f"{served_fps:.0f}",
        f"{bare_fps:.0f} bare engine",
        f"{served_fps / bare_fps:.2f}",
    )


def _attempt() -> list[bytes]:
    """JPEG files of one attempt: straight, turning, held."""
    head, encoder = SolidHead(stand(portrait())), SizedEncoder(encode_jpeg)
    turns = [0.0] * 4 + list(np.linspace(0, TURN_DEG, 14)) + [TURN_DEG] * 6
    motions = [Motion(turn, 3 * turn / TURN_DEG, shift_x_px=0.2 * i) for i, turn in enumerate(turns)]
    return [encoder(to_size(centre_crop(head.render(motion), 640, 480, 1.8), 640, 480)) for motion in motions]


def _frames(started: StartedChallenge, jpegs: list[bytes], stage: Stage = Stage.CHALLENGE) -> Iterator[EncodedFrame]:
    import hashlib

    link = started.challenge.id
    for sequence, jpeg in enumerate(jpegs):
        link = chain_link(link, sequence, sequence, hashlib.sha256(jpeg).hexdigest())
        yield EncodedFrame(jpeg, sequence, sequence, stage, link)
