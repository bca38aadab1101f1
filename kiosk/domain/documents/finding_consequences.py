"""Which findings are nothing but consequences of another one: a customer and a program are told the cause alone.

A consequence is left out only where its cause stays, so that nothing is accepted by it.
"""

from collections.abc import Mapping, Set

from kiosk.domain.documents.document import Finding

_OF_SEVERAL = frozenset({
    Finding.OTHER_SIDE_MISSING, Finding.ZONE_MISSING, Finding.UNREADABLE, Finding.NO_PORTRAIT,
    Finding.SEVERAL_PORTRAITS, Finding.CHECK_DIGIT_WRONG, Finding.FIELDS_DISAGREE, Finding.IMPLAUSIBLE,
    Finding.BIRTH_INCOMPLETE, Finding.NAME_TRUNCATED, Finding.UNCONFIRMED,
})  # fmt: skip
"""Of several documents in a picture nobody knows which of them anything was read on."""
_OF_COVER = frozenset({
    Finding.COPY_SUSPECTED, Finding.ZONE_MISSING, Finding.OTHER_SIDE_MISSING, Finding.UNREADABLE,
    Finding.CHECK_DIGIT_WRONG, Finding.FIELDS_DISAGREE, Finding.IMPLAUSIBLE, Finding.BIRTH_INCOMPLETE,
    Finding.NAME_TRUNCATED, Finding.UNCONFIRMED,
})  # fmt: skip
"""Of a zone under a hand or a sticker nobody knows what it says; a sticker has straight borders and one colour, as
windows have. All of it is looked at again when the zone is shown."""
CONSEQUENCES: Mapping[Finding, frozenset[Finding]] = {
    Finding.SEVERAL_DOCUMENTS: _OF_SEVERAL,
    Finding.PHOTO_PAGE_MISSING: frozenset({Finding.ZONE_MISSING, Finding.UNREADABLE, Finding.NO_PORTRAIT}),
    Finding.ZONE_COVERED: _OF_COVER,
    Finding.ZONE_MISSING: frozenset({Finding.OTHER_SIDE_MISSING}),
    Finding.SEVERAL_PORTRAITS: frozenset({Finding.OTHER_SIDE_MISSING}),
}
OF_DAMAGE = frozenset({
    Finding.OTHER_SIDE_MISSING, Finding.UNREADABLE, Finding.EXPIRED, Finding.FIELDS_DISAGREE, Finding.IMPLAUSIBLE,
    Finding.BIRTH_INCOMPLETE, Finding.NAME_TRUNCATED, Finding.UNCONFIRMED,
})  # fmt: skip
"""Of a zone that a thumb or scratches cover, whatever is read is guessed."""


def causes(findings: Set[Finding], *, zone_is_damaged: bool = False) -> frozenset[Finding]:
    """The findings without those that follow from others of them."""
    follow = {each for cause in findings for each in CONSEQUENCES.get(cause, ())}
    if zone_is_damaged and {Finding.CHECK_DIGIT_WRONG, Finding.ZONE_COVERED} & findings:
        follow |= OF_DAMAGE
    return frozenset(findings - follow)
