"""Driving licences: the numbered fields of the European Union, and the AAMVA card with its PDF417."""

from dataclasses import replace
from datetime import date

import numpy as np

from kiosk.domain.documents.mrz_compose import in_letters
from kiosk.domain.documents.mrz_layout import check_digit
from tests.factories.documents.drawn import DrawnDocument, page_of, values_of
from tests.factories.documents.holders import Person, draw_person
from tests.factories.documents.sheet import BOLD, INK, LABEL, WARNING, Image, Sheet
from tests.factories.documents.travel import CARD_PX, draw_style

EU_TITLES = {
    "DEU": ("FÜHRERSCHEIN", "BUNDESREPUBLIK DEUTSCHLAND", "D"),
    "FRA": ("PERMIS DE CONDUIRE", "RÉPUBLIQUE FRANÇAISE", "F"),
    "ITA": ("PATENTE DI GUIDA", "REPUBBLICA ITALIANA", "I"),
    "ESP": ("PERMISO DE CONDUCCIÓN", "REINO DE ESPAÑA", "E"),
    "POL": ("PRAWO JAZDY", "RZECZPOSPOLITA POLSKA", "PL"),
    "IRL": ("CEADÚNAS TIOMÁNA  DRIVING LICENCE", "ÉIRE  IRELAND", "IRL"),
}
US_STATES = {"CA": ("CALIFORNIA", "636014"), "NY": ("NEW YORK", "636001"), "TX": ("TEXAS", "636015")}
"""Names and issuer identification numbers (AAMVA)."""
BARCODE_WIDTH_PX = 920


def eu_licence(seed: int) -> DrawnDocument:
    """The front of a licence by Directive 2006/126/EC, Annex I: numbers are labels, with their values behind them."""
    random = np.random.default_rng(seed)
    style, person = draw_style(random, seed), draw_person(random, tuple(EU_TITLES))
    digits = f"{int(random.integers(10))}{int(random.integers(10))}"
    person = person if person.state == "FRA" else replace(person, number=f"{person.number}{digits}")
    title, state, sign = EU_TITLES[person.state]
    sheet = Sheet(CARD_PX, (246, 226, 228), seed)
    sheet.frame()
    sheet.write(f"{title}  {state}", (130, 24), 24, LABEL, BOLD)
    sheet.write(sign, (40, 30), 40, LABEL, BOLD)
    sheet.write("SPECIMEN", (820, 596), 26, WARNING, BOLD)
    sheet.paste_portrait(person.face, (36, 130), 360)
    form = "%d.%m.%Y" if random.integers(2) else "%d.%m.%y"
    rows = (
        ("1.", person.surname), ("2.", person.given_names), ("3.", f"{person.birth:{form}} {state.split()[-1]}"),
        ("4a.", f"{person.issue:{form}}   4c. AUTHORITY"), ("4b.", f"{person.expiry:{form}}"), ("5.", person.number),
        ("9.", "AM/B/L"),
    )  # fmt: skip
    for row, (number, value) in enumerate(rows):
        sheet.write(number, (344, 96 + 64 * row), 22, LABEL, style.font)
        sheet.write(value, (400, 92 + 64 * row), 28, INK, style.font)
    if person.state == "FRA":
        sheet.paste_zone([french_line(person)], style.zone_font, 31, 34)
    return DrawnDocument("EU licence", [page_of(sheet)], values_of(person, sex="", nationality=""), is_for_staff=True)


def french_line(person: Person) -> str:
    """Number, expiry and eight letters of the surname, each check digit of all that stands before it."""
    head = f"D1FRA{person.number}"
    text = f"{head}{check_digit(head)}{person.expiry:%y%m%d}{in_letters(person.surname):<<8}"[:29]
    return text + check_digit(text)


def us_licence(seed: int, person: Person | None = None, barcode_of: Person | None = None) -> DrawnDocument:
    """Front and back by the AAMVA's card design standard; `barcode_of` is whose barcode is on it, where another's."""
    random = np.random.default_rng(seed)
    style = draw_style(random, seed)
    person = person or draw_person(random, ("USA",))
    code = str(random.choice(list(US_STATES)))
    person = replace(person, number=us_number(random, code), state="USA") if barcode_of is None else person
    front, back = Sheet(CARD_PX, (228, 236, 246), seed), Sheet(CARD_PX, (240, 240, 240), seed + 1)
    front.frame()
    back.frame()
    front.write(f"{US_STATES[code][0]}  USA", (36, 22), 34, LABEL, BOLD)
    front.write("DRIVER LICENSE", (650, 26), 28, LABEL, BOLD)
    front.write("SPECIMEN", (820, 596), 26, WARNING, BOLD)
    front.paste_portrait(person.face, (36, 96), 360)
    rows = (
        ("4d DL", person.number), ("4b EXP", us_day(person.expiry)), ("1 LN", person.surname),
        ("2 FN", person.given_names), ("3 DOB", us_day(person.birth)), ("4a ISS", us_day(person.issue)),
        ("15 SEX", f"{person.sex}    18 EYES BRO"),
    )  # fmt: skip
    for row, (label, value) in enumerate(rows):
        front.write(label, (344, 100 + 62 * row), 20, LABEL, style.font)
        front.write(value, (450, 94 + 62 * row), 29, INK, BOLD if row == 0 else style.font)
    drawn = barcode(aamva(barcode_of or person, code))
    if drawn is not None:
        back.paste(drawn, ((CARD_PX[0] - drawn.shape[1]) // 2, 60))
    back.write("SPECIMEN   CLASS C   RESTRICTIONS NONE", (60, 500), 26, INK, style.font)
    return DrawnDocument("US licence", [page_of(front), page_of(back)], values_of(person, nationality=""))


def us_number(random: np.random.Generator, code: str) -> str:
    """As the three states have them: one letter and seven digits, nine digits, eight digits."""
    digits = {"CA": 7, "NY": 9, "TX": 8}[code]
    return ("ABDEFN"[int(random.integers(6))] if code == "CA" else "") + "".join(
        str(random.integers(10)) for _ in range(digits)
    )


def us_day(day: date) -> str:
    """The month comes first."""
    return day.strftime("%m/%d/%Y")


def aamva(person: Person, code: str) -> str:
    """The text of the barcode (AAMVA DL/ID Card Design Standard 2020, annex D)."""
    given, _, middle = person.given_names.partition(" ")
    elements = (
        f"DAQ{person.number}", f"DCS{plain_name(person.surname)}", "DDEN", f"DAC{plain_name(given)}", "DDFN",
        f"DAD{plain_name(middle) or 'NONE'}", "DDGN", "DCAC", "DCBNONE", "DCDNONE", f"DBD{person.issue:%m%d%Y}",
        f"DBB{person.birth:%m%d%Y}", f"DBA{person.expiry:%m%d%Y}", f"DBC{1 if person.sex == 'M' else 2}", "DAU068 in",
        "DAYBRO", "DAG1 TEST STREET", "DAISPRINGFIELD", f"DAJ{code}", "DAK900010000  ", "DCF00000000", "DCGUSA",
    )  # fmt: skip
    subfile = "DL" + "\n".join(elements) + "\r"
    head = f"@\n\x1e\rANSI {US_STATES[code][1]}100001DL0031{len(subfile):04}"
    return head + subfile


def plain_name(name: str) -> str:
    """Capitals without accents, as the standard asks."""
    return in_letters(name).replace("<", " ")


def barcode(text: str) -> Image | None:
    """A PDF417 as RGB; None where the library that writes it is not there."""
    try:
        import zxingcpp
    except ImportError:
        return None
    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.PDF417)
    drawn = np.asarray(made.to_image(scale=1), dtype=np.uint8)
    times = max(BARCODE_WIDTH_PX // drawn.shape[1], 1)
    drawn = np.kron(drawn, np.ones((times, times), dtype=np.uint8))
    return np.repeat(drawn[..., None], 3, axis=2) if drawn.ndim == 2 else drawn
