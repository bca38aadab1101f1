"""Groups, the worst of them, strangers who are alike, and what the scale promises."""

import numpy as np
import pytest

from kiosk.domain.calibration.binomial import Interval, clopper_pearson
from kiosk.domain.calibration.comparisons import Comparisons
from kiosk.domain.calibration.error_rates import Rate, false_match_rates, false_non_match_rates
from kiosk.domain.calibration.groups import Attribute, rates_by_group, strangers_by_likeness, worst_group
from kiosk.domain.calibration.promise import Finding, check_bound
from tests.factories.comparisons import all_pairs, drawn_people

PEOPLE, NORTH = 30, 20


def unfair() -> tuple[Comparisons, Attribute]:
    """Strangers of the south reach 80 in every second pair, others never; one person of the north has no label."""
    a, b = all_pairs(PEOPLE, 2)
    south = (a >= NORTH) & (b >= NORTH)
    similarities = np.where(a == b, 99.0, np.where(south & ((a + b) % 2 == 0), 85.0, 10.0))
    places = np.array(["", *["north"] * (NORTH - 1), *["south"] * (PEOPLE - NORTH)])
    return Comparisons(similarities, a, b), Attribute("region", places[a], places[b])


def test_the_worst_group_against_all() -> None:
    pairs, region = unfair()
    drawn = drawn_people(PEOPLE)
    groups = rates_by_group(pairs, [region], [80.0, 95.0], drawn)
    assert [(group.group, group.people) for group in groups] == [("north", NORTH - 1), ("south", PEOPLE - NORTH)]
    of_all = false_match_rates(pairs.impostor, [80.0, 95.0], drawn)
    worst = worst_group(groups, of_all, 0, matches=True)
    assert worst is not None and worst.group.group == "south" and worst.is_beyond_chance
    assert worst.ratio == pytest.approx((worst.rate.share or 0) / (of_all[0].share or 1))
    assert worst.ratio is not None and worst.ratio > 5
    at_95 = worst_group(groups, of_all, 1, matches=True)
    assert at_95 is not None and at_95.ratio is None and not at_95.is_beyond_chance


def test_a_group_with_few_pairs_is_never_the_worst() -> None:
    pairs, _ = unfair()
    tiny = np.where(pairs.a < 2, "tiny", "").astype(np.str_), np.where(pairs.b < 2, "tiny", "").astype(np.str_)
    groups = rates_by_group(pairs, [Attribute("size", *tiny)], [5.0], drawn_people(PEOPLE))
    assert groups[0].false_match[0].share == 1
    of_all = false_match_rates(pairs.impostor, [5.0], drawn_people(PEOPLE))
    assert worst_group(groups, of_all, 0, matches=True) is None
    refused = false_non_match_rates(pairs.genuine, [5.0], drawn_people(PEOPLE))
    assert worst_group(groups, refused, 0, matches=False) is None


def test_strangers_who_are_alike_stand_apart() -> None:
    pairs, region = unfair()
    second = Attribute("parity", (pairs.a % 2).astype(np.str_), (pairs.b % 2).astype(np.str_))
    found = strangers_by_likeness(pairs, [region, second], [80.0], drawn_people(PEOPLE))
    counts = {name: (rates[0].count, rates[0].of) for name, rates in found.items()}
    impostor = pairs.impostor
    assert counts["same region"][0] == counts["same all labels"][0] == int((impostor.similarities >= 80).sum())
    assert counts["different region"][0] == counts["different parity"][0] == counts["not the same all labels"][0] == 0
    unknown = int(((impostor.a == 0) | (impostor.b == 0)).sum())
    assert counts["same region"][1] + counts["different region"][1] == len(impostor) - unknown


def rate(count: int, of: int, over_people: Interval | None = None) -> Rate:
    return Rate(count, of, clopper_pearson(count, of), over_people)


@pytest.mark.parametrize(
    ("found", "finding"),
    [
        (rate(0, 5000), Finding.MET),
        (rate(0, 3000), Finding.NOT_SHOWN),
        (rate(0, 5000, Interval(0.0, 0.02)), Finding.NOT_SHOWN),
        (rate(30, 5000), Finding.NOT_MET),
        (rate(30, 5000, Interval(0.0005, 0.02)), Finding.NOT_SHOWN),
        (rate(5, 5000), Finding.NOT_SHOWN),
        (rate(0, 0), Finding.NOT_SHOWN),
    ],
)
def test_a_promise_of_one_in_a_thousand(found: Rate, finding: Finding) -> None:
    assert check_bound(found, 0.001) is finding
