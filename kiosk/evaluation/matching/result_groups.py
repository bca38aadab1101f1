"""The part of the report that says for whom it is worse."""

from collections.abc import Iterator, Sequence

from kiosk.domain.calibration.error_rates import Rate
from kiosk.domain.calibration.groups import MIN_PAIRS, GroupRates, Worst
from kiosk.evaluation.matching.analysis import Analysis
from kiosk.evaluation.matching.result_words import count_words, describe_percent, describe_range, rate_cells
from kiosk.evaluation.plots import Bar, plot_groups
from kiosk.evaluation.report import Block, Cell, Figure, Section, Table, Text, Tone

WORST_FACTOR = 3.0
"""How many times everybody's rate a group's may be before the page marks it."""
MAX_BARS = 40
GROUP_PLOT_AT = 80.0
"""The lowest threshold that is promised: the one at which small groups still show something."""


def worst_sentence(analysis: Analysis) -> Text:
    """The worst group in one sentence."""
    if not analysis.groups:
        return Text("Nothing is known of groups: the pictures have no labels.", Tone.OPEN)
    place = analysis.thresholds.index(GROUP_PLOT_AT)
    worst = analysis.worst_matches[place]
    if worst is None:
        return Text(f"No group has {MIN_PAIRS} pairs of strangers: nothing can be said of groups.", Tone.OPEN)
    return Text(
        f"Strangers are taken for each other most often in the group {worst.group.group} ({worst.group.attribute}): "
        f"{worst.rate.count} of {count_words(worst.rate.of, 'pair')} at 80, {describe_percent(worst.rate.share)}, "
        f"against {describe_percent(analysis.false_match[place].share)} of all{_times(worst)}.",
        _worst_tone(worst),
    )


def group_section(analysis: Analysis) -> Section:
    """Who is worst off, every group, and strangers who are alike."""
    place = analysis.thresholds.index(GROUP_PLOT_AT)
    matches = _bars([(group, group.false_match[place]) for group in analysis.groups])
    refusals = _bars([(group, group.false_non_match[place]) for group in analysis.groups])
    blocks: list[Block] = [_worst_table(analysis)]
    if matches:
        blocks.append(
            Figure(
                plot_groups(matches, analysis.false_match[place].share, "false match rate at 80, in %"),
                "Strangers who are both of the group and reach 80. Points: measured; bars: what it may be (95 %). "
                f"Groups with fewer than {MIN_PAIRS} pairs are not drawn, and of the others {MAX_BARS} at most.",
                "False match rates by group",
            )
        )
    if refusals:
        blocks.append(
            Figure(
                plot_groups(refusals, analysis.false_non_match[place].share, "false non-match rate at 80, in %"),
                "People of the group who are refused at 80.",
                "False non-match rates by group",
            )
        )
    blocks += [*_group_tables(analysis), *([_likeness_table(analysis)] if analysis.likeness else [])]
    return Section("For whom it is worse", tuple(blocks))


def section_without_groups() -> Section:
    """What is not known, and what would tell."""
    told = "No labels were given, so that nothing can be said of groups. --labels FILE names a list of people."
    return Section("For whom it is worse", (Text(told, Tone.OPEN),))


def _bars(rates: Sequence[tuple[GroupRates, Rate]]) -> list[Bar]:
    """In their order, and if there are many the highest alone."""
    enough = [(group, rate) for group, rate in rates if rate.of >= MIN_PAIRS]
    highest = sorted((rate.share or 0.0 for _, rate in enough), reverse=True)[:MAX_BARS]
    drawn = [(group, rate) for group, rate in enough if (rate.share or 0.0) >= highest[-1]]
    return [Bar(_group_name(group), rate.share, rate.bounds) for group, rate in drawn[:MAX_BARS]]


def _worst_table(analysis: Analysis) -> Table:
    rows = list[tuple[Cell, ...]]()
    for what, all_worst, of_all in (
        ("strangers accepted", analysis.worst_matches, analysis.false_match),
        ("the same person refused", analysis.worst_refusals, analysis.false_non_match),
    ):
        for threshold, worst, everybody in zip(analysis.thresholds, all_worst, of_all, strict=True):
            if worst is not None:
                rows.append(_worst_row(what, threshold, worst, everybody))
    return Table(
        "The worst group against all, at the same threshold; both strangers are of the group. Groups with fewer than "
        f"{MIN_PAIRS} pairs are left to the tables below. Beyond chance: all that the group's rate may be lies above "
        "the rate of all. Whoever looks at many groups finds one that is worse by chance now and then.",
        ("what", "threshold", "worst group", "its rate", "pairs", "may be (95 %)", "all", "times", "beyond chance"),
        tuple(rows),
    )


def _worst_row(what: str, threshold: float, worst: Worst, everybody: Rate) -> tuple[Cell, ...]:
    tone = _worst_tone(worst)
    return (
        Cell(what),
        Cell(f"{threshold:g}", is_number=True),
        Cell(_group_name(worst.group) if worst.rate.count else "none", tone),
        Cell(describe_percent(worst.rate.share), is_number=True),
        Cell(f"{worst.rate.count:,} of {worst.rate.of:,}", is_number=True),
        Cell(describe_range(worst.rate.bounds), is_number=True),
        Cell(describe_percent(everybody.share), is_number=True),
        Cell("-" if worst.ratio is None else f"{worst.ratio:.1f}", is_number=True),
        Cell("yes" if worst.is_beyond_chance else "no", tone),
    )


def _worst_tone(worst: Worst) -> Tone:
    if worst.ratio is None or not worst.rate.count:
        return Tone.PLAIN
    if worst.ratio > WORST_FACTOR:
        return Tone.BAD if worst.is_beyond_chance else Tone.OPEN
    return Tone.OPEN if worst.is_beyond_chance else Tone.PLAIN


def _group_tables(analysis: Analysis) -> Iterator[Table]:
    for place, threshold in enumerate(analysis.thresholds):
        if threshold not in (80.0, 95.0):
            continue
        rows = tuple(
            (
                Cell(_group_name(group)),
                Cell(f"{group.people:,}", is_number=True),
                *rate_cells(group.false_match[place]),
                *rate_cells(group.false_non_match[place]),
            )
            for group in analysis.groups
        )
        yield Table(
            f"At {threshold:g}, by group. A dash: no pairs, or nothing to resample.",
            (
                "group",
                "people",
                "FMR",
                "strangers",
                "95 %, exact",
                "by people",
                "FNMR",
                "same",
                "95 %, exact",
                "by people",
            ),
            rows,
        )


def _likeness_table(analysis: Analysis) -> Table:
    places = [analysis.thresholds.index(threshold) for threshold in (80.0, 95.0)]
    rows = tuple(
        (Cell(name), *(cell for place in places for cell in rate_cells(rates[place])))
        for name, rates in analysis.likeness.items()
    )
    return Table(
        "Strangers who share a label, apart from those who do not: an impostor chooses somebody alike.",
        (
            "strangers",
            "FMR at 80",
            "pairs",
            "95 %, exact",
            "by people",
            "FMR at 95",
            "pairs",
            "95 %, exact",
            "by people",
        ),
        rows,
    )


def _group_name(group: GroupRates) -> str:
    return f"{group.attribute}: {group.group}"


def _times(worst: Worst) -> str:
    return "" if worst.ratio is None else f", {worst.ratio:.1f} times as often"
