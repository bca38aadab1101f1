"""Reads documents on this machine, with no network: PP-OCRv6 for text, MediaPipe for the portrait."""

from collections.abc import Sequence
from datetime import date
from threading import Lock

import cv2
import numpy as np

from kiosk.backend.engines.local.decode import decode_checked
from kiosk.backend.engines.local.face_finder_pool import FaceFinderPool
from kiosk.backend.ports import FaceComparer
from kiosk.domain.documents.document import DocumentReading
from kiosk.domain.documents.document_merge import merge
from kiosk.domain.documents.document_policy import DocumentPolicy
from kiosk.domain.documents.page_facts import PageFacts
from kiosk.domain.documents.portraits import COPY_FROM
from kiosk.domain.images.document_pages import MAX_PAGES, check_pages
from kiosk.domain.images.limits import CheckedPicture
from kiosk.errors import AnalysisFailed, NoFaceFound
from kiosk.vision.document.observer import SILENT, ReadingObserver
from kiosk.vision.document.reader import ReadingTools, read_picture
from kiosk.vision.document.text import TextNetworks

THREADS = 2
"""Of the networks; one page is read at a time, and takes one to two seconds of two cores."""


class LocalDocumentReader:
    """Implements `DocumentReader`; any thread may use it, one page is read at a time.

    The networks (about 350 MB of memory) are loaded with the first document, so that a terminal that reads none does
    not pay for them.
    """

    def __init__(
        self, comparer: FaceComparer | None = None, threads: int = THREADS, policy: DocumentPolicy | None = None
    ) -> None:
        """Costs nothing. Without a comparer, every second face on a document counts as another person's; without a
        policy, documents of all states are accepted, and specimens too."""
        self._comparer, self._threads, self._lock = comparer, threads, Lock()
        self._policy = policy or DocumentPolicy()
        self._networks: TextNetworks | None = None
        self._finders: FaceFinderPool | None = None

    def read(self, pages: Sequence[bytes], today: date, observer: ReadingObserver = SILENT) -> DocumentReading:
        """Read the pages of one document; `observer` is told what each stage found.

        Raises DocumentPagesInvalid, DocumentNotImage, ImageErrors, AnalysisFailed, ModelMissing and ModelDamaged.
        """
        pictures = check_pages(pages)
        looked = [self._picture(picture, index, today, observer) for index, picture in enumerate(pictures)]
        facts = [page for found in looked for page in found]
        portraits = [page.portrait.jpeg for page in facts if page.portrait is not None]
        same_person = len(portraits) == MAX_PAGES and self._are_one(*portraits)
        return merge(facts, today, same_person=same_person, policy=self._policy)

    def close(self) -> None:
        """Let go of the networks; the next document would load them anew."""
        with self._lock:
            if self._finders is not None:
                self._finders.close()
            self._networks = self._finders = None

    def _are_one(self, portrait: bytes, other: bytes) -> bool:
        similarity = self._likeness(portrait, other)
        return similarity is not None and similarity >= COPY_FROM

    def _likeness(self, portrait: bytes, other: bytes) -> float | None:
        try:
            return self._comparer.compare(portrait, other).similarity if self._comparer else 0.0
        except NoFaceFound:
            return None

    def _picture(self, picture: CheckedPicture, index: int, today: date, observer: ReadingObserver) -> list[PageFacts]:
        with self._lock:
            self._networks = self._networks or TextNetworks(self._threads)
            self._finders = self._finders or FaceFinderPool(1)
            bgr = np.asarray(cv2.cvtColor(decode_checked(picture), cv2.COLOR_RGB2BGR), dtype=np.uint8)
            try:
                tools = ReadingTools(self._networks, self._finders.find, self._likeness)
                return read_picture(bgr, index, tools, today, observer)
            except (RuntimeError, ValueError, cv2.error) as error:
                raise AnalysisFailed("document reader") from error
