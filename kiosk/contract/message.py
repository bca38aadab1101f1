"""What all messages have in common: strict types in the sample's spelling, and how either side fills and reads them."""

from collections.abc import Mapping
from typing import Annotated, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    WithJsonSchema,
)
from pydantic.alias_generators import to_camel

from kiosk.domain.identity.customer_reference import normalise_reference
from kiosk.errors import BackendResponseInvalid, RequestInvalid

Json = Mapping[str, object]
"""A JSON object as `json` reads it."""
Item = TypeVar("Item")
MAX_DIGITS = 16
MAX_NUMBER = 1e300
"""Whole numbers beyond are finite and no floats."""
MAX_WHOLE = 2**53 - 1
"""Larger ones are not told apart by everybody's JSON."""


def _from_digits(value: object) -> object:
    """The sample casts sizes with int(), so that its clients may send numbers as text."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= MAX_DIGITS:
        return int(value)
    return value


def _none_as_empty(value: object) -> object:
    return [] if value is None else value


def _none_as_no_entries(value: object) -> object:
    return {} if value is None else value


def _finite(value: float) -> float:
    # NaN fails this comparison as well.
    if not abs(value) <= MAX_NUMBER:
        raise ValueError("not finite")
    return value


def _percentage(value: float) -> float:
    if not 0 <= value <= 100:
        raise ValueError("not from 0 to 100")
    return value


Whole = Annotated[int, BeforeValidator(_from_digits)]
"""A whole number in a request, as digits too."""
Reference = Annotated[str, AfterValidator(normalise_reference)]
"""The bank's reference of a customer."""
Number = Annotated[int | float, AfterValidator(_finite), WithJsonSchema({"type": "number"})]
"""A finite number; a whole one is written without a point."""
Score = Annotated[
    int | float, AfterValidator(_percentage), WithJsonSchema({"type": "number", "minimum": 0, "maximum": 100})
]
Positive = Annotated[int, Field(gt=0, le=MAX_WHOLE)]
Ordinal = Annotated[int, Field(ge=0, le=MAX_WHOLE)]
"""The number of something in its order, from 0 on."""
Percent = Annotated[int, Field(ge=0, le=100)]
Word = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_-]*$", max_length=64)]
"""A code or the name of something."""
Text = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f]*$", max_length=256)]
"""A line that may be shown."""
Listed = Annotated[list[Item], BeforeValidator(_none_as_empty)]
"""A list that may be null for none."""
Named = Annotated[dict[str, Item], BeforeValidator(_none_as_no_entries)]
"""Entries by their names, which may be null for none."""


class Message(BaseModel):
    """A JSON object: unknown fields are ignored, as a newer side may send more; mistyped ones are refused."""

    model_config = ConfigDict(
        alias_generator=to_camel, strict=True, extra="ignore", frozen=True, hide_input_in_errors=True
    )


class Body(Message):
    """What a client sends."""

    @classmethod
    def of(cls, **fields: object) -> Self:
        """Fill in by the names of the fields, of which those that are left out are not sent; raises RequestInvalid."""
        try:
            return cls.model_validate(fields, by_alias=False, by_name=True, extra="forbid")
        except ValidationError as error:
            raise RequestInvalid(_wrong_field(error)) from None

    def to_json(self) -> Json:
        """The object that is sent."""
        return self.model_dump(mode="json", by_alias=True, exclude_unset=True)


class Reply(Message):
    """What the backend answers, which fills it in by the names of the fields."""

    model_config = ConfigDict(validate_by_name=True, json_schema_serialization_defaults_required=True)

    @classmethod
    def read(cls, body: Json) -> Self:
        """Read what a backend has answered; raises BackendResponseInvalid, which repeats nothing of it."""
        try:
            return cls.model_validate(body, by_alias=True, by_name=False)
        except ValidationError as error:
            raise BackendResponseInvalid(f"{_wrong_field(error)} is missing or not as agreed") from None


def _wrong_field(error: ValidationError) -> str:
    """Names the first field with a fault: deeper down may stand names that somebody else has chosen."""
    place = error.errors(include_url=False, include_context=False, include_input=False)[0]["loc"]
    return str(place[0]) if place else "the message"
