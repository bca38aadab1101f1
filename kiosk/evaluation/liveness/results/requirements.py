"""What NIST SP 800-63A-4 demands of remote identity proofing, and what these sessions can say of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.evaluation.liveness.outcome import Outcome
from kiosk.evaluation.liveness.results.rates import Share, SpeciesRates
from kiosk.evaluation.liveness.results.words import percent, told
from kiosk.evaluation.liveness.species.species import Kind
from kiosk.evaluation.report import Tone

IAPAR_LIMIT = 0.07
FMR_LIMIT, FNMR_LIMIT = 1e-4, 0.01
MET, NOT_MET, NOT_SHOWN = "met", "not met", "cannot be shown"
TONES = {MET: Tone.GOOD, NOT_MET: Tone.BAD, NOT_SHOWN: Tone.OPEN}


@dataclass(frozen=True, slots=True)
class Requirement:
    """One demand and how it stands."""

    demand: str
    finding: str
    why: str


def requirements(found: Sequence[SpeciesRates], outcomes: Sequence[Outcome]) -> tuple[Requirement, ...]:
    """All of them, with the number of sessions."""
    return (
        _iapar(found),
        *_matches(outcomes),
        _virtual_camera(found),
        _media(found),
    )


def _iapar(found: Sequence[SpeciesRates]) -> Requirement:
    """The worst species counts."""
    demand = f"IAPAR below {percent(IAPAR_LIMIT)} for every species (ISO/IEC 30107-3:2023)"
    attacks = [each for each in found if each.species.kind is Kind.PRESENTATION]
    if not attacks:
        return Requirement(demand, NOT_SHOWN, "no presentation attack was made")
    worst = max(attacks, key=lambda each: (each.errors.share, each.errors.at_most))
    over = [each for each in attacks if each.errors.share >= IAPAR_LIMIT]
    open_ = [each for each in attacks if each.errors.at_most >= IAPAR_LIMIT]
    why = f"worst species {worst.species.name}: {told(worst.errors)}; simulated, of the liveness check alone"
    if over:
        return Requirement(demand, NOT_MET, f"{len(over)} of {len(attacks)} species are above; {why}")
    return Requirement(demand, NOT_SHOWN if open_ else MET, why)


def _matches(outcomes: Sequence[Outcome]) -> tuple[Requirement, Requirement]:
    people = len({each.person for each in outcomes})
    why = f"{people} people; kiosk calibrate measures comparisons of faces, which these sessions do not"
    return (
        Requirement(f"FMR at most 1 in {1 / FMR_LIMIT:,.0f}", NOT_SHOWN, why),
        Requirement(f"FNMR at most {percent(FNMR_LIMIT)}", NOT_SHOWN, why),
    )


def _virtual_camera(found: Sequence[SpeciesRates]) -> Requirement:
    demand = "virtual cameras are detected"
    return _none_accepted(demand, found, ("virtual_camera",))


def _media(found: Sequence[SpeciesRates]) -> Requirement:
    demand = "all media are analysed for manipulation and injection"
    names = [each.species.name for each in found if each.species.kind is Kind.INJECTION]
    return _none_accepted(demand, found, tuple(names))


def _none_accepted(demand: str, found: Sequence[SpeciesRates], names: tuple[str, ...]) -> Requirement:
    chosen = [each for each in found if each.species.name in names]
    if not chosen:
        return Requirement(demand, NOT_SHOWN, "no such attack was made")
    together = Share(sum(each.errors.count for each in chosen), sum(each.errors.of for each in chosen))
    finding = NOT_MET if together.count else NOT_SHOWN
    why = f"accepted: {told(together)} of {len(chosen)} simulated species; other tools than these exist"
    return Requirement(demand, finding, why)
