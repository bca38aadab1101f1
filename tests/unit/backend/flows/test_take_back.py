"""Nobody stays enrolled who was not told so, whatever failed and whoever was faster."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest

from kiosk.backend.build.maintenance import run_maintenance
from kiosk.backend.enrolment.enrolments import EnrolmentService
from kiosk.domain.identity.flow import Outcome
from kiosk.errors import ServiceUnavailable, StorageFailed
from tests.factories.visits import Terminal, Visit
from tests.fakes.served_backend import assert_refused


def ready(terminal: Terminal, person: str) -> Visit:
    visit = terminal.begin("onboard").pass_liveness(person)
    assert visit.document(person).json()["accepted"]
    return visit


def fail_at(number: int, call: Any, error: Exception) -> Any:
    """The same call, which fails this time, counted from 1."""
    made = list[None]()

    def failing(*given: Any) -> Any:
        made.append(None)
        if len(made) == number:
            raise error
        return call(*given)

    return failing


@pytest.mark.expect_logs
@pytest.mark.parametrize("again", [True, False])
def test_what_could_not_be_taken_back_is_ended_by_its_own_request_or_settled(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, again: bool
) -> None:
    identity, customer = terminal.branch.identity, f"c-uta-{again}"
    enrolments = identity.enrolments
    visit = ready(terminal, "uta" * (1 + again))
    search, holds = enrolments.find_duplicates, enrolments.holds
    with monkeypatch.context() as patched:
        # The search after the enrolment, and the look at what there is to take back.
        patched.setattr(enrolments, "find_duplicates", fail_at(3, search, ServiceUnavailable("search")))
        patched.setattr(enrolments, "holds", fail_at(2, holds, StorageFailed("the disk")))
        assert_refused(visit.enrol(customer), 503, "SERVICE_UNAVAILABLE")
    assert identity.enrolments.is_enrolled(customer)
    assert_refused(visit.enrol(customer, "r2"), 409, "CHALLENGE_CLOSED")
    assert_refused(visit.post("abandon", stage="enrolment", reason="CUSTOMER_LEFT"), 503, "BUSY")
    if again:
        assert visit.enrol(customer).json()["outcome"] == "approved"
    terminal.branch.clock.now_s += 7200
    run_maintenance(identity)
    assert identity.enrolments.is_enrolled(customer) == again
    assert identity.attempts.load(visit.id).outcome is (Outcome.APPROVED if again else Outcome.ABANDONED)


@pytest.mark.expect_logs
@pytest.mark.parametrize("again", [True, False])
def test_an_enrolment_that_takes_longer_than_its_claim_is_told_of_or_taken_back(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, again: bool
) -> None:
    identity, customer = terminal.branch.identity, f"c-ulf-{again}"
    visit = ready(terminal, "ulf" * (4 + again))
    begun, go_on, place = Event(), Event(), EnrolmentService._place

    def slowly(enrolling: EnrolmentService, *given: Any) -> int:
        begun.set()
        assert go_on.wait(10)
        return place(enrolling, *given)

    with monkeypatch.context() as patched, ThreadPoolExecutor() as pool:
        patched.setattr(EnrolmentService, "_place", slowly)
        first = pool.submit(visit.enrol, customer)
        assert begun.wait(10)
        terminal.branch.clock.now_s += 61
        other = Visit(Terminal(terminal.branch, terminal.url), visit.started)
        assert_refused(other.enrol(customer), 503, "BUSY")
        go_on.set()
        assert_refused(first.result(), 503, "BUSY")
    assert_refused(visit.enrol(customer, "r2"), 409, "CHALLENGE_CLOSED")
    if again:
        assert visit.enrol(customer).json()["outcome"] == "approved"
    terminal.branch.clock.now_s += 7200
    run_maintenance(identity)
    assert identity.enrolments.is_enrolled(customer) == again


@pytest.mark.expect_logs
def test_what_was_settled_meanwhile_is_taken_back_by_whoever_was_slow(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    identity, customer = terminal.branch.identity, "c-una"
    visit, enrolling = ready(terminal, "una" * 7), identity.enrolments.enrol

    def settled_meanwhile(*given: Any) -> Any:
        terminal.branch.clock.now_s += 7200
        run_maintenance(identity)
        return enrolling(*given)

    with monkeypatch.context() as patched:
        patched.setattr(identity.enrolments, "enrol", settled_meanwhile)
        assert_refused(visit.enrol(customer), 503, "BUSY")
    assert not identity.enrolments.is_enrolled(customer)
