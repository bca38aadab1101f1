"""A verdict that is asked for twice, services that fail for now, and frames that are looked at late."""

import itertools
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

import pytest

from kiosk.backend.api.facade import ChallengeService, VerificationService
from kiosk.backend.challenge.start import Started
from kiosk.backend.challenge.verify import VerifyRequest
from kiosk.domain.liveness.verdict import Reason, Verdict
from kiosk.errors import (
    AnalysisFailed,
    Busy,
    ChallengeClosed,
    FrameConflict,
    FrameLimitReached,
    ImageTruncated,
    RequestInvalid,
    ServiceUnavailable,
)
from kiosk.settings import Settings
from tests.factories.customers import Customer
from tests.factories.faces import turning
from tests.factories.jpeg_files import jpeg
from tests.fakes.branch import build_service
from tests.fakes.clock import FakeClock
from tests.fakes.face_engine import FakeFaceEngine
from tests.unit.backend.challenge.test_verify import fail_with, in_threads


@pytest.fixture
def customer(service: VerificationService, engine: FakeFaceEngine, clock: FakeClock) -> Customer:
    return Customer(service, engine, clock)


@pytest.fixture
def late(settings: Settings, engine: FakeFaceEngine, clock: FakeClock) -> Iterator[Customer]:
    """Before a backend that looks at the frames when the verdict is asked for."""
    changed = settings.model_copy(update={"analyse_on_arrival": False})
    with build_service(changed, engine, clock) as service:
        yield Customer(service, engine, clock)


def ask(customer: Customer, started: Started, request_id: str) -> Verdict:
    return customer.service.verify(VerifyRequest(started.challenge.id, started.token, request_id))


def test_the_same_request_gets_the_same_verdict(customer: Customer, engine: FakeFaceEngine) -> None:
    started = customer.start(id_photo_of="alice")
    customer.turn(started)
    verdict = ask(customer, started, "r1")
    described = list(engine.described)
    assert ask(customer, started, "r1") == verdict
    assert engine.described == described


@pytest.mark.parametrize(("first", "second"), [("r1", "r2"), ("r1", ""), ("", "r1"), ("", "")])
def test_another_request_gets_nothing(customer: Customer, first: str, second: str) -> None:
    started = customer.start()
    customer.turn(started)
    ask(customer, started, first)
    with pytest.raises(ChallengeClosed):
        ask(customer, started, second)


@pytest.mark.parametrize("request_id", ["x" * 65, "a b", "ä!", "\0"])
def test_odd_request_ids_are_refused(customer: Customer, request_id: str) -> None:
    with pytest.raises(RequestInvalid):
        ask(customer, customer.start(), request_id)


def test_the_same_request_at_once_is_judged_once(customer: Customer) -> None:
    started = customer.start()
    customer.turn(started)
    outcomes = in_threads(6, lambda _: ask(customer, started, "r1"))
    verdicts = [outcome for outcome in outcomes if isinstance(outcome, Verdict)]
    assert verdicts == [verdicts[0]] * len(verdicts)
    assert all(isinstance(outcome, Verdict | Busy) for outcome in outcomes)


@pytest.mark.expect_logs
@pytest.mark.parametrize("error", [Busy(), ServiceUnavailable("rekognition")])
def test_a_service_that_fails_for_now_costs_the_customer_nothing(
    late: Customer, engine: FakeFaceEngine, error: Exception
) -> None:
    started = late.start()
    late.turn(started)
    engine.before_detect = fail_with(error)
    with pytest.raises(type(error)):
        ask(late, started, "r1")
    engine.before_detect = lambda: None
    assert ask(late, started, "r1").passed


def test_after_a_failure_no_frame_is_looked_at_twice(late: Customer, engine: FakeFaceEngine) -> None:
    started = late.start()
    images = late.turn(started)
    looked = itertools.count(1)

    def throttled() -> None:
        if next(looked) % 33 == 0:
            raise Busy("Rekognition")

    engine.before_detect = throttled
    for _ in range(2):
        with suppress(Busy):
            assert ask(late, started, "r1").passed
    assert ask(late, started, "r1").passed
    assert next(looked) - 1 <= len(images) + 2 * 10


def test_a_service_that_is_away_is_not_asked_on_and_on(late: Customer, engine: FakeFaceEngine) -> None:
    started = late.start()
    late.turn(started)
    looked = itertools.count(1)

    def away() -> None:
        next(looked)
        time.sleep(0.01)
        raise ServiceUnavailable("Rekognition")

    engine.before_detect = away
    with pytest.raises(ServiceUnavailable):
        ask(late, started, "r1")
    assert next(looked) - 1 <= 2 * late.service._context.settings.analysis_parallelism


@pytest.mark.parametrize("on_arrival", [True, False])
def test_whoever_turns_must_be_who_came(
    settings: Settings, engine: FakeFaceEngine, clock: FakeClock, on_arrival: bool
) -> None:
    """Only the first frame, and the first and last in the target, show the person of the document."""
    changed = settings.model_copy(update={"analyse_on_arrival": on_arrival})
    with build_service(changed, engine, clock) as service:
        customer = Customer(service, engine, clock)
        started = customer.start(id_photo_of="alice")
        frames = turning(started.challenge)
        rules = service._context.rules_of(started.challenge)
        reached = [each.sequence for each in frames if rules.reached(started.challenge, each.faces[0])]
        alone = {0, reached[0], reached[-1]}
        people = ["alice" if each.sequence in alone else "bob" for each in frames]
        customer.send_all(started, frames, people)
        assert Reason.PERSON_CHANGED in customer.verify(started).reasons


def test_frames_that_are_refused_anyway_are_not_looked_at(customer: Customer, engine: FakeFaceEngine) -> None:
    started = customer.start()
    images = customer.turn(started)
    engine.before_detect = fail_with(AssertionError("looked at"))
    assert customer.send(started, images[3], 3).sequence is None
    with pytest.raises(FrameConflict):
        customer.send(started, images[4], 3)
    parts = customer.service._context
    few = replace(parts, settings=parts.settings.model_copy(update={"max_frames": len(images)}))
    with pytest.raises(FrameLimitReached):
        Customer(ChallengeService(few, customer.service._resources), engine, customer.clock).send(started, images[4])


def test_three_pictures_sent_twice_are_three(customer: Customer, engine: FakeFaceEngine) -> None:
    started = customer.start()
    frames = turning(started.challenge)
    for facts in (frames[0], frames[-2], frames[-1]):
        image = engine.show(jpeg(f"frame {facts.sequence}"), *facts.faces)
        customer.clock.now_s += 1
        for _ in range(2):
            customer.send(started, image)
    assert Reason.TOO_FEW_FRAMES in customer.verify(started).reasons


@pytest.mark.expect_logs
def test_a_service_that_fails_for_good_ends_the_challenge(late: Customer, engine: FakeFaceEngine) -> None:
    started = late.start()
    late.turn(started)
    engine.before_detect = fail_with(AnalysisFailed())
    with pytest.raises(AnalysisFailed):
        ask(late, started, "r1")
    engine.before_detect = lambda: None
    with pytest.raises(Exception, match="could not be judged"):
        ask(late, started, "r1")


def test_frames_looked_at_late_pass_as_well(late: Customer, engine: FakeFaceEngine) -> None:
    looked: list[int] = []
    engine.before_detect = lambda: looked.append(1)
    started = late.start(id_photo_of="alice")
    images = late.turn(started)
    assert len(looked) == 1, "the document alone"
    verdict = late.verify(started)
    assert verdict.passed
    assert verdict.face_match == 99.0
    # The document again, for nobody kept its face.
    assert len(looked) <= 1 + len(images) + 1


def test_people_change_unnoticed_by_no_mode(late: Customer) -> None:
    started = late.start()
    late.turn(started, ["alice"] * 20 + ["bob"] * 13)
    assert Reason.PERSON_CHANGED in late.verify(started).reasons


def test_an_unreadable_frame_shows_nobody(late: Customer, engine: FakeFaceEngine) -> None:
    started = late.start()
    late.turn(started)
    engine.before_detect = fail_with(ImageTruncated())
    assert Reason.FACE_LOST in late.verify(started).reasons


def test_a_database_of_the_first_version_opens(settings: Settings, engine: FakeFaceEngine, clock: FakeClock) -> None:
    with build_service(settings, engine, clock) as service:
        store = service._context.store
        with store._database.transaction() as connection:  # type: ignore[attr-defined]
            connection.execute("ALTER TABLE challenge DROP COLUMN request_id")
    with build_service(settings, engine, clock) as service:
        customer = Customer(service, engine, clock)
        started = customer.start()
        customer.turn(started)
        assert replace(ask(customer, started, "r1"), passed=True).passed
