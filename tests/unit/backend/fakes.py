"""Stand-ins for the backend's surroundings: an engine that is told what it sees, a clock, small JPEG files."""

import hashlib
import time
from collections.abc import Callable
from typing import Any

from kiosk.backend.challenge.kinds import ChallengeKind, ChallengeKinds
from kiosk.backend.challenge.ports import ChallengeRules
from kiosk.backend.ports import Descriptor
from kiosk.contract.challenge import NoseStartReply
from kiosk.domain.faces.face_detail import FaceDetail
from kiosk.domain.liveness.nose.challenge import NoseChallenge
from kiosk.errors import AnalysisFailed

START_S = float(int(time.time()))
"""The real time, which the file system goes by."""


def jpeg(tag: str = "", width_px: int = 640, height_px: int = 480, components: int = 3) -> bytes:
    """The markers of a JPEG file without a picture; `tag` makes it differ from others."""
    comment = tag.encode()
    planes = b"".join(bytes([number + 1, 0x11, 0]) for number in range(components))
    header = b"\x08" + height_px.to_bytes(2) + width_px.to_bytes(2) + bytes([components]) + planes
    return b"".join(
        [
            b"\xff\xd8",
            segment(0xFE, comment),
            segment(0xC0, header),
            segment(0xDA, bytes(6)),
            b"\x12\x34\xff\x00\x56",
            b"\xff\xd9",
        ]
    )


def segment(marker: int, payload: bytes) -> bytes:
    return bytes([0xFF, marker]) + (len(payload) + 2).to_bytes(2) + payload


class FakeClock:
    """Stands still until it is set."""

    def __init__(self, now_s: float = START_S) -> None:
        self.now_s = now_s

    def __call__(self) -> float:
        return self.now_s


class FakeFaceEngine:
    """Implements `FaceEngine`; sees what it was shown, and nobody otherwise."""

    model_id = "fake"

    def __init__(self) -> None:
        self._seen: dict[str, tuple[tuple[FaceDetail, ...], float]] = {}
        self.before_describe: Callable[[], object] = lambda: None
        self.before_detect: Callable[[], object] = lambda: None
        self.described: list[str] = []

    def show(self, image: bytes, *faces: FaceDetail, person: str = "alice") -> bytes:
        self._seen[digest(image)] = faces, float(sum(person.encode()))
        return image

    def detect(self, jpeg: bytes) -> tuple[FaceDetail, ...]:
        self.before_detect()
        return self._seen.get(digest(jpeg), ((), 0.0))[0]

    def describe(self, jpeg: bytes, face: FaceDetail) -> Descriptor:
        self.before_describe()
        self.described.append(digest(jpeg))
        return Descriptor(self.model_id, (self._seen[digest(jpeg)][1],))

    def similarity(self, a: Descriptor, b: Descriptor) -> float:
        if a.model_id != b.model_id:
            raise AnalysisFailed("models")
        return 99.0 if a.values == b.values else 7.0


def digest(image: bytes) -> str:
    return hashlib.sha256(image).hexdigest()


def judged_by(rules: ChallengeRules[Any]) -> ChallengeKinds:
    """The nose challenge, drawn and judged by other rules."""
    kind = ChallengeKind(NoseChallenge, rules, NoseStartReply)
    return ChallengeKinds({NoseChallenge.kind: kind}, offered=NoseChallenge.kind)
