"""Labels of fields as documents print them, in the languages of the European Union and some others.

In capitals without accents; recognisers lose spaces, so that each space may be missing. Labels that name one field
whatever stands around them are in the first table; short words are labels where they stand alone or beside others.
"""

import re
from collections.abc import Mapping

from kiosk.domain.documents.document import FieldName

LABELS: Mapping[FieldName, str] = {
    FieldName.SURNAME: (
        r"SURNAMES?|LAST NAME|FAMILY NAME|NAZWISKO|APELLIDOS?|FAMILIENNAME"
        r"|NACHNAME|PRIMARY IDENTIFIER|EFTERNAMN|EFTERNAVN"
        r"|ETTERNAVN|COGNOME|APELIDO(?:\(?S\)?)?|ACHTERNAAM|SUKUNIMI|PRIJMENI"
        r"|PRIEZVISKO|CSALADI(?: ES UTO)? ?NEV|PREZIME"
        r"|PRIIMEK|PAVARDE|UZVARDS|PEREKONNANIMI|KUNJOM|SLOINNE|NUMELE|EPONYMO"
        r"|\u0395\u03a0\u03a9\u039d\u03a5\u039c\u039f"
        r"|\u0424\u0410\u041c\u0418\u041b\u0418\u042f|SOYADI|MBIEMRI|^LN\b"
    ),
    FieldName.GIVEN_NAMES: (
        r"GIVEN NAMES?|FIRST NAMES?|FORENAMES?|OTHER NAMES|PRENOM(?:\(?S\)?)?"
        r"|VORNAMEN?|IMIONA|SECONDARY IDENTIFIER|FORNAMN"
        r"|FORNAVNE?|VOORNAMEN|VOORNAAM|NOME(?:S|\(S\)) PROPRIO(?:S|\(S\))"
        r"|ETUNIMET|JMENO|UTONEV|PRENUME(?:LE)?|VARDAS|VARDS"
        r"|EESNIMED|EESNIMI|CEADAINM|\u038c?\u039d\u039f\u039c\u0391\u03a4\u0391|\u0418\u041c\u0415\u041d\u0410|^FN\b"
    ),
    FieldName.DATE_OF_BIRTH: (
        r"DATE OF BIRTH|BIRTH DATE|\bDOB\b|GEBURTSTAG|GEBURTSDATUM|DATE DE NAISSANCE|\bNE\W?E?\W? LE\b|DATA URODZENIA"
        r"|FECHA DE NACIMIENTO|F\W? ?NACIMIENTO|DATA DI NASCITA|DATA DE NASCIMENTO"
        r"|GEBOORTEDATUM|FODELSEDATUM|FODSELSDATO"
        r"|F\u00d8DSELSDATO|SYNTYMAAIKA|DATUM NAROZENI|DATUM NARODENIA"
        r"|SZULETESI (?:IDO|DATUM)|DATUM ROD?ENJA|DATUM ROJSTVA"
        r"|DATA NASTERII|GIMIMO DATA|DZIMSANAS (?:DATUMS|DIENA)|SUNNIAEG|SUNNIKUUPAEV|DATA TAT-? ?TWELID|DATA BREITHE"
        r"|\u0393\u0395\u039d\u039d\u0397\u03a3\u0397\u03a3"
        r"|\u0420\u0410\u0416\u0414\u0410\u041d\u0415|DOGUM TARIHI|DATELINDJA"
    ),
    FieldName.DATE_OF_EXPIRY: (
        r"DATE OF EXPIRY|DATE OF EXPIRATION|EXPIRY DATE|EXPIRATION DATE|EXPIRES(?: ON)?|^EXP\b"
        r"|VALID UNTIL|VALID THRU|VALID TO\b|GULTIG BIS|ABLAUFDATUM|DATE D'? ?EXPIRATION"
        r"|VALABLE JUSQU'? ?AU|VALIDE JUSQU'? ?AU"
        r"|(?:DATA|TERMIN) WAZNOSCI|WAZNY DO|FECHA DE CADUCIDAD|VALIDEZ|VALIDO HASTA"
        r"|(?:DATA DI )?SCADENZA|(?:DATA DE )?VALIDADE"
        r"|GELDIG TOT|GILTIGT? TILL|GAELDER TIL|GYLDIG TIL|UDLOBSDATO"
        r"|VIIMEINEN VOIMASSAOLOPAIVA|VOIMASSAOLOAIKA|PLATNOST(?: DO)?"
        r"|PLATNY DO|ERVENYESSEG(?: VEGE)?|LEJARAT|VRIJEDI DO|DATUM ISTEKA|VELJA(?:VNOST|VNOSTI)? DO|DATUM POTEKA"
        r"|DATA EXPIRARII|VALABIL PANA|GALIOJA IKI|DERIGS? LIDZ|KEHTI[VB] KUNI|SKADENZA|DATA DULAGHTA"
        r"|\u039b\u0397\u039e\u0397\u03a3|\u0412\u0410\u041b\u0418\u0414\u041d\u041e\u0421\u0422|SON GECERLILIK"
    ),
    FieldName.DOCUMENT_NUMBER: (
        r"(?:DOCUMENT|PASSPORT|CARD|LICEN[CS]E) (?:NO|NUMBER|NUM|#)(?![A-Z])"
        r"|AUSWEISNUMMER|NUMERO DE DOCUMENT|PASS ?-?NR"
        r"|^DLN?\b|NUM SOPORTE?|IDESP|DOC NUM|DOCUMENT ?NUMMER|PASSNUMMER"
        r"|CISLO (?:PASU|DOKLADU|PREUKAZU|PRUKAZU)|NR PASZPORTU|NUMER DOKUMENTU"
        r"|SERIA I NUMER|BROJ (?:PUTOVNICE|OSOBNE)"
        r"|UTLEVEL ?SZAMA?|OKMANYSZAM|PASSIN NUMERO|PASO N[RO]|DOKUMENDI N(?:UMBE)?R"
        r"|NUMERO (?:DI|DE|DO) (?:DOCUMENT|PASS)\w*"
    ),
    FieldName.NATIONALITY: (
        r"NATIONALITY|STAATSANGEHORIGKEIT|OBYWATELSTWO|NACIONALIDAD|NATIONALITE"
        r"|CITTADINANZA|NATIONALITEIT|MEDBORGARSKAP"
        r"|NACIONALIDADE|KANSALAISUUS|STATNI OBCANSTVI|STATNE OBCIANSTVO"
        r"|ALLAMPOLGARSAG|DRZAVLJANSTVO|CETATENIE|PILIETYBE"
        r"|PILSONIBA|KODAKONDSUS"
    ),
    FieldName.SEX: (
        r"\bSEXE?\b|GENDER|GESCHLECHT|\bPLEC\b|\bSEXO\b|\bSESSO\b|GESLACHT|\bKON\b|SUKUPUOLI|POHLAVI[E]?|\bSPOL\b"
        r"|\bLYTIS\b|DZIMUMS|\bSUGU\b"
    ),
}
LICENCE_LABELS: Mapping[FieldName, str] = {
    FieldName.SURNAME: r"^(?:1\W{0,2})?LN(?=\W|[A-Z]{2}|$)",
    FieldName.GIVEN_NAMES: r"^(?:2\W{0,2})?FN(?=\W|[A-Z]{2}|$)",
    FieldName.DATE_OF_BIRTH: r"^(?:3\W{0,2})?DOB(?=\W|\d|$)",
    FieldName.DATE_OF_EXPIRY: r"^(?:4B\W{0,2})?EXP(?:IRES)?(?=\W|\d|$)",
    FieldName.DOCUMENT_NUMBER: r"^(?:4D\W{0,2})?(?:DLN|DL|LIC|LICENSE|OLN)\W*(?:NO\b|NUMBER|#)?(?=\W|[A-Z]{0,2}\d|$)",
    FieldName.SEX: r"^(?:15\W{0,2})?SEX(?=\W|[MFX]$|$)",
}
"""On American licences, where a label may touch its value, with the number of the field before it."""
SHORT_LABELS: Mapping[FieldName, str] = {
    FieldName.SURNAME: r"NOM|NAAM|NUME|NAVN|NAMN",
    FieldName.GIVEN_NAMES: r"NOMBRES?|NOME|IME|IMIE|IMIE/IMIONA|MENO|ISEM|NIMI",
    FieldName.DOCUMENT_NUMBER: r"N\u00b0|N\u00ba|NO\.?|NR\.?|NUMERO|NUMMER|NUMBER",
}


def _pattern(name: FieldName) -> re.Pattern[str]:
    short = SHORT_LABELS.get(name)
    alone = rf"|^(?:\d{{1,2}}[A-D]?\W{{0,2}})?(?:{short})(?=\s*(?:$|[/:(]))" if short else ""
    return re.compile(LABELS[name].replace(" ", " *") + alone)


PATTERNS: Mapping[FieldName, re.Pattern[str]] = {name: _pattern(name) for name in LABELS}
LICENCE_PATTERNS: Mapping[FieldName, re.Pattern[str]] = {
    name: re.compile(f"{LICENCE_LABELS[name]}|{pattern.pattern}" if name in LICENCE_LABELS else pattern.pattern)
    for name, pattern in PATTERNS.items()
}
LABEL_WORDS = re.compile(
    r"\b(?:NOM|NAMES?|NOME|NOMBRE|NAAM|NUME|IDENTIFIANT|IDENTIFIER|NATIONALITE"
    r"|DATE|DATUM|DATA|SPECIMEN OF|PLACE OF|LIEU"
    r"|AUTHORITY|AUTORITE|SIGNATURE|ADDRESS|ADRESSE|HOLDER)\b"
)
"""In labels of other languages and fields, which stand below and beside those that are known."""
