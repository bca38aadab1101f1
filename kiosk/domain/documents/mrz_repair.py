"""Repairs of what character recognition confuses in a machine-readable zone.

A character is changed only where its place allows no other, or where a check digit leaves one possibility.
"""

from collections.abc import Iterator
from itertools import combinations

from kiosk.domain.documents.mrz_layout import FILLER, Characters, Check, MrzLayout, Span

_TO_DIGIT = str.maketrans("OQDUILZSBGAT", "000011258647")
_TO_LETTER = str.maketrans("012568", "OIZSGB")
LOOKALIKES = {
    "0": "ODQ", "O": "0", "Q": "0", "D": "0", "1": "I", "I": "1", "2": "Z", "Z": "2",
    "5": "S", "S": "5", "6": "G", "G": "6", "8": "B", "B": "8",
}  # fmt: skip
MAX_SWAPS = 2
"""Characters of one field that may be repaired by its check digit."""


def by_place(text: str, layout: MrzLayout) -> str:
    """Digits where only digits may stand, and letters where only letters may."""
    characters = list(text)
    for span in layout.spans.values():
        if span.characters is not Characters.BOTH:
            table = _TO_DIGIT if span.characters is Characters.DIGITS else _TO_LETTER
            characters[span.start : span.end] = span.of(text).translate(table)
    for check in layout.checks.values():
        characters[check.digit] = characters[check.digit].translate(_TO_DIGIT)
    return _with_germany("".join(characters), layout)


def by_check_digits(text: str, layout: MrzLayout) -> tuple[str, frozenset[str]]:
    """The text with lookalikes swapped where that alone makes a check digit right, and the names of those fields.

    Nothing is changed unless the composite check digit, where there is one, agrees in the end.
    """
    repaired: set[str] = set()
    result = text
    for name, check in layout.checks.items():
        if name == "composite":
            swapped = _repaired(result, check, layout.optional)
        else:
            swapped = _repaired(result, check, (layout.spans[name],))
        if swapped != result:
            result = swapped
            repaired.add(name)
    composite = layout.checks.get("composite")
    if repaired and composite is not None and not composite.holds(result):
        return text, frozenset()
    return result, frozenset(repaired)


def _repaired(text: str, check: Check, spans: tuple[Span, ...]) -> str:
    """The one text that the check digit agrees with and that has the fewest swaps; the same when there are several."""
    if check.holds(text):
        return text
    for swaps in range(1, MAX_SWAPS + 1):
        right = {other for other in _swapped(text, spans, swaps) if check.holds(other)}
        if right:
            return right.pop() if len(right) == 1 else text
    return text


def _swapped(text: str, spans: tuple[Span, ...], swaps: int) -> Iterator[str]:
    """All texts with this many lookalikes swapped in places that take digits and letters alike."""
    free = [span for span in spans if span.characters is Characters.BOTH]
    places = [place for span in free for place in range(span.start, span.end) if text[place] in LOOKALIKES]
    for chosen in combinations(places, swaps):
        yield from _choices(text, chosen)


def _choices(text: str, places: tuple[int, ...]) -> Iterator[str]:
    if not places:
        yield text
        return
    for other in LOOKALIKES[text[places[0]]]:
        yield from _choices(text[: places[0]] + other + text[places[0] + 1 :], places[1:])


def _with_germany(text: str, layout: MrzLayout) -> str:
    """D is the one state whose code is a single letter, and the one that a lookalike of O can be taken for."""
    for name in ("state", "nationality"):
        span = layout.spans.get(name, layout.spans["state"])
        if span.of(text) in {"O" + 2 * FILLER, "Q" + 2 * FILLER}:
            text = text[: span.start] + "D" + text[span.start + 1 :]
    return text
