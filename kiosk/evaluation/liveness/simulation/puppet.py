"""A script that moves a photograph as if it were a head, to the targets that it was told: pictures without a camera."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from kiosk.domain.liveness.challenge import Stage
from kiosk.domain.liveness.nose.challenge import NoseChallenge
from kiosk.evaluation.liveness.simulation.head import HeadPose
from kiosk.evaluation.liveness.simulation.portrait import NECK_RATIO
from kiosk.evaluation.liveness.simulation.window import Window


@dataclass(frozen=True, slots=True)
class PuppetMoment:
    """One picture that the script will make."""

    time_s: float
    stage: Stage
    pose: HeadPose


@dataclass(frozen=True, slots=True)
class Script:
    """How the script moves the head."""

    fps: float = 12.0
    straight_s: float = 0.5
    turn_s: float = 0.7
    hold_s: float = 0.45
    gaze_share: float = 0.0
    """How much of a turn the eyes take back; 0 for one who has not thought of it."""
    tremor: float = 0.0
    face_px: float = 185.0


def write_script(
    challenge: NoseChallenge, window: Window, script: Script, random: np.random.Generator
) -> Iterator[PuppetMoment]:
    """All pictures of one challenge, in order."""
    stops = [
        (0.0, 0.0),
        *(aim(target.centre.x, target.centre.y, window, script.face_px) for target in challenge.targets),
    ]
    time_s = 0.3
    for index, stop in enumerate(stops):
        before = stops[max(index - 1, 0)]
        turn_s = script.turn_s if index else 0.0
        lasts_s = turn_s + (script.hold_s if index else script.straight_s)
        for frame in range(round(lasts_s * script.fps)):
            way = _eased(frame / script.fps / turn_s) if turn_s else 1.0
            yaw, pitch = (a + (b - a) * way for a, b in zip(before, stop, strict=True))
            yield PuppetMoment(time_s, Stage.CHALLENGE, _pose(yaw, pitch, script, random))
            time_s += 1 / script.fps


def aim(x: float, y: float, window: Window, face_px: float) -> tuple[float, float]:
    """Yaw and pitch in degrees that bring the nose of a head in the middle to a place of the frame (0-1)."""
    across, down = (x - 0.5) * window.width, (y - 0.5) * window.height
    lever = NECK_RATIO * face_px
    yaw = np.arcsin(np.clip(across / lever, -0.7, 0.7))
    pitch = np.arcsin(np.clip(down / (lever * np.cos(yaw)), -0.7, 0.7))
    return float(np.degrees(yaw)), float(np.degrees(pitch))


def _pose(yaw: float, pitch: float, script: Script, random: np.random.Generator) -> HeadPose:
    shake = random.normal(0, script.tremor, 4) if script.tremor else np.zeros(4)
    pose = HeadPose(yaw_deg=yaw, pitch_deg=pitch, face_px=script.face_px)
    return replace(
        pose,
        x_px=640 + float(shake[0]),
        y_px=360 + float(shake[1]),
        roll_deg=float(shake[2]) * 0.4,
        eyes_yaw_deg=-script.gaze_share * yaw,
        eyes_pitch_deg=-script.gaze_share * pitch,
    )


def _eased(share: float) -> float:
    """Minimum jerk, as hands and heads move."""
    share = min(max(share, 0.0), 1.0)
    return share**3 * (10 - 15 * share + 6 * share * share)
