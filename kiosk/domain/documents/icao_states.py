"""Codes of states and nationalities (ICAO Doc 9303, part 3, eighth edition, section 5)."""

_COUNTRIES = """
ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR BHR BHS BIH BLM BLR BLZ
BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL COM CPV CRI CUB CUW CXR CYM CYP CZE DJI
DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK FRA FRO FSM GAB GBR GEO GGY GHA GIB GIN GLP GMB GNB GNQ GRC GRD
GRL GTM GUF GUM GUY HKG HMD HND HRV HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA JAM JEY JOR JPN KAZ KEN KGZ KHM KIR
KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAC MAF MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MNP
MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER NFK NGA NIC NIU NLD NOR NPL NRU NZL OMN PAK PAN PCN PER PHL PLW PNG POL PRI
PRK PRT PRY PSE PYF QAT REU ROU RUS RWA SAU SDN SEN SGP SGS SHN SJM SLB SLE SLV SMR SOM SPM SRB SSD STP SUR SVK SVN SWE
SWZ SXM SYC SYR TCA TCD TGO THA TJK TKL TKM TLS TON TTO TUN TUR TUV TWN TZA UGA UKR UMI URY USA UZB VAT VCT VEN VGB VIR
VNM VUT WLF WSM YEM ZAF ZMB ZWE
"""
"""ISO 3166-1 alpha-3, which Doc 9303 takes over."""
_ISSUERS = "D EUE RKS UNO UNA UNK XBA XCC XCE XCO XEC XES XIM XMP XOM XPO XDC"
"""Germany's single letter, the European Union, Kosovo, the United Nations, and other organizations that issue."""
_PERSONS = "GBD GBN GBO GBP GBS XXA XXB XXC XXX"
"""Kinds of British nationals, and people without a state, refugees, and those of no stated nationality."""

STATES = frozenset((_COUNTRIES + _ISSUERS).split())
"""Who issues documents."""
NATIONALITIES = STATES | frozenset(_PERSONS.split())
SPECIMENS = frozenset({"UTO", "BDR"})
"""The state of the standard's own examples, and that of a printer's; they issue nothing that is valid."""
_SHORT = {"GER": "D", "DEU": "D"}
"""Germany's code in ISO 3166, which documents print beside the zone's own."""


def is_state(code: str, *, specimens: bool) -> bool:
    """Whether somebody can have documents of this code, or this nationality; specimens count where that is said.

    Kinds of British nationals have documents of their own, and so have refugees.
    """
    return code in NATIONALITIES or (specimens and code in SPECIMENS)


def same_state(code: str, other: str) -> bool:
    """Whether both codes are of one state."""
    return _SHORT.get(code, code) == _SHORT.get(other, other)
