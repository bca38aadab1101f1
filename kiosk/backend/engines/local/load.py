"""What looks at people and documents beyond the challenge, loaded when the first of them comes."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kiosk.backend.engines.collections.ports import IndexingEngine
from kiosk.backend.engines.local.document_reader import LocalDocumentReader
from kiosk.backend.engines.local.face_comparer import MAX_FACES, LocalFaceComparer
from kiosk.backend.engines.local.face_engine import LocalFaceEngine
from kiosk.backend.engines.local.pixel_meter import LocalPixelMeter
from kiosk.backend.ports import Comparison, Descriptor, DocumentReader, FaceComparer, PixelMeter, SizedFace
from kiosk.domain.documents.document_policy import DocumentPolicy
from kiosk.vision.attack_network import load_attack_network
from kiosk.vision.descriptor import DescriptorModel
from kiosk.vision.descriptor_models import INCLUDED, INCLUDED_IDS, load_descriptor_model


class ComparerEngine(FaceComparer, IndexingEngine, Protocol):
    """Compares faces of pictures, and describes them for collections."""

    def forget_old(self) -> None:
        """Drop what is kept of pictures that nobody asked for lately."""
        ...


@dataclass(frozen=True, slots=True)
class LocalEngines:
    """What a backend needs besides its face engine to find out who somebody is."""

    comparer: ComparerEngine
    reader: DocumentReader
    former: tuple[IndexingEngine, ...] = ()
    """Of models that enrolled customers may still be described with, until they are moved."""
    pixel_meter: PixelMeter | None = None
    """What measures the frames of challenges beyond their faces; None leaves that unmeasured."""


def load_engines(
    model: str, former_model: str = "", documents: DocumentPolicy | None = None, attack_network: str = ""
) -> tuple[LocalFaceEngine, LocalEngines]:
    """This machine's, which describe faces with this model, and those that enrolled customers may still be described
    with: all that are included, and the one that was configured before. `attack_network` describes a bank's own network
    for attacks. Raises ModelMissing and ModelDamaged."""
    descriptor_model = load_descriptor_model(model)
    former = {id_: FormerEngine(id_, INCLUDED[name]) for name, id_ in INCLUDED_IDS.items()}
    if former_model and former_model not in INCLUDED:
        before = load_descriptor_model(former_model)
        former[before.model_id] = FormerEngine(before.model_id, lambda: before)
    former.pop(descriptor_model.model_id, None)
    comparer = DeferredComparer(descriptor_model)
    reader = LocalDocumentReader(comparer, policy=documents)
    meter = LocalPixelMeter(load_attack_network(Path(attack_network)) if attack_network else None)
    engines = LocalEngines(comparer, reader, tuple(former.values()), meter)
    return LocalFaceEngine(descriptor_model), engines


class FormerEngine:
    """Implements `IndexingEngine` with a model that is loaded when somebody is found in its collections, if ever."""

    def __init__(self, model_id: str, load: Callable[[], DescriptorModel]) -> None:
        """`load` raises ModelMissing and ModelDamaged, and so does every method."""
        self.model_id = model_id
        self._load = load
        self._comparer: DeferredComparer | None = None
        self._lock = Lock()

    def describe_largest(self, image: bytes) -> tuple[SizedFace, Descriptor] | None:
        """The largest face and its descriptor."""
        return self._loaded().describe_largest(image)

    def similarities(self, distances: NDArray[np.float64]) -> NDArray[np.float64]:
        """Similarity 0-100 of each distance of two descriptors."""
        return self._loaded().similarities(distances)

    def _loaded(self) -> "DeferredComparer":
        with self._lock:
            if self._comparer is None:
                self._comparer = DeferredComparer(self._load())
            return self._comparer


class DeferredComparer:
    """Implements `ComparingEngine`: a terminal's start waits for no network that its first customer needs minutes
    later. Every method raises ModelMissing and ModelDamaged too."""

    def __init__(self, descriptor_model: DescriptorModel) -> None:
        """The model is that of the face engine, which has loaded it."""
        self.model_id = descriptor_model.model_id
        self._descriptor_model = descriptor_model
        self._comparer: LocalFaceComparer | None = None
        self._lock = Lock()

    def faces(self, image: bytes, limit: int = MAX_FACES) -> tuple[SizedFace, ...]:
        """All faces, the largest first, at most `limit`."""
        return self._loaded().faces(image, limit)

    def compare(self, source: bytes, target: bytes) -> Comparison:
        """Compare the largest face of each."""
        return self._loaded().compare(source, target)

    def describe_largest(self, image: bytes) -> tuple[SizedFace, Descriptor] | None:
        """The largest face and its descriptor."""
        return self._loaded().describe_largest(image)

    def similarities(self, distances: NDArray[np.float64]) -> NDArray[np.float64]:
        """Similarity 0-100 of each distance of two descriptors, for which no network is needed."""
        return self._descriptor_model.scale.similarities(distances)

    def forget_old(self) -> None:
        """Drop what is kept of pictures that nobody asked for lately."""
        with self._lock:
            if self._comparer is not None:
                self._comparer.forget_old()

    def _loaded(self) -> LocalFaceComparer:
        with self._lock:
            if self._comparer is None:
                self._comparer = LocalFaceComparer(self._descriptor_model)
            return self._comparer
