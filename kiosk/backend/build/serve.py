"""Runs the service in this process until it is told to stop."""

import contextlib
import signal
import socket
import threading
from collections.abc import Callable, Iterator

import uvicorn
from fastapi import FastAPI

from kiosk.backend.api.app import create_app
from kiosk.backend.build.open import open_service
from kiosk.errors import SettingsInvalid
from kiosk.settings import Settings
from kiosk.system.loopback import is_loopback

KEEP_ALIVE_S = 75
"""Longer than a customer thinks, so that a terminal's connection lasts from start to verdict."""
GRACE_S = 5
MAX_PORT = 65_535
_REUSE = getattr(socket, "SO_EXCLUSIVEADDRUSE", socket.SO_REUSEADDR)
"""On Windows, SO_REUSEADDR would let another program take the port over."""

Ready = Callable[[str], None]
"""Gets the address, for example `http://127.0.0.1:8123`, as soon as the service listens."""


def serve(settings: Settings, host: str, port: int, ready: Ready) -> None:
    """Serve until SIGINT or SIGTERM, with port 0 on any free one; call it from the main thread.

    Raises SettingsInvalid when the address cannot be used or is open to others without an API key, LibraryMissing,
    ModelMissing and StorageFailed.
    """
    with contextlib.closing(listen(host, port)) as listener:
        if not settings.backend_api_key.get_secret_value() and not listens_on_loopback(listener):
            raise SettingsInvalid("backend_api_key: needed when other machines can reach the backend")
        with open_service(settings) as service:
            Server(create_app(service, settings), ready).serve_on(listener)


class Server(uvicorn.Server):
    """Uvicorn that says when it listens and, once stopped, returns rather than killing the process."""

    def __init__(self, app: FastAPI, ready: Ready) -> None:
        """`ready` is called in the serving thread."""
        super().__init__(
            uvicorn.Config(
                app,
                loop="asyncio",
                http="h11",
                ws="none",
                lifespan="off",
                log_config=None,
                # Addresses hold the ids of challenges.
                access_log=False,
                server_header=False,
                proxy_headers=False,
                timeout_keep_alive=KEEP_ALIVE_S,
                timeout_graceful_shutdown=GRACE_S,
            )
        )
        self._ready = ready

    def serve_on(self, listener: socket.socket) -> None:
        """Serve until `should_exit` is set or, in the main thread, a signal comes."""
        self.run(sockets=[listener])

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Report the address after the start."""
        await super().startup(sockets)
        if self.started and sockets:
            self._ready(_url(sockets[0]))

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Unlike uvicorn's, does not raise the signal again: whoever called still has files to close."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {number: signal.signal(number, self.handle_exit) for number in uvicorn.server.HANDLED_SIGNALS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def listen(host: str, port: int) -> socket.socket:
    """A bound socket; raises SettingsInvalid. Its protocol is named, for asyncio sets TCP_NODELAY only then."""
    if not 0 <= port <= MAX_PORT:
        # The resolver would quietly take the remainder.
        raise SettingsInvalid(f"port: {port} is not between 0 and {MAX_PORT}")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host or None, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
    except (OSError, UnicodeError) as error:
        raise SettingsInvalid(f"host: {host} is not an address of this machine") from error
    try:
        listener.setsockopt(socket.SOL_SOCKET, _REUSE, 1)
        listener.bind(address)
    except OSError as error:
        listener.close()
        raise SettingsInvalid(
            f"port: {host} port {port} cannot be used, perhaps because another program does"
        ) from error
    return listener


def listens_on_loopback(listener: socket.socket) -> bool:
    """Return True if other machines cannot reach a bound socket."""
    return is_loopback(listener.getsockname()[0])


def _url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
