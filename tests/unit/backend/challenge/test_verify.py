import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest

from kiosk.backend.api.facade import ChallengeService, VerificationService
from kiosk.backend.attempts.attempt_log import RecordedAttempts
from kiosk.backend.attempts.ports import AttemptPlan
from kiosk.backend.challenge.start import Started, StartRequest
from kiosk.backend.stores.cipher import Cipher
from kiosk.backend.stores.files.blobs import FileBlobs
from kiosk.backend.stores.files.master_key import load_keys
from kiosk.domain.identity.flow import Outcome
from kiosk.domain.identity.restarts import RestartPolicy
from kiosk.domain.liveness.frames import FrameFacts
from kiosk.domain.liveness.verdict import Reason, Verdict
from kiosk.errors import (
    AnalysisFailed,
    ChallengeClosed,
    ChallengeNotFound,
    FrameLimitReached,
    InternalError,
    KioskError,
    NoFrames,
    ServiceError,
    TokenExpired,
    TokenInvalid,
    TooManyStarts,
)
from kiosk.settings import Settings
from tests.factories.challenge_kinds import judged_by
from tests.factories.customers import Customer
from tests.factories.faces import head, turning, with_faces
from tests.factories.jpeg_files import digest, jpeg
from tests.factories.verdicts import make_verdict
from tests.fakes.branch import build_service
from tests.fakes.clock import FakeClock
from tests.fakes.face_engine import FakeFaceEngine


@pytest.fixture
def customer(service: VerificationService, engine: FakeFaceEngine, clock: FakeClock) -> Customer:
    return Customer(service, engine, clock)


def images_kept(settings: Settings, challenge_id: str) -> tuple[str, ...]:
    return FileBlobs(settings.data_dir / "images", Cipher(load_keys(settings.data_dir).blobs)).names(challenge_id)


def test_turning_head_passes(customer: Customer) -> None:
    started = customer.start(id_photo_of="alice")
    customer.turn(started)
    verdict = customer.verify(started)
    assert verdict.passed, verdict
    assert verdict.reasons == ()
    assert verdict.face_match == 99.0
    assert verdict.synthetic is False
    assert verdict.evidence["same_person"] == 99.0


def test_synthetic_camera_is_said_in_the_verdict(customer: Customer) -> None:
    started = customer.start(synthetic=True)
    customer.turn(started)
    assert customer.verify(started).synthetic is True


def test_without_id_photo_there_is_no_face_match(customer: Customer) -> None:
    started = customer.start()
    customer.turn(started)
    verdict = customer.verify(started)
    assert verdict.passed
    assert verdict.face_match is None


def test_another_person_than_the_document_fails(customer: Customer) -> None:
    started = customer.start(id_photo_of="mallory")
    customer.turn(started)
    verdict = customer.verify(started)
    assert verdict.reasons == (Reason.FACE_MISMATCH,)
    assert not verdict.passed


@pytest.mark.parametrize("swapped_from", [4, 20, 28, 32])
def test_person_who_changes_during_the_challenge_fails(customer: Customer, swapped_from: int) -> None:
    started = customer.start()
    frames = turning(started.challenge)
    customer.turn(started, ["alice"] * swapped_from + ["mallory"] * (len(frames) - swapped_from))
    assert Reason.PERSON_CHANGED in customer.verify(started).reasons


@pytest.mark.parametrize("swapped", [2, 9, 14])
def test_one_frame_of_somebody_else_that_proves_nothing_fails(customer: Customer, swapped: int) -> None:
    started = customer.start()
    people = ["alice"] * len(turning(started.challenge))
    people[swapped] = "mallory"
    customer.turn(started, people)
    verdict = customer.verify(started)
    assert Reason.PERSON_CHANGED in verdict.reasons
    assert verdict.evidence["strange_frames"] == 1
    assert verdict.evidence["frames_not_compared"] == 0


def test_every_frame_of_a_pass_was_compared(customer: Customer) -> None:
    started = customer.start(id_photo_of="alice")
    sent = customer.turn(started)
    evidence = customer.verify(started).evidence
    assert evidence["frames_compared"] == len(sent)
    assert evidence["document_frames"] >= 95


def test_two_people_in_one_frame_fail(customer: Customer) -> None:
    started = customer.start()
    frames = turning(started.challenge)
    customer.send_all(started, with_faces(frames, 9, head(), head(centre=(0.7, 0.5))))
    assert Reason.SEVERAL_FACES in customer.verify(started).reasons


def test_who_walks_away_has_not_failed_and_who_shows_nobody_has(customer: Customer) -> None:
    def outcome(frames: list[FrameFacts]) -> Outcome:
        started = customer.start()
        customer.send_all(started, frames)
        assert not customer.verify(started).passed
        attempts = customer.service._context.attempts
        assert isinstance(attempts, RecordedAttempts)
        return attempts.load(started.challenge.id).outcome

    turned = turning(customer.start().challenge)
    gone = [replace(each, faces=()) if each.sequence > 4 else each for each in turned]
    assert outcome(gone) is Outcome.ABANDONED
    assert outcome([replace(each, faces=()) for each in turned]) is Outcome.FAILED


def test_whoever_leaves_ten_challenges_in_the_middle_has_to_wait(customer: Customer) -> None:
    plan = AttemptPlan(customer="alice", device="t1")

    def start() -> Started:
        return customer.service.start(StartRequest("customer-4711", 640, 480, plan=plan))

    for _ in range(RestartPolicy().customer_unfinished):
        started = start()
        left = [replace(each, faces=()) if each.sequence > 4 else each for each in turning(started.challenge)]
        customer.send_all(started, left)
        assert Reason.FACE_LOST in customer.verify(started).reasons
    with pytest.raises(TooManyStarts):
        start()


def test_nobody_in_any_frame_fails(customer: Customer) -> None:
    started = customer.start(id_photo_of="alice")
    customer.send_all(started, [replace(frame, faces=()) for frame in turning(started.challenge)])
    verdict = customer.verify(started)
    assert not verdict.passed
    assert verdict.face_match is None


def test_missing_frame_fails(customer: Customer) -> None:
    started = customer.start()
    frames = turning(started.challenge)
    customer.send_all(started, frames[:10] + frames[11:])
    assert Reason.FRAMES_MISSING in customer.verify(started).reasons


def test_no_frames_leaves_the_challenge_open(customer: Customer) -> None:
    started = customer.start()
    with pytest.raises(NoFrames):
        customer.verify(started)
    customer.turn(started)
    assert customer.verify(started).passed


def test_verdict_is_given_once(customer: Customer) -> None:
    started = customer.start()
    images = customer.turn(started)
    customer.verify(started)
    with pytest.raises(ChallengeClosed):
        customer.verify(started)
    with pytest.raises(ChallengeClosed):
        customer.send(started, jpeg("late"))
    with pytest.raises(ChallengeClosed):
        customer.send(started, images[0], 0)


def test_token_of_another_challenge_is_refused(customer: Customer) -> None:
    one, other = customer.start(), customer.start()
    customer.turn(one)
    with pytest.raises(TokenInvalid):
        customer.verify(replace(one, token=other.token))


def test_expired_token_is_refused(customer: Customer, clock: FakeClock) -> None:
    started = customer.start()
    customer.turn(started)
    clock.now_s = started.expires_at_s
    with pytest.raises(TokenExpired):
        customer.verify(started)


def test_purged_challenge_is_not_found(settings: Settings, engine: FakeFaceEngine, clock: FakeClock) -> None:
    hasty = settings.model_copy(update={"retention_hours": 0.001})
    with build_service(hasty, engine, clock) as service:
        customer = Customer(service, engine, clock)
        started = customer.start()
        clock.now_s += 60
        service.purge()
        with pytest.raises(ChallengeNotFound):
            customer.verify(started)


def test_reference_and_audit_images_alone_are_kept(customer: Customer, settings: Settings) -> None:
    started = customer.start(id_photo_of="alice")
    images = customer.turn(started)
    verdict = customer.verify(started)
    kept = {verdict.reference_sequence, *verdict.audit_sequences}
    assert 2 <= len(kept) <= 5
    assert set(images_kept(settings, started.challenge.id)) == {
        digest(image) for number, image in enumerate(images) if number in kept
    }


def fail_with(error: Exception) -> Callable[[], None]:
    def fail() -> None:
        raise error

    return fail


@pytest.mark.expect_logs
@pytest.mark.parametrize("error", [AnalysisFailed(), ValueError("x"), MemoryError(), TimeoutError()])
def test_failing_engine_never_passes(
    customer: Customer, engine: FakeFaceEngine, settings: Settings, error: Exception
) -> None:
    started = customer.start()
    engine.before_describe = fail_with(error)
    customer.turn(started)
    with pytest.raises(ServiceError):
        customer.verify(started)
    engine.before_describe = lambda: None
    with pytest.raises(ChallengeClosed):
        customer.verify(started)
    assert images_kept(settings, started.challenge.id) == ()


@pytest.mark.expect_logs
def test_description_that_failed_in_the_background_is_done_again(customer: Customer, engine: FakeFaceEngine) -> None:
    started = customer.start(id_photo_of="alice")
    engine.before_describe = fail_with(AnalysisFailed())
    customer.turn(started)
    customer.service._context.matcher.list_prepared(started.challenge.id)
    engine.before_describe = lambda: None
    assert customer.verify(started).passed


class Bribed:
    """Rules that let everybody pass, with whatever numbers."""

    passed = True
    evidence: Mapping[str, float] = MappingProxyType({})

    def __init__(self, service: ChallengeService, confidence: float, reasons: tuple[Reason, ...] = ()) -> None:
        self._rules = service.kinds.named("nose").rules
        self.draw, self.reached = self._rules.draw, self._rules.reached
        self.reference_sequence = self._rules.reference_sequence
        self.proving_sequences = self._rules.proving_sequences
        self._confidence, self._reasons = confidence, reasons

    def judge(self, *arguments: object) -> Verdict:
        return make_verdict(*self._reasons, passed=self.passed, confidence=self._confidence, evidence=self.evidence)


def bribe(customer: Customer, rules: Bribed) -> Customer:
    parts = replace(customer.service._context, kinds=judged_by(rules))
    return Customer(ChallengeService(parts, customer.service._resources), customer.engine, customer.clock)


@pytest.mark.expect_logs
@pytest.mark.parametrize(
    ("confidence", "reasons"), [(float("nan"), ()), (float("inf"), ()), (99.0, (Reason.NO_DEPTH,))]
)
def test_unsound_pass_is_an_error(customer: Customer, confidence: float, reasons: tuple[Reason, ...]) -> None:
    bribed = bribe(customer, Bribed(customer.service, confidence, reasons))
    started = bribed.start()
    bribed.turn(started)
    with pytest.raises(InternalError):
        bribed.verify(started)


def test_failure_without_numbers_is_still_a_failure(customer: Customer) -> None:
    rules = Bribed(customer.service, float("nan"), (Reason.NO_DEPTH,))
    rules.passed, rules.evidence = False, {"turn_deg": 3.0, "width_kept": float("nan")}
    bribed = bribe(customer, rules)
    started = bribed.start()
    bribed.turn(started)
    verdict = bribed.verify(started)
    assert (verdict.passed, verdict.confidence, verdict.evidence["turn_deg"]) == (False, 0.0, 3.0)
    assert "width_kept" not in verdict.evidence
    snapshot = bribed.service._context.store.load(started.challenge.id)
    assert snapshot.verdict == verdict


@pytest.mark.expect_logs
def test_pass_of_a_single_frame_is_an_error(customer: Customer) -> None:
    bribed = bribe(customer, Bribed(customer.service, 99.0))
    started = bribed.start()
    bribed.send_all(started, turning(started.challenge)[:1])
    with pytest.raises(InternalError):
        bribed.verify(started)


def in_threads(count: int, call: Callable[[int], object]) -> list[object]:
    """What each of some calls made at once returned or raised."""
    together, outcomes = threading.Barrier(count), []

    def run(number: int) -> None:
        together.wait()
        try:
            outcomes.append(call(number))
        except KioskError as error:
            outcomes.append(error)

    threads = [threading.Thread(target=run, args=[number]) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_of_many_who_ask_at_once_one_gets_the_verdict(customer: Customer) -> None:
    started = customer.start()
    customer.turn(started)
    outcomes = in_threads(6, lambda _: customer.verify(started))
    assert sum(isinstance(outcome, Verdict) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, ChallengeClosed) for outcome in outcomes) == 5


def test_frame_racing_the_verdict_is_judged_or_refused(customer: Customer, settings: Settings) -> None:
    started = customer.start()
    turned = customer.turn(started)
    late = [customer.engine.show(jpeg(f"late {number}"), head()) for number in range(4)]

    def call(number: int) -> object:
        return customer.verify(started) if number == 4 else customer.send(started, late[number])

    outcomes = in_threads(5, call)
    frames = customer.service._context.store.frames(started.challenge.id)
    refused = sum(isinstance(outcome, ChallengeClosed | FrameLimitReached) for outcome in outcomes)
    (verdict,) = (outcome for outcome in outcomes if isinstance(outcome, Verdict))
    assert len(frames) == len(turned) + 4 - refused == verdict.evidence["frames"]
    kept = {verdict.reference_sequence, *verdict.audit_sequences}
    assert len(images_kept(settings, started.challenge.id)) == len(kept)


def test_challenge_survives_a_restart(settings: Settings, engine: FakeFaceEngine, clock: FakeClock) -> None:
    with build_service(settings, engine, clock) as service:
        customer = Customer(service, engine, clock)
        started = customer.start(id_photo_of="alice")
        customer.turn(started)
    with build_service(settings, engine, clock) as service:
        customer = Customer(service, engine, clock)
        assert customer.verify(started).passed
    with build_service(settings, engine, clock) as service:
        snapshot = service._context.store.load(started.challenge.id)
        assert snapshot.verdict is not None
        assert snapshot.verdict.passed
        with pytest.raises(ChallengeClosed):
            Customer(service, engine, clock).verify(started)


def test_nothing_personal_can_be_read_on_disk(customer: Customer, settings: Settings) -> None:
    open_one, closed_one = customer.start(id_photo_of="alice"), customer.start()
    customer.turn(closed_one)
    customer.verify(closed_one)
    customer.turn(open_one)
    files = [path for path in Path(settings.data_dir).rglob("*") if path.is_file()]
    contents = b"".join(path.read_bytes() for path in files)
    assert len(files) > 30
    # No shorter ones: in so much that is encrypted, any three bytes are there by chance.
    for secret in (b"customer-4711", b"a camera", b"upperJawlineLeft", b"\xff\xd8\xff\xfe", b"yaw_deg", b"passed"):
        assert secret not in contents
