"""Streams of `kiosk rekognition-local` in a process of its own: memory over many sessions, and how soon a verdict comes
after a video's last part, against decoding the same video and finding the mesh in the frames that are looked at."""

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from kiosk.backend.server.server import listen
from kiosk.terminal.app.embedded_backend import READY_PREFIX
from kiosk.terminal.client.liveness_stream.video_writer import VideoWriter
from kiosk.vision.face_mesh import FaceMesh
from kiosk.vision.face_video import ANALYSED_PER_S
from kiosk.vision.vp8 import encode_vp8
from tests.bench.people import percentile
from tests.bench.table import Row
from tests.factories.nearing_head import Image, NearingHead, approach, film
from tests.fakes.stream_client import StreamClient, Wishes
from tests.fakes.streamed_person import INITIAL, MOVEMENT, TARGET
from tests.unit.rekognition_local.server import Local, portrait

FPS, COMING_S = 24.0, 2.5
HOLDS_S = {"3 s": 0.5, "8 s, as with light": 5.5}
"""After coming near, by how long the whole video is said to be."""
ATTEMPTS = 6
MARKS = (20, 100, 200)
PART_S = 0.5


@dataclass(frozen=True, slots=True)
class _Recorded:
    """A video in parts, each of which is there after so long."""

    name: str
    parts: tuple[bytes, ...]
    pictures: tuple[Image, ...]

    @property
    def seconds(self) -> float:
        """How long it was filmed."""
        return len(self.pictures) / FPS

    @property
    def pace_s(self) -> float:
        """Between two parts."""
        return self.seconds / len(self.parts)


@dataclass(frozen=True, slots=True)
class _Service:
    """A running `kiosk rekognition-local`."""

    local: Local
    streams: str
    authority: Path
    pid: int

    def resident_mb(self) -> float:
        """Memory of its process."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    def carry_out(self, video: _Recorded, *, in_time: bool) -> tuple[float, bool]:
        """One session: seconds from the last part to the verdict, and whether it was a pass."""
        client = self.local.client()
        wishes = {"ChallengePreferences": [{"Type": MOVEMENT}]}
        session_id = client.create_face_liveness_session(Settings=wishes)["SessionId"]  # type: ignore[arg-type]
        with StreamClient(self.streams, self.authority, Wishes(session_id)) as stream:
            after_s = _send(stream, video, in_time=in_time)
        found = client.get_face_liveness_session_results(SessionId=session_id)
        return after_s, found.get("Confidence", 0.0) >= 80


def rows(sessions: int) -> Iterator[Row]:
    """How soon verdicts come, then memory over so many sessions, at least as many as its last mark."""
    with _service() as service:
        for length, hold_s in HOLDS_S.items():
            for video in _videos(hold_s):
                yield from _verdict_rows(service, video, length)
    yield from _memory_rows(max(sessions, MARKS[-1]))


def _verdict_rows(service: _Service, video: _Recorded, length: str) -> Iterator[Row]:
    bare_s = _bare_s(video)
    for sent, in_time in (("as it is filmed", True), ("at once", False)):
        answers = [service.carry_out(video, in_time=in_time) for _ in range(ATTEMPTS)]
        times_s = [seconds for seconds, _ in answers]
        median_s = percentile(times_s, 50)
        # What is sent sooner than it can have been filmed is refused, however long that takes to see.
        passed = f" ({sum(passed for _, passed in answers)}/{len(answers)} passed)" if in_time else ""
        yield Row(
            f"verdict after the last part of a video of {length}, {video.name}, sent {sent}",
            f"median {median_s:.2f} s, p95 {percentile(times_s, 95):.2f} s{passed}",
            f"{bare_s:.2f} s decoding and mesh alone; 0.5 s",
            f"{median_s / bare_s:.2f}",
        )


def _memory_rows(sessions: int) -> Iterator[Row]:
    """Videos of both kinds side by side, sent at once, to a process that has seen nobody."""
    videos, sizes_mb, passed = _videos(HOLDS_S["3 s"]), dict[int, float](), 0
    with _service() as service, ThreadPoolExecutor(len(videos)) as clients:
        for done in range(len(videos), sessions + 1, len(videos)):
            answers = clients.map(lambda video: service.carry_out(video, in_time=False), videos)
            passed += sum(is_pass for _, is_pass in answers)
            sizes_mb[done] = service.resident_mb()
    first_mb, told = sizes_mb[MARKS[0]], ", ".join(f"{sizes_mb[mark]:.0f} MB after {mark}" for mark in MARKS)
    settled = {done: size_mb for done, size_mb in sizes_mb.items() if done >= MARKS[0]}
    slope = float(np.polyfit(list(settled), list(settled.values()), 1)[0])
    yield Row(
        f"rekognition-local over {sessions} streams, two at a time ({passed} passed)",
        told,
        f"{first_mb:.0f} MB after {MARKS[0]}",
        f"{sizes_mb[max(sizes_mb)] / first_mb:.3f} ({100 * slope:+.1f} MB per 100 by the fitted line)",
    )


def _videos(hold_s: float) -> list[_Recorded]:
    """The same person as a browser records it, and as the terminal does."""
    coming = approach(NearingHead(portrait()), COMING_S, FPS, hold_s)
    # Nobody stands so still that frames are the same.
    pictures = tuple(np.roll(picture, number % 3, axis=1) for number, picture in enumerate(coming))
    parts: list[bytes] = []
    writer = VideoWriter[Image]((640, 480), encode_vp8, parts.append)
    for number, picture in enumerate(pictures):
        writer.add(picture, round(1000 * number / FPS))
    writer.finish()
    data, count = film(pictures, FPS).data, round(len(pictures) / FPS)
    step = len(data) // count + 1
    browser = tuple(data[at : at + step] for at in range(0, len(data), step))
    return [_Recorded("a browser's", browser, pictures), _Recorded("the terminal's", tuple(parts), pictures)]


def _send(stream: StreamClient, video: _Recorded, *, in_time: bool) -> float:
    """Send it with all that a client says of it; seconds from the last part to the answer."""
    start_ms = round(1000 * (time.time() - (0 if in_time else video.seconds)))
    initial = {"BoundingBox": INITIAL, "InitialFaceDetectedTimestamp": start_ms}
    place = {"BoundingBox": TARGET, "FaceDetectedInTargetPositionStartTimestamp": start_ms + round(1000 * COMING_S)}
    target = {**place, "FaceDetectedInTargetPositionEndTimestamp": place["FaceDetectedInTargetPositionStartTimestamp"]}

    def claim(**members: object) -> bytes:
        about = {"Challenge": {MOVEMENT: {"ChallengeId": "c" * 36, **members}}}
        return stream.event("ClientSessionInformationEvent", about)

    stream.send(claim(VideoStartTimestamp=start_ms, InitialFace=initial))
    began_s = time.perf_counter()
    for number, part in enumerate(video.parts, 1):
        if in_time:
            time.sleep(max(began_s + number * video.pace_s - time.perf_counter(), 0.0))
        stream.send(stream.video(part))
    ended_s, end_ms = time.perf_counter(), start_ms + round(1000 * video.seconds)
    last = claim(VideoEndTimestamp=end_ms, InitialFace=initial, TargetFace=target)
    stream.send(last, stream.video(b""))
    said = stream.rest()
    if said[-2:] != ["DisconnectionEvent", "1000"]:
        raise RuntimeError(f"the stream ended by {said}")
    return time.perf_counter() - ended_s


def _bare_s(video: _Recorded) -> float:
    """Decoding every frame, and the mesh in as many of them as are looked at, one after the other."""
    step = round(FPS / ANALYSED_PER_S)
    files = [cv2.imencode(".webp", picture, [cv2.IMWRITE_WEBP_QUALITY, 70])[1] for picture in video.pictures]

    def look(mesh: FaceMesh) -> None:
        for number, file in enumerate(files):
            bgr = cv2.imdecode(file, cv2.IMREAD_COLOR)
            if number % step == 0:
                mesh.points(np.asarray(cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB), dtype=np.uint8))

    with FaceMesh(still=True) as mesh:
        return _timed(lambda: look(mesh))


def _timed(work: Callable[[], object]) -> float:
    work()
    began_s = time.perf_counter()
    work()
    return time.perf_counter() - began_s


@contextlib.contextmanager
def _service() -> Iterator[_Service]:
    with contextlib.closing(listen("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "kiosk", "rekognition-local", "--port", "0", "--stream-port", str(port)]
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "KIOSK_DATA_DIR": folder}
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
            try:
                said = _until_ready(process)
                url, authority = said[-1].removeprefix(READY_PREFIX), Path(said[0].rpartition(" ")[2])
                yield _Service(Local(url, ""), f"wss://127.0.0.1:{port}", authority, process.pid)
            finally:
                process.terminate()


def _until_ready(process: "subprocess.Popen[str]") -> Sequence[str]:
    """All that it says until it listens."""
    said: list[str] = []
    assert process.stdout is not None
    for line in process.stdout:
        said.append(line.strip())
        if line.startswith(READY_PREFIX):
            break
    return said
