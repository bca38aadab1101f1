"""Challenges that a liveness service carries out, on AWS's stores: what is kept, counted and compared."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from kiosk.backend.api.facade import VerificationService
from kiosk.backend.build import aws as aws_build
from kiosk.backend.challenge.ports import SessionOutcome
from kiosk.backend.challenge.start import Started, StartRequest
from kiosk.backend.challenge.verify import VerifyRequest
from kiosk.backend.stores.aws.clients import Clients
from kiosk.domain.identity.flow import Outcome
from kiosk.domain.liveness.face_movement.challenge import ChallengeType
from kiosk.domain.liveness.face_movement.session_judge import SessionStatus
from kiosk.domain.liveness.verdict import Reason, Verdict
from kiosk.errors import SettingsInvalid
from kiosk.service_settings import AwsSettings
from kiosk.settings import Settings, load
from kiosk.terminal.app.image_files import load_portrait
from kiosk.terminal.camera.demo import people
from kiosk.vision.jpeg import encode_jpeg
from tests.bench.aws_usage import count_calls
from tests.factories.terminals import ANYBODY
from tests.fakes.aws_services import REGION, new_bucket, new_secret, new_table
from tests.fakes.face_liveness import FakeFaceLiveness

LIGHT = "face-movement-and-light"


@dataclass(frozen=True)
class Stack:
    service: VerificationService
    liveness: FakeFaceLiveness
    clients: Clients

    def start(self, id_photo: bytes | None = None) -> Started:
        return self.service.start(StartRequest("u-1", 640, 480, id_photo=id_photo, terminal_knows=(LIGHT,)))

    def verify(self, started: Started, outcome: SessionOutcome) -> Verdict:
        assert started.grant is not None
        self.liveness.outcomes[started.grant.session_id] = outcome
        return self.service.verify(VerifyRequest(started.challenge.id, started.token, "v1"))


@pytest.fixture
def settings(clients: Clients, tmp_path: Path) -> Settings:
    aws = AwsSettings(
        new_table(clients),
        new_bucket(clients),
        token_secret_id=new_secret(clients, "x" * 40),
        data_secret_id=new_secret(clients, "y" * 40),
        region=REGION,
    )
    return load(data_dir=tmp_path, aws=aws, terminals=ANYBODY, consent_elsewhere=True, challenge=LIGHT, adapters="aws")


@pytest.fixture
def stack(
    clients: Clients, rekognition: Clients, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Stack]:
    services, liveness = replace(clients, rekognition=rekognition.rekognition), FakeFaceLiveness()
    monkeypatch.setattr(aws_build, "rekognition_liveness", lambda *_: liveness)
    with aws_build.build_aws(settings, clients=services) as service:
        yield Stack(service, liveness, services)


def live(reference: bytes) -> SessionOutcome:
    return SessionOutcome(SessionStatus.SUCCEEDED, ChallengeType.MOVEMENT_AND_LIGHT, 97.0, reference, [reference] * 4)


def test_a_reference_image_is_looked_at_once_and_compared_once(stack: Stack) -> None:
    me, another = (
        encode_jpeg(load_portrait(path).image, 90) for path in (people.demo_person(), people.another_person())
    )
    counted = count_calls(stack.clients)
    verdict = stack.verify(stack.start(me), live(me))
    assert verdict.passed, verdict
    # The photo of the document, and the reference image.
    assert (counted["rekognition:DetectFaces"], counted["rekognition:CompareFaces"]) == (2, 1)
    assert stack.verify(stack.start(another), live(me)).reasons == (Reason.FACE_MISMATCH,)


def test_a_check_that_nobody_finished_leaves_a_verdict_without_a_frame(stack: Stack) -> None:
    started = stack.start()
    assert stack.verify(started, SessionOutcome(SessionStatus.EXPIRED)).reasons == (Reason.TIMED_OUT,)
    assert stack.service.identity.attempts.load(started.challenge.id).outcome is Outcome.ABANDONED


def test_terminals_need_a_role_to_get_keys_of(clients: Clients, settings: Settings) -> None:
    with pytest.raises(SettingsInvalid, match="aws__stream_role"):
        aws_build.build_aws(settings, clients=clients)
