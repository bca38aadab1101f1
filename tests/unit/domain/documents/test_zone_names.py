from collections.abc import Sequence

import pytest

from kiosk.domain.documents.document import FieldName, ReadField, Source
from kiosk.domain.documents.mrz import Mrz
from kiosk.domain.documents.zone_names import settle_name
from tests.factories.zones import printed_texts, with_text, zone

WORN = "SPECIMEN<<VERAS<<SSSS<<SS<S<SSSS<<SSS<SS"[:39]
LONG = "RAJAPAKSE<PATHIRANNEHELAGE<<DON<SUBASIN"


def labelled(surname: str = "", given_names: str = "") -> dict[FieldName, ReadField]:
    values = {FieldName.SURNAME: surname, FieldName.GIVEN_NAMES: given_names}
    return {name: ReadField(value, 60.0, Source.PRINTED) for name, value in values.items() if value}


@pytest.mark.parametrize(
    ("mrz", "texts", "printed", "surname", "given"),
    [
        (zone(), ["ERIKSSON", "ANNA MARIA"], {}, "ERIKSSON", "ANNA MARIA"),
        (zone(), ["ANNA MARIA ERIKSSON"], {}, "ERIKSSON", "ANNA MARIA"),
        # Worn fillers that were read as letters.
        (with_text("names", WORN), ["SPECIMEN", "VERA"], {}, "SPECIMEN", "VERA"),
        # A filler between two words that was lost.
        (with_text("names", "ERIKSSON<<ANNAMARIA"), ["ERIKSSON", "ANNA MARIA"], {}, "ERIKSSON", "ANNA MARIA"),
        # One name alone, behind whichever label.
        (with_text("names", "AHMADI"), ["AHMADI"], labelled(given_names="AHMADI"), "AHMADI", ""),
        # A zone that does not part surname and given names.
        (with_text("names", "ESPANOLA<ESPANOLA<CARMEN"), ["ESPAÑOLA ESPAÑOLA", "CARMEN"], {},
         "ESPANOLA ESPANOLA", "CARMEN"),
    ],
)  # fmt: skip
def test_print_decides_names(
    mrz: Mrz, texts: Sequence[str], printed: dict[FieldName, ReadField], surname: str, given: str
) -> None:
    name = settle_name(mrz, printed_texts(*texts), [printed])
    assert (name.surname, name.given_names, name.shown) == (surname, given, True)
    assert not name.truncated
    assert not name.disagrees


def test_a_name_of_which_whole_words_had_no_room_is_cut_off() -> None:
    mrz = with_text("names", "WICKRAMASINGHE<MUDIYANSELAGE<<CHAMINDA")
    name = settle_name(mrz, printed_texts("WICKRAMASINGHE MUDIYANSELAGE", "CHAMINDA PRIYANTHA"), [])
    assert (name.given_names, name.shown, name.truncated) == ("CHAMINDA PRIYANTHA", False, True)


@pytest.mark.parametrize(
    ("mrz", "texts", "printed"),
    [
        (zone(), ["ERIKSSON", "ANNA"], {}),
        # A line that was shortened by glare, at either end of the given names.
        (zone(given_names="Anna"), ["ERIKSSON", "ANNA MARIA"], {}),
        (zone(given_names="Maria"), ["ERIKSSON", "ANNA MARIA"], {}),
        # One letter of the zone misread.
        (zone(surname="Erikson"), ["ERIKSSON", "ANNA MARIA"], labelled("ERIKSSON", "ANNA MARIA")),
        # A letter or two behind a name are no worn fillers.
        (with_text("names", "SPECIMEN<<VERAS"), ["SPECIMEN", "VERA"], {}),
        (zone(), [], {}),
    ],
)
def test_what_print_does_not_show_stays_unshown(
    mrz: Mrz, texts: Sequence[str], printed: dict[FieldName, ReadField]
) -> None:
    name = settle_name(mrz, printed_texts(*texts), [printed])
    assert not name.shown
    assert not name.disagrees


@pytest.mark.parametrize(
    "printed", [labelled("SILVA", "ANNA MARIA"), labelled("SILVA", "MARIA"), labelled("ERIKSSON", "BRITTA")]
)
def test_one_part_in_common_is_no_agreement(printed: dict[FieldName, ReadField]) -> None:
    texts = [read.value for read in printed.values()]
    assert settle_name(zone(), printed_texts(*texts), [printed]).disagrees


def test_a_zone_with_one_name_where_print_has_two() -> None:
    printed = labelled("AHMADI", "HASSAN")
    assert settle_name(with_text("names", "AHMADI"), printed_texts("AHMADI", "HASSAN"), [printed]).disagrees


def test_a_name_that_was_cut_off_is_marked() -> None:
    """Also where print shows the rest, which nothing confirms."""
    mrz = with_text("names", LONG)
    assert settle_name(mrz, printed_texts("RAJAPAKSE PATHIRANNEHELAGE"), []).truncated
    whole = settle_name(mrz, printed_texts("RAJAPAKSE PATHIRANNEHELAGE", "DON SUBASINGHE CHAMINDA PRIYANTHA"), [])
    assert (whole.truncated, whole.shown) == (True, False)
    assert (whole.surname, whole.given_names) == ("RAJAPAKSE PATHIRANNEHELAGE", "DON SUBASINGHE CHAMINDA PRIYANTHA")


@pytest.mark.parametrize(
    ("names", "texts"),
    [
        # A filler that was read as a digit or a letter: the sex, or what a label ends with, is no given name.
        ("ERIKSSON<<ANNA<MARIA<<<<7", ["ERIKSSON", "ANNA MARIA"]),
        ("ERIKSSON<<ANNA<MARIA<F", ["ERIKSSON", "ANNA MARIA", "F"]),
        ("AHMADI<<S", ["AHMADI", "Given Name(s)"]),
        ("AHMADI<<F", ["AHMADI", "F"]),
        ("MUSTERMANN<<ERIKAE", ["MUSTERMANN", "ERIKA"]),
        ("ER4KSSON<<ANNA", ["ERIKSSON", "ANNA"]),
    ],
)
def test_a_filler_is_no_part_of_a_name(names: str, texts: Sequence[str]) -> None:
    assert not settle_name(with_text("names", names), printed_texts(*texts), []).shown


def test_a_name_in_two_boxes_with_another_script_in_the_first_is_not_another() -> None:
    """Under glare the letters of the other script are all that stands behind the label."""
    mrz, printed = zone(given_names="Pieter"), labelled(given_names="AHHA MAP")
    seen = settle_name(mrz, printed_texts("ЕРИККО / ERIKSSON", "AHHA MAP", "ETER"), [printed])
    assert (seen.shown, seen.disagrees) == (False, False)
    assert settle_name(mrz, printed_texts("ERIKSSON", "AHHA MAP"), [printed]).disagrees
    assert settle_name(mrz, printed_texts("OTHERMAN", "AHHA MAP", "ETER"), [printed]).disagrees
