"""The secret's rotation: what Secrets Manager asks for step by step, and a backend that goes on verifying meanwhile."""

import json
import time
import uuid
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import pytest
from moto.secretsmanager.models import FakeSecret, secretsmanager_backends

from kiosk.backend.stores.aws import rotation
from kiosk.backend.stores.aws.token_secrets import ManagedSecrets
from kiosk.errors import SecretsFailed
from tests.fakes.aws_services import aws_settings, clients_of

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient

FIRST = "f" * 64


@pytest.fixture
def client(moto: str) -> "SecretsManagerClient":
    return clients_of(aws_settings(moto)).secrets


@pytest.fixture
def secret(client: "SecretsManagerClient") -> Iterator[str]:
    arn = client.create_secret(Name=f"token-{uuid.uuid4()}", SecretString=FIRST)["ARN"]
    yield arn
    client.delete_secret(SecretId=arn, ForceDeleteWithoutRecovery=True)


def begin(client: "SecretsManagerClient", secret: str) -> str:
    """Begin a rotation as the service does: a version without a value is waiting. Returns its id.

    moto would need a container for the function, or rotate by itself; it runs in this process, so that it can be told.
    """
    version = str(uuid.uuid4())
    kept = secretsmanager_backends[secret.split(":")[4]][client.meta.region_name].secrets[secret]
    assert isinstance(kept, FakeSecret)
    kept.rotation_requested = True
    kept.rotation_enabled = True
    kept.versions[version] = {"createdate": time.time(), "version_id": version, "version_stages": ["AWSPENDING"]}
    return version


def event(secret: str, version: str, step: str) -> Mapping[str, object]:
    return {"SecretId": secret, "ClientRequestToken": version, "Step": step}


def rotate(client: "SecretsManagerClient", secret: str, version: str, *steps: str) -> None:
    for step in steps or rotation.STEPS:
        rotation.rotate(client, event(secret, version, step))


def value(client: "SecretsManagerClient", secret: str, stage: str) -> str:
    return client.get_secret_value(SecretId=secret, VersionStage=stage)["SecretString"]


def test_a_rotation_makes_a_new_secret_and_keeps_the_one_before(client: "SecretsManagerClient", secret: str) -> None:
    rotate(client, secret, begin(client, secret))

    assert value(client, secret, "AWSPREVIOUS") == FIRST
    assert len(value(client, secret, "AWSCURRENT")) == 64
    assert value(client, secret, "AWSCURRENT") != FIRST


def test_every_step_may_come_twice(client: "SecretsManagerClient", secret: str) -> None:
    version = begin(client, secret)
    rotate(client, secret, version, "createSecret")
    pending = value(client, secret, "AWSPENDING")
    rotate(client, secret, version, "createSecret", "setSecret", "setSecret", "testSecret", "testSecret")
    assert value(client, secret, "AWSPENDING") == pending
    rotate(client, secret, version, "finishSecret", "finishSecret", "createSecret")

    assert value(client, secret, "AWSCURRENT") == pending
    assert value(client, secret, "AWSPREVIOUS") == FIRST


def test_nothing_is_current_before_the_last_step(client: "SecretsManagerClient", secret: str) -> None:
    rotate(client, secret, begin(client, secret), "createSecret", "setSecret", "testSecret")
    assert value(client, secret, "AWSCURRENT") == FIRST


def test_a_backend_verifies_with_both_and_signs_with_the_newer(client: "SecretsManagerClient", secret: str) -> None:
    rotate(client, secret, begin(client, secret))
    newest, *others = ManagedSecrets(client, secret).current()
    assert newest == value(client, secret, "AWSCURRENT").encode()
    assert others == [FIRST.encode()]


def test_a_version_that_nobody_asked_for_is_refused(client: "SecretsManagerClient", secret: str) -> None:
    begin(client, secret)
    with pytest.raises(SecretsFailed, match="not waiting"):
        rotation.rotate(client, event(secret, str(uuid.uuid4()), "createSecret"))


def test_a_secret_without_rotation_is_refused(client: "SecretsManagerClient", secret: str) -> None:
    with pytest.raises(SecretsFailed, match="not to be rotated"):
        rotation.rotate(client, event(secret, str(uuid.uuid4()), "createSecret"))


@pytest.mark.parametrize("step", ["", "dropSecret", None])
def test_an_unknown_step_is_refused(client: "SecretsManagerClient", secret: str, step: str | None) -> None:
    with pytest.raises(SecretsFailed, match="names no step"):
        rotation.rotate(client, {"SecretId": secret, "ClientRequestToken": "x", "Step": step})


def test_a_new_version_that_is_too_short_never_becomes_current(client: "SecretsManagerClient", secret: str) -> None:
    version = begin(client, secret)
    client.put_secret_value(
        SecretId=secret, ClientRequestToken=version, SecretString="short", VersionStages=["AWSPENDING"]
    )
    with pytest.raises(SecretsFailed, match="too short"):
        rotate(client, secret, version, "createSecret", "testSecret")
    assert value(client, secret, "AWSCURRENT") == FIRST


def test_a_failure_of_the_service_says_only_where(client: "SecretsManagerClient") -> None:
    with pytest.raises(SecretsFailed) as failure:
        rotation.rotate(client, event("no-such-secret", str(uuid.uuid4()), "createSecret"))
    assert "no-such-secret" not in str(failure.value)


def test_logs_hold_no_secret(client: "SecretsManagerClient", secret: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG", logger="kiosk")
    rotate(client, secret, begin(client, secret))
    logged = json.dumps([record.getMessage() for record in caplog.records])
    assert "finishSecret" in logged
    assert value(client, secret, "AWSCURRENT") not in logged
    assert FIRST not in logged


def test_secrets_differ() -> None:
    assert len({rotation.new_secret() for _ in range(100)}) == 100


def test_lambda_calls_it_with_a_client_of_its_own(
    moto: str, client: "SecretsManagerClient", secret: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in {
        "AWS_ENDPOINT_URL_SECRETS_MANAGER": moto,
        "AWS_ACCESS_KEY_ID": "local",
        "AWS_SECRET_ACCESS_KEY": "local",
        "AWS_DEFAULT_REGION": client.meta.region_name,
    }.items():
        monkeypatch.setenv(name, text)
    version = begin(client, secret)
    for step in rotation.STEPS:
        rotation.handler(event(secret, version, step), None)
    assert value(client, secret, "AWSPREVIOUS") == FIRST
