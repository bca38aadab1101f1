"""Recorded people before the kiosk's real pipeline: file, crop, tracker, guidance, JPEG, HTTP, backend.

A recording cannot follow a random target, so the challenge is chosen to lie on its path.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.domain.faces.face_detail import Observation
from kiosk.domain.liveness.frame_selection import FrameSelection
from kiosk.domain.liveness.frames import chain_link
from kiosk.domain.liveness.guide import Guide
from kiosk.domain.liveness.guide_policy import GuidePolicy
from kiosk.domain.liveness.nose.challenge import NoseChallenge, challenge_at
from kiosk.domain.liveness.nose.guide import advance, begin
from kiosk.terminal.camera.clip import ClipCamera
from kiosk.terminal.client.backend import BackendClient
from kiosk.terminal.client.started_challenge import EncodedFrame, StartedChallenge
from kiosk.terminal.client.upload.frame_queue import FrameQueue, OfferedFrame
from kiosk.terminal.client.upload.jpeg_quality import SizedEncoder
from kiosk.vision.crop import centre_crop, to_size
from kiosk.vision.face_mesh import FaceMesh
from kiosk.vision.jpeg import encode_jpeg
from kiosk.vision.tracker import FrameSize, Tracker

Image = NDArray[np.uint8]
WIDTH_PX, HEIGHT_PX = 640, 480
FACE_AREA_SHARE = 0.42
START_S = 1000.0


@dataclass(frozen=True, slots=True)
class Recording:
    """Frames of 640x480 in which the face first stands in the middle, with their times."""

    images: Sequence[Image]
    times_s: Sequence[float]


def recording(path: Path, *, speed: float = 1.0, mirrored: bool = False, framed: bool = True) -> Recording:
    """Read a clip as the file camera does; framing it is what a customer does by standing in the right place."""
    images, times_s = [], []
    ticks = Ticks()
    with ClipCamera(path, loop=False, clock=ticks.now, sleep=ticks.wait) as camera:
        for frame in camera.frames():
            images.append(np.ascontiguousarray(frame.image[:, ::-1]) if mirrored else frame.image)
            times_s.append(START_S + (frame.captured_at_s - START_S) / speed)
    placed = _framed(images) if framed else (_cropped(image) for image in images)
    return Recording(list(placed), times_s)


def _cropped(image: Image) -> Image:
    return to_size(centre_crop(image, WIDTH_PX, HEIGHT_PX, 1.0), WIDTH_PX, HEIGHT_PX)


class Ticks:
    """A clock that stands still but for those who wait."""

    def __init__(self) -> None:
        self.time_s = START_S

    def now(self) -> float:
        return self.time_s

    def wait(self, seconds: float) -> bool:
        self.time_s += max(seconds, 0.0)
        return False


def _framed(images: Sequence[Image]) -> Iterator[Image]:
    with FaceMesh(still=True) as mesh:
        points = mesh.points(np.ascontiguousarray(images[0][:, :, ::-1]))[0]
    scale = float(np.sqrt(FACE_AREA_SHARE * 270 * 360 / np.prod(np.ptp(points[:, :2], axis=0))))
    nose_x, nose_y = points[1, :2] * scale
    matrix = np.array([[scale, 0, WIDTH_PX / 2 - nose_x], [0, scale, HEIGHT_PX / 2 + 10 - nose_y]])
    for image in images:
        placed = cv2.warpAffine(
            image, matrix, (WIDTH_PX, HEIGHT_PX), flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE
        )
        yield np.asarray(placed, dtype=np.uint8)


@dataclass(frozen=True, slots=True)
class Turn:
    """Where the nose stays for a moment while the head is turned far enough, as an offset in pixels, and until when."""

    offset: tuple[int, int]
    until_s: float


def first_turn(recorded: Recording, policy: GuidePolicy) -> Turn:
    """The first turn of the head that could meet a target."""
    need_s = policy.hold_s + 0.1
    seen: list[Observation] = []
    with Tracker(FrameSize(WIDTH_PX, HEIGHT_PX, 1.0)) as tracker:
        for image, time_s in zip(recorded.images, recorded.times_s, strict=True):
            seen.append(tracker.observe(image, time_s))
            straight_deg = float(np.mean([each.faces[0].pose.yaw_deg for each in seen[:5] if each.faces]))
            during = [each for each in seen if time_s - each.captured_at_s <= need_s]
            if offset := _target_of(during, straight_deg, policy.min_turn_deg):
                return Turn(offset, time_s)
    raise AssertionError("nobody turns the head in this recording")


def _target_of(during: Sequence[Observation], straight_deg: float, min_turn_deg: float) -> tuple[int, int] | None:
    if len(during) < 4 or any(len(each.faces) != 1 for each in during):
        return None
    turns = np.array([each.faces[0].pose.yaw_deg - straight_deg for each in during])
    noses = np.array([(each.faces[0].nose.x * WIDTH_PX, each.faces[0].nose.y * HEIGHT_PX) for each in during])
    if (
        np.abs(turns).min() < min_turn_deg + 0.5
        or abs(np.sign(turns).sum()) != len(turns)
        or np.ptp(noses, 0).max() > 30
    ):
        return None
    x, y = (noses.max(0) + noses.min(0)) / 2 - (WIDTH_PX / 2, HEIGHT_PX / 2)
    return round(float(x)), round(float(y))


def until(recorded: Recording, time_s: float) -> Recording:
    """The recording up to that time: before somebody who has turned one way turns the other."""
    count = sum(each <= time_s for each in recorded.times_s)
    return Recording(recorded.images[:count], recorded.times_s[:count])


def chosen(offset: tuple[int, int]) -> NoseChallenge:
    """The challenge with its target there; its id is not used."""
    return challenge_at("chosen", WIDTH_PX, HEIGHT_PX, *offset)


@dataclass
class Upload:
    """Sends a recording as the kiosk would, at the recording's own times."""

    client: BackendClient
    started: StartedChallenge
    clock: Ticks

    def present(self, recorded: Recording, policy: GuidePolicy) -> Guide:
        """Guide and upload until the kiosk has nothing left to guide, or the recording ends."""
        challenge = self.started.challenge
        assert isinstance(challenge, NoseChallenge)
        guide, choice = begin(recorded.times_s[0], policy), FrameSelection()
        queue: FrameQueue[Image] = FrameQueue(24, 12.0, None)
        encoder: SizedEncoder[Image] = SizedEncoder(encode_jpeg)
        self._link, self._sent = self.started.challenge.id, 0
        with Tracker(FrameSize(WIDTH_PX, HEIGHT_PX, 1.0)) as tracker:
            for image, time_s in zip(recorded.images, recorded.times_s, strict=True):
                before = guide
                guide = advance(guide, tracker.observe(image, time_s), challenge, policy)
                self.clock.time_s = time_s
                if chosen := choice.choose(before, guide, time_s):
                    queue.offer(OfferedFrame(image, time_s, chosen.stage, chosen.key))
                self._send(queue.take(), encoder)
                if guide.finished:
                    break
        return guide

    def _send(self, offered: OfferedFrame[Image] | None, encoder: SizedEncoder[Image]) -> None:
        if offered is None:
            return
        jpeg = encoder(offered.image)
        timestamp_ms = round(offered.captured_at_s * 1000)
        self._link = chain_link(self._link, self._sent, timestamp_ms, hashlib.sha256(jpeg).hexdigest())
        frame = EncodedFrame(jpeg, self._sent, timestamp_ms, offered.stage, self._link)
        self.client.send_frame(self.started, frame)
        self._sent += 1
