"""The kiosk's own client before the kiosk's own server."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from kiosk.domain.documents.document import Finding
from kiosk.terminal.client.kyc import KycClient
from kiosk.terminal.client.kyc_wire import KycMatch
from kiosk.terminal_errors import KycRefused
from tests.factories.jpeg_files import REFERENCE, jpeg
from tests.fakes.clock import START_S
from tests.fakes.kyc_backend import Bench

FRONT, BACK, EXPIRED, BOBS = (jpeg(tag) for tag in ("front", "back", "expired", "bob"))


@pytest.fixture(scope="module", autouse=True)
def documents(kyc: Bench) -> None:
    portrait = kyc.comparer.show(jpeg("portrait"))
    kyc.comparer.show(FRONT)
    kyc.comparer.show(BOBS, "bob")
    kyc.reader.show(FRONT, portrait)
    kyc.reader.show(EXPIRED, portrait, Finding.EXPIRED)
    kyc.reader.show(BOBS, BOBS)


@pytest.fixture
def client(kyc: Bench) -> Iterator[KycClient]:
    client = KycClient(kyc.url)
    yield client
    client.close()


def test_a_session_from_its_creation_to_its_use(kyc: Bench, client: KycClient) -> None:
    session = client.create_session(audit_images=2)
    assert session.status == "CREATED"
    assert session.created_at == datetime.fromtimestamp(START_S, UTC)
    assert session.expires_at == session.created_at + timedelta(minutes=10)
    waiting = client.results(session.id)
    assert (waiting.status, waiting.is_live, waiting.reference) == ("IN_PROGRESS", False, None)
    kyc.complete(session.id)
    found = client.results(session.id)
    assert (found.status, found.is_live, found.confidence, found.reference) == ("SUCCEEDED", True, 99.5, REFERENCE)
    assert len(found.audit) == 2
    assert client.verify(session.id) == 99.5
    with pytest.raises(KycRefused) as refused:
        client.verify(session.id)
    assert (refused.value.number, refused.value.status) == (1007, 400)


def test_documents(kyc: Bench, client: KycClient) -> None:
    found = client.identify(kyc.completed(), [FRONT, BACK])
    assert (found.passed, found.documents, found.liveness, found.match) == (True, 2, 99.5, KycMatch(True, 96.45))
    assert found.extracted["idNumber"] == "123456789"
    expired = client.identify(kyc.completed(), [EXPIRED])
    assert (expired.passed, expired.match.is_match) == (False, True)
    assert "expired" in expired.message
    with pytest.raises(KycRefused, match="KYC_1011"):
        client.identify(kyc.completed(), [BOBS])


def test_faces(client: KycClient) -> None:
    assert client.compare_faces(FRONT, FRONT) == KycMatch(True, 96.45, 90.0)
    assert client.compare_faces(FRONT, BOBS).is_match is False
