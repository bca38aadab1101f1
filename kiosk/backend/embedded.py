"""The backend as a child process of the kiosk: on loopback, on a random port, behind a secret of this run."""

import logging
import os
import secrets
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self

from kiosk.errors import BackendUnreachable

logger = logging.getLogger(__name__)

READY_PREFIX = "listening on "
"""The one line that the backend writes to standard output."""
STOP_TIMEOUT_S = 10.0


class EmbeddedBackend:
    """Starts the backend when entered and stops it when left; it also ends by itself when the kiosk dies."""

    def __init__(self, environment: Mapping[str, str], data_dir: Path) -> None:
        """`environment` holds further `KIOSK_*` settings of the backend."""
        self.api_key = secrets.token_urlsafe(32)
        self._environment = {
            **os.environ,
            **environment,
            "KIOSK_BACKEND_API_KEY": self.api_key,
            "KIOSK_DATA_DIR": str(data_dir),
        }
        self._process: subprocess.Popen[str] | None = None
        self._url, self._reading = "", Lock()

    def __enter__(self) -> Self:
        # The child reads its standard input to the end, which comes when this process is gone, however it went.
        self._process = subprocess.Popen(  # noqa: S603
            [*_command(), "backend", "--host", "127.0.0.1", "--port", "0", "--until-input-ends"],
            env=self._environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        process = self._process
        if process is None:
            return
        if process.stdin is not None:
            process.stdin.close()
        try:
            process.wait(STOP_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            logger.warning("the embedded backend did not stop in time")
            process.kill()
            process.wait()
        if process.stdout is not None:
            process.stdout.close()

    def url(self) -> str:
        """Address of the backend; blocks until it listens, raises BackendUnreachable if it never will. Any thread."""
        with self._reading:
            self._url = self._url or self._read_url()
            return self._url

    def _read_url(self) -> str:
        if self._process is None or self._process.stdout is None:
            raise BackendUnreachable("the embedded backend was not started")
        for line in self._process.stdout:
            if line.startswith(READY_PREFIX):
                return line.removeprefix(READY_PREFIX).strip()
        raise BackendUnreachable("the embedded backend ended before it listened")


def _command() -> list[str]:
    """This program again: the frozen executable, or the interpreter with the package."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "kiosk"]
