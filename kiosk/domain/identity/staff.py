"""Who a member of staff claims to be."""

from dataclasses import dataclass, field

from kiosk.domain.identity.origin import Origin


@dataclass(frozen=True, slots=True)
class StaffProof:
    """Who a terminal says is there; untrusted until it was checked."""

    staff_id: str
    pin: str = field(repr=False)
    device: str = ""
    """Of the terminal; those that do not say count as one."""
    origin: Origin = field(default_factory=Origin)
    """Where the request came from."""
