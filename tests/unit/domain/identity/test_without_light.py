import pytest

from kiosk.domain.identity.flow import Flow
from kiosk.domain.identity.without_light import WithoutLightPolicy, hold_without_light, waits_for_staff
from kiosk.domain.liveness.verdict import Reason, comparable_confidence
from tests.factories.verdicts import make_verdict

STRICTER = WithoutLightPolicy(verify="stricter")


@pytest.mark.parametrize("flow", Flow)
def test_by_default_nobody_passes_without_light_but_by_staff(flow: Flow) -> None:
    held = hold_without_light(make_verdict(confidence=100.0), WithoutLightPolicy(), flow)
    assert (held.passed, held.reasons) == (False, (Reason.LIGHT_NOT_SHOWN,))
    assert comparable_confidence(held) == 0.0, "no threshold of a caller's own lets it pass"
    assert held.confidence == 100.0, "staff see how sure the judge was"
    assert held.evidence["light_left_out"] == 1.0
    assert waits_for_staff(held.reasons)


def test_where_more_is_wanted_instead_nearly_all_has_to_speak_for_the_customer() -> None:
    assert hold_without_light(make_verdict(confidence=95.0), STRICTER, Flow.VERIFY).passed
    for sure in (94.9, float("nan")):
        assert not hold_without_light(make_verdict(confidence=sure), STRICTER, Flow.VERIFY).passed
    assert not hold_without_light(make_verdict(confidence=100.0), STRICTER, Flow.ONBOARD).passed


def test_whoever_failed_has_failed() -> None:
    verdict = make_verdict(Reason.NO_DEPTH)
    held = hold_without_light(verdict, WithoutLightPolicy(), Flow.VERIFY)
    assert held.reasons == (Reason.NO_DEPTH,)
    assert not waits_for_staff(held.reasons)
    assert not waits_for_staff((Reason.LIGHT_NOT_SHOWN, Reason.NO_DEPTH))


@pytest.mark.parametrize("sure", [0.0, 49.9, 100.1, float("nan")])
def test_a_confidence_that_everybody_or_nobody_reaches_is_no_setting(sure: float) -> None:
    with pytest.raises(ValueError, match="min_confidence"):
        WithoutLightPolicy(min_confidence=sure)
