"""What pages call themselves, and what they say instead of a date of expiry."""

import re
from collections.abc import Iterable

from kiosk.domain.documents.document import DocumentKind
from kiosk.domain.documents.printed import plain_text

_WORDS = {
    DocumentKind.PASSPORT: (
        r"PASSPORTS?(?!\s?CARD)|PASSEPORT|REISEPASS|PASAPORTE|PASSAPORTO|PASSAPORTE|PASPOORT|PASZPORT|PASAPORT|PASSIHALDIJA|PUTOVNICA"
        r"|VEGABREF|CESTOVNI\s?PAS|CESTOVNY\s?PAS|UTLEVEL|POTNI\s?LIST|PUTNA\s?ISPRAVA|PASOSI?|PASPORTI?|PASHAPORTE"
        r"|PASSAPORT|PASIPOTI|HO\s?CHIEU|PASPOR|\u041f\u0410\u0421\u041f\u041e\u0420\u0422|\u041f\u0410\u0421\u041e\u0428"
        r"|\u0394\u0399\u0391\u0392\u0391\u03a4\u0397\u03a1\u0399\u039f|\u8b77\u7167|\u62a4\u7167|\u65c5\u5238|\uc5ec\uad8c"
    ),
    DocumentKind.VISA: r"VISA|VISUM|VISADO|WIZA",
    DocumentKind.RESIDENCE_PERMIT: (
        r"RESIDEN(?:CE|T)\s?(?:PERMIT|CARD|DOCUMENT)|PERMANENT\s?RESIDENT|AUFENTHALTS(?:TITEL|KARTE|ERLAUBNIS)|NIEDERLASSUNGSERLAUBNIS"
        r"|TITRE\s?DE\s?SEJOUR|CARTE\s?DE\s?(?:SEJOUR|RESIDENT)|PERMESSO\s?DI\s?SOGGIORNO|PERMISO\s?DE\s?RESIDENCIA"
        r"|TITULO\s?DE\s?RESIDENCIA|KARTA\s?POBYTU|VERBLIJFS(?:TITEL|DOCUMENT|VERGUNNING|KAART)|OPHOLDS(?:TILLADELSE|KORT)"
        r"|UPPEHALLS(?:TILLSTAND|KORT)|OPPHOLDS(?:TILLATELSE|KORT)|OLESKELULUPA|POVOLENI\s?K\s?POBYTU|POVOLENIE\s?NA\s?POBYT"
        r"|TARTOZKODASI\s?ENGEDELY|PERMIS\s?DE\s?SEDERE|DOVOLJENJE\s?ZA\s?PREBIVANJE|BORAVISNA\s?DOZVOLA|ELAMISLUBA"
        r"|UZTURESANAS\s?ATLAUJA|LEIDIMAS\s?GYVENTI"
    ),
    DocumentKind.DRIVING_LICENCE: (
        r"DRIV(?:ER|ERS|ER'?S|ING)\s?LICEN[CS]E|OPERATOR'?S?\s?LICEN[CS]E|FUHRERSCHEIN|PERMIS\s?DE\s?CONDUIRE|RIJBEWIJS"
        r"|PERMISO\s?DE\s?CONDUC\w+|LICENCIA\s?DE\s?CONDUCIR|PATENTE\s?DI\s?GUIDA|PRAWO\s?JAZDY|KORKORT|KOREKORT|FORERKORT"
        r"|AJOKORTTI|CARTA\s?DE\s?CONDUCAO|RIDICSKY\s?PRUKAZ|VODICSKY\s?PREUKAZ|VEZETOI\s?ENGEDELY|VOZNISKO\s?DOVOLJENJE"
        r"|VOZACKA\s?DOZVOLA|PERMIS\s?DE\s?CONDUCERE|VAIRUOTOJO\s?PAZYMEJIMAS|VADITAJA\s?APLIECIBA|JUHILUBA|CEADUNAS\s?TIOMANA"
        r"|LICENZJA\s?TAS-?SEWQAN"
    ),
    DocumentKind.ID_CARD: (
        r"IDENTITY\s?CARDS?|NATIONAL\s?ID|CARTE\s?(?:NATIONALE\s?)?D\s?'?\s?IDENTITE|PERSONALAUSWEIS|IDENTITATSKARTE"
        r"|DOCUMENTO\s?NACIONAL\s?DE\s?IDENTIDAD|CEDULA\s?DE\s?(?:IDENTIDAD|CIUDADANIA)|CARTA\s?D'?\s?IDENTITA|DOWOD\s?OSOBISTY"
        r"|IDENTITEITSKAART|CARTAO\s?DE\s?CIDADAO|BILHETE\s?DE\s?IDENTIDADE|OBCANSKY\s?PRUKAZ|OBCIANSKY\s?PREUKAZ"
        r"|OSOBNA\s?ISKAZNICA|OSEBNA\s?IZKAZNICA|LICNA\s?KARTA|ISIKUTUNNISTUS|HENKILOKORTTI|NATIONELLT\s?ID|SZEMELYAZONOSITO"
        r"|CARTE\s?DE\s?IDENTITATE|ASMENS\s?TAPATYBES|PERSONAS\s?APLIECIBA|KIMLIK\s?KARTI|IDENTIFICATION\s?CARD|ID\s?CARD|PASSPORT\s?CARD"
    ),
}
"""In capitals without accents; recognisers lose spaces."""
_PATTERNS = {kind: re.compile(rf"(?<!\w)(?:{words})(?!\w)") for kind, words in _WORDS.items()}
_WITHOUT_END = re.compile(
    r"(?<!\d)9999(?!\d)|UNLIMITED|UNBEFRISTET|UNBEGRENZT|INDEFINID[OA]|PERMANENTE?\b|ILLIMITEE?|BEZTERMINOWO|SINE DIE"
)


def kind_by_words(texts: Iterable[str]) -> DocumentKind:
    """What the page calls itself; a passport first, since those say most, and cards that name two kinds say it last."""
    plain = [plain_text(text) for text in texts]
    for kind, pattern in _PATTERNS.items():
        if any(pattern.search(text) for text in plain):
            return kind
    return DocumentKind.UNKNOWN


def says_without_end(texts: Iterable[str]) -> bool:
    """Whether the page says that it never expires."""
    return any(_WITHOUT_END.search(plain_text(text)) for text in texts)
