"""What is written down of people: encrypted (AES-256-GCM) and bound to the place where it lies, held together by tags,
or as a keyed hash where it must be found again."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field

import numpy as np
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from numpy import float32
from numpy.typing import NDArray

from kiosk.errors import StoreTampered

NONCE_BYTES = 12
FORMAT = b"\x02"
"""Begins what is sealed, and the key's id follows; what an earlier version has sealed begins with its nonce."""
KEY_ID_BYTES = 4


@dataclass(frozen=True, slots=True)
class StoreKeys:
    """Keys of 32 bytes for one purpose: the current one seals, former ones still open while a rotation is under way."""

    current: bytes = field(repr=False)
    former: tuple[bytes, ...] = field(default=(), repr=False)
    hashing: bytes = field(default=b"", repr=False)
    """What is looked up by keyed hashes is hashed with this one, which outlives rotations; the current one if empty."""
    accepts_unbound: bool = False
    """Whether rows without tags are an earlier version's, to be given theirs; anybody else's once that was done."""


Vector = NDArray[float32]
"""The descriptor of a face, or of all faces of a user."""

Key = bytes | StoreKeys
"""One key of 32 bytes, or all keys of a purpose."""


def store_keys(key: Key) -> StoreKeys:
    """Return all keys of a purpose that has perhaps just one."""
    return StoreKeys(key) if isinstance(key, bytes) else key


class Cipher:
    """Seals and tags bytes with the current key; immutable, any thread."""

    def __init__(self, key: Key) -> None:
        keys = store_keys(key)
        self.accepts_unbound = keys.accepts_unbound
        self._opening = {_key_id(each): _OneKey(each) for each in (keys.current, *keys.former)}
        self._current_id = _key_id(keys.current)
        self._current = self._opening[self._current_id]

    def seal(self, plain: bytes, place: str) -> bytes:
        """Encrypt; `place` must be given again to open it, so that nothing can be moved elsewhere unnoticed."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return FORMAT + self._current_id + nonce + self._current.aes.encrypt(nonce, plain, place.encode())

    def open(self, sealed: bytes, place: str) -> bytes:
        """Decrypt; raises StoreTampered when key, place or data are not those that were sealed."""
        named = self._opening.get(sealed[1 : 1 + KEY_ID_BYTES]) if sealed[:1] == FORMAT else None
        if named is not None:
            plain = named.open(sealed[1 + KEY_ID_BYTES :], place)
            if plain is not None:
                return plain
        # The nonce of an earlier version's may begin as the format does, by chance.
        opened = (key.open(sealed, place) for key in self._opening.values())
        plain = next((each for each in opened if each is not None), None)
        if plain is None:
            raise StoreTampered("stored data does not open with this key")
        return plain

    def is_current(self, sealed: bytes) -> bool:
        """Whether this was sealed with the current key."""
        return sealed.startswith(FORMAT + self._current_id)

    def knows_key_of(self, sealed: bytes) -> bool:
        """Whether the key is there that this says to be sealed with; an earlier version's says nothing."""
        return sealed[:1] != FORMAT or sealed[1 : 1 + KEY_ID_BYTES] in self._opening

    def tag(self, data: bytes) -> bytes:
        """What only the holder of the key can say of this data: the key's id and an HMAC-SHA-256."""
        return self._current_id + hmac.digest(self._current.tagging, data, "sha256")

    def is_tagged(self, data: bytes, tag: object) -> bool:
        """Whether the tag is one that was made for this data."""
        if not isinstance(tag, bytes):
            return False
        key = self._opening.get(tag[:KEY_ID_BYTES])
        expected = b"" if key is None else hmac.digest(key.tagging, data, "sha256")
        return key is not None and hmac.compare_digest(expected, tag[KEY_ID_BYTES:])

    def blind(self, tag: object) -> bytes:
        """32 bytes for a tag that nobody without the key knows."""
        known = tag if isinstance(tag, bytes) else b""
        key = self._opening.get(known[:KEY_ID_BYTES], self._current)
        return hmac.digest(key.blinding, known, "sha256")


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


class _OneKey:
    def __init__(self, key: bytes) -> None:
        self.aes = AESGCM(key)
        self.tagging = hmac.digest(key, b"kiosk/rows/1", "sha256")
        self.blinding = hmac.digest(key, b"kiosk/sums/1", "sha256")

    def open(self, sealed: bytes, place: str) -> bytes | None:
        try:
            return self.aes.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place.encode())
        except (InvalidTag, ValueError):
            return None


def _key_id(key: bytes) -> bytes:
    return hashlib.sha256(b"kiosk/key-id/1" + key).digest()[:KEY_ID_BYTES]
