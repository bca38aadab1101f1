"""What the engine says, taken with care: nothing but a KioskError escapes, and no number is undefined."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from math import isfinite

from kiosk.backend.ports import Descriptor, DescriptorEngine, FaceEngine, PixelMeter
from kiosk.domain.faces.face_detail import FaceDetail
from kiosk.domain.liveness.challenge import Stage
from kiosk.domain.liveness.frames import FrameFacts, FramePixels, LightSample
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


def measure_pixels(
    meter: PixelMeter | None, jpeg: bytes, context_jpeg: bytes | None, face: FaceDetail
) -> FramePixels | None:
    """What a frame's pixels show beside its face; None without a meter. Raises ImageErrors and AnalysisFailed."""
    if meter is None:
        return None
    try:
        pixels = meter.measure(jpeg, context_jpeg, face)
    except KioskError:
        raise
    except Exception as error:
        raise AnalysisFailed("pixels") from error
    if not all(isfinite(value) for value in _light_numbers(pixels.light)):
        raise AnalysisFailed("a colour is not a number")
    return pixels


def _light_numbers(light: LightSample) -> tuple[float, ...]:
    return (*light.left_face, *light.right_face, *light.surroundings)


@dataclass(frozen=True, slots=True)
class AnalysisBatch:
    """Frames that were looked at together; after the first failure nothing further was begun."""

    frames: tuple[FrameFacts, ...]
    """Those that were looked at, with the faces that they show."""
    failure: Exception | None


@dataclass(frozen=True, slots=True)
class FrameAnalyst:
    """Looks at a frame's faces, and at its pixels where exactly one of them is to be judged."""

    engine: FaceEngine
    meter: PixelMeter | None

    def analyse(self, frame: FrameFacts, jpeg: bytes) -> FrameFacts:
        """The frame with what it shows; raises ServiceErrors. An image that cannot be read shows nobody."""
        try:
            faces = detect_faces(self.engine, jpeg)
            judged = frame.stage is Stage.CHALLENGE and len(faces) == 1
            return replace(
                frame, faces=faces, pixels=measure_pixels(self.meter, jpeg, None, faces[0]) if judged else None
            )
        except ImageError:
            return replace(frame, faces=())


def analyse_frames(
    analyst: FrameAnalyst, frames: Sequence[FrameFacts], image: Callable[[FrameFacts], bytes], parallelism: int
) -> AnalysisBatch:
    """Look at several frames at a time; an image that cannot be read shows nobody, which no challenge passes with."""

    def analysed(frame: FrameFacts) -> FrameFacts:
        return analyst.analyse(frame, image(frame))

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
