"""Passports, visas and identity cards of TD1 and TD2 as ICAO Doc 9303 has them, and the French card of 2 x 36."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from kiosk.domain.documents.mrz_compose import Holder, compose, in_letters
from kiosk.domain.documents.mrz_layout import MRV_A, TD1, TD2, TD3, MrzLayout, check_digit
from tests.factories.documents.drawn import DrawnDocument, page_of, values_of
from tests.factories.documents.holders import Person, draw_person
from tests.factories.documents.sheet import BOLD, INK, LABEL, PRINT_FONTS, WARNING, ZONE_FONTS, Colour, Sheet

PASSPORT_PX, CARD_PX, TD2_PX = (1250, 880), (1012, 638), (1240, 874)
"""ID-3 and ID-1 at 254 and 300 dots an inch, ID-2 at 300 (ISO/IEC 7810)."""
TITLES = {"UTO": "UTOPIA", "DEU": "BUNDESREPUBLIK DEUTSCHLAND", "FRA": "REPUBLIQUE FRANCAISE", "GBR": "UNITED KINGDOM",
          "POL": "RZECZPOSPOLITA POLSKA"}  # fmt: skip
SEXES = {("POL", "F"): "K"}
"""As print has them where it is not as zones do."""
STATES = ("UTO", "UTO", "DEU", "FRA", "GBR")
Draw = Callable[[int], DrawnDocument]
_PAPERS: tuple[Colour, ...] = ((232, 238, 230), (238, 232, 236), (228, 234, 242), (242, 238, 226))
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_DATE_FORMS = ("name", "dots", "spaces", "slashes", "two")
_LABELS = {
    "surname": ("Surname", "Surname / Nom", "1. Surname/Nom"),
    "given_names": ("Given names", "Given names / Prénoms", "2. Given names/Prénoms"),
    "number": ("Document No", "Document No. / N° du document", "Document No"),
    "nationality": ("Nationality", "Nationality / Nationalité", "3. Nationality/Nationalité"),
    "birth": ("Date of birth", "Date of birth / Date de naissance", "4. Date of birth/Date de naissance"),
    "sex": ("Sex", "Sex / Sexe", "5. Sex/Sexe"),
    "issue": ("Date of issue", "Date of issue / Date de délivrance", "7. Date of issue/Date de délivrance"),
    "expiry": ("Date of expiry", "Date of expiry / Date d'expiration", "8. Date of expiry/Date d'expiration"),
}


@dataclass(frozen=True, slots=True)
class Style:
    """How print looks: which labels, dates, font, paper and fonts of zones."""

    labels: int
    dates: str
    font: str
    paper: Colour
    zone_font: str
    seed: int

    def label(self, name: str) -> str:
        return _LABELS[name][self.labels]

    def day(self, day: date) -> str:
        forms = {
            "name": f"{day.day:02} {_MONTHS[day.month - 1]} {day.year}",
            "dots": day.strftime("%d.%m.%Y"),
            "spaces": day.strftime("%d %m %Y"),
            "slashes": day.strftime("%d/%m/%Y"),
            "two": f"{day.day:02} {_MONTHS[day.month - 1]}/{_MONTHS[day.month - 1]} {day:%y}",
        }
        return forms[self.dates]


def draw_style(random: np.random.Generator, seed: int) -> Style:
    """A style for a document."""
    return Style(
        labels=int(random.integers(3)),
        dates=str(random.choice(list(_DATE_FORMS))),
        font=str(random.choice(list(PRINT_FONTS))),
        paper=_PAPERS[int(random.integers(len(_PAPERS)))],
        zone_font=str(random.choice(list(ZONE_FONTS))),
        seed=seed,
    )


def passport(seed: int, script: str = "", person: Person | None = None, zone_of: Person | None = None) -> DrawnDocument:
    """The data page of a TD3 passport; `zone_of` is whom its zone is of, where that is somebody else."""
    random = np.random.default_rng(seed)
    style = draw_style(random, seed)
    person = person or draw_person(random, STATES, script)
    sheet = Sheet(PASSPORT_PX, style.paper, seed)
    sheet.frame()
    sheet.write(f"PASSPORT   {TITLES[person.state]}", (40, 26), 32, LABEL, BOLD)
    sheet.write("SPECIMEN", (980, 30), 28, WARNING, BOLD)
    sheet.write("Type/Type  P", (440, 84), 18, INK)
    sheet.write(f"Code/Code  {person.state}", (640, 84), 18, INK)
    sheet.paste_portrait(person.face, (44, 110), 440)
    _print(sheet, style, person, (440, 116), 66)
    lines = zone_lines(TD3, zone_of or person, "P")
    sheet.paste_zone(lines, style.zone_font, 26, 36)
    return DrawnDocument("passport", [page_of(sheet)], values_of(person), zone_lines=lines)


def visa(seed: int) -> DrawnDocument:
    """An MRV-A visa, which is no proof of identity and must be refused."""
    random = np.random.default_rng(seed)
    style, person = draw_style(random, seed), draw_person(random)
    sheet = Sheet(PASSPORT_PX, style.paper, seed)
    sheet.frame()
    sheet.write("VISA   UTOPIA", (40, 26), 34, LABEL, BOLD)
    sheet.paste_portrait(person.face, (44, 110), 400)
    _print(sheet, style, person, (440, 116), 66)
    lines = zone_lines(MRV_A, person, "V")
    sheet.paste_zone(lines, style.zone_font, 26, 36)
    return DrawnDocument("visa", [page_of(sheet)], values_of(person), must_be_refused=True, zone_lines=lines)


def td1(seed: int, script: str = "", person: Person | None = None, back_of: Person | None = None) -> DrawnDocument:
    """Both sides of a TD1 card; `back_of` is whose back it is, where that is somebody else's."""
    random = np.random.default_rng(seed)
    style = draw_style(random, seed)
    person = person or draw_person(random, ("UTO", "UTO", "DEU"), script)
    front, back = Sheet(CARD_PX, style.paper, seed), Sheet(CARD_PX, style.paper, seed + 1)
    front.frame()
    back.frame()
    front.write(f"IDENTITY CARD  {TITLES[person.state]}", (36, 22), 28, LABEL, BOLD)
    front.write("SPECIMEN", (820, 596), 26, WARNING, BOLD)
    front.paste_portrait(person.face, (36, 84), 360)
    _print(front, style, person, (350, 84), 62)
    back.write("SPECIMEN", (820, 24), 26, WARNING, BOLD)
    back.write("Authority / Autorité   CITY OF UTOPIA", (40, 60), 24, INK, style.font)
    back.write(f"{style.label('issue')}   {style.day(person.issue)}", (40, 110), 24, INK, style.font)
    lines = zone_lines(TD1, back_of or person, "I")
    back.paste_zone(lines, style.zone_font, 31, 28)
    return DrawnDocument("TD1", [page_of(front), page_of(back)], values_of(person), zone_lines=lines)


def td2(seed: int) -> DrawnDocument:
    """A TD2 card with everything on its front."""
    random = np.random.default_rng(seed)
    style, person = draw_style(random, seed), draw_person(random)
    sheet = Sheet(TD2_PX, style.paper, seed)
    sheet.frame()
    sheet.write("IDENTITY CARD  UTOPIA", (40, 26), 32, LABEL, BOLD)
    sheet.write("SPECIMEN", (980, 30), 28, WARNING, BOLD)
    sheet.paste_portrait(person.face, (44, 110), 420)
    _print(sheet, style, person, (440, 110), 66)
    lines = zone_lines(TD2, person, "I")
    sheet.paste_zone(lines, style.zone_font, 30, 34)
    return DrawnDocument("TD2", [page_of(sheet)], values_of(person), zone_lines=lines)


def french(seed: int) -> DrawnDocument:
    """The French card issued until 2021: 2 x 36 of a layout of its own, valid fifteen years for grown-ups.

    Line 1: IDFRA, surname (25), department and office (6); line 2: year and month of issue, department, serial
    number, check digit, given names (14), birth, check digit, sex, check digit of it all.
    """
    random = np.random.default_rng(seed)
    style, person = draw_style(random, seed), draw_person(random, ("FRA",))
    issue = date(int(random.integers(2014, 2021)), int(random.integers(1, 13)), int(random.integers(1, 28)))
    number = f"{issue:%y%m}{int(random.integers(1, 96)):02}{int(random.integers(10**6)):06}"[:12]
    expiry = date(issue.year + 15, issue.month, issue.day)
    front, back = Sheet(TD2_PX, style.paper, seed), Sheet(TD2_PX, style.paper, seed + 1)
    front.frame()
    back.frame()
    front.write("RÉPUBLIQUE FRANÇAISE", (40, 26), 30, LABEL, BOLD)
    front.write(f"CARTE NATIONALE D'IDENTITÉ N° : {number}", (40, 76), 26, INK, BOLD)
    front.write("SPECIMEN", (1040, 30), 28, WARNING, BOLD)
    front.paste_portrait(person.face, (44, 150), 400)
    rows = (
        ("Nom", person.surname), ("Prénom(s)", person.given_names), ("Sexe", person.sex),
        ("Né(e) le", person.birth.strftime("%d.%m.%Y")), ("Nationalité", "Française"),
    )  # fmt: skip
    for row, (label, value) in enumerate(rows):
        front.write(f"{label} :", (440, 150 + 84 * row), 22, LABEL, style.font)
        front.write(value, (440, 178 + 84 * row), 32, INK, style.font)
    for row, (label, day) in enumerate((("Carte valable jusqu'au", expiry), ("délivrée le", issue))):
        back.write(f"{label} :", (60, 80 + 110 * row), 22, LABEL, style.font)
        back.write(day.strftime("%d.%m.%Y"), (60, 110 + 110 * row), 32, INK, style.font)
    back.write("Adresse : 1 RUE DE TEST, 75001 PARIS", (60, 320), 26, INK, style.font)
    lines = french_lines(person, number)
    front.paste_zone(lines, style.zone_font, 30, 34)
    values = values_of(person, document_number=number, date_of_expiry=expiry.isoformat())
    return DrawnDocument("French 2x36", [page_of(front), page_of(back)], values, is_for_staff=True, zone_lines=lines)


def zone_lines(layout: MrzLayout, person: Person, code: str) -> list[str]:
    """The zone of a person's document; Germany's one letter, as its zones have it."""
    lines = compose(layout, Holder(
        code, person.state, person.surname, person.given_names, person.number, person.state, person.birth, person.sex,
        person.expiry,
    ))  # fmt: skip
    return lines if person.state != "DEU" else _with_one_letter(layout, lines)


def french_lines(person: Person, number: str) -> list[str]:
    first = f"IDFRA{in_letters(person.surname):<<25}"[:30] + number[4:6] + "2301"
    first = first.ljust(36, "<")[:36]
    given = "<<".join(person.given_names.split())
    middle = f"{in_letters(given.replace('<<', ' ')).replace('<', '<<'):<<14}"[:14]
    second = (
        f"{number}{check_digit(number)}{middle}{person.birth:%y%m%d}{check_digit(f'{person.birth:%y%m%d}')}{person.sex}"
    )
    return [first, second + check_digit(first + second)]


def _with_one_letter(layout: MrzLayout, lines: Sequence[str]) -> list[str]:
    """No check digit covers states and nationalities."""
    text = list("".join(lines))
    for name in ("state", "nationality"):
        text[layout.spans[name].start : layout.spans[name].end] = "D<<"
    return ["".join(text[start : start + layout.width]) for start in range(0, len(text), layout.width)]


def _print(sheet: Sheet, style: Style, person: Person, corner: tuple[int, int], step_px: int) -> None:
    """Labels with values below; in two columns from the third line on."""
    left, top = corner
    surname, given = (person.surname, person.given_names)
    if person.second_script is not None:
        surname, given = f"{person.second_script[0]} / {surname}", f"{person.second_script[1]} / {given}"
    rows = (
        (("surname", surname),),
        (("given_names", given),),
        (("number", person.number), ("nationality", person.state)),
        (("birth", style.day(person.birth)), ("sex", SEXES.get((person.state, person.sex), person.sex))),
        (("issue", style.day(person.issue)),),
        (("expiry", style.day(person.expiry)),),
    )
    for row, fields in enumerate(rows):
        for column, (name, value) in enumerate(fields):
            at = left + 420 * column, top + step_px * row
            sheet.write(style.label(name), at, 15, LABEL, style.font)
            sheet.write(value, (at[0], at[1] + 20), 27, INK, style.font)
