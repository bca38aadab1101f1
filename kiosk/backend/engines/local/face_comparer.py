"""Compares faces of pictures on this machine: detectors, mesh and descriptors, with no network."""

import hashlib
import time
from collections.abc import Callable
from threading import BoundedSemaphore

import numpy as np
from numpy.typing import NDArray

from kiosk.backend.engines.local.decode import decode_picture
from kiosk.backend.engines.local.face_finder_pool import PICTURE_WORKERS, FaceFinderPool
from kiosk.backend.engines.local.recent_cache import MonotonicClock, RecentCache
from kiosk.backend.ports import Comparison, Descriptor, SizedFace
from kiosk.domain.faces.face_detail import FaceDetail
from kiosk.errors import AnalysisFailed, NoFaceFound
from kiosk.vision.arrays import Image
from kiosk.vision.descriptor import DescriptorModel
from kiosk.vision.descriptor_models import load_descriptor_model
from kiosk.vision.quality_components import native_measures
from kiosk.vision.still_detail import still_detail

MAX_FACES = 20
RECENT_PICTURES, RECENT_S = 32, 60.0
"""Pictures are judged before they are compared; faces are kept for that, never images or descriptors."""


class LocalFaceComparer:
    """Implements `FaceComparer`; any thread may use it, several at a time.

    No more pictures are in memory, decoded, than are analysed at a time: two of 150 MB at most.
    """

    def __init__(self, descriptor_model: DescriptorModel | None = None, clock: MonotonicClock = time.monotonic) -> None:
        """Load the models, SFace among them unless another model is given; raises ModelMissing, ModelDamaged."""
        self._finders = FaceFinderPool(PICTURE_WORKERS)
        self._descriptor_model = descriptor_model or load_descriptor_model()
        self._places = BoundedSemaphore(PICTURE_WORKERS)
        self._faces: RecentCache[tuple[str, int], tuple[SizedFace, ...]] = RecentCache(RECENT_PICTURES, RECENT_S, clock)
        self.model_id = self._descriptor_model.model_id

    def faces(self, image: bytes, limit: int = MAX_FACES) -> tuple[SizedFace, ...]:
        """All faces, the largest first, at most 20 or `limit`; raises ImageErrors and AnalysisFailed."""
        if limit == 1:
            return self._largest_of(_digest(image), lambda: self._look(image, 1))
        return self._faces.get((_digest(image), MAX_FACES), lambda: self._look(image, MAX_FACES))[:limit]

    def compare(self, source: bytes, target: bytes) -> Comparison:
        """Compare the largest face of each; raises NoFaceFound, ImageErrors and AnalysisFailed."""
        values = list[tuple[float, ...]]()
        for name, image in (("source", source), ("target", target)):
            found = self.describe_largest(image)
            if found is None:
                raise NoFaceFound(name)
            values.append(found[1].values)
        return Comparison(self._descriptor_model.scale.similarity(*values), self.model_id)

    def describe_largest(self, image: bytes) -> tuple[SizedFace, Descriptor] | None:
        """The largest face and its descriptor, from a picture that is decoded once; None without a face.

        Raises ImageErrors and AnalysisFailed.
        """
        with self._places:
            rgb = decode_picture(image)
            faces = self._largest_of(_digest(image), lambda: self._found(rgb, 1))
            return (faces[0], self._described(rgb, faces[0].face)) if faces else None

    def describe(self, image: bytes, face: FaceDetail) -> Descriptor:
        """The descriptor of one of the image's faces, in about 30 ms; raises ImageErrors and AnalysisFailed."""
        with self._places:
            return self._described(decode_picture(image), face)

    def similarities(self, distances: NDArray[np.float64]) -> NDArray[np.float64]:
        """Similarity 0-100 of each Euclidean distance of two descriptors of this model; never grows with it."""
        return self._descriptor_model.scale.similarities(distances)

    def forget_old(self) -> None:
        """Drop faces that nobody asked for lately."""
        self._faces.drop_old()

    def close(self) -> None:
        """Close the networks; nobody may use it any more."""
        self._finders.close()

    def _look(self, image: bytes, limit: int) -> tuple[SizedFace, ...]:
        with self._places:
            return self._found(decode_picture(image), limit)

    def _largest_of(self, digest: str, look: Callable[[], tuple[SizedFace, ...]]) -> tuple[SizedFace, ...]:
        """The largest face alone, of all that were found before, or as `look` finds it now."""
        return self._faces.known((digest, MAX_FACES), ())[:1] or self._faces.get((digest, 1), look)

    def _found(self, rgb: Image, limit: int) -> tuple[SizedFace, ...]:
        height_px, width_px = rgb.shape[:2]
        found = self._finders.find(rgb, limit)
        # The largest one is compared; of a crowd nobody wants to know more.
        native = [native_measures(rgb, face.points) for face in found[:1]] + [None] * len(found[1:])
        return tuple(
            SizedFace(still_detail(face, rgb), width_px, height_px, measured)
            for face, measured in zip(found, native, strict=True)
        )

    def _described(self, rgb: Image, face: FaceDetail) -> Descriptor:
        try:
            return Descriptor(self.model_id, self._descriptor_model.describe(rgb, face.landmarks))
        except (RuntimeError, ValueError) as error:
            raise AnalysisFailed("descriptor") from error


def _digest(image: bytes) -> str:
    return hashlib.sha256(image).hexdigest()
