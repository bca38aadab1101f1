"""Models, tracking and the local face engine, tried on the picture of a person that the program brings."""

import math
from functools import partial
from typing import TYPE_CHECKING

from kiosk.domain.documents.document import FieldName
from kiosk.domain.liveness.guide_policy import GuidePolicy
from kiosk.domain.liveness.judge_policy import JudgePolicy
from kiosk.domain.liveness.nose.challenge import challenge_at
from kiosk.domain.liveness.nose.guide import advance, begin
from kiosk.errors import AnalysisFailed
from kiosk.terminal.camera.demo import people
from kiosk.terminal.selftest.report import Check
from kiosk.vision import models

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from kiosk.backend.engines.local.face_engine import LocalFaceEngine
    from kiosk.backend.ports import Descriptor

    Image = NDArray[np.uint8]

WIDTH_PX, HEIGHT_PX, ZOOM = 640, 480, 1.8
TURN_DEG = 8.0
"""How far the picture is turned before it is compared with itself."""
JPEG_QUALITY = 92
VIDEO_FRAMES, FRAME_MS = 4, 100
MODELS = (*models.STILL_FACES, models.SFACE, models.DESCRIPTOR, *models.TEXT)


def checks() -> tuple[Check, ...]:
    """Those of this file."""
    return (
        *(Check(f"model {model.name}", partial(_model, model)) for model in MODELS),
        Check("face tracking", _tracking),
        Check("face engine", _face_engine),
        Check("liveness video", _liveness_video),
        Check("document reader", _document_reader),
    )


def standing_person() -> "Image":
    """A person before the camera: a BGR picture as a camera takes it."""
    import numpy as np

    from kiosk.terminal.camera.demo.portrait import Portrait, stand
    from kiosk.vision.face_mesh import FaceMesh

    picture = demo_picture()
    with FaceMesh(still=True) as mesh:
        found = mesh.points(np.ascontiguousarray(picture[:, :, ::-1]))
    if len(found) != 1:
        raise AnalysisFailed(f"{len(found)} faces found rather than one")
    return stand(Portrait(picture, found[0])).image


def demo_picture() -> "Image":
    """The portrait that the program brings, as BGR."""
    from kiosk.vision.decoding import decode_jpeg

    return decode_jpeg(people.demo_person().read_bytes())


def _model(model: models.Model) -> str:
    path = models.verify_model(model)
    return f"{path.stat().st_size:,} bytes, sha256 {model.sha256[:12]}"


def _tracking() -> str:
    from kiosk.vision.tracker import FrameSize, Tracker

    policy = GuidePolicy()
    guide = begin(0.0, policy)
    with Tracker(FrameSize(WIDTH_PX, HEIGHT_PX, ZOOM)) as tracker:
        frame = tracker.crop(standing_person())
        observation = tracker.observe(frame, 0.1)
    if len(observation.faces) != 1:
        raise AnalysisFailed(f"{len(observation.faces)} faces found rather than one")
    guide = advance(guide, observation, challenge_at("selftest", WIDTH_PX, HEIGHT_PX, 58, -14), policy)
    face = observation.faces[0]
    if guide.nose is None or not face.bounding_box.left < guide.nose.x < face.bounding_box.right:
        raise AnalysisFailed("the nose is not in the face")
    return (
        f"1 face, yaw {face.pose.yaw_deg:.0f} degrees, brightness {observation.brightness:.0f}, says {guide.hint.name}"
    )


def _face_engine() -> str:
    from kiosk.backend.engines.local.face_engine import LocalFaceEngine

    engine = LocalFaceEngine()
    picture = demo_picture()
    straight = _describe(engine, picture)
    least = JudgePolicy().min_same_person_similarity
    likeness = {
        "mirrored": engine.similarity(straight, _describe(engine, picture[:, ::-1])),
        f"turned by {TURN_DEG:.0f} degrees": engine.similarity(straight, _describe(engine, _turn(picture))),
    }
    for change, similarity in likeness.items():
        if not least <= similarity <= 100 or not math.isfinite(similarity):
            raise AnalysisFailed(f"{change}, the person is only {similarity:.1f} % similar to herself")
    return f"{engine.model_id}; " + ", ".join(f"{change} {value:.1f} %" for change, value in likeness.items())


def _liveness_video() -> str:
    """A recording as it is streamed for a face-movement challenge, read as its judge reads it."""
    import numpy as np

    from kiosk.terminal.client.liveness_stream.webm import VideoFrame, webm_cluster, webm_head
    from kiosk.vision.crop import crop_part, cut_out
    from kiosk.vision.face_mesh import FaceMesh
    from kiosk.vision.face_video import FaceVideo
    from kiosk.vision.vp8 import encode_vp8

    person = standing_person()
    picture = cut_out(person, crop_part(person, WIDTH_PX, HEIGHT_PX, ZOOM))
    height_px, width_px = picture.shape[:2]
    # Nothing is still before a camera.
    frames = [
        VideoFrame(encode_vp8(np.roll(picture, place, axis=1), JPEG_QUALITY), FRAME_MS * place)
        for place in range(VIDEO_FRAMES)
    ]
    video = FaceVideo(width_px, height_px)
    video.add(webm_head(width_px, height_px) + webm_cluster(frames))
    with FaceMesh(still=True) as mesh:
        video.analyse(mesh, ended=True)
    found = [len(fact.faces) for fact in video.facts()]
    if found != [1] * VIDEO_FRAMES:
        raise AnalysisFailed(f"{sum(found)} faces found in {len(found)} frames of {VIDEO_FRAMES}")
    return f"{VIDEO_FRAMES} frames, one face in each, {video.size_bytes:,} bytes"


def _document_reader() -> str:
    """A specimen's both sides, read at a day at which it is valid."""
    from kiosk.backend.engines.local.document_reader import LocalDocumentReader
    from kiosk.terminal.camera.demo.specimen import SpecimenFields, draw_card
    from kiosk.vision.jpeg import encode_jpeg

    fields = SpecimenFields()
    reader = LocalDocumentReader()
    try:
        pages = [encode_jpeg(page, JPEG_QUALITY) for page in draw_card(demo_picture(), fields)]
        reading = reader.read(pages, fields.date_of_expiry)
    finally:
        reader.close()
    number = reading.fields.get(FieldName.DOCUMENT_NUMBER)
    if not reading.acceptable or number is None or number.value != fields.document_number:
        raise AnalysisFailed(f"a specimen is not read: {', '.join(reading.findings) or 'another number'}")
    return f"both sides of a specimen, {reading.kind}, {len(reading.fields)} fields"


def _describe(engine: "LocalFaceEngine", picture: "Image") -> "Descriptor":
    import numpy as np

    from kiosk.vision.jpeg import encode_jpeg

    jpeg = encode_jpeg(np.ascontiguousarray(picture), JPEG_QUALITY)
    faces = engine.detect(jpeg)
    if len(faces) != 1:
        raise AnalysisFailed(f"{len(faces)} faces found rather than one")
    return engine.describe(jpeg, faces[0])


def _turn(picture: "Image") -> "Image":
    import cv2
    import numpy as np

    height_px, width_px = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width_px / 2, height_px / 2), TURN_DEG, 1.0)
    turned = cv2.warpAffine(picture, matrix, (width_px, height_px), borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(turned, dtype=np.uint8)
