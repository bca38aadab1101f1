"""What is to be compared: pictures with whose they are, pairs of them, and what was left out."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

Labels = Mapping[str, str]
"""What is said of a person or a picture, by column."""


class Reason(StrEnum):
    """Why something was left out before any face was looked for; faces have the codes of `kiosk.errors`."""

    PICTURE_MISSING = "PICTURE_MISSING"
    """There is no such file, or it cannot be read."""
    IMAGE_NOT_JPEG = "IMAGE_NOT_JPEG"
    IMAGE_TRUNCATED = "IMAGE_TRUNCATED"
    LABELS_MISSING = "LABELS_MISSING"
    """Nothing says whose the picture is."""
    LABEL_CONFLICT = "LABEL_CONFLICT"
    """The same picture is said to be of different people, or one pair to be both of one person and of two."""
    DUPLICATE_PICTURE = "DUPLICATE_PICTURE"
    """The same bytes again, of the same person: comparing a picture with itself proves nothing."""
    DUPLICATE_PAIR = "DUPLICATE_PAIR"


FAULTS = frozenset(Reason) - {Reason.DUPLICATE_PICTURE, Reason.DUPLICATE_PAIR}
"""What is wrong with what was handed in; everything else that keeps a picture out is a failure to enrol."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that no rate counts: a picture's name, or the line of a list."""

    reason: str
    what: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Picture:
    """A file, by the name it has in folder or list; whose it is may not be known yet."""

    name: str = field(repr=False)
    path: Path = field(repr=False)
    person: str = field(default="", repr=False)
    digest: str = ""
    labels: Labels = field(default_factory=dict, repr=False)

    def with_digest(self, digest: str) -> "Picture":
        """The same, read."""
        return replace(self, digest=digest)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a listed pair; the picture is empty where only the similarity is known."""

    picture: str = field(default="", repr=False)
    person: str = field(default="", repr=False)
    labels: Labels = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class ListedPair:
    """A line of a list."""

    line: int
    is_same: bool
    a: Side
    b: Side
    similarity: float | None = None
    """0-100, where a list brings its own."""


@dataclass(frozen=True, slots=True)
class Folder:
    """Pictures by person, all of which are compared with each other."""

    pictures: tuple[Picture, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class PairsList:
    """Pairs that somebody chose."""

    pairs: tuple[ListedPair, ...]
    sha256: str
    """Of the list itself."""

    @property
    def is_scored(self) -> bool:
        """Whether it brings similarities, so that no picture is needed."""
        return bool(self.pairs) and self.pairs[0].similarity is not None
