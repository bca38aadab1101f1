"""Zones of documents as texts, and pages that show them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from kiosk.domain.documents.mrz import Mrz, parse
from kiosk.domain.documents.mrz_compose import Holder, compose
from kiosk.domain.documents.mrz_layout import TD3, MrzLayout, Span, check_digit
from kiosk.domain.documents.page_facts import PageFacts
from kiosk.domain.documents.print_evidence import PrintEvidence, evidence_of

TODAY = date(2026, 11, 21)
HOLDER = Holder("P", "UTO", "Eriksson", "Anna Maria", "L898902C3", "UTO", date(1974, 8, 12), "F", date(2035, 4, 15))


def zone(layout: MrzLayout = TD3, **changed: Any) -> Mrz:
    """The zone of a holder who is changed so."""
    return read(compose(layout, replace(HOLDER, **changed)), layout)


def read(lines: Sequence[str], layout: MrzLayout = TD3) -> Mrz:
    """A zone by its lines."""
    mrz = parse(lines, TODAY, layout)
    assert mrz is not None
    return mrz


def with_text(name: str, text: str, layout: MrzLayout = TD3, **changed: Any) -> Mrz:
    """The zone with this text in one of its places, and check digits that are right."""
    whole = [*"".join(compose(layout, replace(HOLDER, **changed)))]
    span = layout.spans[name]
    whole[span.start : span.end] = text.ljust(span.end - span.start, "<")
    for check in layout.checks.values():
        whole[check.digit] = check_digit("".join(_of(each, whole) for each in check.covered))
    joined = "".join(whole)
    return read([joined[start : start + layout.width] for start in range(0, len(joined), layout.width)], layout)


def misread(mrz: Mrz, name: str, text: str) -> Mrz:
    """The zone with this text in one of its places and its check digits as they were."""
    span = mrz.layout.spans[name]
    joined = mrz.text[: span.start] + text.ljust(span.end - span.start, "<") + mrz.text[span.end :]
    width = mrz.layout.width
    return read([joined[start : start + width] for start in range(0, len(joined), width)], mrz.layout)


def printed_texts(*texts: str) -> PrintEvidence:
    """Print of a page with these lines."""
    return evidence_of([PageFacts({}, None, 0.0, None, 0, texts=texts)])


def _of(span: Span, whole: Sequence[str]) -> str:
    return "".join(whole[span.start : span.end])
