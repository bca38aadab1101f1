"""The terminal of a simulated session of coming near: tracker, guide, colours and recording are the product's own.

What it says to the service and hears from it goes through the wire's own words both ways.
"""

from collections import deque
from dataclasses import dataclass, field

import numpy as np

from kiosk.contract.liveness_stream.event_stream import decode_message
from kiosk.contract.liveness_stream.events import (
    ClientInformation,
    ColourShown,
    FaceAt,
    SessionInformation,
    client_information,
    read_server_event,
)
from kiosk.domain.liveness.face_movement import guide as movement_guide
from kiosk.domain.liveness.face_movement.challenge import FaceMovementChallenge
from kiosk.domain.liveness.face_movement.claims import ClientClaims
from kiosk.domain.liveness.face_movement.guide import MovementGuide, MovementStep
from kiosk.domain.liveness.face_movement.guided_challenge import challenge_of
from kiosk.domain.liveness.frames import LinearColour
from kiosk.domain.liveness.guide import Phase
from kiosk.errors import InternalError
from kiosk.evaluation.liveness.simulation.approach import NearSeen
from kiosk.evaluation.liveness.simulation.coming_near import NearPresentation
from kiosk.evaluation.liveness.simulation.whole_screen import USUAL_LOOK
from kiosk.evaluation.liveness.simulation.window import Image, crop_window
from kiosk.rekognition_local.streaming import messages
from kiosk.settings import Settings
from kiosk.terminal.client.liveness_stream.video_writer import VideoWriter
from kiosk.terminal.ui.colour_sequence import ColourSequence
from kiosk.vision.crop import to_size
from kiosk.vision.tracker import Tracker
from kiosk.vision.vp8 import encode_vp8

EPOCH_MS = 1_700_000_000_000
"""The time of day when a session begins."""
REPAINTED_S = 1 / 60
CLIENT_ID = "00000000-0000-4000-8000-000000000000"


@dataclass
class Take:
    """What came of it: the video in parts, and what was said of it."""

    guide: MovementGuide
    parts: list[bytes] = field(default_factory=list, repr=False)
    claims: ClientClaims = field(default_factory=ClientClaims)
    seconds: float = 0.0
    """From the first instruction to the last frame."""
    video_s: float = 0.0

    @property
    def is_whole(self) -> bool:
        """Whether the guide was content, so that the video's end is told."""
        return self.guide.phase is Phase.REACHED


class NearTerminal:
    """Carries out one challenge; made anew for each."""

    def __init__(self, settings: Settings, challenge: FaceMovementChallenge, lag_s: float) -> None:
        """`lag_s` is how much older the light is that the camera sees than what the screen shows."""
        self._policy, self._lag_s, self._asked = settings.guide, lag_s, challenge
        told = read_server_event(messages.session_information(challenge), challenge.width_px, challenge.height_px)
        if not isinstance(told, SessionInformation):
            raise InternalError("the service told nothing of its challenge")
        self._challenge = challenge_of("simulated", told.challenge, told.rules)
        self._window = crop_window(settings.stream_zoom, challenge.width_px, challenge.height_px)
        self._screen = _Screen()
        self._take = Take(movement_guide.begin(0.0, settings.guide))
        self._writer = VideoWriter[Image](
            (challenge.width_px, challenge.height_px), encode_vp8, self._take.parts.append
        )
        self._began_s: float | None = None
        self._last_s = 0.0

    def run(self, presentation: NearPresentation, tracker: Tracker, random: np.random.Generator) -> Take:
        """Film, guide and record until there is nothing left to guide."""
        profile, time_s = presentation.camera.profile, 0.0
        while not self._take.guide.finished:
            elapsed_s = max(1 / profile.fps + float(random.normal(0, profile.jitter_s)), 0.2 / profile.fps)
            time_s += elapsed_s
            for begun in self._screen.paint_until(time_s):
                self._tell(ClientInformation(CLIENT_ID, colour=begun))
            presentation.move(time_s, elapsed_s, NearSeen(self._take.guide, self._challenge.face_area, self._window))
            self._observe(presentation.draw(self._window, self._screen.shone(time_s - self._lag_s)), time_s, tracker)
        self._take.seconds = time_s
        if self._take.is_whole:
            self._writer.finish()
            self._tell(self._final())
        return self._take

    def _observe(self, image: Image, time_s: float, tracker: Tracker) -> None:
        before = self._take.guide
        after = movement_guide.advance(before, tracker.observe(image, time_s), self._challenge, self._policy)
        if not isinstance(after, MovementGuide):
            raise InternalError("another guide")
        self._take.guide = after = movement_guide.finish_light(after) if self._screen.over else after
        lit = after.step is MovementStep.LIGHT
        self._screen.colours.show(self._challenge.movement.colours if lit else ())
        if after.step is not MovementStep.PLACE:
            self._record(image, time_s)
            if before.step is MovementStep.PLACE:
                self._tell(self._initial())

    def _record(self, image: Image, time_s: float) -> None:
        self._began_s = time_s if self._began_s is None else self._began_s
        self._last_s, size = time_s, (self._asked.width_px, self._asked.height_px)
        self._take.video_s = time_s - self._began_s
        self._writer.add(to_size(image, *size), round(1000 * self._take.video_s))

    def _tell(self, told: ClientInformation) -> None:
        written = client_information(self._asked.type, told)
        event = messages.read_event(decode_message(written))
        if isinstance(event, messages.VideoChunk):
            raise InternalError("another event")
        self._take.claims = messages.with_claims(self._take.claims, event)

    def _initial(self) -> ClientInformation:
        face, start_ms = self._take.guide.initial_face, _day_ms(self._began_s or 0.0)
        return ClientInformation(CLIENT_ID, start_ms, initial_face=None if face is None else FaceAt(face, start_ms))

    def _final(self) -> ClientInformation:
        matched_s = self._take.guide.matched_at_s
        target = FaceAt(self._challenge.face_area, _day_ms(self._last_s if matched_s is None else matched_s))
        return ClientInformation(CLIENT_ID, video_end_ms=_day_ms(self._last_s), target_face=target)


class _Screen:
    """Paints as often as screens do, and remembers with what it shone."""

    def __init__(self) -> None:
        self.colours = ColourSequence()
        self._painted_s = 0.0
        self._shone: deque[tuple[float, LinearColour]] = deque(maxlen=30)

    @property
    def over(self) -> bool:
        """Whether the last colour has had its time."""
        return self.colours.over

    def paint_until(self, time_s: float) -> list[ColourShown]:
        """Go on painting; returns the colours that have begun."""
        begun = []
        while self._painted_s < time_s:
            self._painted_s += REPAINTED_S
            self.colours.choose(self._painted_s)
            shown = self.colours.confirm_painted(self._painted_s)
            if shown is not None:
                begun.append(ColourShown(shown.number, shown.colour, shown.before, _day_ms(shown.began_at_s)))
            shine = self.colours.shine
            self._shone.append((self._painted_s, USUAL_LOOK if shine is None else shine.left))
        return begun

    def shone(self, time_s: float) -> LinearColour:
        """What it shone with then."""
        return next((shine for at_s, shine in reversed(self._shone) if at_s <= time_s), USUAL_LOOK)


def _day_ms(time_s: float) -> int:
    return EPOCH_MS + round(1000 * time_s)
