"""The local backend behind real HTTP against the bare face engine, and how soon it answers `verify`."""

import hashlib
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Thread

import numpy as np

from kiosk.backend.build.local import build_local
from kiosk.backend.challenge.start import StartRequest
from kiosk.backend.engines.local.face_engine import LocalFaceEngine
from kiosk.backend.engines.local.load import load_engines
from kiosk.domain.identity.consent import Consent
from kiosk.domain.liveness.challenge import Stage
from kiosk.domain.liveness.frames import chain_link
from kiosk.domain.liveness.nose.challenge import challenge_at
from kiosk.settings import load
from kiosk.terminal.app.embedded_backend import EmbeddedBackend
from kiosk.terminal.camera.demo.head import SolidHead
from kiosk.terminal.camera.demo.motion import Motion, keep_eyes_ahead
from kiosk.terminal.camera.demo.portrait import stand
from kiosk.terminal.client.backend import BackendClient
from kiosk.terminal.client.started_challenge import EncodedFrame, StartedChallenge, StartOptions
from kiosk.terminal.client.upload.jpeg_quality import SizedEncoder
from kiosk.vision.crop import centre_crop, to_size
from kiosk.vision.jpeg import encode_jpeg
from tests.bench.people import percentile, portrait
from tests.bench.table import Row
from tests.factories.terminals import ANYBODY
from tests.fakes.served_backend import served

AGREED = Consent("test", "en")
ATTEMPTS = 12
TERMINALS, ROUNDS = 3, 5
PACE_S = 1 / 12
TURN_DEG = 22.0


def rows() -> Iterator[Row]:
    """Whole attempts at the pace of a kiosk for `verify`, frames as fast as they go for the throughput."""
    (engine, engines), jpegs = load_engines(""), attempt_jpegs()
    with tempfile.TemporaryDirectory() as folder:
        settings = load(data_dir=Path(folder), allow_synthetic=True, consent_elsewhere=True, terminals=ANYBODY)
        with build_local(settings, engine, engines) as service, served(service, settings) as url:
            client = BackendClient(url)

            def started(photo: bytes | None) -> StartedChallenge:
                request = StartRequest("bench", 640, 480, untrusted_synthetic=True, id_photo=photo)
                made = service.start_chosen(request, lambda name, *_: replace(challenge_at(name, 640, 480, 57, 5)))
                return StartedChallenge(made.challenge, made.token)

            yield verify_row(
                "answer of verify after the last frame",
                [timed_verify(client, started(encode_jpeg(portrait().image, 90)), jpegs) for _ in range(ATTEMPTS)],
            )
    yield from _throughput_rows(jpegs)


def verify_row(name: str, answers: list[tuple[float, bool]]) -> Row:
    """How long `verify` took, and how many passed."""
    times_ms = [seconds * 1e3 for seconds, _ in answers]
    passed = sum(passed for _, passed in answers)
    p95 = percentile(times_ms, 95)
    value = f"median {percentile(times_ms, 50):.0f} ms, p95 {p95:.0f} ms ({passed}/{len(answers)} passed)"
    return Row(name, value, "300 ms", f"{p95 / 300:.2f}")


def timed_verify(client: BackendClient, started: StartedChallenge, jpegs: list[bytes]) -> tuple[float, bool]:
    """Send the frames at a kiosk's pace and ask for the verdict: seconds that it took, and whether it was a pass."""
    for frame in _frames(started, jpegs):
        began_s = time.perf_counter()
        client.send_frame(started, frame)
        time.sleep(max(PACE_S - (time.perf_counter() - began_s), 0))
    began_s = time.perf_counter()
    verdict = client.verify(started)
    return time.perf_counter() - began_s, verdict.passed


def _throughput_rows(jpegs: list[bytes]) -> Iterator[Row]:
    """Three terminals at once before a backend process of its own, alternating with the bare engine."""
    engine, served_fps, bare_fps = LocalFaceEngine(), list[float](), list[float]()
    with tempfile.TemporaryDirectory() as folder, EmbeddedBackend({}, Path(folder)) as backend:
        for _ in range(ROUNDS):
            bare_fps.append(_fps(lambda: [engine.detect(jpeg) for jpeg in jpegs * 4], 4 * len(jpegs)))
            served_fps.append(_fps(lambda: _terminals(backend, jpegs), TERMINALS * 2 * len(jpegs)))
    whole, part = float(np.median(served_fps)), float(np.median(bare_fps))
    name = f"frames a second through HTTP, checks and store, {TERMINALS} terminals"
    yield Row(name, f"{whole:.0f}", f"{part:.0f} bare engine", f"{whole / part:.2f}")


def _fps(work: Callable[[], object], frames: int) -> float:
    began_s = time.perf_counter()
    work()
    return frames / (time.perf_counter() - began_s)


def _terminals(backend: EmbeddedBackend, jpegs: list[bytes]) -> None:
    """Approach frames, which are analysed and stored but never described."""

    def terminal() -> None:
        client = BackendClient(backend.url(), backend.api_key, sign=backend.sign)
        started = client.start(StartOptions("bench", 640, 480, synthetic=False, camera_name="bench", consent=AGREED))
        for frame in _frames(started, jpegs * 2, Stage.APPROACH):
            client.send_frame(started, frame)
        client.close()

    threads = [Thread(target=terminal) for _ in range(TERMINALS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def attempt_jpegs(turn_deg: float = TURN_DEG, nod_deg: float = 3.0) -> list[bytes]:
    """JPEG files of one attempt: straight, turning to one side and nodding a little, held."""
    head, encoder = SolidHead(stand(portrait())), SizedEncoder(encode_jpeg)
    shares = [0.0] * 4 + list(np.linspace(0, 1, 14)) + [1.0] * 6
    turned = [Motion(turn_deg * share, nod_deg * share, shift_x_px=0.2 * i) for i, share in enumerate(shares)]
    motions = [keep_eyes_ahead(motion) for motion in turned]
    return [encoder(to_size(centre_crop(head.render(motion), 640, 480, 1.8), 640, 480)) for motion in motions]


def _frames(started: StartedChallenge, jpegs: list[bytes], stage: Stage = Stage.CHALLENGE) -> Iterator[EncodedFrame]:
    link = started.challenge.id
    for sequence, jpeg in enumerate(jpegs):
        link = chain_link(link, sequence, sequence, hashlib.sha256(jpeg).hexdigest())
        yield EncodedFrame(jpeg, sequence, sequence, stage, link)
