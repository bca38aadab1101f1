"""The KYC API behind real HTTP, with everything around it under the test's control."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import requests
from fastapi import FastAPI

from kiosk.backend.api.app import create_app
from kiosk.backend.api.facade import ChallengeService
from kiosk.backend.api.kyc_routes import kyc_routes
from kiosk.backend.build.local import build_liveness
from kiosk.backend.kyc.context import KycContext
from kiosk.backend.kyc.ports import LivenessService
from kiosk.backend.kyc.service import KycService
from kiosk.backend.kyc.sessions import KycSessions
from kiosk.backend.stores.cipher import Cipher
from kiosk.backend.stores.files.blobs import FileBlobs
from kiosk.backend.stores.sqlite.kyc_sessions import SqliteSessions
from kiosk.domain.faces.quality import FaceQualityPolicy
from kiosk.domain.liveness.verdict import Reason
from kiosk.rekognition_local.liveness.no_attempts import NoAttempts
from kiosk.settings import Settings
from tests.factories.jpeg_files import REFERENCE, jpeg
from tests.factories.verdicts import make_verdict
from tests.fakes.attempt_log import FakeAttemptLog
from tests.fakes.clock import FakeClock
from tests.fakes.document_reader import FakeDocumentReader
from tests.fakes.face_comparer import FakeFaceComparer
from tests.fakes.face_engine import FakeFaceEngine
from tests.fakes.metrics import FakeMetrics
from tests.fakes.served_backend import running

Json = dict[str, object]
IDENTITY = "/api/kyc/analyze/identity-with-liveness"


@dataclass
class Bench:
    url: str
    app: FastAPI
    service: ChallengeService
    engine: FakeFaceEngine
    sessions: KycSessions
    comparer: FakeFaceComparer
    reader: FakeDocumentReader
    attempts: FakeAttemptLog
    clock: FakeClock
    metrics: FakeMetrics

    def call(self, method: str, path: str, body: object = None, **headers: str) -> requests.Response:
        return requests.request(method, self.url + path, json=body, headers=headers, timeout=10)

    def created(self, **headers: str) -> str:
        response = self.call("POST", "/api/liveness/session", **headers)
        assert response.status_code == 200, response.text
        return str(response.json()["sessionId"])

    def complete(self, session_id: str, confidence: float = 99.5, *reasons: Reason, passed: bool = True) -> None:
        """What a kiosk and its backend do."""
        self.sessions.begin(session_id, "challenge")
        audit = [jpeg(f"audit {number}") for number in range(4)]
        verdict = make_verdict(
            *reasons, passed=passed, confidence=confidence, reference_sequence=0, audit_sequences=(1, 2, 3, 4)
        )
        self.sessions.complete(session_id, "challenge", verdict, self.comparer.show(REFERENCE), audit)

    def completed(self, confidence: float = 99.5, **headers: str) -> str:
        session_id = self.created(**headers)
        self.complete(session_id, confidence)
        return session_id

    def results(self, session_id: str, **headers: str) -> requests.Response:
        return self.call("GET", f"/api/liveness/session/{session_id}/results", **headers)

    def verify(self, session_id: str, **headers: str) -> requests.Response:
        return self.call("POST", f"/api/liveness/verify/{session_id}", **headers)

    def identify(self, session_id: str, pages: Sequence[bytes], **headers: str) -> requests.Response:
        files = [("files", (f"{number}.jpg", page, "image/jpeg")) for number, page in enumerate(pages)]
        form = {"liveness_session_id": session_id}
        return requests.post(self.url + IDENTITY, data=form, files=files, headers=headers, timeout=10)


@contextmanager
def bench(settings: Settings, liveness: LivenessService | None = None) -> Iterator[Bench]:
    engine, clock, comparer, reader, attempts = (
        FakeFaceEngine(), FakeClock(), FakeFaceComparer(), FakeDocumentReader(), FakeAttemptLog(),
    )  # fmt: skip
    with ExitStack() as stack:
        store = SqliteSessions(settings.data_dir / "sessions.sqlite3", Cipher(bytes(32)))
        stack.callback(store.close)
        blobs = FileBlobs(settings.data_dir / "sessions", Cipher(bytes(32)))
        sessions = KycSessions(store, blobs, settings.kyc, attempts, clock, liveness)
        metrics = FakeMetrics()
        parts = KycContext(sessions, comparer, reader, FaceQualityPolicy(), settings.kyc, attempts, clock, metrics)
        service = stack.enter_context(build_liveness(settings, engine, sessions, NoAttempts(), clock))
        app = create_app(service, settings)
        app.include_router(kyc_routes(KycService(parts)))
        url = stack.enter_context(running(app))
        yield Bench(url, app, service, engine, sessions, comparer, reader, attempts, clock, metrics)


def assert_refused(response: requests.Response, status: int, number: int) -> str:
    """Checks the error's whole body; returns its message."""
    body = response.json()
    assert (response.status_code, body["errorCode"]) == (status, number), response.text
    assert list(body) == ["errorCode", "message", "status", "timestamp"]
    assert body["status"] == status
    assert body["timestamp"].endswith("Z")
    return str(body["message"])
