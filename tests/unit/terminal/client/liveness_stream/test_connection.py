"""The way to a liveness service out of a branch: a private authority, a client's certificate, and proxies."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.errors import SettingsInvalid
from kiosk.settings import load
from kiosk.stream_errors import StreamUnreachable
from kiosk.terminal.app.compose import _stream_network
from kiosk.terminal.client.liveness_stream.connection import StreamNetwork
from tests.factories.films import challenge
from tests.fakes.branch_network import ELSEWHERE, Authority, proxying, server_tls
from tests.fakes.liveness_server import LivenessServer, liveness_server, tells
from tests.unit.terminal.client.liveness_stream.test_stream import opened, plan

MOVEMENT = challenge()


@pytest.fixture
def bank(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


@pytest.fixture
def fleet(tmp_path: Path) -> Authority:
    return Authority(tmp_path, "fleet")


@pytest.fixture
def through(bank: Authority, fleet: Authority) -> Callable[[str], StreamNetwork]:
    """A terminal of the bank's, behind this proxy."""
    certificate, key = fleet.issue("terminal-7")

    def make(proxy: str) -> StreamNetwork:
        return StreamNetwork(proxy, str(bank.file), 5.0, certificate=str(certificate), key=str(key))

    return make


def reaches(server: LivenessServer, network: StreamNetwork) -> bool:
    """Whether a stream to ELSEWHERE opens, by whatever machine's authority the terminal believes."""
    endpoint = f"wss://{ELSEWHERE}:{server.port}"
    try:
        with opened(plan(server, network, endpoint=endpoint, authority="")):
            return True
    except StreamUnreachable:
        return False


def test_who_stands_between_and_asks_for_the_terminals_certificate_is_shown_it(
    bank: Authority, fleet: Authority, through: Callable[[str], StreamNetwork], tmp_path: Path
) -> None:
    """As a proxy does that looks into what passes: its certificate is of the bank's own authority."""
    with liveness_server(tmp_path, tells(MOVEMENT), tls=server_tls(bank, fleet)) as server, proxying() as proxy:
        network = through(proxy.url)
        assert reaches(server, network)
        assert not reaches(server, replace(network, certificate="", key=""))
        assert not reaches(server, replace(network, ca_file=""))
        assert not reaches(server, replace(network, ca_file=str(fleet.file)))
    assert server.shown == ["terminal-7"]
    assert proxy.asked == [f"{ELSEWHERE}:{server.port}"] * 4


def test_a_proxy_behind_tls_is_believed_and_shown_the_same(
    bank: Authority, fleet: Authority, through: Callable[[str], StreamNetwork], tmp_path: Path
) -> None:
    own = server_tls(bank)
    with (
        liveness_server(tmp_path, tells(MOVEMENT), tls=own) as server,
        proxying(server_tls(bank, fleet)) as proxy,
    ):
        network = through(proxy.url)
        assert reaches(server, network)
        assert not reaches(server, replace(network, certificate="", key=""))
        assert not reaches(server, replace(network, ca_file=str(fleet.file)))
    assert proxy.shown == ["terminal-7"]
    assert server.shown == [""], "who does not ask is shown nothing"


def test_the_proxy_of_the_environment_is_taken_where_none_is_set(
    bank: Authority, through: Callable[[str], StreamNetwork], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with liveness_server(tmp_path, tells(MOVEMENT), tls=server_tls(bank)) as server, proxying() as proxy:
        monkeypatch.setenv("https_proxy", proxy.url)
        assert reaches(server, through(""))
        assert proxy.asked == [f"{ELSEWHERE}:{server.port}"]
        # What a backend of this machine serves is on this machine.
        with opened(plan(server, through(""), endpoint=f"wss://localhost:{server.port}", authority="")):
            pass
        assert len(proxy.asked) == 1


@pytest.mark.parametrize("written", ["", "nonsense", None])
def test_a_certificate_that_cannot_be_read_is_a_setting_to_mend(written: str | None, tmp_path: Path) -> None:
    path = tmp_path / "terminal.pem"
    if written is not None:
        path.write_text(written)
    with liveness_server(tmp_path, tells(MOVEMENT)) as server:
        network = StreamNetwork(certificate=str(path))
        with pytest.raises(SettingsInvalid, match="client_certificate"), opened(plan(server, network)):
            pass


def test_a_terminal_shows_the_service_what_it_shows_its_backend(tmp_path: Path) -> None:
    certificate, key, authority = (tmp_path / name for name in ("terminal.pem", "terminal.key", "ca.pem"))
    settings = load(client_certificate=certificate, client_key=key, ca_file=authority, system_trust=True)
    assert _stream_network(settings) == StreamNetwork(
        ca_file=str(authority), certificate=str(certificate), key=str(key), system_trust=False
    )
