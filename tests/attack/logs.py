"""Whether somebody can fill the logs, so that what they did is rolled away; on a backend of the suite's own."""

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.attack.caller import Place
from tests.attack.own_backend import own_backend
from tests.attack.result import Result, judge, not_tried
from tests.attack.target import Target

MANY = 3_000
BYTES_EACH = 40
"""A line of a log has more, so that one line for each request shows."""
NONSENSE = b"nonsense \xff\xfe\r\n\r\n"
REFUSED = b"POST /challenge/start HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"


def attack(target: Target) -> Iterator[Result]:
    """Requests that are none, and honest ones that are refused."""
    if not target.data_folder:
        yield not_tried("logs", "no --data-folder was named")
        return
    kinds = {"nonsense": NONSENSE, "refusals": REFUSED}
    for name in list(kinds)[: target.effort.of(len(kinds), 1)]:
        with tempfile.TemporaryDirectory(prefix="kiosk-attack-") as place, own_backend(Path(place)) as url:
            there, before = Place(url), _log_bytes(Path(place))
            for number in range(target.effort.of(MANY, MANY // 2)):
                _say(there, f"127.0.90.{1 + number % 3}", kinds[name])
            grown = _log_bytes(Path(place)) - before
            many = target.effort.of(MANY, MANY // 2)
        yield judge(f"{many} times {name}", grown < many * BYTES_EACH, f"{grown:,} bytes of logs")


def _say(there: Place, source: str, request: bytes) -> None:
    with contextlib.suppress(OSError), there.connect(source, 2.0) as connection:
        connection.sendall(request)
        connection.recv(1024)


def _log_bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*.log*") if path.is_file())
