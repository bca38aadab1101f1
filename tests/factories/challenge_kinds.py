"""Kinds of challenges whose rules a test chooses."""

from typing import Any

from kiosk.backend.challenge.kinds import ChallengeKind, ChallengeKinds
from kiosk.backend.challenge.ports import ChallengeRules
from kiosk.contract.challenge import NoseStartReply
from kiosk.domain.liveness.nose.challenge import NoseChallenge


def judged_by(rules: ChallengeRules[Any]) -> ChallengeKinds:
    """The nose challenge, drawn and judged by other rules."""
    kind = ChallengeKind(NoseChallenge, rules, NoseStartReply)
    return ChallengeKinds({NoseChallenge.kind: kind}, offered=NoseChallenge.kind)
