"""What a customer agreed to is demanded at the start, and kept with the challenge and the attempt."""

from collections.abc import Iterator
from typing import cast

import pytest

from kiosk.backend.api.facade import VerificationService
from kiosk.backend.attempts.ports import AttemptLog
from kiosk.contract.steps import EvidenceReply
from kiosk.domain.identity.consent import Consent
from kiosk.domain.identity.flow import AttemptStage, Outcome
from kiosk.domain.identity.step_results import Evidence
from kiosk.settings import Settings
from tests.fakes.served_backend import Terminal, assert_refused, rewired

AGREED = {"version": "2026-12", "language": "pt"}


@pytest.fixture
def asking(service: VerificationService, settings: Settings) -> Iterator[Terminal]:
    """Of a backend that demands it."""
    with rewired(service, settings.model_copy(update={"demand_consent": True})) as terminal:
        yield terminal


def test_a_start_without_consent_is_refused(asking: Terminal) -> None:
    assert_refused(asking.start(), 403, "CONSENT_MISSING")
    assert_refused(asking.start(consent=None), 403, "CONSENT_MISSING")


def test_so_is_one_of_the_framework(asking: Terminal) -> None:
    refused = asking.call("POST", "/challenge", {"imageWidth": 640, "imageHeight": 480})
    assert refused.status_code == 403


@pytest.mark.parametrize(
    "consent",
    [
        {},
        {"version": "2026-12"},
        {"version": "", "language": "pt"},
        {"version": "x" * 33, "language": "pt"},
        {"version": "a b", "language": "pt"},
        {"version": "1", "language": "Portuguese"},
        {"version": 1, "language": "pt"},
        "yes",
        True,
    ],
)
def test_what_is_no_consent_is_a_bad_request(asking: Terminal, consent: object) -> None:
    assert_refused(asking.start(consent=consent), 400, "REQUEST_INVALID")


def test_it_is_kept_with_the_challenge_and_with_the_attempt(asking: Terminal) -> None:
    started = asking.started(consent=AGREED)
    context = asking.service._context
    assert context.store.load(str(started["id"])).record.consent == Consent("2026-12", "pt")
    details = cast(AttemptLog, context.attempts).load(str(started["id"])).details
    assert (details["consent_version"], details["consent_language"]) == ("2026-12", "pt")


def test_where_it_is_given_elsewhere_the_attempt_says_so(service: VerificationService, settings: Settings) -> None:
    with rewired(service, settings) as terminal:
        started = terminal.started()
    context = service._context
    assert context.store.load(str(started["id"])).record.consent is None
    assert cast(AttemptLog, context.attempts).load(str(started["id"])).details["consent_version"] == "elsewhere"


@pytest.mark.parametrize("consent", [None, Consent("2026-12", "ar")])
def test_staff_see_it_with_the_evidence(consent: Consent | None) -> None:
    evidence = Evidence(Outcome.OPEN, AttemptStage.DOCUMENT, (), {}, (), consent=consent)
    reply = EvidenceReply.from_evidence(evidence)
    told = reply.model_dump(mode="json", by_alias=True)
    assert told.get("consent") == (None if consent is None else {"version": "2026-12", "language": "ar"})
    assert EvidenceReply.read(told).to_evidence().consent == consent
