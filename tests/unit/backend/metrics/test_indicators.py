"""Each performance indicator of Amazon's whitepaper on identity verification (8.2), as real use cases make it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from kiosk.backend.flows.abandon import AbandonRequest, abandon
from kiosk.domain.documents.document import Finding
from kiosk.domain.faces.face_detail import Pose, Quality
from kiosk.domain.identity.flow import AttemptStage, Flow, Outcome
from kiosk.errors import LockedOut
from tests.factories.faces import head
from tests.fakes.branch import Branch, open_branch

FRAMES = 59
"""Of one who takes the challenge: four straight, 24, 8 and 8 turning, three times five held."""


@pytest.fixture(scope="module")
def branch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Branch]:
    """One for all: every test looks at what it has changed."""
    with open_branch(tmp_path_factory.mktemp("branch")) as branch:
        branch.onboard("alice", "C-1")
        yield branch


@pytest.fixture
def before(branch: Branch) -> dict[str, float]:
    branch.clock.now_s += 1000
    return branch.metrics()


def risen(branch: Branch, before: dict[str, float], *names: str) -> dict[str, float]:
    """What has risen since, without what only says when counting began."""
    after = branch.metrics()
    changed = {name: value - before.get(name, 0.0) for name, value in after.items() if "_created" not in name}
    return {name: value for name, value in changed.items() if value and name.startswith(names)}


def attempts(flow: str, outcome: str, stage: str, reason: str = "") -> str:
    name = "attempt_reasons_total" if reason else "attempts_total"
    told = f'reason="{reason}",' if reason else ""
    return f'kiosk_{name}{{by="system",flow="{flow}",outcome="{outcome}",{told}source="terminal",stage="{stage}"}}'


def test_approved_registrations(branch: Branch, before: dict[str, float]) -> None:
    started = branch.onboard("bob", "C-2")
    assert risen(branch, before, "kiosk_attempts_total") == {attempts("onboard", "approved", "enrolment"): 1}
    found = branch.attempt(started)
    assert (found.outcome, found.customer, found.reasons) == (Outcome.APPROVED, "C-2", ())
    assert found.measures["similarity"] > 95
    assert found.measures["liveness_confidence"] > 80


def test_failed_registrations_with_stage_and_reason(branch: Branch, before: dict[str, float]) -> None:
    liveness = branch.start(Flow.ONBOARD, device="t2")
    assert not branch.fail_liveness(liveness).passed
    stolen = branch.start(Flow.ONBOARD, device="t3")
    branch.pass_liveness(stolen, "carol")
    assert not branch.show_document(stolen, "dave").accepted
    changed = risen(branch, before, "kiosk_attempt")
    assert changed[attempts("onboard", "failed", "liveness")] == 1
    assert changed[attempts("onboard", "failed", "liveness", branch.attempt(liveness).reasons[0])] == 1
    assert changed[attempts("onboard", "failed", "face_match")] == 1
    assert changed[attempts("onboard", "failed", "face_match", "FACE_MISMATCH")] == 1
    assert branch.attempt(stolen).measures["similarity"] < 95


def test_incomplete_registrations_with_stage_and_reason(branch: Branch, before: dict[str, float]) -> None:
    started = branch.onboard("erin", "C-1e")
    again = branch.start(Flow.ONBOARD, "")
    branch.pass_liveness(again, "frank")
    branch.show_document(again, "frank")
    assert branch.enrol(again, "C-1e").reasons == ("CUSTOMER_EXISTS",)
    assert risen(branch, before, "kiosk_attempts_total") == {
        attempts("onboard", "approved", "enrolment"): 1,
        attempts("onboard", "incomplete", "enrolment"): 1,
    }
    told = attempts("onboard", "incomplete", "enrolment", "CUSTOMER_EXISTS")
    assert risen(branch, before, "kiosk_attempt_reasons_total") == {told: 1}
    assert branch.attempt(started).outcome is Outcome.APPROVED


def test_abandoned_registrations_said_and_unsaid(branch: Branch, before: dict[str, float]) -> None:
    said, unsaid = branch.start(Flow.ONBOARD), branch.start(Flow.ONBOARD)
    branch.pass_liveness(said, "gina")
    assert branch.show_document(said, "gina", Finding.EXPIRED).findings == (Finding.EXPIRED,)
    abandon(branch.identity, AbandonRequest(said.challenge.id, said.token, AttemptStage.DOCUMENT, "CANCELLED"))
    branch.clock.now_s += 1000
    branch.identity.attempts.sweep()
    changed = risen(branch, before, "kiosk_attempt_reasons_total")
    assert changed[attempts("onboard", "abandoned", "document", "CANCELLED")] == 1
    assert changed[attempts("onboard", "abandoned", "liveness", "TIMED_OUT")] == 1
    assert branch.attempt(unsaid).outcome is Outcome.ABANDONED


def test_what_a_terminal_says_makes_no_series_of_its_own(branch: Branch, before: dict[str, float]) -> None:
    started = branch.start(Flow.ONBOARD)
    request = AbandonRequest(started.challenge.id, started.token, AttemptStage.LIVENESS, "JANE_DOE_4711")
    branch.pass_liveness(started, "jane")
    abandon(branch.identity, request)
    assert branch.attempt(started).reasons == ("JANE_DOE_4711",)
    assert list(risen(branch, before, "kiosk_attempt_reasons_total")) == [
        attempts("onboard", "abandoned", "document", "OTHER")
    ]


def test_duplicate_registrations_and_who_is_registered(branch: Branch, before: dict[str, float]) -> None:
    started = branch.onboard("alice", "C-99")
    assert risen(branch, before, "kiosk_duplicate") == {'kiosk_duplicate_registrations_total{outcome="failed"}': 1}
    found = branch.attempt(started)
    assert (found.stage, found.reasons) == (AttemptStage.DUPLICATE_SEARCH, ("DUPLICATE_FOUND",))
    assert found.details["duplicate_customer"] == "C-1"
    assert found.measures["enrol_search_similarity"] > 95


def test_approved_and_failed_authentications_with_their_searches(branch: Branch, before: dict[str, float]) -> None:
    approved, failed = branch.start(Flow.AUTHENTICATE, "C-1"), branch.start(Flow.AUTHENTICATE, "C-1")
    branch.pass_liveness(approved, "alice")
    branch.authenticate(approved)
    branch.clock.now_s -= 5
    branch.pass_liveness(failed, "mallory")
    branch.authenticate(failed)
    changed = risen(branch, before, "kiosk_attempt")
    assert changed[attempts("authenticate", "approved", "face_match")] == 1
    assert changed[attempts("authenticate", "failed", "face_match", "FACE_MISMATCH")] == 1
    for started, outcome, alike in ((approved, Outcome.APPROVED, True), (failed, Outcome.FAILED, False)):
        found = branch.attempt(started)
        assert (found.customer, found.outcome) == ("C-1", outcome)
        # Whom the reference image is like, the other three frames that were kept are like as well.
        assert found.measures["authenticate_face_searches"] == (4 if alike else 1)
        assert found.measures["authenticate_face_detections"] == 1
        assert found.measures["liveness_face_detections"] == found.measures["liveness_faces_found"] == FRAMES
        assert (found.measures["similarity"] > 95) == alike


def test_abandoned_authentications_record_the_user(branch: Branch, before: dict[str, float]) -> None:
    started = branch.start(Flow.AUTHENTICATE, "C-1", device="t9")
    branch.clock.now_s += 1000
    branch.identity.attempts.sweep()
    assert risen(branch, before, "kiosk_attempts_total") == {attempts("authenticate", "abandoned", "liveness"): 1}
    found = branch.attempt(started)
    assert (found.customer, found.device, found.reasons) == ("C-1", "t9", ("TIMED_OUT",))


def test_incomplete_authentications_and_selfies_that_fail_the_gate(branch: Branch, before: dict[str, float]) -> None:
    blurred = replace(head(), quality=Quality(12.0, 7.0), pose=Pose(33.0, -4.0, 2.0))
    started = branch.start(Flow.AUTHENTICATE, "C-1")
    branch.pass_liveness(started, "alice", face=blurred)
    branch.authenticate(started)
    assert risen(branch, before, "kiosk_attempts_total", "kiosk_quality") == {
        attempts("authenticate", "incomplete", "quality"): 1,
        **{
            f'kiosk_quality_failures_total{{flow="authenticate",image="selfie",measure="{measure}"}}': 1.0
            for measure in ("yaw", "sharpness", "brightness")
        },
    }
    found = branch.attempt(started)
    assert found.reasons == ("FACE_QUALITY_TOO_LOW",)
    told = {name: found.measures[f"selfie_{name}"] for name in ("yaw_deg", "pitch_deg", "sharpness", "brightness")}
    assert told == {"yaw_deg": 33.0, "pitch_deg": -4.0, "sharpness": 7.0, "brightness": 12.0}
    assert found.measures["selfie_failed_sharpness"] == 7.0


def test_portraits_that_fail_the_gate(branch: Branch, before: dict[str, float]) -> None:
    poor = replace(head(), quality=Quality(60.0, 7.0), pose=Pose(2.0, -40.0, 1.0))
    started = branch.start(Flow.ONBOARD)
    branch.pass_liveness(started, "kate")
    answer = branch.show_document(started, "kate", face=poor)
    assert not answer.accepted
    assert {(each.image, each.measure, each.value) for each in answer.quality} == {
        ("portrait", "pitch", -40.0),
        ("portrait", "sharpness", 7.0),
    }
    assert risen(branch, before, "kiosk_quality") == {
        f'kiosk_quality_failures_total{{flow="onboard",image="portrait",measure="{measure}"}}': 1.0
        for measure in ("pitch", "sharpness")
    }
    found = branch.attempt(started)
    told = {name: found.measures[f"portrait_{name}"] for name in ("yaw_deg", "pitch_deg", "sharpness", "brightness")}
    assert told == {"yaw_deg": 2.0, "pitch_deg": -40.0, "sharpness": 7.0, "brightness": 60.0}
    failed = {name: value for name, value in found.measures.items() if "_failed_" in name}
    assert failed == {"portrait_failed_pitch": -40.0, "portrait_failed_sharpness": 7.0}


def test_detections_faces_occlusion_boxes_quality_pose_and_landmarks(branch: Branch, before: dict[str, float]) -> None:
    masked = replace(head(), occluded=True, occlusion_confidence=90.0, pose=Pose(-7.0, 4.5, 2.0))
    started = branch.start(Flow.AUTHENTICATE, "C-1")
    branch.pass_liveness(started, "alice", face=masked)
    branch.authenticate(started)
    of_pictures = '{of="picture"}'
    changed = risen(branch, before, "kiosk_face")
    assert changed[f"kiosk_face_detections_total{of_pictures}"] == 1
    assert changed[f"kiosk_faces_found_total{of_pictures}"] == 1
    assert changed[f"kiosk_faces_occluded_total{of_pictures}"] == 1
    assert changed['kiosk_face_detections_total{of="frame"}'] == FRAMES
    box = head().bounding_box
    assert changed[f"kiosk_face_box_ratio_sum{of_pictures}"] == pytest.approx(box.area)
    assert changed[f"kiosk_face_sharpness_sum{of_pictures}"] == 60
    assert changed[f"kiosk_face_brightness_sum{of_pictures}"] == 60
    assert changed[f"kiosk_face_yaw_deg_sum{of_pictures}"] == 7.0
    assert changed[f"kiosk_face_pitch_deg_sum{of_pictures}"] == 4.5
    assert changed[f"kiosk_face_landmarks_sum{of_pictures}"] == len(head().landmarks)


def test_comparisons_and_their_similarity(branch: Branch, before: dict[str, float]) -> None:
    started = branch.start(Flow.ONBOARD)
    branch.pass_liveness(started, "henry")
    branch.show_document(started, "henry")
    changed = risen(branch, before, "kiosk_face_comparisons", "kiosk_comparison")
    # With the reference image and with three frames that were kept beside it.
    assert changed['kiosk_face_comparisons_total{of="picture",result="done"}'] == 4
    assert changed['kiosk_comparison_similarity_count{of="picture"}'] == 4
    assert changed['kiosk_comparison_similarity_sum{of="picture"}'] > 95
    of_frames = changed['kiosk_face_comparisons_total{of="frame",result="done"}']
    assert changed['kiosk_comparison_similarity_sum{of="frame"}'] == 99 * of_frames > 0


def test_searches_with_what_they_return_and_faces_indexed_updated_and_deleted(
    branch: Branch, before: dict[str, float]
) -> None:
    branch.onboard("irene", "C-7")
    branch.onboard("irene", "C-8")
    assert branch.identity.enrolments.erase("C-7")
    changed = risen(branch, before, "kiosk_faces", "kiosk_search", "kiosk_face_searches")
    # Selfie and portrait of the first before they are enrolled, both again afterwards, and both of the second.
    searches = {name: value for name, value in changed.items() if name.startswith("kiosk_face_searches_total")}
    assert searches == {'kiosk_face_searches_total{kind="users",result="done"}': 6}
    assert changed['kiosk_search_faces_returned_count{kind="users"}'] == 6
    assert changed['kiosk_search_faces_returned_sum{kind="users"}'] == 4, "the first herself, and the second's double"
    assert changed['kiosk_search_similarity_count{kind="users"}'] == 4
    assert 4 * 99 < changed['kiosk_search_similarity_sum{kind="users"}'] <= 400
    assert changed['kiosk_faces_indexed_total{result="done"}'] == 2
    assert changed['kiosk_faces_updated_total{change="associated"}'] == 2
    assert changed["kiosk_faces_deleted_total"] == 2


def test_locks_and_what_they_refuse(branch: Branch, before: dict[str, float]) -> None:
    for _ in range(5):
        branch.fail_liveness(branch.start(Flow.ONBOARD, "C-locked", device=""))
    with pytest.raises(LockedOut) as refused:
        branch.start(Flow.VERIFY, "C-locked", device="")
    assert refused.value.retry_after_s == pytest.approx(1800, abs=60)
    assert risen(branch, before, "kiosk_lockout") == {
        'kiosk_lockouts_total{kind="lock",subject="customer"}': 1,
        'kiosk_lockout_refusals_total{subject="customer"}': 1,
    }
