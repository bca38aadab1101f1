"""A network line between a terminal and its backend that goes wrong when it is told to; bytes alone, no protocol."""

import contextlib
import socket
import struct
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

SLOW_S = 0.6
"""For each piece of a message, each way: a line over which a terminal can hardly work."""
PIECE_BYTES = 16_384
POLL_S = 0.05
_RESET = struct.pack("ii", 1, 0)
"""SO_LINGER: a connection that is closed so is reset."""


class LineFault(StrEnum):
    """What is wrong with a line."""

    NONE = "none"
    CUT = "cut"
    """Nothing arrives any more, and nobody says so; what was sent arrives when the line is back."""
    SLOW = "slow"
    RESETTING = "resetting"
    """Every connection is reset as soon as something is sent."""
    WRONG_SERVER = "wrong server"
    """Everything goes to somebody else, who cannot show the backend's certificate."""


@dataclass
class FaultyLine:
    """Carries what is sent to `port` on to the backend, or to the stranger."""

    backend: tuple[str, int]
    stranger: tuple[str, int]
    port: int = 0
    fault: LineFault = LineFault.NONE
    over: threading.Event = field(default_factory=threading.Event)

    def carry(self, client: socket.socket) -> None:
        """One connection, until either side has had enough of it."""
        wrong = self.fault is LineFault.WRONG_SERVER
        with (
            contextlib.suppress(OSError),
            client,
            socket.create_connection(self.stranger if wrong else self.backend, timeout=5) as server,
        ):
            server.settimeout(None)
            back = threading.Thread(target=self._pass_on, args=(server, client, wrong), daemon=True)
            back.start()
            self._pass_on(client, server, wrong)
            back.join(5)

    def _pass_on(self, source: socket.socket, target: socket.socket, wrong: bool) -> None:
        with contextlib.suppress(OSError):
            while (data := source.recv(PIECE_BYTES)) and self._takes(wrong):
                target.sendall(data)
        resets = self.fault is LineFault.RESETTING
        for each in (source, target):
            with contextlib.suppress(OSError):
                if resets:
                    each.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
                # Only what is not ended in an orderly way before is reset when it is closed.
                each.shutdown(socket.SHUT_RD if resets else socket.SHUT_RDWR)

    def _takes(self, wrong: bool) -> bool:
        """Wait as long as the line does; whether what was sent gets through at all."""
        while self.fault is LineFault.CUT and not self.over.wait(POLL_S):
            pass
        if self.fault is LineFault.SLOW:
            self.over.wait(SLOW_S)
        return self.fault is not LineFault.RESETTING and wrong == (self.fault is LineFault.WRONG_SERVER)


@contextlib.contextmanager
def faulty_line(backend: tuple[str, int], stranger: tuple[str, int]) -> Iterator[FaultyLine]:
    """A line on a port of the loopback, until the block ends."""
    line = FaultyLine(backend, stranger)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        line.port = listener.getsockname()[1]
        listener.settimeout(POLL_S)
        thread = threading.Thread(target=_accept, args=(listener, line))
        thread.start()
        try:
            yield line
        finally:
            line.over.set()
            thread.join(10)


def _accept(listener: socket.socket, line: FaultyLine) -> None:
    while not line.over.is_set():
        with contextlib.suppress(TimeoutError):
            client, _ = listener.accept()
            client.settimeout(None)
            threading.Thread(target=line.carry, args=(client,), daemon=True).start()
