"""What a terminal is set up for."""

from dataclasses import dataclass, field

from kiosk.domain.identity.flow import Flow
from kiosk.domain.identity.step_results import Page


@dataclass(frozen=True, slots=True)
class VisitOptions:
    """The flow that the terminal serves, and what is known beforehand of its customers; the same for every visit."""

    flow: Flow = Flow.VERIFY
    assisted: bool = False
    """A member of staff begins each attempt, and sees what became of it."""
    customer: str = field(default="", repr=False)
    """The bank's reference of the customer; empty asks for it where a flow needs one."""
    pages: tuple[Page, ...] = field(default=(), repr=False)
    """Of the document, from files; otherwise the camera takes them."""
    id_photo: bytes | None = field(default=None, repr=False)
    """The portrait on the customer's document as a JPEG file, for the flow verify."""
    session_id: str = ""
    """Of a liveness session that somebody created for this customer."""
    device_id: str = ""
    """Of this terminal."""
