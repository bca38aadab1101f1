"""The documentation of the KYC API, carried out: its own curl commands before a backend as a user starts it."""

import base64
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
import requests

from kiosk.system.exit_codes import Exit
from kiosk.terminal.app.embedded_backend import READY_PREFIX
from kiosk.terminal.camera.demo import people
from kiosk.terminal.camera.demo.specimen import SpecimenFields, draw_card
from tests.e2e.demo_people import DemoPeople
from tests.e2e.sample_client import SAMPLE, Outcome, Screen
from tests.e2e.session_client import SessionClient
from tests.fakes.wire import HttpWire

pytestmark = pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
HOST, PRINTED_ID = "https://api.botskyc.com", "abc123-def456-ghi789"
DOCUMENTED = r"""
curl -X POST https://api.botskyc.com/api/liveness/session \
-H "Content-Type: application/json" \
-d '{"settings": {"auditImagesLimit": 4}}'

curl https://api.botskyc.com/api/liveness/session/abc123-def456-ghi789/results

curl -X POST https://api.botskyc.com/api/liveness/compare-faces \
-H "Content-Type: application/json" \
-d '{
"sourceImage": "...",
"targetImage": "..."
}'

curl -X POST https://api.botskyc.com/api/kyc/analyze/identity-with-liveness \
-F "files=@id_front.jpg" \
-F "files=@id_back.jpg" \
-F "liveness_session_id=abc123-def456-ghi789"
"""
"""As printed in the documentation of the API."""
CREATE, RESULTS, COMPARE, IDENTIFY = (command.strip() for command in re.split(r"\n\n(?=curl)", DOCUMENTED))
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Service:
    """A backend, and the folder that the commands are typed in."""

    url: str
    folder: Path

    def curl(self, command: str, **instead: str) -> Json:
        """Run a printed command with another host, and what else is replaced."""
        for printed, wanted in {HOST: self.url, **instead}.items():
            command = command.replace(printed, wanted)
        arguments = [*shlex.split(command.replace("\\\n", " ")), "--silent", "--show-error"]
        done = subprocess.run(arguments, cwd=self.folder, capture_output=True, text=True, timeout=60, check=True)
        answer: Json = json.loads(done.stdout)
        return answer


@contextmanager
def backend(folder: Path, *options: str, **settings: str) -> Iterator[str]:
    environment = {
        **os.environ,
        "KIOSK_DATA_DIR": str(folder),
        "KIOSK_TERMINALS__ADMITTED": "any",
        "KIOSK_CONSENT_ELSEWHERE": "true",
        **settings,
    }
    command = [sys.executable, "-m", "kiosk", "backend", "--port", "0", *options]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = next(line for line in process.stdout if line.startswith(READY_PREFIX))
        try:
            yield line.removeprefix(READY_PREFIX).strip()
        finally:
            process.send_signal(signal.SIGTERM)
            assert process.wait(15) == Exit.OK or sys.platform == "win32"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("caller")
    portrait = np.asarray(cv2.imread(str(people.demo_person())), dtype=np.uint8)
    for name, page in zip(("front", "back"), draw_card(portrait, SpecimenFields()), strict=True):
        cv2.imwrite(str(folder / f"id_{name}.jpg"), page)
    with backend(tmp_path_factory.mktemp("kyc")) as url:
        yield Service(url, folder)


def presented(url: str, session_id: str) -> Outcome:
    with requests.Session() as session:
        return SessionClient(HttpWire(url, session), session_id).present(DemoPeople(SAMPLE))


def completed(service: Service) -> str:
    """A session that somebody completed; on a machine that is busy, frames come too slowly for the first attempt."""
    for _ in range(3):
        session_id = str(service.curl(CREATE)["sessionId"])
        if presented(service.url, session_id).screen is Screen.VERIFIED:
            return session_id
    raise AssertionError("nobody passed")


def encoded(path: Path) -> str:
    return base64.b64encode(path.read_bytes()).decode()


def test_the_printed_commands_work_as_they_are(service: Service) -> None:
    created = service.curl(CREATE)
    assert list(created) == ["sessionId", "status", "createdAt", "expiryDate"]
    assert service.curl(RESULTS)["errorCode"] == 1008
    assert service.curl(COMPARE)["errorCode"] == 4001
    assert service.curl(IDENTIFY)["errorCode"] == 1008


def test_a_person_is_verified_and_identified(service: Service) -> None:
    waiting = service.curl(CREATE)["sessionId"]
    assert service.curl(RESULTS, **{PRINTED_ID: waiting})["status"] == "IN_PROGRESS"
    session_id = completed(service)
    named = {PRINTED_ID: session_id}
    results = service.curl(RESULTS, **named)
    assert (results["status"], results["isLive"]) == ("SUCCEEDED", True)
    assert results["confidence"] >= 90
    assert results["message"] == f"Liveness verified with {results['confidence']:.2f}% confidence"
    (service.folder / "selfie.jpg").write_bytes(base64.b64decode(results["referenceImage"]))
    verify = f"curl -X POST {HOST}/api/liveness/verify/{PRINTED_ID}"
    assert service.curl(verify, **named) == {
        "sessionId": session_id, "confidence": results["confidence"], "isLive": True,
    }  # fmt: skip
    assert service.curl(verify, **named)["errorCode"] == 1007
    found = service.curl(IDENTIFY, **named)
    assert found["overallSuccess"] is True, found
    read = found["kycAnalysis"]["extractedData"]
    assert read["idNumber"] == SpecimenFields().document_number
    assert read["dateOfBirth"] == SpecimenFields().date_of_birth.isoformat()
    assert found["message"] == (
        f"KYC verification successful. Documents: 2, Liveness: {results['confidence']:.2f}%, Face Match: ✓"
    )
    assert service.curl(IDENTIFY, **named)["errorCode"] == 1007
    assert presented(service.url, session_id).screen is Screen.ERROR, "a session is completed once"


def test_faces_are_compared(service: Service) -> None:
    demo, another = encoded(people.demo_person()), encoded(people.another_person())

    def compared(source: str, target: str) -> Json:
        body = {"sourceImage": source, "targetImage": target}
        (service.folder / "body.json").write_text(json.dumps(body))
        return service.curl(re.sub(r"-d '.*'", "-d @body.json", COMPARE, flags=re.DOTALL))

    same, other = compared(demo, demo), compared(demo, another)
    assert (same["isMatch"], same["threshold"], same["similarity"] > 99) == (True, 90.0, True)
    assert (other["isMatch"], other["similarity"] < 90) == (False, True)
    assert list(same) == ["similarity", "isMatch", "confidence", "threshold"]


def test_what_cannot_be_read_is_said(service: Service) -> None:
    blank = np.full((600, 900, 3), 200, np.uint8)
    cv2.imwrite(str(service.folder / "blank.jpg"), blank)
    nobody = encoded(service.folder / "blank.jpg")
    refused = requests.post(
        f"{service.url}/api/liveness/compare-faces", json={"sourceImage": nobody, "targetImage": nobody}, timeout=30
    )
    assert (refused.status_code, refused.json()["errorCode"]) == (500, 1010)
