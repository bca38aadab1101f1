"""The stream's events as a client of ours writes and reads them; what the server says is untrusted as well."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_pascal

from kiosk.contract.liveness_stream.event_stream import (
    CONTENT_TYPE,
    EVENT_TYPE,
    EXCEPTION_TYPE,
    JSON,
    MESSAGE_TYPE,
    MalformedMessage,
    Message,
    decode_message,
    encode_message,
)
from kiosk.contract.strict_json import parse_json
from kiosk.domain.faces.face_detail import Box
from kiosk.domain.liveness.face_movement.challenge import (
    ChallengeType,
    ColourStep,
    FaceMovementChallenge,
    Oval,
    Rgb,
)
from kiosk.domain.liveness.face_movement.guided_challenge import MatchRules
from kiosk.errors import BackendResponseInvalid

PATH: Final = "/start-face-liveness-session-websocket"
MAX_COLOURS = 51
MAX_COLOUR_MS = 1000
LEAST_COLOUR_MS = 330
"""Of whatever is not black: a server must not make a terminal flash more than three times a second (WCAG 2.3.1)."""
MAX_FIT_TIMEOUT_MS = 60_000
_BLACK: Rgb = (0, 0, 0)

Length = Annotated[float, Field(gt=0, le=10_000)]
Share = Annotated[float, Field(gt=0, le=1)]
Milliseconds = Annotated[int, Field(ge=0, le=MAX_COLOUR_MS)]
Channel = Annotated[int, Field(ge=0, le=255)]


class _Members(BaseModel):
    model_config = ConfigDict(
        alias_generator=to_pascal, extra="ignore", frozen=True, strict=True, hide_input_in_errors=True
    )


class _Colour(_Members):
    rgb: Annotated[list[Channel], Field(alias="RGB", min_length=3, max_length=3)]


class _ColourStep(_Members):
    freshness_color: _Colour
    flat_display_duration: Milliseconds
    downscroll_duration: Milliseconds

    def to_step(self) -> ColourStep:
        red, green, blue = self.freshness_color.rgb
        step = ColourStep((red, green, blue), self.flat_display_duration, self.downscroll_duration)
        if step.duration_ms < (1 if step.rgb == _BLACK else LEAST_COLOUR_MS):
            raise BackendResponseInvalid("the colours change too fast")
        return step


class _Oval(_Members):
    width: Length
    height: Length
    center_x: Length
    center_y: Length


class _Config(_Members):
    face_distance_threshold_min: Share
    oval_iou_threshold: Share
    face_iou_width_threshold: Share
    face_iou_height_threshold: Share
    oval_fit_timeout: Annotated[int, Field(gt=0, le=MAX_FIT_TIMEOUT_MS)]

    def to_rules(self) -> MatchRules:
        return MatchRules(
            self.face_distance_threshold_min,
            self.oval_iou_threshold,
            self.face_iou_width_threshold,
            self.face_iou_height_threshold,
            self.oval_fit_timeout / 1000,
        )


class _Challenge(_Members):
    oval_parameters: _Oval
    challenge_config: _Config
    color_sequences: Annotated[list[_ColourStep], Field(max_length=MAX_COLOURS)] = Field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SessionInformation:
    """What the server wants of this session."""

    challenge: FaceMovementChallenge
    rules: MatchRules


@dataclass(frozen=True, slots=True)
class Disconnection:
    """The video was taken in whole; what it was worth the backend is told."""


@dataclass(frozen=True, slots=True)
class StreamException:
    """The service's error by its own name; its words are left out, for they may repeat what was sent."""

    name: str
    skewed: bool = False
    """Whether it says that the time of the signature is wrong."""


@dataclass(frozen=True, slots=True)
class OtherEvent:
    """An event that changes nothing."""


ServerEvent = SessionInformation | Disconnection | StreamException | OtherEvent


def read_server_event(untrusted_data: bytes, width_px: int, height_px: int) -> ServerEvent:
    """Read one message of the server about a video of this size; raises BackendResponseInvalid."""
    try:
        message = decode_message(untrusted_data)
        if message.headers.get(MESSAGE_TYPE) == "exception" or message.headers.get(EXCEPTION_TYPE):
            return _read_exception(message)
        match message.headers.get(EVENT_TYPE):
            case "ServerSessionInformationEvent":
                return _read_information(parse_json(message.payload), width_px, height_px)
            case "DisconnectionEvent":
                return Disconnection()
            case _:
                return OtherEvent()
    except MalformedMessage as error:
        raise BackendResponseInvalid(f"the stream: {error}") from None
    except (ValidationError, ValueError, KeyError, TypeError):
        raise BackendResponseInvalid("the stream: an event is not as the service's model has it") from None


def _read_exception(message: Message) -> StreamException:
    name = str(message.headers.get(EXCEPTION_TYPE) or "")
    known = name if name.isascii() and name.isalnum() and len(name) <= 64 else "UnknownException"
    text = message.payload[:2000].decode(errors="replace").lower()
    return StreamException(known, skewed="expired" in text or "not yet current" in text or "skew" in text)


def _read_information(untrusted: Any, width_px: int, height_px: int) -> SessionInformation:
    union = untrusted["SessionInformation"]["Challenge"]
    if not isinstance(union, dict) or len(union) != 1:
        raise ValueError("Challenge")
    ((name, members),) = union.items()
    kind, told = ChallengeType(name), _Challenge.model_validate(members)
    steps = tuple(step.to_step() for step in told.color_sequences) if kind is ChallengeType.MOVEMENT_AND_LIGHT else ()
    if kind is ChallengeType.MOVEMENT_AND_LIGHT and not steps:
        raise ValueError("ColorSequences")
    oval = told.oval_parameters
    challenge = FaceMovementChallenge(
        width_px, height_px, Oval(oval.width, oval.height, oval.center_x, oval.center_y), steps
    )
    _require_inside(challenge.oval_box)
    return SessionInformation(challenge, told.challenge_config.to_rules())


def _require_inside(oval: Box) -> None:
    """The service's own oval is a little higher than the video of some sizes."""
    if not (oval.left >= -0.1 and oval.top >= -0.1 and oval.right <= 1.1 and oval.bottom <= 1.1):
        raise ValueError("OvalParameters")


@dataclass(frozen=True, slots=True)
class FaceAt:
    """A face's box in ratios of the unmirrored video, and when it was there, in milliseconds since the epoch."""

    box: Box
    at_ms: int


@dataclass(frozen=True, slots=True)
class ColourShown:
    """A colour and when the screen began to show it, in milliseconds since the epoch."""

    number: int
    rgb: Rgb
    before: Rgb
    began_at_ms: int


@dataclass(frozen=True, slots=True)
class ClientInformation:
    """What a client says of its session; None for what it says nothing of."""

    challenge_id: str
    video_start_ms: int | None = None
    video_end_ms: int | None = None
    initial_face: FaceAt | None = None
    target_face: FaceAt | None = None
    colour: ColourShown | None = None


def video_event(data: bytes, at_ms: int) -> bytes:
    """Return a part of the video; an empty one ends it."""
    return _event("VideoEvent", {"VideoChunk": base64.b64encode(data).decode("ascii"), "TimestampMillis": at_ms})


def client_information(kind: ChallengeType, told: ClientInformation) -> bytes:
    """Return what the client says of its session."""
    members: dict[str, object] = {"ChallengeId": told.challenge_id}
    if told.video_start_ms is not None:
        members["VideoStartTimestamp"] = told.video_start_ms
    if told.video_end_ms is not None:
        members["VideoEndTimestamp"] = told.video_end_ms
    if told.initial_face is not None:
        members["InitialFace"] = {
            "BoundingBox": _box(told.initial_face.box),
            "InitialFaceDetectedTimestamp": told.initial_face.at_ms,
        }
    if told.target_face is not None:
        members["TargetFace"] = {
            "BoundingBox": _box(told.target_face.box),
            "FaceDetectedInTargetPositionStartTimestamp": told.target_face.at_ms,
            "FaceDetectedInTargetPositionEndTimestamp": told.target_face.at_ms,
        }
    if told.colour is not None:
        members["ColorDisplayed"] = {
            "CurrentColor": {"RGB": list(told.colour.rgb)},
            "PreviousColor": {"RGB": list(told.colour.before)},
            "SequenceNumber": told.colour.number,
            "CurrentColorStartTimestamp": told.colour.began_at_ms,
        }
    return _event("ClientSessionInformationEvent", {"Challenge": {str(kind): members}})


def _box(box: Box) -> Mapping[str, float]:
    """Within the video, as the service's clients cut boxes."""
    left, top = min(max(box.left, 0.0), 1.0), min(max(box.top, 0.0), 1.0)
    right, bottom = min(max(box.right, left), 1.0), min(max(box.bottom, top), 1.0)
    return {"Left": left, "Top": top, "Width": right - left, "Height": bottom - top}


def _event(name: str, members: Mapping[str, object]) -> bytes:
    headers = {EVENT_TYPE: name, MESSAGE_TYPE: "event", CONTENT_TYPE: JSON}
    return encode_message(Message(headers, json.dumps(members, allow_nan=False, separators=(",", ":")).encode()))
