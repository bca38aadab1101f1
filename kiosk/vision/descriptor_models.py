"""Which model faces are compared by."""

from pathlib import Path

from kiosk.vision.descriptor import Describer
from kiosk.vision.dlib_descriptor import DlibDescriber
from kiosk.vision.onnx_descriptor import OnnxDescriber


def load_describer(model: Path | None) -> Describer:
    """The network of this ONNX file, without one dlib's; raises ModelMissing and ModelDamaged."""
    return DlibDescriber() if model is None else OnnxDescriber(model)
