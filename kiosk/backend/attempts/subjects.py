"""Whom an attempt is held against: the names under which lockouts and starts are counted."""

from typing import Final, NamedTuple

from kiosk.backend.attempts.ports import Subject, SubjectKind
from kiosk.domain.identity.flow import Attempt, Flow
from kiosk.domain.identity.origin import Origin
from kiosk.domain.identity.staff import StaffProof

AT_TERMINAL: Final = "@"
"""Before a terminal's id, for what its staff fails at; customers there are locked out apart."""
_APART: Final = "\n"
"""Stands in no reference, which are printable: what is counted under two names can be nobody's own."""
_AT_ADDRESS: Final = "staff" + _APART
"""Before an address, for what staff fails at there; customers there are locked out apart."""


class AttemptSubjects(NamedTuple):
    """Who may be locked out by an attempt; one without a reference is nobody."""

    customer: Subject
    device: Subject
    address: Subject


def subjects_of(attempt: Attempt) -> AttemptSubjects:
    """Who may be locked out by this attempt."""
    origin = Origin(attempt.address, attempt.terminal_known)
    return AttemptSubjects(
        Subject(SubjectKind.CUSTOMER, attempt.customer),
        Subject(SubjectKind.DEVICE, _named(attempt.device, origin)),
        Subject(SubjectKind.ADDRESS, _named(attempt.address, origin)),
    )


def starts_of(attempt: Attempt) -> AttemptSubjects:
    """Whose starts this one counts among.

    Under a customer's own name only where somebody at a known terminal claims to be them; what anybody on the network
    starts under that name counts with the address, so that nobody is kept from coming by a number that others know.
    """
    customer, device, address = subjects_of(attempt)
    if attempt.customer and attempt.address and (attempt.flow is Flow.VERIFY or not attempt.terminal_known):
        customer = Subject(SubjectKind.CUSTOMER, attempt.customer + _APART + attempt.address)
    return AttemptSubjects(customer, device, address)


class StaffSubjects(NamedTuple):
    """Who may be locked out by a wrong PIN."""

    number: Subject
    terminal: Subject
    address: Subject


def subjects_of_proof(proof: StaffProof) -> StaffSubjects:
    """Who may be locked out by this proof, should it be none: whether or not there is such a number."""
    number, terminal = (_named(name, proof.origin) for name in (proof.staff_id, AT_TERMINAL + proof.device))
    address = proof.origin.address and _AT_ADDRESS + proof.origin.address
    return StaffSubjects(
        Subject(SubjectKind.STAFF, number),
        Subject(SubjectKind.STAFF, terminal),
        Subject(SubjectKind.ADDRESS, _named(address, proof.origin)),
    )


def other_names(subject: Subject) -> tuple[Subject, ...]:
    """What staff means besides when they name this one."""
    match subject.kind:
        case SubjectKind.DEVICE | SubjectKind.STAFF:
            return (Subject(subject.kind, _APART + subject.reference),)
        case SubjectKind.ADDRESS:
            named = subject.reference, _AT_ADDRESS + subject.reference
            return tuple(Subject(subject.kind, each) for each in (_APART + named[0], named[1], _APART + named[1]))
        case _:
            return ()


def _named(reference: str, origin: Origin) -> str:
    """What a device, a number or an address is called where it is counted: whoever shows no key cannot lock it for
    those who do."""
    return reference if origin.terminal_known or not reference else _APART + reference
