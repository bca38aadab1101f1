"""The JSON bodies of requests: strict types, in the sample's spelling."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.alias_generators import to_camel

from kiosk.domain.identity.customer_reference import normalise_reference
from kiosk.domain.identity.flow import Flow
from kiosk.domain.liveness.challenge import Stage

MAX_DIGITS = 16


def _from_digits(value: object) -> object:
    """The sample casts sizes with int(), so that its clients may send numbers as text."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= MAX_DIGITS:
        return int(value)
    return value


Whole = Annotated[int, BeforeValidator(_from_digits)]


Reference = Annotated[str, AfterValidator(normalise_reference)]
"""The bank's reference of a customer."""


class Body(BaseModel):
    """Unknown fields are ignored, as a newer terminal may send more; mistyped ones are refused."""

    model_config = ConfigDict(alias_generator=to_camel, strict=True, extra="ignore", frozen=True)


class CameraBody(Body):
    """What the terminal says of its camera."""

    synthetic: bool = False
    name: str = ""


class StartBody(Body):
    """Body of `POST /challenge/start`."""

    user_id: str
    image_width: Whole
    image_height: Whole
    id_photo_base64: str | None = Field(None, alias="idPhotoBase64")
    camera: CameraBody = CameraBody()
    session_id: str = ""
    flow: Annotated[Flow, Field(strict=False)] = Flow.VERIFY
    customer: Reference = ""
    device_id: str = ""


class FrameBody(Body):
    """Body of `PUT /challenge/{id}/frames`."""

    timestamp: Whole
    frame_base64: str = Field(alias="frameBase64")
    token: str
    sequence: Whole | None = None
    chain: str | None = None
    # JSON has no enumerations, so strictness would refuse every stage.
    stage: Annotated[Stage, Field(strict=False)] = Stage.CHALLENGE


class FrameworkStartBody(Body):
    """Body of `POST /challenge`."""

    image_width: Whole
    image_height: Whole
    challenge_type: str = "NOSE"


class FrameworkFrameBody(Body):
    """Body of `PUT /challenge/{id}/frame`."""

    token: str
    timestamp: Whole
    frame_base64: str = Field(alias="frameBase64")


class VerifyBody(Body):
    """Body of `POST /challenge/{id}/verify`."""

    token: str
    request_id: str = ""
