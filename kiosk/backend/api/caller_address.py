"""Which address a request comes from: what limits, lockouts and records of refusals go by.

A proxy stands before some backends, and then the connection is the proxy's. What it says of its client is believed when
its own address is among the trusted ones, and of nobody else: anybody can write a header.
"""

import ipaddress
from collections.abc import Sequence

from starlette.types import ASGIApp, Receive, Scope, Send

ADDRESS = "kiosk.caller_address"
"""Where `caller_address` finds what was made out when the request came in."""
UNKNOWN = "unknown"
"""The address of whoever has none, behind a local socket for one; all of them are one caller."""
MAX_HOPS = 16
"""Proxies that a request may have come through; what is said of more is not believed."""
_IPV6_CUSTOMER_BITS = 64
"""What one customer of a network is given (RFC 6177): to somebody who has one address, all of these are free."""
_FORWARDED_FOR = b"x-forwarded-for"

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class TrustedProxies:
    """The proxies whose word counts; immutable, any thread."""

    def __init__(self, networks: Sequence[str] = ()) -> None:
        """Addresses or networks in CIDR notation; raises ValueError for what is neither."""
        self._networks: tuple[Network, ...] = tuple(ipaddress.ip_network(network) for network in networks)

    def include(self, address: str) -> bool:
        """Whether this is the address of a trusted proxy."""
        parsed = _parsed(address)
        return parsed is not None and any(parsed in network for network in self._networks)


class CallerAddressMiddleware:
    """Makes out the caller's address once, outside of everything that asks for it."""

    def __init__(self, app: ASGIApp, proxies: TrustedProxies) -> None:
        self._app, self._proxies = app, proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on."""
        if scope["type"] == "http":
            scope = {**scope, ADDRESS: find_address(scope, self._proxies)}
        await self._app(scope, receive, send)


def caller_address(scope: Scope) -> str:
    """The address that a request comes from, in its shortest spelling; that of the connection where nobody else knows.

    On Lambda it is what the gateway saw.
    """
    known = scope.get(ADDRESS)
    return known if isinstance(known, str) else _of_connection(scope)


def caller_network(address: str) -> str:
    """What is counted as one caller: an address of IPv4, the network of a customer of IPv6."""
    parsed = _parsed(address)
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((parsed, _IPV6_CUSTOMER_BITS), strict=False))
    return UNKNOWN if parsed is None else str(parsed)


def find_address(scope: Scope, proxies: TrustedProxies) -> str:
    """The nearest address that is no trusted proxy's, from the connection back through what each proxy was told."""
    address = _of_connection(scope)
    told = [value.decode("latin-1") for name, value in scope["headers"] if name == _FORWARDED_FOR]
    hops = [hop.strip() for value in told for hop in value.split(",")]
    for hop in reversed(hops[-MAX_HOPS:]):
        parsed = _parsed(hop)
        if not proxies.include(address) or parsed is None:
            break
        address = str(parsed)
    return address


def _of_connection(scope: Scope) -> str:
    client = scope.get("client")
    parsed = _parsed(str(client[0])) if client else None
    return UNKNOWN if parsed is None else str(parsed)


def _parsed(address: str) -> Address | None:
    """IPv4 inside of IPv6 is IPv4: a listener of both kinds sees it so. A link's own zone is no part of an address."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return None
    return getattr(parsed, "ipv4_mapped", None) or parsed
