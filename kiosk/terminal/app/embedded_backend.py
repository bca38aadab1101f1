"""The backend as a child process of the kiosk: on loopback, on a random port, behind a secret of this run.

Other users of the machine reach the port as well, so that no address of it answers without the secret, which goes to
the child through its standard input.
"""

import contextlib
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

from kiosk.errors import BackendUnreachable, InputError, KioskError, ServiceError, SetupError
from kiosk.system.paths import is_frozen
from kiosk.terminal.client.signing import RequestSigner, SigningKey

logger = logging.getLogger(__name__)

READY_PREFIX = "listening on "
"""Begins the line that the backend writes to standard output when it listens."""
FAILED_PREFIX = "ended by "
"""Begins the line with a code and its details that it writes instead when it cannot."""
STOP_TIMEOUT_S = 5.0


class EmbeddedBackend:
    """Starts the backend when entered and stops it when left; it also ends by itself when the kiosk dies.

    A backend that ended on its own is started again when its address is next asked for.
    """

    def __init__(self, environment: Mapping[str, str], data_dir: Path) -> None:
        """`environment` holds further `KIOSK_*` settings of the backend."""
        self.api_key = secrets.token_urlsafe(32)
        # A key of this run alone, which the child enrols: nothing of it is ever written down.
        self._key = SigningKey.generate()
        self.sign = RequestSigner(self._key, device="")
        # The key that a terminal shows to a shared backend is none of the child's business.
        inherited = {name: value for name, value in os.environ.items() if name.upper() != "KIOSK_BACKEND_API_KEY"}
        self._environment = {
            **inherited,
            **environment,
            "KIOSK_DATA_DIR": str(data_dir),
        }
        self._process: subprocess.Popen[str] | None = None
        self._url, self._told, self._reading = "", False, Lock()
        self._left, self._starting = False, Lock()

    def __enter__(self) -> Self:
        self._process = _start(self._environment, self._secret)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._starting:
            self._left, process = True, self._process
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
        _close_pipes(process)

    def url(self) -> str:
        """Address of the backend; blocks until it listens. Any thread.

        Raises what the backend gives as its reason when it never will, or BackendUnreachable.
        """
        with self._reading:
            process = self._ensure_running()
            if not self._told:
                self._told = True
                self._url = ""
                self._url = _read_url(process)
            if not self._url:
                raise BackendUnreachable("the embedded backend is ending")
            return self._url

    @property
    def _secret(self) -> str:
        """What the child reads first: the key of this run, and the public key of the terminal that is enrolled."""
        return f"{self.api_key} {self._key.public_text}"

    def _ensure_running(self) -> subprocess.Popen[str]:
        """Return the process, started again if it has ended and has said why, or where it listened."""
        with self._starting:
            if self._process is None or self._left:
                raise BackendUnreachable("the embedded backend is not running")
            status = self._process.poll()
            if status is not None and self._told:
                logger.error("the embedded backend ended with status %d and is started again", status)
                _close_pipes(self._process)
                self._process, self._told = _start(self._environment, self._secret), False
            return self._process


def _start(environment: Mapping[str, str], secret: str) -> subprocess.Popen[str]:
    # The child reads its standard input to the end, which comes when this process is gone, however it went.
    process = subprocess.Popen(  # noqa: S603
        [*_command(), "backend", "--host", "127.0.0.1", "--port", "0", "--until-input-ends"],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        # A terminal without a console has no standard error to pass on; the backend has a log of its own.
        stderr=subprocess.DEVNULL if sys.platform == "win32" else None,
        text=True,
        encoding="utf-8",
        errors="replace",
        creationflags=_flags(),
    )
    assert process.stdin is not None
    # A child that has ended already says why on its standard output.
    with contextlib.suppress(OSError):
        process.stdin.write(f"{secret}\n")
        process.stdin.flush()
    return process


def _flags() -> int:
    if sys.platform == "win32":
        return subprocess.CREATE_NO_WINDOW
    return 0


def _read_url(process: subprocess.Popen[str]) -> str:
    for line in process.stdout or ():
        if line.startswith(READY_PREFIX):
            return line.removeprefix(READY_PREFIX).strip()
        if line.startswith(FAILED_PREFIX):
            code, _, detail = line.removeprefix(FAILED_PREFIX).strip().partition(" ")
            with contextlib.suppress(subprocess.TimeoutExpired):
                # So that whoever asks next finds that it has ended, and starts it again.
                process.wait(STOP_TIMEOUT_S)
            raise _error(code, detail)
    raise BackendUnreachable(f"the embedded backend ended with status {process.wait()} before it listened")


def _error(code: str, detail: str) -> KioskError:
    """What a backend can end by, as the same error here."""
    kinds = (kind for base in (SetupError, InputError, ServiceError) for kind in base.__subclasses__())
    named = next((kind for kind in kinds if kind.code == code), None)
    return BackendUnreachable(f"{code}: {detail}") if named is None else named(detail)


def _close_pipes(process: subprocess.Popen[str]) -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            # What was not sent to a process that is gone does not matter.
            with contextlib.suppress(OSError):
                pipe.close()


def _command() -> list[str]:
    """This program again: the frozen executable, with a console where there are two, or the interpreter."""
    if not is_frozen():
        return [sys.executable, "-m", "kiosk"]
    here = Path(sys.executable)
    with_console = here.with_name("kiosk-cli" + here.suffix)
    return [str(with_console if with_console.exists() else here)]
