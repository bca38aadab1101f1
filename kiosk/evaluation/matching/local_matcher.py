"""Compares faces by the models of this machine, as the product does."""

from collections.abc import Sequence
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from kiosk.backend.engines.local.face_comparer import LocalFaceComparer
from kiosk.backend.engines.local.face_finder_pool import PICTURE_WORKERS
from kiosk.domain.calibration.comparisons import Scores
from kiosk.domain.faces.quality import FaceQualityPolicy
from kiosk.evaluation.matching.matcher import Enrolment, look_at
from kiosk.settings import Settings
from kiosk.vision.descriptor_models import load_descriptor_model

AT_ONCE = 100_000
"""Pairs whose distances are taken in one go: 100 MB of descriptors of 128 numbers."""


class LocalMatcher:
    """Implements `Matcher`, with distances besides."""

    threads = PICTURE_WORKERS

    def __init__(self, settings: Settings) -> None:
        """Load the model that is set; raises ModelMissing and ModelDamaged."""
        self._model = load_descriptor_model(settings.descriptor_model)
        self._comparer = LocalFaceComparer(self._model)
        self._policy: FaceQualityPolicy = settings.face_quality
        self.model_id = self._model.model_id

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._comparer.close()

    def enrol(self, image: bytes) -> Enrolment:
        """Look at a picture, in about 100-300 ms; a picture that cannot be analysed is the picture's fault."""
        return look_at(
            image,
            self._comparer.faces,
            lambda face: self._comparer.describe(image, face.face).values,
            self._policy,
            lambda _: True,
        )

    def similarities(self, distances: NDArray[np.float64]) -> Scores:
        """On the model's scale, 0-100."""
        return self._comparer.similarities(distances)

    def distance(self, similarity: float) -> float:
        """The distance that has a similarity above 0."""
        return self._model.scale.distance(similarity)

    @property
    def anchors(self) -> tuple[tuple[float, float], ...]:
        """The model's scale as it is."""
        return self._model.scale.anchors


def distances_of(enrolments: Sequence[Enrolment], a: NDArray[np.int64], b: NDArray[np.int64]) -> NDArray[np.float64]:
    """Euclidean distances of pairs of descriptors, by their places in the list; others may have none."""
    length = max(len(enrolment.descriptor) for enrolment in enrolments)
    none = (0.0,) * length
    values = np.array([enrolment.descriptor or none for enrolment in enrolments], dtype=np.float64)
    parts = [
        np.linalg.norm(values[a[start : start + AT_ONCE]] - values[b[start : start + AT_ONCE]], axis=1)
        for start in range(0, len(a), AT_ONCE)
    ]
    return np.concatenate(parts) if parts else np.empty(0)
