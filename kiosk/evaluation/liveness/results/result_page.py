"""The report for whoever signs: what was presented, what was accepted, how sure that is, and what it is not."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from kiosk.evaluation.columns import Labels
from kiosk.evaluation.liveness.challenge_space import ChallengeSpace
from kiosk.evaluation.liveness.outcome import Outcome
from kiosk.evaluation.liveness.results.combination_section import combination_sections
from kiosk.evaluation.liveness.results.groups import group_section, rates_by_group
from kiosk.evaluation.liveness.results.held_out import BPCER, hold_out
from kiosk.evaluation.liveness.results.people_section import people_section
from kiosk.evaluation.liveness.results.rates import (
    SampleRule,
    Share,
    SpeciesRates,
    ablation,
    genuine,
    least_bound,
    rates,
    sample_rule,
)
from kiosk.evaluation.liveness.results.reason_words import list_in_words
from kiosk.evaluation.liveness.results.requirements import TONES, requirements
from kiosk.evaluation.liveness.results.sample_section import sample_sections
from kiosk.evaluation.liveness.results.words import percent, share_cells, told
from kiosk.evaluation.liveness.species.registry import ALL_SPECIES
from kiosk.evaluation.liveness.species.species import Kind
from kiosk.evaluation.plots import Bar, Curve, plot_groups, plot_trade_off
from kiosk.evaluation.report import Block, Cell, Code, Figure, Section, Table, Text, Tone, render_page

BPCER_GOAL, SECONDS_GOAL = 0.03, 15.0
NO_CERTIFICATE = (
    "Everything here is simulated: pictures of few people, warped, lit and filmed by a program. It shows which attacks "
    "the judge is blind to, and whether a change makes it better or worse. It is no test by ISO/IEC 30107-3 or CEN/TS "
    "18099, replaces none, and certifies nothing: real paper, real screens, real masks, real rooms and real attackers "
    "differ, and a rate of none accepted says no more than its upper bound."
)
TERMS = (
    "People who are refused are errors as attacks are that are accepted: BPCER is the share of the one, APCER of the "
    'other, each by species, as ISO/IEC 30107-3 calls a way of presenting. "At most" is the upper bound: the true '
    "rate of such sessions lies below it with a confidence of 95 %."
)
PEOPLE_FEW = 30


def result_page(
    outcomes: Sequence[Outcome],
    space: ChallengeSpace | None,
    labels: Mapping[str, Labels],
    left_out: Mapping[str, int],
    provenance: Mapping[str, Any],
) -> str:
    """The whole page; `labels` are what is said of people, by person."""
    found = rates(outcomes)
    people = len({each.person for each in outcomes})
    lead = (
        f"{len(outcomes):,} simulated sessions of {len(found)} species with {people} people. "
        f"Challenge: {provenance['challenge']}. "
        f"Made {provenance['made']} by kiosk {provenance['versions']['kiosk']}."
    )
    sections = [
        Section("In short", tuple(_summary(found, outcomes))),
        people_section(outcomes),
        group_section(rates_by_group(outcomes, labels)),
        _attacks(found, sample_rule(outcomes)),
        *_trade_off(outcomes),
        *_held_out(outcomes),
        *combination_sections(outcomes, provenance["policy"]["judge"]["min_confidence"]),
        _evidence(outcomes),
        *sample_sections(outcomes),
        *([] if space is None else [_space(space)]),
        _demands(found, outcomes),
        _simulated(provenance),
        _repeating(left_out, provenance),
    ]
    return render_page("How liveness holds against attacks", lead, sections)


def _summary(found: Sequence[SpeciesRates], outcomes: Sequence[Outcome]) -> Iterator[Block]:
    yield Text(NO_CERTIFICATE, Tone.OPEN)
    yield Text(TERMS)
    yield from (_people_in_short(each) for each in found if each.species.kind is Kind.BONA_FIDE)
    attacks = [each for each in found if each.species.kind is not Kind.BONA_FIDE]
    if attacks:
        worst = max(attacks, key=lambda each: (each.errors.share, each.errors.at_most))
        yield Text(f"The attack that is accepted most often: {worst.species.title}, {told(worst.errors)}.")
        missed = [each.species.name for each in attacks if each.meets_goal is False]
        words = f"{len(missed)} of {len(attacks)} attacks are accepted more often than they should be"
        yield Text(words + (f": {', '.join(missed)}." if missed else "."), Tone.BAD if missed else Tone.GOOD)
    few = len({each.person for each in outcomes})
    if few < PEOPLE_FEW:
        yield Text(f"{few} people are few: sessions of one person are alike, and the bounds are wider than they look.")


def _people_in_short(each: SpeciesRates) -> Text:
    """How many of a kind of people were refused, and how long it takes them."""
    errors, title = each.errors, each.species.title
    late = each.seconds_p50 > SECONDS_GOAL
    bad, good = errors.share > BPCER_GOAL or late, errors.at_most <= BPCER_GOAL
    waiting = f"; {each.waiting:,} of them wait for staff, and nothing else speaks against them" if each.waiting else ""
    return Text(
        f"{title[0].upper()}{title[1:]}: refused on their first attempt {told(errors)}{waiting}. The verdict comes "
        f"{each.seconds_p50:.1f} s after the first instruction in half of all sessions, and within "
        f"{each.seconds_p95:.1f} s in 95 of 100.",
        Tone.BAD if bad else Tone.GOOD if good else Tone.OPEN,
    )


def _attacks(found: Sequence[SpeciesRates], sample: SampleRule | None) -> Section:
    attacks = [each for each in found if each.species.kind is not Kind.BONA_FIDE]
    if not attacks:
        return Section("Attacks", (Text("None were made."),))
    heads = ("attack", "accepted", "APCER", "at most", "goal", "sample's rule", "mostly refused for")
    table = Table(
        "By session; one session is many tries, for attackers see the guidance and react to it. Bounds are exact, "
        "one-sided, 95 %. Green: the bound lies within the goal (of a goal of none, at 2 %, as none of 150 sessions "
        "shows); red: more are accepted than should be; yellow: too few sessions to say. Beside it, what the AWS "
        "sample's rule accepts of the same sessions when it refuses as many people.",
        heads,
        tuple(_attack_row(each, sample) for each in attacks),
    )
    carried_out = Table(
        "How they were carried out. A session that a rule has refused, whatever came still, was cut short; what else "
        "speaks against it is not known, and it has no time.",
        ("name", "presented", "no verdict", "cut short", "starts a session", "seconds (half of all)"),
        tuple(_carried_out_row(each) for each in attacks),
    )
    bars = [Bar(each.species.name, each.errors.share, each.errors.interval) for each in attacks]
    plot = plot_groups(bars, None, "APCER, % of sessions, with 95 % intervals")
    alternative = ", ".join(f"{each.species.name} {percent(each.errors.share)}" for each in attacks)
    return Section("Attacks", (table, Figure(plot, "Accepted attacks by species.", alternative), carried_out))


def _attack_row(each: SpeciesRates, sample: SampleRule | None) -> tuple[Cell, ...]:
    goal = each.species.goal
    tone = {True: Tone.GOOD, False: Tone.BAD, None: Tone.OPEN}[each.meets_goal]
    word = "-" if goal is None else "none" if goal == 0 else f"{percent(goal)}"
    theirs = None if sample is None else sample.by_species.get(each.species.name)
    return (
        Cell(f"{each.species.title} ({each.species.name})"),
        *share_cells(each.errors, Tone.PLAIN if goal is None else tone),
        Cell(word),
        Cell("-" if theirs is None else f"{theirs.count:,} of {theirs.of:,}", is_number=True),
        Cell(list_in_words(list(each.reasons.items())[:3])),
    )


def _carried_out_row(each: SpeciesRates) -> tuple[Cell, ...]:
    return (
        Cell(each.species.name),
        Cell("before the camera" if each.species.kind is Kind.PRESENTATION else "injected"),
        Cell(f"{each.non_responses.count:,}", is_number=True),
        Cell(f"{each.cut_short:,}", is_number=True),
        Cell(f"{each.starts:.1f}", is_number=True),
        Cell(f"{each.seconds_p50:.1f}" if each.seconds_p50 else "-", is_number=True),
    )


def _trade_off(outcomes: Sequence[Outcome]) -> Iterator[Section]:
    people = np.array([each.score for each in genuine(outcomes)])
    curves = []
    for kind in (Kind.PRESENTATION, Kind.INJECTION):
        scores = np.array([each.score for each in outcomes if ALL_SPECIES[each.species].kind is kind])
        if len(scores) and len(people):
            thresholds = np.unique(np.concatenate([people, scores, [100.1]]))
            accepted = np.array([(scores >= each).mean() if each > 0 else 1.0 for each in thresholds])
            refused = np.array([(people < each).mean() for each in thresholds])
            curves.append(Curve(f"{kind}s ({len(scores):,})", accepted, refused))
    if not curves:
        return
    least = min(least_bound(len(outcomes)), 0.01), 1 / max(len(people), 1)
    plot = plot_trade_off(curves, least, ("APCER (attacks accepted)", "BPCER (people refused)"))
    caption = (
        "Both rates at every threshold of confidence from 50 on. Sessions that break a rule outright have no "
        "confidence, and are refused at every threshold."
    )
    yield Section("Thresholds of confidence", (Figure(plot, caption, "DET curves by kind of attack"),))


def _held_out(outcomes: Sequence[Outcome]) -> Iterator[Section]:
    found = hold_out(outcomes)
    if found is None:
        return
    thresholds = ", ".join(f"{each:.1f}" for each in found.thresholds)
    yield Section(
        "On people on whom nothing was chosen",
        (
            Text(
                f"People are put into {found.folds} folds. The threshold that refuses at most {percent(BPCER)} of all "
                f"other people ({thresholds}) refuses {told(found.bpcer)} of a fold's own, and accepts "
                f"{told(found.apcer)} of the attacks with their faces, of all species together."
            ),
            Text(
                "Where the confidence decided, log-odds as they are told times "
                f"{found.slope:.2f} {'+' if found.intercept >= 0 else '-'} {abs(found.intercept):.2f} are those that "
                "are seen, people and attacks weighing alike. Brier's error as told is "
                f"{found.told_error:.3f}, by the curve of the other folds {found.fitted_error:.3f}."
            ),
        ),
    )


def _evidence(outcomes: Sequence[Outcome]) -> Section:
    rows = []
    for each in ablation(outcomes):
        cells = [cell for share in each.apcer.values() for cell in share_cells(share)]
        rows.append((Cell(each.name), *share_cells(each.bpcer), *cells))
    heads = (
        "evidence",
        "refused",
        "BPCER",
        "at most",
        "accepted",
        "presentations",
        "at most",
        "accepted",
        "injections",
        "at most",
    )
    table = Table(
        "The same sessions judged again without one piece of evidence: what rises would have got through. Rules that "
        "cannot be turned off (targets, turn, the row of frames, one person) are in all rows.",
        heads,
        tuple(rows),
    )
    return Section("What each piece of evidence contributes", (table,))


def _space(space: ChallengeSpace) -> Section:
    fitted = Share(space.fitted, space.drawn)
    return Section(
        "How hard a challenge is to have a recording of",
        (
            Text(
                f"Sequences of targets that no single place of the nose answers alike: {space.bits:.1f} bits. One "
                "recording of another challenge, shifted, enlarged or mirrored as a whole, fits "
                f"{percent(space.fitted_by_one)} of all challenges. At least one of a "
                f"library of {space.library} fits {told(fitted)}. The colours of the screen, which a "
                "recording cannot know, come on top."
            ),
        ),
    )


def _demands(found: Sequence[SpeciesRates], outcomes: Sequence[Outcome]) -> Section:
    rows = tuple(
        (Cell(each.demand), Cell(each.finding, TONES[each.finding]), Cell(each.why))
        for each in requirements(found, outcomes)
    )
    caption = "NIST SP 800-63A-4, as far as sessions like these can say anything of it."
    return Section("What NIST demands", (Table(caption, ("demand", "finding", "by what"), rows),))


def _simulated(provenance: Mapping[str, Any]) -> Section:
    return Section(
        "What was simulated, and what only real things can show",
        (
            Text(
                "People are photographs and clips, cut out, given the depth of their face mesh and turned in "
                "perspective; their eyes stay on the screen, they blink, sway and overshoot, before rooms in which "
                "some walk by. "
                "Prints are sheets and cylinders by ray; displays have frames, patterns, flicker and glare. The light "
                "of the screen is Lambert's, on the shape of what it falls on, above a room of 80 to 350 lx. Cameras "
                "have noise, blur, exposure, a cast and uneven intervals; they are screwed to the terminal, but for "
                "people who hold it in hand. Who comes near does so in perspective, before lenses of 66 to 90 degrees."
            ),
            Text(
                "Not simulated, and so not shown: the shine of skin and glass, the spectrum of panels and inks, "
                "automatic exposure and white balance, rolling shutters, hands and sleeves, materials of masks, "
                "deepfakes, "
                "depth of field, and whatever nobody has thought of.",
                Tone.OPEN,
            ),
            Text("The policy that judged:"),
            Code(json.dumps(provenance["policy"], indent=1)),
        ),
    )


def _repeating(left_out: Mapping[str, int], provenance: Mapping[str, Any]) -> Section:
    missing = ", ".join(f"{count} x {reason}" for reason, count in left_out.items()) or "nothing"
    versions = "\n".join(f"{name} {version}" for name, version in provenance["versions"].items())
    return Section(
        "To repeat it",
        (
            Text(f"Left out of the material: {missing}. Which files, left_out.csv says."),
            Code(provenance["command"]),
            Text(
                f"Seed {provenance['seed']}; material {provenance['material'][:16]}. Which frames are compared besides "
                "those that must be is drawn by the backend's own randomness, as always; all else follows the seed."
            ),
            Code(versions),
        ),
    )
