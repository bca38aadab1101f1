"""The work that takes long: looking at pictures, and comparing them; all of it is kept as it comes."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from threading import Event

import numpy as np

from kiosk import __version__
from kiosk.domain.calibration.comparisons import Scores
from kiosk.errors import NothingToEvaluate
from kiosk.evaluation.matching.labelled import Picture
from kiosk.evaluation.matching.matcher import Enrolment, Matcher
from kiosk.evaluation.matching.sort_out import digest_of, read_file
from kiosk.evaluation.output import ResultCache
from kiosk.evaluation.progress import Progress
from kiosk.evaluation.work import Work

Compare = Callable[[bytes, bytes], float | None]
Couple = tuple[Picture, Picture]
NOTHING = b"null"


def read_digests(pictures: Sequence[Picture]) -> list[tuple[Picture, str | None]]:
    """Each picture with the digest of its file, or None where it cannot be read."""
    progress = Progress("pictures read", len(pictures))
    found = list[tuple[Picture, str | None]]()
    for picture in pictures:
        found.append((picture, digest_of(picture.path)))
        progress.advance()
    progress.end()
    return found


def look_at_pictures(
    pictures: Sequence[Picture], matcher: Matcher, cache: ResultCache, stopped: Event
) -> Mapping[str, Enrolment]:
    """What came of each picture, by digest; pictures that an earlier run has looked at are not looked at again."""
    # Another version may find other faces.
    kind = f"face, {matcher.model_id}, kiosk {__version__}"
    known = dict[str, Enrolment]()
    for digest, value in cache.get_all(kind).items():
        known[digest] = Enrolment.from_json(value)
    todo = [picture for picture in pictures if picture.digest not in known]
    progress = Progress("faces", len(pictures), len(pictures) - len(todo))

    def look(picture: Picture) -> Enrolment:
        return matcher.enrol(_unchanged(picture))

    def keep(picture: Picture, enrolment: Enrolment) -> None:
        cache.put(kind, picture.digest, enrolment.to_json())
        known[picture.digest] = enrolment
        progress.advance()

    try:
        Work(look, keep, matcher.threads, stopped).run(todo)
    finally:
        progress.end()
    return known


def compare_pictures(
    couples: Sequence[Couple], matcher: Matcher, compare: Compare, cache: ResultCache, stopped: Event
) -> Scores:
    """Similarity 0-100 of each couple by a service, NaN where it gives none; no couple is asked for twice."""
    kind = f"pair, {matcher.model_id}"
    known = {key: _similarity(value) for key, value in cache.get_all(kind).items()}
    todo = [couple for couple in couples if _key(couple) not in known]
    progress = Progress("pairs", len(couples), len(couples) - len(todo))

    def ask(couple: Couple) -> float | None:
        return compare(*map(_unchanged, couple))

    def keep(couple: Couple, similarity: float | None) -> None:
        cache.put(kind, _key(couple), NOTHING if similarity is None else repr(similarity).encode())
        known[_key(couple)] = float("nan") if similarity is None else similarity
        progress.advance()

    try:
        Work(ask, keep, matcher.threads, stopped).run(todo)
    finally:
        progress.end()
    return np.array([known[_key(couple)] for couple in couples], dtype=np.float64)


def _similarity(value: bytes) -> float:
    return float("nan") if value == NOTHING else float(value)


def _key(couple: Couple) -> str:
    return f"{couple[0].digest} {couple[1].digest}"


def _unchanged(picture: Picture) -> bytes:
    image = read_file(picture.path)
    if hashlib.sha256(image).hexdigest() != picture.digest:
        raise NothingToEvaluate("a picture was changed while it was looked at: run the same command again")
    return image
