"""The results in a few lines, for a terminal."""

from collections.abc import Iterator

from kiosk.evaluation.matching.analysis import Analysis
from kiosk.evaluation.matching.measured import Measured
from kiosk.evaluation.matching.result_words import describe_finding, describe_percent, describe_range


def summary_lines(measured: Measured, analysis: Analysis) -> Iterator[str]:
    """What the scale promises and what was found; who is refused; failures to enrol."""
    pairs = measured.comparisons
    yield (
        f"{measured.model_id}: {len(pairs.genuine):,} pairs of one person, {len(pairs.impostor):,} of strangers, "
        f"{pairs.people:,} people"
    )
    for promise in analysis.promises:
        rate = promise.rate
        yield (
            f"strangers reach {promise.similarity:g} in {rate.count:,} of {rate.of:,} pairs, "
            f"{describe_percent(rate.share)} (95 %: {describe_range(rate.bounds)}); promised: once in "
            f"{1 / promise.promised:,.0f}: {describe_finding(promise)}"
        )
    for threshold, refusal in zip(analysis.thresholds, analysis.false_non_match, strict=True):
        if threshold in (promise.similarity for promise in analysis.promises):
            yield (
                f"one person is refused at {threshold:g} in {refusal.count:,} of {refusal.of:,} pairs, "
                f"{describe_percent(refusal.share)} (95 %: {describe_range(refusal.bounds)})"
            )
    if analysis.equal_error is not None:
        yield f"equal error rate {describe_percent(analysis.equal_error.rate)}"
    if analysis.enrolment is not None:
        rate = analysis.enrolment.rate
        yield f"failure to enrol: {rate.count:,} of {rate.of:,} pictures, {describe_percent(rate.share)}"
    for reason, count in measured.left_out_by_reason.items():
        yield f"left out: {count:,} {reason}"
