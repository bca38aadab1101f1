"""A private authority, a client's certificate and a proxy, each with real TLS on loopback."""

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.errors import BackendUnreachable, SettingsInvalid
from kiosk.terminal.client.backend import BackendClient
from kiosk.terminal.client.backoff import RetryPolicy
from kiosk.terminal.client.network import Network
from kiosk.terminal.ui.error_codes import detail_of
from tests.fakes.branch_network import Authority, answering, proxying

ONCE = RetryPolicy(max_attempts=1)


def ask(url: str, network: Network) -> None:
    client = BackendClient(url, new_session=network.new_session, retry=ONCE)
    try:
        client.health()
    finally:
        client.close()


@pytest.fixture
def bank(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


@pytest.fixture
def trusting(bank: Authority) -> Network:
    return Network(ca_file=str(bank.file))


def test_a_private_authority_is_believed_and_nobody_else_is(bank: Authority, trusting: Network, tmp_path: Path) -> None:
    stranger = Authority(tmp_path, "stranger")
    with answering(bank) as server:
        ask(server.url, trusting)
        for network in (Network(), Network(ca_file=str(stranger.file)), Network(system_trust=True)):
            with pytest.raises(BackendUnreachable) as refused:
                ask(server.url, network)
            told = detail_of(refused.value)
            assert "SSL" in told
            assert "request " in told
            assert f"localhost:{server.url.rpartition(':')[2]}" in told
    assert server.shown == [""]


def test_what_the_authority_signed_for_another_host_is_refused(bank: Authority, trusting: Network) -> None:
    with answering(bank) as server, pytest.raises(BackendUnreachable, match="SSL"):
        ask(server.url.replace("localhost", "127.0.0.1"), trusting)


def test_the_terminal_shows_its_certificate(bank: Authority, trusting: Network, tmp_path: Path) -> None:
    fleet = Authority(tmp_path, "fleet")
    certificate, key = fleet.issue("terminal-7")
    joined = tmp_path / "both.pem"
    joined.write_bytes(certificate.read_bytes() + key.read_bytes())
    with answering(bank, clients=fleet) as server:
        ask(server.url, replace(trusting, certificate=str(certificate), key=str(key)))
        ask(server.url, replace(trusting, certificate=str(joined)))
        with pytest.raises(BackendUnreachable):
            ask(server.url, trusting)
    assert server.shown == ["terminal-7", "terminal-7"]


def test_every_request_goes_through_the_proxy(bank: Authority, trusting: Network, tmp_path: Path) -> None:
    fleet = Authority(tmp_path, "fleet")
    certificate, key = fleet.issue("terminal-7")
    with answering(bank, clients=fleet) as server, proxying() as proxy:
        through = replace(trusting, certificate=str(certificate), key=str(key), proxy=proxy.url)
        ask(server.url, through)
        with pytest.raises(BackendUnreachable, match="SSL"):
            ask(server.url, replace(through, ca_file=""))
    place = server.url.removeprefix("https://")
    assert proxy.asked == [place, place]
    assert server.shown == ["terminal-7"]


def test_a_proxy_that_is_gone_is_told_apart_from_a_server(bank: Authority, trusting: Network) -> None:
    with proxying() as proxy:
        gone = proxy.url
    with answering(bank) as server, pytest.raises(BackendUnreachable) as failed:
        ask(server.url, replace(trusting, proxy=gone))
    assert "ProxyError" in detail_of(failed.value)
    assert "ECONNREFUSED" in detail_of(failed.value)


def test_what_no_connection_could_be_made_with_is_refused_at_once(tmp_path: Path, bank: Authority) -> None:
    certificate, key = bank.issue("terminal-7")
    nothing = tmp_path / "nothing.pem"
    nothing.write_text("no certificate")
    other, _ = Authority(tmp_path, "other").issue("terminal-8")
    for network in (
        Network(ca_file=str(tmp_path / "missing.pem")),
        Network(ca_file=str(nothing)),
        Network(certificate=str(certificate)),
        Network(certificate=str(other), key=str(key)),
        Network(certificate=str(tmp_path / "missing.pem")),
        Network(proxy="proxy.example:3128"),
        Network(proxy="ftp://proxy.example"),
        Network(proxy="http://proxy.example:no"),
    ):
        with pytest.raises(SettingsInvalid, match=r"^(ca_file|client_certificate|proxy): "):
            network.check()
    Network().check()
    Network(ca_file=str(bank.file), certificate=str(certificate), key=str(key), proxy="http://proxy:3128").check()


@pytest.mark.parametrize(("status", "told"), [(500, "HTTP 500"), (507, "HTTP 507")])
def test_a_failure_of_the_server_says_its_status_and_where(
    bank: Authority, trusting: Network, status: int, told: str
) -> None:
    with answering(bank, status=status) as server, pytest.raises(BackendUnreachable) as failed:
        ask(server.url, trusting)
    assert detail_of(failed.value).startswith(f"{told} at localhost:")
