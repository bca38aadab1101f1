"""What a terminal is set up for."""

from dataclasses import dataclass, field

from kiosk.domain.identity.flow import Flow
from kiosk.domain.identity.step_results import Page
from kiosk.domain.language import Language


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
    light: bool = True
    """The screen may show changing colours during a challenge."""
    other_way: bool = False
    """Customers may go on without their face, where a member of staff identifies them."""
    asks_consent: bool = False
    """Customers are asked whether pictures may be taken; otherwise they have agreed elsewhere."""
    language: Language = Language.ENGLISH
    """What every visit begins in."""
    languages: tuple[Language, ...] = tuple(Language)
    """Those that customers can choose from."""
    challenge: str = ""
    """The kind of challenge that customers are told of before it begins; empty for the nose's."""
    number_code: bool = False
    """A new customer's number is shown as a QR code as well."""
    prints: bool = False
    """There is a printer for it."""
