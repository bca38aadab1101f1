"""The JSON bodies of the steps after the verdict."""

from typing import Annotated

from pydantic import Field

from kiosk.contract.message import Body, Reference
from kiosk.domain.identity.flow import AttemptStage
from kiosk.domain.identity.staff import StaffProof
from kiosk.domain.identity.step_results import Side, StaffDecision


class PageBody(Body):
    """One page of a document."""

    # JSON has no enumerations, so strictness would refuse every side.
    side: Annotated[Side, Field(strict=False)]
    image_base64: str = Field(alias="imageBase64", repr=False)


class DocumentBody(Body):
    """Body of `POST /challenge/{id}/document`; of more pages than these not even the number is looked at."""

    token: str = Field(repr=False)
    pages: list[PageBody] = Field(max_length=8)


class EnrolBody(Body):
    """Body of `POST /challenge/{id}/enrol`."""

    token: str = Field(repr=False)
    request_id: str
    customer: Reference = ""


class AuthenticateBody(Body):
    """Body of `POST /challenge/{id}/authenticate`."""

    token: str = Field(repr=False)
    request_id: str


class AbandonBody(Body):
    """Body of `POST /challenge/{id}/abandon`."""

    token: str = Field(repr=False)
    stage: Annotated[AttemptStage, Field(strict=False)]
    reason: str


class StaffBody(Body):
    """Body of `POST /staff/check`."""

    staff_id: str
    pin: str = Field(repr=False)
    device_id: str = ""

    @property
    def proof(self) -> StaffProof:
        """Who says to be there, and where."""
        return StaffProof(self.staff_id, self.pin, self.device_id)


class EvidenceBody(StaffBody):
    """Body of `POST /challenge/{id}/evidence`."""

    token: str = Field(repr=False)


class DecisionBody(StaffBody):
    """Body of `POST /challenge/{id}/decision`."""

    token: str = Field(repr=False)
    decision: Annotated[StaffDecision, Field(strict=False)]
    reason: str = Field(repr=False)
