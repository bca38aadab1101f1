"""What the engine says, taken with care: nothing but a KioskError escapes, and no number is undefined."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from math import isfinite

from kiosk.backend.ports import Descriptor, DescriptorEngine, FaceEngine
from kiosk.domain.faces.face_detail import FaceDetail
from kiosk.domain.liveness.frames import FrameFacts
from kiosk.errors import AnalysisFailed, ImageError, KioskError


def detect_faces(engine: FaceEngine, jpeg: bytes) -> tuple[FaceDetail, ...]:
    """All faces; raises ImageErrors and ServiceErrors."""
    try:
        faces = engine.detect(jpeg)
    except KioskError:
        raise
    except Exception as error:
        raise AnalysisFailed("detection") from error
    # A comparison with NaN is false, and a rule that finds nothing wrong lets pass.
    if not all(isfinite(value) for face in faces for value in _numbers(face)):
        raise AnalysisFailed("a position is not a number")
    return faces


@dataclass(frozen=True, slots=True)
class AnalysisBatch:
    """Frames that were looked at together; after the first failure nothing further was begun."""

    frames: tuple[FrameFacts, ...]
    """Those that were looked at, with the faces that they show."""
    failure: Exception | None


def analyse_frames(
    engine: FaceEngine, frames: Sequence[FrameFacts], image: Callable[[FrameFacts], bytes], parallelism: int
) -> AnalysisBatch:
    """Look at several frames at a time; an image that cannot be read shows nobody, which no challenge passes with."""

    def analysed(frame: FrameFacts) -> FrameFacts:
        try:
            return replace(frame, faces=detect_faces(engine, image(frame)))
        except ImageError:
            return replace(frame, faces=())

    executor = ThreadPoolExecutor(parallelism, thread_name_prefix="analysis")
    try:
        looking = [executor.submit(analysed, frame) for frame in frames]
        wait(looking, return_when=FIRST_EXCEPTION)
    finally:
        executor.shutdown(cancel_futures=True)
    ended = [each for each in looking if not each.cancelled()]
    failures = [error for each in ended if isinstance(error := each.exception(), Exception)]
    done = tuple(each.result() for each in ended if each.exception() is None)
    return AnalysisBatch(done, failures[0] if failures else None)


def describe_face(engine: DescriptorEngine, jpeg: bytes, face: FaceDetail) -> Descriptor:
    """The descriptor of one face; raises ImageTruncated and AnalysisFailed."""
    try:
        return engine.describe(jpeg, face)
    except KioskError:
        raise
    except Exception as error:
        raise AnalysisFailed("description") from error


def _numbers(face: FaceDetail) -> Iterator[float]:
    box, pose = face.bounding_box, face.pose
    yield from (box.left, box.top, box.width, box.height)
    yield from (pose.yaw_deg, pose.pitch_deg, pose.roll_deg)
    yield from (face.quality.brightness, face.quality.sharpness, face.confidence, face.occlusion_confidence)
    for point in face.landmarks.values():
        yield from (point.x, point.y)
