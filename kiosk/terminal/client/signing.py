"""The terminal's own key, and requests that are signed with it."""

import secrets
import time
from collections.abc import Callable, Mapping
from itertools import count
from threading import Lock
from typing import Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.contract.http_signature import (
    digest_body,
    signature_base,
    terminal_id,
    write_headers,
    write_parameters,
    write_public_key,
)
from kiosk.domain.identity.terminals import SignedUse
from kiosk.terminal_errors import TerminalKeyUnusable

KEY_BYTES = 32

Sign = Callable[[str, str, bytes], Mapping[str, str]]
"""Takes method, path and body of a request; returns the headers that sign it."""


class SigningKey:
    """An Ed25519 key pair; shows its private half to whoever keeps it alone."""

    def __init__(self, private: bytes) -> None:
        """Raises TerminalKeyUnusable for anything but 32 bytes."""
        if len(private) != KEY_BYTES:
            raise TerminalKeyUnusable("a key has 32 bytes")
        self._private = private
        self._key = Ed25519PrivateKey.from_private_bytes(private)
        public = self._key.public_key().public_bytes_raw()
        self.terminal_id = terminal_id(public)
        """What the backend calls the terminal."""
        self.public_text = write_public_key(public)
        """What the backend enrols it by."""

    @classmethod
    def generate(cls) -> Self:
        """Make a new one."""
        return cls(secrets.token_bytes(KEY_BYTES))

    @property
    def private(self) -> bytes:
        """What is to be kept where nobody else reads it."""
        return self._private

    def sign(self, data: bytes) -> bytes:
        """The signature of this data."""
        return self._key.sign(data)

    def __repr__(self) -> str:
        """Nothing of the private half."""
        return f"SigningKey({self.terminal_id})"


class RequestSigner:
    """Signs requests of one run of the program, each under a number of its own; any thread."""

    def __init__(self, key: SigningKey, device: str, clock: Callable[[], float] = time.time) -> None:
        """`device` is the id of this terminal's device, which one key is for; empty for none."""
        self.key = key
        self._device, self._clock = device, clock
        self._run, self._numbers, self._lock = secrets.token_hex(16), count(), Lock()

    def __call__(self, method: str, path: str, body: bytes) -> Mapping[str, str]:
        """The headers that sign a request."""
        with self._lock:
            # Together, so that a higher number never has an earlier time.
            number, now_s = next(self._numbers), self._clock()
        use = SignedUse(self.key.terminal_id, float(int(now_s)), self._run, number, self._device)
        digest, parameters = digest_body(body), write_parameters(use)
        return write_headers(digest, parameters, self.key.sign(signature_base(method, path, digest, parameters)))
