"""Deleting and handing out what is held on one person, with everything on AWS's services."""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace

import pytest

from kiosk.backend.api.facade import IdentityServices
from kiosk.backend.attempts.ports import AttemptPlan, Subject, SubjectKind
from kiosk.backend.build.aws import build_aws
from kiosk.backend.build.lambda_cleaning import run_scheduled_maintenance
from kiosk.backend.build.open import open_attempts
from kiosk.backend.challenge.records import ID_PHOTO_BLOB, ChallengeRecord
from kiosk.backend.flows.records import FlowRecord
from kiosk.backend.metrics.cloudwatch_emf import EmfMetrics
from kiosk.backend.privacy.erase_export import erase_person, export_person
from kiosk.backend.stores.aws.clients import Clients
from kiosk.domain.identity import flow_state as steps
from kiosk.domain.identity.flow import Attempt, AttemptStage, Flow, Outcome
from kiosk.domain.identity.step_results import Duplicate, FlowAnswer
from kiosk.domain.liveness.nose.challenge import challenge_at
from kiosk.errors import LockedOut
from kiosk.service_settings import AwsSettings
from kiosk.settings import load
from tests.factories.jpeg_files import jpeg
from tests.factories.terminals import ANYBODY
from tests.fakes.aws_services import REGION, new_bucket, new_secret, new_table
from tests.fakes.clock import START_S, FakeClock
from tests.fakes.gateway_wires import HttpApiWire
from tests.fakes.sample_backends import handler_of
from tests.fakes.wire import call

ALICE, BOB = "C-4711", "C-0815"


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def place(clients: Clients) -> AwsSettings:
    return AwsSettings(
        table=new_table(clients), bucket=new_bucket(clients), accepts_untagged=True, token_secret_id="s", region=REGION
    )


@pytest.fixture
def identity(clients: Clients, place: AwsSettings, clock: FakeClock) -> Iterator[IdentityServices]:
    with build_aws(load(aws=place), clock, clients) as service:
        yield service.identity


def visit(identity: IdentityServices, attempt_id: str, customer: str, duplicate_of: str = "") -> None:
    """As a visit leaves it."""
    plan = AttemptPlan(Flow.ONBOARD, customer, "t1")
    challenge = challenge_at(attempt_id, 640, 480, 60, -10)
    identity.challenges.store.create(
        ChallengeRecord(challenge, "u", False, "", True, START_S, START_S + 180, plan=plan)
    )
    identity.challenges.blobs.put(attempt_id, ID_PHOTO_BLOB, jpeg(f"photo of {customer}"))
    identity.documents.put(attempt_id, "front", jpeg(f"page of {customer}"))
    identity.reviews.put(attempt_id, "selfie", jpeg(f"selfie of {customer}"))
    identity.attempts.begin(Attempt(attempt_id, Flow.ONBOARD, START_S, START_S + 180, customer, "t1"))
    details = {"duplicate_customer": duplicate_of} if duplicate_of else {}
    identity.attempts.end(attempt_id, Outcome.FAILED, stage=AttemptStage.DUPLICATE_SEARCH, details=details)
    duplicates = (Duplicate(duplicate_of, 99.0),) if duplicate_of else ()
    answer = FlowAnswer(Outcome.FAILED, (), customer, duplicates)
    progress = replace(steps.begin(Flow.ONBOARD, customer, True, ()), outcome=Outcome.FAILED)
    assert identity.flows.save(FlowRecord(attempt_id, START_S, progress, answer=answer))


def everything(clients: Clients, place: AwsSettings) -> str:
    items = clients.dynamodb.scan(TableName=place.table)["Items"]
    listed = clients.s3.list_objects_v2(Bucket=place.bucket).get("Contents", [])
    return str(items) + str([entry["Key"] for entry in listed])


def test_one_person_is_handed_out_and_deleted_everywhere(
    identity: IdentityServices, clients: Clients, place: AwsSettings
) -> None:
    visit(identity, "alicesvisit", ALICE)
    visit(identity, "b1", BOB, duplicate_of=ALICE)
    with zipfile.ZipFile(io.BytesIO(export_person(identity.privacy, ALICE, "s1"))) as file:
        told = json.loads(file.read("person.json"))
        images = {name: file.read(name) for name in file.namelist() if name.endswith(".jpg")}
    assert [attempt["id"] for attempt in told["attempts"]] == ["alicesvisit"]
    assert set(images) == {
        "challenges/alicesvisit/id-photo.jpg",
        "documents/alicesvisit/front.jpg",
        "reviews/alicesvisit/selfie.jpg",
    }
    assert images["documents/alicesvisit/front.jpg"] == jpeg(f"page of {ALICE}")
    assert "alicesvisit" in everything(clients, place)

    deleted = erase_person(identity.privacy, ALICE, "s1")
    assert {kind for kind, count in deleted.items() if count} == {
        "documents",
        "reviews",
        "challenges",
        "lockouts",
        "attempts",
    }
    left = everything(clients, place)
    assert "alicesvisit" not in left
    assert not sum(erase_person(identity.privacy, ALICE, "s1").values())
    assert identity.attempts.load("b1").details["duplicate_customer"] == ""
    flow = identity.flows.load("b1")
    assert flow is not None and flow.answer is not None and flow.answer.duplicates == ()
    assert identity.documents.names("b1") == ("front",)


def test_a_schedule_ends_what_nobody_ended(identity: IdentityServices, clock: FakeClock) -> None:
    identity.attempts.begin(Attempt("alicesvisit", Flow.ONBOARD, START_S, START_S + 180, ALICE, "t1"))
    clock.now_s += 1000
    run_scheduled_maintenance(identity)
    assert identity.attempts.load("alicesvisit").outcome is Outcome.ABANDONED


def test_each_request_to_the_function_writes_its_metrics(clients: Clients, place: AwsSettings) -> None:
    lines = list[str]()
    settings = load(
        aws=replace(place, token_secret_id=new_secret(clients, "x" * 40)), terminals=ANYBODY, consent_elsewhere=True
    )
    with build_aws(settings, FakeClock(), clients, EmfMetrics(lines.append, FakeClock())) as service:
        body = {"userId": ALICE, "imageWidth": 640, "imageHeight": 480, "customer": ALICE, "deviceId": "t1"}
        answer = call(HttpApiWire(handler_of(service, settings)), "POST", "/challenge/start", body)
        assert answer.status == 200
    (told,) = (json.loads(line) for line in lines)
    assert (told["attempts_started"], told["flow"], told["source"]) == (1, "verify", "terminal")
    assert ALICE not in lines[0]


def test_an_operator_unlocks_on_aws(
    identity: IdentityServices, clients: Clients, place: AwsSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "nobody")
    for number in range(5):
        identity.attempts.begin(Attempt(f"a{number}", Flow.AUTHENTICATE, START_S, START_S + 180, ALICE))
        identity.attempts.end(f"a{number}", Outcome.FAILED)
    again = Attempt("a9", Flow.AUTHENTICATE, START_S, START_S + 180, ALICE)
    with pytest.raises(LockedOut):
        identity.attempts.begin(again)
    endpoint = clients.dynamodb.meta.endpoint_url
    with open_attempts(load(adapters="aws", aws=replace(place, dynamodb_endpoint=endpoint))) as parts:
        assert parts.lockouts.unlock(Subject(SubjectKind.CUSTOMER, ALICE))
    identity.attempts.begin(again)
