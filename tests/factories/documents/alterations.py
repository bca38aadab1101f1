"""Genuine documents that were altered with care: check digits computed anew, and small print that confirms it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from kiosk.domain.documents.mrz_layout import FILLER, TD3, check_digit
from tests.factories.documents import travel
from tests.factories.documents.drawn import DrawnDocument
from tests.factories.documents.forgeries import Forge
from tests.factories.documents.holders import Person, document_number, draw_person
from tests.factories.documents.licences import us_licence, us_number
from tests.factories.documents.sheet import INK, Image, Place, Sheet

Lines = Sequence[tuple[str, Place]]
MARGIN = (440, 560)
"""Where nothing stands on a drawn passport."""


def _random(seed: int) -> np.random.Generator:
    return np.random.default_rng([seed, 61])


def _refused(document: DrawnDocument) -> DrawnDocument:
    return replace(document, must_be_refused=True)


def _holder(seed: int, states: tuple[str, ...] = travel.STATES) -> Person:
    return draw_person(_random(seed), states)


def _on(document: DrawnDocument, image: Image, lines: Lines = ()) -> DrawnDocument:
    """With another first page, of which this is known to stand on it."""
    first, *others = document.pages
    return _refused(replace(document, pages=[replace(first, image=image, lines=lines), *others]))


def _noted(document: DrawnDocument, text: str) -> DrawnDocument:
    """With a small line of print more, as endorsements have it."""
    sheet = _copied(document.pages[0].image)
    sheet.write(text, MARGIN, 20, INK)
    return _on(document, sheet.image, [*document.pages[0].lines, *sheet.lines])


def _copied(image: Image) -> Sheet:
    high, wide = image.shape[:2]
    sheet = Sheet((wide, high), (240, 240, 240), 1)
    sheet.paste(np.ascontiguousarray(image[..., ::-1]), (0, 0))
    return sheet


def _of_the_same_form(number: str) -> str:
    """Other digits in the same places."""
    return "".join(str((int(each) + 3) % 10) if each.isdigit() else each for each in number)


def _turned_around(day: date) -> date:
    """Month and day exchanged."""
    return day.replace(month=day.day, day=day.month)


def _ambiguous(person: Person) -> Person:
    """Born on a day that is another one with its month first, and with dates beside it that are not."""
    birth = person.birth.replace(day=person.birth.month % 11 + 1)
    birth = birth if birth.day != birth.month else birth.replace(day=12)
    return replace(person, birth=birth, issue=person.issue.replace(day=17), expiry=person.expiry.replace(day=23))


def day_and_month_in_the_zone(seed: int) -> DrawnDocument:
    """The zone's birth has day and month exchanged; print writes the day first, as its other dates show."""
    person = _ambiguous(_holder(seed))
    changed = replace(person, birth=_turned_around(person.birth))
    return _refused(travel.passport(seed, person=person, zone_of=changed))


def expiry_struck_out(seed: int) -> DrawnDocument:
    """An expired passport whose zone has fillers for its end, as documents without one have."""
    over = date(2025, 3, 1) + timedelta(days=seed % 300)
    person = replace(_holder(seed), issue=over - timedelta(days=3650), expiry=over)
    lines = travel.zone_lines(TD3, person, "P")
    span = TD3.spans["expiry"]
    text = list("".join(lines))
    text[span.start : span.end + 1] = FILLER * (span.end - span.start + 1)
    composite = TD3.checks["composite"]
    covered = "".join("".join(text[each.start : each.end]) for each in composite.covered)
    text[composite.digit] = check_digit(covered)
    document = travel.passport(seed, person=person)
    sheet = _copied(document.pages[0].image)
    style = travel.draw_style(np.random.default_rng(seed), seed)
    sheet.paste_zone(["".join(text[:44]), "".join(text[44:])], style.zone_font, 26, 36)
    # Without the label nobody knows which of the dates it is.
    image = sheet.image.copy()
    if seed % 2:
        image[444:466, 440:1000] = image[440, 440]
    return _on(document, image)


def birth_noted_elsewhere(seed: int) -> DrawnDocument:
    """Another birth in the zone, and the same in small print; behind its label stands the right one."""
    person = _holder(seed)
    changed = replace(person, birth=person.birth + timedelta(days=700 + seed % 900))
    return _noted(travel.passport(seed, person=person, zone_of=changed), f"REF {changed.birth:%d.%m.%Y}")


def expiry_noted_elsewhere(seed: int) -> DrawnDocument:
    """An expired passport whose zone is valid, with that date in small print."""
    over = date(2025, 3, 1) + timedelta(days=seed % 300)
    person = replace(_holder(seed), issue=over - timedelta(days=3650), expiry=over)
    changed = replace(person, expiry=over.replace(year=2031, day=min(over.day, 28)))
    return _noted(travel.passport(seed, person=person, zone_of=changed), f"EXTENDED {changed.expiry:%d.%m.%Y}")


def number_noted_elsewhere(seed: int) -> DrawnDocument:
    """Another number in the zone, and the same in small print."""
    person = _holder(seed)
    changed = replace(person, number=_of_the_same_form(person.number))
    return _noted(travel.passport(seed, person=person, zone_of=changed), f"{changed.number}")


def name_noted_elsewhere(seed: int) -> DrawnDocument:
    """Another name in the zone, and the same in small print."""
    person = replace(_holder(seed), surname="ERIKSSON", given_names="ANNA MARIA")
    other = replace(person, surname="FITZWILLIAM", given_names="OLGA")
    document = travel.passport(seed, person=person, zone_of=other)
    sheet = _copied(document.pages[0].image)
    sheet.write(other.surname, MARGIN, 20, INK)
    sheet.write(other.given_names, (MARGIN[0] + 300, MARGIN[1]), 20, INK)
    return _on(document, sheet.image, [*document.pages[0].lines, *sheet.lines])


def one_given_name(seed: int) -> DrawnDocument:
    """One of two given names is another in the zone."""
    person = replace(_holder(seed), given_names="ANNA MARIA")
    changed = replace(person, given_names=("ANNA OLGA", "ANNA", "ANNA MARTA", "MARIA ANNA")[seed % 4])
    return _refused(travel.passport(seed, person=person, zone_of=changed))


def surname_by_a_letter(seed: int) -> DrawnDocument:
    """The surname has one letter more or another one in the zone."""
    surname, changed = (("MARTIN", "MARTEN"), ("SILVA", "SILVAS"), ("WOOD", "WOODS"), ("TANAKA", "TANAKO"))[seed % 4]
    person = replace(_holder(seed), surname=surname)
    return _refused(travel.passport(seed, person=person, zone_of=replace(person, surname=changed)))


def state_in_the_zone(seed: int) -> DrawnDocument:
    """The zone's state and nationality are others, which no check digit covers."""
    person = _holder(seed, ("UTO", "GBR"))
    person = replace(person, number=document_number(_random(seed), "GBR"))
    return _refused(travel.passport(seed, person=person, zone_of=replace(person, state="CHE")))


def state_on_the_back(seed: int) -> DrawnDocument:
    """The same on the back of a card."""
    person = _holder(seed, ("UTO",))
    return _refused(travel.td1(seed, person=person, back_of=replace(person, state="CHE")))


def changed_back(field: str) -> Forge:
    """One field of the zone on a card's back, digits right."""

    def forge(seed: int) -> DrawnDocument:
        person = _holder(seed, ("UTO",))
        changed = {
            "number": replace(person, number=document_number(_random(seed + 3), "UTO")),
            "birth": replace(person, birth=person.birth + timedelta(days=365 * 4 + seed % 700)),
            "expiry": replace(person, expiry=person.expiry + timedelta(days=365)),
            "name": replace(person, given_names="OLGA", surname="FITZWILLIAM"),
            "sex": replace(person, sex="M" if person.sex == "F" else "F"),
        }[field]
        return _refused(travel.td1(seed, person=person, back_of=changed))

    return forge


def expired_front(seed: int) -> DrawnDocument:
    """An expired card whose back was made valid."""
    over = date(2025, 3, 1) + timedelta(days=seed % 300)
    person = replace(_holder(seed, ("UTO",)), issue=over - timedelta(days=3650), expiry=over)
    return _refused(travel.td1(seed, person=person, back_of=replace(person, expiry=over.replace(year=2032, day=9))))


def hidden_front(seed: int) -> DrawnDocument:
    """The back of another with the same birth, the name on the front painted over."""
    person = _holder(seed, ("UTO",))
    other = replace(draw_person(_random(seed + 1)), birth=person.birth, surname="FITZWILLIAM")
    document = travel.td1(seed, person=person, back_of=other)
    image = document.pages[0].image.copy()
    for top in (100, 162):
        image[top : top + 32, 340:900] = image[200, 900]
    return _on(document, image)


def portrait_over_ghost(seed: int) -> DrawnDocument:
    """The portrait was changed, and its small copy was not."""
    person = _holder(seed)
    document = travel.passport(seed, person=person)
    sheet = _copied(document.pages[0].image)
    sheet.paste_portrait(1 - person.face, (1020, 330), 210, grey=bool(seed % 2))
    return _on(document, sheet.image)


def zone_strip_above_zone(seed: int) -> DrawnDocument:
    """The zone of another passport lies right above its own."""
    person = _holder(seed)
    document, other = travel.passport(seed, person=person), draw_person(_random(seed + 2))
    sheet = _copied(document.pages[0].image)
    strip = travel.passport(seed, person=other).pages[0]
    left, top, right, bottom = strip.zone or (0, 0, 0, 0)
    piece = strip.image[top - 6 : bottom + 4, left - 10 : right + 10]
    sheet.paste(np.ascontiguousarray(piece[..., ::-1]), (left - 10, top - 20 - piece.shape[0]))
    return _on(document, sheet.image)


def typed_sheet_with_zone_strip(seed: int) -> DrawnDocument:
    """A portrait, five typed lines, and the zone of somebody else's passport below."""
    person, other = _holder(seed), draw_person(_random(seed + 2))
    document = travel.passport(seed, person=replace(person, number=other.number, birth=other.birth), zone_of=other)
    return _refused(document)


def changed_barcode(field: str) -> Forge:
    """A US licence whose barcode differs in one thing."""

    def forge(seed: int) -> DrawnDocument:
        random = _random(seed)
        person = replace(draw_person(random, ("USA",)), number=us_number(random, "CA"))
        changed = {
            "number": replace(person, number=us_number(random, "CA")),
            "expiry": replace(person, expiry=person.expiry + timedelta(days=400)),
            "surname": replace(person, surname="FITZWILLIAM"),
            "given names": replace(person, given_names="OSWALD"),
            "sex": replace(person, sex="M" if person.sex == "F" else "F"),
        }[field]
        return _refused(us_licence(seed, person=person, barcode_of=changed))

    return forge


ALTERATIONS: Mapping[str, Forge] = {
    "day and month in the zone": day_and_month_in_the_zone,
    "expiry struck out of the zone": expiry_struck_out,
    "birth of the zone noted elsewhere": birth_noted_elsewhere,
    "expiry of the zone noted elsewhere": expiry_noted_elsewhere,
    "number of the zone noted elsewhere": number_noted_elsewhere,
    "name of the zone noted elsewhere": name_noted_elsewhere,
    "one given name in the zone": one_given_name,
    "surname by a letter": surname_by_a_letter,
    "state in the zone": state_in_the_zone,
    "state on the back": state_on_the_back,
    **{f"{field} on the back": changed_back(field) for field in ("number", "birth", "expiry", "name", "sex")},
    "expired front, valid back": expired_front,
    "back of another, name painted over": hidden_front,
    "portrait over its ghost": portrait_over_ghost,
    "zone of another above its own": zone_strip_above_zone,
    "zone of another with number and birth in print": typed_sheet_with_zone_strip,
    **{
        f"{field} in the barcode": changed_barcode(field)
        for field in ("number", "expiry", "surname", "given names", "sex")
    },
}
