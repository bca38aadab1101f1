"""What the framework's contract has beside tests/contract: guards, logs, and who its users are."""

import base64
import logging
from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from kiosk import errors
from kiosk.backend.api.facade import VerificationService
from kiosk.backend.api.refusals import refusal_in
from kiosk.contract.dialects import Contract, contract_of, new_challenge_id
from kiosk.contract.error_table import FRAMEWORK_NAMES, ROWS
from kiosk.settings import Settings
from tests.factories.jpeg_files import jpeg
from tests.fakes.clock import FakeClock
from tests.fakes.face_engine import FakeFaceEngine
from tests.fakes.served_backend import Json, Terminal, rewired

SQUARE = {"imageWidth": 480, "imageHeight": 480}
KEY = "a key that is shared with the terminals"


def start(terminal: Terminal) -> Json:
    response = terminal.call("POST", "/challenge", SQUARE)
    assert response.status_code == 200, response.text
    return dict(response.json())


def upload(terminal: Terminal, started: Json, image: bytes) -> tuple[int, Json]:
    body = {"token": started["token"], "timestamp": 1, "frameBase64": base64.b64encode(image).decode()}
    response = terminal.call("PUT", f"/challenge/{started['id']}/frame", body)
    return response.status_code, dict(response.json())


@pytest.mark.parametrize(
    ("path", "contract"),
    [
        ("/challenge", Contract.FRAMEWORK),
        ("/challenge/x/frame", Contract.FRAMEWORK),
        ("/challenge//frame", Contract.FRAMEWORK),
        (f"/challenge/{'0' * 8}-{'1' * 4}-{'2' * 4}-{'3' * 4}-{'4' * 12}/verify", Contract.FRAMEWORK),
        (f"/challenge/{'0' * 32}/verify", Contract.SAMPLE),
        ("/challenge/x/frames", Contract.SAMPLE),
        ("/challenge/start", Contract.SAMPLE),
        ("/challenge/", Contract.SAMPLE),
        ("/challenge\n", Contract.SAMPLE),
        ("/health", Contract.SAMPLE),
        ("/challenge/x/document", Contract.SAMPLE),
        ("/api/liveness/session", Contract.KYC),
        ("/api", Contract.KYC),
        ("/apis", Contract.SAMPLE),
        ("", Contract.SAMPLE),
    ],
)
def test_every_address_belongs_to_one_contract(path: str, contract: Contract) -> None:
    assert contract_of(path) is contract


@pytest.mark.parametrize("contract", [Contract.SAMPLE, Contract.FRAMEWORK])
def test_ids_are_random_and_tell_their_contract(contract: Contract) -> None:
    ids = {new_challenge_id(contract) for _ in range(1000)}
    assert len(ids) == 1000
    assert {contract_of(f"/challenge/{each}/verify") for each in ids} == {contract}


def told(code: str, detail: str = "") -> tuple[int, dict[str, object]]:
    status, body = refusal_in(Contract.FRAMEWORK, code, detail)
    return status, body.model_dump(by_alias=True)


@pytest.mark.parametrize("code", ROWS)
def test_every_error_has_a_name_of_the_framework(code: str) -> None:
    status, body = told(code)
    assert body["Code"] == FRAMEWORK_NAMES.get(status, "InternalServerError")
    assert (status >= 500) is (ROWS[code].status >= 500)
    assert set(body) == {"Code", "Message"}


def test_no_detail_of_an_error_is_told() -> None:
    sentence = ROWS[errors.RequestInvalid.code].message
    _, body = told(errors.RequestInvalid.code, "Jane Doe")
    assert body == {"Code": "BadRequestError", "Message": f"BadRequestError: {sentence}"}


@pytest.fixture
def guarded(service: VerificationService, settings: Settings) -> Iterator[Terminal]:
    with rewired(service, settings.model_copy(update={"backend_api_key": SecretStr(KEY)})) as terminal:
        yield terminal


def test_guards_answer_in_its_shape(guarded: Terminal) -> None:
    response = guarded.call("POST", "/challenge", SQUARE)
    assert (response.status_code, response.json()["Code"]) == (401, "UnauthorizedError")
    assert guarded.call("POST", "//challenge", SQUARE).status_code == 401
    guarded.headers["X-Api-Key"] = KEY
    assert guarded.call("POST", "//challenge", SQUARE).status_code == 200
    response = guarded.post_bytes("/challenge", b" " * 9_000_000)
    assert (response.status_code, response.json()["Message"]) == (400, "BadRequestError: Image size too large")


def test_a_key_is_wanted_however_many_slashes_there_are(guarded: Terminal) -> None:
    assert guarded.call("GET", "//health").status_code == 200
    assert guarded.call("GET", "//openapi.json").status_code == 401
    assert guarded.call("GET", "/health//").status_code == 401


def test_expiry_is_trouble_with_the_token(terminal: Terminal, clock: FakeClock) -> None:
    started = start(terminal)
    clock.now_s += 180
    assert upload(terminal, started, jpeg("", 480, 480)) == (
        401,
        {"Code": "UnauthorizedError", "Message": "UnauthorizedError: "},
    )


@pytest.mark.expect_logs
def test_a_failing_engine_is_told_as_an_error_of_ours(
    terminal: Terminal, engine: FakeFaceEngine, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise RuntimeError("Jane Doe")

    started = start(terminal)
    engine.before_detect = fail
    status, body = upload(terminal, started, jpeg("", 480, 480))
    assert (status, body) == (
        500,
        {"Code": "InternalServerError", "Message": "An internal server error occurred."},
    )
    assert "Jane Doe" not in caplog.text


def test_its_users_are_kept_apart_from_those_who_name_themselves(
    terminal: Terminal, service: VerificationService
) -> None:
    started = start(terminal)
    assert service._context.store.load(str(started["id"])).record.user_id == "framework"


def test_logs_of_a_session_name_nobody(terminal: Terminal, caplog: pytest.LogCaptureFixture) -> None:
    terminal.headers["Authorization"] = "Bearer the-identity-of-jane-doe"
    with caplog.at_level(logging.DEBUG):
        started = start(terminal)
        upload(terminal, started, jpeg("", 480, 480))
        upload(terminal, started, b"nonsense")
        terminal.call("POST", "/challenge", {"imageWidth": "jane doe"})
        terminal.call("POST", f"/challenge/{started['id']}/verify", {"token": "jane-doe"})
    said = [record.getMessage() for record in caplog.records if record.name.startswith(("kiosk", "uvicorn.error"))]
    assert "refused: IMAGE_NOT_JPEG" in said
    for secret in ("jane", str(started["id"]), str(started["token"])):
        assert secret not in "\n".join(said)
