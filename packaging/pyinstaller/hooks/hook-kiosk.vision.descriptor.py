"""The face descriptor's model; its package is never imported, so PyInstaller does not see it."""

from importlib.util import find_spec
from pathlib import Path

_FOLDER = "face_recognition_models/models"
_NAME = "dlib_face_recognition_resnet_model_v1.dat"

datas = [(str(Path(find_spec("face_recognition_models").origin).parents[1] / _FOLDER / _NAME), _FOLDER)]
