"""Debian's Chromium without a screen, driven by its DevTools protocol."""

import itertools
import json
import shutil
import subprocess
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pytest
import requests
from websockets.sync.client import connect

START_S, ANSWER_S = 30.0, 30.0
OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    "--remote-debugging-port=0",
    "--window-size=500,500",
)
"""Root needs `--no-sandbox`; the camera's permission is given, and a device of Chromium's own is there to be named."""


class Chromium:
    """One page of a browser with an empty profile; one thread."""

    def __init__(self, profile: Path, trusted_keys: Sequence[str] = ()) -> None:
        """Certificates with these keys (SHA-256 in base64) are trusted; skips the test where there is no Chromium."""
        program = shutil.which("chromium")
        if program is None:
            pytest.skip("chromium is not installed")
        trust = f"--ignore-certificate-errors-spki-list={','.join(trusted_keys)}"
        options = [*OPTIONS, f"--user-data-dir={profile}", trust]
        self._profile = profile
        self._command = [program, *options, "about:blank"]
        self._numbers = itertools.count(1)
        self._complaints: list[str] = []
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        silent = subprocess.DEVNULL
        with ExitStack() as stack:
            process = stack.enter_context(subprocess.Popen(self._command, stdout=silent, stderr=silent))
            stack.callback(_stop, process)
            self._socket = stack.enter_context(connect(self._page(process), max_size=None, compression=None))
            for domain in ("Page", "Runtime", "Log"):
                self.call(f"{domain}.enable")
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Ask for something and wait for the answer."""
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            told = json.loads(self._socket.recv(ANSWER_S))
            if told.get("id") == number:
                assert "error" not in told, told
                return dict(told["result"])
            self._note(told)

    def evaluate(self, expression: str) -> Any:
        """The value of an expression of JavaScript on the page, once promises are kept."""
        told = self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in told, told["exceptionDetails"]
        return told["result"].get("value")

    def wait_for(self, expression: str, seconds: float) -> Any:
        """The expression's value as soon as it is true; fails the test with what the page shows when it never is."""
        end_s = time.monotonic() + seconds
        while time.monotonic() < end_s:
            if value := self.evaluate(expression):
                return value
            time.sleep(0.1)
        shown = self.evaluate("document.body.innerText")
        pytest.fail(f"{expression} did not come; the page shows: {shown}; {self._complaints}")

    def _note(self, told: dict[str, Any]) -> None:
        """Keep what the page's console would say of errors."""
        about = told.get("params", {})
        if told.get("method") == "Runtime.exceptionThrown":
            details = about["exceptionDetails"]
            self._complaints.append(str(details.get("exception", {}).get("description", details["text"])))
        elif told.get("method") == "Log.entryAdded" and about["entry"]["level"] == "error":
            self._complaints.append(f"{about['entry']['text']} {about['entry'].get('url', '')}")

    def _page(self, process: "subprocess.Popen[bytes]") -> str:
        file, end_s = self._profile / "DevToolsActivePort", time.monotonic() + START_S
        while not (file.is_file() and len(file.read_text().splitlines()) == 2):
            if process.poll() is not None or time.monotonic() > end_s:
                pytest.fail("chromium did not start")
            time.sleep(0.1)
        port = file.read_text().splitlines()[0]
        pages = requests.get(f"http://127.0.0.1:{port}/json/list", timeout=10).json()
        return str(next(page for page in pages if page["type"] == "page")["webSocketDebuggerUrl"])


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
