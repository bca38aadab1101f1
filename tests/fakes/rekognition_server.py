"""Two of Rekognition's operations over real HTTP, with real pictures of two people and no engine: it counts, throttles,
refuses and holds as told."""

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from typing import Any

import cv2
import numpy as np

from kiosk.backend.engines.rekognition.face_engine import LANDMARKS

THROTTLED = "ThrottlingException"
WIDE = 425
"""Grace Hopper's picture is narrower than Eileen Collins's, which tells them apart."""
BOX = {"Left": 0.3, "Top": 0.2, "Width": 0.3, "Height": 0.4}


class RekognitionServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answered = 0
        self.throttled = 0
        """How many requests are throttled from now on."""
        self.throttled_after: int | None = None
        self.refusal = ""
        self.hold_after: int | None = None
        self.is_holding = False
        self._released, self._lock = Event(), Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def release(self) -> None:
        """Answer what is held, and hold nothing any more."""
        self.hold_after = None
        self._released.set()

    def admit(self) -> str:
        """The error that a request gets, or none; it is counted when it gets none."""
        with self._lock:
            if self.refusal:
                return self.refusal
            if self.throttled > 0:
                self.throttled -= 1
                return THROTTLED
            if self.throttled_after is not None and self.answered >= self.throttled_after:
                return THROTTLED
            held = self.hold_after is not None and self.answered >= self.hold_after
        if held:
            self.is_holding = True
            self._released.wait(30)
        with self._lock:
            self.answered += 1
        return ""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: RekognitionServer

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        operation = self.headers["X-Amz-Target"].rpartition(".")[2]
        error = self.server.admit()
        self._send(400, {"__type": error}) if error else self._send(200, OPERATIONS[operation](body))

    def _send(self, status: int, answer: dict[str, Any]) -> None:
        data = json.dumps(answer).encode()
        try:
            self.send_response(status)
            self.send_header("Content-Type", "application/x-amz-json-1.1")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)
        except OSError:
            # Whoever asked was killed.
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        return


def _width(image: dict[str, str]) -> int:
    decoded = cv2.imdecode(np.frombuffer(base64.b64decode(image["Bytes"]), np.uint8), cv2.IMREAD_COLOR)
    return int(decoded.shape[1])


def _detect(body: dict[str, Any]) -> dict[str, Any]:
    landmarks = [{"Type": name, "X": 0.45, "Y": 0.4} for name in LANDMARKS]
    face = {
        "BoundingBox": BOX,
        "Landmarks": landmarks,
        "Pose": {"Roll": 0.0, "Yaw": 0.0, "Pitch": 0.0},
        "Quality": {"Brightness": 80.0, "Sharpness": 80.0},
        "Confidence": 99.9,
    }
    return {"FaceDetails": [face]}


def _compare(body: dict[str, Any]) -> dict[str, Any]:
    source, target = (_width(body[name]) for name in ("SourceImage", "TargetImage"))
    similarity = 99.0 if (source < WIDE) == (target < WIDE) else 1.5
    face = {"BoundingBox": BOX, "Confidence": 99.9}
    return {"FaceMatches": [{"Similarity": similarity, "Face": face}], "UnmatchedFaces": []}


OPERATIONS = {"DetectFaces": _detect, "CompareFaces": _compare}


@contextmanager
def rekognition_server() -> Iterator[RekognitionServer]:
    """A server on loopback, closed in the end."""
    server = RekognitionServer()
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.release()
        server.shutdown()
        server.server_close()
        thread.join()
