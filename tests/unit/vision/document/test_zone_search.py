"""Zones among lines of text that lie in any way; nothing is recognised here."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pytest

from kiosk.domain.documents.mrz_layout import TD1, TD3
from kiosk.vision.document.text import TextLine
from kiosk.vision.document.zone_search import in_rows, search_zones, slant_deg, turned

TODAY = date(2026, 11, 21)
PASSPORT = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10")
CARD = ("I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<")


def line(text: str, left: float, top: float, width: float, height: float = 30, turn_deg: float = 0.0) -> TextLine:
    quad = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    flat = TextLine(text, 0.99, text, 0.99, quad)
    (leaning,) = turned([flat], turn_deg)
    return TextLine(text, 0.99, text, 0.99, leaning.quad + np.array([left, top], dtype=np.float32))


def zone(texts: Sequence[str], top: float = 600, apart: float = 60) -> list[TextLine]:
    return [line(text, 50, top + apart * row, 20 * len(text)) for row, text in enumerate(texts)]


@pytest.mark.parametrize("by_deg", [0, 7, 45, 90, 180, 270])
def test_a_zone_that_lies_in_any_way(by_deg: float) -> None:
    found = search_zones(turned([line("UTOPIA", 60, 40, 200), *zone(PASSPORT)], by_deg), TODAY)
    assert found.chosen is not None
    assert (found.chosen.fitted.layout, found.chosen.fitted.lines) == (TD3, PASSPORT)
    assert abs((found.chosen.slant_deg - by_deg + 180) % 360 - 180) < 1


def test_text_across_and_serial_numbers_have_no_say() -> None:
    serials = [line("A002912", 960, 590, 120, 28, turn_deg=90), line("A002912", 300, 638, 140, 14)]
    crosswise = [line("bearer of this passport is requested", 40 * place, 20, 500, 26, 90) for place in range(15)]
    found = search_zones([*crosswise, *serials, *zone(PASSPORT)], TODAY)
    assert found.mrz is not None
    assert found.mrz.valid


def test_lines_in_pieces() -> None:
    pieces = [line(PASSPORT[0][:20], 50, 600, 400), line(PASSPORT[0][20:], 455, 602, 480)]
    found = search_zones([*pieces, line(PASSPORT[1], 50, 660, 880)], TODAY)
    assert found.chosen is not None
    assert (len(found.chosen.lines), found.chosen.mrz.valid) == (3, True)


def test_two_documents_in_one_picture() -> None:
    both = search_zones([*zone(PASSPORT), *zone(CARD, top=1400)], TODAY)
    assert both.chosen is not None
    assert {both.chosen.fitted.layout.name, *(mrz.layout.name for mrz in both.others)} == {"TD1", "TD3"}
    assert search_zones(zone(CARD), TODAY).others == ()
    assert search_zones(zone(CARD), TODAY).chosen.fitted.layout is TD1  # type: ignore[union-attr]


def test_no_zone() -> None:
    found = search_zones([line("PASSPORT", 0, 0, 200), line("<<<<", 0, 50, 200)], TODAY)
    assert (found.chosen, found.mrz, found.candidates, found.anchors) == (None, None, (), 1)
    assert search_zones([], TODAY).chosen is None


def test_rows_and_directions() -> None:
    a, b, c = line("A", 0, 0, 100), line("B", 120, 4, 100), line("C", 0, 60, 100)
    assert [[each.text for each in row] for row in in_rows([c, b, a])] == [["A", "B"], ["C"]]
    assert slant_deg(turned([a], 30)[0]) == pytest.approx(30, abs=0.1)
