"""Face descriptors in the background, so that the verdict need not wait for them."""

import logging
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Lock

from kiosk.backend.analysis import describe_face
from kiosk.backend.failures import describe_failure
from kiosk.backend.ports import BlobStore, ChallengeStore, FaceEngine
from kiosk.backend.records import ID_PHOTO, ID_PHOTO_BLOB
from kiosk.errors import AnalysisFailed
from kiosk.liveness.faces import FaceDetail
from kiosk.liveness.frames import FrameFacts

logger = logging.getLogger(__name__)

PATIENCE_S = 30.0


class Describer:
    """One worker thread that describes faces in the order in which they came; any thread may call it.

    What fails here is left undone: the verdict does it again, and fails for itself.
    """

    def __init__(self, engine: FaceEngine, store: ChallengeStore, blobs: BlobStore) -> None:
        """The thread starts with the first job and ends with `close`."""
        self._engine = engine
        self._store = store
        self._blobs = blobs
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="describer")
        self._lock = Lock()
        self._pending: dict[Future[None], str] = {}

    @property
    def waiting(self) -> int:
        """How many jobs are not done, over all challenges."""
        with self._lock:
            return len(self._pending)

    def schedule(self, challenge_id: str, frame: FrameFacts) -> None:
        """Describe the face of a stored frame that has one; does nothing after `close`."""
        self._submit(challenge_id, frame.sequence, frame.digest, frame.faces[0])

    def schedule_id_photo(self, challenge_id: str, face: FaceDetail) -> None:
        """Describe the face of the stored ID photo; does nothing after `close`."""
        self._submit(challenge_id, ID_PHOTO, ID_PHOTO_BLOB, face)

    def wait(self, challenge_id: str) -> None:
        """Return when nothing is left to do for this challenge; raises AnalysisFailed after 30 s."""
        with self._lock:
            futures = [future for future, owner in self._pending.items() if owner == challenge_id]
        if wait(futures, timeout=PATIENCE_S).not_done:
            raise AnalysisFailed("faces were not described in time")

    def close(self) -> None:
        """Drop what has not begun and end the thread."""
        self._executor.shutdown(wait=True, cancel_futures=True)

    def _submit(self, challenge_id: str, sequence: int, blob: str, face: FaceDetail) -> None:
        try:
            future = self._executor.submit(self._describe, challenge_id, sequence, blob, face)
        except RuntimeError:
            logger.warning("a face came after the describer was closed")
            return
        with self._lock:
            self._pending[future] = challenge_id
        future.add_done_callback(self._forget)

    def _describe(self, challenge_id: str, sequence: int, blob: str, face: FaceDetail) -> None:
        try:
            if sequence not in self._store.descriptors(challenge_id):
                descriptor = describe_face(self._engine, self._blobs.get(challenge_id, blob), face)
                self._store.put_descriptor(challenge_id, sequence, descriptor)
        except Exception as error:
            logger.warning("a face was not described: %s", describe_failure(error))

    def _forget(self, future: Future[None]) -> None:
        with self._lock:
            self._pending.pop(future, None)
