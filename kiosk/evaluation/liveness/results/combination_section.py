"""What the report says of the combination of evidence."""

from collections.abc import Iterator, Sequence

from kiosk.domain.calibration.combination_fit import AGAINST, IN_FAVOUR, RIDGE, SHIFT, Combination
from kiosk.evaluation.liveness.outcome import Outcome
from kiosk.evaluation.liveness.results.combination import Compared, CrossValidated, cross_validate
from kiosk.evaluation.liveness.results.words import share_cells
from kiosk.evaluation.liveness.species.registry import ALL_SPECIES
from kiosk.evaluation.report import Cell, Section, Table, Text


def combination_sections(outcomes: Sequence[Outcome], least: float) -> Iterator[Section]:
    """Both combinations at a confidence of `least`, where there are people enough and attacks that were weighed."""
    found = cross_validate(outcomes, least)
    if found is None:
        return
    heads = ("species", "errors by hand", "rate", "at most", "errors if fitted", "rate", "at most")
    caption = (
        "Refused people and accepted attacks, of people on whom nothing was fitted. Sessions that a rule refuses are "
        "refused by both; attacks that were cut short, or are far below every threshold, are not weighed without "
        "--whole."
    )
    yield Section(
        "Combination of the evidence: cross-validated over people",
        (
            Text(_how(found, least)),
            Table(caption, heads, tuple(map(_row, found.species))),
            Table(
                "What the fit to all sessions makes of each piece: factors on what is set by hand, which is 1.",
                ("piece", "what speaks for", "what speaks against"),
                tuple(_factor_rows(found.combination)),
            ),
        ),
    )


def _how(found: CrossValidated, least: float) -> str:
    favour, against, shift = (f"{low:g} to {high:g}" for low, high in (IN_FAVOUR, AGAINST, SHIFT))
    return (
        f"The judge adds log-odds that are set by hand. Beside it, people are put into {found.folds} folds, and for "
        "each a logistic curve is fitted to the sessions of all others: factors on what each piece says for "
        f"({favour}) and against ({against}), and what is added to the prior ({shift}), held at what is set by hand as "
        f"by {RIDGE:g} sessions; species weigh alike. Both accept a confidence of {least:g}. Brier's error is "
        f"{found.by_hand_error:.3f} by hand and {found.fitted_error:.3f} if fitted."
    )


def _row(each: Compared) -> tuple[Cell, ...]:
    title = ALL_SPECIES[each.species].title
    return (Cell(f"{each.species}: {title}"), *share_cells(each.by_hand), *share_cells(each.fitted))


def _factor_rows(combination: Combination) -> Iterator[tuple[Cell, ...]]:
    yield Cell("prior, added"), Cell(f"{combination.shift:+.2f}", is_number=True), Cell("", is_number=True)
    for name in combination.in_favour:
        factors = combination.in_favour[name], combination.against[name]
        yield Cell(name), *(Cell(f"{factor:.2f}", is_number=True) for factor in factors)
