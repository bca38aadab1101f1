import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import requests

from kiosk.backend.build.serve import serve
from kiosk.backend.server.server import listen, listens_on_loopback, url_of
from kiosk.errors import SettingsInvalid
from kiosk.settings import load

CHILD = """
import sys
from pathlib import Path
from kiosk.backend.api.app import create_app
from tests.fakes.branch import build_service
from kiosk.backend.server.server import Server, listen
from kiosk.settings import load
from tests.fakes.face_engine import FakeFaceEngine

settings = load(data_dir=Path(sys.argv[1]))
with build_service(settings, FakeFaceEngine()) as service, listen("127.0.0.1", 0) as listener:
    Server(create_app(service, settings), lambda url: print(url, flush=True)).serve_on(listener)
print("closed", flush=True)
"""


def unready(url: str) -> None:
    raise AssertionError("must not listen")


@pytest.mark.parametrize("host", ["0.0.0.0", "", "::"])
def test_the_open_door_needs_a_key(tmp_path: Path, host: str) -> None:
    if host == "::" and not socket.has_ipv6:
        pytest.skip("this machine has no IPv6")
    with pytest.raises(SettingsInvalid, match=r"backend_api_key|host"):
        serve(load(data_dir=tmp_path), host, 0, unready)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("host", "port"), [("256.1.1.1", 0), ("203.0.113.7", 0), ("127.0.0.1", 99_999)])
def test_impossible_address_is_an_error(tmp_path: Path, host: str, port: int) -> None:
    with pytest.raises(SettingsInvalid):
        serve(load(data_dir=tmp_path), host, port, unready)


def test_taken_port_is_an_error(tmp_path: Path) -> None:
    with listen("127.0.0.1", 0) as taken:
        taken.listen()
        with pytest.raises(SettingsInvalid, match="port"):
            serve(load(data_dir=tmp_path), "127.0.0.1", taken.getsockname()[1], unready)


def test_listener_is_loopback_and_names_its_protocol() -> None:
    with listen("localhost", 0) as listener:
        assert listens_on_loopback(listener)
        # asyncio sets TCP_NODELAY on connections of such sockets only.
        assert listener.proto == socket.IPPROTO_TCP
        assert url_of(listener, "http").startswith("http://")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_signal_ends_the_service_in_order(tmp_path: Path, number: signal.Signals) -> None:
    with subprocess.Popen([sys.executable, "-c", CHILD, tmp_path], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        guard = threading.Timer(30, child.kill)
        guard.start()
        url = child.stdout.readline().strip()
        with requests.Session() as session:
            assert session.get(f"{url}/health", timeout=10).status_code == 200
            # The connection is still open and idle.
            child.send_signal(number)
            assert child.stdout.readline() == "closed\n"
            assert child.wait(10) == 0
        guard.cancel()
