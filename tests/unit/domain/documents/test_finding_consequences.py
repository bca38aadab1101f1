from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.documents.document import Finding
from kiosk.domain.documents.finding_consequences import causes

FINDINGS = st.frozensets(st.sampled_from(list(Finding)))


@given(FINDINGS, st.booleans())
def test_nothing_is_accepted_by_it(findings: frozenset[Finding], zone_is_damaged: bool) -> None:
    left = causes(findings, zone_is_damaged=zone_is_damaged)
    assert left <= findings and bool(left) is bool(findings)
    assert causes(left, zone_is_damaged=zone_is_damaged) == left


def test_a_covered_zone_is_said_alone_and_a_changed_one_with_what_print_says() -> None:
    findings = {Finding.CHECK_DIGIT_WRONG, Finding.FIELDS_DISAGREE, Finding.IMPLAUSIBLE}
    assert causes(findings, zone_is_damaged=True) == {Finding.CHECK_DIGIT_WRONG}
    assert causes(findings) == findings
    assert causes({Finding.UNREADABLE}, zone_is_damaged=True) == {Finding.UNREADABLE}
