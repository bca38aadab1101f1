"""Face liveness from a start to its verdict: streams of this machine's own, and rekognition-local by AWS's library."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest
import requests

from kiosk.backend.api.app import create_app
from kiosk.backend.build.face_liveness import rekognition_liveness
from kiosk.backend.build.local import build_local
from kiosk.backend.engines.local.face_engine import LocalFaceEngine
from kiosk.backend.engines.local.load import LocalEngines
from kiosk.backend.server.server import listen, url_of
from kiosk.domain.identity.face_liveness_policy import FaceLivenessPolicy
from kiosk.rekognition_local.build import LocalRekognition, S3Place
from kiosk.rekognition_local.streaming.certificate import load_stream_tls
from kiosk.rekognition_local.streaming.server import StreamAccess, StreamServer
from kiosk.rekognition_local.streaming.static_files import StaticFiles
from kiosk.service_settings import AwsSettings
from kiosk.settings import load
from kiosk.terminal.app.embedded_backend import READY_PREFIX
from tests.factories.nearing_head import Image, NearingHead, approach, film
from tests.factories.terminals import ANYBODY
from tests.fakes.served_backend import running
from tests.fakes.stream_client import StreamClient
from tests.fakes.streamed_person import FPS, LIGHT, SECONDS, lit, tell
from tests.unit.rekognition_local.server import portrait, serving

KINDS = ["nose", "face-movement", "face-movement-and-light"]
ROLE = "arn:aws:iam::000000000000:role/streams"
Json = dict[str, Any]


@dataclass(frozen=True)
class Backend:
    """A backend at an address, and a terminal of it that signs nothing."""

    url: str

    def start(self, **fields: object) -> Json:
        body = {"userId": "u-1", "imageWidth": 640, "imageHeight": 480, "challenges": KINDS, **fields}
        camera = {"synthetic": True, "name": "demo"}
        answer = requests.post(f"{self.url}/challenge/start", json={**body, "camera": camera}, timeout=10)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def verify(self, started: Json) -> requests.Response:
        body = {"token": started["token"], "requestId": "v1"}
        return requests.post(f"{self.url}/challenge/{started['id']}/verify", json=body, timeout=30)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backend]:
    """`kiosk backend` in a process of its own, as a terminal without a shared one starts it."""
    told = {
        "KIOSK_DATA_DIR": str(tmp_path_factory.mktemp("own")),
        "KIOSK_CHALLENGE": "face-movement-and-light",
        "KIOSK_KYC__LIVENESS": "rekognition",
        "KIOSK_TERMINALS__ADMITTED": "any",
        "KIOSK_ALLOW_SYNTHETIC": "true",
        "KIOSK_CONSENT_ELSEWHERE": "true",
    }
    command = [sys.executable, "-m", "kiosk", "backend", "--port", "0"]
    with subprocess.Popen(command, env={**os.environ, **told}, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            ready = next(line for line in process.stdout if line.startswith(READY_PREFIX))
            yield Backend(ready.removeprefix(READY_PREFIX).strip())
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def with_rekognition(
    tmp_path_factory: pytest.TempPathFactory, local_engines: tuple[LocalFaceEngine, LocalEngines]
) -> Iterator[Backend]:
    """A backend that knows nothing of streams but two addresses, which AWS's library asks."""
    folder = tmp_path_factory.mktemp("rekognition")
    tls, authority = load_stream_tls(folder)
    credentials = {"AWS_ACCESS_KEY_ID": "nobody", "AWS_SECRET_ACCESS_KEY": "nothing"}
    with contextlib.ExitStack() as stack:
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        for name, value in credentials.items():
            patch.setenv(name, value)
        listener = stack.enter_context(contextlib.closing(listen("127.0.0.1", 0)))
        local = stack.enter_context(LocalRekognition(load(data_dir=folder / "stand-in"), S3Place()))
        access = StreamAccess(session_keys=local.session_keys)
        stack.enter_context(StreamServer(listener, tls, local.streams, access, StaticFiles(None)))
        url = stack.enter_context(serving(local.app))
        aws = AwsSettings(
            region="us-east-1",
            rekognition_endpoint=url,
            sts_endpoint=url,
            stream_endpoint=url_of(listener, "wss"),
            stream_authority=str(authority),
            stream_role=ROLE,
        )
        settings = load(
            data_dir=folder / "backend",
            aws=aws,
            challenge="face-movement",
            face_liveness=FaceLivenessPolicy(service="rekognition"),
            terminals=ANYBODY,
            allow_synthetic=True,
            consent_elsewhere=True,
        )
        service = build_local(settings, *local_engines, face_liveness=rekognition_liveness(settings))
        stack.enter_context(service)
        yield Backend(stack.enter_context(running(create_app(service, settings))))


@pytest.fixture(scope="module")
def coming() -> list[Image]:
    return approach(NearingHead(portrait()), SECONDS, FPS)


@pytest.fixture(scope="module")
def photograph() -> list[Image]:
    return approach(NearingHead(portrait(), flat=True), SECONDS, FPS)


def carry_out(grant: Mapping[str, Any], pictures: list[Image]) -> list[str]:
    """Stream what somebody who comes near shows; returns what the service says to it."""
    with StreamClient.granted(grant) as client:
        client.receive()
        ((kind, challenge),) = client.receive()[1]["SessionInformation"]["Challenge"].items()
        recorded, colours = (
            lit(pictures, challenge["ColorSequences"], 0.1) if kind == LIGHT else (film(pictures, FPS), [])
        )
        tell(client, kind, recorded, colours, in_time=True)
        return client.rest()


ENDED = ["DisconnectionEvent", "1000"]


@pytest.mark.parametrize("photosensitive", [False, True])
def test_a_terminal_needs_nothing_but_the_answer_of_its_start(
    own: Backend, coming: list[Image], photosensitive: bool
) -> None:
    started = own.start(photosensitive=photosensitive)
    assert started["kind"] == ("face-movement" if photosensitive else "face-movement-and-light")
    assert own.verify(started).json()["code"] == "LIVENESS_NOT_CARRIED_OUT"
    assert carry_out(started["stream"], coming) == ENDED
    # Whose light was left out is for staff to let pass.
    reasons = ["LIGHT_NOT_SHOWN"] if photosensitive else []
    told = {"success": not reasons, "reasons": reasons, "documentMatched": None, "synthetic": True}
    assert own.verify(started).json() == told
    assert own.verify(started).json() == told, "the same request is answered the same"
    with StreamClient.granted(started["stream"]) as again:
        assert again.rest() == ["SessionNotFoundException", "1000"]


def test_two_customers_at_once_both_pass(own: Backend, coming: list[Image]) -> None:
    began = [own.start(userId=f"u-{number}") for number in range(2)]
    with ThreadPoolExecutor(2) as terminals:
        assert list(terminals.map(lambda each: carry_out(each["stream"], coming), began)) == [ENDED, ENDED]
    assert [own.verify(each).json()["reasons"] for each in began] == [[], []]


def test_two_customers_at_once_both_pass_at_one_rekognition(with_rekognition: Backend, coming: list[Image]) -> None:
    began = [with_rekognition.start(userId=f"u-{number}") for number in range(2)]
    with ThreadPoolExecutor(2) as terminals:
        assert list(terminals.map(lambda each: carry_out(each["stream"], coming), began)) == [ENDED, ENDED]
    assert [with_rekognition.verify(each).json()["success"] for each in began] == [True, True]


def test_a_photograph_that_is_brought_near_fails(own: Backend, photograph: list[Image]) -> None:
    started = own.start(photosensitive=True)
    assert carry_out(started["stream"], photograph) == ENDED
    verdict = own.verify(started).json()
    assert (verdict["success"], verdict["reasons"]) == (False, ["LOW_CONFIDENCE"])


def test_a_session_is_opened_by_its_own_key_alone(own: Backend) -> None:
    mine, another = own.start()["stream"], own.start()["stream"]
    for key in (another["credentials"], {**mine["credentials"], "sessionToken": "another"}):
        with StreamClient.granted({**mine, "credentials": key}) as thief:
            assert thief.rest() == ["AccessDeniedException", "1000"]
    with StreamClient.granted(mine, key_id="AKIASOMEBODY", secret="anything", token=None) as stranger:
        assert stranger.rest() == ["AccessDeniedException", "1000"]
    with StreamClient.granted(mine, secret="guessed") as guesser:
        assert guesser.rest() == ["InvalidSignatureException", "1000"]
    with StreamClient.granted(mine) as owner:
        assert owner.receive()[0] == "ChallengeEvent"


def test_a_stream_that_breaks_off_is_a_failure(own: Backend) -> None:
    started = own.start()
    with StreamClient.granted(started["stream"]) as client:
        client.receive()
        assert own.verify(started).json()["code"] == "LIVENESS_IN_PROGRESS"
        client.send("a text message")
        assert client.rest()[-2:] == ["ValidationException", "1000"]
    verdict = own.verify(started).json()
    assert (verdict["success"], verdict["reasons"]) == (False, ["STREAM_FAILED"])


def test_a_page_of_the_kyc_api_streams_to_the_same_service(own: Backend, coming: list[Image]) -> None:
    """As the example of its documentation does, with the key that the answer brings along."""
    session = requests.post(f"{own.url}/api/liveness/session", timeout=10).json()
    results = f"{own.url}/api/liveness/session/{session['sessionId']}/results"
    assert requests.get(results, timeout=10).json()["status"] == "IN_PROGRESS"
    assert carry_out(session["stream"], coming) == ENDED
    found = requests.get(results, timeout=10).json()
    assert (found["status"], found["isLive"], len(found["auditImages"])) == ("SUCCEEDED", True, 4)
    assert found["referenceImage"]


def test_the_same_by_awss_library_at_another_server(with_rekognition: Backend, coming: list[Image]) -> None:
    started = with_rekognition.start()
    stream = started["stream"]
    assert (started["kind"], stream["region"]) == ("face-movement", "us-east-1")
    assert stream["authority"].startswith("-----BEGIN CERTIFICATE-----")
    assert carry_out(stream, coming) == ENDED
    assert with_rekognition.verify(started).json()["success"] is True
    with StreamClient.granted(with_rekognition.start()["stream"], token="another") as thief:
        assert thief.rest() == ["AccessDeniedException", "1000"]
