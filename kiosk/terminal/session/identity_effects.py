"""What the shell must do to find out who somebody is; see `effects` for all others.

Each is answered by an event with its `turn`: the one named here, or StepFailed.
"""

from dataclasses import dataclass, field

from kiosk.domain.identity.step_results import Page, Side, StaffDecision
from kiosk.terminal.session.identity_states import Staff


@dataclass(frozen=True, slots=True)
class TakePage:
    """Keep the newest picture of the page; answered by PageTaken."""

    turn: int
    side: Side


@dataclass(frozen=True, slots=True)
class CheckStaff:
    """Ask whether this is a member of staff; answered by StaffAccepted."""

    turn: int
    staff: Staff


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """Have the backend read these pages; answered by DocumentRead."""

    turn: int
    pages: tuple[Page, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Enrol:
    """Have the backend enrol the customer, whose reference may be empty; answered by FlowEnded."""

    turn: int
    customer: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Authenticate:
    """Have the backend compare the face with the enrolled customer's; answered by FlowEnded."""

    turn: int


@dataclass(frozen=True, slots=True)
class FetchEvidence:
    """Ask for what the backend has of the attempt; answered by EvidenceReceived."""

    turn: int
    staff: Staff


@dataclass(frozen=True, slots=True)
class Decide:
    """Have the backend record what staff decided; answered by DecisionTaken."""

    turn: int
    staff: Staff
    decision: StaffDecision
    reason: str = field(repr=False)


IdentityEffect = TakePage | CheckStaff | ReadDocument | Enrol | Authenticate | FetchEvidence | Decide
