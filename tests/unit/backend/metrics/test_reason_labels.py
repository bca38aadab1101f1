"""Reasons that we declare are labels; what a client says is not."""

import pytest

from kiosk.backend.metrics.reason_labels import OTHER, reason_label
from kiosk.domain.documents.document import Finding
from kiosk.domain.identity.step_reason import StepReason
from kiosk.domain.liveness.verdict import Reason


@pytest.mark.parametrize("reason", [*StepReason, *Finding, *Reason])
def test_every_declared_reason_is_a_label_of_its_own(reason: str) -> None:
    assert reason_label(reason) == reason


def test_what_a_client_makes_up_is_no_label() -> None:
    assert reason_label("MADE_UP") == OTHER
