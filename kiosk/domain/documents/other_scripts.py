"""Names that documents print in Greek or Cyrillic and in Latin letters, as a recogniser reads the former.

It takes their letters for Latin ones that look alike, and leaves out those that it does not know.
"""

import unicodedata
from difflib import SequenceMatcher

ALIKE = 0.6
"""How much of a name in Latin letters is left in the other script's."""
MIN_LETTERS = 3
_CYRILLIC = str.maketrans("BHPCXY3", "VNRSHUZ")
_GREEK = str.maketrans("BHPXYZ", "VIRCIZ")
_GREEK_LETTERS = str.maketrans({
    "\u0393": "G", "\u0394": "D", "\u0398": "T", "\u039b": "L", "\u039e": "X", "\u03a0": "P",
    "\u03a3": "S", "\u03a6": "F", "\u03a8": "P", "\u03a9": "O",
})  # fmt: skip
_LOOKALIKES = frozenset("ABCEHIKMNOPTXYZ3")
"""Latin capitals, and a digit, that stand for letters of either script."""


def spells_in_another_script(text: str, latin: str) -> bool:
    """Whether the text, in capitals, is the name in another script."""
    letters, name = _letters(text), _letters(latin)
    if len(letters) < MIN_LETTERS or letters == name or not _can_be_other(letters):
        return False
    greek = letters.translate(_GREEK_LETTERS)
    spelled = (letters.translate(_CYRILLIC), greek.replace("OY", "OU").translate(_GREEK))
    return any(SequenceMatcher(None, each, name, autojunk=False).ratio() >= ALIKE for each in spelled)


def latin_part(text: str) -> str:
    """What stands behind a stroke where the same name stands before it in another script; else the text."""
    before, stroke, behind = text.partition("/")
    return behind.strip() if stroke and spells_in_another_script(before, behind) else text


def _letters(text: str) -> str:
    return "".join(each for each in text.upper() if each.isalpha() or each == "3")


def _can_be_other(letters: str) -> bool:
    return all(each in _LOOKALIKES or not unicodedata.name(each, "LATIN").startswith("LATIN") for each in letters)
