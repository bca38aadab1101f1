"""Challenges that a liveness service carries out, from the start to the ends of all flows."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kiosk.backend.attempts.ports import AttemptPlan
from kiosk.backend.challenge.add_frame import FrameRequest
from kiosk.backend.challenge.ports import SessionOutcome
from kiosk.backend.challenge.start import Started, StartRequest
from kiosk.backend.challenge.verify import VerifyRequest
from kiosk.backend.flows.abandon import AbandonRequest, abandon
from kiosk.backend.flows.show_evidence import EvidenceRequest, show_evidence
from kiosk.backend.privacy.erase_export import erase_person, export_person
from kiosk.domain.faces.face_detail import FaceDetail
from kiosk.domain.identity.face_liveness_policy import FaceLivenessPolicy
from kiosk.domain.identity.flow import AttemptStage, Flow, Outcome
from kiosk.domain.identity.staff import StaffProof
from kiosk.domain.identity.step_reason import StepReason
from kiosk.domain.liveness.choice import CustomerNeeds
from kiosk.domain.liveness.face_movement.challenge import ChallengeType
from kiosk.domain.liveness.face_movement.session_judge import SessionStatus
from kiosk.domain.liveness.face_movement.streamed_challenge import MovementAndLightStream, MovementStream
from kiosk.domain.liveness.nose.challenge import NoseChallenge
from kiosk.domain.liveness.verdict import Reason, Verdict
from kiosk.errors import Busy, ChallengeClosed, ChallengeNotFound, InternalError, ServiceUnavailable, TokenExpired
from kiosk.stream_errors import FramesNotTaken, LivenessInProgress, LivenessNotCarriedOut, NoChallengePossible
from tests.factories.faces import head
from tests.factories.jpeg_files import jpeg
from tests.fakes.branch import PIN, STAFF, Branch, open_branch
from tests.fakes.face_liveness import FakeFaceLiveness, session_id

NOSE, MOVEMENT, LIGHT = "nose", "face-movement", "face-movement-and-light"
ALL = (NOSE, MOVEMENT, LIGHT)


@dataclass
class Streaming:
    """A branch whose customers stream."""

    branch: Branch
    liveness: FakeFaceLiveness

    def start(
        self,
        flow: Flow = Flow.VERIFY,
        customer: str = "",
        id_photo: bytes | None = None,
        knows: tuple[str, ...] = ALL,
        **needs: bool,
    ) -> Started:
        plan = AttemptPlan(flow, customer, "t1")
        wanted: dict[str, Any] = {"terminal_knows": knows, "needs": CustomerNeeds(**needs), "id_photo": id_photo}
        return self.branch.service.start(StartRequest("u-1", 640, 480, plan=plan, **wanted))

    def tell(self, started: Started, outcome: SessionOutcome) -> None:
        """What the service says of the challenge's session."""
        assert started.grant is not None
        self.liveness.outcomes[started.grant.session_id] = outcome

    def verify(self, started: Started, request_id: str = "v1") -> Verdict:
        return self.branch.service.verify(VerifyRequest(started.challenge.id, started.token, request_id))

    def carry_out(
        self, started: Started, person: str = "alice", confidence: float = 97.0, face: FaceDetail | None = None
    ) -> Verdict:
        """Somebody streams, and the service is so sure of them."""
        reference = self.branch.engine.show(jpeg(f"{started.challenge.id} me"), face or head(), person=person)
        shown = [jpeg(f"{started.challenge.id} {number}") for number in range(4)]
        audit = [self.branch.engine.show(each, head(), person=person) for each in shown]
        kind = {MOVEMENT: ChallengeType.MOVEMENT, LIGHT: ChallengeType.MOVEMENT_AND_LIGHT}[started.challenge.kind]
        self.tell(started, SessionOutcome(SessionStatus.SUCCEEDED, kind, confidence, reference, audit))
        return self.verify(started)


@pytest.fixture
def streaming(tmp_path: Path) -> Iterator[Streaming]:
    liveness = FakeFaceLiveness()
    policy = FaceLivenessPolicy(min_confidence_onboard=90.0)
    with open_branch(tmp_path, liveness, challenge=LIGHT, face_liveness=policy) as branch:
        yield Streaming(branch, liveness)


def test_a_start_creates_a_session_of_the_kind_and_gives_out_its_key(streaming: Streaming) -> None:
    started = streaming.start()
    assert isinstance(started.challenge, MovementAndLightStream)
    assert started.challenge.service_session_id == session_id(1)
    assert streaming.liveness.wanted == [(ChallengeType.MOVEMENT_AND_LIGHT, 4)]
    assert started.grant is not None
    assert started.grant.session_id == session_id(1)


def test_the_customer_gets_what_they_can_do(streaming: Streaming) -> None:
    assert isinstance(streaming.start(photosensitive=True).challenge, MovementStream)
    assert isinstance(streaming.start(cannot_come_near=True).challenge, NoseChallenge)
    assert streaming.liveness.wanted == [(ChallengeType.MOVEMENT, 4)]
    with pytest.raises(NoChallengePossible):
        streaming.start(cannot_come_near=True, cannot_turn_head=True)


def test_a_check_that_is_left_without_its_light_waits_for_staff(streaming: Streaming) -> None:
    asked, knows_no_light = streaming.start(photosensitive=True), streaming.start(knows=(MOVEMENT,))
    for started in (asked, knows_no_light):
        assert isinstance(started.challenge, MovementStream)
        verdict = streaming.carry_out(started)
        assert (verdict.passed, verdict.reasons) == (False, (Reason.LIGHT_NOT_SHOWN,))
        assert streaming.branch.attempt(started).outcome is Outcome.INCOMPLETE


def test_a_terminal_that_says_nothing_of_streams_gets_the_nose(streaming: Streaming) -> None:
    assert isinstance(streaming.branch.start().challenge, NoseChallenge)
    assert not streaming.liveness.wanted


def test_a_check_that_was_carried_out_passes_once(streaming: Streaming) -> None:
    started = streaming.start()
    verdict = streaming.carry_out(started)
    assert (verdict.passed, verdict.confidence) == (True, 97.0)
    assert (verdict.reference_sequence, verdict.audit_sequences) == (0, (1, 2, 3, 4))
    assert streaming.branch.attempt(started).outcome is Outcome.APPROVED
    assert streaming.verify(started) == verdict
    with pytest.raises(ChallengeClosed):
        streaming.verify(started, "another")


def test_what_the_service_holds_is_handed_out_and_erased_with_the_customer(streaming: Streaming) -> None:
    privacy = streaming.branch.service.identity.privacy
    started = streaming.start(Flow.ONBOARD, "c-1")
    assert started.grant is not None
    held = SessionOutcome(SessionStatus.SUCCEEDED, ChallengeType.MOVEMENT_AND_LIGHT, 97.0, b"reference", [b"audit"])
    streaming.tell(started, held)
    with zipfile.ZipFile(io.BytesIO(export_person(privacy, "c-1", STAFF))) as file:
        folder = f"challenges/{started.challenge.id}/session"
        assert file.read(f"{folder}/reference.jpg") == b"reference"
        assert file.read(f"{folder}/audit-0.jpg") == b"audit"
    streaming.liveness.failure = Busy()
    with pytest.raises(Busy):
        erase_person(privacy, "c-1", STAFF)
    streaming.liveness.failure = None
    assert erase_person(privacy, "c-1", STAFF)["challenges"] == 1, "what failed once is done again"
    assert streaming.liveness.forgotten == [started.grant.session_id]
    assert erase_person(privacy, "c-1", STAFF)["challenges"] == 0


def test_a_request_that_comes_twice_at_once_is_answered_the_same(streaming: Streaming) -> None:
    started = streaming.start()
    told: list[Verdict] = []
    ask, seen = streaming.liveness.outcome, list[str]()

    def first_ask_lets_another_overtake(session_id: str) -> SessionOutcome:
        seen.append(session_id)
        if len(seen) == 1:
            told.append(streaming.verify(started))
        return ask(session_id)

    streaming.liveness.outcome = first_ask_lets_another_overtake  # type: ignore[method-assign]
    told.append(streaming.carry_out(started))
    assert told[0] == told[1]
    assert told[0].passed
    assert len(seen) == 2


def test_who_left_meanwhile_leaves_no_picture(streaming: Streaming) -> None:
    started, ask = streaming.start(), streaming.liveness.outcome
    request = AbandonRequest(started.challenge.id, started.token, AttemptStage.LIVENESS, "CANCELLED")

    def leave(session_id: str) -> SessionOutcome:
        abandon(streaming.branch.identity, request)
        return ask(session_id)

    streaming.liveness.outcome = leave  # type: ignore[method-assign]
    with pytest.raises((ChallengeClosed, ChallengeNotFound)):
        streaming.carry_out(started)
    assert not streaming.branch.service._context.blobs.names(started.challenge.id)


def test_nothing_is_judged_before_there_is_a_result(streaming: Streaming) -> None:
    started = streaming.start()
    with pytest.raises(LivenessNotCarriedOut):
        streaming.verify(started)
    streaming.tell(started, SessionOutcome(SessionStatus.IN_PROGRESS))
    with pytest.raises(LivenessInProgress):
        streaming.verify(started)
    assert streaming.carry_out(started).passed


@pytest.mark.parametrize(
    ("outcome", "reason", "recorded"),
    [
        (SessionOutcome(SessionStatus.FAILED), Reason.STREAM_FAILED, Outcome.ABANDONED),
        (SessionOutcome(SessionStatus.EXPIRED), Reason.TIMED_OUT, Outcome.ABANDONED),
        (
            SessionOutcome(SessionStatus.SUCCEEDED, ChallengeType.MOVEMENT_AND_LIGHT, 40.0),
            Reason.LOW_CONFIDENCE,
            Outcome.FAILED,
        ),
        (
            SessionOutcome(SessionStatus.SUCCEEDED, ChallengeType.MOVEMENT, 99.0, jpeg("me")),
            Reason.STREAM_FAILED,
            Outcome.FAILED,
        ),
        (
            SessionOutcome(SessionStatus.SUCCEEDED, ChallengeType.MOVEMENT_AND_LIGHT, 99.0, b"no picture"),
            Reason.REFERENCE_UNUSABLE,
            Outcome.ABANDONED,
        ),
    ],
)
def test_what_came_to_nothing_fails_for_good(
    streaming: Streaming, outcome: SessionOutcome, reason: Reason, recorded: Outcome
) -> None:
    started = streaming.start()
    streaming.tell(started, outcome)
    assert streaming.verify(started).reasons == (reason,)
    assert streaming.branch.attempt(started).outcome is recorded
    # Whatever the service says later.
    streaming.tell(started, SessionOutcome(SessionStatus.SUCCEEDED, ChallengeType.MOVEMENT_AND_LIGHT, 99.0))
    with pytest.raises(ChallengeClosed):
        streaming.verify(started, "another")


@pytest.mark.parametrize("faces", [(), (head(), head(centre=(0.8, 0.5))), (head(yaw_deg=40),), (head(size=0.02),)])
def test_a_reference_image_must_be_good_enough_to_compare(streaming: Streaming, faces: tuple[FaceDetail, ...]) -> None:
    started = streaming.start()
    reference = streaming.branch.engine.show(jpeg("me"), *faces)
    kind = ChallengeType.MOVEMENT_AND_LIGHT
    streaming.tell(started, SessionOutcome(SessionStatus.SUCCEEDED, kind, 99.0, reference))
    assert streaming.verify(started).reasons == (Reason.REFERENCE_UNUSABLE,)


def test_each_flow_has_its_threshold(streaming: Streaming) -> None:
    assert streaming.carry_out(streaming.start(), confidence=85.0).passed
    onboarding = streaming.start(Flow.ONBOARD, "4711")
    assert streaming.carry_out(onboarding, confidence=85.0).reasons == (Reason.LOW_CONFIDENCE,)


@pytest.mark.parametrize(("person", "matches"), [("alice", True), ("mallory", False)])
def test_the_reference_image_is_compared_with_the_photo(streaming: Streaming, person: str, matches: bool) -> None:
    photo = streaming.branch.engine.show(jpeg("passport", 300, 400), head(), person="alice")
    verdict = streaming.carry_out(streaming.start(id_photo=photo), person)
    assert verdict.passed is matches
    assert verdict.reasons == (() if matches else (Reason.FACE_MISMATCH,))


def test_onboarding_and_authentication_go_on_with_the_reference_image(streaming: Streaming) -> None:
    branch = streaming.branch
    onboarding = streaming.start(Flow.ONBOARD, "4711")
    assert streaming.carry_out(onboarding).passed
    assert branch.show_document(onboarding, "alice").accepted
    assert branch.enrol(onboarding, "4711").outcome is Outcome.APPROVED
    for person, outcome in (("alice", Outcome.APPROVED), ("mallory", Outcome.FAILED)):
        started = streaming.start(Flow.AUTHENTICATE, "4711")
        assert streaming.carry_out(started, person).passed
        answer = branch.authenticate(started)
        assert answer.outcome is outcome
    assert answer.reasons == (StepReason.FACE_MISMATCH,)


def test_staff_see_what_the_service_said_and_kept(streaming: Streaming) -> None:
    started = streaming.start(Flow.ONBOARD, "4711")
    streaming.carry_out(started)
    proof = StaffProof(STAFF, PIN)
    found = show_evidence(streaming.branch.identity, EvidenceRequest(started.challenge.id, started.token, proof))
    assert found.stage is AttemptStage.DOCUMENT
    assert found.scores["service_confidence"] == 97.0
    assert [name for name, _ in found.images][:1] == ["selfie"]
    assert len(found.images) == 5


def test_a_session_of_the_kyc_api_is_completed_by_it(streaming: Streaming) -> None:
    kyc = streaming.branch.identity.kyc
    session = kyc.create("bank", 2)
    request = StartRequest("u-1", 640, 480, session_id=session.id, terminal_knows=ALL)
    assert streaming.carry_out(streaming.branch.service.start(request), confidence=93.0).passed
    found = kyc.results("bank", session.id)
    assert (found.is_live, found.confidence, len(found.audit)) == (True, 93.0, 2)
    assert found.reference is not None
    assert kyc.verify("bank", session.id).confidence == 93.0


def test_frames_are_not_taken(streaming: Streaming) -> None:
    """Whoever holds the token must not put a picture where the service's are kept."""
    started = streaming.start()
    with pytest.raises(FramesNotTaken):
        streaming.branch.service.add_frame(FrameRequest(started.challenge.id, started.token, jpeg("mine"), 0))
    assert streaming.carry_out(started).passed


@pytest.mark.expect_logs
@pytest.mark.parametrize("failure", [Busy("Rekognition"), ServiceUnavailable("Rekognition"), InternalError("Denied")])
def test_a_service_that_does_not_answer_leaves_everything_open(streaming: Streaming, failure: Exception) -> None:
    streaming.liveness.failure = failure
    with pytest.raises(type(failure)):
        streaming.start()
    streaming.liveness.failure = None
    started = streaming.start()
    streaming.liveness.failure = failure
    with pytest.raises(type(failure)):
        streaming.verify(started)
    streaming.liveness.failure = None
    assert streaming.carry_out(started).passed


def test_no_challenge_without_a_key_for_its_stream(streaming: Streaming) -> None:
    streaming.liveness.grants = False
    with pytest.raises(InternalError):
        streaming.start()


def test_it_ends_with_its_time(streaming: Streaming) -> None:
    started = streaming.start()
    streaming.branch.clock.now_s += 181
    with pytest.raises(TokenExpired):
        streaming.carry_out(started)


def test_who_leaves_is_forgotten(streaming: Streaming) -> None:
    started = streaming.start()
    abandon(
        streaming.branch.identity,
        AbandonRequest(started.challenge.id, started.token, AttemptStage.LIVENESS, "CANCELLED"),
    )
    assert streaming.branch.attempt(started).outcome is Outcome.ABANDONED
