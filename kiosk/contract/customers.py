"""The messages about what is held on one customer."""

from pydantic import Field

from kiosk.contract.message import Body, Reference, Reply


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
