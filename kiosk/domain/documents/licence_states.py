"""How states write their names on driving licences, with their codes (ICAO Doc 9303, part 3, section 5)."""

import re
from collections.abc import Mapping

_NAMES = {
    "AUT": "REPUBLIK OSTERREICH",
    "BEL": "BELGIQUE|BELGIE|BELGIEN",
    "BGR": "BULGARIA|\u0411\u042a\u041b\u0413\u0410\u0420\u0418\u042f",
    "CHE": "SCHWEIZ|SUISSE|SVIZZERA",
    "CYP": "CYPRUS|\u039a\u03a5\u03a0\u03a1",
    "CZE": "CESKA REPUBLIKA",
    "D": "BUNDESREPUBLIK|DEUTSCHLAND",
    "DNK": "DANMARK",
    "ESP": "(?:REINO DE )?ESPANA",
    "EST": "EESTI",
    "FIN": "SUOMI|FINLAND",
    "FRA": "REPUBLIQUE FRANCAISE",
    "GBR": "UNITED KINGDOM",
    "GRC": "HELLENIC REPUBLIC|[E\u0395][A\u039b]{2}[H\u0397][N\u039d][I\u0399][K\u039a][H\u0397]",
    "HRV": "REPUBLIKA HRVATSKA",
    "HUN": "MAGYARORSZAG",
    "IRL": "EIRE|IRELAND",
    "ISL": "ISLAND",
    "ITA": "REPUBBLICA ITALIANA",
    "LTU": "LIETUVOS RESPUBLIKA",
    "LUX": "LUXEMBOURG",
    "LVA": "LATVIJAS REPUBLIKA|LATVIJA",
    "MLT": "MALTA",
    "NLD": "KONINKRIJK DER NEDERLANDEN|NEDERLAND",
    "NOR": "NORGE|NOREG",
    "POL": "RZECZPOSPOLITA POLSKA",
    "PRT": "REPUBLICA PORTUGUESA",
    "ROU": "ROMANIA",
    "SVK": "SLOVENSKA REPUBLIKA",
    "SVN": "REPUBLIKA SLOVENIJA|SLOVENIJA",
    "SWE": "SVERIGE",
}
STATES: Mapping[str, re.Pattern[str]] = {
    code: re.compile(rf"\b(?:{name.replace(' ', ' *')})\b") for code, name in _NAMES.items()
}
"""In capitals without accents; recognisers lose spaces, and take Greek letters for Latin ones."""
SIGNS: Mapping[str, str] = {
    "BG": "BGR", "CY": "CYP", "CZ": "CZE", "DK": "DNK", "EST": "EST", "FIN": "FIN", "GR": "GRC", "HR": "HRV",
    "IRL": "IRL", "LT": "LTU", "LV": "LVA", "NL": "NLD", "PL": "POL", "RO": "ROU", "SK": "SVK", "SLO": "SVN",
}  # fmt: skip
"""Distinguishing signs in the corner (Directive 2006/126/EC, annex I), of which one letter alone may be anything."""
AMERICA: Mapping[str, re.Pattern[str]] = {"USA": re.compile(r"\bUSA\b|UNITED *STATES")}
