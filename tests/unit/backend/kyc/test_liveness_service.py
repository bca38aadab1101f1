"""Sessions that a liveness service carries out by itself."""

from collections.abc import Iterator

import pytest

from kiosk.backend.api.kyc_callers import HERE
from kiosk.backend.kyc.ports import LivenessOutcome
from kiosk.backend.kyc.records import Status
from kiosk.domain.identity.flow import Outcome
from kiosk.domain.liveness.face_movement.streamed_challenge import StreamCredentials, StreamGrant
from kiosk.errors import Busy, KycSessionFailed, KycSessionNotFound, SessionNotFound
from kiosk.settings import load
from tests.factories.jpeg_files import jpeg
from tests.factories.terminals import ANYBODY
from tests.fakes.clock import START_S
from tests.fakes.kyc_backend import Bench, assert_refused, bench


class FakeLiveness:
    """Implements `LivenessService` with one session."""

    lifetime_s = 180

    def __init__(self) -> None:
        self.created = 0
        self.told: LivenessOutcome | Exception = LivenessOutcome(Status.CREATED)
        self.refusal: Exception | None = None
        self.granted: StreamGrant | None = None

    def create(self, audit_images: int) -> str:
        if self.refusal:
            raise self.refusal
        self.created += 1
        return f"00000000-0000-4000-8000-{self.created:012}"

    def outcome(self, session_id: str) -> LivenessOutcome:
        if isinstance(self.told, Exception):
            raise self.told
        return self.told

    def grant(self, session_id: str) -> StreamGrant | None:
        return self.granted


@pytest.fixture(scope="module")
def liveness() -> FakeLiveness:
    return FakeLiveness()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, liveness: FakeLiveness) -> Iterator[Bench]:
    with bench(
        load(data_dir=tmp_path_factory.mktemp("served"), terminals=ANYBODY, consent_elsewhere=True), liveness
    ) as made:
        yield made


@pytest.fixture(autouse=True)
def afresh(served: Bench, liveness: FakeLiveness) -> None:
    served.clock.now_s, liveness.told, liveness.refusal = START_S, LivenessOutcome(Status.CREATED), None


def test_its_life_is_the_services(served: Bench) -> None:
    session_id = served.created()
    assert served.sessions.load(HERE, session_id).expires_at_s == START_S + 180
    with pytest.raises(SessionNotFound):
        served.sessions.begin(session_id, "challenge")


def test_its_results_are_fetched_once_and_kept(served: Bench, liveness: FakeLiveness) -> None:
    session_id = served.created()
    for status in (Status.CREATED, Status.IN_PROGRESS):
        liveness.told = LivenessOutcome(status)
        assert served.results(session_id).json()["status"] == "IN_PROGRESS"
    liveness.told = LivenessOutcome(Status.SUCCEEDED, False, 97.25, jpeg("r"), [jpeg("a")] * 5)
    found = served.results(session_id).json()
    assert (found["status"], found["confidence"], len(found["auditImages"])) == ("SUCCEEDED", 97.25, 4)
    liveness.told = KycSessionNotFound()
    assert served.verify(session_id).json()["isLive"] is True
    assert_refused(served.verify(session_id), 400, 1007)
    assert served.attempts.ended[session_id][0] is Outcome.APPROVED


@pytest.mark.parametrize(
    "told",
    [LivenessOutcome(Status.SUCCEEDED), LivenessOutcome(Status.SUCCEEDED, False, 89.9), LivenessOutcome(Status.FAILED)],
)
def test_nobody_passes_by_what_it_leaves_out(served: Bench, liveness: FakeLiveness, told: LivenessOutcome) -> None:
    session_id = served.created()
    liveness.told = told
    found = served.results(session_id).json()
    assert (found["status"], found["isLive"], found["referenceImage"]) == ("FAILED", False, None)
    assert_refused(served.verify(session_id), 422, 1009)
    assert served.attempts.ended[session_id][0] is Outcome.FAILED


def test_it_forgets_what_ran_out(served: Bench, liveness: FakeLiveness) -> None:
    session_id = served.created()
    liveness.told = LivenessOutcome(Status.CREATED, expired=True)
    assert_refused(served.verify(session_id), 400, 1007)
    liveness.told = KycSessionNotFound()
    assert_refused(served.results(session_id), 404, 1008)
    served.clock.now_s += 180
    assert_refused(served.results(session_id), 400, 1007)


@pytest.mark.expect_logs
def test_it_may_not_be_there(served: Bench, liveness: FakeLiveness) -> None:
    session_id = served.created()
    liveness.told = liveness.refusal = Busy("Rekognition", 2.0)
    assert_refused(served.results(session_id), 503, 5001)
    assert_refused(served.call("POST", "/api/liveness/session"), 503, 5001)
    liveness.refusal = KycSessionFailed("Rekognition CreateFaceLivenessSession: AccessDeniedException")
    message = assert_refused(served.call("POST", "/api/liveness/session"), 500, 1006)
    assert message == "Liveness session creation failed"


def test_a_page_hears_where_its_stream_is_opened(served: Bench, liveness: FakeLiveness) -> None:
    """Where others give that out, the answer is what the documentation says and nothing else."""
    plain = served.call("POST", "/api/liveness/session").json()
    assert set(plain) == {"sessionId", "status", "createdAt", "expiryDate"}
    key = StreamCredentials("ASIAKEY", "secret", "token", int(START_S) + 900)
    session_id = f"00000000-0000-4000-8000-{liveness.created + 1:012}"
    liveness.granted = StreamGrant(session_id, "us-east-1", "wss://127.0.0.1:8011", key, "PEM")
    try:
        told = served.call("POST", "/api/liveness/session").json()
    finally:
        liveness.granted = None
    assert told["stream"] == {
        "sessionId": told["sessionId"],
        "region": "us-east-1",
        "endpoint": "wss://127.0.0.1:8011",
        "authority": "PEM",
        "credentials": {
            "accessKeyId": "ASIAKEY",
            "secretAccessKey": "secret",
            "sessionToken": "token",
            "expiresAt": START_S + 900,
        },
    }
