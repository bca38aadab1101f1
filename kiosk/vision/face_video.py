"""A short video of one face, decoded in memory while it arrives, and what its frames show.

OpenCV brings FFmpeg, which reads VP8, VP9 and H.264 from Matroska and MP4 files, whole or cut off. Videos of VP8 key
frames alone, as the terminal records them, need none: the installed program has no FFmpeg of OpenCV's.
"""

import hashlib
import io
import os
from collections import deque
from collections.abc import Callable, Collection, Generator, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial

import cv2
import numpy as np

from kiosk.domain.faces.face_detail import FaceDetail
from kiosk.domain.liveness.challenge import Stage
from kiosk.domain.liveness.face_movement.container import (
    EBML_MAGIC,
    CodedFrame,
    Container,
    VideoRefused,
    check_frame_sizes,
    read_container,
    read_frames,
    vp8_size,
)
from kiosk.domain.liveness.face_movement.facts import ReliefFact
from kiosk.domain.liveness.frames import FrameFacts
from kiosk.vision.arrays import Image, Points
from kiosk.vision.arriving_video import AHEAD, ArrivingVideo, retrieve
from kiosk.vision.decoding import decode_jpeg, decode_vp8
from kiosk.vision.face_mesh import FaceMesh
from kiosk.vision.face_relief import FaceView, measure_relief, pair_views, view_face
from kiosk.vision.frame_pixels import measure_frame_pixels
from kiosk.vision.jpeg import encode_jpeg

MAX_BYTES = 10_000_000
"""Of a whole video (the service's)."""
MAX_DURATION_S = 60.0
MAX_FRAMES = 3600
"""Of a minute at sixty frames a second."""
ANALYSED_PER_S = 12.0
"""More frames in a second are passed over; a colour lasts for half of one."""
LAST_ANALYSED = 4
"""Of the last frames all are looked at: a client ends its video as soon as it sees the face where it belongs."""
SURELY_KEY_FRAMES = 4
"""A video that begins with so many key frames has no others; those of a browser begin with one."""
COMPARED = 8
"""Far and near frames whose faces are compared."""
FOURCCS: Mapping[str, tuple[str, ...]] = {
    "vp8": ("VP80",),
    "vp9": ("VP90", "vp09"),
    "h264": ("h264", "H264", "avc1", "avc3", "X264"),
}
Moment = tuple[float, Callable[[], Image | None]]
"""When a frame was filmed, in seconds by the file, and what decodes it."""
MOST_KEPT, KEPT_QUALITY = 128, 95
"""Frames that were looked at are kept as JPEG files of some 60 kB: to decode a video once more for a few of them keeps
the customer waiting."""


@dataclass(frozen=True, slots=True)
class VideoPicture:
    """One frame of a video."""

    number: int
    at_s: float
    """Since the video's first frame, by the container."""
    bgr: Image


@dataclass(frozen=True, slots=True)
class _Views:
    """The first and the largest views of the face, which are enough to compare."""

    first: list[FaceView]
    largest: list[FaceView]

    def add(self, view: FaceView) -> None:
        """Keep a view if it is one of them."""
        if len(self.first) < COMPARED:
            self.first.append(view)
            return
        self.largest.append(view)
        self.largest.sort(key=lambda each: -each.eyes_px)
        del self.largest[COMPARED:]


class FaceVideo:
    """A video that arrives in parts; one thread at a time."""

    def __init__(self, width_px: int, height_px: int) -> None:
        """The size that its frames must have."""
        self.descriptors: dict[float, tuple[float, ...]] = {}
        """What faces are compared by, by their frames' times; kept by whoever describes them."""
        self._size = (width_px, height_px)
        self._data = bytearray()
        self._container: Container | None = None
        self._facts: list[FrameFacts] = []
        self._views = _Views([], [])
        self._seen = 0
        self._looked_at_s: float | None = None
        self._passed_over: deque[VideoPicture] = deque(maxlen=LAST_ANALYSED)
        """The last ones that nobody looked at."""
        self._kept: dict[float, bytes] = {}
        self._arriving: ArrivingVideo | None = None
        self._handed_on = 0
        """Bytes that it got."""
        self._timeline = _Timeline()
        """Its frames'."""

    @property
    def size_bytes(self) -> int:
        """Of what arrived so far."""
        return len(self._data)

    def add(self, untrusted_part: bytes) -> None:
        """Take the next part; raises VideoRefused for more bytes than a video may have."""
        if len(self._data) + len(untrusted_part) > MAX_BYTES:
            raise VideoRefused("The video is too large")
        self._data += untrusted_part

    def analyse(self, mesh: FaceMesh, *, ended: bool) -> None:
        """Look at the frames that arrived since the last time, in all of them that count; raises VideoRefused.

        RuntimeError and ValueError come from MediaPipe.
        """
        try:
            if self._is_readable(ended=ended):
                self._look(mesh, ended=ended)
        finally:
            if ended:
                self.close()

    def close(self) -> None:
        """Stop decoding, where nothing more arrives of a video that was not analysed to its end."""
        if self._arriving is not None:
            self._arriving.close()
        self._passed_over.clear()

    def facts(self) -> tuple[FrameFacts, ...]:
        """What the frames showed that were looked at, in order; times are the container's, since the first frame."""
        return tuple(self._facts)

    def relief(self) -> ReliefFact | None:
        """How the face changed its shape as it grew; None when it did not grow, or could not be followed."""
        relief = measure_relief(pair_views(self._views.first, self._views.largest))
        if relief is None:
            return None
        growth = relief.growth_px / max(self._size)
        return ReliefFact(relief.strength, relief.beyond_bend, relief.explained, growth)

    def keeps(self, at_s: float) -> bool:
        """Whether the picture of this time is at hand."""
        return at_s in self._kept

    def keep(self, times_s: Collection[float]) -> None:
        """Have the pictures of these times at hand; raises VideoRefused.

        Only a long video is decoded once more for them.
        """
        missing = set(times_s) - self._kept.keys()
        if missing:
            self._keep_again(missing)

    def pictures(self, times_s: Collection[float]) -> Mapping[float, Image]:
        """The BGR frames of these times, of those that were looked at; raises VideoRefused."""
        self.keep(times_s)
        return {at_s: decode_jpeg(self._kept[at_s]) for at_s in set(times_s)}

    def _is_readable(self, *, ended: bool) -> bool:
        if self._container is None:
            self._container = read_container(bytes(self._data[:65_536]))
            if self._container is not None and self._container.size_px != self._size:
                raise VideoRefused("The video is not of the size that was announced")
        if self._container is not None:
            check_frame_sizes(bytes(self._data), self._container)
        if self._container is None and ended:
            raise VideoRefused("There is no video, or it is not of a format that is offered")
        return self._container is not None

    def _look(self, mesh: FaceMesh, *, ended: bool) -> None:
        # A mesh takes as long as all that is made of it, and neither needs Python meanwhile.
        with ThreadPoolExecutor(1, "video-frames") as beside:
            noted = deque[Future[None]]()
            for picture in self._wanted_pictures(ended=ended):
                rgb = np.asarray(cv2.cvtColor(picture.bgr, cv2.COLOR_BGR2RGB), dtype=np.uint8)
                meshes = mesh.points(rgb)
                faces = tuple(mesh.describe(points, rgb) for points in meshes)
                if len(noted) >= AHEAD:
                    noted.popleft().result()
                noted.append(beside.submit(self._note, picture, meshes, faces))
            for each in noted:
                each.result()
        if ended:
            in_order = sorted(self._facts, key=lambda fact: fact.received_at_s)
            self._facts = [replace(fact, sequence=number) for number, fact in enumerate(in_order)]

    def _wanted_pictures(self, *, ended: bool) -> Iterator[VideoPicture]:
        """Those that are to be looked at, of the frames that nobody looked at yet."""
        for picture in self._pictures(ended=ended):
            self._seen = picture.number + 1
            if self._looked_at_s is not None and picture.at_s - self._looked_at_s < 1 / ANALYSED_PER_S:
                self._passed_over.append(picture)
            else:
                self._looked_at_s = picture.at_s
                yield picture
        if ended:
            yield from self._passed_over

    def _note(self, picture: VideoPicture, meshes: Sequence[Points], faces: tuple[FaceDetail, ...]) -> None:
        """Keep what a frame shows."""
        if len(meshes) == 1:
            grey = np.asarray(cv2.cvtColor(picture.bgr, cv2.COLOR_BGR2GRAY), dtype=np.uint8)
            self._views.add(view_face(grey, meshes[0], picture.at_s))
        if len(self._kept) < MOST_KEPT:
            self._kept[picture.at_s] = encode_jpeg(picture.bgr, KEPT_QUALITY)
        pixels = measure_frame_pixels(picture.bgr, None, faces[0]) if len(faces) == 1 else None
        digest = hashlib.sha256(picture.bgr.data).hexdigest()
        self._facts.append(
            FrameFacts(picture.number, Stage.CHALLENGE, picture.at_s, digest, None, faces, pixels=pixels)
        )

    def _pictures(self, *, ended: bool) -> Iterator[VideoPicture]:
        """Frames that nobody looked at yet; raises VideoRefused for what no camera films."""
        data = bytes(self._data)
        frames = self._key_frames(data)
        if frames is None or (ended and not frames):
            moments, timeline = self._arriving_moments(data, ended=ended), self._timeline
        elif ended or len(frames) >= SURELY_KEY_FRAMES:
            moments, timeline = self._decoded_one_by_one(data, frames), _Timeline()
        else:
            return
        for file_s, decode in moments:
            number, at_s = timeline.place(file_s)
            if number >= self._seen:
                yield VideoPicture(number, at_s, self._checked(decode()))

    def _keep_again(self, times_s: Collection[float]) -> None:
        """Decode a whole video once more, for pictures of these times."""
        data, timeline = bytes(self._data), _Timeline()
        frames = self._key_frames(data)
        moments = self._decoded_one_by_one(data, frames) if frames else self._decoded_once_more(data)
        with closing(moments):
            for file_s, decode in moments:
                _, at_s = timeline.place(file_s)
                if at_s in times_s:
                    self._kept[at_s] = encode_jpeg(self._checked(decode()), KEPT_QUALITY)

    def _key_frames(self, data: bytes) -> Sequence[CodedFrame] | None:
        """All frames so far where each is a picture by itself, as the terminal's are; None for any other video."""
        assert self._container is not None
        if self._container.codec != "vp8" or not data.startswith(EBML_MAGIC):
            return None
        # The last block of a file that is cut off reaches beyond its end.
        frames = [frame for frame in read_frames(data) if frame.end <= len(data)]
        return frames if all(vp8_size(data[frame.begin : frame.begin + 16]) for frame in frames) else None

    def _arriving_moments(self, data: bytes, *, ended: bool) -> Iterator[Moment]:
        """Those that FFmpeg has not given out yet; it only gets what was checked."""
        assert self._container is not None
        if self._arriving is None:
            self._arriving = ArrivingVideo(partial(_open_video, self._container.codec), MAX_BYTES)
        self._arriving.add(data[self._handed_on :], ended=ended)
        self._handed_on = len(data)
        return ((file_s, partial(_give, bgr)) for file_s, bgr in self._arriving.frames())

    def _decoded_once_more(self, data: bytes) -> Generator[Moment, None, None]:
        # WORKAROUND(opencv 4.11): the reader does not keep its stream, and crashes without it.
        stream = io.BytesIO(data)
        assert self._container is not None
        video = _open_video(self._container.codec, stream)
        try:
            while video.grab():
                yield video.get(cv2.CAP_PROP_POS_MSEC) / 1000, partial(retrieve, video)
        finally:
            video.release()
            stream.close()

    def _decoded_one_by_one(self, data: bytes, frames: Sequence[CodedFrame]) -> Generator[Moment, None, None]:
        for frame in frames:
            yield frame.at_ms / 1000, partial(decode_vp8, data[frame.begin : frame.end], self._size)

    def _checked(self, bgr: Image | None) -> Image:
        if bgr is None or bgr.shape != (self._size[1], self._size[0], 3):
            raise VideoRefused("The video's frames are not of the size that was announced")
        return bgr


def _open_video(codec: str, stream: io.BufferedIOBase) -> cv2.VideoCapture:
    # WORKAROUND(opencv 4.11): FFmpeg tells stderr of files that are cut off, which these are while they arrive.
    os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
    # The other core looks at what this one decodes.
    threads = (cv2.CAP_PROP_N_THREADS, 1)
    video: cv2.VideoCapture = cv2.VideoCapture(stream, cv2.CAP_FFMPEG, threads)  # type: ignore[call-overload]
    fourcc = int(video.get(cv2.CAP_PROP_FOURCC)).to_bytes(4, "little").decode("latin-1") if video.isOpened() else ""
    if fourcc not in FOURCCS[codec]:
        video.release()
        raise VideoRefused("The video cannot be read")
    # Boxes are those of the picture as it was coded.
    video.set(cv2.CAP_PROP_ORIENTATION_AUTO, 0)
    return video


@dataclass(slots=True)
class _Timeline:
    """Numbers the frames of a video and checks their times."""

    number: int = 0
    first_s: float = 0.0
    before_s: float = -1.0

    def place(self, file_s: float) -> tuple[int, float]:
        """The number of the next frame, and its time since the first; raises VideoRefused for what no camera films."""
        if self.number >= MAX_FRAMES:
            raise VideoRefused("The video has too many frames")
        number, self.number = self.number, self.number + 1
        self.first_s = file_s if number == 0 else self.first_s
        at_s = file_s - self.first_s
        if not self.before_s < at_s <= MAX_DURATION_S:
            raise VideoRefused("The times of the video's frames are no times of a video")
        self.before_s = at_s
        return number, at_s


def _give(bgr: Image | None) -> Image | None:
    return bgr
