"""Verdicts of which a test says only what matters to it."""

from dataclasses import replace
from typing import Any

from kiosk.domain.liveness.verdict import Reason, Verdict, VerdictAnswer


def make_verdict(*reasons: Reason, **fields: Any) -> Verdict:
    """A pass without reasons, a fail with them; `fields` are those of `Verdict` that are to differ."""
    passed = not reasons
    plain = Verdict(passed, reasons, 97.0 if passed else 0.0, {}, None, (), None, synthetic=False)
    return replace(plain, **fields)


def make_answer(*reasons: Reason, **fields: Any) -> VerdictAnswer:
    """What a terminal hears: a pass without reasons, a fail with them."""
    return replace(VerdictAnswer(not reasons, reasons), **fields)
