"""The AWS CLI as it comes speaks to `kiosk rekognition-local`."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.terminal.camera.demo import people
from tests.fakes.aws_services import rekognition_server

CREDENTIALS = {"AWS_ACCESS_KEY_ID": "nobody", "AWS_SECRET_ACCESS_KEY": "nothing", "AWS_DEFAULT_REGION": "us-east-1"}
NEVER = "00000000-0000-4000-8000-000000000000"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with rekognition_server(tmp_path_factory.mktemp("local")) as found:
        yield found


def aws(url: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, str(Path(sys.executable).with_name("aws")), "--endpoint-url", url, "rekognition"]
    environment = {**os.environ, **CREDENTIALS, "AWS_PAGER": ""}
    return subprocess.run(
        [*command, *arguments], env=environment, capture_output=True, text=True, timeout=60, check=False
    )


def told(done: "subprocess.CompletedProcess[str]") -> dict[str, Any]:
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_the_aws_cli_speaks_to_it(url: str) -> None:
    hopper, collins = (f"fileb://{path}" for path in (people.demo_person(), people.another_person()))
    (face,) = told(aws(url, "detect-faces", "--image-bytes", hopper, "--attributes", "ALL"))["FaceDetails"]
    assert face["EyesOpen"]["Value"] is True
    compared = told(aws(url, "compare-faces", "--source-image-bytes", hopper, "--target-image-bytes", collins))
    assert (len(compared["FaceMatches"]), len(compared["UnmatchedFaces"])) == (0, 1)
    told(aws(url, "create-collection", "--collection-id", "cli"))
    told(aws(url, "index-faces", "--collection-id", "cli", "--image-bytes", hopper, "--external-image-id", "grace"))
    (match,) = told(aws(url, "search-faces-by-image", "--collection-id", "cli", "--image-bytes", hopper))["FaceMatches"]
    assert match["Face"]["ExternalImageId"] == "grace"


def test_the_aws_cli_tells_the_services_errors(url: str) -> None:
    done = aws(url, "get-face-liveness-session-results", "--session-id", NEVER)
    assert done.returncode != 0
    assert "(SessionNotFoundException)" in done.stderr
    done = aws(url, "detect-labels", "--image-bytes", f"fileb://{people.demo_person()}")
    assert "(UnknownOperationException)" in done.stderr
