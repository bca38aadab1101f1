"""Matching by descriptors: an engine's faces are described in the background and compared when the verdict asks."""

import logging
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Lock

from kiosk.backend.challenge.analysis import describe_face, detect_faces
from kiosk.backend.challenge.ports import ChallengeStore
from kiosk.backend.challenge.records import StoredDescriptor
from kiosk.backend.ports import (
    BlobStore,
    Descriptor,
    DescriptorEngine,
    PreparedPair,
    StoredFace,
    dump_stored,
    load_stored,
)
from kiosk.errors import AnalysisFailed
from kiosk.system.safe_errors import describe_failure

logger = logging.getLogger(__name__)

PATIENCE_S = 30.0
_PREFIX = "descriptor:"


class DescriptorMatcher:
    """Implements `FaceMatcher` with one worker thread that describes faces in the order in which they came.

    What fails there is left undone: the verdict does it again, and fails for itself.
    """

    compares_cheaply = True
    """A face is described once, in some 30 ms, and two descriptors are compared in microseconds."""

    def __init__(self, engine: DescriptorEngine, store: ChallengeStore, blobs: BlobStore) -> None:
        """The thread starts with the first job and ends with `close`."""
        self._engine = engine
        self._store = store
        self._blobs = blobs
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="descriptor")
        self._lock = Lock()
        self._pending: dict[Future[None], str] = {}

    @property
    def waiting(self) -> int:
        """How many jobs are not done, over all challenges."""
        with self._lock:
            return len(self._pending)

    def prepare(self, challenge_id: str, pairs: Sequence[PreparedPair]) -> None:
        """Describe the first of each pair in the background, as the others were; does nothing after `close`."""
        for face in {face.sequence: face for face, _ in pairs}.values():
            self._submit(challenge_id, face)

    def list_prepared(self, challenge_id: str) -> frozenset[int]:
        """Those that are described, once nothing is left to do for this challenge; raises AnalysisFailed after 30 s."""
        with self._lock:
            futures = [future for future, owner in self._pending.items() if owner == challenge_id]
        if wait(futures, timeout=PATIENCE_S).not_done:
            raise AnalysisFailed("faces were not described in time")
        names = self._store.findings(challenge_id)
        return frozenset(int(name.removeprefix(_PREFIX)) for name in names if name.startswith(_PREFIX))

    def match(self, challenge_id: str, pairs: Sequence[tuple[StoredFace, StoredFace]]) -> tuple[float, ...]:
        """Compare what has been described, and describe what is missing."""
        faces = {face.sequence: face for pair in pairs for face in pair}
        findings = self._store.findings(challenge_id)
        descriptors: dict[int, Descriptor] = {}
        for sequence, face in faces.items():
            known = findings.get(f"{_PREFIX}{sequence}")
            descriptors[sequence] = self._describe(challenge_id, face) if known is None else _read(known)
        return tuple(self._engine.similarity(descriptors[a.sequence], descriptors[b.sequence]) for a, b in pairs)

    def close(self) -> None:
        """Drop what has not begun and end the thread."""
        self._executor.shutdown(wait=True, cancel_futures=True)

    def _submit(self, challenge_id: str, face: StoredFace) -> None:
        try:
            future = self._executor.submit(self._describe_soon, challenge_id, face)
        except RuntimeError:
            logger.warning("a face came after the matcher was closed")
            return
        with self._lock:
            self._pending[future] = challenge_id
        future.add_done_callback(self._forget)

    def _describe_soon(self, challenge_id: str, face: StoredFace) -> None:
        name = f"{_PREFIX}{face.sequence}"
        try:
            if name not in self._store.findings(challenge_id):
                descriptor = self._describe(challenge_id, face)
                self._store.put_finding(challenge_id, name, dump_stored(StoredDescriptor(value=descriptor)))
        except Exception as error:
            logger.warning("a face was not described: %s", describe_failure(error))

    def _describe(self, challenge_id: str, face: StoredFace) -> Descriptor:
        image = self._blobs.get(challenge_id, face.blob)
        if face.face is not None:
            return describe_face(self._engine, image, face.face)
        faces = detect_faces(self._engine, image)
        if len(faces) != 1:
            raise AnalysisFailed("an image shows another number of faces than before")
        return describe_face(self._engine, image, faces[0])

    def _forget(self, future: Future[None]) -> None:
        with self._lock:
            self._pending.pop(future, None)


def _read(finding: bytes) -> Descriptor:
    return load_stored(StoredDescriptor, finding).value
