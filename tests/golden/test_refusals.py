"""Every error as every kind of client is told of it: status, body, and when to come back.

The errors are raised behind an address of each contract, so that what is pinned is what a client sees.
"""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI

from kiosk.backend.api import error_handlers
from kiosk.errors import BackendError, KioskError
from tests.golden.asgi import ask
from tests.golden.exchange import shape
from tests.golden.expectation import expect_json
from tests.golden.test_names import kinds

ADDRESSES = {"sample": "/challenge/{}/frames", "framework": "/challenge/{}/frame", "kyc": "/api/{}"}
"""The name of the error stands in the place of an id."""
DETAIL = "a detail that is no sentence for anybody"


def raised() -> Iterator[type[KioskError]]:
    """All but those of a terminal about its backend, which have no address to be answered at."""
    told = (kind for kind in {*kinds()} if not issubclass(kind, BackendError))
    yield from sorted(told, key=lambda kind: kind.__name__)


@pytest.fixture
def app() -> FastAPI:
    """Refuses everything, for the reason that it is told."""
    app = FastAPI()
    error_handlers.install(app)
    for kind in raised():
        _add(app, kind)
    return app


def _add(app: FastAPI, kind: type[KioskError]) -> None:
    def refuse() -> None:
        raise kind(DETAIL)

    for path in ADDRESSES.values():
        app.add_api_route(path.format(kind.__name__), refuse)


@pytest.mark.expect_logs
@pytest.mark.parametrize("contract", ADDRESSES)
def test_every_error(contract: str, app: FastAPI) -> None:
    told = dict[str, object]()
    for kind in raised():
        answer = ask(app, "GET", ADDRESSES[contract].format(kind.__name__))
        again = {"retry-after": answer.headers["retry-after"]} if "retry-after" in answer.headers else {}
        told[f"{kind.__name__} {kind.code}"] = {"status": answer.status, "body": shape(answer.json), **again}
    expect_json(f"refusals/{contract}.json", told, ordered=True)
