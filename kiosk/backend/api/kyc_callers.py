"""Who asks: programs with a key each, or, where there are no keys, whoever is on this machine."""

import hashlib
import hmac
import re
import secrets
from collections.abc import Collection, Iterator, Mapping, Sequence

from starlette.types import Scope

from kiosk.backend.api.loopback import EVERY_PAGE, is_loopback_request

CALLER = "kiosk.kyc_caller"
"""Where routes find the caller's name in the scope of a request."""
HERE = "@here"
"""Whoever calls on this machine while nobody has keys; no name that a caller may have."""
KEY_BYTES = 32
"""So long that no digest of it can be guessed, and SHA-256 needs no salt."""
_BEARER = b"bearer "


class Callers:
    """Tells callers by their keys; immutable, any thread."""

    def __init__(self, digests: Mapping[str, str], origins: Collection[str] = ()) -> None:
        """`digests` are SHA-256 in hexadecimal, by the callers' names; `origins` are web pages that may ask."""
        self._digests = dict(digests)
        self._origins = frozenset(origins) - {EVERY_PAGE}

    @property
    def have_keys(self) -> bool:
        """Whether there are callers with keys."""
        return bool(self._digests)

    def find_caller(self, scope: Scope) -> str | None:
        """The caller's name, HERE for somebody on this machine where nobody has keys; None for nobody."""
        if self._digests:
            return self._named(_presented(scope["headers"]))
        return HERE if is_loopback_request(scope, self._origins) else None

    def show_up_in(self, scope: Scope) -> bool:
        """Whether a caller's key is anywhere that somebody before us may have looked for one."""
        return self.have_keys and any(self._named(presented) is not None for presented in _everywhere(scope))

    def _named(self, presented: bytes | None) -> str | None:
        digest = hashlib.sha256(presented or b"").hexdigest()
        named = [caller for caller, known in self._digests.items() if hmac.compare_digest(known, digest)]
        return named[0] if named and presented else None


def new_key() -> tuple[str, str]:
    """A random key, and the digest by which it is known."""
    key = secrets.token_urlsafe(KEY_BYTES)
    return key, hashlib.sha256(key.encode()).hexdigest()


def _presented(headers: Sequence[tuple[bytes, bytes]]) -> bytes | None:
    """The one key of either header; None for no key and for several."""
    keys = [value for name, value in headers if name == b"x-api-key"]
    bearers = [value for name, value in headers if name == b"authorization" and value[:7].lower() == _BEARER]
    keys += [value[len(_BEARER) :].strip() for value in bearers]
    return keys[0] if len(keys) == 1 else None


def _everywhere(scope: Scope) -> Iterator[bytes]:
    """All values that a key may be, whole and in parts: a gateway may join headers, or have chosen one of several."""
    context = _member(scope.get("aws.event"), "requestContext")
    seen_by_gateway = _member(_member(context, "identity"), "apiKey")
    yield seen_by_gateway.encode() if isinstance(seen_by_gateway, str) else b""
    for name, value in scope["headers"]:
        if name in (b"x-api-key", b"authorization"):
            yield from (value, value.partition(b" ")[2].strip(), *re.split(rb"[\s,]+", value))


def _member(value: object, name: str) -> object:
    return value.get(name) if isinstance(value, dict) else None
