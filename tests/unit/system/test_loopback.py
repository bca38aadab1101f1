import pytest

from kiosk.backend.api.loopback import is_loopback_authority
from kiosk.system.loopback import is_loopback, leads_to_loopback, proxies_for


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.3.2.1", "::1", "0:0:0:0:0:0:0:1"])
def test_these_are_this_machine(host: str) -> None:
    assert is_loopback(host)
    assert is_loopback_authority(f"[{host}]:8010" if ":" in host else f"{host.upper()}:8010")


@pytest.mark.parametrize(
    "host",
    [
        "", "rebound.example", "127.0.0.1.example", "localhost.x", "localhost.", "10.0.0.1", "192.168.1.2", "0.0.0.0",
        "::", "::2", "128.0.0.1", "127.1", "2130706433", "0x7f.0.0.1", "127.0.0.1 ", "[::1]", "localhost:80",
    ],
)  # fmt: skip
def test_these_are_not(host: str) -> None:
    assert not is_loopback(host)


@pytest.mark.parametrize(
    "authority",
    ["", ":80", "127.0.0.1.example:80", "[::2]:80", "::1", "me@localhost", "localhost:x", "localhost/x", "[::1"],
)
def test_these_authorities_are_not(authority: str) -> None:
    assert not is_loopback_authority(authority)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9000", "https://LOCALHOST/", "http://[::1]:8010/x", "http://127.3.2.1"]
)
def test_no_proxy_is_asked_for_what_stays_on_this_machine(url: str) -> None:
    assert leads_to_loopback(url)
    assert proxies_for(url) == {}


@pytest.mark.parametrize(
    "url", ["", "https://s3.eu-central-1.amazonaws.com", "http://localhost.example", "http://[::1", "127.0.0.1:9000"]
)
def test_what_leaves_it_goes_as_the_environment_says(url: str) -> None:
    assert not leads_to_loopback(url)
    assert proxies_for(url) is None
