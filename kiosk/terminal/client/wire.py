"""The flat JSON contract as the kiosk speaks it: what it sends, and strict reading of what the backend answers."""

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NoReturn

from kiosk.domain.faces.face_detail import Box
from kiosk.domain.identity.flow import Flow
from kiosk.domain.liveness.challenge import Challenge, Stage
from kiosk.domain.liveness.verdict import Reason, Verdict
from kiosk.errors import BackendResponseInvalid
from kiosk.terminal.client.fields import (
    Json,
    flag,
    integer,
    items,
    number,
    odd,
    percent,
    positive,
    score,
    sequence,
    text,
    texts,
)

# The id becomes part of a path and both become part of requests, so nothing that could change their meaning passes.
_ID = re.compile(r"[A-Za-z0-9_-]{1,128}")
_TOKEN = re.compile(r"[\x21-\x7e]{1,8192}")
_CODE = re.compile(r"[A-Z][A-Z0-9_]{0,63}")


@dataclass(frozen=True, slots=True)
class StartedChallenge:
    """A challenge and what the backend gave along to carry it out."""

    challenge: Challenge
    token: str = field(repr=False)
    expires_at_s: int | None = None
    """Seconds since the epoch by the backend's clock; None when it does not say."""
    max_frames: int | None = None
    """How many frames the backend will take; None when it does not say."""


@dataclass(frozen=True, slots=True)
class EncodedFrame:
    """A frame as it is sent; `sequence` and `chain` stay the same however often it is sent."""

    jpeg: bytes = field(repr=False)
    sequence: int
    timestamp_ms: int
    stage: Stage
    chain: str


def start_request(
    user_id: str,
    width_px: int,
    height_px: int,
    *,
    synthetic: bool,
    camera_name: str,
    id_photo: bytes | None,
    session_id: str = "",
    flow: Flow = Flow.VERIFY,
    customer: str = "",
    device_id: str = "",
) -> Json:
    """Body of `POST /challenge/start`."""
    body: dict[str, object] = {
        "userId": user_id,
        "imageWidth": width_px,
        "imageHeight": height_px,
        "camera": {"synthetic": synthetic, "name": camera_name},
    }
    if id_photo is not None:
        body["idPhotoBase64"] = base64.b64encode(id_photo).decode("ascii")
    if session_id:
        body["sessionId"] = session_id
    if flow is not Flow.VERIFY:
        body["flow"] = flow.value
    return body | {name: value for name, value in (("customer", customer), ("deviceId", device_id)) if value}


def frame_request(token: str, frame: EncodedFrame) -> Json:
    """Body of `PUT /challenge/{id}/frames`."""
    return {
        "timestamp": frame.timestamp_ms,
        "frameBase64": base64.b64encode(frame.jpeg).decode("ascii"),
        "token": token,
        "sequence": frame.sequence,
        "chain": frame.chain,
        "stage": frame.stage.value,
    }


def parse_body(body: bytes, content_type: str) -> Json:
    """The JSON object in the body of an answer; a name given twice is as wrong as no JSON."""
    if content_type.partition(";")[0].strip().lower() != "application/json":
        raise BackendResponseInvalid("the body is not declared as JSON")
    try:
        parsed = json.loads(body.decode("utf-8"), parse_constant=_refuse, object_pairs_hook=_without_repeats)
    except (ValueError, RecursionError) as error:
        raise BackendResponseInvalid("the body is not JSON") from error
    if not isinstance(parsed, dict):
        raise BackendResponseInvalid("the body is not a JSON object")
    return parsed


def parse_started(body: Json) -> StartedChallenge:
    """The answer to `POST /challenge/start`."""
    width_px = positive(body, "imageWidth")
    height_px = positive(body, "imageHeight")
    challenge = Challenge(
        id=text(body, "id", _ID),
        image_width_px=width_px,
        image_height_px=height_px,
        face_area=_box(body, "area", width_px, height_px),
        min_face_area_percent=percent(body, "minFaceAreaPercent"),
        nose_target=_box(body, "nose", width_px, height_px),
    )
    return StartedChallenge(
        challenge,
        text(body, "token", _TOKEN),
        positive(body, "expiresAt") if body.get("expiresAt") is not None else None,
        positive(body, "maxFrames") if body.get("maxFrames") is not None else None,
    )


def parse_verdict(body: Json) -> Verdict:
    """The answer to `POST /challenge/{id}/verify`; only `success` is mandatory, for the sample answers only that.

    A confidence that the backend does not state is 0.
    """
    passed = flag(body, "success")
    reasons = texts(body, "reasons")
    if passed and reasons:
        raise BackendResponseInvalid("a pass with reasons against it")
    synthetic = body.get("synthetic", False)
    if not isinstance(synthetic, bool):
        odd("synthetic")
    reference = body.get("referenceSequence")
    return Verdict(
        passed=passed,
        # A newer backend may know reasons that this kiosk does not; the verdict stands without them.
        reasons=tuple(Reason(reason) for reason in reasons if reason in set(Reason)),
        confidence=score(body.get("confidence", 0.0), "confidence"),
        evidence=_evidence(body),
        reference_sequence=None if reference is None else sequence(reference, "referenceSequence"),
        audit_sequences=tuple(sequence(item, "auditSequences") for item in items(body, "auditSequences")),
        face_match=None if body.get("faceMatch") is None else score(body["faceMatch"], "faceMatch"),
        synthetic=synthetic,
    )


def refused_code(body: bytes) -> str | None:
    """The code in the body of a refusal, or None when it has none that can be trusted in logs."""
    try:
        code = parse_body(body, "application/json").get("code")
    except BackendResponseInvalid:
        return None
    return code if isinstance(code, str) and _CODE.fullmatch(code) else None


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    if len({name for name, _ in pairs}) != len(pairs):
        raise ValueError("a name is given twice")
    return dict(pairs)


def _evidence(body: Json) -> Mapping[str, float]:
    evidence = body.get("evidence")
    if evidence is None:
        return {}
    if not isinstance(evidence, dict):
        odd("evidence")
    return {name: number(value, "evidence") for name, value in evidence.items()}


def _box(body: Json, prefix: str, width_px: int, height_px: int) -> Box:
    left = integer(body.get(f"{prefix}Left"), f"{prefix}Left")
    top = integer(body.get(f"{prefix}Top"), f"{prefix}Top")
    width = positive(body, f"{prefix}Width")
    height = positive(body, f"{prefix}Height")
    if left < 0 or top < 0 or left + width > width_px or top + height > height_px:
        raise BackendResponseInvalid(f"{prefix} lies outside the image")
    return Box(left / width_px, top / height_px, width / width_px, height / height_px)
