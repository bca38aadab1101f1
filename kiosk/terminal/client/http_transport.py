"""One HTTP request to the backend, and what its failure says about asking again."""

import errno
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from urllib.parse import urlsplit

import requests
import urllib3

from kiosk.contract.message import Json
from kiosk.errors import (
    BackendError,
    BackendRefused,
    BackendResponseInvalid,
    BackendTimeout,
    BackendUnreachable,
    ChallengeNotFound,
    LockedOut,
    RequestInvalid,
    SettingsInvalid,
    TokenInvalid,
    TooManyStarts,
)
from kiosk.system.correlation import HEADER, new_correlation_id
from kiosk.system.loopback import is_loopback, leads_to_loopback
from kiosk.terminal.client.backoff import retry_after_s
from kiosk.terminal.client.json_body import parse_body, refused_code
from kiosk.terminal.client.signing import Sign

# The sample's backend refuses with a message alone.
_CODE_OF_STATUS = {403: TokenInvalid.code, 404: ChallengeNotFound.code, 422: RequestInvalid.code}


class Repeat(Enum):
    """Whether a request that failed may be sent again."""

    NEVER = "never"
    ONCE_IF_HARMLESS = "once_if_harmless"
    """It may have been carried out, and failing again would be no accident."""
    IF_HARMLESS = "if_harmless"
    """It may have been carried out."""
    ALWAYS = "always"
    """It was certainly not carried out."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no answer."""

    error: BackendError
    repeat: Repeat
    retry_after_s: float | None = None


@dataclass(frozen=True, slots=True)
class Size:
    """How much an answer may be, and how many times the usual read time-out it may take."""

    max_answer_bytes: int = 256 * 1024
    patience: float = 1.0


ORDINARY = Size()


@dataclass(frozen=True, slots=True)
class Form:
    """A body of several parts in place of JSON: texts by name, and files of one name."""

    texts: Mapping[str, str]
    files_name: str
    files: Sequence[bytes] = field(repr=False)


Content = Json | Form | None
Judge = Callable[[requests.Response, bytes], Json | Failure]
"""What an answer with this body means."""

MAX_CAUSES = 6
"""Of an exception that are named: requests, urllib3 and the system each have one or two."""
_WAIT_LONG = frozenset({LockedOut.code, TooManyStarts.code})
"""Refusals of minutes, which no patience of a client outlasts."""
_REPEAT_OF_STATUS = {
    429: Repeat.ALWAYS,
    500: Repeat.ONCE_IF_HARMLESS,
    502: Repeat.IF_HARMLESS,
    503: Repeat.ALWAYS,
    504: Repeat.IF_HARMLESS,
}


class HttpTransport:
    """A keep-alive connection to one backend; belongs to one thread."""

    def __init__(
        self,
        base_url: str,
        api_key: str,
        *,
        connect_timeout_s: float,
        read_timeout_s: float,
        new_session: Callable[[], requests.Session] = requests.Session,
        judge: Judge | None = None,
        setting: str = "backend_url",
        sign: Sign | None = None,
    ) -> None:
        """`judge` is for services whose answers are not those of our own backend; `setting` holds their address.

        Requests with a body of JSON are signed where there is a key to sign them with, each time that they are sent.
        """
        self._sign = sign
        self._judge = judge or _judge
        self._base_url = checked_base_url(base_url, setting)
        self._host = urlsplit(self._base_url).netloc
        self._connect_timeout_s = connect_timeout_s
        self._read_timeout_s = read_timeout_s
        self._session = new_session()
        # A proxy of the environment must not come between the kiosk and its own child process.
        self._session.trust_env = not (self._session.proxies or leads_to_loopback(self._base_url))
        # Without this, requests would send a password that it finds in the user's .netrc.
        self._session.auth = _as_it_is
        self._session.headers.update({"Accept": "application/json", "Accept-Encoding": "identity"})
        self._correlation_id = new_correlation_id()
        self._session.headers[HEADER] = self._correlation_id
        if api_key:
            self._session.headers["X-Api-Key"] = api_key

    def attempt(
        self, method: str, path: str, body: Content, size: Size = ORDINARY, headers: Mapping[str, str] | None = None
    ) -> Json | Failure:
        """Send once and read the answer, which is the JSON object or a failure; raises nothing on purpose."""
        outcome = self._attempt(method, path, body, size, headers)
        if isinstance(outcome, Failure):
            outcome.error.host, outcome.error.correlation_id = self._host, self._correlation_id
        return outcome

    def _attempt(
        self, method: str, path: str, body: Content, size: Size, headers: Mapping[str, str] | None
    ) -> Json | Failure:
        read_timeout_s = self._read_timeout_s * size.patience
        try:
            with self._send(method, path, body, read_timeout_s, headers) as response:
                return self._judge(response, _read(response, size.max_answer_bytes, read_timeout_s))
        except requests.RequestException as error:
            return _no_answer(error, self._host)
        except urllib3.exceptions.HTTPError as error:
            return _broken_answer(error, self._host)
        except BackendResponseInvalid as error:
            return Failure(error, Repeat.NEVER)

    def close(self) -> None:
        """Close the connection; the next attempt would open a new one."""
        self._session.close()

    def _send(
        self, method: str, path: str, body: Content, read_timeout_s: float, headers: Mapping[str, str] | None
    ) -> requests.Response:
        sent = None if body is None or isinstance(body, Form) else json.dumps(body, allow_nan=False).encode()
        return self._session.request(
            method,
            self._base_url + path,
            data=dict(body.texts) if isinstance(body, Form) else sent,
            files=_parts(body) if isinstance(body, Form) else None,
            headers=self._headers(method, path, sent, headers or {}),
            timeout=(self._connect_timeout_s, read_timeout_s),
            allow_redirects=False,
            stream=True,
        )

    def _headers(self, method: str, path: str, sent: bytes | None, further: Mapping[str, str]) -> Mapping[str, str]:
        if sent is None:
            return further
        signed = {} if self._sign is None else self._sign(method, path, sent)
        return {**further, **signed, "Content-Type": "application/json"}


def _parts(form: Form) -> list[tuple[str, tuple[str, bytes]]]:
    return [(form.files_name, (f"{number}.jpg", file)) for number, file in enumerate(form.files)]


def checked_base_url(base_url: str, setting: str = "backend_url") -> str:
    """The address without its trailing slash or the sample's `/challenge/`; raises SettingsInvalid.

    Faces and tokens leave this machine only encrypted.
    """
    try:
        parts = urlsplit(base_url)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError as error:
        raise SettingsInvalid(f"{setting}: not an address") from error
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc or parts.query or parts.fragment:
        raise SettingsInvalid(f"{setting}: not an http or https address")
    if parts.scheme == "http" and not is_loopback(host):
        raise SettingsInvalid(f"{setting}: must be https beyond this machine")
    return base_url.rstrip("/").removesuffix("/challenge").rstrip("/")


def _read(response: requests.Response, max_bytes: int, timeout_s: float) -> bytes:
    """The whole body, but neither more bytes nor more seconds than agreed.

    requests' own timeout starts anew with every byte that drips in.
    """
    deadline_s = time.monotonic() + timeout_s
    body = b""
    while chunk := response.raw.read1(16 * 1024, decode_content=False):
        body += chunk
        if len(body) > max_bytes:
            raise BackendResponseInvalid("the body is larger than any answer of the contract")
        if time.monotonic() > deadline_s:
            raise requests.ReadTimeout("the body came too slowly")
    return body


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def _judge(response: requests.Response, body: bytes) -> Json | Failure:
    status = response.status_code
    if status == 200:
        return parse_body(body, response.headers.get("Content-Type", ""))
    pause_s = retry_after_s(response.headers.get("Retry-After"), time.time())
    if status == 429 and (code := refused_code(body) or "") in _WAIT_LONG:
        return Failure(BackendRefused(code, status, retry_after_s=pause_s), Repeat.NEVER)
    if status >= 500 or status == 429:
        detail = f"HTTP {status} {refused_code(body) or ''}".rstrip()
        return Failure(BackendUnreachable(detail), _REPEAT_OF_STATUS.get(status, Repeat.NEVER), pause_s)
    if status >= 400:
        code = refused_code(body) or _CODE_OF_STATUS.get(status, f"HTTP_{status}")
        return Failure(BackendRefused(code, status), Repeat.NEVER)
    return Failure(BackendResponseInvalid(f"HTTP {status}"), Repeat.NEVER)


def _no_answer(error: requests.RequestException, host: str) -> Failure:
    """What an exception says; its text stays out, for it holds the address with the challenge's id."""
    name = name_cause(error, host)
    if isinstance(error, requests.exceptions.SSLError):
        return Failure(BackendUnreachable(name), Repeat.NEVER)
    if isinstance(error, requests.ReadTimeout):
        return Failure(BackendTimeout(name), Repeat.IF_HARMLESS)
    if isinstance(error, requests.ConnectionError):
        return Failure(BackendUnreachable(name), Repeat.ALWAYS if _never_sent(error) else Repeat.IF_HARMLESS)
    return Failure(BackendResponseInvalid(name), Repeat.NEVER)


def _never_sent(error: requests.ConnectionError) -> bool:
    if isinstance(error, requests.ConnectTimeout):
        return True
    cause = error.args[0] if error.args else None
    return isinstance(cause, urllib3.exceptions.MaxRetryError) and isinstance(
        cause.reason, urllib3.exceptions.NewConnectionError
    )


def name_cause(error: BaseException, host: str) -> str:
    """Name the classes of an exception and of what it comes from, the system's number for it, and the host."""
    causes: list[BaseException] = [error]
    while len(causes) < MAX_CAUSES and (cause := _cause_of(causes[-1])) is not None:
        causes.append(cause)
    names = dict.fromkeys(type(cause).__name__ for cause in causes)
    number = next((cause.errno for cause in reversed(causes) if isinstance(cause, OSError) and cause.errno), None)
    told = " < ".join(names) if number is None else f"{' < '.join(names)}, {errno.errorcode.get(number, number)}"
    return f"{told} at {host}"


def _cause_of(error: BaseException) -> BaseException | None:
    reason = getattr(error, "reason", None)
    wrapped = [each for each in (reason, *error.args) if isinstance(each, BaseException)]
    return wrapped[0] if wrapped else error.__cause__ or error.__context__


def _broken_answer(error: urllib3.exceptions.HTTPError, host: str) -> Failure:
    name = name_cause(error, host)
    if isinstance(error, urllib3.exceptions.TimeoutError):
        return Failure(BackendTimeout(name), Repeat.IF_HARMLESS)
    return Failure(BackendResponseInvalid(f"the body breaks off: {name}"), Repeat.NEVER)
