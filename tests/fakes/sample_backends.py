"""Backends that the contracts of the samples are tried against, and the ways that lead to them."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from pathlib import Path

import requests
from mangum import Mangum

from kiosk.backend.api.app import create_app
from kiosk.backend.api.facade import VerificationService
from kiosk.backend.build.lambda_function import respond
from kiosk.settings import Settings, load
from tests.aws.events import Event
from tests.factories.terminals import ANYBODY
from tests.fakes.branch import build_service
from tests.fakes.face_engine import FakeFaceEngine
from tests.fakes.gateway_wires import Handler, HttpApiWire, RestWire
from tests.fakes.served_backend import served
from tests.fakes.wire import HttpWire, Wire

EVERYBODY = ("*",)


@contextmanager
def _local(settings: Settings) -> Iterator[VerificationService]:
    with build_service(settings, FakeFaceEngine()) as service:
        yield service


@contextmanager
def _http(settings: Settings) -> Iterator[Wire]:
    with _local(settings) as service, served(service, settings) as url, requests.Session() as session:
        yield HttpWire(url, session)


def handler_of(service: VerificationService, settings: Settings) -> Handler:
    """The Lambda function's own way to answer, over this service."""

    @cache
    def adapter() -> Mangum:
        # Not before the first event, as it takes the event loop that is there.
        return Mangum(create_app(service, settings), lifespan="off")

    def handle(event: Event, context: object) -> Mapping[str, object]:
        return respond(adapter, event, context)

    return handle


@contextmanager
def _rest(settings: Settings) -> Iterator[Wire]:
    with _local(settings) as service:
        yield RestWire(handler_of(service, settings))


@contextmanager
def _rest_base64(settings: Settings) -> Iterator[Wire]:
    with _local(settings) as service:
        yield RestWire(handler_of(service, settings), base64_bodies=True)


@contextmanager
def _http_api(settings: Settings) -> Iterator[Wire]:
    with _local(settings) as service:
        yield HttpApiWire(handler_of(service, settings))


Open = Callable[[Settings], AbstractContextManager[Wire]]
WAYS: Mapping[str, Open] = {
    "http": _http,
    "rest api": _rest,
    "rest api, base64": _rest_base64,
    "http api": _http_api,
}
"""Each opens a backend with these settings and a way to it; whoever adds one has the same contracts tried on it."""


def settings_in(folder: Path) -> Settings:
    """Settings of a backend that any web page may call."""
    return load(data_dir=folder / "backend", cors_origins=EVERYBODY, terminals=ANYBODY, consent_elsewhere=True)
