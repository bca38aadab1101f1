"""The form of documents' numbers, where a state has published it.

States that are not here have numbers of any form: a wrong rule would refuse good documents, a missing one costs little.
"""

import re

_GERMAN, _DUTCH = "[0-9CFGHJKLMNPRTVWXYZ]{9}", "[A-NP-Z]{2}[A-NP-Z0-9]{6}[0-9]"
_FORMATS = {
    # Bundesministerium des Innern, "Seriennummern": no vowels, and no B, D, Q and S, which look like others.
    ("D", "P"): _GERMAN,
    ("D", "ID"): _GERMAN,
    # Council of the European Union, PRADO, POL-AO and POL-BO: letters, then digits.
    ("POL", "P"): "[A-Z]{2}[0-9]{7}",
    ("POL", "ID"): "[A-Z]{3}[0-9]{6}",
    # PRADO, FRA-AO.
    ("FRA", "P"): "[0-9]{2}[A-Z]{2}[0-9]{5}",
    # HM Passport Office, "Basic passport checks".
    ("GBR", "P"): "[0-9]{9}",
    # Department of State, "Next Generation Passport": since 2021 a letter before eight digits.
    ("USA", "P"): "[A-Z0-9][0-9]{8}",
    # Rijksdienst voor Identiteitsgegevens: never the letter O, and a digit at the end.
    ("NLD", "P"): _DUTCH,
    ("NLD", "I"): _DUTCH,
}
"""By the state's code in Doc 9303, and the zone's code of document, of which all that begin with P are passports."""


def fits_format(state: str, code: str, number: str) -> bool:
    """Whether a document of this state and code can have this number."""
    form = _FORMATS.get((state, "P" if code.startswith("P") else code))
    return form is None or re.fullmatch(form, number) is not None
