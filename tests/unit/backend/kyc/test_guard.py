"""Who may call: keys, this machine, and how often."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from fastapi import FastAPI
from openapi_spec_validator import validate
from pydantic import SecretStr

from kiosk.backend.api import error_handlers
from kiosk.backend.api.kyc_callers import HERE, Callers, new_key
from kiosk.backend.api.kyc_routes import kyc_routes
from kiosk.backend.api.rate_limit import RateLimit
from kiosk.backend.build.open import open_service
from kiosk.contract.error_table import DOCUMENTED_NUMBERS, ROWS
from kiosk.domain.identity.policy import KycPolicy
from kiosk.errors import SettingsInvalid
from kiosk.settings import load
from tests.factories.terminals import ANYBODY
from tests.fakes.clock import FakeClock
from tests.fakes.kyc_backend import Bench, assert_refused, bench
from tests.fakes.served_backend import START, running

BANK, SHOP, TERMINAL = "key of the bank", "key of the shop", "key of the terminals"

ANSWERS = [row.kyc for row in ROWS.values() if row.kyc is not None]
NOT_OF_THESE_PATHS = {4040, 4041, 4050, 4291}
"""Answers at addresses that there are not, by methods that they do not take, and about customers, who never call."""


def digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


@pytest.fixture(scope="module")
def keyed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    settings = load(
        data_dir=tmp_path_factory.mktemp("keyed"),
        kyc_api_keys={"bank": digest(BANK), "shop": digest(SHOP)},
        backend_api_key=SecretStr(TERMINAL),
        kyc=KycPolicy(requests_per_minute=60),
    )
    with bench(settings) as made:
        yield made


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Api-Key": ""},
        {"X-Api-Key": "wrong"},
        {"X-Api-Key": BANK + "x"},
        {"X-Api-Key": TERMINAL},
        {"X-Api-Key": digest(BANK)},
        {"Authorization": f"Basic {BANK}"},
        {"Authorization": "Bearer wrong"},
        {"X-Api-Key": BANK, "Authorization": f"Bearer {SHOP}"},
    ],
)
@pytest.mark.parametrize("path", ["/api/liveness/session", "/api/openapi.json", "/api", "//api/liveness/session"])
def test_nobody_calls_without_a_key_of_their_own(keyed: Bench, headers: dict[str, str], path: str) -> None:
    response = keyed.call("POST", path, **headers)
    assert_refused(response, 401, 4010)
    assert response.headers["www-authenticate"] == "Bearer"


def test_a_session_belongs_to_whoever_created_it(keyed: Bench) -> None:
    session_id = keyed.created(**{"X-Api-Key": BANK})
    keyed.complete(session_id)
    shop, bank = {"Authorization": f"bearer {SHOP}"}, {"Authorization": f"Bearer {BANK}"}
    assert_refused(keyed.results(session_id, **shop), 404, 1008)
    assert_refused(keyed.verify(session_id, **shop), 404, 1008)
    assert keyed.verify(session_id, **bank).status_code == 200
    assert keyed.attempts.begun[session_id].caller == "bank"


def test_keys_of_callers_and_of_terminals_open_nothing_else(keyed: Bench) -> None:
    for path in ("/challenge/start", "/openapi.json", "/staff/check"):
        assert keyed.call("POST", path, START, **{"X-Api-Key": BANK}).status_code == 401
    assert keyed.call("POST", "/challenge/start", START, **{"X-Api-Key": TERMINAL}).status_code == 200


def test_who_asks_too_often_waits_and_nobody_else_does(keyed: Bench) -> None:
    bank, shop = {"X-Api-Key": BANK}, {"X-Api-Key": SHOP}
    responses = [keyed.call("GET", "/api/nothing", **bank) for _ in range(70)]
    refused = [response for response in responses if response.status_code == 429]
    assert refused
    assert_refused(refused[-1], 429, 4290)
    assert refused[-1].headers["retry-after"] == "1"
    assert_refused(keyed.call("GET", "/api/nothing", **shop), 404, 4040)


def test_a_bucket_fills_again() -> None:
    clock = FakeClock(100.0)
    rates = RateLimit(60, clock)
    assert [rates.take("a") for _ in range(60)] == [0.0] * 60
    assert rates.take("a") == pytest.approx(1.0)
    assert rates.take("b") == 0.0
    clock.now_s += 1.5
    assert rates.take("a") == 0.0
    assert rates.take("a") == pytest.approx(0.5)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "[x", "evil@127.0.0.1"])
def test_without_keys_a_page_that_calls_itself_this_machine_gets_nowhere(kyc: Bench, host: str) -> None:
    assert_refused(kyc.call("POST", "/api/liveness/session", Host=host), 401, 4010)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"X-Forwarded-For": "203.0.113.7"},
        {"Forwarded": "for=203.0.113.7"},
        {"Via": "1.1 proxy"},
        {"X-Forwarded-Proto": "https"},
    ],
)
def test_without_keys_nobody_asks_for_others(kyc: Bench, headers: dict[str, str]) -> None:
    assert_refused(kyc.call("POST", "/api/liveness/session", **headers), 401, 4010)


@pytest.mark.parametrize(
    "headers", [{"Host": "localhost:8008"}, {"Host": "[::1]"}, {"Origin": "http://localhost:3000"}]
)
def test_without_keys_this_machine_is_served(kyc: Bench, headers: dict[str, str]) -> None:
    assert kyc.created(**headers)


@pytest.mark.parametrize("key", ["", TERMINAL, "wrong"])
def test_terminals_keys_change_nothing_while_no_caller_has_one(tmp_path: Path, key: str) -> None:
    headers = {"X-Api-Key": key} if key else {}
    with bench(
        load(data_dir=tmp_path, backend_api_key=SecretStr(TERMINAL), terminals=ANYBODY, consent_elsewhere=True)
    ) as made:
        assert made.created(**headers)
        assert_refused(made.call("POST", "/api/liveness/session", Via="1.1 proxy", **headers), 401, 4010)
        allowed = made.call("POST", "/challenge/start", START, **headers).status_code == 200
        assert allowed == (key == TERMINAL)


def scope(client: str, server: str = "127.0.0.1") -> dict[str, object]:
    return {"client": (client, 1), "server": (server, 8008), "headers": [(b"host", b"localhost")]}


def test_without_keys_no_other_machine_is_served() -> None:
    open_to = Callers({})
    assert open_to.find_caller(scope("127.0.0.1")) == HERE
    assert open_to.find_caller(scope("::1")) == HERE
    for elsewhere in (scope("203.0.113.7"), scope("127.0.0.1", "192.0.2.1"), {**scope("127.0.0.1"), "aws.event": {}}):
        assert open_to.find_caller(elsewhere) is None
    assert open_to.find_caller({"client": None, "server": None, "headers": []}) is None


def test_without_keys_every_page_of_the_samples_is_none_of_the_kyc_apis() -> None:
    asking = {**scope("127.0.0.1"), "headers": [(b"host", b"localhost"), (b"origin", b"https://evil.example")]}
    assert Callers({}, ["*"]).find_caller(asking) is None
    assert Callers({}, ["https://evil.example"]).find_caller(asking) == HERE


def test_a_way_around_the_guard_leads_nowhere() -> None:
    app = FastAPI()
    error_handlers.install(app)
    app.include_router(kyc_routes(None))  # type: ignore[arg-type]
    with running(app) as url:
        for path in ("session", "compare-faces"):
            body = {"sourceImage": "", "targetImage": ""}
            assert_refused(requests.post(f"{url}/api/liveness/{path}", json=body, timeout=10), 401, 4010)


def test_a_new_key_is_known_by_its_digest() -> None:
    key, known = new_key()
    assert len(key) >= 43
    callers = Callers({"bank": known})
    assert callers.find_caller({"headers": [(b"x-api-key", key.encode())]}) == "bank"
    assert callers.find_caller({"headers": [(b"x-api-key", known.encode())]}) is None


@pytest.mark.parametrize("keys", [{"bank": "plain"}, {"two words": "0" * 64}, {"": "0" * 64}, {"b": "A" * 64}])
def test_keys_must_be_digests(tmp_path: Path, keys: dict[str, str]) -> None:
    with pytest.raises(SettingsInvalid, match="kyc_api_keys"):
        load(data_dir=tmp_path, kyc_api_keys=keys)


@pytest.mark.parametrize(
    "policy",
    [
        {"min_liveness": 0},
        {"min_similarity": 101},
        {"session_lifetime_s": 5},
        {"audit_images": 5},
        {"requests_per_minute": 0},
    ],
)
def test_policies_can_be_kept_to(tmp_path: Path, policy: dict[str, int]) -> None:
    with pytest.raises(SettingsInvalid, match="kyc"):
        load(data_dir=tmp_path, kyc=policy)
    with pytest.raises(SettingsInvalid, match="face_liveness__service"):
        open_service(load(data_dir=tmp_path, kyc={"liveness": "rekognition"}))
    with pytest.raises(SettingsInvalid, match="kyc__liveness"):
        load(data_dir=tmp_path, kyc={"liveness": "hope"})


def test_what_is_nowhere_is_said_in_the_apis_own_words(kyc: Bench) -> None:
    assert_refused(kyc.call("GET", "/api/nothing"), 404, 4040)
    assert_refused(kyc.call("GET", "/api"), 404, 4040)
    assert_refused(kyc.call("DELETE", "/api/liveness/session"), 405, 4050)
    assert_refused(requests.post(f"{kyc.url}/api/liveness/session", data=b"{", timeout=9), 400, 4000)


def test_the_document_describes_everything(kyc: Bench) -> None:
    for path in ("/openapi.json", "/api/openapi.json"):
        document = kyc.call("GET", path).json()
        validate(document)
        described = {name: set(methods) for name, methods in document["paths"].items() if name.startswith("/api/")}
        assert described == {
            "/api/liveness/session": {"post"},
            "/api/liveness/session/{session_id}/results": {"get"},
            "/api/liveness/verify/{session_id}": {"post"},
            "/api/liveness/compare-faces": {"post"},
            "/api/kyc/analyze/identity-with-liveness": {"post"},
        }
        assert set(document["components"]["securitySchemes"]) == {"APIKeyHeader", "HTTPBearer"}
        assert "HTTPValidationError" not in str(document["paths"]["/api/liveness/session"])
    form = document["paths"]["/api/kyc/analyze/identity-with-liveness"]["post"]["requestBody"]["content"]
    assert set(form["multipart/form-data"]["schema"]["required"]) == {"files", "liveness_session_id"}
    told = str(document["paths"])
    assert {answer.number for answer in ANSWERS if str(answer.number) not in told} == NOT_OF_THESE_PATHS


def test_numbers_mean_one_thing() -> None:
    documented = {answer.number: answer.status for answer in ANSWERS if answer.number in DOCUMENTED_NUMBERS}
    assert documented == {1006: 500, 1007: 400, 1008: 404, 1009: 422, 1010: 500, 1011: 422, 5001: 503}
    statuses = {(answer.number, answer.status) for answer in ANSWERS}
    assert len({number for number, _ in statuses}) == len(statuses)
