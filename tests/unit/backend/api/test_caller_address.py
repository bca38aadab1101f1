"""Whose address a request has, directly and behind proxies."""

import pytest
from starlette.types import Scope

from kiosk.backend.api.caller_address import (
    ADDRESS,
    UNKNOWN,
    TrustedProxies,
    caller_address,
    caller_network,
    find_address,
)

PROXIES = TrustedProxies(["10.0.0.1", "10.1.0.0/16", "fd00::/8"])


def request(client: str | None, *forwarded_for: str) -> Scope:
    headers = [(b"x-forwarded-for", told.encode("latin-1")) for told in forwarded_for]
    return {"type": "http", "client": None if client is None else (client, 4711), "headers": headers}


@pytest.mark.parametrize(
    ("client", "told", "address"),
    [
        pytest.param("192.0.2.7", [], "192.0.2.7", id="nobody-between"),
        pytest.param("192.0.2.7", ["198.51.100.1"], "192.0.2.7", id="a-stranger-says-another"),
        pytest.param("10.0.0.1", ["198.51.100.1"], "198.51.100.1", id="a-proxy-says"),
        pytest.param("10.0.0.1", ["203.0.113.9, 198.51.100.1"], "198.51.100.1", id="the-client-lied-to-the-proxy"),
        pytest.param("10.0.0.1", ["198.51.100.1, 10.1.2.3"], "198.51.100.1", id="two-proxies"),
        pytest.param("10.0.0.1", ["203.0.113.9", "198.51.100.1"], "198.51.100.1", id="two-headers"),
        pytest.param("10.0.0.1", ["10.1.2.3"], "10.1.2.3", id="proxies-alone"),
        pytest.param("10.0.0.1", ["198.51.100.1, nonsense"], "10.0.0.1", id="nonsense"),
        pytest.param("10.0.0.1", [""], "10.0.0.1", id="empty"),
        pytest.param("10.0.0.1", [], "10.0.0.1", id="a-proxy-that-says-nothing"),
        pytest.param("::ffff:10.0.0.1", ["::ffff:198.51.100.1"], "198.51.100.1", id="ipv4-in-ipv6"),
        pytest.param("fd00::1", ["2001:DB8:0::7"], "2001:db8::7", id="ipv6"),
        pytest.param("fe80::1%eth0", [], "fe80::1", id="zone"),
        pytest.param("10.0.0.1", [", ".join(["198.51.100.1"] + ["10.1.0.9"] * 40)], "10.1.0.9", id="too-many-hops"),
        pytest.param(None, ["198.51.100.1"], UNKNOWN, id="no-connection"),
        pytest.param("a socket", [], UNKNOWN, id="no-address"),
    ],
)
def test_only_trusted_proxies_are_believed(client: str | None, told: list[str], address: str) -> None:
    assert find_address(request(client, *told), PROXIES) == address


def test_the_connection_counts_where_nobody_has_looked() -> None:
    assert caller_address(request("10.0.0.1", "198.51.100.1")) == "10.0.0.1"
    assert caller_address({**request("10.0.0.1"), ADDRESS: "198.51.100.1"}) == "198.51.100.1"


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        (UNKNOWN, UNKNOWN),
    ],
)
def test_who_has_many_addresses_is_one_caller(address: str, network: str) -> None:
    assert caller_network(address) == network


@pytest.mark.parametrize("network", ["proxy.example", "10.0.0.1/8", "10.0.0.0/33", ""])
def test_proxies_are_addresses_or_networks(network: str) -> None:
    with pytest.raises(ValueError, match=r"IPv4 or IPv6|has host bits set"):
        TrustedProxies([network])
