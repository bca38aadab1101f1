"""The terminal of a simulated session: tracker, guide, choice of frames and encoder are the product's own."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Protocol

import numpy as np

from kiosk.domain.faces.face_detail import Box, Observation
from kiosk.domain.liveness.camera_facts import CameraStream
from kiosk.domain.liveness.challenge import Stage
from kiosk.domain.liveness.frame_selection import FrameSelection
from kiosk.domain.liveness.frames import CameraMeasures
from kiosk.domain.liveness.guide import Guide, Phase, with_instruction
from kiosk.domain.liveness.light import LightSequence, LightStep
from kiosk.domain.liveness.nose import guide as nose_guide
from kiosk.domain.liveness.nose.challenge import NoseChallenge
from kiosk.evaluation.liveness.session.backend import ClientFrame, FilmedFrame
from kiosk.evaluation.liveness.session.futility import Sighting
from kiosk.evaluation.liveness.simulation.presentation import Presentation, Seen
from kiosk.evaluation.liveness.simulation.window import HEIGHT_PX, WHOLE, WIDTH_PX, Image, part_window
from kiosk.settings import Settings
from kiosk.terminal.camera.device.meter import StreamMeter
from kiosk.terminal.camera.source import Frame
from kiosk.terminal.client.upload.frame_queue import FrameQueue, OfferedFrame
from kiosk.terminal.client.upload.jpeg_quality import SizedEncoder
from kiosk.terminal.ui.camera_facts import told_stream
from kiosk.vision.camera_measures import CameraMeter
from kiosk.vision.crop import to_size
from kiosk.vision.face_follower import FaceFollower
from kiosk.vision.jpeg import encode_jpeg
from kiosk.vision.small_picture import encode_small
from kiosk.vision.tracker import FrameSize, Tracker

LONGEST_S = 60.0
LOOK_QUALITY = 85
"""Of pictures that are looked at before they are sent: about that of those that are."""
NOTHING_SEEN: Image = np.broadcast_to(np.uint8(0), (HEIGHT_PX, WIDTH_PX, 3))
"""A picture of the camera's size, of which only the size is looked at."""


class Session(Protocol):
    """What frames are sent to."""

    @property
    def challenge(self) -> NoseChallenge:
        """What is asked for."""
        ...

    @property
    def max_frames(self) -> int:
        """How many frames are taken."""
        ...

    @property
    def is_over(self) -> bool:
        """Whether nobody needs to send any more."""
        ...

    stream: CameraStream | None
    """What is told of the camera's pictures."""

    def hand_over(self, filmed: FilmedFrame) -> None:
        """Deliver a frame."""
        ...


class Light:
    """Which colours the screen shows when; what the camera sees of them is a little older."""

    def __init__(self, sequence: LightSequence | None, lag_s: float) -> None:
        self._sequence, self._lag_s = sequence, lag_s
        self._began_s: float | None = None

    def begin(self, time_s: float) -> None:
        """The challenge has begun."""
        self._began_s = time_s if self._began_s is None else self._began_s

    def index(self, time_s: float) -> int | None:
        """The step that is shown at this time."""
        if self._sequence is None or self._began_s is None or time_s < self._began_s:
            return None
        return int((time_s - self._began_s) / self._sequence.step_s)

    def seen(self, time_s: float) -> LightStep | None:
        """The step whose light falls on what a picture of this time shows."""
        index = self.index(time_s - self._lag_s)
        if index is None or self._sequence is None:
            return None
        return self._sequence.steps[index % len(self._sequence.steps)]


class SimulatedTerminal:
    """Carries out one challenge; made anew for each."""

    def __init__(self, settings: Settings, session: Session, lag_s: float) -> None:
        self._settings, self._session = settings, session
        self._follower = FaceFollower(settings.frame_width_px, settings.frame_height_px, settings.crop_zoom)
        self._light = Light(session.challenge.light, lag_s)
        self._selection = FrameSelection()
        self._queue: FrameQueue[Image] = FrameQueue(
            settings.upload_queue_frames, settings.max_upload_fps, session.max_frames
        )
        self._encoder = SizedEncoder(self._encode)
        self._witness, self._meter = StreamMeter(), CameraMeter()
        self._filmed = 0
        self._observed: dict[float, Observation] = {}
        """What the tracker saw in frames that wait to be sent, by when they were captured."""
        self.guide = nose_guide.begin(0.0, settings.guide)
        self.time_s = 0.0

    @property
    def challenge(self) -> NoseChallenge:
        """What is asked for."""
        return self._session.challenge

    def run(self, presentation: Presentation, tracker: Tracker, random: np.random.Generator) -> Guide:
        """Film, guide and send until there is nothing left to guide; the verdict can be asked for then."""
        for elapsed_s in _intervals(presentation.camera.profile.fps, presentation.camera.profile.jitter_s, random):
            self.time_s += elapsed_s
            window = part_window(self._follower.part(NOTHING_SEEN))
            presentation.move(self.time_s, elapsed_s, Seen(self.guide, self.challenge, window))
            self._film(presentation, tracker)
            if self.guide.finished or self._session.is_over or self.time_s > LONGEST_S * self.challenge.time_factor:
                break
        self._queue.finish()
        self._send()
        if self._session.stream is None:
            self._session.stream = told_stream(self._witness.facts())
        return self.guide

    def _film(self, presentation: Presentation, tracker: Tracker) -> None:
        light_step = self._light.index(self.time_s)
        part = self._follower.part(NOTHING_SEEN)
        image = presentation.draw(part_window(part), self._light.seen(self.time_s))
        self._witness.observe(Frame(image, self.time_s, self._filmed))
        self._filmed += 1
        before, observation = self.guide, self._follow(tracker.observe(image, self.time_s), part)
        advanced = nose_guide.advance(before, observation, self.challenge, self._settings.guide)
        self.guide = after = with_instruction(before, advanced, self.time_s)
        if after.phase is Phase.TARGET:
            self._light.begin(self.time_s)
        chosen = self._selection.choose(before, after, self.time_s)
        if chosen is None:
            return
        whole = presentation.draw(WHOLE, self._light.seen(self.time_s)) if chosen.whole else None
        self._observed[self.time_s] = observation
        self._queue.offer(
            OfferedFrame(
                image,
                self.time_s,
                chosen.stage,
                chosen.key,
                chosen.target,
                light_step,
                whole=whole,
                part=None if whole is None else part,
            )
        )
        self._send()

    def _follow(self, observation: Observation, part: Box) -> Observation:
        """Let the crop go to the face until the challenge begins, as the terminal does."""
        if self._settings.crop_follows and self.guide.phase is Phase.APPROACH:
            self._follower.step(observation.faces, part)
        else:
            self._follower.moving = False
        return replace(observation, moving=self._follower.moving)

    def _measure(self, image: Image, observation: Observation) -> CameraMeasures | None:
        """What the pixels show; the crop has them as the camera had them."""
        if len(observation.faces) != 1:
            return None
        return self._meter.measure(image, observation.faces[0].bounding_box)

    def _send(self) -> None:
        while (offered := self._queue.take()) is not None:
            observation = self._observed.pop(offered.captured_at_s)
            seen = Sighting(offered.stage, observation.faces, offered.captured_at_s)
            make, encode = partial(self._make, offered, observation), partial(self._encode, offered.image, LOOK_QUALITY)
            self._session.hand_over(FilmedFrame(make, encode, seen))

    def _make(self, offered: OfferedFrame[Image], observation: Observation) -> ClientFrame:
        """Encode a frame and measure the camera's pixels; frames must be made in the order in which they came."""
        measured = self._measure(offered.image, observation) if offered.stage is Stage.CHALLENGE else None
        whole = None if offered.whole is None else encode_small(offered.whole)
        return ClientFrame(
            self._encoder(offered.image),
            offered.captured_at_s,
            offered.stage,
            offered.light_step,
            whole,
            measured,
            offered.part,
        )

    def _encode(self, picture: Image, quality: int) -> bytes:
        size = self._settings.frame_width_px, self._settings.frame_height_px
        return encode_jpeg(to_size(picture, *size), quality)


def open_tracker(settings: Settings) -> Tracker:
    """The tracker of a terminal with these settings."""
    return Tracker(FrameSize(settings.frame_width_px, settings.frame_height_px, settings.crop_zoom))


def _intervals(fps: float, jitter_s: float, random: np.random.Generator) -> Iterator[float]:
    while True:
        yield max(1 / fps + float(random.normal(0, jitter_s)), 0.2 / fps)
