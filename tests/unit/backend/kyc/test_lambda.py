"""The KYC API behind an API Gateway, which hands forms over in base64."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import requests
from mangum import Mangum
from pydantic import SecretStr

from kiosk.backend.build.lambda_function import respond
from kiosk.settings import load
from tests.aws.events import Event
from tests.factories.jpeg_files import jpeg
from tests.factories.terminals import ANYBODY
from tests.fakes.gateway_wires import HttpApiWire, RestWire
from tests.fakes.kyc_backend import IDENTITY, Bench, bench
from tests.fakes.served_backend import START
from tests.fakes.wire import NONE, Answer, Wire, call

KEY = "key-of-the-bank"
WITH_KEY = {"X-Api-Key": KEY}


@pytest.fixture(scope="module")
def keyed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    digest = hashlib.sha256(KEY.encode()).hexdigest()
    with bench(
        load(
            data_dir=tmp_path_factory.mktemp("lambda"),
            kyc_api_keys={"bank": digest},
            terminals=ANYBODY,
            consent_elsewhere=True,
        )
    ) as made:
        yield made


def way(kyc: Bench, rest: bool = True) -> Wire:
    def handle(event: Event, context: object) -> Mapping[str, object]:
        return respond(lambda: Mangum(kyc.app, lifespan="off"), event, context)

    return RestWire(handle, base64_bodies=True) if rest else HttpApiWire(handle)


def identified(wire: Wire, session_id: str, page: bytes, headers: Mapping[str, str] = NONE) -> Answer:
    form = {"liveness_session_id": session_id}
    asked = requests.Request("POST", "http://x", data=form, files=[("files", ("a.jpg", page))]).prepare()
    assert isinstance(asked.body, bytes)
    return wire.send("POST", IDENTITY, asked.body, {**headers, "Content-Type": asked.headers["Content-Type"]})


@pytest.mark.parametrize("rest", [True, False])
def test_a_form_arrives_whole(keyed: Bench, rest: bool) -> None:
    page = keyed.reader.show(jpeg("front"), keyed.comparer.show(jpeg("portrait")))
    wire = way(keyed, rest)
    session_id = str(wire.send("POST", "/api/liveness/session", headers=WITH_KEY).json["sessionId"])
    keyed.complete(session_id)
    found = identified(wire, session_id, page, WITH_KEY)
    assert (found.status, found.json["overallSuccess"]) == (200, True)
    assert identified(wire, session_id, page, WITH_KEY).json["errorCode"] == 1007
    assert identified(wire, session_id, page).status == 401


def test_there_nobody_is_on_this_machine(kyc: Bench, tmp_path: Path) -> None:
    refused = way(kyc).send("POST", "/api/liveness/session", headers={"Host": "localhost"})
    assert (refused.status, refused.json["errorCode"]) == (401, 4010)
    with bench(
        load(data_dir=tmp_path, backend_api_key=SecretStr("terminal"), terminals=ANYBODY, consent_elsewhere=True)
    ) as made:
        headers = {"Host": "localhost", "X-Api-Key": "terminal"}
        assert way(made).send("POST", "/api/liveness/session", headers=headers).status == 401


@pytest.mark.parametrize(
    "headers",
    [
        WITH_KEY,
        {**WITH_KEY, "Authorization": "Bearer x"},
        {**WITH_KEY, "Authorization": f"Bearer {KEY}"},
        {"X-Api-Key": "looked at before", "Authorization": f"Bearer {KEY}"},
        {"X-Api-Key": f"x, {KEY}"},
    ],
)
@pytest.mark.parametrize("path", ["/challenge/start", "/challenge", "/staff/check"])
def test_a_caller_is_not_taken_for_a_terminal_whose_key_the_gateway_has_looked_at(
    keyed: Bench, path: str, headers: Mapping[str, str]
) -> None:
    assert call(way(keyed), "POST", path, START, {"X-Api-Key": "looked at before"}).status != 401
    assert call(way(keyed), "POST", path, START, headers).status == 401


@pytest.mark.parametrize(("key", "refused"), [("a terminal's", False), (KEY, True)])
def test_the_gateway_says_which_key_it_has_looked_at(keyed: Bench, key: str, refused: bool) -> None:
    def handle(event: Event, context: object) -> Mapping[str, object]:
        event["requestContext"]["identity"]["apiKey"] = key
        return respond(lambda: Mangum(keyed.app, lifespan="off"), event, context)

    assert (call(RestWire(handle), "POST", "/staff/check", {}).status == 401) == refused
