"""Which kinds of challenge the terminal can carry out: the registry by which all that belongs to one kind is found."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from kiosk.contract.challenge import MovementAndLightStartReply, MovementStartReply, NoseStartReply, StartReply
from kiosk.domain.faces.face_detail import Observation
from kiosk.domain.liveness.face_movement import guide as movement_guide
from kiosk.domain.liveness.face_movement.guided_challenge import MovementAndLightChallenge, MovementChallenge
from kiosk.domain.liveness.frame_selection import FrameSelection
from kiosk.domain.liveness.guide import Guide
from kiosk.domain.liveness.guide_policy import GuidePolicy
from kiosk.domain.liveness.nose import guide as nose_guide
from kiosk.domain.liveness.nose.challenge import NoseChallenge
from kiosk.terminal.ui.screen_light import ScreenLight
from kiosk.terminal.ui.widgets.challenge_overlay import KindOverlay
from kiosk.terminal.ui.widgets.movement_overlay import MovementOverlay
from kiosk.terminal.ui.widgets.nose_overlay import NoseOverlay


@dataclass(frozen=True, slots=True)
class TerminalChallengeKind:
    """One kind of challenge: how its start is read, how it is guided, which frames are sent, what is drawn."""

    reply: type[StartReply]
    begin: Callable[[float], Guide]
    advance: Callable[[Guide, Observation, Any], Guide]
    """Takes a challenge of this kind."""
    select_frames: Callable[[], FrameSelection]
    """Makes what chooses the frames of one attempt."""
    overlay: Callable[[ScreenLight], KindOverlay]
    zoom: float | None = None
    """How much of the camera's picture is tracked and recorded, as `crop_zoom`; None for as much as otherwise."""


TerminalChallengeKinds = Mapping[str, TerminalChallengeKind]
"""All kinds, by `Challenge.kind`."""


STREAM_ZOOM = 1.0
"""A face that comes near shows its shape the better the less of the camera's picture is cut off."""


def known_kinds(policy: GuidePolicy, stream_zoom: float = STREAM_ZOOM) -> TerminalChallengeKinds:
    """Return the kinds that this version can carry out; `stream_zoom` is for those that a liveness service judges."""
    nose = TerminalChallengeKind(
        reply=NoseStartReply,
        begin=partial(nose_guide.begin, policy=policy),
        advance=partial(nose_guide.advance, policy=policy),
        select_frames=FrameSelection,
        overlay=NoseOverlay,
    )
    movement, light = (
        TerminalChallengeKind(
            reply=reply,
            begin=partial(movement_guide.begin, policy=policy),
            advance=partial(movement_guide.advance, policy=policy),
            select_frames=FrameSelection,
            overlay=MovementOverlay,
            zoom=stream_zoom,
        )
        for reply in (MovementStartReply, MovementAndLightStartReply)
    )
    return {NoseChallenge.kind: nose, MovementChallenge.kind: movement, MovementAndLightChallenge.kind: light}


def overlays(kinds: TerminalChallengeKinds, light: ScreenLight) -> Mapping[str, KindOverlay]:
    """Return what the screen draws challenges with, those in light in this one; in the GUI thread."""
    return {name: kind.overlay(light) for name, kind in kinds.items()}


def start_replies(kinds: TerminalChallengeKinds) -> Mapping[str, type[StartReply]]:
    """Return what the client reads the start of a challenge by."""
    return {name: kind.reply for name, kind in kinds.items()}
