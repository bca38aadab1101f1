"""From the attract screen to the camera: whom the visit is for."""

from dataclasses import replace

from kiosk.domain.identity.consent import Consent
from kiosk.domain.identity.flow import Flow
from kiosk.domain.identity.step_reason import StepReason
from kiosk.errors import CustomerExists, CustomerNotFound
from kiosk.terminal.session.effects import CloseCamera
from kiosk.terminal.session.events import (
    BackPressed,
    ConsentGiven,
    ConsentRefused,
    CustomerEntered,
    DonePressed,
    StartPressed,
    UserIntent,
)
from kiosk.terminal.session.moves import Step, ask_to_enrol, end_visit, enter, open_camera
from kiosk.terminal.session.states import (
    AskingConsent,
    Attract,
    ConsentDeclined,
    EnteringCustomer,
    EnteringStaff,
    Session,
    Staff,
    StaffGate,
)

REFERENCE_REFUSED = frozenset({CustomerNotFound.code, CustomerExists.code})
"""Another reference may help; said by backends that look it up before the challenge."""


def handle_arrival(session: Session, event: UserIntent) -> Step:
    """Go on towards the camera, which nothing but the customer's consent opens; whoever is asked again reads again."""
    match session.state, event:
        case Attract(), StartPressed() if not session.maintenance:
            return _begin_visit(session)
        case EnteringCustomer(), CustomerEntered(customer):
            return _enter_customer(session, customer)
        case AskingConsent(), ConsentGiven(version):
            return open_camera(replace(session, consent=Consent(version, session.language)))
        case AskingConsent(), ConsentRefused():
            return enter(session, ConsentDeclined()), ()
        case ConsentDeclined(), BackPressed():
            return enter(session, AskingConsent()), ()
        case ConsentDeclined(), DonePressed():
            return end_visit(session, StepReason.CANCELLED)
        case _:
            return session, ()


def _begin_visit(session: Session) -> Step:
    """Take up a visit, for somebody touched Start: staff first, then the reference, then the camera."""
    if session.visit.flow is Flow.VERIFY:
        return open_camera(session)
    if session.visit.assisted:
        return enter(session, EnteringStaff(StaffGate.BEGIN)), ()
    return _ask_customer(session)


def accept_staff(session: Session, staff: Staff) -> Step:
    """Let this member of staff begin the attempt."""
    return _ask_customer(replace(session, staff_id=staff.staff_id))


def _enter_customer(session: Session, customer: str) -> Step:
    """Go on with this reference, if there is anything in it."""
    reference = customer.strip()
    if reference and session.accepted and not session.attempt_closed:
        # All that was missing is a reference that nobody has.
        return ask_to_enrol(replace(session, customer=reference))
    if reference and session.without_face:
        return enter(replace(session, customer=reference), EnteringStaff(StaffGate.WITHOUT_FACE)), ()
    return open_camera(replace(session, customer=reference)) if reference else (session, ())


def refuse_customer(session: Session, code: str) -> Step:
    """Ask for another reference than the one that the backend refused; nobody is watched meanwhile."""
    return enter(replace(session, attempt_closed=True), EnteringCustomer(code, session.customer)), (CloseCamera(),)


def ask_customer_again(session: Session) -> Step:
    """Let the customer look at the number that was typed, for it may be another's; nobody is watched meanwhile."""
    return enter(replace(session, accepted=False, attempt_closed=True), EnteringCustomer(typed=session.customer)), (
        CloseCamera(),
    )


def _ask_customer(session: Session) -> Step:
    known = session.visit.customer
    if known or (session.visit.flow is Flow.ONBOARD and not session.visit.assisted):
        return open_camera(replace(session, customer=known))
    return enter(session, EnteringCustomer()), ()
