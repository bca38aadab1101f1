"""What the engine says, taken with care: nothing but a KioskError escapes, and no number is undefined."""

from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from dataclasses import replace
from math import isfinite

from kiosk.backend.ports import DescribingEngine, Descriptor, FaceEngine
from kiosk.errors import AnalysisFailed, ImageError, KioskError
from kiosk.liveness.faces import FaceDetail
from kiosk.liveness.frames import FrameFacts


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


def detect_in_frames(
    engine: FaceEngine, frames: tuple[FrameFacts, ...], image: Callable[[FrameFacts], bytes], parallelism: int
) -> tuple[FrameFacts, ...]:
    """The frames with the faces that their images show, several looked at together; raises ServiceErrors.

    An image that cannot be read shows nobody, which no challenge passes with. After the first failure nothing further
    is begun.
    """

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
    for each in looking:
        if not each.cancelled():
            # Raises what one of them failed with, before a cancelled one is asked.
            each.result()
    return tuple(each.result() for each in looking)


def describe_face(engine: DescribingEngine, jpeg: bytes, face: FaceDetail) -> Descriptor:
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
    yield from (face.quality.brightness, face.quality.sharpness, face.confidence)
    for point in face.landmarks.values():
        yield from (point.x, point.y)
