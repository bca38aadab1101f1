"""Looks at videos of faces: finds out what the judge of the face-movement challenge wants to know."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from queue import LifoQueue

import cv2
import numpy as np

from kiosk.domain.liveness.face_movement.claims import ClientClaims
from kiosk.domain.liveness.face_movement.facts import VideoFacts
from kiosk.domain.liveness.face_movement.judge import audit_sequences, compared_frames, reference_sequence
from kiosk.domain.liveness.frames import FrameFacts, IdentityFacts
from kiosk.errors import AnalysisFailed
from kiosk.vision.arrays import Image
from kiosk.vision.descriptor import DescriptorModel
from kiosk.vision.face_mesh import FaceMesh
from kiosk.vision.face_video import FaceVideo

WORKERS = 2
"""Videos that are looked at at the same time; each keeps one core busy."""


class VideoExaminer:
    """Any thread may use it, several at a time, each for a video of its own."""

    def __init__(self, descriptor_model: DescriptorModel) -> None:
        """Load the meshes; raises ModelMissing and ModelDamaged."""
        self._descriptor_model = descriptor_model
        self._meshes: LifoQueue[FaceMesh] = LifoQueue()
        for _ in range(WORKERS):
            self._meshes.put(FaceMesh(still=True))

    def close(self) -> None:
        """Close the meshes; nobody may use it any more."""
        while not self._meshes.empty():
            self._meshes.get().__exit__(None, None, None)

    def analyse(self, video: FaceVideo, *, ended: bool) -> None:
        """Look at what arrived of a video; raises VideoRefused and AnalysisFailed."""
        with self._mesh() as mesh:
            video.analyse(mesh, ended=ended)
        if not ended:
            # Whoever waits for a verdict waits for the last faces alone.
            compared = compared_frames(_single(video.facts()))
            self._describe_faces(video, [frame for frame in compared if video.keeps(frame.received_at_s)])

    def describe(self, video: FaceVideo, claims: ClientClaims, arrival_s: float) -> VideoFacts:
        """All that is known of a video that was analysed to its end; raises VideoRefused and AnalysisFailed."""
        frames = video.facts()
        # Both take a while, and neither needs Python for it.
        with ThreadPoolExecutor(1) as beside:
            relief = beside.submit(video.relief)
            identity = IdentityFacts(self._same_person(video, _single(frames)), None)
            return VideoFacts(frames, relief.result(), identity, claims, arrival_s)

    def _same_person(self, video: FaceVideo, single: Sequence[FrameFacts]) -> Mapping[int, float]:
        """Similarity of several frames' faces with the first's, by sequence number."""
        if len(single) < 2:
            return {}
        chosen = compared_frames(single)
        # With those that are given out later, so that nobody waits for a decoder once more.
        given_out = {reference_sequence(single), *audit_sequences(single)}
        video.keep([each.received_at_s for each in (*chosen, *(one for one in single if one.sequence in given_out))])
        self._describe_faces(video, chosen)
        first, *others = [video.descriptors[frame.received_at_s] for frame in chosen]
        scale = self._descriptor_model.scale
        return {frame.sequence: scale.similarity(first, other) for frame, other in zip(chosen[1:], others, strict=True)}

    def _describe_faces(self, video: FaceVideo, frames: Sequence[FrameFacts]) -> None:
        """Keep with the video what these frames' faces are compared by."""
        missing = [frame for frame in frames if frame.received_at_s not in video.descriptors]
        pictures = video.pictures([frame.received_at_s for frame in missing])
        for frame in missing:
            video.descriptors[frame.received_at_s] = self._descriptor(pictures[frame.received_at_s], frame)

    def _descriptor(self, bgr: Image, frame: FrameFacts) -> tuple[float, ...]:
        rgb = np.asarray(cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB), dtype=np.uint8)
        try:
            return self._descriptor_model.describe(rgb, frame.faces[0].landmarks)
        except (RuntimeError, ValueError) as error:
            raise AnalysisFailed("descriptor") from error

    @contextmanager
    def _mesh(self) -> Iterator[FaceMesh]:
        mesh = self._meshes.get()
        try:
            yield mesh
        except RuntimeError as error:
            # A graph that failed once refuses every picture from then on.
            with suppress(RuntimeError, ValueError):
                mesh.__exit__(None, None, None)
            mesh = FaceMesh(still=True)
            raise AnalysisFailed("face mesh") from error
        finally:
            self._meshes.put(mesh)


def _single(frames: Sequence[FrameFacts]) -> list[FrameFacts]:
    """Those that show one face."""
    return [frame for frame in frames if len(frame.faces) == 1]
