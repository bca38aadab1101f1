"""What the verdict had been without one piece of evidence, from one weighing of all of them."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from kiosk.domain.liveness.challenge import Stage
from kiosk.domain.liveness.frames import FrameFacts
from kiosk.domain.liveness.judge_policy import LOWEST_SIMILARITY, JudgePolicy
from kiosk.domain.liveness.nose.challenge import NoseChallenge
from kiosk.domain.liveness.nose.weighed_evidence import REASONS, SWITCHES, prior_of, weigh_evidence
from kiosk.domain.liveness.verdict import Reason, Verdict
from kiosk.domain.liveness.weighing import Weighed, combine
from kiosk.evaluation.liveness.session.recording import SWITCH, JudgedCase, list_switches

ALL = "all of these"


@dataclass(frozen=True, slots=True)
class Contributions:
    """What each piece of evidence did for one verdict."""

    score: float
    """The confidence of all evidence, by which a threshold decides; 0 where a rule is broken or below all of them."""
    without: Mapping[str, bool]
    """Whether it passes without each piece, and without all of them."""
    log_odds: Mapping[str, float] = field(default_factory=dict)
    """What each piece weighs; empty where a rule is broken."""

    @property
    def is_hopeless(self) -> bool:
        """Whether it passes at no threshold, whatever is left out."""
        return self.score <= 0 and not any(self.without.values())


def switches(policy: JudgePolicy) -> tuple[str, ...]:
    """The evidence that the policy uses and could do without."""
    return tuple(name.removeprefix(SWITCH) for name in list_switches(policy))


def list_ablations(policy: JudgePolicy) -> tuple[str, ...]:
    """What is left out in turn, and all of it in the end."""
    names = switches(policy)
    return (*names, ALL) if len(names) > 1 else names


def measure_contributions(case: JudgedCase, verdict: Verdict, policy: JudgePolicy) -> Contributions:
    """What each piece did for a verdict, which is the backend's, whatever the frames' judge said."""
    if not speaks_evidence_alone(verdict):
        return no_contributions(policy)
    return weigh_contributions(case.challenge, case.frames, policy, case.synthetic)


def speaks_evidence_alone(verdict: Verdict) -> bool:
    """Whether no rule was broken, so that the verdict goes by what was weighed."""
    return {*verdict.reasons} <= {Reason.LOW_CONFIDENCE, *REASONS.values()}


def no_contributions(policy: JudgePolicy) -> Contributions:
    """Of a session that a rule refuses, or that is below every threshold whatever is left out."""
    return Contributions(0.0, dict.fromkeys(list_ablations(policy), False))


def weigh_contributions(
    challenge: NoseChallenge, frames: Sequence[FrameFacts], policy: JudgePolicy, synthetic: bool
) -> Contributions:
    """Weigh once and combine without each piece, as if no rule were broken."""
    names = switches(policy)
    judged = [frame for frame in frames if frame.stage is Stage.CHALLENGE and len(frame.faces) == 1]
    judged.sort(key=lambda frame: frame.sequence)
    pieces, prior = weigh_evidence(challenge, judged, (), policy, synthetic), prior_of(challenge)
    left_out = {name: {name} for name in names} | ({ALL: {*names}} if len(names) > 1 else {})
    sure = _confidence(pieces, prior, set())
    without = {name: _confidence(pieces, prior, out) >= policy.min_confidence for name, out in left_out.items()}
    log_odds = {piece.name: piece.log_odds for piece in pieces}
    return Contributions(sure if sure >= LOWEST_SIMILARITY else 0.0, without, log_odds)


def _confidence(pieces: Sequence[Weighed], prior: float, left_out: Set[str]) -> float:
    kept = [piece for piece in pieces if SWITCHES.get(piece.name, "").removeprefix(SWITCH) not in left_out]
    return combine(kept, prior)
