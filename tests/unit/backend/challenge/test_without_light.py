"""Whoever asks for a check without coloured light says so alone: staff decide, and the customer goes on as others."""

from pathlib import Path
from typing import Any

import pytest

from kiosk.backend.attempts.ports import AttemptPlan
from kiosk.backend.challenge.start import Started, StartRequest
from kiosk.backend.flows.decide import DecisionRequest, decide
from kiosk.backend.flows.show_evidence import EvidenceRequest, show_evidence
from kiosk.domain.identity.flow import Flow, Outcome
from kiosk.domain.identity.origin import Origin
from kiosk.domain.identity.staff import StaffProof
from kiosk.domain.identity.step_results import StaffDecision
from kiosk.domain.identity.without_light import WithoutLightPolicy
from kiosk.domain.liveness.camera_policy import CameraEvidencePolicy
from kiosk.domain.liveness.choice import CustomerNeeds
from kiosk.domain.liveness.judge_policy import JudgePolicy
from kiosk.domain.liveness.nose.challenge import NoseChallenge
from kiosk.domain.liveness.verdict import Reason
from tests.fakes.branch import PIN, STAFF, Branch, open_branch

HELD = (Reason.LIGHT_NOT_SHOWN,)
PROOF = StaffProof(STAFF, PIN, "t1")


def start(branch: Branch, flow: Flow = Flow.VERIFY, **wanted: Any) -> Started:
    """A customer who is photosensitive unless something else is said."""
    options = {"needs": CustomerNeeds(photosensitive=True), **wanted}
    started = branch.service.start(StartRequest("u-1", 640, 480, plan=AttemptPlan(flow, "", "t1"), **options))
    assert isinstance(started.challenge, NoseChallenge)
    assert started.challenge.light is None
    return started


def test_nobody_passes_by_the_judge_alone_and_nobody_has_failed(tmp_path: Path) -> None:
    with open_branch(tmp_path) as branch:
        started = start(branch)
        verdict = branch.pass_liveness(started, "alice")
        assert (verdict.passed, verdict.reasons) == (False, HELD)
        assert (verdict.evidence["light_shown"], verdict.evidence["light_left_out"]) == (0.0, 1.0)
        attempt = branch.attempt(started)
        assert (attempt.outcome, attempt.reasons) == (Outcome.INCOMPLETE, HELD)
        assert (attempt.measures["light_shown"], attempt.measures["light_left_out"]) == (0.0, 1.0)


@pytest.mark.parametrize(("flow", "after"), [(Flow.VERIFY, Outcome.APPROVED), (Flow.ONBOARD, Outcome.OPEN)])
def test_staff_see_what_is_missing_and_let_the_customer_go_on(tmp_path: Path, flow: Flow, after: Outcome) -> None:
    with open_branch(tmp_path) as branch:
        started = start(branch, flow)
        branch.pass_liveness(started, "alice")
        challenge_id, token = started.challenge.id, started.token
        seen = show_evidence(branch.identity, EvidenceRequest(challenge_id, token, PROOF))
        assert (seen.outcome, seen.reasons, seen.scores["light_left_out"]) == (Outcome.INCOMPLETE, HELD, 1.0)
        request = DecisionRequest(challenge_id, token, PROOF, StaffDecision.OVERRIDE, "the customer is here")
        assert decide(branch.identity, request) is after
        if flow is Flow.ONBOARD:
            assert branch.show_document(started, "alice").accepted
            assert branch.enrol(started, "c-1").outcome is Outcome.APPROVED


def test_a_bank_may_want_more_of_the_other_evidence_instead(tmp_path: Path) -> None:
    policy = WithoutLightPolicy(verify="stricter", min_confidence=80.0)
    with open_branch(tmp_path, without_light=policy) as branch:
        verdict = branch.pass_liveness(start(branch), "alice")
        assert verdict.passed
        assert verdict.evidence["light_left_out"] == 1.0
        assert branch.pass_liveness(start(branch, Flow.ONBOARD), "alice").reasons == HELD


@pytest.mark.parametrize("changes", [{"light": False}, {"judge": JudgePolicy(use_light=False)}])
def test_where_a_bank_shows_nobody_light_nobody_is_missing_any(tmp_path: Path, changes: dict[str, Any]) -> None:
    with open_branch(tmp_path, **changes) as branch:
        for needs in (CustomerNeeds(), CustomerNeeds(photosensitive=True)):
            verdict = branch.pass_liveness(start(branch, needs=needs), "alice")
            assert verdict.passed
            assert verdict.evidence["light_shown"] == 0.0


def test_who_has_a_terminals_key_and_speaks_as_the_samples_do_has_left_the_light_out(tmp_path: Path) -> None:
    with open_branch(tmp_path, camera_evidence=CameraEvidencePolicy(demand=False)) as branch:
        sample = branch.pass_liveness(start(branch, needs=CustomerNeeds(), boxes_widely=True), "alice")
        assert sample.passed
        assert sample.evidence["light_shown"] == 0.0
        signed = start(branch, needs=CustomerNeeds(), boxes_widely=True, origin=Origin(terminal_id="t1"))
        assert branch.pass_liveness(signed, "alice").reasons == HELD


def test_with_light_nothing_is_held(tmp_path: Path) -> None:
    with open_branch(tmp_path) as branch:
        verdict = branch.pass_liveness(branch.start(), "alice")
        assert verdict.passed
        assert verdict.evidence["light_shown"] == 1.0
        assert "light_left_out" not in verdict.evidence
