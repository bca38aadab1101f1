"""Reasons as labels: a terminal says why a customer left, and its word must not become a series of its own."""

from collections.abc import Iterator
from functools import cache

from kiosk.domain.documents.document import Finding
from kiosk.domain.identity.step_reason import StepReason
from kiosk.domain.liveness.verdict import Reason
from kiosk.errors import KioskError

OTHER = "OTHER"
"""Anything that is none of our codes; the attempt's record has it as it was said."""


def reason_label(code: str) -> str:
    """The code, if it is one of ours."""
    return code if code in _known() else OTHER


@cache
def _known() -> frozenset[str]:
    return frozenset({*Reason, *Finding, *StepReason, *_codes(KioskError)})


def _codes(of: type[KioskError]) -> Iterator[str]:
    yield of.code
    for kind in of.__subclasses__():
        yield from _codes(kind)
