"""How metrics leave the backend: Prometheus's text over HTTP, CloudWatch's embedded metric format as lines."""

import json
from asyncio import run
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr

from kiosk.backend.api.app import create_app
from kiosk.backend.api.metrics_flush import FlushAfterRequest
from kiosk.backend.api.metrics_routes import PATH
from kiosk.backend.metrics import names
from kiosk.backend.metrics.cloudwatch_emf import MAX_PENDING, EmfMetrics
from kiosk.backend.metrics.instrumented import count_step, current_counters
from kiosk.backend.metrics.names import METRICS
from kiosk.backend.metrics.prometheus import PrometheusMetrics
from tests.fakes.branch import Branch, open_branch
from tests.fakes.served_backend import assert_refused, served

KEY, METRICS_KEY = "the backend's key", "the key of metrics"
CUSTOMER, USER = "C-4711", "u-0815"


@pytest.fixture(scope="module")
def branch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Branch]:
    with open_branch(tmp_path_factory.mktemp("branch")) as branch:
        branch.fail_liveness(branch.start(customer=CUSTOMER, user=USER))
        yield branch


def read(branch: Branch, *headers: dict[str, str], **changes: SecretStr) -> list[requests.Response]:
    settings = branch.settings.model_copy(update=changes)
    with served(branch.service, settings) as url:
        return [requests.get(url + PATH, headers=each, timeout=10) for each in headers]


def test_prometheus_reads_what_is_served_on_this_machine(branch: Branch) -> None:
    (response,) = read(branch, {}, backend_api_key=SecretStr(KEY))
    assert response.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    families = {family.name: family for family in text_string_to_metric_families(response.text)}
    (ended,) = [sample for sample in families["kiosk_attempts"].samples if sample.name.endswith("_total")]
    assert (ended.value, ended.labels["outcome"]) == (1, "failed")
    assert set(families) == {names.PREFIX + name for name in METRICS}
    assert all(family.documentation for family in families.values())
    for word in (CUSTOMER, USER, "t1"):
        assert word not in response.text


def test_a_key_for_metrics_is_asked_for_everywhere(branch: Branch) -> None:
    keys = {"backend_api_key": SecretStr(KEY), "metrics_key": SecretStr(METRICS_KEY)}
    wrong = [{}, {"X-Api-Key": "wrong"}, {"Authorization": "Bearer wrong"}, {"Authorization": "Bearer "}]
    right = [{"X-Api-Key": METRICS_KEY}, {"Authorization": f"Bearer {METRICS_KEY}"}, {"X-Api-Key": KEY}]
    responses = read(branch, *wrong, *right, **keys)
    for response in responses[: len(wrong)]:
        assert_refused(response, 401, "API_KEY_INVALID")
    assert {response.status_code for response in responses[len(wrong) :]} == {200}


@pytest.mark.parametrize("proxied", [{"X-Forwarded-For": "203.0.113.7"}, {"Host": "evil.example"}])
def test_others_than_this_machine_need_a_key(branch: Branch, proxied: dict[str, str]) -> None:
    headers = [proxied, {**proxied, "X-Api-Key": ""}, {**proxied, "X-Api-Key": KEY}]
    responses = read(branch, *headers, backend_api_key=SecretStr(KEY))
    assert [response.status_code for response in responses] == [401, 401, 200]


@pytest.mark.expect_logs
def test_a_metric_that_is_not_one_breaks_nothing() -> None:
    metrics = PrometheusMetrics()
    metrics.count("unheard_of")
    metrics.observe("unheard_of", 1.0)
    metrics.count(names.ATTEMPTS, flow="verify")
    assert b"unheard_of" not in metrics.text()


def test_an_embedded_metric_line_keeps_the_specification() -> None:
    lines = list[str]()
    metrics = EmfMetrics(lines.append, lambda: 1_700_000_000.25)
    metrics.count(names.ATTEMPTS_STARTED, flow="verify", source="api")
    metrics.count(names.ATTEMPTS_STARTED, 2, flow="verify", source="api")
    metrics.observe(names.ATTEMPT_SECONDS, 12.5, flow="onboard")
    metrics.observe(names.ATTEMPT_SECONDS, 2.5, flow="onboard")
    metrics.count(names.FACES_DELETED, 3)
    metrics.count("unheard_of")
    metrics.observe(names.COMPARISON_SIMILARITY, float("nan"))
    assert lines == []
    metrics.flush()
    assert all(line.endswith("\n") and line.count("\n") == 1 for line in lines)
    started, took, deleted = (json.loads(line) for line in lines)
    assert started == {
        "_aws": {
            "Timestamp": 1_700_000_000_250,
            "CloudWatchMetrics": [
                {
                    "Namespace": "Kiosk",
                    "Dimensions": [["flow", "source"]],
                    "Metrics": [{"Name": "attempts_started", "Unit": "Count"}],
                }
            ],
        },
        "flow": "verify",
        "source": "api",
        "attempts_started": 3.0,
    }
    assert took["attempt_seconds"] == [12.5, 2.5]
    assert took["_aws"]["CloudWatchMetrics"][0]["Metrics"] == [{"Name": "attempt_seconds", "Unit": "Seconds"}]
    assert deleted["_aws"]["CloudWatchMetrics"][0]["Dimensions"] == [["service"]]
    assert (deleted["service"], deleted["faces_deleted"]) == ("kiosk", 3.0)
    metrics.flush()
    assert len(lines) == 3


def test_a_line_holds_a_hundred_values_and_what_waits_is_bounded() -> None:
    lines = list[str]()
    metrics = EmfMetrics(lines.append, lambda: 0.0)
    for number in range(MAX_PENDING + 50):
        metrics.observe(names.SEARCH_SIMILARITY, float(number % 100), kind="faces")
    metrics.flush()
    told = [json.loads(line)["search_similarity"] for line in lines]
    assert [len(values) for values in told] == [100] * (MAX_PENDING // 100)


def test_every_request_writes_its_metrics(tmp_path: Path) -> None:
    lines = list[str]()
    with open_branch(tmp_path) as branch:
        metrics = EmfMetrics(lines.append, branch.clock)
        app = FlushAfterRequest(create_app(branch.service, branch.settings), metrics)
        metrics.count(names.FACES_DELETED)

        async def ask() -> None:
            async def receive() -> dict[str, object]:
                return {"type": "http.request", "body": b"", "more_body": False}

            async def send(message: object) -> None:
                pass

            scope = {"type": "http", "method": "GET", "path": "/health", "headers": [], "query_string": b""}
            await app(scope, receive, send)

        run(ask())
    assert len(lines) == 1


def test_steps_are_tallied_apart() -> None:
    current_counters().add("outside")
    with count_step() as outer:
        current_counters().add("face_searches")
        with count_step() as inner:
            current_counters().add("face_searches", 2)
            current_counters().record_highest("search_similarity", 20.0)
            current_counters().record_highest("search_similarity", 10.0)
        current_counters().add("face_searches")
    assert outer.measures() == {"face_searches": 2}
    assert inner.measures("enrol_") == {"enrol_face_searches": 2, "enrol_search_similarity": 20.0}
