"""Events of the stream, as the service's clients write and read them."""

import base64
import binascii
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kiosk.contract.liveness_stream.event_stream import (
    CONTENT_TYPE,
    EVENT_TYPE,
    EXCEPTION_TYPE,
    JSON,
    MESSAGE_TYPE,
    Message,
    encode_message,
)
from kiosk.contract.strict_json import parse_json
from kiosk.domain.faces.face_detail import Box
from kiosk.domain.liveness.face_movement.challenge import (
    FIT_TIMEOUT_MS,
    MATCH_OVERLAP,
    OVAL_ASPECT,
    START_SHARE,
    VERSIONS,
    FaceMovementChallenge,
    Rgb,
)
from kiosk.domain.liveness.face_movement.claims import ClientClaims, ColourClaim
from kiosk.rekognition_local.errors import RekognitionError, ValidationException

FACE_THRESHOLD = 0.75
LEEWAY = 0.25
"""How far a face's edges may be from the oval's, in shares of it; native clients look at them."""
EXCESS = 0.15
"""By how much of the oval a face may exceed it and still count as in it."""
EARLIEST_MS, LATEST_MS = 1_640_995_200_000, 2_272_147_200_000
"""Times that the service's model allows."""
MAX_COLOURS = 51


@dataclass(frozen=True, slots=True)
class VideoChunk:
    """A part of the video; an empty one ends it."""

    data: bytes = field(repr=False)
    at_ms: int


def challenge_event(challenge: FaceMovementChallenge) -> bytes:
    """Tell which challenge was chosen."""
    return _event("ChallengeEvent", {"Type": challenge.type, "Version": VERSIONS[challenge.type]})


def session_information(challenge: FaceMovementChallenge) -> bytes:
    """Tell where the oval is, by what a face counts as in it, and which colours to show."""
    oval = challenge.oval
    told: dict[str, Any] = {
        "OvalParameters": {
            "Width": oval.width_px,
            "Height": oval.height_px,
            "CenterX": oval.centre_x_px,
            "CenterY": oval.centre_y_px,
        },
        "ChallengeConfig": _CONFIG,
    }
    if challenge.colours:
        told |= {
            "LightChallengeType": "SEQUENTIAL",
            "ColorSequences": [
                {
                    "FreshnessColor": {"RGB": list(step.rgb)},
                    "FlatDisplayDuration": step.flat_ms,
                    "DownscrollDuration": step.downscroll_ms,
                }
                for step in challenge.colours
            ],
        }
    information = {"SessionInformation": {"Challenge": {challenge.type: told}}}
    return _event("ServerSessionInformationEvent", information)


_CONFIG: Mapping[str, float] = {
    "BlazeFaceDetectionThreshold": FACE_THRESHOLD,
    "FaceDistanceThresholdMin": START_SHARE,
    "FaceDistanceThreshold": START_SHARE,
    "FaceDistanceThresholdMax": 0,
    "OvalIouThreshold": MATCH_OVERLAP,
    "OvalHeightWidthRatio": OVAL_ASPECT,
    "OvalIouWidthThreshold": LEEWAY,
    "OvalIouHeightThreshold": LEEWAY,
    "FaceIouWidthThreshold": EXCESS,
    "FaceIouHeightThreshold": EXCESS,
    "OvalFitTimeout": FIT_TIMEOUT_MS,
}
"""To clients a zero means that the number is missing; none but the largest distance may be one."""


def disconnection(now_s: float) -> bytes:
    """Tell that the video was judged."""
    return _event("DisconnectionEvent", {"TimestampMillis": round(1000 * now_s)})


def exception(error: RekognitionError) -> bytes:
    """The service's error."""
    headers = {MESSAGE_TYPE: "exception", EXCEPTION_TYPE: error.code, CONTENT_TYPE: JSON}
    return encode_message(Message(headers, _json({"Message": str(error), "Code": error.code})))


def read_event(untrusted: Message) -> VideoChunk | Mapping[str, Any]:
    """A part of the video, or what a client says of its challenge; raises ValidationException."""
    if untrusted.headers.get(MESSAGE_TYPE) != "event":
        raise ValidationException("The message is no event")
    try:
        members = parse_json(untrusted.payload)
        match untrusted.headers.get(EVENT_TYPE):
            case "VideoEvent":
                return _video_chunk(_object(members))
            case "ClientSessionInformationEvent":
                return _challenge_members(_object(members))
    except (KeyError, TypeError, ValueError, binascii.Error) as error:
        raise ValidationException("The event is not as the service's model has it") from error
    raise ValidationException("The event is not known")


def with_claims(claims: ClientClaims, untrusted_members: Mapping[str, Any]) -> ClientClaims:
    """What was claimed so far and now; a later claim replaces an earlier one. Raises ValidationException."""
    try:
        return _with_claims(claims, untrusted_members)
    except (KeyError, TypeError, ValueError) as error:
        raise ValidationException("The event is not as the service's model has it") from error


def _with_claims(claims: ClientClaims, members: Mapping[str, Any]) -> ClientClaims:
    initial, target = _optional(members, "InitialFace"), _optional(members, "TargetFace")
    colour = _optional(members, "ColorDisplayed")
    colours = claims.colours if colour is None else (*claims.colours, _colour(colour))
    if len(colours) > MAX_COLOURS:
        raise ValueError("more colours than there can be")
    return ClientClaims(
        _time_or(members, "VideoStartTimestamp", claims.video_start_ms),
        _time_or(members, "VideoEndTimestamp", claims.video_end_ms),
        claims.initial_face if initial is None else _box(initial["BoundingBox"]),
        claims.initial_face_at_ms if initial is None else _time_ms(initial["InitialFaceDetectedTimestamp"]),
        claims.target_face if target is None else _box(target["BoundingBox"]),
        claims.target_face_at_ms if target is None else _time_ms(target["FaceDetectedInTargetPositionStartTimestamp"]),
        colours,
    )


def _video_chunk(members: Mapping[str, Any]) -> VideoChunk:
    text = members.get("VideoChunk", "")
    if not isinstance(text, str):
        raise TypeError("VideoChunk")
    return VideoChunk(base64.b64decode(text, validate=True), _time_ms(members["TimestampMillis"]))


def _challenge_members(members: Mapping[str, Any]) -> Mapping[str, Any]:
    union = _object(members["Challenge"])
    if len(union) != 1 or not set(union) <= {str(kind) for kind in VERSIONS}:
        raise ValueError("Challenge")
    (name,) = union
    return {"Type": name, **_object(union[name])}


def _colour(members: Mapping[str, Any]) -> ColourClaim:
    number = _whole(members["SequenceNumber"])
    if not 0 <= number < MAX_COLOURS:
        raise ValueError("SequenceNumber")
    return ColourClaim(number, _rgb(members["CurrentColor"]), _time_ms(members["CurrentColorStartTimestamp"]))


def _rgb(members: object) -> Rgb:
    red, green, blue = (_whole(value) for value in _object(members)["RGB"])
    if not all(0 <= value <= 255 for value in (red, green, blue)):
        raise ValueError("RGB")
    return red, green, blue


def _box(members: object) -> Box:
    sides = _object(members)
    left, top, width, height = (_ratio(sides[name]) for name in ("Left", "Top", "Width", "Height"))
    return Box(left, top, width, height)


def _ratio(value: object) -> float:
    # A face near the camera reaches beyond the picture.
    if isinstance(value, bool) or not isinstance(value, int | float) or not -2 <= value <= 3:
        raise ValueError("BoundingBox")
    return float(value)


def _optional(members: Mapping[str, Any], name: str) -> Mapping[str, Any] | None:
    value = members.get(name)
    return None if value is None else _object(value)


def _time_or(members: Mapping[str, Any], name: str, before_ms: int | None) -> int | None:
    value = members.get(name)
    return before_ms if value is None else _time_ms(value)


def _time_ms(value: object) -> int:
    time_ms = _whole(value)
    if not EARLIEST_MS <= time_ms <= LATEST_MS:
        raise ValueError("timestamp")
    return time_ms


def _whole(value: object) -> int:
    """Clients count milliseconds in floats."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise TypeError("number")
    return int(value)


def _object(value: object) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise TypeError("object")
    return value


def _event(name: str, members: Mapping[str, Any]) -> bytes:
    headers = {EVENT_TYPE: name, CONTENT_TYPE: JSON, MESSAGE_TYPE: "event"}
    return encode_message(Message(headers, _json(members)))


def _json(members: Mapping[str, Any]) -> bytes:
    return json.dumps(members, allow_nan=False, separators=(",", ":")).encode()
