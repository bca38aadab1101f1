"""Whoever leaves hears nothing afterwards, over HTTP and through the use cases."""

from collections.abc import Iterator

import pytest

from kiosk.backend.challenge.start import Started
from kiosk.backend.challenge.verify import VerifyRequest
from kiosk.backend.flows.abandon import AbandonRequest, abandon
from kiosk.domain.identity.flow import AttemptStage, Outcome
from kiosk.errors import Busy, ChallengeClosed, ChallengeNotFound
from tests.factories.customers import Customer
from tests.factories.jpeg_files import jpeg
from tests.fakes.branch import Branch, open_branch


@pytest.fixture(scope="module")
def branch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Branch]:
    with open_branch(tmp_path_factory.mktemp("branch")) as branch:
        yield branch


def leave(branch: Branch, started: Started) -> None:
    abandon(
        branch.identity, AbandonRequest(started.challenge.id, started.token, AttemptStage.LIVENESS, "CUSTOMER_LEFT")
    )


def test_nobody_fails_for_nothing_by_leaving_first(branch: Branch) -> None:
    started = branch.start()
    leave(branch, started)
    with pytest.raises(ChallengeNotFound):
        branch.fail_liveness(started)
    with pytest.raises(ChallengeNotFound):
        leave(branch, started)
    assert (branch.attempt(started).outcome, branch.attempt(started).reasons) == (Outcome.ABANDONED, ("CUSTOMER_LEFT",))


def test_whoever_leaves_on_the_way_gets_no_verdict_and_leaves_no_picture(branch: Branch) -> None:
    started = branch.start()
    Customer(branch.service, branch.engine, branch.clock).send(started, jpeg("nobody"), 0, timestamp_ms=0)
    for _ in range(2):
        leave(branch, started)
    with pytest.raises(ChallengeClosed):
        branch.service.verify(VerifyRequest(started.challenge.id, started.token, "r1"))
    assert branch.attempt(started).outcome is Outcome.ABANDONED
    assert not [*branch.identity.challenges.blobs.names(started.challenge.id)]


def test_nobody_leaves_while_the_verdict_is_on_its_way(branch: Branch) -> None:
    started, store = branch.start(), branch.identity.challenges.store
    Customer(branch.service, branch.engine, branch.clock).send(started, jpeg("nobody"), 0, timestamp_ms=0)
    claim = store.claim(started.challenge.id, "")
    with pytest.raises(Busy):
        leave(branch, started)
    store.release(started.challenge.id, claim)
    assert not branch.service.verify(VerifyRequest(started.challenge.id, started.token)).passed
    leave(branch, started)
    assert branch.attempt(started).outcome is Outcome.FAILED
