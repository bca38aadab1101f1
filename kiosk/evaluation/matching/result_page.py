"""The report for whoever signs: what was measured, what it means, for whom it is worse, how sure it is."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from kiosk.domain.calibration.binomial import Interval
from kiosk.domain.calibration.error_rates import Rate
from kiosk.domain.calibration.promise import TOLERANCE, Finding
from kiosk.domain.calibration.resampling import MIN_PEOPLE
from kiosk.evaluation.matching.analysis import Analysis, EnrolmentFailures, Target
from kiosk.evaluation.matching.labelled import FAULTS
from kiosk.evaluation.matching.measured import Measured
from kiosk.evaluation.matching.result_groups import group_section, section_without_groups, worst_sentence
from kiosk.evaluation.matching.result_json import anchors_json
from kiosk.evaluation.matching.result_words import (
    TONES,
    count_words,
    describe_finding,
    describe_people,
    describe_percent,
    describe_range,
    interval_cells,
    join_words,
    rate_cells,
)
from kiosk.evaluation.plots import Curve, Mark, plot_det, plot_distributions, plot_rates
from kiosk.evaluation.report import Block, Cell, Code, Figure, Section, Table, Text, Tone, render_page


def result_page(measured: Measured, analysis: Analysis, provenance: Mapping[str, Any]) -> str:
    """The whole page."""
    pairs = measured.comparisons
    lead = (
        f"{measured.model_id}: {count_words(len(pairs.genuine), 'pair')} of one person and "
        f"{count_words(len(pairs.impostor), 'pair')} of strangers, among "
        f"{count_words(pairs.people, 'person', 'people')}. "
        f"Made {provenance['made']} by kiosk {provenance['versions']['kiosk']}."
    )
    sections = [
        _summary(measured, analysis),
        _scale(analysis),
        _rates(measured, analysis),
        *([_enrolment(analysis.enrolment)] if analysis.enrolment else []),
        *([group_section(analysis)] if analysis.groups else [section_without_groups()]),
        _thresholds(measured, analysis),
        _left_out(measured),
        _reading(provenance),
        _repeating(measured, provenance),
    ]
    return render_page("How well faces are told apart", lead, sections)


def _summary(measured: Measured, analysis: Analysis) -> Section:
    return Section("In short", tuple(_conclusions(measured, analysis)))


def _conclusions(measured: Measured, analysis: Analysis) -> Iterator[Text]:
    people = count_words(measured.comparisons.people, "person", "people")
    for finding in Finding:
        kept = [f"{promise.similarity:g}" for promise in analysis.promises if promise.finding is finding]
        if kept:
            verb = "" if finding is Finding.NOT_SHOWN else "is "
            among = f"with {count_words(len(measured.comparisons.impostor), 'pair')} of strangers among {people}"
            yield Text(f"What the scale promises {verb}{finding} at {join_words(kept)}, {among}.", TONES[finding])
    for place, threshold in enumerate(analysis.thresholds):
        if threshold == 95.0:
            yield Text(_sentence(analysis.false_match[place], analysis.false_non_match[place]))
    if analysis.enrolment:
        rate = analysis.enrolment.rate
        share = f"{rate.count} of {count_words(rate.of, 'picture')} ({describe_percent(rate.share)})"
        yield Text(
            f"No face could be used on {share}." if rate.count else f"Faces were found on all {rate.of} pictures."
        )
    yield worst_sentence(analysis)
    if measured.comparisons.people < 50:
        yield Text(
            f"{measured.comparisons.people} people are few: however many pairs they make, rates for people at large "
            "may be quite different. The intervals by people show how different.",
            Tone.OPEN,
        )


def _sentence(match: Rate, refusal: Rate) -> str:
    return (
        f"At a similarity of 95, {match.count} of {count_words(match.of, 'pair')} of strangers would be taken for one "
        f"person ({_at_most(match)}), and {refusal.count} of {count_words(refusal.of, 'pair')} of one person would be "
        f"refused ({_at_most(refusal)}), each bound with a confidence of 95 %."
    )


def _at_most(rate: Rate) -> str:
    return f"{describe_percent(rate.share)}; at most {describe_percent(rate.bounds.high)}"


def _scale(analysis: Analysis) -> Section:
    heads = ("similarity", "promised", "measured", "strangers", "95 %, exact", "95 %, by people", "promise", "twice it")
    rows = tuple(
        (
            Cell(f"{promise.similarity:g}", is_number=True),
            Cell(f"1 in {1 / promise.promised:,.0f}", is_number=True),
            Cell(describe_percent(promise.rate.share), is_number=True),
            Cell(f"{promise.rate.count:,} of {promise.rate.of:,}", is_number=True),
            *interval_cells(promise.rate),
            Cell(describe_finding(promise), TONES[promise.finding]),
            Cell(str(promise.within_tolerance), TONES[promise.within_tolerance]),
        )
        for promise in analysis.promises
    )
    return Section(
        "What the scale promises",
        (
            Table(
                "How often strangers reach a similarity. Met: both intervals lie below the promise. Not met: both lie "
                f"above it. The last column asks the same of {TOLERANCE:g} times the promise, for a scale that keeps "
                "it exactly lies a little above it half of the time.",
                heads,
                rows,
            ),
        ),
    )


def _rates(measured: Measured, analysis: Analysis) -> Section:
    pairs, curve = measured.comparisons, analysis.curve
    same, different = pairs.genuine.similarities, pairs.impostor.similarities
    promised = [Mark("", promise.similarity, promise.promised) for promise in analysis.promises]
    curves = [
        Curve("false match rate (strangers)", curve.thresholds, curve.false_match),
        Curve("false non-match rate (one person)", curve.thresholds, curve.false_non_match),
    ]
    least = 1 / max(len(different), 1)
    blocks: list[Block] = [
        _threshold_table(analysis),
        Text(_equal_error(analysis)),
        *([_det_figure(measured, analysis)] if len(same) and len(different) else []),
        Figure(
            plot_rates(curves, analysis.thresholds, promised, least),
            "Both rates by threshold. Diamonds: how often strangers may reach 80, 95 and 99. A curve that ends has no "
            "pair left to count.",
            "Curves of both error rates by threshold",
        ),
        Figure(
            plot_distributions(same, different, analysis.thresholds),
            "How many pairs have which similarity. The vertical axis is logarithmic: what is hardly seen is a tenth or "
            "a hundredth.",
            "Histograms of similarities of one person's pairs and of strangers' pairs",
        ),
    ]
    return Section("Error rates", tuple(blocks))


def _threshold_table(analysis: Analysis) -> Table:
    heads = (
        "threshold",
        "FMR (FAR)",
        "strangers",
        "95 %, exact",
        "by people",
        "FNMR (FRR)",
        "same",
        "95 %, exact",
        "by people",
    )
    rows = tuple(
        (Cell(f"{threshold:g}", is_number=True), *rate_cells(match), *rate_cells(refusal))
        for threshold, match, refusal in zip(
            analysis.thresholds, analysis.false_match, analysis.false_non_match, strict=True
        )
    )
    return Table(
        "FMR: strangers who reach the threshold and would be accepted. FNMR: pairs of one person that do not reach it, "
        "and would be refused.",
        heads,
        rows,
    )


def _equal_error(analysis: Analysis) -> str:
    found = analysis.equal_error
    if found is None:
        return "Without pairs of both kinds there is no equal error rate."
    return (
        f"Equal error rate: {describe_percent(found.rate)}, at a similarity of {found.similarity:.1f}"
        f"{_between(found.over_people)}."
    )


def _between(interval: Interval | None) -> str:
    return "" if interval is None else f" ({describe_range(interval)} by people)"


def _det_figure(measured: Measured, analysis: Analysis) -> Figure:
    pairs, curve = measured.comparisons, analysis.curve
    marks = [
        Mark(f"{threshold:g}", match.share or 0.0, refusal.share or 0.0)
        for threshold, match, refusal in zip(
            analysis.thresholds, analysis.false_match, analysis.false_non_match, strict=True
        )
    ]
    smallest = (1 / len(pairs.impostor), 1 / len(pairs.genuine))
    name = measured.model_id
    return Figure(
        plot_det(Curve(name, curve.false_match, curve.false_non_match), marks, smallest),
        "DET curve, on axes of normal deviates; the points are thresholds. The nearer to the lower left, the better. "
        "At the edges lie rates of 0: fewer than one pair in all that were measured.",
        "Detection error trade-off curve with thresholds marked",
    )


def _enrolment(enrolment: EnrolmentFailures) -> Section:
    rate, gate = enrolment.rate, enrolment.gate
    rows = tuple(
        (Cell(code), Cell(f"{count:,}", is_number=True), Cell(describe_percent(count / rate.of), is_number=True))
        for code, count in sorted(enrolment.by_code.items(), key=lambda item: -item[1])
    )
    blocks: list[Block] = [
        Text(
            f"Failure to enrol: {rate.count:,} of {count_words(rate.of, 'picture')}, {describe_percent(rate.share)} "
            f"(95 %: {describe_range(rate.exact)} exact{describe_people(rate)}). These pictures are in no pair. "
            f"Where a picture shows several faces ({enrolment.several_faces:,}), the largest was compared."
        ),
        *([Table("Why no face could be used.", ("code", "pictures", "share"), rows)] if rows else []),
        Text(
            f"The product's gate of quality would have asked for another picture of {gate.count:,} of the "
            f"{count_words(gate.of, 'picture')} with a face ({describe_percent(gate.share)}){_measures(enrolment)}."
        ),
    ]
    if enrolment.by_group:
        blocks.append(_enrolment_groups(enrolment))
    return Section("Failure to enrol", tuple(blocks))


def _measures(enrolment: EnrolmentFailures) -> str:
    by_count = sorted(enrolment.by_measure.items(), key=lambda item: -item[1])
    return ": " + ", ".join(f"{measure} {count:,}" for measure, count in by_count) if by_count else ""


def _enrolment_groups(enrolment: EnrolmentFailures) -> Table:
    rows = tuple(
        (Cell(attribute), Cell(group), *rate_cells(rate)) for (attribute, group), rate in enrolment.by_group.items()
    )
    return Table(
        "By group.", ("label", "group", "failure to enrol", "pictures", "95 %, exact", "95 %, by people"), rows
    )


def _thresholds(measured: Measured, analysis: Analysis) -> Section:
    in_distances = measured.scale is not None
    rows = tuple(_target_row(target, in_distances=in_distances) for target in analysis.targets)
    heads = (
        "strangers accepted",
        "distance" if in_distances else "similarity needed",
        "may be (95 %, by people)",
        "similarity today",
        "how",
        "FNMR there",
    )
    blocks: list[Block] = [
        Table(
            "The threshold that each rate of false matches asks for. Counted: ten pairs or more lie beyond it. "
            "Continued: the set is too small to count that far; the nearest 5 % of strangers are continued by a "
            "straight line in the logarithm of their share, which is a guess.",
            heads,
            rows,
        )
    ]
    if measured.scale is not None:
        blocks += _anchor_blocks(measured, analysis)
    return Section("Thresholds and scale", tuple(blocks))


def _target_row(target: Target, *, in_distances: bool) -> tuple[Cell, ...]:
    share = Cell(f"1 in {1 / target.share:,.0f}", is_number=True)
    found = target.threshold
    if found is None:
        dash = Cell("-", is_number=True)
        return (share, dash, dash, dash, Cell("too few pairs"), dash)
    sign = -1 if in_distances else 1
    ends = None if found.over_people is None else sorted((sign * found.over_people.low, sign * found.over_people.high))
    return (
        share,
        Cell(f"{sign * found.at:.3f}" if in_distances else f"{found.at:.1f}", is_number=True),
        Cell("-" if ends is None else f"{ends[0]:.3g} to {ends[1]:.3g}", is_number=True),
        Cell("none" if target.similarity is None else f"{target.similarity:.1f}", is_number=True),
        Cell("continued" if found.is_extrapolated else "counted", Tone.OPEN if found.is_extrapolated else Tone.PLAIN),
        Cell("-" if target.false_non_match is None else describe_percent(target.false_non_match.share), is_number=True),
    )


def _anchor_blocks(measured: Measured, analysis: Analysis) -> Iterator[Block]:
    if analysis.anchors is None:
        yield Text("There are too few strangers, or they spread too little, to fit a scale.", Tone.OPEN)
        return
    guessed = join_words([f"{similarity:g}" for similarity in analysis.anchors.extrapolated])
    yield Text(
        "A scale on which strangers of this set reach 80, 95 and 99 once in 100, 1,000 and 10,000 pairs (and 50 and 10 "
        "in one of 10 and one of 2), as a model's description has it: distance and similarity. "
        + (f"The distances at {guessed} are continued, not counted." if guessed else "All of it is counted.")
    )
    yield Code(f"anchors = {json.dumps(anchors_json(analysis))}")
    in_use = measured.scale.anchors if measured.scale else ()
    yield Text(f"In use: {json.dumps([list(point) for point in in_use])}")


def _left_out(measured: Measured) -> Section:
    rows = tuple(
        (Cell(reason), Cell(f"{count:,}", is_number=True), Cell("fault" if reason in FAULTS else ""))
        for reason, count in measured.left_out_by_reason.items()
    )
    blocks: list[Block] = [Text(note) for note in measured.notes]
    if rows:
        blocks.insert(
            0, Table("Pictures and lines that no rate counts; left_out.csv names them.", ("code", "count", ""), rows)
        )
    return Section("What was left out", tuple(blocks) or (Text("Nothing."),))


def _reading(provenance: Mapping[str, Any]) -> Section:
    return Section(
        "How to read this",
        (
            Text(
                "The words are those of ISO/IEC 19795-1. FMR, the false match rate, and FNMR, the false non-match "
                "rate, are of single comparisons. The product's pages call them FAR and FRR; the standard keeps those "
                "words for whole transactions, in which failures to enrol and repeated attempts count as well."
            ),
            Text(
                "Exact: the interval of Clopper and Pearson, as if every pair were independent. They are not, for one "
                f"person is in many pairs. By people: the interval from {provenance['resamples']:,} resamples of whole "
                "people; for strangers at least the exact one of as many trials as there are couples of people, for "
                "two people who look alike do so on all their pictures. It is the one to believe. A dash: fewer than "
                f"{MIN_PEOPLE} people, or nobody was refused at all. Findings go by both together."
            ),
            Text(
                "A rate of 0 of n pairs does not mean that it never happens: with a confidence of 95 % it happens at "
                "most 3.7 times in n."
            ),
            Text(
                "This was measured on the pictures that were handed in, by comparing them with each other. It says "
                "what cameras, light and people like these will give, and nothing of others; it is no certification."
            ),
        ),
    )


def _repeating(measured: Measured, provenance: Mapping[str, Any]) -> Section:
    facts = {
        "command": provenance["command"],
        "seed": provenance["seed"],
        "resamples": provenance["resamples"],
        "model": measured.model_id,
        **{f"sha256 of {name}": digest for name, digest in measured.inputs.items()},
        **provenance["versions"],
    }
    return Section("Repeat it", (Code("\n".join(f"{name}: {value}" for name, value in facts.items())),))
