"""One layer of retries, and connections enough."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from kiosk.backend.stores.aws.clients import AwsResources
from tests.fakes.aws_services import REGION, aws_settings, clients_of
from tests.fakes.failing_servers import error, scripted


@pytest.mark.parametrize("attempts", [1, 2])
def test_a_throttled_call_is_made_so_many_times_in_all(attempts: int) -> None:
    with scripted((400, error("ThrottlingException"))) as (address, script):
        clients = clients_of(aws_settings(address, max_attempts=attempts))
        with pytest.raises(ClientError):
            clients.rekognition.detect_faces(Image={"Bytes": b"x"})
    assert len(script.requests) == attempts


def test_a_call_that_succeeds_at_last_is_no_failure() -> None:
    with scripted((500, error("InternalServerError")), (200, {"FaceDetails": []})) as (address, script):
        clients = clients_of(aws_settings(address, max_attempts=2))
        assert clients.rekognition.detect_faces(Image={"Bytes": b"x"})["FaceDetails"] == []
    assert len(script.requests) == 2


def test_every_client_has_timeouts_connections_and_its_region() -> None:
    settings = aws_settings("http://127.0.0.1:1", connect_timeout_s=1.5, read_timeout_s=2.5, max_connections=17)
    clients = clients_of(settings)
    for client in (clients.dynamodb, clients.s3, clients.secrets, clients.rekognition):
        config: Any = client.meta.config
        assert (config.connect_timeout, config.read_timeout, config.max_pool_connections) == (1.5, 2.5, 17)
        assert client.meta.region_name == settings.region
        assert client.meta.endpoint_url == "http://127.0.0.1:1"


def test_without_endpoints_they_are_those_of_aws() -> None:
    clients = clients_of(AwsResources(region=REGION, table="table", bucket="bucket", secret_id="secret"))
    assert clients.dynamodb.meta.endpoint_url == "https://dynamodb.eu-central-1.amazonaws.com"
    assert clients.rekognition.meta.endpoint_url == "https://rekognition.eu-central-1.amazonaws.com"


def test_stand_ins_on_this_machine_are_not_asked_through_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with scripted((200, {"FaceDetails": []})) as (address, script):
        clients = clients_of(aws_settings(address, max_attempts=1))
        assert clients.rekognition.detect_faces(Image={"Bytes": b"x"})["FaceDetails"] == []
    assert len(script.requests) == 1
