"""Exact search among many faces against one bare matrix product on the same vectors."""

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kiosk.backend.engines.collections.records import NewFace
from kiosk.backend.engines.collections.store import CollectionStore
from kiosk.backend.engines.collections.vector_index import VectorIndex
from kiosk.backend.engines.collections.vectors import BATCH, matches
from kiosk.backend.stores.cipher import Cipher
from kiosk.domain.faces.face_detail import Box
from kiosk.rekognition_local.collections.operations import collection_operations
from kiosk.rekognition_local.collections.search_faces import MAX_FACES, THRESHOLD
from kiosk.rekognition_local.images import Images
from tests.bench.memory import resident_mb
from tests.bench.table import Row
from tests.fakes.collection_engine import KEY, LENGTH, FakeCollectionEngine

SIZES = (10_000, 100_000, 1_000_000)
STORED = 100_000
NUMBERS = 128
ALIKE = 5
"""Faces of the person who is searched for."""
ROUNDS, COMPARED = 40, 8_000_000
"""At least so many rounds, and more where a search is a matter of microseconds."""

Vectors = NDArray[np.float32]


def rows(largest: int) -> Iterator[Row]:
    """Searches among 10,000 faces and more, up to `largest`; then how long a server takes to read 100,000."""
    for size in (size for size in SIZES if size <= largest):
        yield from _search_rows(size)
    yield from _store_rows(STORED)


def _search_rows(size: int) -> Iterator[Row]:
    """The service's default threshold, which a few reach, and none at all, which makes all rows candidates."""
    vectors, engine = _vectors(size), FakeCollectionEngine()
    index, own_mb = _filled(vectors)
    wanted, bare_mb = vectors[0], vectors.nbytes / 1e6
    yield Row(
        f"memory of an index of {size:,} faces",
        f"{own_mb:.0f} MB",
        f"{bare_mb:.0f} MB the vectors alone",
        f"{own_mb / bare_mb:.2f}",
    )
    for name, limit, threshold in (
        (f"similarity {THRESHOLD:.0f}, {MAX_FACES} faces at most", MAX_FACES, THRESHOLD),
        ("no threshold, the 10 best", 10, 0.0),
    ):
        found = matches(engine, index, wanted, limit, threshold)
        assert set(range(ALIKE)) <= found.keys()
        search_ms, product_ms = _alternating(
            lambda limit=limit, threshold=threshold: matches(engine, index, wanted, limit, threshold),  # type: ignore[misc]
            lambda: vectors @ wanted,
            max(ROUNDS, COMPARED // size),
        )
        yield Row(
            f"exact search among {size:,} faces, {name}",
            f"{search_ms:.2f} ms",
            f"{product_ms:.2f} ms one numpy product",
            f"{search_ms / product_ms:.2f}",
        )


def _filled(vectors: Vectors) -> tuple[VectorIndex, float]:
    """An index of these, and the megabytes that it has taken; filled as when a store is opened."""
    index, before_mb = VectorIndex(), resident_mb()
    index.reserve(len(vectors), NUMBERS)
    for start in range(0, len(vectors), BATCH):
        part = vectors[start : start + BATCH]
        index.replace((), range(start, start + len(part)), part)
    return index, resident_mb() - before_mb


def _store_rows(size: int) -> Iterator[Row]:
    """A server that starts with that many faces, against decryption alone, and a whole operation on them."""
    vectors = _vectors(size)
    with tempfile.TemporaryDirectory() as folder:
        store = CollectionStore(Path(folder), KEY)
        face_id = _fill(store, vectors)
        store.close()
        began_s = time.perf_counter()
        store = CollectionStore(Path(folder), KEY)
        whole_s, bare_s = time.perf_counter() - began_s, _decryption_s(size)
        operations = collection_operations(store, FakeCollectionEngine(), Images(None), time.time, "us-east-1")
        asked = {"CollectionId": "c", "FaceId": face_id}
        assert len(operations["SearchFaces"](asked)["FaceMatches"]) == ALIKE - 1
        search_ms, product_ms = _alternating(lambda: operations["SearchFaces"](asked), lambda: vectors @ vectors[0])
        store.close()
    yield Row(
        f"start of a server with {size:,} faces: read, decrypt, place",
        f"{whole_s:.2f} s",
        f"{bare_s:.2f} s decryption alone",
        f"{whole_s / bare_s:.2f}",
    )
    yield Row(
        f"SearchFaces among {size:,} faces without HTTP: look up, search, look up",
        f"{search_ms:.2f} ms",
        f"{product_ms:.2f} ms one numpy product",
        f"{search_ms / product_ms:.2f}",
    )


def _fill(store: CollectionStore, vectors: Vectors) -> str:
    """Store them; the id of the first."""
    ids = list[str]()
    with store.work() as work:
        work.create("c", FakeCollectionEngine().model_version, 0.0)
    for start in range(0, len(vectors), 2000):
        with store.work() as work:
            collection = work.open("c")
            for place, vector in enumerate(vectors[start : start + 2000], start):
                new = NewFace(Box(0.3, 0.3, 0.4, 0.4), 99.0, tuple(vector))
                ids += [face.face_id for face in collection.index(str(place), None, [new])]
    return ids[0]


def _decryption_s(size: int) -> float:
    cipher = Cipher(KEY)
    sealed = cipher.seal(bytes(4 * NUMBERS), "bench")
    began_s = time.perf_counter()
    for _ in range(size):
        cipher.open(sealed, "bench")
    return time.perf_counter() - began_s


def _vectors(size: int) -> Vectors:
    """Strangers about as long and as far from one another as descriptors are, and a few faces of one person."""
    rng = np.random.default_rng(1)
    vectors = rng.standard_normal((size, NUMBERS), dtype=np.float32)
    vectors *= LENGTH / np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors[1:ALIKE] = vectors[0] + 0.03 * vectors[1:ALIKE]
    return vectors


def _alternating(
    search: Callable[[], object], product: Callable[[], object], rounds: int = ROUNDS
) -> tuple[float, float]:
    """Median milliseconds of both, one after the other so that a busy machine slows both."""
    times = [(_seconds(search), _seconds(product)) for _ in range(rounds)]
    searches, products = zip(*times, strict=True)
    return float(np.median(searches)) * 1e3, float(np.median(products)) * 1e3


def _seconds(work: Callable[[], object]) -> float:
    began_s = time.perf_counter()
    work()
    return time.perf_counter() - began_s
