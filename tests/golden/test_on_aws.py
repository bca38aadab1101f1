"""What lies in the table and the bucket of a stack: keys, attributes, types, and what is compressed in them.

An update of the functions finds what the version before has written, and a stack cannot be emptied for it.
"""

import base64
import json
import secrets
import zlib
from collections.abc import Mapping
from typing import Any

import pytest

from kiosk.backend.attempts.ports import Subject, SubjectKind
from kiosk.backend.build.aws import build_aws
from kiosk.backend.build.aws_enrolment import PREFIX as ENROLLED
from kiosk.backend.challenge.records import Admission
from kiosk.backend.flows.records import FlowRecord
from kiosk.backend.ports import ReferenceHasher
from kiosk.backend.stores.aws.clients import Clients
from kiosk.backend.stores.dynamodb.attempts import DynamoAttempts
from kiosk.backend.stores.dynamodb.audit import DynamoAudit
from kiosk.backend.stores.dynamodb.challenges import DynamoStore
from kiosk.backend.stores.dynamodb.enrolments import DynamoEnrolments
from kiosk.backend.stores.dynamodb.flows import DynamoFlows
from kiosk.backend.stores.dynamodb.items import PARTITION_KEY, SORT_KEY
from kiosk.backend.stores.dynamodb.kyc_sessions import DynamoSessions
from kiosk.backend.stores.dynamodb.lockouts import DynamoLockouts
from kiosk.backend.stores.dynamodb.reference_hash import DynamoReferenceHash
from kiosk.backend.stores.dynamodb.table import Table
from kiosk.domain.identity.flow import Attempt, Flow, Outcome
from kiosk.domain.identity.flow_state import Progress
from kiosk.domain.identity.lockout import LockoutPolicy
from kiosk.service_settings import AwsSettings
from kiosk.settings import load
from tests.factories import stored_values
from tests.factories.stored_values import AT_S, ID
from tests.fakes.aws_services import REGION, new_bucket, new_table
from tests.golden.expectation import expect, expect_json

KEPT_S = 3600.0
OTHER = "f" * 32


def now() -> float:
    return AT_S


@pytest.fixture
def table(clients: Clients, monkeypatch: pytest.MonkeyPatch) -> str:
    """Empty, and whatever is written into it is never random."""
    name = new_table(clients)
    monkeypatch.setattr(secrets, "token_bytes", lambda count=32: bytes(range(count)))
    monkeypatch.setattr(secrets, "randbelow", lambda _: 0)
    monkeypatch.setattr(secrets, "token_hex", lambda count=32: "0a" * count)
    return name


@pytest.fixture
def key_of(clients: Clients, table: str) -> ReferenceHasher:
    return DynamoReferenceHash(Table(clients.dynamodb, table))


def items(clients: Clients, table: str) -> list[Mapping[str, Any]]:
    """Everything in the table by its keys, as DynamoDB's own client has it."""
    found = clients.dynamodb.scan(TableName=table)["Items"]
    return sorted((_plain(item) for item in found), key=lambda item: (str(item[PARTITION_KEY]), str(item[SORT_KEY])))


def _plain(item: Mapping[str, Any]) -> dict[str, Any]:
    return {name: {kind: _told(data) for kind, data in value.items()} for name, value in item.items()}


def _told(data: Any) -> Any:
    """JSON that is compressed is shown as it is: how it is compressed may differ."""
    if not isinstance(data, bytes):
        return data
    try:
        return {"zlib": json.loads(zlib.decompress(data))}
    except zlib.error:
        return {"base64": base64.b64encode(data).decode()}


def test_challenges(clients: Clients, table: str) -> None:
    store = DynamoStore(clients.dynamodb, table, KEPT_S, now)
    store.create(stored_values.RECORD)
    admission = Admission(stored_values.FACTS, stored_values.TAIL, prepare=True, settled=True)
    store.append(ID, stored_values.FACTS.sequence, lambda tail, digest: admission)
    store.put_finding(ID, "descriptor:7", b"data")
    expect_json("dynamodb/open_challenge.json", items(clients, table))
    claim = store.claim(ID, "r1")
    expect_json("dynamodb/judged_challenge.json", items(clients, table))
    store.close(ID, claim, stored_values.VERDICT)
    expect_json("dynamodb/closed_challenge.json", items(clients, table))
    snapshot = store.load(ID)
    assert (snapshot.verdict, snapshot.tail, store.frames(ID)) == (
        stored_values.VERDICT,
        stored_values.TAIL,
        (stored_values.FACTS,),
    )


def test_flows(clients: Clients, table: str) -> None:
    flows = DynamoFlows(clients.dynamodb, table, KEPT_S, now)
    assert flows.save(
        FlowRecord(ID, AT_S, stored_values.PROGRESS, stored_values.DOCUMENT, stored_values.DIGEST, stored_values.ANSWER)
    )
    begun = Progress(Flow.ONBOARD, customer="C-0815", request_id="r1")
    assert flows.save(FlowRecord(OTHER, AT_S, begun))
    expect_json("dynamodb/flows.json", items(clients, table))


def test_attempts(clients: Clients, table: str, key_of: ReferenceHasher) -> None:
    attempts = DynamoAttempts(clients.dynamodb, table, key_of, KEPT_S, now)
    attempts.create(stored_values.ATTEMPT)
    attempts.create(Attempt(OTHER, Flow.VERIFY, AT_S, AT_S + 180))
    assert attempts.load(OTHER).outcome is Outcome.OPEN
    expect_json("dynamodb/attempts.json", items(clients, table))


def test_lockouts(clients: Clients, table: str, key_of: ReferenceHasher) -> None:
    lockouts = DynamoLockouts(clients.dynamodb, table, key_of, LockoutPolicy())
    for kind in SubjectKind:
        lockouts.change(Subject(kind, "C-4711 Zoë"), lambda _: stored_values.LOCKOUT)
    expect_json("dynamodb/lockouts.json", items(clients, table))


def test_the_audit_trail(clients: Clients, table: str, key_of: ReferenceHasher) -> None:
    audit = DynamoAudit(clients.dynamodb, table, key_of, KEPT_S, now)
    audit.record("s-1", "erase", "C-4711", "C-4711 asked for it")
    expect_json("dynamodb/audit.json", items(clients, table))


def test_sessions(clients: Clients, table: str) -> None:
    sessions = DynamoSessions(clients.dynamodb, table, KEPT_S, now)
    sessions.create(stored_values.KYC_SESSION)
    expect_json("dynamodb/kyc_sessions.json", items(clients, table))


def test_enrolments(clients: Clients, table: str) -> None:
    enrolments = DynamoEnrolments(clients.dynamodb, table)
    assert enrolments.put_layouts(stored_values.LAYOUTS)
    enrolments.put_checkpoint(stored_values.CHECKPOINT)
    enrolments.add(stored_values.ENROLMENT)
    assert enrolments.put_face(stored_values.ENROLMENT, stored_values.MAPPED_FACE)
    expect_json("dynamodb/pending_enrolment.json", items(clients, table))
    assert enrolments.activate(stored_values.ENROLMENT, AT_S + 2, stored_values.LAYOUTS.version)
    expect_json("dynamodb/active_enrolment.json", items(clients, table))
    assert enrolments.layouts() == stored_values.LAYOUTS
    assert enrolments.checkpoint() == stored_values.CHECKPOINT


def test_pictures(clients: Clients, table: str) -> None:
    bucket = new_bucket(clients)
    aws = AwsSettings(table=table, bucket=bucket, accepts_untagged=True, token_secret_id="secret", region=REGION)
    with build_aws(load(aws=aws), now, clients) as service:
        identity = service.identity
        assert identity is not None
        for blobs in (identity.challenges.blobs, identity.documents, identity.reviews):
            blobs.put(ID, stored_values.DIGEST, b"a picture")
        session, sessions = identity.kyc.create("bank", 1), identity.challenges.sessions
        sessions.begin(session.id, ID)
        sessions.complete(session.id, ID, stored_values.VERDICT, b"a picture", [b"another"])
    found = clients.s3.list_objects_v2(Bucket=bucket)["Contents"]
    expect("s3_keys.txt", "\n".join([*sorted(entry["Key"] for entry in found), f"enrolled customers: {ENROLLED}"]))
