"""Which names and addresses mean this machine, where no proxy of the environment has any business."""

import ipaddress
from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import urlsplit

LOCAL_NAME = "localhost"


def is_loopback(host: str) -> bool:
    """Return True if this name, in lower case, or this address, without brackets and port, is of the loopback.

    No name is resolved: a page in a browser can have its own name resolve to the loopback.
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == LOCAL_NAME


def leads_to_loopback(url: str) -> bool:
    """Return True if a request to this address stays on this machine: no client may ask a proxy for it.

    `HTTP_PROXY` of a company's network names a proxy that knows another loopback, or refuses, and faces and keys that
    are meant for this machine alone would go to it.
    """
    try:
        return is_loopback(urlsplit(url).hostname or "")
    except ValueError:
        return False


_NO_PROXY: Mapping[str, str] = MappingProxyType({})


def proxies_for(url: str) -> Mapping[str, str] | None:
    """Return what botocore takes for its proxies: none for this machine, None for those of the environment."""
    return _NO_PROXY if leads_to_loopback(url) else None
