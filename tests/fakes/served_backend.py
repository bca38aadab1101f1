"""The backend behind real HTTP, in a thread of its own."""

import base64
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace

import requests
from starlette.types import ASGIApp

from kiosk.backend.api.app import create_app
from kiosk.backend.api.facade import ChallengeService
from kiosk.backend.server.server import Server, listen
from kiosk.service_settings import ServerSettings
from kiosk.settings import Settings
from tests.factories.jpeg_files import jpeg

Json = dict[str, object]
START: Mapping[str, object] = {"userId": "u-1", "imageWidth": 640, "imageHeight": 480}


@contextmanager
def served(service: ChallengeService, settings: Settings) -> Iterator[str]:
    """Serve on a free port while inside; yields the address."""
    with running(create_app(service, settings)) as url:
        yield url


@contextmanager
def running(app: ASGIApp, limits: ServerSettings | None = None, tls: ssl.SSLContext | None = None) -> Iterator[str]:
    """Serve an application on a free port while inside; yields the address."""
    listening, urls = threading.Event(), list[str]()

    def ready(url: str) -> None:
        urls.append(url)
        listening.set()

    server = Server(app, ready, limits, tls=tls)
    listener = listen("127.0.0.1", 0)
    thread = threading.Thread(target=server.serve_on, args=[listener])
    thread.start()
    try:
        assert listening.wait(10)
        yield urls[0]
    finally:
        server.should_exit = True
        thread.join(10)
        listener.close()


class Terminal:
    """Speaks to the backend as a client would, one connection for all calls."""

    def __init__(self, url: str, session: requests.Session, service: ChallengeService) -> None:
        self.url = url
        self.service = service
        self._session = session
        self.headers: dict[str, str] = {}

    def call(self, method: str, path: str, body: object = None) -> requests.Response:
        return self._session.request(method, self.url + path, json=body, headers=self.headers, timeout=10)

    def post_bytes(self, path: str, body: bytes) -> requests.Response:
        headers = {**self.headers, "Content-Type": "application/json"}
        return self._session.post(self.url + path, data=body, headers=headers, timeout=10)

    def start(self, **fields: object) -> requests.Response:
        return self.call("POST", "/challenge/start", {**START, **fields})

    def started(self, **fields: object) -> Json:
        response = self.start(**fields)
        assert response.status_code == 200, response.text
        return dict(response.json())

    def frame(self, started: Json, image: bytes | None = None, **fields: object) -> requests.Response:
        encoded = base64.b64encode(jpeg() if image is None else image).decode()
        body = {"timestamp": 1, "frameBase64": encoded, "token": started["token"], **fields}
        return self.call("PUT", f"/challenge/{started['id']}/frames", body)

    def verify(self, started: Json, **fields: object) -> requests.Response:
        return self.call("POST", f"/challenge/{started['id']}/verify", {"token": started["token"], **fields})


@contextmanager
def rewired(service: ChallengeService, settings: Settings) -> Iterator[Terminal]:
    """The same service under other settings, and a terminal in front of it."""
    other = ChallengeService(replace(service._context, settings=settings), ExitStack())
    with served(other, settings) as url, requests.Session() as session:
        yield Terminal(url, session, other)


def assert_refused(response: requests.Response, status: int, code: str) -> None:
    assert (response.status_code, response.json().get("code")) == (status, code), response.text
    assert set(response.json()) == {"code", "message"}
    assert response.headers["content-type"] == "application/json"
