"""Results in a few lines, for whoever waits at the command line."""

from collections.abc import Iterator, Sequence

from kiosk.evaluation.liveness.outcome import Outcome
from kiosk.evaluation.liveness.results.rates import rates
from kiosk.evaluation.liveness.results.words import told
from kiosk.evaluation.liveness.species.species import Kind


def summary_lines(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """One line a species."""
    for each in rates(outcomes):
        rate = "BPCER" if each.species.kind is Kind.BONA_FIDE else "APCER"
        reasons = ", ".join(f"{reason} {count}" for reason, count in list(each.reasons.items())[:4])
        yield f"{each.species.name:27} {rate} {told(each.errors):34} {each.seconds_p50:5.1f} s  {reasons}"
    cpu_s = sum(each.cpu_s for each in outcomes)
    yield f"{len(outcomes):,} sessions, {cpu_s / max(len(outcomes), 1):.1f} s of a processor each"
    yield "Simulated sessions certify nothing."
