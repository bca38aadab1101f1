"""Who a member of staff claims to be, and what members of staff may do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from kiosk.domain.identity.origin import Origin


class StaffRole(StrEnum):
    """What somebody is employed as."""

    TELLER = "teller"
    SUPERVISOR = "supervisor"
    TECHNICIAN = "technician"


class StaffTask(StrEnum):
    """What a terminal may be asked for behind a PIN."""

    BEGIN = "begin"
    """Begin a customer's attempt."""
    EVIDENCE = "evidence"
    """See what was recorded of an attempt."""
    REVIEW = "review"
    """Send an attempt to human review."""
    OVERRIDE = "override"
    """Waive what speaks against a customer."""
    WITHOUT_FACE = "without_face"
    """Identify a customer in person, whose face is compared with none."""
    LOOK_UP = "look_up"
    """Find an enrolled customer."""
    UNLOCK = "unlock"
    """End a lock."""
    CUSTOMER_DATA = "customer_data"
    """Delete or hand out what is held on a customer."""
    MAINTAIN = "maintain"
    """Check and admit the camera, take the terminal out of service, export its logs."""


_AT_THE_COUNTER: Final = frozenset(
    {StaffTask.BEGIN, StaffTask.EVIDENCE, StaffTask.REVIEW, StaffTask.LOOK_UP, StaffTask.UNLOCK}
)
TASKS: Final[Mapping[StaffRole, frozenset[StaffTask]]] = {
    StaffRole.TELLER: _AT_THE_COUNTER,
    StaffRole.SUPERVISOR: frozenset(StaffTask),
    StaffRole.TECHNICIAN: frozenset({StaffTask.UNLOCK, StaffTask.MAINTAIN}),
}
"""The one table of permissions: the backend refuses by it, and screens offer by it."""


@dataclass(frozen=True, slots=True)
class StaffProof:
    """Who a terminal says is there; untrusted until it was checked."""

    staff_id: str
    pin: str = field(repr=False)
    device: str = ""
    """Of the terminal; those that do not say count as one."""
    origin: Origin = field(default_factory=Origin)
    """Where the request came from."""
