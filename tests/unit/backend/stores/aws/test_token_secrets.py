"""What is Secrets Manager's own: versions, how often it is asked, and what happens while it is away."""

import json
import secrets
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from kiosk.backend.stores.aws.clients import Clients
from kiosk.backend.stores.aws.token_secrets import AWAY_S, FRESH_S, RELOAD_S, STALE_S, ManagedSecrets
from kiosk.errors import Busy, SecretsFailed, ServiceUnavailable
from tests.contract.test_token_secrets import NOON_S
from tests.fakes.aws_services import aws_settings, clients_of, new_secret
from tests.fakes.clock import FakeClock
from tests.fakes.failing_servers import Script, error, scripted

FIRST, SECOND = "first" * 10, "second" * 10
NO_VERSION = (400, error("ResourceNotFoundException"))


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(NOON_S)


def said(value: str) -> tuple[int, Any]:
    return 200, {"SecretString": value}


def managed(address: str, clock: FakeClock) -> ManagedSecrets:
    return ManagedSecrets(clients_of(aws_settings(address, max_attempts=1)).secrets, "secret", clock)


def stages(script: Script) -> list[str]:
    return [json.loads(body)["VersionStage"] for _, body in script.requests]


def test_there_is_only_one_before_the_first_rotation(clients: Clients) -> None:
    name = new_secret(clients, FIRST)
    assert ManagedSecrets(clients.secrets, name).current() == (FIRST.encode(),)


@pytest.mark.parametrize("value", [SECOND, json.dumps({"secret": SECOND, "other": 1})])
def test_the_newest_is_the_first(clients: Clients, value: str) -> None:
    name = new_secret(clients, FIRST)
    clients.secrets.put_secret_value(SecretId=name, SecretString=value)
    assert ManagedSecrets(clients.secrets, name).current() == (SECOND.encode(), FIRST.encode())


def test_bytes_will_do(clients: Clients) -> None:
    name, value = f"secret-{secrets.token_hex(8)}", secrets.token_bytes(32)
    clients.secrets.create_secret(Name=name, SecretBinary=value)
    assert ManagedSecrets(clients.secrets, name).current() == (value,)


@pytest.mark.parametrize("value", ["", "short", 31 * "x", json.dumps({"secret": "short"})])
def test_a_short_secret_signs_nothing(value: str, clock: FakeClock) -> None:
    with scripted(said(value), NO_VERSION) as (address, _), pytest.raises(SecretsFailed, match="too short"):
        managed(address, clock).current()


@pytest.mark.parametrize("value", ["{" * 40, json.dumps({"key": FIRST}), json.dumps({"secret": [FIRST]})])
def test_an_odd_object_is_no_secret(value: str, clock: FakeClock) -> None:
    with scripted(said(value), NO_VERSION) as (address, _), pytest.raises(SecretsFailed) as raised:
        managed(address, clock).current()
    assert "first" not in str(raised.value)


def test_a_short_secret_can_be_rotated_away(clock: FakeClock) -> None:
    with scripted(said(FIRST), said("short")) as (address, _):
        assert managed(address, clock).current() == (FIRST.encode(),)


def test_without_a_previous_version_that_can_be_read_it_fails(clock: FakeClock) -> None:
    """Only a version that does not exist may be missing."""
    with scripted(said(FIRST), (400, error("AccessDeniedException"))) as (address, _), pytest.raises(SecretsFailed):
        managed(address, clock).current()


def test_it_is_asked_once_in_five_minutes(clock: FakeClock) -> None:
    with scripted(said(FIRST), NO_VERSION, said(SECOND), said(FIRST)) as (address, script):
        kept = managed(address, clock)
        for _ in range(3):
            assert kept.current() == (FIRST.encode(),)
            clock.now_s += FRESH_S / 3 - 0.1
        assert stages(script) == ["AWSCURRENT", "AWSPREVIOUS"]
        clock.now_s += 1
        assert kept.current() == (SECOND.encode(), FIRST.encode())
    assert len(script.requests) == 4


def test_forged_tokens_do_not_make_it_ask_without_end(clock: FakeClock) -> None:
    with scripted(said(FIRST), NO_VERSION, said(SECOND), said(FIRST)) as (address, script):
        kept = managed(address, clock)
        kept.current()
        for _ in range(100):
            assert kept.reload() == (FIRST.encode(),)
        assert len(script.requests) == 2
        clock.now_s += RELOAD_S
        for _ in range(100):
            assert kept.reload() == (SECOND.encode(), FIRST.encode())
        assert len(script.requests) == 4


@pytest.mark.expect_logs
def test_while_the_service_is_away_the_secret_is_used_on(clock: FakeClock, caplog: pytest.LogCaptureFixture) -> None:
    with scripted(said(FIRST), NO_VERSION, (500, error("InternalServiceError"))) as (address, script):
        kept = managed(address, clock)
        kept.current()
        clock.now_s += FRESH_S
        for _ in range(3):
            assert kept.current() == kept.reload() == (FIRST.encode(),)
        assert len(script.requests) == 3
        assert "first" not in caplog.text
        clock.now_s += AWAY_S
        kept.current()
        assert len(script.requests) == 4
        clock.now_s += STALE_S
        with pytest.raises(ServiceUnavailable):
            kept.current()


def test_what_is_refused_is_not_used_on(clock: FakeClock) -> None:
    with scripted(said(FIRST), NO_VERSION, (403, error("AccessDeniedException"))) as (address, _):
        kept = managed(address, clock)
        kept.current()
        clock.now_s += FRESH_S
        with pytest.raises(SecretsFailed):
            kept.current()


def test_a_first_failure_is_not_remembered(clock: FakeClock) -> None:
    with scripted((400, error("ThrottlingException")), said(FIRST), NO_VERSION) as (address, _):
        kept = managed(address, clock)
        with pytest.raises(Busy):
            kept.current()
        assert kept.current() == (FIRST.encode(),)


def test_one_thread_asks_and_the_others_go_on(clock: FakeClock) -> None:
    with (
        scripted(said(FIRST), NO_VERSION, said(SECOND), said(FIRST)) as (address, script),
        ThreadPoolExecutor() as threads,
    ):
        kept = managed(address, clock)
        kept.current()
        clock.now_s += FRESH_S
        script.delay_s = 0.5
        asking = threads.submit(kept.reload)
        while len(script.requests) == 2:
            time.sleep(0.01)
        assert kept.current() == (FIRST.encode(),)
        assert kept.reload() == asking.result() == (SECOND.encode(), FIRST.encode())
    assert len(script.requests) == 4
