"""The command as a user runs it: a liveness session that the nose challenge completes, and its refusals."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
import pytest
import requests

from kiosk.backend.engines.rekognition.face_liveness import RekognitionLiveness, StreamPlace
from kiosk.backend.stores.aws.clients import LivenessClients
from kiosk.domain.liveness.face_movement.session_judge import SessionStatus
from kiosk.system.exit_codes import Exit
from kiosk.terminal.app.embedded_backend import READY_PREFIX
from kiosk.terminal.camera.demo import people
from kiosk.terminal.camera.demo.attack import Attack
from tests.e2e.demo_people import DemoPeople
from tests.e2e.sample_client import SAMPLE, Outcome, Screen
from tests.e2e.session_client import SessionClient
from tests.fakes.wire import HttpWire

if TYPE_CHECKING:
    from mypy_boto3_rekognition.client import RekognitionClient

CREDENTIALS = {"AWS_ACCESS_KEY_ID": "nobody", "AWS_SECRET_ACCESS_KEY": "nothing", "AWS_DEFAULT_REGION": "us-east-1"}
NEVER = "00000000-0000-4000-8000-000000000000"


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The server as a process; yields its address and ends it as a user would."""
    environment = {**os.environ, **CREDENTIALS, "KIOSK_DATA_DIR": str(folder)}
    command = [sys.executable, "-m", "kiosk", "rekognition-local", "--port", "0"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = next(line for line in process.stdout if line.startswith(READY_PREFIX))
        try:
            yield line.removeprefix(READY_PREFIX).strip()
        finally:
            process.send_signal(signal.SIGTERM)
            assert process.wait(15) == Exit.OK or sys.platform == "win32"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("local")


@pytest.fixture(scope="module")
def url(folder: Path) -> Iterator[str]:
    with served(folder) as found:
        yield found


def client(url: str) -> "RekognitionClient":
    return boto3.client(
        "rekognition",
        endpoint_url=url,
        region_name="us-east-1",
        aws_access_key_id="nobody",
        aws_secret_access_key="nothing",
    )


def presented(url: str, session_id: str, attack: Attack | None = None) -> Outcome:
    with requests.Session() as session:
        return SessionClient(HttpWire(url, session), session_id).present(DemoPeople(SAMPLE, attack))


def results(url: str, session_id: str) -> Mapping[str, Any]:
    return client(url).get_face_liveness_session_results(SessionId=session_id)


def completed(url: str) -> str:
    """A session that somebody completed; on a machine that is busy, frames come too slowly for the first attempt."""
    for _ in range(3):
        session_id = str(client(url).create_face_liveness_session(Settings={"AuditImagesLimit": 4})["SessionId"])
        assert results(url, session_id)["Status"] == "CREATED"
        if presented(url, session_id).screen is Screen.VERIFIED:
            return session_id
    raise AssertionError("nobody passed")


def test_the_nose_challenge_completes_a_session(url: str) -> None:
    session_id = completed(url)
    found = results(url, session_id)
    assert (found["Status"], found["Confidence"] >= 80) == ("SUCCEEDED", True)
    assert 1 <= len(found["AuditImages"]) <= 4
    compared = client(url).compare_faces(
        SourceImage={"Bytes": found["ReferenceImage"]["Bytes"]},
        TargetImage={"Bytes": people.demo_person().read_bytes()},
    )
    assert compared["FaceMatches"][0]["Similarity"] > 90
    box = found["ReferenceImage"]["BoundingBox"]
    assert 0 < box["Left"] < box["Left"] + box["Width"] < 1
    nothing: Any = None
    clients = LivenessClients(client(url), nothing, nothing)
    outcome = RekognitionLiveness(clients, StreamPlace("us-east-1", "")).outcome(session_id)
    assert (outcome.status, outcome.confidence) == (SessionStatus.SUCCEEDED, found["Confidence"])
    assert (outcome.reference, len(outcome.audit)) == (found["ReferenceImage"]["Bytes"], len(found["AuditImages"]))
    assert presented(url, session_id).screen is Screen.ERROR, "a session is used once"


def test_a_session_that_nobody_created_starts_no_challenge(url: str) -> None:
    assert presented(url, NEVER).screen is Screen.ERROR


def test_a_printed_photo_gets_no_confidence(url: str) -> None:
    session_id = client(url).create_face_liveness_session()["SessionId"]
    outcome = presented(url, session_id, Attack.PHOTO)
    assert outcome.screen is not Screen.VERIFIED
    found = results(url, session_id)
    assert (found["Status"], found["Confidence"] < 80) == ("SUCCEEDED", True)


def test_everything_is_there_after_a_restart(tmp_path: Path) -> None:
    picture = {"Bytes": people.demo_person().read_bytes()}
    with served(tmp_path) as first:
        client(first).create_collection(CollectionId="kept")
        client(first).index_faces(CollectionId="kept", Image=picture)  # type: ignore[arg-type]
        session_id = client(first).create_face_liveness_session()["SessionId"]
    with served(tmp_path) as second:
        assert client(second).describe_collection(CollectionId="kept")["FaceCount"] == 1
        assert client(second).search_faces_by_image(CollectionId="kept", Image=picture)["FaceMatches"]  # type: ignore[arg-type]
        assert results(second, session_id)["Status"] == "CREATED"


def refused(*command: str, **settings: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, **settings}
    return subprocess.run(
        [sys.executable, *command], env=environment, capture_output=True, text=True, timeout=60, check=False
    )


def test_a_second_server_with_the_same_folder_is_refused(url: str, folder: Path) -> None:
    done = refused("-m", "kiosk", "rekognition-local", "--port", "0", KIOSK_DATA_DIR=str(folder))
    assert done.returncode == Exit.ALREADY_RUNNING


@pytest.mark.parametrize("host", ["0.0.0.0", ""])
def test_it_listens_on_loopback_alone(host: str) -> None:
    done = refused("-m", "kiosk", "rekognition-local", "--port", "0", "--host", host)
    assert done.returncode == Exit.SETTINGS_INVALID
    assert "signatures are not verified" in done.stderr


@pytest.mark.parametrize("missing", ["boto3", "botocore"])
def test_without_the_extra_it_says_what_to_install(missing: str) -> None:
    program = (
        f"import sys; sys.modules['{missing}'] = None; "
        "sys.argv = ['kiosk', 'rekognition-local', '--port', '0', '--s3-endpoint', 'http://127.0.0.1:1']; "
        "from kiosk.cli.main import main; main()"
    )
    done = refused("-c", program)
    assert done.returncode == Exit.LIBRARY_MISSING
    assert f"LIBRARY_MISSING: {missing}: install the extra, `uv sync --extra aws`" in done.stderr


def test_an_address_of_s3_that_is_none_is_a_wrong_setting() -> None:
    done = refused("-m", "kiosk", "rekognition-local", "--port", "0", "--s3-endpoint", "nonsense")
    assert done.returncode == Exit.SETTINGS_INVALID
    assert "s3_endpoint" in done.stderr
