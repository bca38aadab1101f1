"""Who asks: programs with a key each, or, where there are no keys, whoever is on this machine."""

import hashlib
import hmac
import ipaddress
import secrets
from collections.abc import Collection, Mapping, Sequence
from urllib.parse import urlsplit

from starlette.types import Scope

CALLER = "kiosk.kyc_caller"
"""Where routes find the caller's name in the scope of a request."""
KEY_BYTES = 32
"""So long that no digest of it can be guessed, and SHA-256 needs no salt."""
_BEARER = b"bearer "
_FORWARDED = frozenset({b"forwarded", b"via", b"x-forwarded-for", b"x-forwarded-host", b"x-real-ip"})


class Callers:
    """Tells callers by their keys; immutable, any thread."""

    def __init__(self, digests: Mapping[str, str], origins: Collection[str] = ()) -> None:
        """`digests` are SHA-256 in hexadecimal, by the callers' names; `origins` are web pages that may ask."""
        self._digests = dict(digests)
        self._origins = frozenset(origins)

    @property
    def have_keys(self) -> bool:
        """Whether there are callers with keys."""
        return bool(self._digests)

    def admitted(self, scope: Scope) -> str | None:
        """The caller's name, empty for somebody on this machine where nobody has keys; None for nobody."""
        if self._digests:
            return self._named(_presented(scope["headers"]))
        return "" if self._is_here(scope) else None

    def _named(self, presented: bytes | None) -> str | None:
        digest = hashlib.sha256(presented or b"").hexdigest()
        named = [caller for caller, known in self._digests.items() if hmac.compare_digest(known, digest)]
        return named[0] if named and presented else None

    def _is_here(self, scope: Scope) -> bool:
        """Whether it was asked from this machine, of this machine, and not through another program's hands.

        A page in a browser that had its own name point here would still send that name.
        """
        if "aws.event" in scope or any(name in _FORWARDED for name, _ in scope["headers"]):
            return False
        hosts = _values(scope["headers"], b"host")
        origins = _values(scope["headers"], b"origin")
        addresses = [str(scope[name][0]) if scope.get(name) else "" for name in ("client", "server")]
        return (
            all(_is_loopback(address) for address in addresses)
            and len(hosts) == 1
            and _is_loopback(_host(f"//{hosts[0]}"))
            and all(origin in self._origins or _is_loopback(_host(origin)) for origin in origins)
        )


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


def _values(headers: Sequence[tuple[bytes, bytes]], wanted: bytes) -> list[str]:
    return [value.decode("latin-1") for name, value in headers if name == wanted]


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
