"""What must never be accepted: altered documents, wrong pairs of front and back, and what is no document."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from kiosk.domain.documents.mrz_layout import TD3, MrzLayout
from tests.factories.documents import travel
from tests.factories.documents.conditions import side_by_side
from tests.factories.documents.drawn import DrawnDocument, DrawnPage, page_of, values_of
from tests.factories.documents.holders import Person, document_number, draw_person
from tests.factories.documents.licences import us_licence, us_number
from tests.factories.documents.sheet import BOLD, INK, Image, Sheet

Forge = Callable[[int], DrawnDocument]
_TYPED_PX = (1250, 880)


def _random(seed: int) -> np.random.Generator:
    return np.random.default_rng([seed, 16])


def _forged(document: DrawnDocument, **changes: object) -> DrawnDocument:
    return replace(document, must_be_refused=True, **changes)  # type: ignore[arg-type]


def _with_page(document: DrawnDocument, image: Image) -> DrawnDocument:
    return _forged(document, pages=[document.pages[0].with_image(image), *document.pages[1:]])


def typed_sheet(seed: int) -> DrawnDocument:
    """A white sheet with a photograph and five typed lines."""
    person, sheet = draw_person(_random(seed)), Sheet(_TYPED_PX, (255, 255, 255), seed)
    sheet.paste(np.full((_TYPED_PX[1], _TYPED_PX[0], 3), 255, dtype=np.uint8), (0, 0))
    sheet.paste_portrait(person.face, (60, 80), 420)
    rows = (
        ("Surname", person.surname), ("Given names", person.given_names), ("Document No", person.number),
        ("Date of birth", person.birth.strftime("%d.%m.%Y")), ("Date of expiry", person.expiry.strftime("%d.%m.%Y")),
    )  # fmt: skip
    if seed % 3 == 1:
        sheet.write("PASSPORT", (520, 40), 34, INK, BOLD)
    if seed % 3 == 2:
        sheet.write("IDENTITY CARD", (520, 40), 34, INK, BOLD)
    for row, (label, value) in enumerate(rows):
        sheet.write(label, (520, 110 + 90 * row), 20, INK)
        sheet.write(value, (520, 136 + 90 * row), 32, INK)
    return DrawnDocument("typed sheet", [page_of(sheet)], values_of(person), must_be_refused=True)


def zone_whitened(seed: int) -> DrawnDocument:
    """The zone's ground is there and nothing stands on it."""
    document = travel.passport(seed)
    image = document.pages[0].image.copy()
    left, top, right, bottom = document.pages[0].zone or (0, 0, 0, 0)
    image[top - 8 : bottom + 8, left - 8 : right + 8] = image[top - 6, left]
    return _with_page(document, image)


def zone_cut_off(seed: int) -> DrawnDocument:
    """The page ends above its zone."""
    document = travel.passport(seed)
    top = (document.pages[0].zone or (0, 0, 0, 0))[1]
    return _with_page(document, np.ascontiguousarray(document.pages[0].image[: top - 30]))


def zone_hidden_by_serial(seed: int) -> DrawnDocument:
    """A wrong zone, and a serial number across its right end that keeps it from being read."""
    random = _random(seed)
    document = travel.passport(seed, zone_of=draw_person(random))
    image = document.pages[0].image.copy()
    _, top, right, bottom = document.pages[0].zone or (0, 0, 0, 0)
    strip = Sheet((bottom - top + 60, 60), (235, 235, 235), seed)
    strip.write(f"A {int(random.integers(10**6)):06}", (6, 14), 28, INK)
    turned = np.ascontiguousarray(np.rot90(strip.image))
    at = right - int(random.integers(20, 80))
    high, wide = min(turned.shape[0], image.shape[0] - top + 20), min(60, image.shape[1] - at)
    image[top - 20 : top - 20 + high, at : at + wide] = turned[:high, :wide]
    return _with_page(document, image)


def portrait_beside_zone(seed: int) -> DrawnDocument:
    """A portrait on a white sheet, and the cut-out zone of a genuine passport laid below: nothing is printed."""
    document, sheet = travel.passport(seed), Sheet(_TYPED_PX, (255, 255, 255), seed)
    sheet.paste(np.full((_TYPED_PX[1], _TYPED_PX[0], 3), 255, dtype=np.uint8), (0, 0))
    sheet.paste_portrait(seed % 2, (400, 80), 480)
    left, top, right, bottom = document.pages[0].zone or (0, 0, 0, 0)
    strip = document.pages[0].image[top - 14 : bottom + 14, max(left - 20, 0) : right + 20]
    image = sheet.image.copy()
    at = (image.shape[1] - strip.shape[1]) // 2
    image[-strip.shape[0] - 60 : -60, at : at + strip.shape[1]] = strip
    return DrawnDocument("portrait beside a zone", [DrawnPage(image)], document.values, must_be_refused=True)


def zone_of_another(seed: int) -> DrawnDocument:
    """Everything in order, and the zone is another person's."""
    return _forged(travel.passport(seed, zone_of=draw_person(_random(seed))))


def zone_of_another_same_number(seed: int) -> DrawnDocument:
    """The same, with the number of the print."""
    person = draw_person(_random(seed), travel.STATES)
    other = draw_person(_random(seed + 1))
    return _forged(travel.passport(seed, person=person, zone_of=replace(other, number=person.number)))


def _changed_zone(seed: int, field: str, *, right_digits: bool) -> DrawnDocument:
    """The zone's birth date, expiry or number changed; print is as it was."""
    random, person = _random(seed), draw_person(_random(seed + 7), travel.STATES)
    changed = {
        "birth": replace(person, birth=person.birth + timedelta(days=int(random.integers(300, 4000)))),
        "expiry": replace(person, expiry=person.expiry + timedelta(days=int(random.integers(300, 900)))),
        "number": replace(person, number=document_number(random, person.state)),
    }[field]
    if right_digits:
        return _forged(travel.passport(seed, person=person, zone_of=changed))
    return _forged(_with_zone_lines(seed, person, changed, TD3, field))


def _with_zone_lines(seed: int, person: Person, changed: Person, layout: MrzLayout, field: str) -> DrawnDocument:
    """The changed field with the digits of the one before."""
    before, after = ("".join(travel.zone_lines(layout, each, "P")) for each in (person, changed))
    span = layout.spans[field]
    text = before[: span.start] + after[span.start : span.end] + before[span.end :]
    lines = [text[start : start + layout.width] for start in range(0, len(text), layout.width)]
    document = travel.passport(seed, person=person)
    style = travel.draw_style(np.random.default_rng(seed), seed)
    return replace(document, pages=[_with_zone(document.pages[0], lines, style.zone_font)], zone_lines=lines)


def _with_zone(page: DrawnPage, lines: list[str], font: str) -> DrawnPage:
    height, width = page.image.shape[:2]
    sheet = Sheet((width, height), (240, 240, 238), 1)
    sheet.paste(np.ascontiguousarray(page.image[..., ::-1]), (0, 0))
    sheet.paste_zone(lines, font, 26, 36)
    return page.with_image(sheet.image)


def sex_in_zone(seed: int) -> DrawnDocument:
    """The other sex in the zone, where no check digit covers it; print has it as the state's language does."""
    person = draw_person(_random(seed), ("POL", "UTO"))
    return _forged(travel.passport(seed, person=person, zone_of=replace(person, sex="M" if person.sex == "F" else "F")))


def print_changed(field: str) -> Forge:
    """Print says something else than the zone, which is as it was issued."""

    def forge(seed: int) -> DrawnDocument:
        random, person = _random(seed), draw_person(_random(seed + 9), travel.STATES)
        other = draw_person(random)
        changed = {
            "name": replace(person, surname=_unlike(person.surname, seed), given_names=other.given_names),
            "birth": replace(person, birth=date(person.birth.year - 7, person.birth.month, min(person.birth.day, 28))),
            "expiry": replace(person, expiry=person.expiry + timedelta(days=730)),
            "number": replace(person, number=document_number(random, person.state)),
        }[field]
        return _forged(travel.passport(seed, person=changed, zone_of=person))

    return forge


def _unlike(surname: str, seed: int) -> str:
    return next(name for name in ("ADEBAYO", "FITZWILLIAM", "CHEN") if name[seed % 3 : 3] not in surname)


def expired(seed: int) -> DrawnDocument:
    """Genuine once; over since some weeks."""
    person = draw_person(_random(seed), travel.STATES)
    person = replace(person, expiry=date(2026, 10, 1) - timedelta(days=seed % 300))
    person = replace(person, issue=person.expiry - timedelta(days=3650))
    return _forged(travel.passport(seed, person=person))


def wrong_back(*, same_number: bool) -> Forge:
    """The front of one card and the back of another."""

    def forge(seed: int) -> DrawnDocument:
        person, other = draw_person(_random(seed)), draw_person(_random(seed + 1))
        other = replace(other, surname=_unlike(person.surname, seed), birth=other.birth + timedelta(days=400))
        other = replace(other, number=person.number) if same_number else other
        return _forged(travel.td1(seed, person=person, back_of=other))

    return forge


def front_twice(seed: int) -> DrawnDocument:
    """A card of which only the front is there, shown as both sides."""
    document = travel.td1(seed)
    return _forged(document, pages=[document.pages[0], document.pages[0]])


def back_alone(seed: int) -> DrawnDocument:
    """The back without a portrait."""
    document = travel.td1(seed)
    return _forged(document, pages=[document.pages[1]])


def two_documents(seed: int) -> DrawnDocument:
    """Two passports in one picture."""
    first, second = travel.passport(seed), travel.passport(seed + 1)
    image = side_by_side([first.pages[0].image, second.pages[0].image], stacked=True)
    return _forged(first, pages=[DrawnPage(image)])


def another_beside(seed: int) -> DrawnDocument:
    """One's own card, and somebody else's beside it."""
    first = travel.passport(seed)
    second = travel.td1(seed + 3, person=replace(draw_person(_random(seed)), face=1))
    image = side_by_side([first.pages[0].image, second.pages[0].image], stacked=False)
    return _forged(first, pages=[DrawnPage(image)])


def second_face(seed: int) -> DrawnDocument:
    """Another person's face laid on the page beside the portrait."""
    whose = seed % 2
    document = travel.passport(seed, person=replace(draw_person(_random(seed), travel.STATES), face=whose))
    image = document.pages[0].image.copy()
    other = Sheet((200, 200), (255, 255, 255), seed)
    other.paste_portrait(1 - whose, (0, 0), 190)
    image[560:750, 1050:1197] = other.image[:190, :147]
    return _with_page(document, image)


def barcode_of_another(seed: int) -> DrawnDocument:
    """A US licence whose barcode is somebody else's, with a number of its own state."""
    random = _random(seed)
    person = draw_person(random, ("USA",))
    person = replace(person, number=us_number(random, "CA"))
    other = replace(draw_person(_random(seed + 5), ("USA",)), number=us_number(random, "CA"))
    return _forged(us_licence(seed, person=person, barcode_of=other))


def barcode_with_another_birth(seed: int) -> DrawnDocument:
    """The barcode as issued, another birth date in print."""
    random = _random(seed)
    person = replace(draw_person(random, ("USA",)), number=us_number(random, "CA"))
    younger = replace(person, birth=person.birth.replace(year=person.birth.year + 5, day=min(person.birth.day, 28)))
    return _forged(us_licence(seed, person=younger, barcode_of=person))


FORGERIES: Mapping[str, Forge] = {
    "typed sheet": typed_sheet,
    "visa": travel.visa,
    "zone whitened": zone_whitened,
    "zone cut off": zone_cut_off,
    "zone hidden by a serial number": zone_hidden_by_serial,
    "portrait beside a cut-out zone": portrait_beside_zone,
    "zone of another": zone_of_another,
    "zone of another, same number": zone_of_another_same_number,
    "birth in the zone, digits right": lambda seed: _changed_zone(seed, "birth", right_digits=True),
    "birth in the zone, digits wrong": lambda seed: _changed_zone(seed, "birth", right_digits=False),
    "number in the zone, digits right": lambda seed: _changed_zone(seed, "number", right_digits=True),
    "number in the zone, digits wrong": lambda seed: _changed_zone(seed, "number", right_digits=False),
    "expiry in the zone, digits right": lambda seed: _changed_zone(seed, "expiry", right_digits=True),
    "sex in the zone": sex_in_zone,
    "name in print": print_changed("name"),
    "birth in print": print_changed("birth"),
    "number in print": print_changed("number"),
    "expiry in print": print_changed("expiry"),
    "expired": expired,
    "front twice": front_twice,
    "back alone": back_alone,
    "two passports in one picture": two_documents,
    "another's card beside one's own": another_beside,
    "second face on the page": second_face,
}
WRONG_PAIRS: Mapping[str, Forge] = {
    "back of another": wrong_back(same_number=False),
    "back of another, same number": wrong_back(same_number=True),
    "barcode of another": barcode_of_another,
    "birth in print against the barcode": barcode_with_another_birth,
}
