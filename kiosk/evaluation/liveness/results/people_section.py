"""What the report says of bona fide presentations."""

from collections.abc import Mapping, Sequence

from kiosk.evaluation.liveness.outcome import MOST_ATTEMPTS, Outcome
from kiosk.evaluation.liveness.results.rates import (
    Share,
    attempts_per_success,
    by_person,
    genuine,
    rates,
    refused_in_the_end,
)
from kiosk.evaluation.liveness.results.reason_words import in_words
from kiosk.evaluation.liveness.results.words import share_cells, told
from kiosk.evaluation.liveness.species.species import Kind
from kiosk.evaluation.report import Cell, Section, Table, Text


def people_section(outcomes: Sequence[Outcome]) -> Section:
    """First attempts, those that followed, and why people were refused."""
    people = genuine(outcomes)
    if not people:
        return Section("Bona fide presentations", (Text("None were made."),))
    refused = Share(sum(not each.passed for each in people), len(people))
    silent = Share(sum(bool(each.ended) for each in people), len(people))
    in_the_end = refused_in_the_end(outcomes)
    rows = tuple((Cell(name), *share_cells(share)) for name, share in by_person(outcomes).items())
    return Section(
        "Bona fide presentations",
        (
            Text(
                f"BPCER {told(refused)}, on first attempts; without a verdict (BPNRR) {told(silent)}. Whoever is "
                f"refused tries again at the same place, up to {MOST_ATTEMPTS} times in all: refused in the end are "
                f"{told(in_the_end)}. {_attempts(outcomes)}"
            ),
            _places_table(outcomes),
            Table(
                "By person before a fixed terminal, the worst first. Bounds are exact, one-sided, 95 %.",
                ("person", "refused", "rate", "at most"),
                rows,
            ),
            _reasons_table(people, "Why people before a fixed terminal were refused."),
        ),
    )


def _places_table(outcomes: Sequence[Outcome]) -> Table:
    """All species of people, with whom each is worst for."""
    found = [each for each in rates(outcomes) if each.species.kind is Kind.BONA_FIDE]
    rows = tuple(
        (
            Cell(each.species.title),
            *share_cells(each.errors),
            Cell(f"{each.waiting:,}", is_number=True),
            Cell(_worst(by_person(outcomes, each.species.name))),
            Cell(f"{each.seconds_p50:.1f}", is_number=True),
        )
        for each in found
    )
    return Table(
        "By place, and by what people need: refused on their first attempt. Whom nothing speaks against but that they "
        "were shown no light waits for staff, who let them go on.",
        ("people", "refused", "BPCER", "at most", "wait for staff", "worst person", "seconds (half of all)"),
        rows,
    )


def _worst(people: Mapping[str, Share]) -> str:
    """The person who is refused most often, if anybody is."""
    name, share = next(iter(people.items()))
    return f"{name}: {share.count:,} of {share.of:,}" if share.count else "nobody is refused"


def _attempts(outcomes: Sequence[Outcome]) -> str:
    people, found = genuine(outcomes), attempts_per_success(outcomes)
    words = "-" if found is None else f"{found:.2f}"
    return f"Attempts per success: {words} ({sum(each.attempts for each in people):,} attempts)."


def _reasons_table(outcomes: Sequence[Outcome], caption: str) -> Table:
    counts: dict[str, int] = {}
    for each in outcomes:
        for reason in each.reasons or ((each.ended,) if each.ended else ()):
            counts[reason] = counts.get(reason, 0) + 1
    rows = tuple(
        (Cell(in_words(reason)), Cell(f"{count:,}", is_number=True))
        for reason, count in sorted(counts.items(), key=lambda item: -item[1])
    )
    return Table(caption, ("reason", "sessions"), rows or ((Cell("none"), Cell("0", is_number=True)),))
