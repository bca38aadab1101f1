"""The whole function while services behind it are missing, closed to it, busy or away: an answer, and no secrets."""

import base64
import json
import logging
from dataclasses import replace
from functools import cache, partial
from typing import Any

import pytest

from kiosk.backend.build.aws import build_aws
from kiosk.backend.build.lambda_function import make_adapter, respond
from kiosk.backend.stores.aws.clients import Clients
from kiosk.service_settings import AwsSettings
from kiosk.settings import Settings, load
from tests.aws.events import Request, rest_event
from tests.aws.gateway import in_this_process
from tests.factories.jpeg_files import jpeg
from tests.factories.terminals import ANYBODY
from tests.fakes.aws_services import aws_settings, clients_of, new_bucket, new_secret, new_table
from tests.fakes.failing_servers import closed_port, error, error_xml, scripted

START = {"userId": "alice", "imageWidth": 640, "imageHeight": 480}
Answer = tuple[int, dict[str, str], dict[str, Any]]


class Function:
    """The Lambda function over these clients."""

    def __init__(self, settings: Settings, clients: Clients) -> None:
        self._adapter = cache(lambda: make_adapter(build_aws(settings, clients=clients), settings))

    def call(self, method: str, path: str, body: object) -> Answer:
        request = Request(method, path, {"content-type": "application/json"}, json.dumps(body).encode())
        with in_this_process(partial(respond, self._adapter, context=None)) as invoke:
            answer = invoke(rest_event(request))
        return answer["statusCode"], {**answer["headers"]}, json.loads(answer["body"])

    def start(self) -> Answer:
        return self.call("POST", "/challenge/start", START)

    def send(self, started: dict[str, Any]) -> Answer:
        body = {"timestamp": 1, "frameBase64": base64.b64encode(jpeg()).decode(), "token": started["token"]}
        return self.call("PUT", f"/challenge/{started['id']}/frames", body)


@pytest.fixture
def settings(clients: Clients) -> Settings:
    """Of a stack that is whole."""
    own = AwsSettings(
        table=new_table(clients),
        bucket=new_bucket(clients),
        token_secret_id=new_secret(clients, "x" * 64),
        accepts_untagged=True,
        region="eu-central-1",
    )
    return load(aws=own, terminals=ANYBODY, consent_elsewhere=True)


def without(settings: Settings, **changes: Any) -> Settings:
    return settings.model_copy(update={"aws": replace(settings.aws, **changes)})


@pytest.mark.expect_logs
@pytest.mark.parametrize(
    ("missing", "code"),
    [({"table": "no-table"}, "STORAGE_FAILED"), ({"token_secret_id": "no-secret"}, "SECRETS_FAILED")],
)
def test_what_is_missing_is_an_error_of_ours(
    settings: Settings, clients: Clients, missing: dict[str, str], code: str, caplog: pytest.LogCaptureFixture
) -> None:
    status, _, body = Function(without(settings, **missing), clients).start()
    assert (status, body["code"]) == (500, code)
    assert "alice" not in caplog.text


@pytest.mark.expect_logs
@pytest.mark.parametrize(
    ("service", "answer", "status", "code"),
    [
        ("dynamodb", (400, error("AccessDeniedException")), 500, "STORAGE_FAILED"),
        ("dynamodb", (400, error("ProvisionedThroughputExceededException")), 503, "BUSY"),
        ("dynamodb", (500, error("InternalServerError")), 503, "SERVICE_UNAVAILABLE"),
        ("secrets", (400, error("AccessDeniedException")), 500, "SECRETS_FAILED"),
        ("secrets", (400, error("ThrottlingException")), 503, "BUSY"),
    ],
)
def test_a_service_that_refuses_at_the_start(
    settings: Settings, clients: Clients, service: str, answer: Any, status: int, code: str
) -> None:
    with scripted(answer) as (address, _):
        other = getattr(clients_of(aws_settings(address, max_attempts=1)), service)
        got, headers, body = Function(settings, replace(clients, **{service: other})).start()
    assert (got, body["code"]) == (status, code)
    assert ("retry-after" in headers) == (code == "BUSY")


@pytest.mark.expect_logs
@pytest.mark.parametrize(
    ("service", "answer", "status", "code"),
    [
        ("rekognition", (400, error("AccessDeniedException")), 500, "ANALYSIS_FAILED"),
        ("rekognition", (400, error("ThrottlingException")), 503, "BUSY"),
        ("rekognition", (400, error("ProvisionedThroughputExceededException")), 503, "BUSY"),
        ("rekognition", (500, error("InternalServerError")), 503, "SERVICE_UNAVAILABLE"),
        ("rekognition", None, 503, "SERVICE_UNAVAILABLE"),
        ("s3", (403, error_xml("AccessDenied")), 500, "STORAGE_FAILED"),
        ("s3", (503, error_xml("SlowDown")), 503, "BUSY"),
        ("s3", (404, error_xml("NoSuchBucket")), 500, "STORAGE_FAILED"),
    ],
)
def test_a_service_that_refuses_a_frame(
    settings: Settings,
    clients: Clients,
    service: str,
    answer: Any,
    status: int,
    code: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    _, _, started = Function(settings, clients).start()
    none: tuple[int, Any] = (200, {"FaceDetails": []})
    with scripted(answer or none) as (address, _), scripted(none) as (seeing, _):
        there = closed_port() if answer is None else address
        changed: dict[str, Any] = {"rekognition": clients_of(aws_settings(seeing)).rekognition}
        changed[service] = getattr(clients_of(aws_settings(there, max_attempts=1)), service)
        got, _, body = Function(settings, replace(clients, **changed)).send(started)
    assert (got, body["code"]) == (status, code)
    assert not [word for word in ("alice", started["token"], started["id"]) if word in caplog.text]
    assert logging.getLogger("kiosk").level <= logging.WARNING
