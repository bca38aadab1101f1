"""Reasons of verdicts in words, for whoever signs a report and knows no codes."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from kiosk.domain.liveness.verdict import Reason

WORDS: Mapping[str, str] = MappingProxyType(
    {
        Reason.NO_FACE: "no face",
        Reason.SEVERAL_FACES: "several faces",
        Reason.FACE_NOT_IN_AREA: "face not in its area",
        Reason.FACE_TOO_SMALL: "face too far away",
        Reason.FACE_LOST: "face lost",
        Reason.FACE_LEFT_AREA: "face left its area",
        Reason.TOO_FEW_FRAMES: "too few pictures of a turn",
        Reason.TARGET_NOT_REACHED: "a target was not reached",
        Reason.TARGET_ALREADY_REACHED: "began inside the target",
        Reason.WRONG_SIDE: "turned to the wrong side",
        Reason.TIMED_OUT: "too late",
        Reason.HEAD_NOT_TURNED: "head not turned",
        Reason.NO_DEPTH: "no depth",
        Reason.FACE_DEFORMED: "face narrows as it turns",
        Reason.FACE_TOO_RIGID: "face too rigid",
        Reason.PATH_NOT_CONTINUOUS: "the nose jumped",
        Reason.FROZEN_FRAMES: "pictures stood still",
        Reason.FRAMES_MISSING: "pictures missing",
        Reason.CHAIN_BROKEN: "pictures altered or out of order",
        Reason.PERSON_CHANGED: "not one person",
        Reason.ROOM_MOVED: "the room moved along",
        Reason.EYES_NOT_ON_SCREEN: "eyes did not stay on the screen",
        Reason.APPEARANCE_CHANGED: "appearance jumped",
        Reason.MOVEMENT_UNNATURAL: "moved as no head does",
        Reason.LIGHT_NOT_REFLECTED: "did not reflect the screen's light",
        Reason.LIGHT_NOT_SHOWN: "no light shown: staff decide",
        Reason.SCREEN_PATTERN: "pattern of a screen",
        Reason.ATTACK_SUSPECTED: "the bank's network suspects an attack",
        Reason.LOW_CONFIDENCE: "not sure enough",
        Reason.FACE_MISMATCH: "not the document's face",
        Reason.TERMINAL_UNATTESTED: "no terminal's key",
        Reason.VIRTUAL_CAMERA: "virtual camera",
        Reason.TIMING_TOO_PERFECT: "pictures too regular for a camera",
        Reason.PICTURES_RETURNED: "pictures came again",
        Reason.CAMERA_SUSPECTED: "camera suspected",
        Reason.CAMERA_NOT_MEASURED: "camera not measured",
        Reason.CLOCK_JUMPED: "clock jumped",
        "TOKEN_INVALID": "token of another challenge",
    }
)
"""By code; whatever is not named here is told by its code."""


def in_words(code: str) -> str:
    """A reason, or what ended a session without a verdict."""
    return WORDS.get(code, code.replace("_", " ").lower())


def list_in_words(counts: Iterable[tuple[str, int]]) -> str:
    """Several, with how often they were given."""
    return ", ".join(f"{in_words(code)} {count:,}" for code, count in counts)
