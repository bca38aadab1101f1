"""For whom it is worse: rates of people by what a manifest says of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kiosk.evaluation.columns import Column, Labels, choose_columns
from kiosk.evaluation.liveness.outcome import Outcome
from kiosk.evaluation.liveness.results.rates import Share, attacks, genuine
from kiosk.evaluation.liveness.results.words import share_cells
from kiosk.evaluation.report import Block, Cell, Section, Table, Text, Tone

CANNOT_BE_SHOWN = (
    "Cannot be shown: the material does not say who belongs to which group. A manifest.tsv with columns that begin "
    "with group_ (group_sex, group_age, group_skin) makes them; errors may differ between groups that nobody counts."
)


@dataclass(frozen=True, slots=True)
class GroupRates:
    """Of one group."""

    column: str
    group: str
    people: int
    refused: Share
    """People before a fixed terminal, on their first attempt."""
    accepted: Share
    """Attacks with the faces of this group."""


@dataclass(frozen=True, slots=True)
class Groups:
    """All groups, and sentences on columns that make none."""

    rates: tuple[GroupRates, ...]
    notes: tuple[str, ...]


def rates_by_group(outcomes: Sequence[Outcome], labels: Mapping[str, Labels]) -> Groups:
    """Rates of every group of every column; no rates where nothing is said of anybody."""
    people = {each.person for each in outcomes}
    said = {person: told for person, told in labels.items() if person in people}
    columns, notes = choose_columns(tuple(said.values()), ())
    return Groups(tuple(each for column in columns for each in _rates(outcomes, said, column)), notes)


def _rates(outcomes: Sequence[Outcome], said: Mapping[str, Labels], column: Column) -> Iterator[GroupRates]:
    group_of = {person: column.group_of(told) for person, told in said.items()}
    for group in sorted({*group_of.values()} - {""}):
        inside = [each for each in outcomes if group_of.get(each.person) == group]
        people, attacking = genuine(inside), attacks(inside)
        yield GroupRates(
            column.name,
            group,
            len({each.person for each in inside}),
            Share(sum(not each.passed for each in people), len(people)),
            Share(sum(each.passed for each in attacking), len(attacking)),
        )


def group_section(found: Groups) -> Section:
    """What the report says of it."""
    blocks: list[Block] = [Text(note) for note in found.notes]
    if not found.rates:
        return Section("For whom it is worse", (*blocks, Text(CANNOT_BE_SHOWN, Tone.OPEN)))
    rows = tuple(
        (
            Cell(f"{each.column}: {each.group}"),
            Cell(f"{each.people:,}", is_number=True),
            *share_cells(each.refused),
            *share_cells(each.accepted),
        )
        for each in found.rates
    )
    heads = ("group", "people", "refused", "BPCER", "at most", "accepted", "APCER", "at most")
    caption = (
        "People before a fixed terminal on their first attempt, and all attacks with the faces of the group. Sessions "
        "of one person are alike: a group of few people says little, whatever its bound."
    )
    return Section("For whom it is worse", (*blocks, Table(caption, heads, rows)))
