"""The sex as documents print it: an initial in the language of the state, and often that of Doc 9303 behind a stroke.

Doc 9303, part 4, 4.1.1.1 has F, M and X there as in zones. An initial alone means what it does in its state's language:
M is a man in most, a woman in Lithuanian (moteris) and in Mexico (mujer).
"""

import re
from collections.abc import Mapping

_FEMALE_MALE: Mapping[str, tuple[str, str]] = {
    "AUT": ("W", "M"),
    "BEL": ("V", "M"),
    "BGR": ("\u0416", "\u041cM"),
    "BIH": ("Z\u0416", "\u041cM"),
    "BLR": ("\u0416", "\u041cM"),
    "CZE": ("Z", "M"),
    "D": ("WF", "M"),
    "DNK": ("K", "M"),
    "EST": ("N", "M"),
    "FIN": ("N", "M"),
    "HRV": ("Z", "M"),
    "HUN": ("N", "F"),
    "LTU": ("M", "V"),
    "LVA": ("S", "V"),
    "MEX": ("M", "H"),
    "MKD": ("\u0416", "\u041cM"),
    "MNE": ("Z\u0416", "\u041cM"),
    "NLD": ("V", "M"),
    "NOR": ("K", "M"),
    "POL": ("K", "M"),
    "RUS": ("\u0416", "\u041cM"),
    "SRB": ("Z\u0416", "\u041cM"),
    "SVK": ("Z", "M"),
    "SVN": ("Z", "M"),
    "SWE": ("K", "M"),
    "TUR": ("K", "E"),
    "UKR": ("\u0416", "\u0427"),
}
"""Initials of woman and man in the languages of states that have others than F and M, without accents.

Left out are those that stand alone in print for other things (Greek alpha) or begin both words (Icelandic)."""
_ICAO = frozenset("MFX")
_INITIALS = re.compile(r"\s*[^\W\d_]{1,4}(?:\s*/\s*[^\W\d_]{1,4}){0,2}\s*")


def printed_sex(text: str, state: str) -> str:
    """M, F or X if the text in capitals without accents is nothing but a sex as documents of the state print it; else
    nothing."""
    if not _INITIALS.fullmatch(text):
        return ""
    parts = [part.strip() for part in text.split("/")]
    standard = [part for part in parts if part in _ICAO]
    if len(parts) > 1 and standard:
        return standard[-1]
    if state in _FEMALE_MALE:
        female, male = _FEMALE_MALE[state]
        meant = {_meaning(part, female, male) for part in parts}
        return meant.pop() if len(meant) == 1 else ""
    return standard[0] if standard else ""


def has_own_meaning(state: str) -> bool:
    """Whether M or F alone means the other sex there than in zones."""
    female, male = _FEMALE_MALE.get(state, ("", ""))
    return "M" in female or "F" in male


def _meaning(initial: str, female: str, male: str) -> str:
    if len(initial) != 1:
        return ""
    return "F" if initial in female else "M" if initial in male else ""
