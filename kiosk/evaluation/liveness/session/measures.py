"""Everything that can be measured of a judged session, whether or not the present policy goes by it."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from math import isfinite
from typing import Any

from kiosk.domain.liveness.challenge import Stage
from kiosk.domain.liveness.evidence.appearance import measure_appearance
from kiosk.domain.liveness.evidence.camera import measure_camera
from kiosk.domain.liveness.evidence.expression import measure_expression
from kiosk.domain.liveness.evidence.gaze import measure_gaze
from kiosk.domain.liveness.evidence.light import measure_light
from kiosk.domain.liveness.evidence.room import measure_room
from kiosk.domain.liveness.evidence.suspicion import measure_suspicion
from kiosk.evaluation.liveness.session.recording import JudgedCase


def measure_everything(case: JudgedCase) -> Mapping[str, float]:
    """Numbers by name, as `room.nearest_px`; what could not be measured is left out."""
    frames = [frame for frame in case.frames if frame.stage is Stage.CHALLENGE and len(frame.faces) == 1]
    frames.sort(key=lambda frame: frame.sequence)
    if not frames:
        return {}
    challenge = case.challenge
    found = {
        "gaze": measure_gaze(frames, challenge.aspect),
        "expression": measure_expression(frames, challenge.aspect),
        "room": measure_room(challenge, challenge.targets, frames),
        "appearance": measure_appearance(frames),
        "light": measure_light(challenge.light, frames),
        "camera": measure_camera(frames),
        "attack_network": measure_suspicion(frames),
    }
    measured = {
        name: value for kind, each in found.items() if each is not None for name, value in _flat(kind, asdict(each))
    }
    return {name: value for name, value in measured.items() if isfinite(value)}


def _flat(prefix: str, values: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from _flat(f"{prefix}.{name}", value)
        elif isinstance(value, bool | int | float):
            yield f"{prefix}.{name}", float(value)
