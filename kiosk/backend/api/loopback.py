"""Whether a request was made on this machine, where nobody has a key to show."""

import re
from collections.abc import Collection, Sequence
from urllib.parse import urlsplit

from starlette.types import Scope

from kiosk.system.loopback import is_loopback

EVERY_PAGE = "*"
"""Among origins: all of them."""
_FORWARDED = re.compile(rb"forwarded|x-forwarded-.*|via|x-real-ip|true-client-ip|cf-connecting-ip")
"""Headers that proxies add."""
_AUTHORITY = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)(:[0-9]{1,5})?")
"""A Host header by RFC 9110, 7.2: a name or an address, and nobody's name before it."""


def is_loopback_request(scope: Scope, origins: Collection[str] = ()) -> bool:
    """Whether it was asked from this machine, of this machine, and not through another program's hands.

    A page in a browser that had its own name point here would still send that name; `origins` are pages that may ask.
    HTTP/1.0 is what nginx speaks to whatever is behind it unless told otherwise, and no client of today.
    """
    headers = scope["headers"]
    if "aws.event" in scope or scope.get("http_version") == "1.0":
        return False
    if any(_FORWARDED.fullmatch(name) for name, _ in headers):
        return False
    hosts, told_origins = _values(headers, b"host"), _values(headers, b"origin")
    addresses = [str(scope[name][0]) if scope.get(name) else "" for name in ("client", "server")]
    return (
        all(is_loopback(address) for address in addresses)
        and len(hosts) == 1
        and is_loopback_authority(hosts[0])
        and (EVERY_PAGE in origins or all(each in origins or is_loopback(_host(each)) for each in told_origins))
    )


def is_loopback_authority(authority: str) -> bool:
    """Return True if a Host header, with or without a port, names this machine."""
    return _AUTHORITY.fullmatch(authority) is not None and is_loopback(_host(f"//{authority}"))


def _values(headers: Sequence[tuple[bytes, bytes]], wanted: bytes) -> list[str]:
    return [value.decode("latin-1") for name, value in headers if name == wanted]


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
