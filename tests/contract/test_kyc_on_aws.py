"""The KYC API as it is put together on AWS: sessions of Rekognition Face Liveness, kept in DynamoDB and S3."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from kiosk.backend.api.facade import VerificationService
from kiosk.backend.build.aws import build_aws
from kiosk.backend.kyc.records import Status
from kiosk.backend.kyc.results import IN_PROGRESS
from kiosk.backend.kyc.service import KycService
from kiosk.backend.stores.aws.clients import Clients
from kiosk.domain.identity.policy import KycPolicy
from kiosk.errors import KycSessionNotFound, LivenessTooLow, SessionNotFound
from kiosk.service_settings import AwsSettings
from kiosk.settings import load
from kiosk.terminal.camera.demo import people
from tests.factories.terminals import ANYBODY
from tests.factories.verdicts import make_verdict
from tests.fakes.aws_services import REGION, new_bucket, new_secret, new_table


@pytest.fixture(scope="module")
def made(
    clients: Clients, rekognition: Clients, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, VerificationService]]:
    """A backend of each kind of liveness, on one table and bucket."""
    services = replace(clients, rekognition=rekognition.rekognition)
    aws = AwsSettings(
        new_table(clients),
        new_bucket(clients),
        token_secret_id=new_secret(clients, "x" * 40),
        data_secret_id=new_secret(clients, "y" * 40),
        region=REGION,
    )
    folder = tmp_path_factory.mktemp("aws")
    kinds = {"nose": KycPolicy(), "rekognition": KycPolicy(liveness="rekognition")}
    made = {
        kind: build_aws(
            load(data_dir=folder, aws=aws, kyc=kyc, terminals=ANYBODY, consent_elsewhere=True), clients=services
        )
        for kind, kyc in kinds.items()
    }
    yield made
    for service in made.values():
        service.close()


def kyc_of(service: VerificationService) -> KycService:
    return service.identity.kyc


def test_a_session_of_face_liveness_waits_for_three_minutes(made: dict[str, VerificationService]) -> None:
    kyc = kyc_of(made["rekognition"])
    session = kyc.create("bank", 4)
    assert session.expires_at_s - session.created_at_s == 180
    assert kyc.results("bank", session.id).message == IN_PROGRESS
    with pytest.raises(KycSessionNotFound):
        kyc.results("shop", session.id)
    with pytest.raises(LivenessTooLow, match=r"0\.00%"):
        kyc.verify("bank", session.id)
    with pytest.raises(SessionNotFound):
        made["rekognition"]._context.sessions.begin(session.id, "challenge")


def test_a_session_of_the_nose_challenge_keeps_its_images_in_the_bucket(made: dict[str, VerificationService]) -> None:
    service, me = made["nose"], people.demo_person().read_bytes()
    kyc, sessions = kyc_of(service), service._context.sessions
    session = kyc.create("bank", 2)
    assert session.expires_at_s - session.created_at_s == 600
    sessions.begin(session.id, "challenge")
    verdict = make_verdict(reference_sequence=0, audit_sequences=(1, 2))
    sessions.complete(session.id, "challenge", verdict, me, [me, me, me])
    found = kyc.results("bank", session.id)
    assert (found.status, found.confidence, found.reference, len(found.audit)) == (Status.SUCCEEDED, 97.0, me, 2)
    assert kyc.verify("bank", session.id).confidence == 97.0


def test_faces_are_compared_by_rekognition(made: dict[str, VerificationService]) -> None:
    kyc = kyc_of(made["nose"])
    me, another = (path.read_bytes() for path in (people.demo_person(), people.another_person()))
    assert kyc.compare(me, me).is_match
    assert not kyc.compare(me, another).is_match
