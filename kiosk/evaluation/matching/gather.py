"""Puts comparisons together from a folder, from a list of pairs, or from a list that brings similarities."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from threading import Event

import numpy as np

from kiosk.domain.calibration.comparisons import Comparisons
from kiosk.errors import FaceQualityTooLow, NothingToEvaluate, TooFewPeople
from kiosk.evaluation.columns import choose_columns
from kiosk.evaluation.matching.comparing import compare_pictures, look_at_pictures, read_digests
from kiosk.evaluation.matching.labelled import FAULTS, Folder, Labels, LeftOut, ListedPair, PairsList, Picture, Reason
from kiosk.evaluation.matching.local_matcher import LocalMatcher, distances_of
from kiosk.evaluation.matching.matcher import Enrolment, PairMatcher
from kiosk.evaluation.matching.measured import DistanceScale, Enrolled, Measured, attributes_of, number_people
from kiosk.evaluation.matching.pairing import Couples, count_pairs, pair_up
from kiosk.evaluation.matching.read_faces import pictures_of
from kiosk.evaluation.matching.request import CalibrationRequest
from kiosk.evaluation.matching.sort_out import sort_out_pairs, sort_out_pictures
from kiosk.evaluation.output import ResultCache
from kiosk.evaluation.progress import tell
from kiosk.evaluation.provenance import digest_of_lines

GIVEN = "similarities of the list"
"""Stands for a model where nobody says which it was."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """What is worked with: who compares, what is known already, and the sign to stop."""

    request: CalibrationRequest
    matcher: LocalMatcher | PairMatcher
    cache: ResultCache
    stopped: Event


@dataclass(frozen=True, slots=True, eq=False)
class _Looked:
    """Pictures that count, whatever came of them, and what was left out before."""

    pictures: tuple[Picture, ...]
    outcomes: tuple[Enrolment, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def with_face(self) -> list[int]:
        """Places of the pictures that can be compared."""
        return [place for place, outcome in enumerate(self.outcomes) if not outcome.code]


@dataclass(frozen=True, slots=True, eq=False)
class _Chosen:
    """Couples of places in the list of pictures, and what is said of both sides."""

    couples: Couples
    a: Sequence[Labels]
    b: Sequence[Labels]


def gather_folder(folder: Folder, workshop: Workshop) -> Measured:
    """Compare all pictures with each other, or as many pairs as are wanted; raises EvaluationErrors."""
    sorted_out = sort_out_pictures(read_digests(folder.pictures))
    _demand_people(sorted_out.pictures)
    looked = _look(sorted_out.pictures, (*folder.left_out, *sorted_out.left_out), workshop)
    places = np.array(looked.with_face, dtype=np.int64)
    people = number_people([looked.pictures[place].person for place in places])
    most = workshop.request.pairs_of_each_kind
    couples = places[pair_up(people, most, np.random.default_rng(workshop.request.seed))]
    labels = [picture.labels for picture in looked.pictures]
    chosen = _Chosen(couples, [labels[place] for place in couples[:, 0]], [labels[place] for place in couples[:, 1]])
    return _measure(looked, chosen, _drawn_notes(count_pairs(people), most), workshop)


def gather_pairs(pairs: PairsList, workshop: Workshop) -> Measured:
    """Compare the pairs of a list; raises EvaluationErrors."""
    request = workshop.request
    named = pictures_of(pairs.pairs, request.pictures or request.faces.parent)
    sorted_out = sort_out_pictures(read_digests(named))
    kept, left_out = sort_out_pairs(pairs.pairs, sorted_out.digests)
    pictures = _owned(sorted_out.pictures, kept)
    _demand_people(pictures)
    # Lines name what is missing, and copies are compared under another name.
    copies = [each for each in sorted_out.left_out if each.reason == Reason.DUPLICATE_PICTURE]
    looked = _look(pictures, (*left_out, *copies), workshop)
    places = {looked.pictures[place].digest: place for place in looked.with_face}
    found = [pair for pair in kept if pair.a.picture in places and pair.b.picture in places]
    couples = np.array([[places[pair.a.picture], places[pair.b.picture]] for pair in found], dtype=np.int64)
    chosen = _Chosen(couples.reshape(-1, 2), [pair.a.labels for pair in found], [pair.b.labels for pair in found])
    return _measure(looked, chosen, (), workshop).with_input("list", pairs.sha256)


def gather_scored(pairs: PairsList, request: CalibrationRequest) -> Measured:
    """Take the similarities that a list brings; raises EvaluationErrors."""
    kept, left_out = sort_out_pairs(pairs.pairs, {})
    columns, notes = choose_columns([side.labels for pair in kept for side in (pair.a, pair.b)], request.columns)
    people = number_people([side.person for pair in kept for side in (pair.a, pair.b)])
    comparisons = Comparisons(
        np.array([pair.similarity for pair in kept], dtype=np.float64), people[0::2], people[1::2]
    )
    _demand_strangers(comparisons)
    attributes = attributes_of(columns, [pair.a.labels for pair in kept], [pair.b.labels for pair in kept])
    notes = (*notes, *_unnamed_notes(pairs.pairs))
    inputs = {"list": pairs.sha256}
    return Measured(GIVEN, comparisons, attributes, columns, None, None, tuple(left_out), notes, inputs)


def _look(pictures: Sequence[Picture], left_out: Sequence[LeftOut], workshop: Workshop) -> _Looked:
    """Look at all; what turns out to be no picture is a fault of what was handed in, and no failure to enrol."""
    known = look_at_pictures(pictures, workshop.matcher, workshop.cache, workshop.stopped)
    outcomes = [_gated(known[picture.digest], workshop.request) for picture in pictures]
    counted = [place for place, outcome in enumerate(outcomes) if outcome.code not in FAULTS]
    faulty = [
        LeftOut(outcome.code, picture.name)
        for picture, outcome in zip(pictures, outcomes, strict=True)
        if outcome.code in FAULTS
    ]
    looked = _Looked(
        tuple(pictures[place] for place in counted),
        tuple(outcomes[place] for place in counted),
        (*left_out, *faulty),
    )
    if not looked.with_face:
        raise NothingToEvaluate(f"no face could be used on any of {len(pictures)} pictures")
    return looked


def _gated(outcome: Enrolment, request: CalibrationRequest) -> Enrolment:
    return replace(outcome, code=FaceQualityTooLow.code) if request.is_gated and outcome.refused_by else outcome


def _measure(looked: _Looked, chosen: _Chosen, notes: Sequence[str], workshop: Workshop) -> Measured:
    if not len(chosen.couples):
        raise TooFewPeople("no pair of pictures with a face is left")
    columns, more_notes = choose_columns([*chosen.a, *chosen.b], workshop.request.columns)
    people = number_people([picture.person for picture in looked.pictures])
    a, b = chosen.couples.T
    _demand_strangers(Comparisons(np.zeros(len(a)), people[a], people[b]))
    similarities, scale = _compare(looked, chosen.couples, workshop)
    measured = np.isfinite(similarities)
    kept = np.flatnonzero(measured)
    lost = len(measured) - len(kept)
    lost_notes = [f"The service gave no similarity for {lost:,} pairs, which no rate counts."] if lost else []
    return Measured(
        workshop.matcher.model_id,
        Comparisons(similarities[kept], people[a[kept]], people[b[kept]]),
        attributes_of(columns, [chosen.a[place] for place in kept], [chosen.b[place] for place in kept]),
        columns,
        Enrolled(looked.outcomes, people, tuple(picture.labels for picture in looked.pictures)),
        scale,
        looked.left_out,
        (*notes, *more_notes, *lost_notes),
        {
            "pictures": digest_of_lines(
                f"{picture.digest} {number}" for picture, number in zip(looked.pictures, people, strict=True)
            )
        },
    )


def _compare(
    looked: _Looked, couples: Couples, workshop: Workshop
) -> tuple[np.ndarray[tuple[int], np.dtype[np.float64]], DistanceScale | None]:
    matcher = workshop.matcher
    if isinstance(matcher, LocalMatcher):
        distances = distances_of(looked.outcomes, *couples.T)
        scale = DistanceScale(distances, matcher.distance, matcher.similarities, matcher.anchors)
        return matcher.similarities(distances), scale
    tell(f"{len(couples):,} calls of CompareFaces at {matcher.model_id}; what is answered is kept")
    pictures = [(looked.pictures[a], looked.pictures[b]) for a, b in couples.tolist()]
    return compare_pictures(pictures, matcher, matcher.compare, workshop.cache, workshop.stopped), None


def _owned(pictures: Sequence[Picture], pairs: Sequence[ListedPair]) -> tuple[Picture, ...]:
    """The pictures of these pairs, with the people and labels that the list says they have."""
    sides: Mapping[str, tuple[str, Labels]] = {
        side.picture: (side.person, side.labels) for pair in reversed(pairs) for side in (pair.b, pair.a)
    }
    return tuple(
        replace(picture, person=sides[picture.digest][0], labels=sides[picture.digest][1])
        for picture in pictures
        if picture.digest in sides
    )


def _unnamed_notes(pairs: Sequence[ListedPair]) -> tuple[str, ...]:
    """Every line has people of its own then, and there are as many as there are lines."""
    if any(side.picture or side.person for pair in pairs for side in (pair.a, pair.b)):
        return ()
    return ("The list names neither people nor pictures: its pairs are counted as if they were of different people.",)


def _drawn_notes(counts: tuple[int, int], most: int) -> tuple[str, ...]:
    return tuple(
        f"Of {count:,} pairs of {kind}, {most:,} were drawn."
        for count, kind in zip(counts, ("one person", "strangers"), strict=True)
        if count > most
    )


def _demand_people(pictures: Sequence[Picture]) -> None:
    people = len({picture.person for picture in pictures})
    if not pictures:
        raise NothingToEvaluate("none of the pictures can be used")
    if people < 2:
        raise TooFewPeople(f"{len(pictures)} pictures, all of one person: strangers are needed as well")


def _demand_strangers(comparisons: Comparisons) -> None:
    if not len(comparisons.impostor):
        raise TooFewPeople("no pair of different people is left: strangers are needed as well")
