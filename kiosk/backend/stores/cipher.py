"""Encryption at rest: AES-256-GCM, bound to the place where the data lies."""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kiosk.errors import StorageFailed

NONCE_BYTES = 12


class Cipher:
    """Seals bytes with one key; immutable, any thread."""

    def __init__(self, key: bytes) -> None:
        """`key` has 32 bytes."""
        self._aes = AESGCM(key)

    def seal(self, plain: bytes, place: str) -> bytes:
        """Encrypt; `place` must be given again to open it, so that nothing can be moved elsewhere unnoticed."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + self._aes.encrypt(nonce, plain, place.encode())

    def open(self, sealed: bytes, place: str) -> bytes:
        """Decrypt; raises StorageFailed when key, place or data are not those that were sealed."""
        try:
            return self._aes.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place.encode())
        except (InvalidTag, ValueError) as error:
            raise StorageFailed("stored data does not open with this key") from error
