"""The messages about what is held on one customer."""

from typing import Final

from pydantic import Field

from kiosk.contract.message import Body, Listed, Number, Reference, Reply, Text

FIND_PATH: Final = "/customers/find"


class CustomerBody(Body):
    """Body of `DELETE /customers` and `POST /customers/export`: whom it concerns, and who asks for it and why."""

    customer: Reference = Field(repr=False)
    staff_id: str
    pin: str = Field(repr=False)
    reason: str = Field("", repr=False)


class UnlockBody(Body):
    """Body of `POST /customers/unlock`: a customer or a terminal."""

    staff_id: str
    pin: str = Field(repr=False)
    reason: str = Field(repr=False)
    customer: Reference = Field("", repr=False)
    device_id: str = ""


class ErasedReply(Reply):
    """Answer to `DELETE /customers`."""

    deleted: dict[str, int]
    """How much of each kind."""


class ExportReply(Reply):
    """Answer to `POST /customers/export`."""

    zip_base64: str = Field(repr=False)


class UnlockedReply(Reply):
    """Answer to `POST /customers/unlock`."""

    unlocked: bool
    """Whether there was anything to unlock."""


class FindBody(Body):
    """Body of `POST /customers/find`: a reference, or empty for those who were enrolled at this terminal lately."""

    staff_id: str
    pin: str = Field(repr=False)
    device_id: str = ""
    customer: Reference = Field("", repr=False)


class FoundPart(Reply):
    """An enrolled customer."""

    customer: Text = Field(repr=False)
    enrolled_at: Number
    """Seconds since the epoch."""


class FoundReply(Reply):
    """Answer to `POST /customers/find`: the newest first."""

    found: Listed[FoundPart] = Field(default_factory=list, repr=False)
