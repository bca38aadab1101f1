"""What dashboards and alarms are made of: metrics with their types, labels and units."""

import json
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

from kiosk.backend.api.app import create_app
from kiosk.backend.metrics.cloudwatch_emf import EmfMetrics
from kiosk.backend.metrics.names import METRICS
from kiosk.backend.metrics.prometheus import PrometheusMetrics
from tests.fakes.branch import open_branch
from tests.golden.asgi import ask
from tests.golden.expectation import expect, expect_json


def test_what_prometheus_reads(tmp_path: Path) -> None:
    """One value of each metric, so that its labels and buckets are served."""
    with open_branch(tmp_path) as branch:
        metrics = branch.identity.metrics
        assert isinstance(metrics, PrometheusMetrics)
        for name, metric in METRICS.items():
            labels = dict.fromkeys(metric.labels, "x")
            (metrics.observe if metric.buckets else metrics.count)(name, 1.0, **labels)
        answer = ask(create_app(branch.service, branch.settings), "GET", "/metrics")
    lines = [f"content-type: {answer.headers['content-type']}"]
    for family in text_string_to_metric_families(answer.text):
        lines.append(f"{family.name} {family.type}: {family.documentation}")
        for sample in family.samples:
            lines.append("    " + sample.name + json.dumps(sample.labels, sort_keys=True))
    expect("metrics.txt", "\n".join(dict.fromkeys(lines)))


def test_what_cloudwatch_reads() -> None:
    lines = list[str]()
    metrics = EmfMetrics(lines.append, lambda: 1_700_000_000.25)
    for name, metric in METRICS.items():
        (metrics.observe if metric.buckets else metrics.count)(name, 1.0, **dict.fromkeys(metric.labels, "x"))
    metrics.flush()
    expect_json("metrics_emf.json", [json.loads(line) for line in lines])
