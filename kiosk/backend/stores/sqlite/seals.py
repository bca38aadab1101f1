"""What is written down of people: encrypted, or as a keyed fingerprint where it must be found again."""

import hashlib
import hmac

import numpy as np
from numpy import float32
from numpy.typing import NDArray

from kiosk.backend.stores.cipher import Cipher, Key, store_keys

Vector = NDArray[float32]
"""The descriptor of a face, or of all faces of a user."""


class Seals:
    """Seals of one purpose's keys, and fingerprints; immutable, any thread."""

    def __init__(self, key: Key) -> None:
        keys = store_keys(key)
        self._key = keys.hashing or keys.current
        self.cipher = Cipher(keys)

    def fingerprint(self, purpose: str, *context: str) -> bytes:
        """The same for the same text, and says nothing of it to whoever lacks the key (HMAC-SHA-256)."""
        text = "\0".join((purpose, *context))
        return hmac.new(self._key, text.encode(), hashlib.sha256).digest()

    def seal_text(self, text: str, place: str) -> bytes:
        """Encrypt a text."""
        return self.cipher.seal(text.encode(), place)

    def open_text(self, sealed: bytes, place: str) -> str:
        """The text; raises StorageFailed."""
        return self.cipher.open(sealed, place).decode()

    def seal_vector(self, vector: Vector, place: str) -> bytes:
        """Encrypt a vector."""
        return self.cipher.seal(np.asarray(vector, dtype="<f4").tobytes(), place)

    def open_vector(self, sealed: bytes, place: str) -> Vector:
        """The vector; raises StorageFailed."""
        return np.frombuffer(self.cipher.open(sealed, place), dtype="<f4").astype(np.float32, copy=False)


def vector_place(model_version: str, face_id: str) -> str:
    """Where a vector belongs: it opens as no other face's and of no other model."""
    return f"vector:{model_version}:{face_id}"
