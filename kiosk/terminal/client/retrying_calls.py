"""Requests that are repeated with patience, where repeating does no harm."""

import logging
import random
import threading
import time
from collections.abc import Callable, Mapping
from typing import TypedDict, Unpack

import requests

from kiosk.contract.message import Json
from kiosk.errors import BackendUnreachable
from kiosk.terminal.client.backoff import RetryPolicy
from kiosk.terminal.client.http_transport import ORDINARY, Content, Failure, HttpTransport, Judge, Repeat, Size
from kiosk.terminal.client.signing import Sign

logger = logging.getLogger(__name__)

Wait = Callable[[float], bool]
"""Sleeps for that many seconds; True when it was woken because the client is closed."""


class ClientOptions(TypedDict, total=False):
    """How a client connects and waits; what is left out is as for a terminal."""

    connect_timeout_s: float
    read_timeout_s: float
    retry: RetryPolicy
    new_session: Callable[[], requests.Session]
    random01: Callable[[], float]
    wait: Wait
    sign: Sign | None
    """Signs what is sent with the terminal's own key; without it nothing is signed."""


class RetryingCalls:
    """Calls over one transport; belongs to one thread, only `close` may come from another."""

    def __init__(
        self,
        transport: HttpTransport,
        retry: RetryPolicy | None = None,
        random01: Callable[[], float] = random.random,
        wait: Wait | None = None,
    ) -> None:
        """Owns the transport and closes it."""
        self._transport = transport
        self._retry = retry or RetryPolicy()
        self._random01 = random01
        self._closed = threading.Event()
        self._wait = wait or self._closed.wait

    def once(self, method: str, path: str) -> Json:
        """Ask once, for a caller who asks again anyway; raises BackendErrors."""
        outcome = self._transport.attempt(method, path, None)
        if isinstance(outcome, Failure):
            raise outcome.error
        return outcome

    def call(
        self,
        method: str,
        path: str,
        body: Content,
        *,
        harmless: bool,
        size: Size = ORDINARY,
        headers: Mapping[str, str] | None = None,
    ) -> Json:
        """Ask until there is an answer or patience runs out; raises BackendErrors.

        `harmless` says that nothing is different when the request was carried out before and is again.
        """
        if self._closed.is_set():
            raise BackendUnreachable("the client is closed")
        give_up_at_s = time.monotonic() + self._retry.patience_s
        attempt = 0
        while isinstance(outcome := self._transport.attempt(method, path, body, size, headers), Failure):
            pause_s = self._retry.wait_s(attempt, self._random01(), outcome.retry_after_s)
            too_late = time.monotonic() + pause_s > give_up_at_s
            if too_late or not self._may_repeat(outcome, attempt, harmless=harmless):
                raise outcome.error
            logger.info("attempt %d failed with %s, next in %.2f s", attempt + 1, outcome.error, pause_s)
            if self._wait(pause_s):
                raise outcome.error
            attempt += 1
        return outcome

    def close(self) -> None:
        """Give up waiting and close the connection; a call that is under way fails or ends by its time-out."""
        self._closed.set()
        self._transport.close()

    def _may_repeat(self, failure: Failure, attempt: int, *, harmless: bool) -> bool:
        if self._closed.is_set() or attempt + 1 >= self._retry.max_attempts:
            return False
        match failure.repeat:
            case Repeat.ALWAYS:
                return True
            case Repeat.IF_HARMLESS:
                return harmless
            case Repeat.ONCE_IF_HARMLESS:
                return harmless and attempt == 0
            case Repeat.NEVER:
                return False


def open_calls(
    base_url: str,
    api_key: str,
    *,
    judge: Judge | None = None,
    setting: str = "backend_url",
    **options: Unpack[ClientOptions],
) -> RetryingCalls:
    """Calls to one service over a connection of their own; `judge` and `setting` are the transport's.

    Raises SettingsInvalid for an address that is none.
    """
    transport = HttpTransport(
        base_url,
        api_key,
        connect_timeout_s=options.get("connect_timeout_s", 3.0),
        read_timeout_s=options.get("read_timeout_s", 10.0),
        new_session=options.get("new_session", requests.Session),
        judge=judge,
        setting=setting,
        sign=options.get("sign"),
    )
    return RetryingCalls(transport, options.get("retry"), options.get("random01", random.random), options.get("wait"))
