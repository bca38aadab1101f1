"""The largest face of an image with its vector, found out once however many shards are asked at the same time."""

import hashlib
import time
from collections import OrderedDict
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Lock

from kiosk.backend.engines.collections.ports import IndexingEngine
from kiosk.backend.ports import SizedFace
from kiosk.errors import NoFaceFound

KEPT, KEPT_S = 16, 30.0
"""Faces that are remembered, and for how long: a search is followed by an enrolment within seconds."""


@dataclass(frozen=True, slots=True)
class DescribedFace:
    """A face, its vector, and the SHA-256 of its image."""

    sized: SizedFace
    vector: tuple[float, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class _Entry:
    made_s: float
    future: "Future[DescribedFace]"


class LargestFaces:
    """Any thread; in memory only."""

    def __init__(self) -> None:
        self._entries: OrderedDict[tuple[str, str], _Entry] = OrderedDict()
        self._lock = Lock()

    def get(self, engine: IndexingEngine, image: bytes) -> DescribedFace:
        """The largest face; raises NoFaceFound, ImageErrors and ServiceErrors."""
        digest = hashlib.sha256(image).hexdigest()
        key, own = (engine.model_id, digest), _Entry(time.monotonic(), Future())
        with self._lock:
            self._drop_old(own.made_s)
            entry = self._entries.setdefault(key, own)
        if entry is own:
            try:
                own.future.set_result(_described(engine, image, digest))
            except BaseException as error:
                with self._lock:
                    self._entries.pop(key, None)
                own.future.set_exception(error)
        return entry.future.result()

    def forget_old(self) -> None:
        """Forget what is past its time, whether or not anybody asks again."""
        with self._lock:
            self._drop_old(time.monotonic())

    def _drop_old(self, now_s: float) -> None:
        for key in [key for key, entry in self._entries.items() if entry.made_s < now_s - KEPT_S]:
            del self._entries[key]
        while len(self._entries) >= KEPT:
            self._entries.popitem(last=False)


def _described(engine: IndexingEngine, image: bytes, digest: str) -> DescribedFace:
    faces = engine.faces(image)
    if not faces:
        raise NoFaceFound
    return DescribedFace(faces[0], engine.describe(image, faces[0].face).values, digest)
