"""The demo person before the Lambda function, with DynamoDB, S3, Secrets Manager and Rekognition behind it."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.aws.stack import BUCKET, TABLE, Services, deployed, services

UNSAID = ("visitor-", "idPhotoBase64", "frameBase64", "eyJ", "/9j/", "SecretString", "only for tests")
"""How user ids, images in JSON, tokens and JPEG files in base64 begin, and the secret that tokens are signed with."""

QUICKLY = {"KIOSK_GUIDE__NOSE_DURATION_S": "8"}
"""Whoever never reaches the target need not try it for longer."""


@pytest.fixture(scope="module")
def aws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    with services(tmp_path_factory.mktemp("aws")) as found:
        yield found


@dataclass(frozen=True, slots=True)
class Function:
    """The Lambda function behind its gateway, and the file that it logs to."""

    url: str
    log: Path


@pytest.fixture(scope="module")
def function(aws: Services, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Function]:
    """One for all whose frames are looked at as they arrive."""
    folder = tmp_path_factory.mktemp("function")
    with deployed(aws, folder, allow_synthetic="true", analyse_on_arrival="true", log_level="DEBUG") as url:
        yield Function(url, folder / "lambda.log")
    assert_nothing_personal_is_logged(folder / "lambda.log")


def demo(url: str, report: Path, *arguments: str) -> tuple[int, dict[str, object]]:
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", "demo", "--report", str(report), *arguments],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "KIOSK_BACKEND_URL": url, **QUICKLY},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert (report / "verdict.json").exists(), done.stdout + done.stderr
    return done.returncode, json.loads((report / "verdict.json").read_text(encoding="utf-8"))


@pytest.mark.alone
def test_the_demo_person_passes(aws: Services, function: Function, tmp_path: Path) -> None:
    assert_the_demo_person_passes(function.url, tmp_path)
    assert_nothing_personal_is_logged(function.log)
    assert_only_evidence_is_kept(aws)


@pytest.mark.alone
def test_the_demo_person_passes_where_frames_are_looked_at_for_the_verdict(aws: Services, tmp_path: Path) -> None:
    with deployed(aws, tmp_path, allow_synthetic="true", analyse_on_arrival="false", log_level="DEBUG") as url:
        assert_the_demo_person_passes(url, tmp_path)
    assert_nothing_personal_is_logged(tmp_path / "lambda.log")
    assert_only_evidence_is_kept(aws)


@pytest.mark.parametrize(("attack", "reason"), [("photo", "HEAD_NOT_TURNED"), ("swap", "PERSON_CHANGED")])
def test_attacks_fail(function: Function, tmp_path: Path, attack: str, reason: str) -> None:
    status, verdict = demo(function.url, tmp_path / "report", "--attack", attack)
    assert status == 1
    assert reason in str(verdict["reasons"])


def assert_the_demo_person_passes(url: str, folder: Path) -> None:
    status, verdict = demo(url, folder / "report")
    assert status == 0, verdict
    assert verdict["passed"] is True
    assert verdict["document_matched"] is True
    assert "evidence" not in verdict, "nobody here is that backend's staff"


def assert_nothing_personal_is_logged(log: Path) -> None:
    text = log.read_text(encoding="utf-8")
    assert not [word for word in UNSAID if word in text], text
    assert not re.search(r"[0-9a-f]{32}", text), "the id of a challenge"


def assert_only_evidence_is_kept(aws: Services) -> None:
    """One challenge's images at most: the reference and up to four for auditors."""
    clients = aws.clients()
    listed = clients.s3.list_objects_v2(Bucket=BUCKET)
    assert 2 <= listed["KeyCount"] <= 10
    for each in clients.dynamodb.scan(TableName=TABLE)["Items"]:
        assert "finding" not in each["item"]["S"]
