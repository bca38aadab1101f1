"""Runs an application on a bound socket until it is told to stop."""

import asyncio
import contextlib
import signal
import socket
import ssl
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial

import uvicorn
from starlette.types import ASGIApp

from kiosk.backend.api.caller_address import TrustedProxies
from kiosk.backend.server.acceptor import Acceptor, Handshake
from kiosk.backend.server.connections import Connection, ConnectionTable
from kiosk.backend.server.protocol import MAX_HEAD_BYTES, GuardedProtocol
from kiosk.errors import SettingsInvalid
from kiosk.service_settings import ServerSettings
from kiosk.system.loopback import is_loopback

KEEP_ALIVE_S = 75
"""Longer than a customer thinks, so that a terminal's connection lasts from start to verdict."""
GRACE_S = 5
TICKS_BETWEEN_LOOKS = 5
"""Uvicorn's ticks come ten times a second."""
OTHER_DESCRIPTORS = 200
"""What databases, images, models and logs may have open beside connections."""
MAX_PORT = 65_535
_REUSE = getattr(socket, "SO_EXCLUSIVEADDRUSE", socket.SO_REUSEADDR)
"""On Windows, SO_REUSEADDR would let another program take the port over."""

Ready = Callable[[str], None]
"""Gets the address, for example `http://127.0.0.1:8123`, as soon as the service listens."""


class Server(uvicorn.Server):
    """Uvicorn that accepts by our rules, says when it listens and, once stopped, returns rather than killing the
    process."""

    def __init__(
        self,
        app: ASGIApp,
        ready: Ready,
        limits: ServerSettings | None = None,
        proxies: TrustedProxies | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """`ready` is called in the serving thread."""
        super().__init__(
            uvicorn.Config(
                app,
                loop="asyncio",
                http=GuardedProtocol,
                ws="none",
                lifespan="off",
                log_config=None,
                # Addresses hold the ids of challenges.
                access_log=False,
                server_header=False,
                proxy_headers=False,
                timeout_keep_alive=KEEP_ALIVE_S,
                timeout_graceful_shutdown=GRACE_S,
                h11_max_incomplete_event_size=MAX_HEAD_BYTES,
            )
        )
        self._ready, self._limits, self._tls = ready, limits or ServerSettings(), tls
        most = min(self._limits.max_connections, descriptors_for(self._limits.max_connections))
        self._table = ConnectionTable(most, self._limits.max_connections_per_address, proxies or TrustedProxies())

    def serve_on(self, listener: socket.socket) -> None:
        """Serve until `should_exit` is set or, in the main thread, a signal comes."""
        self.run(sockets=[listener])

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Accept on these sockets, and report the address of the first; uvicorn's hook."""
        handshake = Handshake(self._tls, self._limits.head_timeout_s) if self._tls else None
        listeners = sockets or []
        self.servers = [Acceptor(each, self._table, self._protocol, handshake) for each in listeners]  # type: ignore[misc]
        self.started = True
        self._ready(url_of(listeners[0], "https" if self._tls else "http"))

    async def on_tick(self, counter: int) -> bool:
        """End what took too long; uvicorn's hook."""
        if counter % TICKS_BETWEEN_LOOKS == 0:
            now_s = asyncio.get_running_loop().time()
            for connection in list(self.server_state.connections):
                assert isinstance(connection, GuardedProtocol)
                connection.end_if_overdue(now_s)
        return await super().on_tick(counter)

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

    def _protocol(self, connection: Connection) -> GuardedProtocol:
        make = partial(GuardedProtocol, self.config, self.server_state, self.lifespan.state)
        return make(self._limits, self._table, connection)


def descriptors_for(connections: int) -> int:
    """How many connections the system lets this process have open; asks for as many as are wanted."""
    if sys.platform == "win32":
        # There sockets are not numbered among files, and the system sets no such limit.
        return sys.maxsize
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = connections + 2 * OTHER_DESCRIPTORS
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return sys.maxsize if soft == resource.RLIM_INFINITY else max(soft - OTHER_DESCRIPTORS, soft // 2)


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


def url_of(listener: socket.socket, scheme: str) -> str:
    """The address of a bound socket."""
    host, port = listener.getsockname()[:2]
    return f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"
