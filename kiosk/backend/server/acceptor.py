"""Takes connections from a listening socket, one at a time, and goes on whatever becomes of one of them.

asyncio's own loop accepts as many as the backlog holds before it looks at any, and where descriptors run out it says so
once for each of them, thousands of times a second.
"""

import asyncio
import logging
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from kiosk.backend.server.connections import Connection, ConnectionTable
from kiosk.system.safe_errors import describe_failure

logger = logging.getLogger(__name__)

BACKLOG = 256
PAUSE_S = 0.1
"""After an error that others' connections cause, until they have ended: descriptors or memory ran out."""

MakeProtocol = Callable[[Connection], asyncio.Protocol]


@dataclass(frozen=True, slots=True)
class Handshake:
    """What connections are encrypted with, and how long that may take to agree on."""

    context: ssl.SSLContext
    timeout_s: float


class Acceptor:
    """Accepts until it is closed; belongs to the loop that runs when it is made."""

    def __init__(
        self, listener: socket.socket, table: ConnectionTable, make: MakeProtocol, handshake: Handshake | None = None
    ) -> None:
        """The listener is closed by whoever opened it."""
        self._listener, self._table, self._make, self._handshake = listener, table, make, handshake
        self._connecting: set[asyncio.Task[None]] = set()
        listener.setblocking(False)
        listener.listen(BACKLOG)
        self._task = asyncio.get_running_loop().create_task(self._accept(), name="accept")

    def close(self) -> None:
        """Accept nothing more."""
        for task in (self._task, *self._connecting):
            task.cancel()

    async def wait_closed(self) -> None:
        """Wait until everything has ended that was begun."""
        await asyncio.gather(self._task, *self._connecting, return_exceptions=True)

    async def _accept(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            try:
                accepted, address = await loop.sock_accept(self._listener)
            except OSError as error:
                logger.warning("a connection could not be accepted: %s", error.strerror)
                await asyncio.sleep(PAUSE_S)
            else:
                self._admit(accepted, str(address[0]))

    def _admit(self, accepted: socket.socket, address: str) -> None:
        connection = self._table.admit(address)
        if connection is None:
            # Without an answer: whoever is refused here by the thousand is not worth one.
            accepted.close()
            logger.warning("connection refused: %s has too many, or there are too many in all", address)
            return
        task = asyncio.get_running_loop().create_task(self._connect(accepted, connection))
        connection.abort = partial(_cancel, task)
        self._connecting.add(task)
        task.add_done_callback(partial(self._connected, accepted, connection))

    async def _connect(self, accepted: socket.socket, connection: Connection) -> None:
        """Hand the socket over to the protocol, which releases its place; or release it here."""
        context = self._handshake.context if self._handshake else None
        timeout_s = self._handshake.timeout_s if self._handshake else None
        try:
            await asyncio.get_running_loop().connect_accepted_socket(
                lambda: self._make(connection),
                accepted,
                ssl=context,
                ssl_handshake_timeout=timeout_s,
                ssl_shutdown_timeout=timeout_s,
            )
        except OSError:
            # A handshake that failed or took too long is nothing to tell of.
            self._give_up(accepted, connection)
        except Exception as error:
            logger.error("a connection was not served: %s", describe_failure(error))
            self._give_up(accepted, connection)

    def _connected(self, accepted: socket.socket, connection: Connection, task: asyncio.Task[None]) -> None:
        self._connecting.discard(task)
        if task.cancelled():
            # It had to make room, perhaps before it had begun.
            self._give_up(accepted, connection)

    def _give_up(self, accepted: socket.socket, connection: Connection) -> None:
        self._table.release(connection)
        accepted.close()


def _cancel(task: asyncio.Task[None]) -> None:
    task.cancel()
