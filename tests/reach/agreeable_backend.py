"""A backend that agrees to everything at once, in a process of its own: whatever a window keeps is its own then."""

import contextlib
import json
import secrets
import subprocess
import sys
from collections.abc import Iterator

from tests.factories.answers import PASSED, STARTED
from tests.fakes.fault_server import Handler, serving

ANSWERS: dict[str, dict[str, object]] = {
    "verify": PASSED,
    "document": {"accepted": True, "kind": "id_card", "findings": [], "faceMatch": {"isMatch": True}},
    "enrol": {"outcome": "approved", "reasons": [], "customer": "9876543210"},
    "authenticate": {"outcome": "approved", "reasons": [], "faceMatch": {"isMatch": True}},
    "readiness": {"ready": True},
}
"""By the last word of the address; an empty object for everything else."""


def agree(handler: Handler) -> None:
    """Answer, and keep nothing."""
    handler.server.script.requests.clear()
    name = handler.path.rpartition("/")[2]
    body = {**STARTED, "id": secrets.token_hex(16)} if name == "start" else ANSWERS.get(name, {})
    handler.answer(200, json.dumps(body).encode())


def main() -> None:
    """Serve until standard input ends."""
    with serving(agree) as server:
        sys.stdout.write(f"{server.url}\n")
        sys.stdout.flush()
        sys.stdin.read()


@contextlib.contextmanager
def agreeing() -> Iterator[str]:
    """Its address, until the block ends."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.reach.agreeable_backend"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.communicate()


if __name__ == "__main__":
    main()
