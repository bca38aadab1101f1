"""From the judge to whoever hears of a verdict: terminals, callers of the KYC API, and staff.

That the wire's message carries every field is tested beside the contract; here it goes through store and routes.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, fields
from pathlib import Path

import pytest

from kiosk.backend.challenge.start import Started
from kiosk.domain.identity.flow import Flow
from kiosk.domain.identity.step_results import Evidence
from kiosk.domain.liveness.verdict import Reason, Verdict, VerdictAnswer
from kiosk.terminal.client.backend import BackendClient
from kiosk.terminal.client.kyc import KycClient
from kiosk.terminal.client.kyc_wire import KycResults
from kiosk.terminal.client.started_challenge import StartOptions
from tests.factories.customers import Customer
from tests.fakes.branch import PIN, STAFF, Branch, open_branch
from tests.fakes.served_backend import served

PASSED = Verdict(True, (), 97.5, {"turn_deg": 18.5}, 1, (2, 3), 96.5, synthetic=True)
FAILED = Verdict(False, (Reason.NO_DEPTH,), 12.5, {"turn_deg": 3.5}, 1, (2, 3), 6.5, synthetic=True)
FIELDS = [field.name for field in fields(Verdict)]


@dataclass
class Visit:
    """What became of one verdict."""

    verdict: Verdict
    images: list[bytes]
    heard: VerdictAnswer
    results: KycResults | None = None
    evidence: Evidence | None = None

    @property
    def pictures(self) -> tuple[bytes, tuple[bytes, ...]]:
        """The reference image and the audit images."""
        assert self.verdict.reference_sequence is not None
        return self.images[self.verdict.reference_sequence], tuple(self.images[n] for n in self.verdict.audit_sequences)


@pytest.fixture
def branch(tmp_path: Path) -> Iterator[Branch]:
    with open_branch(tmp_path) as branch:
        yield branch


def visit(branch: Branch, verdict: Verdict, flow: Flow, monkeypatch: pytest.MonkeyPatch) -> Visit:
    """Somebody turns the head as asked, and is judged like this."""
    monkeypatch.setattr(type(branch.service.kinds.named("nose").rules), "judge", lambda *asked: verdict)
    with (
        served(branch.service, branch.settings) as url,
        closing(BackendClient(url)) as client,
        closing(KycClient(url)) as kyc,
    ):
        session_id = kyc.create_session().id if flow is Flow.VERIFY else ""
        options = StartOptions("v", 640, 480, synthetic=True, camera_name="c", flow=flow, session_id=session_id)
        started = client.start(options)
        customer = Customer(branch.service, branch.engine, branch.clock)
        images = customer.turn(Started(started.challenge, started.token, 0, 60))
        done = Visit(verdict, images, client.verify(started))
        if session_id:
            done.results = kyc.results(session_id)
        else:
            done.evidence = client.evidence(started, STAFF, PIN)
        return done


@pytest.mark.parametrize("verdict", [PASSED, FAILED], ids=["passed", "failed"])
def test_a_terminal_hears_whether_it_passed_and_what_helps(
    branch: Branch, verdict: Verdict, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = visit(branch, verdict, Flow.ONBOARD, monkeypatch).heard
    assert heard == VerdictAnswer(verdict.passed, verdict.reasons, document_matched=True, synthetic=True)


Told = Callable[[KycResults, Visit], bool]
TOLD_TO_CALLERS: Mapping[str, Told] = {
    "passed": lambda results, visit: results.is_live is visit.verdict.passed,
    # Nobody passes by the confidence of a failure, whatever threshold a caller has.
    "confidence": lambda results, visit: results.confidence == (97.5 if visit.verdict.passed else 0.0),
    "reference_sequence": lambda results, visit: results.reference == visit.pictures[0],
    "audit_sequences": lambda results, visit: results.audit == visit.pictures[1],
}
NOT_TOLD_TO_CALLERS = {"reasons", "evidence", "face_match", "synthetic", "not_measured"}
"""The documented results have no place for them; an attacker would learn from reasons and evidence."""


def test_every_field_is_for_callers_or_not() -> None:
    decided = {*TOLD_TO_CALLERS, *NOT_TOLD_TO_CALLERS}
    assert {*FIELDS} == decided, "decide whether the KYC API's results tell it"


@pytest.mark.parametrize("verdict", [PASSED, FAILED], ids=["passed", "failed"])
def test_a_caller_hears_what_is_for_callers(branch: Branch, verdict: Verdict, monkeypatch: pytest.MonkeyPatch) -> None:
    done = visit(branch, verdict, Flow.VERIFY, monkeypatch)
    assert done.results is not None
    for name, is_told in TOLD_TO_CALLERS.items():
        assert is_told(done.results, done), f"the KYC API's results do not tell Verdict.{name}: {done.results}"


Shown = Callable[[Evidence, Visit], bool]
SHOWN_TO_STAFF: Mapping[str, Shown] = {
    "passed": lambda evidence, visit: (evidence.outcome.value == "open") is visit.verdict.passed,
    "reasons": lambda evidence, visit: evidence.reasons == tuple(visit.verdict.reasons),
    "confidence": lambda evidence, visit: evidence.scores["liveness"] == visit.verdict.confidence,
    "evidence": lambda evidence, visit: visit.verdict.evidence.items() <= evidence.scores.items(),
    "face_match": lambda evidence, visit: evidence.scores["id_photo_similarity"] == visit.verdict.face_match,
    "reference_sequence": lambda evidence, visit: dict(evidence.images)["selfie"] == visit.pictures[0],
    "not_measured": lambda evidence, visit: evidence.not_measured == visit.verdict.not_measured,
    "audit_sequences": lambda evidence, visit: (
        tuple(dict(evidence.images)[f"audit-{number}"] for number in (1, 2)) == visit.pictures[1]
    ),
}
NOT_SHOWN_TO_STAFF = {"synthetic"}
"""A terminal's own staff know its camera."""


def test_every_field_is_for_staff_or_not() -> None:
    decided = {*SHOWN_TO_STAFF, *NOT_SHOWN_TO_STAFF}
    assert {*FIELDS} == decided, "decide whether staff see it in the evidence"


@pytest.mark.parametrize("verdict", [PASSED, FAILED], ids=["passed", "failed"])
def test_staff_see_what_is_for_staff(branch: Branch, verdict: Verdict, monkeypatch: pytest.MonkeyPatch) -> None:
    done = visit(branch, verdict, Flow.ONBOARD, monkeypatch)
    assert done.evidence is not None
    for name, is_shown in SHOWN_TO_STAFF.items():
        assert is_shown(done.evidence, done), f"the evidence does not show Verdict.{name}: {done.evidence}"
