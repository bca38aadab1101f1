"""Dates of birth in the personal numbers that some European licences print as field 4d.

Each number has check digits of its own, so that one that was misread says nothing. Forms and check digits: the states'
registers (PESEL, CNP, EGN, isikukood and asmens kodas, henkilötunnus, personnummer, fødselsnummer, kennitala, rodné
číslo, EMŠO). Denmark's and Latvia's numbers of today have no check digit, or no date.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

_FIELD = re.compile(r"^4[D0O][.,:)]?\s*")
_SEPARATORS = re.compile(r"[^0-9A-Z]")
_FINNISH_CHECKS = "0123456789ABCDEFHJKLMNPRSTUVWXY"


@dataclass(frozen=True, slots=True)
class _PersonalNumber:
    """How a state's number is made."""

    form: str
    """A regular expression with the groups y, m and d."""
    holds: Callable[[str], bool]
    """Whether the check digits of the number, without its separators, are right."""
    added: tuple[int, ...] = (0,)
    """What may be added to the month, for women or another century."""


def birth_in_personal_number(texts: Iterable[str], state: str) -> str:
    """The date of birth as YY-MM-DD in the first valid number among lines of print in capitals; empty without one."""
    made = _NUMBERS.get(state)
    numbers = (_FIELD.sub("", text.strip()) for text in texts if made is not None)
    return next(filter(None, (_birth(number, made) for number in numbers if made is not None)), "")


def _birth(number: str, made: _PersonalNumber) -> str:
    found = re.fullmatch(made.form, number, re.ASCII)
    if found is None or not made.holds(_SEPARATORS.sub("", number)):
        return ""
    month = int(found["m"])
    months = (month - more for more in made.added if 1 <= month - more <= 12)
    return next((f"{found['y'][-2:]}-{each:02}-{found['d']}" for each in months), "")


def _weighed(number: str, weights: Sequence[int]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False))


def _divisible(*weights: int, by: int = 11) -> Callable[[str], bool]:
    """The weighted sum of all digits."""
    return lambda number: _weighed(number, weights) % by == 0


def _norwegian(number: str) -> bool:
    both = (_divisible(3, 7, 6, 1, 8, 9, 4, 5, 2, 1), _divisible(5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1))
    return all(holds(number) for holds in both)


def _bulgarian(number: str) -> bool:
    return _weighed(number, (2, 4, 8, 5, 10, 9, 7, 3, 6)) % 11 % 10 == int(number[-1])


def _baltic(number: str) -> bool:
    first = _weighed(number, (1, 2, 3, 4, 5, 6, 7, 8, 9, 1)) % 11
    second = _weighed(number, (3, 4, 5, 6, 7, 8, 9, 1, 2, 3)) % 11 % 10
    return int(number[-1]) == (first if first < 10 else second)


def _romanian(number: str) -> bool:
    rest = _weighed(number, (2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9)) % 11
    return int(number[-1]) == (1 if rest == 10 else rest)


def _finnish(number: str) -> bool:
    return _FINNISH_CHECKS[int(number[:6] + number[-4:-1]) % 31] == number[-1]


def _swedish(number: str) -> bool:
    """By Luhn."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(number[-10:]))
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


def _czech(number: str) -> bool:
    """Since 1954 the whole number can be divided by 11."""
    return int(number) % 11 == 0


_YMD, _DMY = r"(?P<y>\d\d)(?P<m>\d\d)(?P<d>\d\d)", r"(?P<d>\d\d)(?P<m>\d\d)(?P<y>\d\d)"
_BY_SEX = _PersonalNumber(rf"[1-6]{_YMD}\d{{4}}", _baltic)
_NUMBERS: Mapping[str, _PersonalNumber] = {
    "BGR": _PersonalNumber(rf"{_YMD}\d{{4}}", _bulgarian, (0, 20, 40)),
    "CZE": _PersonalNumber(rf"{_YMD}/?\d{{4}}", _czech, (0, 20, 50, 70)),
    "EST": _BY_SEX,
    # Before the last three digits stands a sign or letter for the century, which no check covers.
    "FIN": _PersonalNumber(rf"{_DMY}[+A-FU-Y-]\d{{3}}[0-9A-Y]", _finnish),
    "ISL": _PersonalNumber(rf"{_DMY}[ -]?\d{{4}}", _divisible(3, 2, 7, 6, 5, 4, 3, 2, 1)),
    "LTU": _BY_SEX,
    "NOR": _PersonalNumber(rf"{_DMY} ?\d{{5}}", _norwegian),
    "POL": _PersonalNumber(rf"{_YMD}\d{{5}}", _divisible(1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1, by=10), (0, 20)),
    "ROU": _PersonalNumber(rf"[1-9]{_YMD}\d{{6}}", _romanian),
    "SVK": _PersonalNumber(rf"{_YMD}/?\d{{4}}", _czech, (0, 50)),
    "SVN": _PersonalNumber(
        r"(?P<d>\d\d)(?P<m>\d\d)(?P<y>[089]\d\d)\d{6}", _divisible(7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
    ),
    "SWE": _PersonalNumber(r"(?P<y>(?:19|20)?\d\d)(?P<m>\d\d)(?P<d>\d\d)[ -]?\d{4}", _swedish),
}
