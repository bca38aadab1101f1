"""Every way in which a service can fail, as each adapter tells of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from kiosk.backend.engines.rekognition.face_engine import RekognitionEngine
from kiosk.backend.stores.aws.clients import Clients
from kiosk.backend.stores.aws.s3_blobs import Bucket, S3Blobs
from kiosk.backend.stores.aws.token_secrets import ManagedSecrets
from kiosk.backend.stores.dynamodb.challenges import DynamoStore
from kiosk.errors import AnalysisFailed, Busy, KioskError, SecretsFailed, ServiceUnavailable, StorageFailed
from tests.factories.jpeg_files import jpeg
from tests.fakes.aws_services import aws_settings, clients_of
from tests.fakes.failing_servers import closed_port, error, error_xml, scripted


@dataclass(frozen=True)
class Adapter:
    """One call of one adapter; `missing` are the codes of what it needs and does not find."""

    call: Callable[[Clients], object]
    failure: type[KioskError]
    missing: tuple[str, ...]
    body: Callable[[str], Any] = error


ADAPTERS = {
    "store": Adapter(
        lambda clients: DynamoStore(clients.dynamodb, "table", 3600).load("a1"),
        StorageFailed,
        ("ResourceNotFoundException",),
    ),
    "blobs": Adapter(
        lambda clients: S3Blobs(clients.s3, Bucket("no-bucket")).get("a1", "x"),
        StorageFailed,
        ("NoSuchBucket", "NoSuchKey", "KMS.DisabledException"),
        error_xml,
    ),
    "secrets": Adapter(
        lambda clients: ManagedSecrets(clients.secrets, "secret").current(),
        SecretsFailed,
        ("ResourceNotFoundException", "DecryptionFailure"),
    ),
    "engine": Adapter(
        lambda clients: RekognitionEngine(clients.rekognition).detect(jpeg()),
        AnalysisFailed,
        ("InvalidParameterException",),
    ),
}
every_adapter = pytest.mark.parametrize("adapter", ADAPTERS.values(), ids=ADAPTERS)


def outcome(adapter: Adapter, address: str, **changes: Any) -> KioskError:
    with pytest.raises(KioskError) as raised:
        adapter.call(clients_of(aws_settings(address, **{"max_attempts": 1, **changes})))
    assert "alice" not in raised.value.detail
    return raised.value


@every_adapter
@pytest.mark.parametrize("status", [400, 429, 503])
def test_throttled_is_busy(adapter: Adapter, status: int) -> None:
    with scripted((status, adapter.body("ThrottlingException"))) as (address, _):
        busy = outcome(adapter, address)
    assert type(busy) is Busy
    assert busy.retry_after_s > 0
    assert busy.detail.endswith(": ThrottlingException")


@every_adapter
def test_slow_down_is_busy(adapter: Adapter) -> None:
    for code in ("SlowDown", "ProvisionedThroughputExceededException", "TooManyRequestsException"):
        with scripted((503, adapter.body(code))) as (address, _):
            assert type(outcome(adapter, address)) is Busy


@every_adapter
def test_an_error_of_the_service_is_unavailable(adapter: Adapter) -> None:
    for body in (adapter.body("InternalServerError"), "<html>", ""):
        with scripted((500, body)) as (address, _):
            assert type(outcome(adapter, address)) is ServiceUnavailable


@every_adapter
def test_nobody_there_is_unavailable(adapter: Adapter) -> None:
    assert type(outcome(adapter, closed_port())) is ServiceUnavailable


@every_adapter
def test_no_answer_in_time_is_unavailable(adapter: Adapter) -> None:
    with scripted((200, {}), delay_s=0.5) as (address, _):
        assert type(outcome(adapter, address, read_timeout_s=0.1)) is ServiceUnavailable


@every_adapter
def test_access_denied_is_for_the_operator(adapter: Adapter) -> None:
    with scripted((403, adapter.body("AccessDeniedException"))) as (address, script):
        denied = outcome(adapter, address, max_attempts=3)
    assert type(denied) is adapter.failure or issubclass(type(denied), adapter.failure)
    assert denied.code == adapter.failure.code
    assert denied.detail.endswith(": AccessDeniedException")
    assert len(script.requests) == 1


@every_adapter
def test_what_is_missing_is_for_the_operator(adapter: Adapter) -> None:
    for code in adapter.missing:
        with scripted((400, adapter.body(code))) as (address, _):
            assert outcome(adapter, address).code == adapter.failure.code


@every_adapter
def test_a_code_that_is_none_is_not_repeated(adapter: Adapter) -> None:
    with scripted((400, adapter.body("alice's photo"))) as (address, _):
        failed = outcome(adapter, address)
    assert failed.code == adapter.failure.code
    assert failed.detail.endswith(": unknown")


@every_adapter
def test_without_credentials_it_fails(adapter: Adapter, monkeypatch: pytest.MonkeyPatch) -> None:
    from botocore.session import Session

    from kiosk.backend.stores.aws.clients import connect

    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_PROFILE", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"):
        monkeypatch.delenv(name, raising=False)
    for name in ("AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE"):
        monkeypatch.setenv(name, "nowhere")
    with pytest.raises(adapter.failure):
        adapter.call(connect(aws_settings(closed_port()), Session()))


def test_real_services_miss_their_table_bucket_and_secret(clients: Clients) -> None:
    for name, said in (("store", "ResourceNotFoundException"), ("blobs", "NoSuchBucket"), ("secrets", "ResourceNot")):
        with pytest.raises(ADAPTERS[name].failure) as raised:
            ADAPTERS[name].call(clients)
        assert said in raised.value.detail
