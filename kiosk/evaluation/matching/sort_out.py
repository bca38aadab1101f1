"""What of the pictures and pairs can be counted: files are read, copies found, people told apart."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kiosk.errors import PictureMissing
from kiosk.evaluation.matching.labelled import LeftOut, ListedPair, Picture, Reason, Side
from kiosk.system.regular_files import read_regular_file

MAX_FILE_BYTES = 20_000_000
"""Far above what an engine takes, so that it is the engine that refuses."""


@dataclass(frozen=True, slots=True)
class SortedOut:
    """Pictures that can be compared, one a digest; the names of copies lead to them."""

    pictures: tuple[Picture, ...]
    left_out: tuple[LeftOut, ...]
    digests: Mapping[str, str]
    """By every name, those of copies too."""


def read_file(path: Path) -> bytes:
    """An ordinary file's bytes, up to 20 MB; raises PictureMissing."""
    try:
        return read_regular_file(path, MAX_FILE_BYTES)
    except (OSError, ValueError) as error:
        raise PictureMissing from error


def digest_of(path: Path) -> str | None:
    """SHA-256 of a picture's file; None when it cannot be read."""
    try:
        return hashlib.sha256(read_file(path)).hexdigest()
    except PictureMissing:
        return None


def sort_out_pictures(read: Iterable[tuple[Picture, str | None]]) -> SortedOut:
    """Leave out what cannot be read, copies of one person's picture, and pictures of two people."""
    left_out, by_digest, digests = list[LeftOut](), defaultdict[str, list[Picture]](list), dict[str, str]()
    for picture, digest in read:
        if digest is None:
            left_out.append(LeftOut(Reason.PICTURE_MISSING, picture.name))
        else:
            by_digest[digest].append(picture.with_digest(digest))
            digests[picture.name] = digest
    kept = list[Picture]()
    for copies in by_digest.values():
        if len({copy.person for copy in copies}) > 1:
            left_out += [LeftOut(Reason.LABEL_CONFLICT, copy.name) for copy in copies]
        else:
            kept.append(copies[0])
            left_out += [LeftOut(Reason.DUPLICATE_PICTURE, copy.name) for copy in copies[1:]]
    return SortedOut(tuple(kept), tuple(left_out), digests)


def sort_out_pairs(pairs: Sequence[ListedPair], digests: Mapping[str, str]) -> tuple[list[ListedPair], list[LeftOut]]:
    """Pairs whose sides are told apart by digest and have a person each; and those that cannot be counted.

    Pictures become their digests. Where a list names no people, they follow from which pairs are one person's.
    """
    left_out, known = list[LeftOut](), list[ListedPair]()
    for pair in pairs:
        if pair.similarity is not None:
            # Nobody opens its pictures: their names tell them apart.
            known.append(pair)
            continue
        missing = [side.picture for side in (pair.a, pair.b) if side.picture not in digests]
        if missing:
            left_out.append(LeftOut(Reason.PICTURE_MISSING, f"line {pair.line}: {', '.join(missing)}"))
            continue
        a, b = (replace(side, picture=digests[side.picture]) for side in (pair.a, pair.b))
        known.append(replace(pair, a=a, b=b))
    kept, named = list[ListedPair](), list(_with_people(known))
    for pair, reason in zip(named, _reasons(named), strict=True):
        if reason is None:
            kept.append(pair)
        else:
            left_out.append(LeftOut(reason, f"line {pair.line}"))
    return kept, left_out


def _with_people(pairs: Sequence[ListedPair]) -> Iterator[ListedPair]:
    if all(side.person for pair in pairs for side in (pair.a, pair.b)):
        yield from pairs
        return
    people = _Components()
    for pair in pairs:
        if pair.is_same:
            people.join(_key(pair, pair.a, "a"), _key(pair, pair.b, "b"))
    for pair in pairs:
        a, b = (
            replace(side, person=people.find(_key(pair, side, name))) for side, name in ((pair.a, "a"), (pair.b, "b"))
        )
        yield replace(pair, a=a, b=b)


def _key(pair: ListedPair, side: Side, name: str) -> str:
    """Without people and pictures every line has two people of its own, or one."""
    if side.person:
        return f"person {side.person}"
    return f"picture {side.picture}" if side.picture else f"line {pair.line} {name}"


def _reasons(pairs: Sequence[ListedPair]) -> list[Reason | None]:
    """Why each pair cannot be counted."""
    said = defaultdict[tuple[str, str], set[bool]](set)
    owners = defaultdict[str, set[str]](set)
    for pair in pairs:
        if pair.a.picture:
            said[_couple(pair)].add(pair.is_same)
        for side in (pair.a, pair.b):
            if side.picture:
                owners[side.picture].add(side.person)
    seen, reasons = set[tuple[str, str]](), list[Reason | None]()
    for pair in pairs:
        reasons.append(_reason(pair, said, owners, seen))
        seen.add(_couple(pair))
    return reasons


def _reason(
    pair: ListedPair,
    said: Mapping[tuple[str, str], set[bool]],
    owners: Mapping[str, set[str]],
    seen: set[tuple[str, str]],
) -> Reason | None:
    couple, pictures = _couple(pair), [side.picture for side in (pair.a, pair.b) if side.picture]
    is_torn = any(len(owners[picture]) > 1 for picture in pictures) or (pictures and len(said[couple]) > 1)
    if is_torn or pair.is_same != (pair.a.person == pair.b.person):
        return Reason.LABEL_CONFLICT
    if not pictures:
        return None
    if couple[0] == couple[1]:
        return Reason.DUPLICATE_PICTURE
    return Reason.DUPLICATE_PAIR if couple in seen else None


def _couple(pair: ListedPair) -> tuple[str, str]:
    low, high = sorted((pair.a.picture, pair.b.picture))
    return low, high


class _Components:
    """Who belongs together, by union and find."""

    def __init__(self) -> None:
        self._parents = dict[str, str]()

    def find(self, key: str) -> str:
        root = key
        while (parent := self._parents.setdefault(root, root)) != root:
            root = parent
        while self._parents[key] != root:
            self._parents[key], key = root, self._parents[key]
        return root

    def join(self, a: str, b: str) -> None:
        self._parents[self.find(a)] = self.find(b)
