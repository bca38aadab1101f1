"""The names of the attacks, apart from the code that shows them: the command line needs no OpenCV to be read."""

from enum import StrEnum


class Attack(StrEnum):
    """Names on the command line."""

    PHOTO = "photo"
    BENT_PHOTO = "bent-photo"
    STILL = "still"
    WRONG_SIDE = "wrong-side"
    TWO_PEOPLE = "two-people"
    SWAP = "swap"
    IMPOSTOR = "impostor"
    NO_FACE = "no-face"


NEEDS_ANOTHER_PERSON = frozenset({Attack.SWAP, Attack.IMPOSTOR, Attack.TWO_PEOPLE})
