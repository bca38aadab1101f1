"""Which names and addresses mean this machine."""

import ipaddress

LOCAL_NAME = "localhost"


def is_loopback(host: str) -> bool:
    """Return True if this name, in lower case, or this address, without brackets and port, is of the loopback.

    No name is resolved: a page in a browser can have its own name resolve to the loopback.
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == LOCAL_NAME
