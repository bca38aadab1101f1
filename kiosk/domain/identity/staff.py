"""Who a member of staff claims to be."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StaffProof:
    """Who a terminal says is there; untrusted until it was checked."""

    staff_id: str
    pin: str
    device: str = ""
    """Of the terminal; those that do not say count as one."""
