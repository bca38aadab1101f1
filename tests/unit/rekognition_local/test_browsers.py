"""What a browser asks before a page may speak the protocol, as Chrome and AWS's SDK for JavaScript write it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from kiosk.errors import SettingsInvalid
from kiosk.rekognition_local.browsers import checked_origins
from tests.unit.rekognition_local.server import SIGNED, Local, running

PAGE, OTHER = "http://localhost:3000", "https://samples.bank.example"
OF_THE_SDK = (
    "amz-sdk-invocation-id,amz-sdk-request,authorization,content-type,x-amz-content-sha256,x-amz-date,"
    "x-amz-security-token,x-amz-target,x-amz-user-agent"
)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Local]:
    with running(tmp_path_factory.mktemp("opened"), origins=(PAGE, OTHER)) as local:
        yield local


def preflight(local: Local, origin: str, path: str = "/", **more: str) -> requests.Response:
    headers = {
        "Origin": origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": OF_THE_SDK,
        **{name.replace("_", "-"): value for name, value in more.items()},
    }
    return requests.options(local.url + path, headers=headers, timeout=10)


def ask(local: Local, origin: str, body: bytes = b"{}", operation: str = "ListCollections") -> requests.Response:
    headers = {**SIGNED, "X-Amz-Target": f"RekognitionService.{operation}", "Origin": origin}
    return requests.post(f"{local.url}/", data=body, headers=headers, timeout=30)


@pytest.mark.parametrize("origin", [PAGE, OTHER])
def test_a_page_that_is_named_may_ask(opened: Local, origin: str) -> None:
    answer = preflight(opened, origin, Access_Control_Request_Private_Network="true")
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == origin
    assert answer.headers["access-control-allow-methods"] == "POST"
    allowed = {each.strip() for each in answer.headers["access-control-allow-headers"].lower().split(",")}
    assert set(OF_THE_SDK.split(",")) <= allowed
    assert answer.headers["access-control-allow-private-network"] == "true"
    assert "Origin" in answer.headers["vary"]
    assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize(("body", "status"), [(b"{}", 200), (b"{", 400)])
def test_it_reads_answers_and_errors_with_their_request_id(opened: Local, body: bytes, status: int) -> None:
    answer = ask(opened, PAGE, body)
    assert answer.status_code == status
    assert answer.headers["access-control-allow-origin"] == PAGE
    assert "x-amzn-RequestId" in answer.headers["access-control-expose-headers"]
    assert len(answer.headers["x-amzn-requestid"]) == 36


@pytest.mark.parametrize(
    "origin",
    [
        "http://localhost:3001", "https://localhost:3000", "http://localhost:3000.evil.example", "null", "",
        "http://LOCALHOST:3000", "http://127.0.0.1:3000", "https://samples.bank.example.", "https://bank.example",
    ],
)  # fmt: skip
def test_no_other_page_may(opened: Local, origin: str) -> None:
    for answer in (preflight(opened, origin), ask(opened, origin)):
        assert "access-control-allow-origin" not in answer.headers
    assert preflight(opened, origin).status_code == 400


def test_the_kiosks_own_addresses_beside_it_are_not_opened(opened: Local) -> None:
    answer = preflight(opened, PAGE, "/challenge/start")
    assert "access-control-allow-origin" not in answer.headers


def test_without_the_option_no_page_may(local: Local) -> None:
    for answer in (preflight(local, PAGE), ask(local, PAGE)):
        assert not [name for name in answer.headers if name.lower().startswith("access-control-")]


@pytest.mark.parametrize(
    "origin",
    [
        "*", "null", "", "localhost:3000", "http://", "http://localhost:3000/", "http://Localhost:3000",
        "ftp://localhost", "http://me@localhost:3000", "https://*.bank.example", "http://localhost:x",
        "http://localhost:80", "https://bank.example:443", "http://localhost:3000?x", "http://bänk.example",
        "http://a b", "http://[::1",
    ],
)  # fmt: skip
def test_what_no_browser_sends_is_no_origin(tmp_path: Path, origin: str) -> None:
    with pytest.raises(SettingsInvalid, match="allow_origin"), running(tmp_path, origins=(PAGE, origin)):
        pass


def test_origins_as_browsers_write_them() -> None:
    origins = ("http://localhost", "https://bank.example:8443", "http://[::1]:3000", "http://127.0.0.1:5173")
    assert checked_origins(origins) == origins
